"""Placing all loads of a problem: each group on its own, the best for each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .alone import Alone, Solo
from .costs import freedom_of
from .coupling import grouped
from .group import Group, Run
from .problem import Problem, Schedule
from .searching import Search
from .stopping import Stop
from .timeline import Timeline
from .warming import warm_runs


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
    if problem.limit is not None and not _can_be_reached(problem, problem.limit):
        problem = replace(problem, limit=None)
    timeline = Timeline(problem)
    solo = Solo(timeline)
    alone: dict[str, Alone] = {}
    for load in problem.loads:
        found = solo.place(load)
        if found is None:
            return Impossible((load.id,))
        alone[load.id] = found
    runs = {load_id: found.run for load_id, found in alone.items()}
    cost = sum(found.cost for found in alone.values())
    placed = Placed(runs, cost, cost, complete=True)
    if problem.limit is None and not (
        problem.orders or problem.exclusions or timeline.shared
    ):
        return placed
    return _place_groups(problem, timeline, placed, alone, stop, warm)


def _can_be_reached(problem: Problem, limit: float) -> bool:
    """Return whether all loads together could draw more than the limit."""
    powers = [max(phase.power for phase in load.phases) for load in problem.loads]
    return sum(powers) + sum(load.power for load in problem.fixed) > limit


def _place_groups(
    problem: Problem,
    timeline: Timeline,
    placed: Placed,
    alone: Mapping[str, Alone],
    stop: Stop,
    warm: Schedule | None,
) -> Placed | Impossible:
    """Return the loads placed group by group, where they are coupled."""
    freedoms = [freedom_of(timeline, load) for load in problem.loads]
    for ids in grouped(problem, timeline, freedoms):
        if len(ids) == 1:
            continue
        group = Group(problem, timeline, [f for f in freedoms if f.load.id in ids])
        result = Search(group, warm_runs(group, warm)).run(stop)
        if result.runs is None:
            return Impossible(tuple(ids), result.complete)
        own = {
            f.load.id: run for f, run in zip(group.freedoms, result.runs, strict=True)
        }
        before = sum(alone[load_id].cost for load_id in ids)
        placed = Placed(
            placed.runs | own,
            placed.cost + result.cost - before,
            placed.bound + result.bound - before,
            placed.complete and result.complete,
        )
    return placed
