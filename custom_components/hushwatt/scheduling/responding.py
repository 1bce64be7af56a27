"""The best run of one load beside the runs of the others, exactly."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .drawing import Draw, Stretch, added_rates, profile
from .group import Group, Run, Weight, start_of, weigh
from .interruptible import place
from .minutes import Minutes, span_minutes, stretches
from .problem import Minute, Span
from .segments import Piece


class Blocked(NamedTuple):
    """Minutes in which a part of a load's run must not lie.

    The part is given in minutes after the start of the run.
    """

    start: Minute
    end: Minute
    begin: Minute
    until: Minute

    @property
    def starts(self) -> tuple[Minute, Minute]:
        """Return the first and the last start that would put the part there."""
        return self.start - self.until + 1, self.end - self.begin - 1


def best_beside(
    group: Group, index: int, others: Sequence[Draw], charges: Sequence[Stretch] = ()
) -> tuple[Weight, Run] | None:
    """Return the best run of a load beside what other loads draw, and its weight.

    The weight is what the run adds to theirs, with what an interruptible load
    is charged on top: `charges` are ascending, rates in the place of powers.
    None when nothing is possible.
    """
    if index >= group.unbroken:
        return _best_broken(group, index, others, charges)
    starts = free_starts(group, index, others)
    return _best_unbroken(group, index, profile(others), starts) if starts else None


def free_starts(group: Group, index: int, others: Sequence[Draw]) -> Minutes:
    """Return the starts of an unbroken load that leave what the others draw possible."""
    starts = group.freedoms[index].starts
    for blocked in blocked_beside(group, index, others):
        first, last = blocked.starts
        starts &= ~span_minutes(first, last + 1)
    return starts


def free_minutes(group: Group, index: int, others: Sequence[Draw]) -> Minutes:
    """Return the minutes of an interruptible load that leave what the others draw possible."""
    free = group.freedoms[index].minutes
    for blocked in blocked_beside(group, index, others):
        free &= ~span_minutes(blocked.start, blocked.end)
    return free


def blocked_beside(
    group: Group, index: int, others: Sequence[Draw]
) -> Iterator[Blocked]:
    """Return where parts of a load's run must not lie beside what other loads draw."""
    freedom = group.freedoms[index]
    if group.timeline.limit is not None:
        beside = profile([draw for draw in others if draw.load != index])
        for begin, until, power in freedom.phases:
            for start, end in _overloaded(group, beside, power):
                yield Blocked(start, end, begin, until)
    for start, end in _forbidden(group, index, others):
        yield Blocked(start, end, 0, freedom.duration)


def _forbidden(
    group: Group, index: int, others: Sequence[Draw]
) -> Iterator[tuple[int, int]]:
    """Return the whiles in which exclusions and orders forbid a load to run."""
    for one, other in group.exclusions:
        if index in (one, other):
            for draw in others:
                if draw.load in (one, other) and draw.load != index:
                    yield draw.start, draw.end
    for first, then in group.orders:
        if then == index:
            ends = [draw.end for draw in others if draw.load == first]
            if ends:
                yield 0, max(ends)
        elif first == index:
            starts = [draw.start for draw in others if draw.load == then]
            if starts:
                yield min(starts), group.timeline.end


def _overloaded(
    group: Group, beside: Sequence[Stretch], power: int
) -> Iterator[tuple[int, int]]:
    """Return the whiles in which the others leave no room for a power."""
    timeline = group.timeline
    if not power:
        return
    for stretch in beside:
        if timeline.fits(timeline.most_fixed, stretch.power + power):
            continue
        if not timeline.fits(0, stretch.power + power):
            yield stretch.start, stretch.end
            continue
        for cell, start, end in timeline.cells_between(stretch.start, stretch.end):
            if not timeline.fits(cell.fixed, stretch.power + power):
                yield start, end


def _best_unbroken(
    group: Group, index: int, beside: Sequence[Stretch], starts: Minutes
) -> tuple[Weight, Run] | None:
    """Return the best of the starts of an unbroken load.

    The candidates come by their least weight, so the search ends where even
    that is no better than the best.
    """
    best: Weight | None = None
    duration = group.freedoms[index].duration
    for least in group.ranked[index]:
        if best is not None and least >= best:
            break
        start = start_of(least)
        if starts >> start & 1:
            weight = least + _sharing(group, index, start, beside)
            best = weight if best is None else min(best, weight)
    if best is None:
        return None
    start = start_of(best)
    return best, (Span(start, start + duration),)


def _sharing(group: Group, index: int, start: int, beside: Sequence[Stretch]) -> Weight:
    """Return what sharing the surplus adds to the least weight of a start."""
    timeline = group.timeline
    if not timeline.shared:
        return 0
    cost = 0
    for begin, until, power in group.freedoms[index].phases:
        for cell, first, last in timeline.cells_between(start + begin, start + until):
            if cell.shared:
                for part in added_rates(cell, first, last, power, beside):
                    cost += (part.end - part.start) * (
                        part.power - cell.least_rate(power)
                    )
    return weigh(cost)


def _best_broken(
    group: Group, index: int, others: Sequence[Draw], charges: Sequence[Stretch]
) -> tuple[Weight, Run] | None:
    """Return the best way to cut an interruptible load beside the others."""
    key = (index, frozenset(others), tuple(charges))
    if key not in group.placements:
        group.placements[key] = _placed_beside(group, index, others, charges)
    return group.placements[key]


def _placed_beside(
    group: Group, index: int, others: Sequence[Draw], charges: Sequence[Stretch]
) -> tuple[Weight, Run] | None:
    """Work out the best way to cut an interruptible load beside the others."""
    freedom = group.freedoms[index]
    free = free_minutes(group, index, others)
    pieces = list(
        _charged(_pieces_beside(group, index, profile(others), free), charges)
    )
    forbidden = freedom.minutes & ~freedom.starts
    placed = place(pieces, freedom.duration, freedom.load.segment, forbidden)
    if placed is None:
        return None
    run = placed.spans
    return weigh(placed.cost, len(run) - 1, run[0].start), run


def _pieces_beside(
    group: Group, index: int, beside: Sequence[Stretch], free: Minutes
) -> Iterator[Piece]:
    """Return the free minutes with what the load adds to the cost of the others."""
    power = group.freedoms[index].power
    for stretch in stretches(free):
        for cell, start, end in group.timeline.cells_between(
            stretch.start, stretch.end
        ):
            if not cell.shared:
                yield Piece(start, end, cell.rate(power))
                continue
            for part in added_rates(cell, start, end, power, beside):
                yield Piece(part.start, part.end, part.power)


def _charged(pieces: Iterable[Piece], charges: Sequence[Stretch]) -> Iterator[Piece]:
    """Return the pieces with the charges on top, cut where these change."""
    ends = [charge.end for charge in charges]
    for piece in pieces:
        now = piece.start
        for charge in charges[bisect_right(ends, piece.start) :]:
            if charge.start >= piece.end:
                break
            if charge.start > now:
                yield Piece(now, charge.start, piece.rate)
            now = max(now, charge.start)
            until = min(charge.end, piece.end)
            yield Piece(now, until, piece.rate + charge.power)
            now = until
        if now < piece.end:
            yield Piece(now, piece.end, piece.rate)
