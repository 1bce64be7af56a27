"""The cheapest way to cut one run into segments, exact to the minute.

Among all ways to run `duration` minutes in segments of at least `shortest`, a
cheapest one with the fewest segments is a vertex of a small linear system: each
segment has both ends on an edge (where the price or the permission changes), or
is exactly `shortest` long with one end on an edge; only one segment, the odd
one, may have its other end elsewhere, and it takes up what is left of the
duration. So the search needs segments of the first two kinds before and after
the odd one, and none of the minutes between the edges.

It is a label search from both sides of the odd segment. A price per minute of
running (the multiplier of the duration) gives each label a lower bound; labels
above a budget are dropped, and the budget grows until a way is found, which is
then the best.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import NamedTuple

from .minutes import Minutes, stretches
from .problem import Minute, Span
from .timeline import Timeline

# A segment weighs 1, a cost unit more than all the segments of a year's window.
_WEIGHT = 1 << 20
# More than any run costs, in weighed units.
_GIFT = 1 << 160


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
        return self.rate * _WEIGHT - (_GIFT if self.demanded else 0)


class Placement(NamedTuple):
    """A way to run: its cost in cost units and its segments, ascending."""

    cost: int
    spans: tuple[Span, ...]


# The starts and the negated ends of segments in turn: the smaller, the earlier
# the first start and then the longer the first segment.
type _Key = tuple[int, ...]
# Weighed cost and key.
type _Label = tuple[int, _Key]
# The best label for each number of minutes that it runs.
type _Labels = dict[int, _Label]


def pieces_of(timeline: Timeline, power: int, allowed: Minutes) -> list[Piece]:
    """Return the allowed minutes as pieces with what drawing `power` alone costs."""
    return [
        Piece(start, end, cell.rate(power))
        for stretch in stretches(allowed)
        for cell, start, end in timeline.cells_between(stretch.start, stretch.end)
    ]


def place(
    pieces: Sequence[Piece], duration: int, shortest: int, forbidden_starts: Minutes = 0
) -> Placement | None:
    """Return the cheapest way to run `duration` minutes, None when there is none.

    `pieces` are ascending and do not overlap. Every segment lasts `shortest`
    minutes or more (`duration`, if that is less); the first does not start in
    `forbidden_starts`. At equal cost the fewest segments, then the earliest
    first segment, then the longest first segment, and so on with the next.
    """
    laid = _laid_out(pieces, duration, shortest, forbidden_starts)
    if laid is None:
        return None
    layout, gifts = laid
    bound, price = _multiplier(layout, duration)
    rates = [piece.rate for region in layout.regions for piece in region]
    step = max((max(rates) - min(rates)) * layout.shortest * _WEIGHT // 1024, 16)
    dearest = duration * (max(rates) * _WEIGHT + 1) - gifts
    search = _Search(layout, duration, price, forbidden_starts)
    while True:
        found = search.best(bound)
        if found is not None and found[0] <= dearest:
            return _placement(found, gifts)
        if bound >= dearest:
            return None
        bound, step = bound + step, step * 4


def least_cost(pieces: Sequence[Piece], duration: int, shortest: int) -> int | None:
    """Return a lower bound of the cost of `place`, found much faster.

    None when there are too few minutes.
    """
    laid = _laid_out(pieces, duration, shortest, 0)
    if laid is None:
        return None
    layout, gifts = laid
    return (_multiplier(layout, duration)[0] + gifts) // _WEIGHT


def _laid_out(
    pieces: Sequence[Piece], duration: int, shortest: int, forbidden_starts: Minutes
) -> tuple[_Layout, int] | None:
    """Return the layout of the pieces and the gifts in them, None when they are too few."""
    shortest = min(shortest, duration)
    regions = _regions(pieces, shortest)
    minutes = sum(region[-1].end - region[0].start for region in regions)
    given = sum(piece.end - piece.start for piece in pieces if piece.demanded)
    if minutes < duration or given > duration:
        return None
    return _Layout(regions, _changes(forbidden_starts), shortest), given * _GIFT


def _regions(pieces: Sequence[Piece], shortest: int) -> list[list[Piece]]:
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


def _changes(forbidden_starts: Minutes) -> list[Minute]:
    """Return the last allowed start before, and the first after, each forbidden stretch."""
    return sorted(
        minute
        for stretch in stretches(forbidden_starts)
        for minute in (stretch.start - 1, stretch.end)
    )


class _Way(NamedTuple):
    """How to get on: the index of the point reached, the minutes, the weighed cost."""

    to: int
    minutes: int
    cost: int


class _Layout:
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
        self.exact: list[_Way | None] = []
        self.long: list[_Way | None] = []
        self.step: list[_Way | None] = []
        self.sums = list(accumulate(self._rates(), initial=0))
        for region in regions:
            self._add(region)

    def mirrored(self) -> _Layout:
        """Return the layout of the same regions with time running backwards."""
        regions = [
            [
                piece._replace(start=-piece.end, end=-piece.start)
                for piece in reversed(region)
            ]
            for region in reversed(self.regions)
        ]
        return _Layout(
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

        def way(end: Minute, count: int) -> _Way:
            to = first + bisect_left(points, end)
            return _Way(to, end - point, self.cost(point, end) + count)

        at = bisect_left(edges, point)
        edge = edges[at] == point
        begins = point + self.shortest <= bounds.end
        self.edge.append(edge)
        self.bounds.append(bounds)
        self.exact.append(way(point + self.shortest, 1) if begins else None)
        reached = bisect_left(edges, point + self.shortest)
        self.long.append(way(edges[reached], 1) if begins else None)
        self.step.append(way(edges[at + 1], 0) if edge and point < bounds.end else None)


class _Bounds(NamedTuple):
    """What remains at least, from each point on, when minutes have a price.

    Weighed cost minus `price` for every minute run: `off` when not running
    there, `on` when running there in a segment that is long enough.
    """

    off: list[int]
    on: list[int]


def _relaxed(layout: _Layout, price: int) -> tuple[_Bounds, int]:
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
    return _Bounds(off, on), ran_off[0]


def _multiplier(layout: _Layout, duration: int) -> tuple[int, int]:
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
        relaxed, minutes = _relaxed(layout, price)
        value = relaxed.off[0]
        bounds.append((value + price * duration, price))
        # The price is rounded down, which the two ways feel by their minutes.
        if value + total >= short[1] - price * short[0] or minutes == duration:
            return max(bounds)
        cut = (minutes, value + price * minutes)
        if minutes < duration:
            short = cut
        else:
            long = cut


class _Search:
    """The label search: ways before and after the odd segment, and those without one.

    `sides` are the layout and its mirror; the labels of the mirror are the
    ways after a point, found from the last segment to the first.
    """

    def __init__(
        self, layout: _Layout, duration: int, price: int, forbidden_starts: Minutes
    ) -> None:
        """Make the lower bounds on both sides of each point."""
        self.duration = duration
        self.forbidden = forbidden_starts
        mirror = layout.mirrored()
        after, _ = _relaxed(layout, price)
        before, _ = _relaxed(mirror, price)
        # A layout and its mirror have the same points, in opposite order.
        self.forward = _Labelling(layout, after, duration, price, forbidden_starts)
        self.backward = _Labelling(mirror, before, duration, price, None)

    def best(self, budget: int) -> _Label | None:
        """Return the best label of a complete way within the budget."""
        before, after = self.forward.ways(budget), self.backward.ways(budget)
        found = [
            label for label in (before[-1].get(self.duration),) if label is not None
        ]
        found += self._odd_ends(before, after[::-1], budget)
        found += self._odd_starts(after, before[::-1], budget)
        return min(found, default=None)

    def _odd_ends(
        self, before: list[_Labels], after: list[_Labels], budget: int
    ) -> Iterator[_Label]:
        """Return the ways whose odd segment starts on an edge."""
        for near, start, end, far in self.forward.odd(before, after):
            value = near[0] + self.forward.layout.cost(start, end) + 1 + far[0]
            if value <= budget and (near[1] or self._may_begin(start)):
                yield value, (*near[1], start, -end, *far[1])

    def _odd_starts(
        self, after: list[_Labels], before: list[_Labels], budget: int
    ) -> Iterator[_Label]:
        """Return the ways whose odd segment ends on an edge."""
        for near, end, start, far in self.backward.odd(after, before):
            value = near[0] + self.backward.layout.cost(end, start) + 1 + far[0]
            if value <= budget and (far[1] or self._may_begin(-start)):
                yield value, (*far[1], -start, end, *near[1])

    def _may_begin(self, start: Minute) -> bool:
        """Return whether the first segment may start at a minute."""
        return not self.forbidden >> start & 1


class _Labelling:
    """The ways to have run from one end of the time up to each point.

    `forbidden_starts` are those of the first segment; None for the mirror,
    where the segment begun first is the last in time.
    """

    def __init__(
        self,
        layout: _Layout,
        rest: _Bounds,
        duration: int,
        price: int,
        forbidden_starts: Minutes | None,
    ) -> None:
        """Keep what bounds the labels."""
        self.layout = layout
        self.rest = rest
        self.duration = duration
        self.price = price
        self.forbidden = forbidden_starts or 0
        self.mirror = forbidden_starts is None

    def ways(self, budget: int) -> list[_Labels]:
        """Return for each point the labels within the budget, not running there."""
        layout = self.layout
        off: list[_Labels] = [{} for _ in layout.points]
        on: list[_Labels] = [{} for _ in layout.points]
        off[0][0] = (0, ())
        for at, point in enumerate(layout.points):
            self._stop(on[at], off[at], point)
            step = layout.step[at]
            if step is not None:
                self._pass_on(on[at], on[step.to], step, self.rest.on[step.to], budget)
            if at + 1 < len(off):
                wait = _Way(at + 1, 0, 0)
                self._pass_on(off[at], off[at + 1], wait, self.rest.off[at + 1], budget)
            self._begin(at, off, on, budget)
        return off

    def _begin(
        self, at: int, off: list[_Labels], on: list[_Labels], budget: int
    ) -> None:
        """Begin a segment at a point, from each label that may."""
        layout = self.layout
        exact, long, point = layout.exact[at], layout.long[at], layout.points[at]
        if exact is None or long is None:
            return
        begun = {
            ran: (value, self._joined(key, point))
            for ran, (value, key) in off[at].items()
            if ran or self.mirror or not self.forbidden >> point & 1
        }
        end = point + exact.minutes
        if layout.edge[at] or (
            layout.points[exact.to] == end and layout.edge[exact.to]
        ):
            ended: _Labels = {}
            self._pass_on(begun, ended, exact, self.rest.off[exact.to], budget)
            self._stop(ended, off[exact.to], end)
        if layout.edge[at]:
            self._pass_on(begun, on[long.to], long, self.rest.on[long.to], budget)

    def _pass_on(
        self, labels: _Labels, onto: _Labels, way: _Way, rest: int, budget: int
    ) -> None:
        """Take labels along a way, those that stay within the budget."""
        for ran, (value, key) in labels.items():
            ran, value = ran + way.minutes, value + way.cost
            left = self.duration - ran
            if left >= 0 and value + rest + self.price * left <= budget:
                _keep(onto, ran, (value, key))

    def _stop(self, running: _Labels, off: _Labels, point: Minute) -> None:
        """End the segment of each running label at a point."""
        for ran, (value, key) in running.items():
            _keep(off, ran, (value, self._joined(key, -point)))

    def _joined(self, key: _Key, number: int) -> _Key:
        """Return the key with the next number in the order of time."""
        return (number, *key) if self.mirror else (*key, number)

    def odd(
        self, near: list[_Labels], far: list[_Labels]
    ) -> Iterator[tuple[_Label, Minute, Minute, _Label]]:
        """Return (way up to it, begin, end, way beyond it) of the odd segments begun on edges.

        `near` and `far` are the labels on this and on the other side of each point.
        """
        layout, points = self.layout, self.layout.points
        # A way beyond that runs so long begins there at the latest.
        latest = {ran: at for at, labels in enumerate(far) for ran in labels}
        lengths = sorted(latest)
        for at, labels in enumerate(near):
            if not layout.edge[at] or not labels:
                continue
            point, room = points[at], layout.bounds[at].end - points[at]
            for ran, label in labels.items():
                left = self.duration - ran
                for beyond in lengths[bisect_left(lengths, left - room) :]:
                    minutes = left - beyond
                    if minutes < layout.shortest:
                        break
                    reached = bisect_left(points, point + minutes)
                    if reached <= latest[beyond] and beyond in far[reached]:
                        yield label, point, point + minutes, far[reached][beyond]


def _keep(labels: _Labels, ran: int, label: _Label) -> None:
    """Keep a label if it is the best that runs so many minutes."""
    known = labels.get(ran)
    if known is None or label < known:
        labels[ran] = label


def _placement(label: _Label, gifts: int) -> Placement:
    """Return a complete label as a placement; segments that touch are one."""
    value, key = label
    spans: list[Span] = []
    for start, end in zip(key[::2], key[1::2], strict=True):
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, -end)
        else:
            spans.append(Span(start, -end))
    return Placement((value + gifts) // _WEIGHT, tuple(spans))
