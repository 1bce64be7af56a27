"""The cheapest run of a load on its own, exact to the minute."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from operator import mul, sub
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

    Where the prices come in even steps, which they mostly do, what a run costs
    from every price edge is one subtraction of lists.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Take the timeline."""
        self.timeline = timeline
        self.columns: Columns = timeline.columns
        self._plain = (
            bool(self.columns.starts)
            and self.columns.unbroken
            and not self.columns.shared
        )

    def place(self, load: Load) -> Alone | None:
        """Return the cheapest run of a load and the earliest of such, None when there is none."""
        if load.interruptible:
            return _broken(self.timeline, load)
        if self._plain and len(load.phases) == 1 and self.timeline.limit is None:
            bounds = _bounds(load, self.columns)
            if bounds is not None:
                return self._on_even_edges(load, *bounds) or _unbroken(
                    self.timeline, load
                )
        return _unbroken(self.timeline, load)

    @cached_property
    def _edges(self) -> list[Minute]:
        """Return the edges of the windows."""
        return [*self.columns.starts, self.columns.ends[-1]]

    @cached_property
    def _sums(self) -> list[int]:
        """Return what a power unit costs from the first edge up to each."""
        columns = self.columns
        lengths = map(sub, columns.ends, columns.starts, strict=True)
        return list(
            accumulate(map(mul, columns.imports, lengths, strict=True), initial=0)
        )

    def _sum_at(self, minute: Minute) -> int:
        """Return what a power unit costs from the first edge up to a minute."""
        at = bisect_right(self._edges, minute) - 1
        past = minute - self._edges[at]
        return self._sums[at] + past * (self.columns.imports[at] if past else 0)

    def _on_even_edges(self, load: Load, first: Minute, last: Minute) -> Alone | None:
        """Return the cheapest run that starts from `first` to `last`.

        None when a run from one edge does not always end on another.
        """
        edges, sums, duration = self._edges, self._sums, load.duration
        low, high = bisect_left(edges, first), bisect_right(edges, last)
        ends = bisect_left(edges, edges[low] + duration) if low < high else 0
        shifted = edges[ends : ends + high - low]
        if (
            low >= high
            or list(map(sub, shifted, edges[low:high], strict=False)).count(duration)
            != high - low
        ):
            return None
        costs = list(
            map(sub, sums[ends : ends + high - low], sums[low:high], strict=False)
        )
        least = min(costs)
        best = least, edges[low + costs.index(least)]
        # Starts between edges: the bounds, and those that end on one more edge.
        more = {first, last}
        more.update(
            edge - duration
            for edge in edges[bisect_left(edges, first + duration) : ends]
        )
        more.update(
            edge - duration
            for edge in edges[ends + high - low : bisect_right(edges, last + duration)]
        )
        for start in more:
            best = min(
                best, (self._sum_at(start + duration) - self._sum_at(start), start)
            )
        cost, start = best
        return Alone(
            cost * to_power(load.phases[0].power), (Span(start, start + duration),)
        )


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
