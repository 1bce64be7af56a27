"""Starting from a schedule that is already there: the last plan, or a cloud's."""

from itertools import pairwise

from .group import Group, Run, Runs
from .minutes import union_minutes
from .parting import clashes
from .problem import Schedule


def warm_runs(group: Group, warm: Schedule | None) -> Runs | None:
    """Return the runs that a schedule gives a group, None when they do not fit it."""
    if warm is None:
        return None
    runs = tuple(warm.runs.get(freedom.load.id, ()) for freedom in group.freedoms)
    if not all(_fits(group, index, run) for index, run in enumerate(runs)):
        return None
    return None if clashes(group, runs) else runs


def _fits(group: Group, index: int, run: Run) -> bool:
    """Return whether a run is one that the rules of its load allow."""
    freedom = group.freedoms[index]
    if not run or not freedom.starts >> max(run[0].start, 0) & 1 or run[0].start < 0:
        return False
    if index < group.unbroken:
        return len(run) == 1 and run[0].end - run[0].start == freedom.duration
    minutes = union_minutes(run)
    shortest = min(freedom.load.segment, freedom.duration)
    return (
        not minutes & ~freedom.minutes
        and minutes.bit_count() == freedom.duration
        and all(span.end - span.start >= shortest for span in run)
        and all(one.end < other.start for one, other in pairwise(run))
    )
