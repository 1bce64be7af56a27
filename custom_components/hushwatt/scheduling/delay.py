"""Appliances whose timer only knows a delay in steps."""

from ..vocabulary import Household
from .building import Case
from .moving import start_at
from .problem import Schedule


def delay_hours(
    case: Case, household: Household, schedule: Schedule, appliance: str
) -> float | None:
    """Return the delay in hours to set on an appliance so that it runs as planned.

    The delay is counted from now, in the appliance's own steps (minutes); of the
    steps before and after the planned start the cheaper one that breaks no rule,
    the earlier at equal cost. None when neither is allowed, when the appliance
    has no such timer or can be interrupted, and when it is not planned.
    """
    step = household.appliance(appliance).delay_step
    if not step or step < 0 or appliance not in schedule.runs:
        return None
    if case.problem.load(appliance).interruptible:
        return None
    start = schedule.runs[appliance][0].start
    steps = {start // step * step, -(-start // step) * step}
    moves = {
        delay: start_at(case.problem, schedule, appliance, delay) for delay in steps
    }
    costs = {delay: move.dearer for delay, move in moves.items() if move is not None}
    if not costs:
        return None
    return min(costs, key=lambda delay: (round(costs[delay], 9), delay)) / 60
