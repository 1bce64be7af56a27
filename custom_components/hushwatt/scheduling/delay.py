"""Appliances whose timer only knows a delay in steps, to their start or to their end."""

from collections.abc import Iterator
from typing import Final

from ..vocabulary import Appliance, Delay, Household
from .building import Case
from .moving import start_at
from .problem import Minute, Schedule

# No timer goes further than a day.
_FARTHEST: Final = 24 * 60
_MONEY_DIGITS: Final = 9


def find_delay(
    case: Case, household: Household, schedule: Schedule, appliance: str, cost: float
) -> Delay | None:
    """Return the delay to set on an appliance so that it runs as nearly as planned.

    Of all steps of its timer, counted from minute 0, the cheapest that breaks no
    rule while the other loads stay, the earlier at equal cost. `cost` is that of
    the planned run. None when no step is allowed or running now is as cheap,
    when the appliance has no such timer or can be interrupted, and when it is
    not planned or planned for now.
    """
    owner = household.appliance(appliance)
    run = schedule.runs.get(appliance)
    if not run or run[0].start == 0 or case.problem.load(appliance).interruptible:
        return None
    duration = case.problem.load(appliance).duration
    dearer = {
        start: round(move.dearer, _MONEY_DIGITS)
        for start in (0, *_starts(owner, duration))
        if (move := start_at(case.problem, schedule, appliance, start)) is not None
    }
    start = min(dearer, key=lambda minute: (dearer[minute], minute), default=0)
    if start == 0:
        return None
    zone, at = household.timezone, case.problem.at
    return Delay(
        hours=(start + duration if owner.delay_to_end else start) / 60,
        to_end=owner.delay_to_end,
        start=at(start).astimezone(zone),
        end=at(start + duration).astimezone(zone),
        cost=cost + dearer[start],
    )


def _starts(appliance: Appliance, duration: Minute) -> Iterator[Minute]:
    """Yield the starts that a timer can be set to, in order, none of them now."""
    step = appliance.delay_step
    if not step or step < 0:
        return
    farthest = appliance.delay_most or _FARTHEST
    for delay in range(step, farthest + 1, step):
        start = delay - duration if appliance.delay_to_end else delay
        if start > 0:
            yield start
