"""Who may run together, slot by slot: what the tolls are worked out on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice, pairwise
from math import gcd
from typing import NamedTuple

from .drawing import excess_rate
from .group import Group, start_of
from .minutes import Minutes, members, minutes_from, run_minutes
from .problem import Minute
from .timeline import Cell

# A finer division gives no better bound that is worth its time.
_MOST_SLOTS = 192
# Beyond so many sets, a slot is bounded as if loads could run in part.
_MOST_SETS = 400

type Item = int
type Items = int


class Drawing(NamedTuple):
    """A phase of a load: an item, which runs in a slot or not.

    For an interruptible load `begin` and `until` mean nothing.
    """

    load: int
    begin: Minute
    until: Minute
    power: int


class Slot(NamedTuple):
    """A while in one cell; `items` (as bits) can run in it.

    Slots of the same `kind` let the same items run together at the same excess.
    """

    start: Minute
    end: Minute
    cell: Cell
    items: Items
    kind: int
    shared: bool


class Together(NamedTuple):
    """A set of items that may run together, and the excess rate of its surplus."""

    items: tuple[Item, ...]
    excess: int


class Slots:
    """The contested slots of a group, ascending.

    A slot is contested when not all that can run in it may run together, or
    when they would share a surplus. They are made when first asked for.
    """

    def __init__(self, group: Group) -> None:
        """Give the items of the loads their numbers."""
        self.group = group
        self.items = list(_items(group))
        self.of_load: list[list[Item]] = [[] for _ in group.freedoms]
        for item, drawing in enumerate(self.items):
            self.of_load[drawing.load].append(item)
        self._excluded = {*group.exclusions, *(pair[::-1] for pair in group.exclusions)}
        self._sets: dict[tuple[int, Items], list[Together] | None] = {}
        self._kinds: dict[tuple[int, ...], int] = {}

    @cached_property
    def unit(self) -> int:
        """Return the greatest number of minutes that divides every minute that matters."""
        return _unit(self.group)

    @cached_property
    def slots(self) -> list[Slot]:
        """Return the contested slots, ascending."""
        return [slot for slot in self._cut() if self._contested(slot)]

    @cached_property
    def _ends(self) -> list[Minute]:
        """Return the ends of the slots."""
        return [slot.end for slot in self.slots]

    @cached_property
    def edges(self) -> Minutes:
        """Return the minutes at which a slot or a price changes."""
        ends = [edge for slot in self.slots for edge in (slot.start, slot.end)]
        return minutes_from(ends) | self.group.timeline.edges

    @cached_property
    def _starts(self) -> list[Minute]:
        """Return the starts of the slots."""
        return [slot.start for slot in self.slots]

    def dearest[N: (int, float)](
        self, slot: Slot, tolls: Mapping[Item, N]
    ) -> tuple[N, tuple[Item, ...]]:
        """Return what the dearest items that may run together pay, and which they are.

        `tolls` are above 0. It is the sum of their tolls minus their excess, or
        more when there are too many sets to look at.
        """
        active = 0
        for item in tolls:
            active |= 1 << item
        sets = self._together(slot, active)
        if sets is None:
            return self._dearest_in_part(slot.cell, tolls)
        best = 0 * tolls[item]
        who: tuple[Item, ...] = ()
        for items, excess in sets:
            value = -excess + 0 * best
            for item in items:
                value += tolls[item]
            if value > best:
                best, who = value, items
        return best, who

    def touched(self, start: Minute, end: Minute) -> range:
        """Return the indexes of the slots that a span touches."""
        first = bisect_right(self._ends, start)
        return range(first, max(first, bisect_left(self._starts, end)))

    def dearest_among[N: (int, float)](
        self, slot: Slot, tolls: Mapping[Item, N], possible: Items, forced: Items
    ) -> N:
        """Return what the dearest possible items that may run beside the forced ones pay.

        The forced ones' tolls included.
        """
        active = forced
        for item in tolls:
            active |= 1 << item
        sets = self._together(slot, active & possible)
        if sets is None:
            return self._dearest_in_part(slot.cell, tolls)[0]
        best = None
        for items, excess in sets:
            bits = 0
            for item in items:
                bits |= 1 << item
            if not forced & ~bits:
                value = sum(tolls.get(item, 0) for item in items) - excess
                best = value if best is None else max(best, value)
        return 0 * next(iter(tolls.values())) if best is None else best

    def between(
        self, start: Minute, end: Minute
    ) -> Iterator[tuple[Minute, Minute, int]]:
        """Return the whiles of a span with the index of their slot, -1 where none is contested."""
        at = bisect_right(self._starts, start) - 1
        now = start
        for index in range(max(at, 0), len(self.slots)):
            slot = self.slots[index]
            if slot.start >= end:
                break
            if slot.end <= now:
                continue
            if slot.start > now:
                yield now, slot.start, -1
                now = slot.start
            yield now, min(slot.end, end), index
            now = min(slot.end, end)
        if now < end:
            yield now, end, -1

    def joined(
        self, slot: Slot, chosen: Sequence[Item], wish: Iterable[Item]
    ) -> set[Item]:
        """Return the chosen items and those wished for that may run with them at no excess."""
        joined = list(chosen)
        for item in wish:
            if item in joined or not self._fits(slot.cell, item, joined):
                continue
            if not slot.shared or self.excess(
                slot.cell, [*joined, item]
            ) == self.excess(slot.cell, joined):
                joined.append(item)
        return set(joined)

    def excess(self, cell: Cell, items: Sequence[Item]) -> int:
        """Return the excess rate of items that share the surplus of a cell."""
        if not cell.shared:
            return 0
        return excess_rate(cell, [self.items[item].power for item in items])

    def _cut(self) -> Iterator[Slot]:
        """Return the slots: cells, cut where what can run changes and where they are long."""
        drawing = [self._minutes(item) for item in range(len(self.items))]
        if not drawing:
            return
        whole = reduce(int.__or__, drawing)
        changes = {
            cut for minutes in drawing for cut in members(minutes ^ (minutes << 1))
        }
        longest = max(self.unit, whole.bit_count() // _MOST_SLOTS)
        for cell in self.group.timeline.cells:
            parts = -(-(cell.end - cell.start) // longest)
            even = {
                cell.start + (cell.end - cell.start) * at // parts
                for at in range(parts + 1)
            }
            cuts = sorted(
                even | {cut for cut in changes if cell.start < cut < cell.end}
            )
            for start, end in pairwise(cuts):
                items = 0
                for item, minutes in enumerate(drawing):
                    items |= (minutes >> start & 1) << item
                if items:
                    yield Slot(start, end, cell, items, self._kind(cell), cell.shared)

    def _kind(self, cell: Cell) -> int:
        """Return the number of the kind of slots in a cell."""
        conditions = cell.conditions if cell.shared else (cell.fixed,)
        return self._kinds.setdefault(conditions, len(self._kinds))

    def _minutes(self, item: Item) -> Minutes:
        """Return the minutes in which an item can run."""
        load, begin, until, _ = self.items[item]
        freedom = self.group.freedoms[load]
        if load >= self.group.unbroken:
            return freedom.minutes
        return run_minutes(freedom.starts << begin, until - begin)

    def _contested(self, slot: Slot) -> bool:
        """Return whether the items of a slot are in each other's way."""
        most: dict[int, int] = {}
        for item in members(slot.items):
            load, _, _, power = self.items[item]
            most[load] = max(most.get(load, 0), power)
        total = sum(most.values())
        if len(most) < 2 and not (slot.cell.export_price > slot.cell.import_price):
            return False
        return (
            not self.group.timeline.fits(slot.cell.fixed, total)
            or (slot.cell.shared and total > 0)
            or any(most.keys() >= set(pair) for pair in self.group.exclusions)
        )

    def _together(self, slot: Slot, active: Items) -> list[Together] | None:
        """Return the sets of active items that may run together; None: too many.

        Without a surplus to share, only those to which none can be added.
        """
        key = (slot.kind, active)
        if key not in self._sets:
            order = sorted(members(active), key=lambda item: -self.items[item].power)
            found = list(islice(self._grown(slot.cell, order, (), ()), _MOST_SETS + 1))
            self._sets[key] = found if len(found) <= _MOST_SETS else None
        return self._sets[key]

    def _grown(
        self,
        cell: Cell,
        left: Sequence[Item],
        chosen: tuple[Item, ...],
        skipped: tuple[Item, ...],
    ) -> Iterator[Together]:
        """Return the sets that hold the chosen items, some of those left, none skipped."""
        if not left:
            if cell.shared:
                yield Together(chosen, self.excess(cell, chosen))
            elif not any(self._fits(cell, item, chosen) for item in skipped):
                yield Together(chosen, 0)
            return
        item, rest = left[0], left[1:]
        fits = self._fits(cell, item, chosen)
        if fits:
            yield from self._grown(cell, rest, (*chosen, item), skipped)
        if cell.shared or not fits or not self._all_fit(cell, (*chosen, *left)):
            yield from self._grown(cell, rest, chosen, (*skipped, item))

    def _all_fit(self, cell: Cell, items: Sequence[Item]) -> bool:
        """Return whether all of the items may run together."""
        return all(self._fits(cell, item, items[:at]) for at, item in enumerate(items))

    def _fits(self, cell: Cell, item: Item, others: Sequence[Item]) -> bool:
        """Return whether an item may run beside others."""
        power = self.items[item].power + sum(
            self.items[other].power for other in others
        )
        return self.group.timeline.fits(cell.fixed, power) and not any(
            self._apart(item, other) for other in others
        )

    def _apart(self, item: Item, other: Item) -> bool:
        """Return whether two items never run together: phases of one load, or excluded."""
        one, two = self.items[item].load, self.items[other].load
        return one == two or (one, two) in self._excluded

    def _dearest_in_part[N: (int, float)](
        self, cell: Cell, tolls: Mapping[Item, N]
    ) -> tuple[N, tuple[Item, ...]]:
        """Return what the items pay at most, the last one in part: the dearest per power first."""
        room = self.group.timeline.room_left(cell.fixed)
        value = 0 * next(iter(tolls.values()))
        whole: list[Item] = []
        for item in sorted(
            tolls, key=lambda item: -tolls[item] / max(self.items[item].power, 1)
        ):
            power = self.items[item].power
            if room is not None and power > room:
                return value + -(-tolls[item] * room // power), tuple(whole)
            value += tolls[item]
            whole.append(item)
            room = None if room is None else room - power
        return value, tuple(whole)


def _items(group: Group) -> Iterator[Drawing]:
    """Return the phases that can be in the way of other loads."""
    excluded = {index for pair in group.exclusions for index in pair}
    for load, freedom in enumerate(group.freedoms):
        for begin, until, power in freedom.phases:
            if power or load in excluded:
                yield Drawing(load, begin, until, power)


def _unit(group: Group) -> int:
    """Return the greatest number of minutes that divides every minute that matters."""
    numbers = [
        minute for cell in group.timeline.cells for minute in (cell.start, cell.end)
    ]
    for freedom, ranked in zip(group.freedoms, group.ranked, strict=False):
        numbers += [until for _, until, _ in freedom.phases]
        numbers += map(start_of, ranked)
    for index in group.broken:
        freedom = group.freedoms[index]
        numbers += [freedom.duration, freedom.load.segment]
        numbers += members(freedom.minutes ^ (freedom.minutes << 1))
    return gcd(*numbers) or 1
