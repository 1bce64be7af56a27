"""The label search for an interruptible run: ways from both sides of the odd segment."""

from bisect import bisect_left
from collections.abc import Iterator

from .minutes import Minutes
from .problem import Minute
from .segments import Bounds, Layout, Way, relaxed

# The starts and the negated ends of segments in turn: the smaller, the earlier
# the first start and then the longer the first segment.
type Key = tuple[int, ...]
# Weighed cost and key.
type Label = tuple[int, Key]
# The best label for each number of minutes that it runs.
type Labels = dict[int, Label]


class LabelSearch:
    """The label search: ways before and after the odd segment, and those without one.

    `sides` are the layout and its mirror; the labels of the mirror are the
    ways after a point, found from the last segment to the first.
    """

    def __init__(
        self, layout: Layout, duration: int, price: int, forbidden_starts: Minutes
    ) -> None:
        """Make the lower bounds on both sides of each point."""
        self.duration = duration
        self.forbidden = forbidden_starts
        mirror = layout.mirrored()
        after, _ = relaxed(layout, price)
        before, _ = relaxed(mirror, price)
        # A layout and its mirror have the same points, in opposite order.
        self.forward = _Labelling(layout, after, duration, price, forbidden_starts)
        self.backward = _Labelling(mirror, before, duration, price, None)

    def best(self, budget: int) -> Label | None:
        """Return the best label of a complete way within the budget."""
        before, after = self.forward.ways(budget), self.backward.ways(budget)
        found = [
            label for label in (before[-1].get(self.duration),) if label is not None
        ]
        found += self._odd_ends(before, after[::-1], budget)
        found += self._odd_starts(after, before[::-1], budget)
        return min(found, default=None)

    def _odd_ends(
        self, before: list[Labels], after: list[Labels], budget: int
    ) -> Iterator[Label]:
        """Return the ways whose odd segment starts on an edge."""
        for near, start, end, far in self.forward.odd(before, after):
            value = near[0] + self.forward.layout.cost(start, end) + 1 + far[0]
            if value <= budget and (near[1] or self._may_begin(start)):
                yield value, (*near[1], start, -end, *far[1])

    def _odd_starts(
        self, after: list[Labels], before: list[Labels], budget: int
    ) -> Iterator[Label]:
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
        layout: Layout,
        rest: Bounds,
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

    def ways(self, budget: int) -> list[Labels]:
        """Return for each point the labels within the budget, not running there."""
        layout = self.layout
        off: list[Labels] = [{} for _ in layout.points]
        on: list[Labels] = [{} for _ in layout.points]
        off[0][0] = (0, ())
        for at, point in enumerate(layout.points):
            self._stop(on[at], off[at], point)
            step = layout.step[at]
            if step is not None:
                self._pass_on(on[at], on[step.to], step, self.rest.on[step.to], budget)
            if at + 1 < len(off):
                wait = Way(at + 1, 0, 0)
                self._pass_on(off[at], off[at + 1], wait, self.rest.off[at + 1], budget)
            self._begin(at, off, on, budget)
        return off

    def _begin(self, at: int, off: list[Labels], on: list[Labels], budget: int) -> None:
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
            ended: Labels = {}
            self._pass_on(begun, ended, exact, self.rest.off[exact.to], budget)
            self._stop(ended, off[exact.to], end)
        if layout.edge[at]:
            self._pass_on(begun, on[long.to], long, self.rest.on[long.to], budget)

    def _pass_on(
        self, labels: Labels, onto: Labels, way: Way, rest: int, budget: int
    ) -> None:
        """Take labels along a way, those that stay within the budget."""
        for ran, (value, key) in labels.items():
            ran, value = ran + way.minutes, value + way.cost
            left = self.duration - ran
            if left >= 0 and value + rest + self.price * left <= budget:
                _keep(onto, ran, (value, key))

    def _stop(self, running: Labels, off: Labels, point: Minute) -> None:
        """End the segment of each running label at a point."""
        for ran, (value, key) in running.items():
            _keep(off, ran, (value, self._joined(key, -point)))

    def _joined(self, key: Key, number: int) -> Key:
        """Return the key with the next number in the order of time."""
        return (number, *key) if self.mirror else (*key, number)

    def odd(
        self, near: list[Labels], far: list[Labels]
    ) -> Iterator[tuple[Label, Minute, Minute, Label]]:
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


def _keep(labels: Labels, ran: int, label: Label) -> None:
    """Keep a label if it is the best that runs so many minutes."""
    known = labels.get(ran)
    if known is None or label < known:
        labels[ran] = label
