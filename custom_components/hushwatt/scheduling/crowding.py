"""Whether the limit leaves too little energy for what must run in some while."""

from itertools import product

from .costs import Freedom
from .group import Group
from .minutes import Minutes, first_minute, span_minutes
from .problem import Minute
from .timeline import Timeline


def is_overfull(group: Group) -> bool:
    """Return whether the loads must draw more in some while than the limit leaves them.

    The whiles are those from the earliest start of a load to the latest end of
    one. That none is overfull does not say that there is a schedule.
    """
    timeline = group.timeline
    if timeline.limit is None:
        return False
    bounds = [_bounds(freedom.minutes) for freedom in group.freedoms]
    begins = sorted({begin for begin, _ in bounds})
    ends = sorted({end for _, end in bounds})
    return any(
        sum(_least_within(freedom, begin, end) for freedom in group.freedoms)
        > _room(timeline, begin, end)
        for begin, end in product(begins, ends)
        if begin < end
    )


def _bounds(minutes: Minutes) -> tuple[Minute, Minute]:
    """Return the first and the end of the last of the minutes."""
    return first_minute(minutes), minutes.bit_length()


def _room(timeline: Timeline, begin: Minute, end: Minute) -> int:
    """Return what loads may draw in a while, in power units times minutes."""
    return sum(
        (timeline.room_left(cell.fixed) or 0) * (until - start)
        for cell, start, until in timeline.cells_between(begin, end)
    )


def _least_within(freedom: Freedom, begin: Minute, end: Minute) -> int:
    """Return what a load draws at least in a while, in power units times minutes."""
    if freedom.load.interruptible:
        outside = freedom.minutes & ~span_minutes(begin, end)
        return freedom.power * max(freedom.duration - outside.bit_count(), 0)
    first, last = _bounds(freedom.starts)
    least = 0
    for start, until, power in freedom.phases:
        # A phase lies least in the while at the first start or at the last.
        minutes = min(
            min(at + until, end) - max(at + start, begin) for at in (first, last - 1)
        )
        least += power * max(minutes, 0)
    return least
