"""The bound of what is left to each load, under tolls that do not change."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .drawing import Stretch
from .group import Group, Run, Runs, Weight, start_of, weigh
from .interruptible import least_cost, place
from .minutes import Minutes, union_minutes
from .options import Options, OptionSet
from .problem import Span
from .segments import Piece
from .slots import Items, Slots
from .tolls import Domains, Tolls, broken_parts, charges, charges_of

type Broken = tuple[Minutes, Minutes]


class Node(NamedTuple):
    """What is left to each load.

    Options of the unbroken ones; the minutes allowed to, and those demanded of,
    the interruptible ones.
    """

    options: tuple[OptionSet, ...]
    broken: tuple[Broken, ...] = ()


class Cheapest(NamedTuple):
    """The cheapest run of each load of a node, tolls included, and the bound they give."""

    bound: Weight
    runs: Runs


class Tree:
    """The nodes below one node, all bounded with the same tolls.

    The bound of a node is what each load pays at its cheapest, alone, tolls
    included, less what the tolls give back.
    """

    def __init__(
        self, slots: Slots, tolls: Tolls, domains: Domains, ceiling: Weight | None
    ) -> None:
        """Rank what is left to each load; what cannot stay below the ceiling is left out."""
        self.slots = slots
        self.tolls = tolls
        self.group: Group = slots.group
        self.rebate = weigh(tolls.rebate)
        self._floors: dict[tuple[int, Broken], Weight | None] = {}
        self._placements: dict[tuple[int, Broken], tuple[Weight, Run] | None] = {}
        self._roots: dict[int, tuple[Weight, Run] | None] = {}
        self._domains = domains
        self._given: dict[tuple[int, Items, Items], int] = {}
        bounds = [
            self._with_tolls(index, weights)
            for index, weights in enumerate(domains.unbroken)
        ]
        spare = self._spare(bounds, domains, ceiling)
        self.options = [
            _options(self.group, index, own, weights, spare)
            for index, (own, weights) in enumerate(
                zip(bounds, domains.unbroken, strict=True)
            )
        ]
        self.root = Node(
            tuple(options.all for options in self.options), tuple(domains.broken)
        )

    def bound(self, node: Node) -> Weight | None:
        """Return a quick lower bound of the schedules of a node, None when there are none."""
        total = -self.rebate
        for options, left in zip(self.options, node.options, strict=True):
            if not left:
                return None
            total += options.bounds[options.best(left)]
        for index, own in zip(self.group.broken, node.broken, strict=True):
            floor = self._floor(index, own)
            if floor is None:
                return None
            total += floor
        return total

    def unbroken(self, node: Node) -> Runs:
        """Return the cheapest runs of the unbroken loads of a node that has options."""
        starts = [
            (options.starts[options.best(left)], options.freedom.duration)
            for options, left in zip(self.options, node.options, strict=True)
        ]
        return tuple((Span(start, start + length),) for start, length in starts)

    def cheapest(self, node: Node) -> Cheapest | None:
        """Return the cheapest runs of a node that has options, None when there are none."""
        total = -self.rebate
        for options, left in zip(self.options, node.options, strict=True):
            total += options.bounds[options.best(left)]
        runs = [*self.unbroken(node)]
        for index, own in zip(self.group.broken, node.broken, strict=True):
            placed = self._placed(index, own)
            if placed is None:
                return None
            total += placed[0]
            runs.append(placed[1])
        return Cheapest(total, tuple(runs))

    def given(self, at: int, possible: Items, forced: Items) -> int:
        """Return what a slot gives back for a minute, given what can and must run in it."""
        key = (at, possible, forced)
        if key not in self._given:
            slot, rates = self.slots.slots[at], self.tolls.rates[at]
            self._given[key] = self.slots.dearest_among(slot, rates, possible, forced)
        return self._given[key]

    def charges(self, index: int) -> list[Stretch]:
        """Return what an interruptible load is charged by the tolls."""
        own = {
            at: rates[item]
            for at, rates in enumerate(self.tolls.rates)
            for item in self.slots.of_load[index]
            if item in rates
        }
        return charges_of(self.slots, own)

    def domains(self, node: Node) -> Domains:
        """Return what is left to each load of a node."""
        unbroken = [
            options.left(left)
            for options, left in zip(self.options, node.options, strict=True)
        ]
        return Domains(unbroken, node.broken)

    def _with_tolls(self, index: int, weights: Sequence[Weight]) -> list[Weight]:
        """Return the weights of starts of an unbroken load with its tolls."""
        if not self.tolls.rates:
            return list(weights)
        paid = charges(
            self.slots, self.tolls, index, [start_of(weight) for weight in weights]
        )
        return [
            weight + weigh(toll) for weight, toll in zip(weights, paid, strict=True)
        ]

    def _spare(
        self,
        bounds: Sequence[Sequence[Weight]],
        domains: Domains,
        ceiling: Weight | None,
    ) -> Weight | None:
        """Return what a load may pay above its cheapest to stay below the ceiling."""
        floors = [
            self._floor(index, own)
            for index, own in zip(self.group.broken, domains.broken, strict=True)
        ]
        if ceiling is None or not all(bounds):
            return None
        least = sum(min(own) for own in bounds) + sum(floor or 0 for floor in floors)
        return ceiling - least + self.rebate

    def _floor(self, index: int, own: Broken) -> Weight | None:
        """Return what an interruptible load pays at least, None when it has too few minutes."""
        key = (index, own)
        if key not in self._floors:
            self._floors[key] = self._least(index, own)
        return self._floors[key]

    def _least(self, index: int, own: Broken) -> Weight | None:
        """Return what an interruptible load pays at least, at the root at its least or more."""
        at_root = self._placed_at_root(index)
        if at_root is None or _fits(at_root[1], own):
            return None if at_root is None else at_root[0]
        freedom = self.group.freedoms[index]
        pieces = list(self._pieces(index, own))
        cost = least_cost(pieces, freedom.duration, freedom.load.segment)
        return None if cost is None else max(weigh(cost), at_root[0])

    def _placed_at_root(self, index: int) -> tuple[Weight, Run] | None:
        """Return the cheapest run of an interruptible load in the whole tree, tolls included."""
        if index not in self._roots:
            own = self._domains.broken[index - self.group.unbroken]
            self._roots[index] = self._place(index, own)
        return self._roots[index]

    def _placed(self, index: int, own: Broken) -> tuple[Weight, Run] | None:
        """Return the cheapest run of an interruptible load, tolls included."""
        at_root = self._placed_at_root(index)
        if at_root is None or _fits(at_root[1], own):
            return at_root
        key = (index, own)
        if key not in self._placements:
            self._placements[key] = self._place(index, own)
        return self._placements[key]

    def _place(self, index: int, own: Broken) -> tuple[Weight, Run] | None:
        """Work out the cheapest run of an interruptible load, tolls included."""
        freedom = self.group.freedoms[index]
        forbidden = freedom.minutes & ~freedom.starts
        pieces = list(self._pieces(index, own))
        found = place(pieces, freedom.duration, freedom.load.segment, forbidden)
        if found is None:
            return None
        run = found.spans
        return weigh(found.cost, len(run) - 1, run[0].start), run

    def _pieces(self, index: int, own: Broken) -> Iterator[Piece]:
        """Return the minutes left to an interruptible load with their rates and tolls."""
        items = self.slots.of_load[index]
        for part in broken_parts(self.slots, index, *own):
            toll = 0
            if self.tolls.rates and part.slot >= 0 and items:
                toll = self.tolls.rates[part.slot].get(items[0], 0)
            yield Piece(part.start, part.end, part.rate + toll, part.demanded)


def _fits(run: Run, own: Broken) -> bool:
    """Return whether a run lies in the allowed minutes and covers those demanded."""
    minutes, (allowed, demanded) = union_minutes(run), own
    return not (minutes & ~allowed or demanded & ~minutes)


def _options(
    group: Group,
    index: int,
    bounds: Sequence[Weight],
    weights: Sequence[Weight],
    spare: Weight | None,
) -> Options:
    """Return the options of a load that are within what it may pay above its cheapest."""
    if spare is None:
        return Options(group.freedoms[index], bounds, weights)
    most = min(bounds) + spare
    kept = [at for at, bound in enumerate(bounds) if bound < most]
    return Options(
        group.freedoms[index], [bounds[at] for at in kept], [weights[at] for at in kept]
    )
