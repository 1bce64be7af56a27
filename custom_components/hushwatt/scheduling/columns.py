"""The windows of a problem as columns of whole numbers, checked on the way."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat
from math import isfinite
from operator import ge, lt, mul, sub
from typing import NamedTuple

from .problem import Minute, Span, Window

POWER_UNITS = 10**9
PRICE_UNITS = 10**9
# A year: what is beyond was never meant.
LONGEST: Minute = 366 * 24 * 60


class Columns(NamedTuple):
    """The windows from minute 0 on: prices and surpluses in whole units."""

    starts: tuple[Minute, ...] = ()
    ends: tuple[Minute, ...] = ()
    imports: tuple[int, ...] = ()
    exports: tuple[int, ...] = ()
    surpluses: tuple[int, ...] = ()

    @property
    def unbroken(self) -> bool:
        """Return whether there is no hole between the windows."""
        return self.starts[1:] == self.ends[:-1]

    @property
    def shared(self) -> bool:
        """Return whether a window has a surplus that is not priced like what is imported."""
        return any(self.surpluses) and self.exports != self.imports

    @property
    def step(self) -> Minute:
        """Return the minutes of each window; 0 where they differ or there is a hole.

        The first may be shorter: a part of it may be over.
        """
        lengths = set(map(sub, self.ends[1:], self.starts[1:], strict=True))
        if len(lengths) != 1 or not self.unbroken:
            return 0
        (step,) = lengths
        return step if self.ends[0] - self.starts[0] <= step else 0


def columns_of(windows: Sequence[Window]) -> Columns:
    """Return the windows as columns; nothing before minute 0.

    Raises ValueError when they overlap, are not sorted, are empty or end beyond
    a year, or when a price or a surplus is not a number.
    """
    rows = [
        (w.span.start, w.span.end, w.import_price, w.export_price, w.surplus)
        for w in windows
    ]
    if not rows:
        return Columns()
    starts, ends, imports, exports, surpluses = zip(*rows, strict=True)
    if any(map(ge, starts, ends, strict=True)) or ends[-1] > LONGEST:
        raise ValueError("a window is empty or ends beyond a year")
    if any(map(lt, starts[1:], ends[:-1], strict=True)):
        raise ValueError("windows overlap or are not sorted")
    if not isfinite(sum(imports) + sum(exports) + sum(surpluses)) or min(surpluses) < 0:
        raise ValueError("a window has a price or a surplus that is not a number")
    if starts[0] < 0:
        return columns_of(_from_now(windows))
    return Columns(
        starts,
        ends,
        _in_units(imports, PRICE_UNITS),
        _in_units(exports, PRICE_UNITS),
        _in_units(surpluses, POWER_UNITS),
    )


def _in_units(numbers: Sequence[float], units: int) -> tuple[int, ...]:
    """Return numbers as whole units."""
    if not any(numbers):
        return (0,) * len(numbers)
    return tuple(map(round, map(mul, numbers, repeat(units))))


def _from_now(windows: Sequence[Window]) -> list[Window]:
    """Return what is left of the windows from minute 0 on."""
    return [
        replace(window, span=Span(max(window.span.start, 0), window.span.end))
        for window in windows
        if window.span.end > 0
    ]
