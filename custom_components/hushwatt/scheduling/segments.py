"""The points between which segments of an interruptible run lie, and what bounds them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import NamedTuple

from .minutes import Minutes, stretches
from .problem import Minute, Span

# A segment weighs 1, a cost unit more than all the segments of a year's window.
WEIGHT = 1 << 20
# More than any run costs, in weighed units.
GIFT = 1 << 160


class Piece(NamedTuple):
    """A stretch of allowed minutes with one rate (cost units per minute).

    When it is `demanded`, the run must cover all of it.
    """

    start: Minute
    end: Minute
    rate: int
    demanded: bool = False

    @property
    def weighed(self) -> int:
        """Return the rate as the search weighs it: what is demanded is a gift."""
        return self.rate * WEIGHT - (GIFT if self.demanded else 0)


def regions_of(pieces: Sequence[Piece], shortest: int) -> list[list[Piece]]:
    """Return the unbroken stretches of pieces that are long enough for a segment."""
    regions: list[list[Piece]] = []
    for piece in pieces:
        last = regions[-1][-1] if regions else None
        if last is None or last.end != piece.start:
            regions.append([piece])
        elif last.weighed == piece.weighed:
            regions[-1][-1] = last._replace(end=piece.end)
        else:
            regions[-1].append(piece)
    return [
        region for region in regions if region[-1].end - region[0].start >= shortest
    ]


def start_edges(forbidden_starts: Minutes) -> list[Minute]:
    """Return the last allowed start before, and the first after, each forbidden stretch."""
    return sorted(
        minute
        for stretch in stretches(forbidden_starts)
        for minute in (stretch.start - 1, stretch.end)
    )


class Way(NamedTuple):
    """How to get on: the index of the point reached, the minutes, the weighed cost."""

    to: int
    minutes: int
    cost: int


class Layout:
    """The points at which segments start and end, and how to get on from each.

    From the point of an index, `exact` is the segment of the shortest length
    (to the first point at or after its end), `long` the one to the first edge
    from which it is long enough, `step` from an edge to the next edge while
    running; None where that leaves the region. `exact` and `long` begin a
    segment and count it.
    """

    def __init__(
        self, regions: list[list[Piece]], changes: list[Minute], shortest: int
    ) -> None:
        """Find the points and the ways."""
        self.regions = regions
        self.changes = changes
        self.shortest = shortest
        self.points: list[Minute] = []
        self.edge: list[bool] = []
        self.bounds: list[Span] = []
        self.exact: list[Way | None] = []
        self.long: list[Way | None] = []
        self.step: list[Way | None] = []
        self.sums = list(accumulate(self._rates(), initial=0))
        for region in regions:
            self._add(region)

    def mirrored(self) -> Layout:
        """Return the layout of the same regions with time running backwards."""
        regions = [
            [
                piece._replace(start=-piece.end, end=-piece.start)
                for piece in reversed(region)
            ]
            for region in reversed(self.regions)
        ]
        return Layout(
            regions, [-change for change in reversed(self.changes)], self.shortest
        )

    def cost(self, start: Minute, end: Minute) -> int:
        """Return the weighed cost of running from one minute to another."""
        origin = self.regions[0][0].start
        return self.sums[end - origin] - self.sums[start - origin]

    def _rates(self) -> Iterator[int]:
        """Return the weighed rate of every minute from the first region on."""
        parts, now = [], self.regions[0][0].start
        for piece in chain.from_iterable(self.regions):
            parts.append(repeat(0, piece.start - now))
            parts.append(repeat(piece.weighed, piece.end - piece.start))
            now = piece.end
        return chain.from_iterable(parts)

    def _add(self, region: list[Piece]) -> None:
        """Add the points of a region."""
        bounds = Span(region[0].start, region[-1].end)
        inner = self.changes[
            bisect_right(self.changes, bounds.start) : bisect_left(
                self.changes, bounds.end
            )
        ]
        edges = sorted({bounds.end, *inner, *(piece.start for piece in region)})
        near = {
            edge + by for edge in edges for by in (-self.shortest, 0, self.shortest)
        }
        points = sorted(point for point in near if bounds.start <= point <= bounds.end)
        first = len(self.points)
        # The last point of a region and the first of the next may be one minute
        # only when regions touch, and then they would be one region.
        self.points += points
        for point in points:
            self._add_ways(point, bounds, first, points, edges)

    def _add_ways(
        self,
        point: Minute,
        bounds: Span,
        first: int,
        points: list[Minute],
        edges: list[Minute],
    ) -> None:
        """Add how to get on from one point; `first` is the index of the region's first."""

        def way(end: Minute, count: int) -> Way:
            to = first + bisect_left(points, end)
            return Way(to, end - point, self.cost(point, end) + count)

        at = bisect_left(edges, point)
        edge = edges[at] == point
        begins = point + self.shortest <= bounds.end
        self.edge.append(edge)
        self.bounds.append(bounds)
        self.exact.append(way(point + self.shortest, 1) if begins else None)
        reached = bisect_left(edges, point + self.shortest)
        self.long.append(way(edges[reached], 1) if begins else None)
        self.step.append(way(edges[at + 1], 0) if edge and point < bounds.end else None)


class Bounds(NamedTuple):
    """What remains at least, from each point on, when minutes have a price.

    Weighed cost minus `price` for every minute run: `off` when not running
    there, `on` when running there in a segment that is long enough.
    """

    off: list[int]
    on: list[int]


def relaxed(layout: Layout, price: int) -> tuple[Bounds, int]:
    """Return the bounds for a price per minute, and the minutes that they run.

    The duration is left out; each minute run earns the price. Segments may
    start at any point here, so that the bounds hold for the odd segment too.
    """
    count = len(layout.points)
    off, on = [0] * (count + 1), [0] * count
    ran_off, ran_on = [0] * (count + 1), [0] * count
    for at in range(count - 1, -1, -1):
        best, ran = off[at + 1], ran_off[at + 1]
        exact, long, step = layout.exact[at], layout.long[at], layout.step[at]
        if exact is not None and long is not None:
            value = exact.cost - price * exact.minutes + off[exact.to]
            if value < best:
                best, ran = value, exact.minutes + ran_off[exact.to]
            value = long.cost - price * long.minutes + on[long.to]
            if value < best:
                best, ran = value, long.minutes + ran_on[long.to]
        off[at], ran_off[at] = best, ran
        if step is not None:
            value = step.cost - price * step.minutes + on[step.to]
            if value < best:
                best, ran = value, step.minutes + ran_on[step.to]
        on[at], ran_on[at] = best, ran
    return Bounds(off, on), ran_off[0]


def best_multiplier(layout: Layout, duration: int) -> tuple[int, int]:
    """Return the best lower bound that a price per minute gives, and that price.

    The bound is concave in the price, so two cuts, one from a way that runs too
    long and one from a way too short, close in on the best price.
    """
    whole = [Span(region[0].start, region[-1].end) for region in layout.regions]
    total = sum(span.end - span.start for span in whole)
    short = (0, 0)
    long = (total, sum(layout.cost(span.start, span.end) + 1 for span in whole))
    bounds: list[tuple[int, int]] = []
    while True:
        price = (long[1] - short[1]) // (long[0] - short[0])
        rest, minutes = relaxed(layout, price)
        value = rest.off[0]
        bounds.append((value + price * duration, price))
        # The price is rounded down, which the two ways feel by their minutes.
        if value + total >= short[1] - price * short[0] or minutes == duration:
            return max(bounds)
        cut = (minutes, value + price * minutes)
        if minutes < duration:
            short = cut
        else:
            long = cut
