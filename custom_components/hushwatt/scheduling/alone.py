"""The cheapest run of a load on its own, exact to the minute."""

from functools import cached_property
from itertools import accumulate, repeat
from operator import add, mul, sub
from typing import NamedTuple

from .candidates import cheapest_start
from .columns import Columns
from .costs import freedom_of
from .group import Run
from .interruptible import pieces_of, place
from .problem import Load, Minute, Span
from .timeline import Timeline, to_power


class Alone(NamedTuple):
    """A run and what it costs alone, in cost units."""

    cost: int
    run: Run


class Solo:
    """Places loads as if each were alone.

    Where the windows are of one length, which they mostly are, what a run costs
    from every price edge is one subtraction of lists.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Take the timeline."""
        self.timeline = timeline
        self.columns: Columns = timeline.columns
        self._step = 0 if self.columns.shared else self.columns.step

    def place(self, load: Load) -> Alone | None:
        """Return the cheapest run of a load and the earliest of such, None when there is none."""
        if load.interruptible:
            return _broken(self.timeline, load)
        if self._step and len(load.phases) == 1 and self.timeline.limit is None:
            bounds = _bounds(load, self.columns)
            if bounds is not None:
                return self._on_even_windows(load, *bounds)
        return _unbroken(self.timeline, load)

    @cached_property
    def _prices(self) -> tuple[int, ...]:
        """Return the prices of the windows but the first, which may be cut short."""
        return self.columns.imports[1:]

    @cached_property
    def _sums(self) -> list[int]:
        """Return what a power unit costs from the end of the first window to each edge."""
        return list(accumulate(map(mul, self._prices, repeat(self._step)), initial=0))

    def _on_even_windows(self, load: Load, first: Minute, last: Minute) -> Alone:
        """Return the cheapest run that starts from `first` to `last`."""
        step, sums, prices = self._step, self._sums, self._prices
        origin, duration = self.columns.ends[0], load.duration
        whole, rest = divmod(duration, step)
        starts = {first, last}
        low = max(-((origin - first) // step), 0)
        high = (last - origin) // step + 1
        if low < high:
            ends = sums[low + whole : high + whole]
            costs = list(map(sub, ends, sums[low:high], strict=True))
            if rest:
                tails = map(mul, prices[low + whole : high + whole], repeat(rest))
                costs = list(map(add, costs, tails, strict=True))
            starts.add(origin + step * (low + costs.index(min(costs))))
        if rest:
            starts |= self._ending_on_an_edge(whole, rest, first, last)
        cost, start = min((self._cost(start, duration), start) for start in starts)
        return Alone(
            cost * to_power(load.phases[0].power), (Span(start, start + duration),)
        )

    def _ending_on_an_edge(
        self, whole: int, rest: Minute, first: Minute, last: Minute
    ) -> set[Minute]:
        """Return the cheapest of the starts after which a run ends on an edge, or some more."""
        step, sums, prices = self._step, self._sums, self._prices
        head = self.columns.ends[0] + step - rest
        found = {head - step} if first <= head - step <= last else set()
        low = max(-((head - first) // step), 0)
        high = (last - head) // step + 1
        if low < high:
            ends = sums[low + whole + 1 : high + whole + 1]
            heads = map(mul, prices[low:high], repeat(step - rest))
            whiles = map(sub, ends, sums[low:high], strict=True)
            costs = list(map(sub, whiles, heads, strict=True))
            found.add(head + step * (low + costs.index(min(costs))))
        return found

    def _cost(self, start: Minute, duration: Minute) -> int:
        """Return what a power unit costs for a run."""
        return self._sum_at(start + duration) - self._sum_at(start)

    def _sum_at(self, minute: Minute) -> int:
        """Return what a power unit costs from the end of the first window to a minute."""
        past = minute - self.columns.ends[0]
        if past < 0:
            return past * self.columns.imports[0]
        at, rest = divmod(past, self._step)
        return self._sums[at] + (rest * self._prices[at] if rest else 0)


def _bounds(load: Load, columns: Columns) -> tuple[Minute, Minute] | None:
    """Return the first and the last start of a load; None when they do not say it all."""
    first, end = columns.starts[0], columns.ends[-1]
    for rule in load.rules:
        if rule.quiet or rule.no_start:
            return None
        if rule.earliest_start is not None:
            first = max(first, rule.earliest_start)
        if rule.latest_end is not None:
            end = min(end, rule.latest_end)
    last = end - load.duration
    return (first, last) if first <= last else None


def _unbroken(timeline: Timeline, load: Load) -> Alone | None:
    """Return the cheapest unbroken run, None when there is none."""
    freedom = freedom_of(timeline, load)
    if not freedom.starts:
        return None
    cost, start = cheapest_start(timeline, freedom)
    return Alone(cost, (Span(start, start + freedom.duration),))


def _broken(timeline: Timeline, load: Load) -> Alone | None:
    """Return the cheapest run of an interruptible load, None when there is none."""
    freedom = freedom_of(timeline, load)
    pieces = pieces_of(timeline, freedom.power, freedom.minutes)
    forbidden = freedom.minutes & ~freedom.starts
    placed = place(pieces, freedom.duration, load.segment, forbidden)
    return None if placed is None else Alone(placed.cost, placed.spans)
