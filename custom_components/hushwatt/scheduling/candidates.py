"""Where the best start of an unbroken run can lie.

The cost of a run is piecewise linear in its start and bends only where an edge
of one of its phases meets an edge of a price, so a best start is one that puts
a phase edge on a price edge, or is the first or last of a stretch of allowed
starts. Where loads are coupled, a best schedule is a vertex of a system of
differences: each start is tied to such an edge through a chain of loads, each
put end to start against the next. `closed_under_alignment` follows the chains.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations

from .costs import phase_spans, run_costs
from .minutes import Minutes, boundaries, members
from .problem import Load, Minute
from .timeline import Timeline


def anchored_starts(timeline: Timeline, load: Load, starts: Minutes) -> Minutes:
    """Return those of the allowed starts at which an uncoupled best one can lie."""
    edges = timeline.edges
    anchored = edges
    for _, end, _ in phase_spans(load):
        anchored |= edges >> end
    return (anchored & starts) | boundaries(starts)


def cheapest_start(
    timeline: Timeline, load: Load, starts: Minutes
) -> tuple[int, Minute]:
    """Return the least cost (cost units) of an unbroken run alone and its earliest start.

    `starts` are the allowed ones, at least one.
    """
    candidates = members(anchored_starts(timeline, load, starts))
    costs = run_costs(timeline, load, candidates)
    least = min(costs)
    return least, candidates[costs.index(least)]


def closed_under_alignment(
    loads: Sequence[Load],
    starts: Mapping[str, Minutes],
    anchored: Mapping[str, Minutes],
) -> dict[str, Minutes]:
    """Return the candidate starts of coupled unbroken runs.

    `starts` are the allowed ones, `anchored` those of `anchored_starts`. A
    chain of alignments passes each load once at most, so it ends.
    """
    shifts = {
        (one.id, other.id): _alignments(one, other)
        for one, other in permutations(loads, 2)
    }
    reached = dict(anchored)
    fresh = dict(anchored)
    for _ in loads[1:]:
        found = {load.id: 0 for load in loads}
        for (one, other), offsets in shifts.items():
            if fresh[other]:
                for offset in offsets:
                    found[one] |= _shifted(fresh[other], offset)
        fresh = {key: found[key] & starts[key] & ~reached[key] for key in reached}
        reached = {key: reached[key] | fresh[key] for key in reached}
        if not any(fresh.values()):
            break
    return reached


def _alignments(one: Load, other: Load) -> set[int]:
    """Return the distances from the start of `other` that align an edge of `one`."""
    edges = [{0, *(end for _, end, _ in phase_spans(load))} for load in (one, other)]
    return {theirs - ours for ours in edges[0] for theirs in edges[1]}


def _shifted(minutes: Minutes, by: int) -> Minutes:
    """Return the set of minutes moved later by `by` (earlier when negative)."""
    return minutes << by if by >= 0 else minutes >> -by
