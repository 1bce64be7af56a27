"""Placing all loads of a problem: each group on its own, the best for each."""

from dataclasses import dataclass

from .branching import Group, Search, Stop
from .candidates import cheapest_start
from .costs import Freedom, freedom_of
from .coupling import grouped
from .interruptible import pieces_of, place
from .problem import Problem, Schedule, Span
from .timeline import Timeline

type Run = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where every load runs; cost and proven lower bound in cost units.

    `complete` is false when the search was stopped before its end.
    """

    runs: dict[str, Run]
    cost: int
    bound: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Impossible:
    """The loads of a group that cannot be placed together.

    `complete` is false when the search was stopped, and it is not known.
    """

    loads: tuple[str, ...]
    complete: bool = True


def place_all(
    problem: Problem, stop: Stop, warm: Schedule | None = None
) -> Placed | Impossible:
    """Return the cheapest runs of all loads of a prepared problem.

    `warm` is a schedule to start from; one that does not fit is ignored.
    """
    timeline = Timeline(problem)
    freedoms = {load.id: freedom_of(timeline, load) for load in problem.loads}
    runs: dict[str, Run] = {}
    cost = bound = 0
    complete = True
    alone: dict[str, tuple[int, Run]] = {}
    for load_id, freedom in freedoms.items():
        found = _alone(timeline, freedom)
        if found is None:
            return Impossible((load_id,))
        alone[load_id] = found
    for ids in grouped(problem, timeline, list(freedoms.values())):
        if len(ids) == 1:
            own_cost, run = alone[ids[0]]
            runs[ids[0]] = run
            cost, bound = cost + own_cost, bound + own_cost
            continue
        group = Group(problem, timeline, [freedoms[load_id] for load_id in ids])
        result = Search(group, None).run(stop)
        if result.runs is None:
            return Impossible(tuple(ids), result.complete)
        for freedom, run in zip(group.freedoms, result.runs, strict=True):
            runs[freedom.load.id] = run
        cost, bound = cost + result.cost, bound + result.bound
        complete &= result.complete
    return Placed(
        {load.id: runs[load.id] for load in problem.loads}, cost, bound, complete
    )


def _alone(timeline: Timeline, freedom: Freedom) -> tuple[int, Run] | None:
    """Return the cheapest run of a load on its own, None when there is none."""
    load = freedom.load
    if not load.interruptible:
        if not freedom.starts:
            return None
        cost, start = cheapest_start(timeline, load, freedom.starts)
        return cost, (Span(start, start + load.duration),)
    pieces = pieces_of(timeline, freedom.power, freedom.minutes)
    placed = place(
        pieces, load.duration, load.segment, freedom.minutes & ~freedom.starts
    )
    return None if placed is None else (placed.cost, placed.spans)
