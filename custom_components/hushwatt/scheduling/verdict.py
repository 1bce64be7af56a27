"""Now or later, and why."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ..vocabulary import (
    ApplianceStatus as Status,
    ConstraintKind,
    Household,
    Plan,
    PlannedRun,
    PlanSource,
    ReadyHint,
    Reason,
    Verdict,
)
from .building import Case
from .clock import RANGE
from .moving import Move, start_now
from .plan import to_plan
from .problem import Infeasible, Schedule, Verification
from .verifier import verify

MONEY_DIGITS = 9
"""Decimals of currency that are compared; what is beyond is rounding."""

_PLACED = {
    Status.RUNNING: (Verdict.NOT_POSSIBLE, Reason.ALREADY_RUNNING),
    Status.FINISHED: (Verdict.NOT_POSSIBLE, Reason.FINISHED),
    Status.DELAY_SET: (Verdict.RUN_LATER, Reason.DELAY_SET),
}


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A plan as it is to be given, its schedule, and the verdict that fits it."""

    plan: Plan
    schedule: Schedule
    verification: Verification
    verdict: Verdict
    reason: Reason


def conclude(
    case: Case,
    household: Household,
    schedule: Schedule,
    verification: Verification,
    source: PlanSource,
    gap: float,
) -> Conclusion:
    """Return plan and verdict of a schedule, moved to now where that is a near tie.

    `gap` is that of the schedule given; the plan's is against the same bound. A
    plan whose other loads had to be planned again is the solver's.
    """
    move = _asked_now(case, schedule)
    tied = move is not None and _is_near_tie(household, schedule, move)
    if move is not None and tied:
        moved = verify(case.problem, move.schedule)
        gap = _gap(verification.cost, gap, moved.cost)
        schedule, verification = move.schedule, moved
        source = PlanSource.SOLVER if move.replanned else source
    known = {} if tied or not _is_one(case, schedule) else {case.targets[0]: move}
    plan = to_plan(case, household, schedule, verification, source, gap, moves=known)
    verdict, reason = decide(household, case, plan, near_tie=tied)
    return Conclusion(
        plan=plan,
        schedule=schedule,
        verification=verification,
        verdict=verdict,
        reason=reason,
    )


def prefer_now(case: Case, household: Household, schedule: Schedule) -> Move | None:
    """Return the move to now of the appliance asked about, when that is a near tie.

    That is when waiting saves the home less than `household.tie`. None when it
    saves more, when starting now is not allowed or planned already, and when
    other than one appliance was asked about.
    """
    move = _asked_now(case, schedule)
    near = move is not None and _is_near_tie(household, schedule, move)
    return move if near else None


def _is_one(case: Case, schedule: Schedule) -> bool:
    """Return whether one appliance was asked about and is planned."""
    return len(case.targets) == 1 and case.targets[0] in schedule.runs


def _asked_now(case: Case, schedule: Schedule) -> Move | None:
    """Return the move to now of the one appliance asked about, None when not allowed."""
    if not _is_one(case, schedule):
        return None
    return start_now(case.problem, schedule, case.targets[0], replan=True)


def _is_near_tie(household: Household, schedule: Schedule, move: Move) -> bool:
    """Return whether waiting as in a schedule saves less than the tie."""
    waits = move.schedule is not schedule
    return waits and round(move.dearer, MONEY_DIGITS) < household.tie


def decide(
    household: Household,
    case: Case,
    plan: Plan | None,
    *,
    infeasible: Infeasible | None = None,
    near_tie: bool = False,
) -> tuple[Verdict, Reason]:
    """Return the verdict on what was asked, and its reason.

    `plan` is None when there is none; `infeasible` then says why. `near_tie`
    says that the plan was moved to now (`prefer_now`). Of several appliances the
    one that starts first decides.

    What runs, has finished or has its timer set is not placed (`run_later` for
    the timer). With a plan, the reasons in their order: `deadline_unreachable`
    (the plan is for the following occurrence), `not_ready`, `near_tie` or
    `cheapest_now`, `no_prices` (none is known for this moment),
    `outside_allowed_time` (running now is not allowed, be it by the clock, by
    what runs already or by what has to come first), `cheaper_later`.
    """
    if not case.targets:
        return Verdict.NOT_POSSIBLE, Reason.NOTHING_PENDING
    runs = [run for one in case.targets if plan and (run := plan.run(one))]
    if not runs:
        return _without_run(household, case, infeasible)
    first = min(runs, key=_started)
    verdict = Verdict.RUN_NOW if _is_now(case, first) else Verdict.RUN_LATER
    return verdict, _reason(household, case, first, near_tie)


def _started(run: PlannedRun) -> datetime:
    """Return the start of a run in UTC, where a doubled hour has two places."""
    return run.start.astimezone(UTC)


def _is_now(case: Case, run: PlannedRun) -> bool:
    """Return whether a run starts at minute 0."""
    return _started(run) == case.problem.origin


def _without_run(
    household: Household, case: Case, infeasible: Infeasible | None
) -> tuple[Verdict, Reason]:
    """Return the verdict when nothing of what was asked about is planned."""
    placed = [_PLACED.get(household.state(one).status) for one in case.targets]
    if placed[0] is not None and all(placed):
        return placed[0]
    return Verdict.NOT_POSSIBLE, _obstacle(case, infeasible)


def _obstacle(case: Case, infeasible: Infeasible | None) -> Reason:
    """Return why there is no plan."""
    if case.missing:
        return Reason.UNKNOWN_FIGURES
    if not case.problem.windows or (infeasible is not None and infeasible.prices):
        return Reason.NO_PRICES
    conflicts = () if infeasible is None else infeasible.conflicts
    kinds = {constraint.kind for constraint in conflicts}
    if infeasible is not None and kinds == {ConstraintKind.FINISH_BY}:
        return Reason.CONFLICT if infeasible.limit else Reason.DEADLINE_UNREACHABLE
    return Reason.CONFLICT


def _reason(
    household: Household, case: Case, run: PlannedRun, near_tie: bool
) -> Reason:
    """Return the reason for a planned run."""
    if case.is_deferred(run.appliance):
        return Reason.DEADLINE_UNREACHABLE
    if ready_hint(household, run.appliance) is not None:
        return Reason.NOT_READY
    if _is_now(case, run):
        return Reason.NEAR_TIE if near_tie else Reason.CHEAPEST_NOW
    if case.problem.windows[0].span.start > 0:
        return Reason.NO_PRICES
    return Reason.OUTSIDE_ALLOWED_TIME if run.cost_now is None else Reason.CHEAPER_LATER


def ready_hint(household: Household, appliance: str) -> ReadyHint | None:
    """Return what a person must do before an appliance can run, None when it is ready.

    What is idle counts as loaded by whoever asks about it, unless it says what
    it lacks.
    """
    state = household.state(appliance)
    if state.status is Status.NOT_READY:
        return state.hint or ReadyHint.LOAD_IT
    return state.hint if state.status is Status.IDLE else None


def placed_until(case: Case, appliance: str) -> datetime | None:
    """Return when a running or timed appliance is expected to end (home's timezone).

    None when it is not placed and when nobody knows.
    """
    for load in case.problem.fixed:
        if load.id == appliance and load.span.end < RANGE:
            return case.problem.at(load.span.end).astimezone(case.household.timezone)
    return None


def _gap(cost: float, gap: float, moved: float) -> float:
    """Return the gap of a moved plan against the bound that another cost and gap prove."""
    bound = cost - gap * abs(cost)
    if moved <= bound or not moved:
        return 0.0
    return (moved - bound) / abs(moved)
