"""Another start for one load of a schedule, verified: now, or on a timer's step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .clock import clip
from .problem import Infeasible, Load, Minute, Problem, Rule, Schedule, Span
from .solver import solve
from .verifier import verify

REPLAN_SECONDS = 1.0


@dataclass(frozen=True, kw_only=True)
class Move:
    """A schedule with one load moved, which the verifier passed.

    `dearer` is by how much more it costs than the schedule it was made from, in
    currency. `replanned` says that the other loads were planned again.
    """

    schedule: Schedule
    dearer: float
    replanned: bool = False


def start_now(
    problem: Problem, schedule: Schedule, load_id: str, *, replan: bool
) -> Move | None:
    """Return a schedule with a load started at minute 0, None when that is not allowed.

    A load that starts elsewhere is run through from now. The other loads stay;
    where they cannot, they are planned again if `replan`.
    """
    if schedule.runs[load_id][0].start == 0:
        return Move(schedule=schedule, dearer=0.0)
    move = start_at(problem, schedule, load_id, 0)
    if move is not None or not replan or not _may_start_alone(problem, load_id):
        return move
    return _planned_again(problem, schedule, load_id)


def start_at(
    problem: Problem, schedule: Schedule, load_id: str, start: Minute
) -> Move | None:
    """Return a schedule with a load run through from a minute and the others kept.

    None when a rule or another load forbids it.
    """
    run = (Span(start, start + problem.load(load_id).duration),)
    moved = Schedule({**schedule.runs, load_id: run})
    part = _touched(problem, schedule, load_id, (*run, *schedule.runs[load_id]))
    return _checked(part, schedule, Move(schedule=moved, dearer=0.0))


def _touched(
    problem: Problem, schedule: Schedule, load_id: str, spans: Sequence[Span]
) -> Problem:
    """Return what of a problem a move of one load can change.

    The load itself, what is coupled to it, and what runs in these spans where a
    limit or a surplus is shared.
    """
    orders = tuple(o for o in problem.orders if load_id in (o.first, o.then))
    exclusions = tuple(e for e in problem.exclusions if load_id in (e.one, e.other))
    kept = {load_id}
    kept.update(one for o in orders for one in (o.first, o.then))
    kept.update(one for e in exclusions for one in (e.one, e.other))
    if problem.limit is not None or any(w.surplus > 0 for w in problem.windows):
        kept.update(
            one
            for one, run in schedule.runs.items()
            if any(clip(run, span) for span in spans)
        )
    return replace(
        problem,
        loads=tuple(load for load in problem.loads if load.id in kept),
        orders=orders,
        exclusions=exclusions,
    )


def _checked(problem: Problem, schedule: Schedule, move: Move) -> Move | None:
    """Return a move with its price, None when the verifier objects to it.

    `problem` is the whole, or the part of it that the move touches.
    """
    before = verify(problem, _within(problem, schedule))
    after = verify(problem, _within(problem, move.schedule))
    if after.violations:
        return None
    return replace(move, dearer=after.cost - before.cost)


def _within(problem: Problem, schedule: Schedule) -> Schedule:
    """Return a schedule with the loads of a problem only."""
    ids = (load.id for load in problem.loads if load.id in schedule.runs)
    return Schedule({load_id: schedule.runs[load_id] for load_id in ids})


def _may_start_alone(problem: Problem, load_id: str) -> bool:
    """Return whether a load could start at minute 0 if nothing else waited."""
    if any(order.then == load_id for order in problem.orders):
        return False
    load = problem.load(load_id)
    alone = replace(problem, loads=(load,), orders=(), exclusions=())
    return not verify(alone, Schedule({load_id: _from_now(load)})).violations


def _from_now(load: Load) -> tuple[Span]:
    """Return a run through from minute 0."""
    return (Span(0, load.duration),)


def _planned_again(problem: Problem, schedule: Schedule, load_id: str) -> Move | None:
    """Return the best schedule in which a load is run through from minute 0."""
    load = problem.load(load_id)
    now = replace(load, rules=(*load.rules, Rule(latest_end=load.duration)))
    loads = tuple(now if one.id == load_id else one for one in problem.loads)
    found = solve(replace(problem, loads=loads), seconds=REPLAN_SECONDS)
    if isinstance(found, Infeasible):
        return None
    again = Move(schedule=found.schedule, dearer=0.0, replanned=True)
    return _checked(problem, schedule, again)
