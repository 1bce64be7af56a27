"""From a verified schedule back to the home."""

from collections.abc import Mapping

from ..vocabulary import Household, Plan, PlannedRun, PlanSource, Segment
from .building import Case
from .clock import merge
from .moving import Move, start_now
from .problem import Load, Schedule, Span, Verification


def to_plan(
    case: Case,
    household: Household,
    schedule: Schedule,
    verification: Verification,
    source: PlanSource,
    gap: float,
    *,
    moves: Mapping[str, Move | None] | None = None,
) -> Plan:
    """Return a schedule of a case in household terms, runs in order of their start.

    Times are in the home's timezone, costs in the tariff's currency. `cost_now`
    is a run's cost plus what the home would pay more if it were run through
    from now: the other runs stay where they are, or, when they cannot and only
    one appliance was asked about, are planned again. It is None when running
    now is not allowed, and for what was not asked about. `verified` says that the verifier found nothing. `moves`
    are those to now that are known already, by load id.
    """
    known = {} if moves is None else moves
    placed = [load for load in case.problem.loads if schedule.runs.get(load.id)]
    # By minutes: the home's clock shows an hour of the autumn twice.
    placed.sort(key=lambda load: (schedule.runs[load.id][0].start, load.id))
    return Plan(
        runs=tuple(
            _run(
                case,
                household,
                load,
                schedule.runs[load.id],
                verification.load_costs[load.id],
                known[load.id] if load.id in known else _now(case, schedule, load),
            )
            for load in placed
        ),
        source=source,
        verified=not verification.violations,
        gap=gap,
    )


def _now(case: Case, schedule: Schedule, load: Load) -> Move | None:
    """Return the move of a load to now; others only give way to what alone was asked about."""
    if load.id not in case.targets:
        return None
    alone = case.targets == (load.id,)
    return start_now(case.problem, schedule, load.id, replan=alone)


def _run(
    case: Case,
    household: Household,
    load: Load,
    spans: tuple[Span, ...],
    cost: float,
    now: Move | None,
) -> PlannedRun:
    """Return the run of a load in household terms."""
    appliance, zone = household.appliance(case.ids[load.id]), household.timezone
    return PlannedRun(
        appliance=appliance.id,
        name=appliance.name,
        segments=tuple(
            Segment(
                case.problem.at(span.start).astimezone(zone),
                case.problem.at(span.end).astimezone(zone),
            )
            for span in merge(spans)
        ),
        cost=cost,
        cost_now=None if now is None else cost + now.dearer,
    )
