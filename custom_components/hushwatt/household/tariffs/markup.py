"""Turns a spot price into what is paid: a factor and a surcharge, by the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...vocabulary import PriceWindow
from .errors import TariffError
from .table import TableRow, read_table, row_finder
from .wall_clock import expand


@dataclass(frozen=True)
class Markup:
    """When a mark-up holds, and what is paid: price * factor + surcharge per kWh."""

    row: TableRow
    factor: float
    surcharge: float

    def paid(self, price: float) -> float:
        """Return what is paid for a price."""
        return round(price * self.factor + self.surcharge, 10)


def read_markup(rows: Iterable[Mapping[str, Any]]) -> tuple[Markup, ...]:
    """Return the lines of a stored mark-up; raise TariffError `markup_invalid`.

    A line has the clock times, weekdays and months of a table's, `factor`
    (1.21 adds a VAT of 21 %) and `surcharge` (major currency per kWh, added
    after the factor). The first line that fits a moment wins.
    """
    try:
        return tuple(
            Markup(
                row=read_table([{**row, "price": 0}])[0],
                factor=float(row.get("factor", 1)),
                surcharge=float(row.get("surcharge", 0)),
            )
            for row in rows
        )
    except (AttributeError, TariffError, TypeError, ValueError) as error:
        raise TariffError("markup_invalid") from error


def apply_markup(
    windows: Sequence[PriceWindow],
    markups: Sequence[Markup],
    zone: ZoneInfo,
    holidays: frozenset[date] = frozenset(),
) -> tuple[PriceWindow, ...]:
    """Return windows at what is paid, cut where the mark-up changes.

    Moments that no line fits keep their price.
    """
    if not markups or not windows:
        return tuple(windows)
    pieces = list(_pieces(windows, markups, zone, holidays))
    paid = []
    place = 0
    for window in windows:
        while pieces[place].end <= window.start:
            place += 1
        index = place
        while index < len(pieces) and pieces[index].start < window.end:
            piece = pieces[index]
            which = int(piece.price)
            paid.append(
                replace(
                    window,
                    start=max(window.start, piece.start),
                    end=min(window.end, piece.end),
                    price=window.price
                    if which < 0
                    else markups[which].paid(window.price),
                )
            )
            index += 1
    return tuple(paid)


def _pieces(
    windows: Sequence[PriceWindow],
    markups: Sequence[Markup],
    zone: ZoneInfo,
    holidays: frozenset[date],
) -> tuple[PriceWindow, ...]:
    """Return the stretches of time with the place of their line as price, -1 for none."""

    find = row_finder([markup.row for markup in markups], holidays)

    def line_at(local: datetime) -> float:
        """Return the place of the first line that holds."""
        place = find(local)
        return -1 if place is None else place

    first = windows[0].start.astimezone(zone).date()
    last = windows[-1].end.astimezone(zone).date()
    boundaries = {clock for m in markups for clock in (m.row.since, m.row.to)}
    return expand(first, (last - first).days + 1, boundaries, line_at, zone)
