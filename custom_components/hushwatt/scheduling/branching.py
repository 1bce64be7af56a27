"""Branch and bound over loads that share a coupling.

A node says for each load what is left to it: a set of options for an unbroken
run, the minutes allowed and the minutes demanded for an interruptible one. Its
bound is what each load costs at its cheapest, alone, plus what sharing the
surplus costs those that must run together. The cheapest runs of a node clash
somewhere, or they are its best schedule; a clash is resolved by saying who runs
at a minute of it and who does not, which rules out the clash in every branch.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count

from .candidates import anchored_starts, closed_under_alignment
from .costs import Freedom, run_costs
from .drawing import Draw, Meeting, base_powers, meetings, total_excess
from .interruptible import Piece, Placement, place
from .minutes import Minutes, members, span_minutes, stretches
from .options import Options, OptionSet
from .problem import Minute, Problem, Span
from .timeline import Timeline

type Runs = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """What is left to each load.

    `options` are those of the unbroken loads, `allowed` and `demanded` the
    minutes of the interruptible ones, both in the order of the group.
    """

    options: tuple[OptionSet, ...]
    allowed: tuple[Minutes, ...] = ()
    demanded: tuple[Minutes, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """The cheapest runs of a node, each load for itself, and their bound in cost units."""

    bound: int
    runs: Runs
    draws: tuple[Draw, ...]
    forced: tuple[Draw, ...]


class Group:
    """The loads of one group, ready to be searched: unbroken ones first."""

    def __init__(
        self, problem: Problem, timeline: Timeline, freedoms: Sequence[Freedom]
    ) -> None:
        """Rank the options of the unbroken loads."""
        self.timeline = timeline
        self.unbroken = [f for f in freedoms if not f.load.interruptible]
        self.broken = [f for f in freedoms if f.load.interruptible]
        self.freedoms = [*self.unbroken, *self.broken]
        self.index = {f.load.id: at for at, f in enumerate(self.freedoms)}
        self.options = [
            Options(freedom, zip(costs, starts, strict=True))
            for freedom, costs, starts in _priced(
                timeline, self.unbroken, bool(self.broken)
            )
        ]
        self.orders = [
            (self.index[order.first], self.index[order.then])
            for order in problem.orders
            if order.first in self.index and order.then in self.index
        ]
        self.exclusions = [
            (self.index[exclusion.one], self.index[exclusion.other])
            for exclusion in problem.exclusions
            if exclusion.one in self.index and exclusion.other in self.index
        ]
        self._placements: dict[tuple[object, ...], Placement | None] = {}

    def root(self) -> Node:
        """Return the node that forbids nothing."""
        return Node(
            tuple(options.all for options in self.options),
            tuple(freedom.minutes for freedom in self.broken),
            (0,) * len(self.broken),
        )

    def draws(self, index: int, spans: Sequence[Span]) -> list[Draw]:
        """Return what a run of a load draws."""
        freedom = self.freedoms[index]
        if freedom.load.interruptible:
            return [Draw(index, span.start, span.end, freedom.power) for span in spans]
        start = spans[0].start
        return [
            Draw(index, start + a, start + b, power) for a, b, power in freedom.phases
        ]

    def cost(self, runs: Runs) -> int:
        """Return what runs cost together, in cost units."""
        least = 0
        for freedom, spans in zip(self.freedoms, runs, strict=True):
            for draw in self.draws(self.index[freedom.load.id], spans):
                sums = self.timeline.sums(draw.power, least=True)
                least += sums[draw.end] - sums[draw.start]
        draws = [
            draw for at, spans in enumerate(runs) for draw in self.draws(at, spans)
        ]
        return least + total_excess(self.timeline, draws)

    def estimate(self, node: Node) -> Estimate | None:
        """Return the cheapest runs of a node, None when a load has none left."""
        if not all(node.options):
            return None
        bound = 0
        runs: list[tuple[Span, ...]] = []
        draws: list[Draw] = []
        forced: list[Draw] = []
        for at, (options, left) in enumerate(
            zip(self.options, node.options, strict=True)
        ):
            rank = options.cheapest(left)
            bound += options.costs[rank]
            runs.append(options.spans(rank))
            draws += self.draws(at, runs[-1])
            forced += self._compulsory(at, options.hull(left))
        bound += total_excess(self.timeline, forced)
        certain = (
            all(left.bit_count() == 1 for left in node.options)
            and len(self.broken) == 1
        )
        for at, freedom in enumerate(self.broken):
            placed = self._place(freedom, node, at, forced, certain)
            if placed is None:
                return None
            bound += placed.cost
            runs.append(placed.spans)
            index = len(self.unbroken) + at
            draws += self.draws(index, placed.spans)
            forced += self.draws(index, stretches(node.demanded[at]))
        return Estimate(bound, tuple(runs), tuple(draws), tuple(forced))

    def _compulsory(self, index: int, hull: tuple[Minute, Minute]) -> Iterator[Draw]:
        """Return what a load draws wherever it starts between two minutes."""
        first, last = hull
        for begin, until, power in self.freedoms[index].phases:
            if last + begin < first + until:
                yield Draw(index, last + begin, first + until, power)

    def _place(
        self, freedom: Freedom, node: Node, at: int, forced: list[Draw], certain: bool
    ) -> Placement | None:
        """Return the cheapest way to run an interruptible load beside what is forced."""
        allowed, demanded = node.allowed[at], node.demanded[at]
        beside = tuple(forced) if self.timeline.shared else ()
        key = (at, allowed, demanded, beside, certain)
        if key not in self._placements:
            pieces = list(self._pieces(freedom, node, at, beside, certain))
            load = freedom.load
            forbidden = freedom.minutes & ~freedom.starts
            self._placements[key] = place(
                pieces, load.duration, load.segment, forbidden
            )
        return self._placements[key]

    def _pieces(
        self,
        freedom: Freedom,
        node: Node,
        at: int,
        beside: Sequence[Draw],
        certain: bool,
    ) -> Iterator[Piece]:
        """Return the allowed minutes with what the load adds to what is beside it."""
        allowed, demanded = node.allowed[at], node.demanded[at]
        parts = stretches(allowed & ~demanded) + stretches(demanded)
        for part in sorted(parts):
            given = bool(demanded >> part.start & 1)
            for cell, start, end in self.timeline.cells_between(part.start, part.end):
                if not cell.shared or (
                    cell.export_price > cell.import_price and not certain
                ):
                    yield Piece(start, end, cell.least_rate(freedom.power), given)
                    continue
                for begin, until, base in base_powers(beside, start, end):
                    rate = cell.rate(base + freedom.power) - cell.rate(base)
                    yield Piece(begin, until, rate, given)


def _priced(
    timeline: Timeline, freedoms: Sequence[Freedom], every: bool
) -> Iterator[tuple[Freedom, list[int], list[Minute]]]:
    """Return the candidate starts of unbroken loads with their least costs.

    With `every`, all allowed starts: an interruptible load beside them may end
    a segment at any minute.
    """
    starts = {f.load.id: f.starts for f in freedoms}
    if not every:
        anchored = {
            f.load.id: anchored_starts(timeline, f.load, f.starts) for f in freedoms
        }
        starts = closed_under_alignment([f.load for f in freedoms], starts, anchored)
    for freedom in freedoms:
        candidates = members(starts[freedom.load.id])
        yield (
            freedom,
            run_costs(timeline, freedom.load, candidates, least=True),
            candidates,
        )


class Brancher:
    """Finds a clash among the cheapest runs of a node and parts the node on it."""

    def __init__(self, group: Group) -> None:
        """Take the group."""
        self.group = group
        self.split = len(group.unbroken)

    def clash(self, node: Node, estimate: Estimate) -> list[Node]:
        """Return the parts of a node whose cheapest runs break a coupling, else none."""
        return (
            self._order(node, estimate.runs)
            or self._exclusion(node, estimate.runs)
            or self._limit(node, estimate)
        )

    def _order(self, node: Node, runs: Runs) -> list[Node]:
        """Part a node at a minute by which one load ends, or after which another starts."""
        for first, then in self.group.orders:
            end, start = runs[first][-1].end, runs[then][0].start
            if start < end:
                by = (start + end) // 2
                return [
                    self._ending_by(node, first, by),
                    self._starting_from(node, then, by + 1),
                ]
        return []

    def _exclusion(self, node: Node, runs: Runs) -> list[Node]:
        """Part a node at a minute in which two loads run that must not."""
        for one, other in self.group.exclusions:
            for mine in runs[one]:
                for theirs in runs[other]:
                    start, end = (
                        max(mine.start, theirs.start),
                        min(mine.end, theirs.end),
                    )
                    if start < end:
                        return self._apart(node, start, end, [(one, 0), (other, 0)])
        return []

    def _limit(self, node: Node, estimate: Estimate) -> list[Node]:
        """Part a node at a stretch in which the loads draw more than the limit."""
        timeline = self.group.timeline
        if not timeline.limited:
            return []
        for meeting in meetings(timeline, estimate.draws):
            if not timeline.fits(meeting.cell, meeting.power):
                drawn = _smallest(timeline, meeting)
                return self._apart(
                    node,
                    meeting.start,
                    meeting.end,
                    [(draw.load, draw.power) for draw in drawn],
                )
        return []

    def _apart(
        self, node: Node, start: Minute, end: Minute, rivals: list[tuple[int, int]]
    ) -> list[Node]:
        """Part a node so that in no part all rivals draw their powers from start to end."""
        unsettled = [
            (index, power)
            for index, power in rivals
            if index < self.split
            and node.options[index] & ~self._drawing(index, power, start, end)
        ]
        broken = [index for index, _ in rivals if index >= self.split]
        if len(broken) == 1 and not unsettled:
            return [self._without(node, broken[0], 0, start, end)]
        middle = (start + end) // 2 if broken else start
        if broken and unsettled:
            index, power, middle = self._divided(node, unsettled, middle, start, end)
            return [
                self._with(node, index, power, middle, middle + 1),
                self._without(node, index, power, middle, middle + 1),
            ]
        if broken:
            rivals = [(index, 0) for index in broken]
        parts = []
        for index, power in rivals:
            parts.append(self._without(node, index, power, middle, middle + 1))
            node = self._with(node, index, power, middle, middle + 1)
        return parts

    def _divided(
        self,
        node: Node,
        unsettled: list[tuple[int, int]],
        middle: Minute,
        start: Minute,
        end: Minute,
    ) -> tuple[int, int, Minute]:
        """Return a load and a minute at which it may or may not draw its power."""
        index, power = unsettled[0]
        for minute in (middle, start, end - 1):
            if node.options[index] & ~self._drawing(index, power, minute, minute + 1):
                return index, power, minute
        raise AssertionError

    def sharing(self, node: Node, estimate: Estimate) -> list[Node]:
        """Part a node at a stretch whose shared surplus the bound does not know yet."""
        timeline = self.group.timeline
        worst: tuple[int, Meeting, int] | None = None
        for meeting in meetings(timeline, estimate.draws, 1):
            if not meeting.cell.shared:
                continue
            for draw in meeting.draws:
                if (
                    draw.load < self.split
                    and meeting.excess
                    and (worst is None or meeting.excess > worst[0])
                ):
                    mask = self._drawing(
                        draw.load, draw.power, meeting.start, meeting.end
                    )
                    if node.options[draw.load] & ~mask:
                        worst = (meeting.excess, meeting, draw.load)
        if worst is None:
            for index, options in enumerate(node.options):
                if options.bit_count() > 1:
                    low = options & -options
                    return [
                        self._only(node, index, low),
                        self._only(node, index, options ^ low),
                    ]
            return self._sharing_broken(node, estimate)
        _, meeting, index = worst
        power = next(draw.power for draw in meeting.draws if draw.load == index)
        mask = self._drawing(index, power, meeting.start, meeting.end)
        left = node.options[index]
        return [
            self._only(node, index, left & mask),
            self._only(node, index, left & ~mask),
        ]

    def _sharing_broken(self, node: Node, estimate: Estimate) -> list[Node]:
        """Part a node at a minute in which interruptible loads share a surplus."""
        for meeting in meetings(self.group.timeline, estimate.draws):
            if not meeting.cell.shared:
                continue
            for draw in meeting.draws:
                if draw.load < self.split:
                    continue
                demanded = node.demanded[draw.load - self.split]
                open_ = span_minutes(meeting.start, meeting.end) & ~demanded
                if open_:
                    minute = members(open_)[open_.bit_count() // 2]
                    return [
                        self._with(node, draw.load, 0, minute, minute + 1),
                        self._without(node, draw.load, 0, minute, minute + 1),
                    ]
        return []

    def _drawing(self, index: int, power: int, start: Minute, end: Minute) -> OptionSet:
        """Return the options of an unbroken load that draw so much all through."""
        options = self.group.options[index]
        return (
            options.drawing(power, start, end) if power else options.running(start, end)
        )

    def _with(
        self, node: Node, index: int, power: int, start: Minute, end: Minute
    ) -> Node:
        """Return the part in which a load draws so much from start to end."""
        if index < self.split:
            return self._only(
                node,
                index,
                node.options[index] & self._drawing(index, power, start, end),
            )
        at = index - self.split
        return replace(
            node,
            demanded=_put(
                node.demanded, at, node.demanded[at] | span_minutes(start, end)
            ),
        )

    def _without(
        self, node: Node, index: int, power: int, start: Minute, end: Minute
    ) -> Node:
        """Return the part in which a load does not draw so much all from start to end.

        An interruptible load does not run there at all.
        """
        if index < self.split:
            return self._only(
                node,
                index,
                node.options[index] & ~self._drawing(index, power, start, end),
            )
        at = index - self.split
        return replace(
            node,
            allowed=_put(
                node.allowed, at, node.allowed[at] & ~span_minutes(start, end)
            ),
        )

    def _ending_by(self, node: Node, index: int, by: Minute) -> Node:
        """Return the part in which a load has ended by a minute."""
        if index < self.split:
            options = self.group.options[index]
            last = by - self.group.unbroken[index].load.duration
            return self._only(
                node, index, node.options[index] & options.started_in(0, last)
            )
        at = index - self.split
        return replace(
            node, allowed=_put(node.allowed, at, node.allowed[at] & span_minutes(0, by))
        )

    def _starting_from(self, node: Node, index: int, start: Minute) -> Node:
        """Return the part in which a load starts at a minute or later."""
        if index < self.split:
            early = self.group.options[index].started_in(0, start - 1)
            return self._only(node, index, node.options[index] & ~early)
        at = index - self.split
        return replace(
            node,
            allowed=_put(node.allowed, at, node.allowed[at] & ~span_minutes(0, start)),
        )

    def _only(self, node: Node, index: int, options: OptionSet) -> Node:
        """Return the part in which an unbroken load has only these options."""
        return replace(node, options=_put(node.options, index, options))


def _put(numbers: tuple[int, ...], at: int, number: int) -> tuple[int, ...]:
    """Return the tuple with one element replaced."""
    return (*numbers[:at], number, *numbers[at + 1 :])


def _smallest(timeline: Timeline, meeting: Meeting) -> list[Draw]:
    """Return draws of a meeting that break the limit, none of which could be left out."""
    drawn = sorted(meeting.draws, key=lambda draw: -draw.power)
    kept = list(drawn)
    for draw in reversed(drawn):
        rest = sum(other.power for other in kept if other is not draw)
        if not timeline.fits(meeting.cell, rest):
            kept.remove(draw)
    return kept


@dataclass(slots=True)
class Result:
    """What a search found: the best runs (None: there are none), in cost units.

    `bound` is a proven lower bound; `complete` is false when it was stopped.
    """

    runs: Runs | None
    cost: int = 0
    bound: int = 0
    complete: bool = True


# Told whether a schedule was found, says whether to stop searching.
type Stop = Callable[[bool], bool]


class Search:
    """A search of one group: depth first for a first schedule, then best bound first."""

    def __init__(self, group: Group, known: Runs | None) -> None:
        """Start from the root, and from a schedule when one is known."""
        self.group = group
        self.brancher = Brancher(group)
        self.result = Result(known, 0 if known is None else group.cost(known))
        self._open: list[tuple[int, int, Node, Estimate]] = []
        self._tickets = count()
        self._stuck: list[int] = []
        self._add([group.root()])

    def run(self, stop: Stop) -> Result:
        """Search until the best schedule is proven, or until told to stop."""
        result = self.result
        while self._open:
            if stop(result.runs is not None):
                result.complete = False
                self._stuck += [bound for bound, _, _, _ in self._open]
                break
            bound, _, node, estimate = self._next()
            if result.runs is None or bound < result.cost:
                self._add(self._parts(node, estimate))
        result.bound = min([*self._stuck, result.cost])
        return result

    def _next(self) -> tuple[int, int, Node, Estimate]:
        """Take the node to look at next."""
        if self.result.runs is None:
            return self._open.pop()
        return heappop(self._open)

    def _parts(self, node: Node, estimate: Estimate) -> list[Node]:
        """Return the parts of a node, none when it is solved."""
        parts = self.brancher.clash(node, estimate)
        if parts:
            return parts
        cost, result = self.group.cost(estimate.runs), self.result
        if result.runs is None:
            heapify(self._open)
        if result.runs is None or cost < result.cost:
            result.runs, result.cost = estimate.runs, cost
        if cost == estimate.bound:
            return []
        parts = self.brancher.sharing(node, estimate)
        if not parts:
            self._stuck.append(estimate.bound)
        return parts

    def _add(self, nodes: Sequence[Node]) -> None:
        """Open nodes that can hold a better schedule, the most promising last."""
        result = self.result
        estimated = [(self.group.estimate(node), node) for node in nodes]
        opened = [
            (estimate.bound, -next(self._tickets), node, estimate)
            for estimate, node in estimated
            if estimate is not None
            and (result.runs is None or estimate.bound < result.cost)
        ]
        for entry in sorted(opened, key=lambda entry: -entry[0]):
            if result.runs is None:
                self._open.append(entry)
            else:
                heappush(self._open, entry)
