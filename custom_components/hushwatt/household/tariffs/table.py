"""A time-of-use table that a person typed: clock times and what they cost."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.util import dt as dt_util

from ...vocabulary import ALL_WEEKDAYS, PriceWindow
from .errors import TariffError
from .wall_clock import expand

# A run may have to wait for a weekday, so a week ahead is known, and a day more.
DAYS: Final = 9

_ALL_MONTHS: Final = frozenset(range(1, 13))

# Clock times of one day, None being its end.
type Span = tuple[time, time | None]


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One line of a table: clock times of an opening day that fits, and the price.

    A `to` at or before `since` is on the next day; the same time twice is the
    whole day. `holidays` is True for holidays only, False for other days only.
    """

    since: time
    to: time
    price: float
    weekdays: frozenset[int] = ALL_WEEKDAYS
    months: frozenset[int] = _ALL_MONTHS
    holidays: bool | None = None

    @property
    def overnight(self) -> bool:
        """Tell whether the line goes on after midnight."""
        return self.to <= self.since

    def spans(self, day: date, holidays: frozenset[date]) -> Iterator[Span]:
        """Yield the clock times of a day within the line."""
        if not self.overnight:
            if self._opens(day, holidays):
                yield self.since, self.to
            return
        if self._opens(day, holidays):
            yield self.since, None
        if self._opens(day - timedelta(days=1), holidays):
            yield time(), self.to

    def _opens(self, day: date, holidays: frozenset[date]) -> bool:
        """Tell whether the line opens on a day."""
        return (
            day.weekday() in self.weekdays
            and day.month in self.months
            and (self.holidays is None or self.holidays == (day in holidays))
        )


def read_table(rows: Iterable[Mapping[str, Any]]) -> tuple[TableRow, ...]:
    """Return the lines of a stored table; raise TariffError `table_invalid`."""
    try:
        table = tuple(_read_row(row) for row in rows)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TariffError("table_invalid") from error
    if not table:
        raise TariffError("table_invalid")
    return table


def row_finder(
    rows: Sequence[TableRow], holidays: frozenset[date] = frozenset()
) -> Callable[[datetime], int | None]:
    """Return what tells the place of the first line that holds at a local moment."""
    days: dict[date, list[tuple[Span, int]]] = {}

    def find(local: datetime) -> int | None:
        """Return the place of the line, None when no line covers the moment."""
        clock, day = local.time(), local.date()
        if day not in days:
            days[day] = [
                (span, place)
                for place, row in enumerate(rows)
                for span in row.spans(day, holidays)
            ]
        for (since, to), place in days[day]:
            if since <= clock and (to is None or clock < to):
                return place
        return None

    return find


def table_windows(
    table: tuple[TableRow, ...],
    now: datetime,
    zone: ZoneInfo,
    holidays: frozenset[date] = frozenset(),
) -> tuple[PriceWindow, ...]:
    """Return the windows of a table from yesterday on; the first line that fits wins.

    Moments that no line covers are holes. `now` is aware.
    """

    find = row_finder(table, holidays)

    def price_at(local: datetime) -> float | None:
        """Return the price of the first line that holds."""
        place = find(local)
        return None if place is None else table[place].price

    first = now.astimezone(zone).date() - timedelta(days=1)
    boundaries = {clock for row in table for clock in (row.since, row.to)}
    return expand(first, DAYS + 1, boundaries, price_at, zone)


def _read_row(row: Mapping[str, Any]) -> TableRow:
    """Return one line; raise KeyError, TypeError or ValueError."""
    holidays = row.get("holidays")
    if holidays not in (None, True, False):
        raise ValueError(holidays)
    return TableRow(
        since=_read_clock(row.get("from", "00:00")),
        to=_read_clock(row.get("to", "00:00")),
        price=_read_price(row["price"]),
        weekdays=_read_numbers(row.get("weekdays"), ALL_WEEKDAYS),
        months=_read_numbers(row.get("months"), _ALL_MONTHS),
        holidays=holidays,
    )


def _read_price(value: Any) -> float:
    """Return a price; raise ValueError when it is not a finite number."""
    price = float(value)
    if not isfinite(price):
        raise ValueError(value)
    return price


def _read_clock(value: str) -> time:
    """Return a clock time, `24:00` being midnight; raise ValueError."""
    if value in ("24:00", "24:00:00"):
        return time()
    if (clock := dt_util.parse_time(value)) is None:
        raise ValueError(value)
    return clock


def _read_numbers(value: Any, every: frozenset[int]) -> frozenset[int]:
    """Return weekdays or months, all when none are given; raise ValueError."""
    if not value:
        return every
    numbers = frozenset(int(number) for number in value)
    if not numbers <= every:
        raise ValueError(value)
    return numbers
