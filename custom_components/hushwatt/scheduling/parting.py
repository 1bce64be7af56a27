"""Parting a node where its cheapest runs clash, so that no part holds that clash."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from .drawing import Draw, overloads
from .group import Group, Runs, Weight
from .minutes import members, span_minutes, union_minutes
from .options import OptionSet
from .problem import Minute
from .shrinking import with_minutes, with_options, within
from .slots import Item, Slot, Slots
from .tree import Node, Tree


class Rival(NamedTuple):
    """A load in a clash, and the power that it draws there (0: whatever it draws)."""

    load: int
    power: int


class Clash(NamedTuple):
    """Loads that may not all draw their powers in the minutes from start to end."""

    start: Minute
    end: Minute
    rivals: tuple[Rival, ...]

    @property
    def middle(self) -> Minute:
        """Return the minute in the middle of it."""
        return (self.start + self.end) // 2

    @property
    def minute(self) -> Minute:
        """Return the minute at which it is best to decide who gives way."""
        meets = not all(rival.power for rival in self.rivals)
        return self.middle if meets else self.start


# More than any load can pay for being moved.
_NO_WAY = 1 << 400


def clashes(group: Group, runs: Runs) -> bool:
    """Return whether a schedule breaks the limit, an exclusion or an order."""
    return (
        any(True for _ in _overloads(group, runs))
        or any(True for _ in _meetings(group, runs))
        or any(
            runs[then][0].start < runs[first][-1].end for first, then in group.orders
        )
    )


def _overloads(group: Group, runs: Runs) -> Iterator[Clash]:
    """Return where the runs break the limit, with as few rivals as do."""
    timeline = group.timeline
    if timeline.limit is None:
        return
    for start, end, fixed, draws in overloads(
        timeline, group.all_draws(enumerate(runs))
    ):
        kept = sorted(draws, key=lambda draw: draw.power)
        power = sum(draw.power for draw in kept)
        for draw in list(kept):
            if not timeline.fits(fixed, power - draw.power):
                kept.remove(draw)
                power -= draw.power
        yield Clash(start, end, tuple(Rival(draw.load, draw.power) for draw in kept))


def _meetings(group: Group, runs: Runs) -> Iterator[Clash]:
    """Return where loads run at once that must not."""
    for one, other in group.exclusions:
        if max(one, other) >= len(runs):
            continue
        for mine, theirs in product(runs[one], runs[other]):
            start, end = max(mine.start, theirs.start), min(mine.end, theirs.end)
            if start < end:
                yield Clash(start, end, (Rival(one, 0), Rival(other, 0)))


class Parting:
    """The parts of the nodes of one tree."""

    def __init__(self, tree: Tree) -> None:
        """Take the tree."""
        self.tree = tree
        self.group: Group = tree.group

    def at_clash(self, node: Node, runs: Runs, spare: Weight) -> list[Node] | None:
        """Return parts that rule out a clash of the runs; none when they do not clash.

        `runs` are those of the first loads, perhaps not of all. Together the
        parts hold every schedule of the node. None when the clashes show that
        every schedule costs `spare` or more above the bound of the node.
        """
        parts = self._in_order(node, runs)
        if parts:
            return parts
        clashes = [*_overloads(self.group, runs), *_meetings(self.group, runs)]
        if not clashes:
            return []
        ranked = sorted(
            ((self._regrets(node, clash), clash) for clash in clashes),
            key=lambda entry: -min(entry[0]),
        )
        if _disjoint(ranked) >= spare:
            return None
        regrets, clash = ranked[0]
        return self._apart(node, clash, regrets, runs)

    def around(self, node: Node, index: int, minute: Minute) -> list[Node]:
        """Return the part in which an unbroken load starts by a minute, and the other."""
        duration = self.group.freedoms[index].duration
        return [
            within(self.tree, node, index, 0, minute + duration),
            within(self.tree, node, index, minute + 1, self.group.timeline.end),
        ]

    def at_slack(self, node: Node, runs: Runs) -> list[Node]:
        """Return parts of a node whose runs do not clash but cost more than its bound.

        None when there is nothing left to decide.
        """
        has_choice = self._has_choice(node)
        for slot, item in self._slack(runs):
            load, _, _, power = self.tree.slots.items[item]
            if has_choice and load >= self.group.unbroken:
                # What an interruptible load does follows from the others.
                continue
            minute = (slot.start + slot.end) // 2
            parts = self._with_or_without(node, Rival(load, power), minute, minute + 1)
            if node not in parts:
                return parts
        return self._halved(node, runs)

    def _regrets(self, node: Node, clash: Clash) -> list[Weight]:
        """Return for each rival what it costs, at least, that it gives way."""
        return [self._regret(node, rival, clash.minute) for rival in clash.rivals]

    def _regret(self, node: Node, rival: Rival, minute: Minute) -> Weight:
        """Return what it costs a load at least not to draw its power in a minute."""
        if rival.load >= self.group.unbroken:
            return 0
        options = self.tree.options[rival.load]
        drawing = options.drawing(minute, minute + 1, rival.power)
        regret = options.regret(node.options[rival.load], drawing)
        return _NO_WAY if regret is None else regret

    def _apart(
        self, node: Node, clash: Clash, regrets: Sequence[Weight], runs: Runs
    ) -> list[Node]:
        """Return parts in none of which all rivals of a clash draw their powers."""
        broken = [rival for rival in clash.rivals if rival.load >= self.group.unbroken]
        if not broken:
            ranked = sorted(zip(regrets, clash.rivals, strict=True), reverse=True)
            return self._one_gives_way(
                node, [rival for _, rival in ranked], clash.minute
            )
        for rival in clash.rivals:
            if rival.load < self.group.unbroken and self._is_loose(node, rival, clash):
                return self._settled(node, rival, clash)
        if len(broken) == 1:
            return [self._without(node, broken[0], clash.start, clash.end)]
        if self._has_choice(node):
            return self._halved(node, runs)
        return self._one_gives_way(node, broken, clash.middle)

    def _has_choice(self, node: Node) -> bool:
        """Return whether an unbroken load has more than one option left."""
        return any(left & (left - 1) for left in node.options)

    def _one_gives_way(
        self, node: Node, rivals: Iterable[Rival], minute: Minute
    ) -> list[Node]:
        """Return parts that differ in which of the rivals is the first to give way."""
        parts = []
        for rival in rivals:
            parts.append(self._without(node, rival, minute, minute + 1))
            node = self._with(node, rival, minute, minute + 1)
        return parts

    def _is_loose(self, node: Node, rival: Rival, clash: Clash) -> bool:
        """Return whether an unbroken rival may still give way somewhere in the clash."""
        through = self.tree.options[rival.load].drawing(
            clash.start, clash.end, rival.power
        )
        return bool(node.options[rival.load] & ~through)

    def _settled(self, node: Node, rival: Rival, clash: Clash) -> list[Node]:
        """Return parts that differ in when an unbroken rival runs.

        Across a minute of the clash, before it or after it, where that is open;
        else in whether it draws its power there, or all through the clash.
        """
        minutes = (clash.middle, clash.start, clash.end - 1)
        for minute in minutes:
            parts = [
                self._with(node, Rival(rival.load, 0), minute, minute + 1),
                within(self.tree, node, rival.load, 0, minute),
                within(
                    self.tree, node, rival.load, minute + 1, self.group.timeline.end
                ),
            ]
            if node not in parts:
                return parts
        for minute in minutes:
            parts = self._with_or_without(node, rival, minute, minute + 1)
            if node not in parts:
                return parts
        return self._with_or_without(node, rival, clash.start, clash.end)

    def _in_order(self, node: Node, runs: Runs) -> list[Node]:
        """Return parts that differ in whether a load ends by a minute or another starts after it.

        Of a few minutes, the one that raises the lower of the two bounds most.
        """
        for first, then in self.group.orders:
            if max(first, then) >= len(runs):
                continue
            end, start = runs[first][-1].end, runs[then][0].start
            if start < end:
                minutes = sorted({start, (start + end) // 2, end - 1})
                choices = [
                    self._ordered(node, first, then, minute) for minute in minutes
                ]
                return max(choices, key=self._lower_bound)
        return []

    def _ordered(self, node: Node, first: int, then: int, minute: Minute) -> list[Node]:
        """Return the part in which a load ends by a minute, and that in which another starts after."""
        return [
            within(self.tree, node, first, 0, minute),
            within(self.tree, node, then, minute + 1, self.group.timeline.end),
        ]

    def _lower_bound(self, parts: Iterable[Node]) -> Weight:
        """Return the lower of the bounds of parts."""
        bounds = [self.tree.bound(part) for part in parts]
        return min((bound for bound in bounds if bound is not None), default=_NO_WAY)

    def _slack(self, runs: Runs) -> Iterator[tuple[Slot, int]]:
        """Return slots that give back more than the runs pay, with loads that might change that.

        The worst slot comes first.
        """
        slots = self.tree.slots
        running = _running(slots, self.group.all_draws(enumerate(runs)))
        found = []
        tolls = self.tree.tolls.rates or ({},) * len(slots.slots)
        for slot, rates, here in zip(slots.slots, tolls, running, strict=True):
            given, chosen = slots.dearest(slot, rates) if rates else (0, ())
            slack = given - sum(rates.get(item, 0) for item in here)
            if slot.cell.shared:
                slack += slots.excess(slot.cell, here)
            if slack > 0:
                disputed = sorted({*chosen} ^ {*here}) or sorted(here)
                found.append((slack * (slot.end - slot.start), slot, disputed))
        for _, slot, disputed in sorted(found, key=lambda entry: -entry[0]):
            yield from ((slot, item) for item in disputed)

    def _halved(self, node: Node, runs: Runs) -> list[Node]:
        """Return two parts with half of the options of a load each, or a minute decided."""
        sizes = [left.bit_count() for left in node.options]
        if sizes and max(sizes) > 1:
            index = sizes.index(max(sizes))
            better = _first_half(node.options[index])
            left = node.options[index]
            return [
                with_options(node, index, better),
                with_options(node, index, left & ~better),
            ]
        for at, (_, demanded) in enumerate(node.broken):
            index = self.group.unbroken + at
            ran = union_minutes(runs[index]) & ~demanded
            if ran:
                minute = members(ran)[ran.bit_count() // 2]
                return self._with_or_without(node, Rival(index, 0), minute, minute + 1)
        return []

    def _with_or_without(
        self, node: Node, rival: Rival, start: Minute, end: Minute
    ) -> list[Node]:
        """Return the part in which a load draws its power all through a while, and the other."""
        return [
            self._with(node, rival, start, end),
            self._without(node, rival, start, end),
        ]

    def _with(self, node: Node, rival: Rival, start: Minute, end: Minute) -> Node:
        """Return the part in which a load draws its power all through a while."""
        index, power = rival
        if index < self.group.unbroken:
            drawing = self.tree.options[index].drawing(start, end, power)
            return with_options(node, index, node.options[index] & drawing)
        allowed, demanded = node.broken[index - self.group.unbroken]
        demanded |= span_minutes(start, end)
        return with_minutes(self.tree, node, index, allowed, demanded)

    def _without(self, node: Node, rival: Rival, start: Minute, end: Minute) -> Node:
        """Return the part in which a load does not; an interruptible one does not run there."""
        index, power = rival
        if index < self.group.unbroken:
            drawing = self.tree.options[index].drawing(start, end, power)
            return with_options(node, index, node.options[index] & ~drawing)
        return within(self.tree, node, index, 0, start, end, self.group.timeline.end)


def _disjoint(ranked: Iterable[tuple[Sequence[Weight], Clash]]) -> Weight:
    """Return what clashes without a load in common cost at least, together."""
    total, used = 0, set[int]()
    for regrets, clash in ranked:
        loads = {rival.load for rival in clash.rivals}
        if not loads & used:
            used |= loads
            total += min(regrets)
    return total


def _running(slots: Slots, draws: Iterable[Draw]) -> list[list[Item]]:
    """Return the items that run in each slot, somewhere in it."""
    running: list[list[Item]] = [[] for _ in slots.slots]
    for draw in draws:
        for item in slots.of_load[draw.load]:
            if slots.items[item].power == draw.power:
                for _, _, at in slots.between(draw.start, draw.end):
                    if at >= 0 and item not in running[at]:
                        running[at].append(item)
                break
    return running


def _first_half(options: OptionSet) -> OptionSet:
    """Return the better half of the options, at least one and not all of them."""
    ranks = members(options)
    return options & ((1 << ranks[len(ranks) // 2]) - 1)
