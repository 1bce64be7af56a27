"""Where the best start of an unbroken run can lie.

The cost of a run is piecewise linear in its start and bends only where an edge
of one of its phases meets an edge of a price, so a best start is one that puts
a phase edge on a price edge, or is the first or last of a stretch of allowed
starts. Where loads are coupled, a best schedule is a vertex of a system of
differences: each start is tied to such an edge through a chain of loads, each
put end to start against the next. `closed_under_alignment` follows the chains.
"""

from collections.abc import Sequence
from itertools import permutations

from .costs import Freedom, run_costs
from .minutes import Minutes, boundaries, members
from .problem import Minute
from .timeline import Timeline


def anchored_starts(timeline: Timeline, freedom: Freedom) -> Minutes:
    """Return those of the allowed starts at which an uncoupled best one can lie."""
    edges = timeline.edges
    anchored = edges
    for _, until, _ in freedom.phases:
        anchored |= edges >> until
    return (anchored & freedom.starts) | boundaries(freedom.starts)


def cheapest_start(timeline: Timeline, freedom: Freedom) -> tuple[int, Minute]:
    """Return the least cost (cost units) of an unbroken run alone and its earliest start.

    The load must have a start.
    """
    candidates = members(anchored_starts(timeline, freedom))
    costs = run_costs(timeline, freedom, candidates)
    least = min(costs)
    return least, candidates[costs.index(least)]


def closed_under_alignment(
    timeline: Timeline, freedoms: Sequence[Freedom]
) -> list[Minutes]:
    """Return the candidate starts of coupled unbroken runs, in the order given.

    A chain of alignments passes each load once at most, so it ends.
    """
    reached = [anchored_starts(timeline, freedom) for freedom in freedoms]
    shifts = {
        (one, other): _alignments(freedoms[one], freedoms[other])
        for one, other in permutations(range(len(freedoms)), 2)
    }
    fresh = list(reached)
    for _ in freedoms[1:]:
        found = [0] * len(freedoms)
        for (one, other), offsets in shifts.items():
            if fresh[other]:
                for offset in offsets:
                    found[one] |= _shifted(fresh[other], offset)
        fresh = [
            new & freedom.starts & ~old
            for new, freedom, old in zip(found, freedoms, reached, strict=True)
        ]
        reached = [old | new for old, new in zip(reached, fresh, strict=True)]
        if not any(fresh):
            break
    return reached


def _alignments(one: Freedom, other: Freedom) -> set[int]:
    """Return the distances from the start of `other` that align an edge of `one`."""
    ours, theirs = (
        {0, *(until for _, until, _ in freedom.phases)} for freedom in (one, other)
    )
    return {their - our for our in ours for their in theirs}


def _shifted(minutes: Minutes, by: int) -> Minutes:
    """Return the set of minutes moved later by `by` (earlier when negative)."""
    return minutes << by if by >= 0 else minutes >> -by
