"""The candidate starts of an unbroken run as bits, cheapest first.

A set of options is a whole number whose bit r stands for the r-th cheapest
start, so the cheapest one left is the lowest bit, and to forbid or to demand
that the load runs at a minute is one mask.
"""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from operator import or_

from .costs import Freedom
from .minutes import first_minute
from .problem import Minute, Span

type OptionSet = int


class Options:
    """The options of one load."""

    def __init__(self, freedom: Freedom, priced: Iterable[tuple[int, Minute]]) -> None:
        """Rank (cost units, start) pairs by cost, then by start."""
        ranked = sorted(priced)
        self.freedom = freedom
        self.costs = [cost for cost, _ in ranked]
        self.starts = [start for _, start in ranked]
        self.all: OptionSet = (1 << len(ranked)) - 1
        order = sorted(range(len(ranked)), key=self.starts.__getitem__)
        self._ascending = [self.starts[rank] for rank in order]
        self._before = list(accumulate((1 << rank for rank in order), or_, initial=0))
        self._drawing: dict[tuple[Minute, Minute, int], OptionSet] = {}

    def started_in(self, first: Minute, last: Minute) -> OptionSet:
        """Return the options that start from `first` to `last`, both included."""
        if last < first:
            return 0
        ascending = self._ascending
        return (
            self._before[bisect_left(ascending, last + 1)]
            ^ self._before[bisect_left(ascending, first)]
        )

    def drawing(self, power: int, start: Minute, end: Minute) -> OptionSet:
        """Return the options that draw `power` or more in one phase all through a span."""
        key = (start, end, power)
        if key not in self._drawing:
            found = 0
            for begin, until, drawn in self.freedom.phases:
                if drawn >= power:
                    found |= self.started_in(end - until, start - begin)
            self._drawing[key] = found
        return self._drawing[key]

    def running(self, start: Minute, end: Minute) -> OptionSet:
        """Return the options that run all through a span, at whatever power."""
        return self.started_in(end - self.freedom.load.duration, start)

    def hull(self, options: OptionSet) -> tuple[Minute, Minute]:
        """Return the earliest and the latest start among options, at least one."""
        before = self._before
        low, high = 0, len(self._ascending)
        while low < high:
            middle = (low + high) // 2
            low, high = (
                (low, middle) if before[middle + 1] & options else (middle + 1, high)
            )
        first = self._ascending[low]
        high = len(self._ascending) - 1
        while low < high:
            middle = (low + high) // 2
            later = options & ~before[middle + 1]
            low, high = (middle + 1, high) if later else (low, middle)
        return first, self._ascending[low]

    def cheapest(self, options: OptionSet) -> int:
        """Return the rank of the cheapest of the options, at least one."""
        return first_minute(options)

    def spans(self, rank: int) -> tuple[Span, ...]:
        """Return the run of an option."""
        start = self.starts[rank]
        return (Span(start, start + self.freedom.load.duration),)
