"""The starts left to an unbroken load as bits, the best first.

A set of options is a whole number whose bit r stands for the r-th best start,
so the best one left is the lowest bit, and to forbid or to demand that the load
runs at a minute is one mask.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import or_

from .costs import Freedom
from .group import Weight, start_of
from .minutes import Minutes, first_minute
from .problem import Minute

type OptionSet = int


class Options:
    """The options of one load, ranked.

    `bounds` are what they are ranked by, `weights` their least weights, both in
    the order of rank.
    """

    def __init__(
        self, freedom: Freedom, bounds: Sequence[Weight], weights: Sequence[Weight]
    ) -> None:
        """Rank starts, given with their least weights, by their bounds."""
        ranked = sorted(zip(bounds, weights, strict=True))
        self.freedom = freedom
        self.bounds = [bound for bound, _ in ranked]
        self.weights = [weight for _, weight in ranked]
        self.starts = [start_of(weight) for weight in self.weights]
        self.all: OptionSet = (1 << len(ranked)) - 1
        order = sorted(range(len(ranked)), key=self.starts.__getitem__)
        self._ascending = [self.starts[rank] for rank in order]
        self._before = list(accumulate((1 << rank for rank in order), or_, initial=0))
        self._drawing: dict[tuple[Minute, Minute, int], OptionSet] = {}

    def started_in(self, first: Minute, last: Minute) -> OptionSet:
        """Return the options that start from `first` to `last`, both included."""
        if last < first:
            return 0
        low = bisect_left(self._ascending, first)
        high = bisect_left(self._ascending, last + 1)
        return self._before[high] ^ self._before[low]

    def starting(self, minutes: Minutes) -> OptionSet:
        """Return the options that start in a set of minutes."""
        return sum(
            1 << rank for rank, start in enumerate(self.starts) if minutes >> start & 1
        )

    def drawing(self, start: Minute, end: Minute, power: int) -> OptionSet:
        """Return the options that draw `power` or more in one phase, all through a while.

        With a power of 0, those that run all through it.
        """
        key = (start, end, power)
        if key not in self._drawing:
            whole = ((0, self.freedom.duration, 0),)
            found = 0
            for begin, until, drawn in self.freedom.phases if power else whole:
                if drawn >= power:
                    found |= self.started_in(end - until, start - begin)
            self._drawing[key] = found
        return self._drawing[key]

    def hull(self, options: OptionSet) -> tuple[Minute, Minute]:
        """Return the earliest and the latest start among the options, at least one."""
        before = self._before
        low, high = 0, len(self._ascending) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (
                (low, middle) if before[middle + 1] & options else (middle + 1, high)
            )
        first, high = low, len(self._ascending) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (
                (middle + 1, high) if options & ~before[middle + 1] else (low, middle)
            )
        return self._ascending[first], self._ascending[low]

    def best(self, options: OptionSet) -> int:
        """Return the rank of the best of the options, at least one."""
        return first_minute(options)

    def regret(self, options: OptionSet, ruled_out: OptionSet) -> Weight | None:
        """Return how much the bound rises when options are ruled out, None when none is left."""
        left = options & ~ruled_out
        if not left:
            return None
        return self.bounds[self.best(left)] - self.bounds[self.best(options)]

    def left(self, options: OptionSet) -> list[Weight]:
        """Return the least weights of the options."""
        return [
            weight for rank, weight in enumerate(self.weights) if options >> rank & 1
        ]
