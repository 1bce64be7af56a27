"""Prices, export prices and surplus of a home as windows in minutes."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isfinite

from ..vocabulary import Household, PowerWindow, PriceWindow
from .clock import Clock
from .problem import Minute, Span, Window

type Stretch = tuple[Minute, Minute, float]


def prices_end(clock: Clock, household: Household) -> Minute | None:
    """Return the minute at which known prices end, None when there are none."""
    if household.tariff is None or not household.tariff.windows:
        return None
    return max(clock.nearest(window.end) for window in household.tariff.windows)


def price_windows(
    clock: Clock, household: Household, end: Minute
) -> tuple[Window, ...]:
    """Return the priced windows from now until `end`, as large as they can be.

    Edges are rounded to the nearest minute, so that windows that meet still
    meet. Without an export price the surplus is worth nothing; the surplus
    is what the solar forecast leaves of the base load, kW.
    """
    tariff = household.tariff
    if tariff is None:
        return ()
    bought = _stretches(clock, ((w, w.price) for w in tariff.windows))
    sold = _stretches(clock, ((w, w.price) for w in tariff.export_windows))
    solar = _stretches(clock, ((w, w.power) for w in household.solar))
    edges = {0, end}
    edges.update(e for one in (bought, sold, solar) for s in one for e in s[:2])
    windows: list[Window] = []
    for start, close in pairwise(sorted(e for e in edges if 0 <= e <= end)):
        price = _at(bought, start)
        if price is not None:
            surplus = max(0.0, (_at(solar, start) or 0.0) - household.base_load)
            span = Span(start, close)
            _append(windows, Window(span, price, _at(sold, start) or 0.0, surplus))
    return tuple(windows)


def _stretches(
    clock: Clock, windows: Iterable[tuple[PriceWindow | PowerWindow, float]]
) -> Sequence[Stretch]:
    """Return windows as sorted starts and ends in minutes, with their values.

    What is not a number is not known.
    """
    return sorted(
        (clock.nearest(window.start), clock.nearest(window.end), value)
        for window, value in windows
        if isfinite(value)
    )


def _at(stretches: Sequence[Stretch], minute: Minute) -> float | None:
    """Return the value at a minute, None in a hole."""
    index = bisect_right(stretches, minute, key=lambda stretch: stretch[0]) - 1
    if index < 0 or stretches[index][1] <= minute:
        return None
    return stretches[index][2]


def _append(windows: list[Window], window: Window) -> None:
    """Append a window, or make the last one longer when it is worth the same."""
    if windows:
        last = windows[-1]
        longer = Span(last.span.start, window.span.end)
        if last.span.end == window.span.start and window == Window(
            window.span, last.import_price, last.export_price, last.surplus
        ):
            windows[-1] = Window(
                longer, last.import_price, last.export_price, last.surplus
            )
            return
    windows.append(window)
