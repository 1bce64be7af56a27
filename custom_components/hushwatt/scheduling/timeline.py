"""What a minute costs: the windows and fixed loads of a problem in whole numbers.

Prices and powers are rounded once, to a billionth, and everything after that is
whole numbers: sums are exact, equal costs are equal, and no order of adding up
changes a plan.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import NamedTuple

from .columns import POWER_UNITS, PRICE_UNITS, columns_of
from .minutes import Minutes, minutes_from, span_minutes
from .problem import FixedLoad, Minute, Problem

COST_UNITS = POWER_UNITS * PRICE_UNITS * 60


class Cell(NamedTuple):
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

    @property
    def conditions(self) -> tuple[int, ...]:
        """Return what decides the cost of a minute of the cell, and the room in it."""
        return self[2:]

    def rate(self, power: int) -> int:
        """Return the cost units of a minute in which the loads draw `power`."""
        covered = min(power, self.surplus)
        return covered * self.export_price + (power - covered) * self.import_price

    def least_rate(self, power: int) -> int:
        """Return what `power` adds to a minute at least, whatever else runs."""
        if self.surplus and self.export_price <= self.import_price:
            return self.rate(power)
        return power * self.import_price


class Timeline:
    """The windows and the fixed loads of a problem, cut into cells.

    Serves the sets of minutes in which a power may be drawn, and prefix sums
    of what drawing it costs.
    """

    def __init__(self, problem: Problem) -> None:
        """Read the windows; ValueError for windows that mean nothing."""
        self.columns = columns_of(problem.windows)
        self.end = self.columns.ends[-1] if self.columns.ends else 0
        self._fixed = problem.fixed
        self.limit = None if problem.limit is None else to_power(problem.limit)
        # What rounding every power to a unit can add up to.
        self._slack = len(problem.loads) + len(problem.fixed) + 1
        self._rooms: dict[int, Minutes] = {}
        self._sums: dict[tuple[int, bool], list[int]] = {}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return the windows, cut where the fixed loads start and end."""
        columns = self.columns
        if not self._fixed:
            return tuple(
                map(Cell, *columns, repeat(0, len(columns.starts)), strict=True)
            )
        return tuple(
            _cut(
                map(Cell, *columns, repeat(0, len(columns.starts)), strict=True),
                self._fixed,
            )
        )

    @cached_property
    def _starts(self) -> Sequence[Minute]:
        """Return the starts of the cells."""
        return [cell.start for cell in self.cells]

    @cached_property
    def open(self) -> Minutes:
        """Return the minutes that have a price."""
        columns = self.columns
        if columns.unbroken:
            return span_minutes(columns.starts[0], self.end) if columns.starts else 0
        return _minutes_of(self.cells)

    @cached_property
    def edges(self) -> Minutes:
        """Return the minutes at which a cost, or the room below the limit, can change."""
        edges = {cell.start for cell in self.cells} | {cell.end for cell in self.cells}
        for one, other in pairwise(self.cells):
            if one.end == other.start and one[2:] == other[2:]:
                edges.discard(one.end)
        return minutes_from(edges)

    @cached_property
    def most_fixed(self) -> int:
        """Return the most that the fixed loads draw in a priced minute."""
        return max((cell.fixed for cell in self.cells), default=0) if self._fixed else 0

    @cached_property
    def shared(self) -> tuple[Cell, ...]:
        """Return the cells in which loads share a surplus."""
        if not self.columns.shared:
            return ()
        return tuple(cell for cell in self.cells if cell.surplus and cell.shared)

    def room(self, power: int) -> Minutes:
        """Return the priced minutes in which the limit leaves room for `power`."""
        if self.limit is None or power == 0:
            return self.open
        if power not in self._rooms:
            self._rooms[power] = _minutes_of(
                [cell for cell in self.cells if self.fits(cell.fixed, power)]
            )
        return self._rooms[power]

    def fits(self, fixed: int, power: int) -> bool:
        """Return whether loads may draw `power` together while fixed loads draw `fixed`."""
        return (
            self.limit is None
            or power == 0
            or fixed + power <= self.limit + self._slack
        )

    def room_left(self, fixed: int) -> int | None:
        """Return the power that fixed loads drawing `fixed` leave, None without a limit."""
        return None if self.limit is None else max(self.limit + self._slack - fixed, 0)

    def costs(
        self,
        power: int,
        starts: Sequence[Minute],
        begin: int,
        until: int,
        *,
        least: bool,
    ) -> list[int]:
        """Return the cost units of drawing `power` for a while, for several starts.

        It is drawn from `begin` to `until` minutes after each start. With
        `least` it is what the power adds at least, whatever else runs; without,
        what it costs alone. Unpriced minutes cost nothing here.
        """
        if self.shared:
            sums, factor = self._sums_of(power, least), 1
        else:
            sums, factor = self._price_sums, power
        return [
            factor * (sums[start + until] - sums[start + begin]) for start in starts
        ]

    @cached_property
    def _price_sums(self) -> list[int]:
        """Return the sums of the import price over the minutes, from 0."""
        return list(
            accumulate(
                self._spread(cell.import_price for cell in self.cells), initial=0
            )
        )

    def _sums_of(self, power: int, least: bool) -> list[int]:
        """Return the sums of what drawing `power` costs in the minutes, from 0."""
        key = (power, least)
        if key not in self._sums:
            rates = [
                c.least_rate(power) if least else c.rate(power) for c in self.cells
            ]
            self._sums[key] = list(accumulate(self._spread(rates), initial=0))
        return self._sums[key]

    def _spread(self, rates: Iterable[int]) -> Iterator[int]:
        """Return the rate of each minute, from 0 to the end, given that of each cell."""
        parts, now = [], 0
        for cell, rate in zip(self.cells, rates, strict=True):
            if cell.start > now:
                parts.append(repeat(0, cell.start - now))
            parts.append(repeat(rate, cell.end - cell.start))
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


def _minutes_of(cells: Sequence[Cell]) -> Minutes:
    """Return the minutes of the cells, which are sorted."""
    minutes, start = 0, cells[0].start if cells else 0
    for one, other in pairwise(cells):
        if one.end != other.start:
            minutes |= span_minutes(start, one.end)
            start = other.start
    return minutes | span_minutes(start, cells[-1].end) if cells else 0


def to_power(kilowatts: float) -> int:
    """Return a power in kW as whole power units."""
    return round(kilowatts * POWER_UNITS)


def to_currency(units: int) -> float:
    """Return cost units as an amount in the currency of the prices."""
    return units / COST_UNITS


def _cut(cells: Iterable[Cell], fixed: Sequence[FixedLoad]) -> Iterator[Cell]:
    """Cut cells at the starts and ends of fixed loads, which draw in them."""
    cuts = sorted({cut for load in fixed for cut in (load.span.start, load.span.end)})
    for cell in cells:
        inner = cuts[bisect_right(cuts, cell.start) : bisect_left(cuts, cell.end)]
        for start, end in pairwise([cell.start, *inner, cell.end]):
            drawn = sum(
                to_power(load.power)
                for load in fixed
                if load.span.start <= start < load.span.end
            )
            surplus = max(0, cell.surplus - drawn)
            yield cell._replace(start=start, end=end, surplus=surplus, fixed=drawn)
