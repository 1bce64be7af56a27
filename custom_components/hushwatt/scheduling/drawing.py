"""What several runs draw together, and what sharing a surplus costs them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from .problem import Minute
from .timeline import Cell, Timeline


class Draw(NamedTuple):
    """A load (by its index in the group) drawing power units for a while."""

    load: int
    start: Minute
    end: Minute
    power: int


class Stretch(NamedTuple):
    """A while in which loads draw the same power units together."""

    start: Minute
    end: Minute
    power: int


class Meeting(NamedTuple):
    """A while within one cell in which the same draws go on."""

    start: Minute
    end: Minute
    cell: Cell
    draws: tuple[Draw, ...]

    @property
    def power(self) -> int:
        """Return what they draw together, in power units."""
        return sum(draw.power for draw in self.draws)

    @property
    def excess(self) -> int:
        """Return the cost units that they pay above the sum of their least rates."""
        powers = [draw.power for draw in self.draws]
        return excess_rate(self.cell, powers) * (self.end - self.start)


def excess_rate(cell: Cell, powers: Iterable[int]) -> int:
    """Return what powers cost together in a minute above the sum of their least rates."""
    powers = list(powers)
    return cell.rate(sum(powers)) - sum(map(cell.least_rate, powers))


def meetings(
    timeline: Timeline, draws: Sequence[Draw], least: int = 2
) -> Iterator[Meeting]:
    """Return the whiles with at least so many draws, in order of time."""
    for begin, until, together in _together(draws, least):
        for cell, start, end in timeline.cells_between(begin, until):
            yield Meeting(start, end, cell, together)


def overloads(
    timeline: Timeline, draws: Sequence[Draw]
) -> Iterator[tuple[Minute, Minute, int, tuple[Draw, ...]]]:
    """Return the whiles in which draws break the limit, in order of time.

    Each as (start, end, what the fixed loads draw, the draws).
    """
    for begin, until, together in _together(draws, 2):
        power = sum(draw.power for draw in together)
        if timeline.fits(timeline.most_fixed, power):
            continue
        if not timeline.fits(0, power):
            yield begin, until, 0, together
            continue
        for cell, start, end in timeline.cells_between(begin, until):
            if not timeline.fits(cell.fixed, power):
                yield start, end, cell.fixed, together


def _together(
    draws: Sequence[Draw], least: int
) -> Iterator[tuple[Minute, Minute, tuple[Draw, ...]]]:
    """Return the whiles in which the same draws go on, with at least so many."""
    going: list[Draw] = []
    waiting = sorted(draws, key=attrgetter("start"), reverse=True)
    cuts = sorted({minute for draw in draws for minute in (draw.start, draw.end)})
    for begin, until in pairwise(cuts):
        going = [draw for draw in going if draw.end > begin]
        while waiting and waiting[-1].start <= begin:
            going.append(waiting.pop())
        if len(going) >= least:
            yield begin, until, tuple(going)


def total_excess(timeline: Timeline, draws: Sequence[Draw]) -> int:
    """Return what draws cost together above the sum of their least costs."""
    if not timeline.shared:
        return 0
    return sum(m.excess for m in meetings(timeline, draws, 1) if m.cell.shared)


def profile(draws: Sequence[Draw]) -> list[Stretch]:
    """Return what the draws draw together, where they draw anything."""
    changes: dict[Minute, int] = {}
    for _, start, end, power in draws:
        changes[start] = changes.get(start, 0) + power
        changes[end] = changes.get(end, 0) - power
    found, drawn, begin = [], 0, 0
    for minute in sorted(changes):
        if drawn and begin < minute:
            found.append(Stretch(begin, minute, drawn))
        drawn, begin = drawn + changes[minute], minute
    return found


def added_rates(
    cell: Cell, start: Minute, end: Minute, power: int, beside: Iterable[Stretch]
) -> Iterator[Stretch]:
    """Return what `power` adds to the cost of each minute of a while in one cell.

    The rate (cost units per minute) stands in the place of the power.
    `beside` is what the others draw, ascending.
    """
    now = start
    for stretch in beside:
        if stretch.end <= now or stretch.start >= end:
            continue
        if stretch.start > now:
            yield Stretch(now, stretch.start, cell.rate(power))
        until = min(stretch.end, end)
        rate = cell.rate(stretch.power + power) - cell.rate(stretch.power)
        yield Stretch(max(now, stretch.start), until, rate)
        now = until
    if now < end:
        yield Stretch(now, end, cell.rate(power))
