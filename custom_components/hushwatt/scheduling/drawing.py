"""What several runs draw together, and what sharing a surplus costs them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .problem import Minute
from .timeline import Cell, Timeline


@dataclass(frozen=True, slots=True)
class Draw:
    """A load (by its index) drawing power units from a minute to another."""

    load: int
    start: Minute
    end: Minute
    power: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A stretch in which the same draws go on, within one cell."""

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
        cell = self.cell
        least = sum(cell.least_rate(draw.power) for draw in self.draws)
        return (cell.rate(self.power) - least) * (self.end - self.start)


def meetings(
    timeline: Timeline, draws: Sequence[Draw], least: int = 2
) -> Iterator[Meeting]:
    """Return the stretches with at least so many draws, in order of time."""
    cuts = sorted({minute for draw in draws for minute in (draw.start, draw.end)})
    for begin, until in pairwise(cuts):
        together = tuple(
            draw for draw in draws if draw.start <= begin and until <= draw.end
        )
        if len(together) >= least:
            for cell, start, end in timeline.cells_between(begin, until):
                yield Meeting(start, end, cell, together)


def total_excess(timeline: Timeline, draws: Sequence[Draw]) -> int:
    """Return what draws cost together above the sum of their least costs."""
    if not timeline.shared:
        return 0
    return sum(
        meeting.excess
        for meeting in meetings(timeline, draws, 1)
        if meeting.cell.shared
    )


def base_powers(
    draws: Iterable[Draw], start: Minute, end: Minute
) -> Iterator[tuple[Minute, Minute, int]]:
    """Return the stretches of a span with what the draws draw together in each."""
    inside = [draw for draw in draws if draw.start < end and draw.end > start]
    cuts = {start, end}
    for draw in inside:
        cuts |= {max(draw.start, start), min(draw.end, end)}
    ordered = sorted(cuts)
    for begin, until in pairwise(ordered):
        power = sum(
            draw.power for draw in inside if draw.start <= begin and until <= draw.end
        )
        yield begin, until, power
