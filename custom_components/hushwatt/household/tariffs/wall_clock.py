"""Prices that follow the clock on the wall, expanded to moments of real days."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from ...vocabulary import PriceWindow

type PriceAt = Callable[[datetime], float | None]


def expand(
    first: date,
    days: int,
    boundaries: Iterable[time],
    price_at: PriceAt,
    zone: ZoneInfo,
) -> tuple[PriceWindow, ...]:
    """Return windows (UTC) from the midnight of `first` on, for so many days.

    `price_at` gives the price at a local moment (None: unknown), and may
    change only at `boundaries`, at midnight, and where the clock is changed.
    Days of 23 and 25 hours come out right, the doubled hour twice.
    """
    clock_times = {time(), *boundaries}
    edges: set[datetime] = set()
    for offset in range(days):
        day = first + timedelta(days=offset)
        shown = [datetime.combine(day, clock, zone) for clock in clock_times]
        edges.update(local.astimezone(UTC) for local in shown)
        if (change := clock_change(day, zone)) is not None:
            edges.update(local.replace(fold=1).astimezone(UTC) for local in shown)
            edges.add(change)
    start = datetime.combine(first, time(), zone).astimezone(UTC)
    end = datetime.combine(first + timedelta(days=days), time(), zone).astimezone(UTC)
    moments = [*sorted(e for e in edges if start <= e < end), end]
    return _merge(moments, price_at, zone)


def clock_change(day: date, zone: ZoneInfo) -> datetime | None:
    """Return the moment (UTC) at which clocks are changed within a local day.

    A change at its very beginning is its beginning, and none within it.
    """
    low = datetime.combine(day, time(), zone).astimezone(UTC)
    high = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    if high.astimezone(zone).utcoffset() == before:
        return None
    while high - low > timedelta(minutes=1):
        middle = low + ((high - low) / 2 // timedelta(minutes=1)) * timedelta(minutes=1)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def _merge(
    moments: list[datetime], price_at: PriceAt, zone: ZoneInfo
) -> tuple[PriceWindow, ...]:
    """Return the windows between moments, those of equal price joined."""
    windows: list[PriceWindow] = []
    for start, end in pairwise(moments):
        if (price := price_at(start.astimezone(zone))) is None:
            continue
        if windows and windows[-1].end == start and windows[-1].price == price:
            windows[-1] = PriceWindow(windows[-1].start, end, price)
        else:
            windows.append(PriceWindow(start, end, price))
    return tuple(windows)
