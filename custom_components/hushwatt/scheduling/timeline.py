"""What a minute costs: the windows and fixed loads of a problem in whole numbers.

Prices and powers are rounded once, to a billionth, and everything after that is
whole numbers: sums are exact, equal costs are equal, and no order of adding up
changes a plan.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat

from .minutes import Minutes, union_minutes
from .problem import FixedLoad, Minute, Problem, Span, Window

POWER_UNITS = 10**9
PRICE_UNITS = 10**9
COST_UNITS = POWER_UNITS * PRICE_UNITS * 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of equal conditions, in whole units (see `POWER_UNITS`).

    `surplus` is what the fixed loads leave of it; `fixed` is what they draw.
    """

    start: Minute
    end: Minute
    import_price: int
    export_price: int
    surplus: int
    fixed: int

    @property
    def shared(self) -> bool:
        """Return whether what one load pays here depends on the others."""
        return self.surplus > 0 and self.export_price != self.import_price

    def rate(self, power: int) -> int:
        """Return the cost units of a minute in which the loads draw `power`."""
        covered = min(power, self.surplus)
        return covered * self.export_price + (power - covered) * self.import_price

    def least_rate(self, power: int) -> int:
        """Return what `power` adds to a minute at least, whatever else runs."""
        if self.export_price > self.import_price:
            return power * self.import_price
        return self.rate(power)


class Timeline:
    """The windows and the fixed loads of a problem, cut into cells.

    Serves the sets of minutes in which a power may be drawn, and prefix sums
    of what drawing it costs; both are made once per power.
    """

    def __init__(self, problem: Problem) -> None:
        """Cut the windows where the fixed loads start and end."""
        self.cells = tuple(_cells(problem))
        self.end = self.cells[-1].end if self.cells else 0
        self._limit = None if problem.limit is None else to_power(problem.limit)
        # What rounding every power to a unit can add up to.
        self._slack = len(problem.loads) + len(problem.fixed) + 1
        self._rooms: dict[int, Minutes] = {}
        self._sums: dict[tuple[int, bool], list[int]] = {}

    @cached_property
    def open(self) -> Minutes:
        """Return the minutes that have a price."""
        return union_minutes(Span(cell.start, cell.end) for cell in self.cells)

    @cached_property
    def edges(self) -> Minutes:
        """Return the minutes at which a cost can change."""
        edges = 0
        for one, other in pairwise(self.cells):
            if _conditions(one) != _conditions(other) or one.end != other.start:
                edges |= 1 << one.end | 1 << other.start
        if self.cells:
            edges |= 1 << self.cells[0].start | 1 << self.end
        return edges

    @cached_property
    def shared(self) -> tuple[Cell, ...]:
        """Return the cells in which loads share a surplus."""
        return tuple(cell for cell in self.cells if cell.shared)

    @cached_property
    def _starts(self) -> list[Minute]:
        """Return the starts of the cells."""
        return [cell.start for cell in self.cells]

    @property
    def limited(self) -> bool:
        """Return whether a power limit holds."""
        return self._limit is not None

    def room(self, power: int) -> Minutes:
        """Return the priced minutes in which the limit leaves room for `power`."""
        if self._limit is None or power == 0:
            return self.open
        if power not in self._rooms:
            self._rooms[power] = union_minutes(
                Span(cell.start, cell.end)
                for cell in self.cells
                if self.fits(cell, power)
            )
        return self._rooms[power]

    def fits(self, cell: Cell, power: int) -> bool:
        """Return whether the loads may draw `power` together in a cell."""
        return (
            self._limit is None
            or power == 0
            or cell.fixed + power <= self._limit + self._slack
        )

    def sums(self, power: int, *, least: bool) -> list[int]:
        """Return the cost units of drawing `power` from minute 0 up to each minute.

        With `least` it is what the power adds at least, whatever else runs;
        without, what it costs alone. Unpriced minutes cost nothing here.
        """
        key = (power, least)
        if key not in self._sums:
            self._sums[key] = list(accumulate(self._rates(power, least), initial=0))
        return self._sums[key]

    def _rates(self, power: int, least: bool) -> Iterator[int]:
        """Return the cost units of each minute, from 0 to the end."""
        parts, now = [], 0
        for cell in self.cells:
            rate = cell.least_rate(power) if least else cell.rate(power)
            parts += [repeat(0, cell.start - now), repeat(rate, cell.end - cell.start)]
            now = cell.end
        return chain.from_iterable(parts)

    def cells_between(
        self, start: Minute, end: Minute
    ) -> Iterator[tuple[Cell, Minute, Minute]]:
        """Return the cells that a span touches, each with the touched minutes."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self.cells) and self.cells[at].start < end:
            cell = self.cells[at]
            if cell.end > start:
                yield cell, max(start, cell.start), min(end, cell.end)
            at += 1


def to_power(kilowatts: float) -> int:
    """Return a power in kW as whole power units."""
    return round(kilowatts * POWER_UNITS)


def to_price(price: float) -> int:
    """Return a price per kWh as whole price units."""
    return round(price * PRICE_UNITS)


def to_currency(units: int) -> float:
    """Return cost units as an amount in the currency of the prices."""
    return units / COST_UNITS


def _cells(problem: Problem) -> Iterator[Cell]:
    """Cut the windows at the starts and ends of fixed loads; nothing before minute 0."""
    cuts = sorted(
        {m for load in problem.fixed for m in (load.span.start, load.span.end)}
    )
    for window in problem.windows:
        start, end = max(window.span.start, 0), window.span.end
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for begin, until in pairwise([start, *inner, end]):
            if begin < until:
                yield _cell(window, Span(begin, until), problem.fixed)


def _cell(window: Window, span: Span, fixed: tuple[FixedLoad, ...]) -> Cell:
    """Return the cell of a stretch in which no fixed load starts or ends."""
    drawn = sum(
        to_power(load.power)
        for load in fixed
        if load.span.start <= span.start < load.span.end
    )
    return Cell(
        span.start,
        span.end,
        to_price(window.import_price),
        to_price(window.export_price),
        max(0, to_power(window.surplus) - drawn),
        drawn,
    )


def _conditions(cell: Cell) -> tuple[int, ...]:
    """Return what decides the cost of a minute of the cell."""
    if cell.surplus:
        return (cell.import_price, cell.export_price, cell.surplus)
    return (cell.import_price,)
