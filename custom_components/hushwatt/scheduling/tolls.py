"""A strong lower bound: tolls on the minutes that loads fight over.

Each load pays a toll for every minute that it runs in a contested slot, and
places itself as cheaply as it can, alone. What the dearest loads that may run
together in a slot would pay is given back for each of its minutes. The sum is a
lower bound of every schedule, whatever the tolls are (Lagrangian decomposition:
each load and each slot keep a copy of who runs when, and the tolls are the
price of the copies being equal). It is as strong as all cover cuts of the power
limit together, and knows exclusions and a shared surplus in the same way. The
tolls are found by subgradient steps in floating point; the bound is then
computed in whole numbers, so it holds exactly.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from .group import Group, Weight, cost_of, start_of
from .minutes import Minutes, boundaries, minutes_from, stretches
from .problem import Minute
from .slots import Item, Slots

# The step is shortened when so many steps brought no better bound.
_PATIENCE = 10
_SHRINK = 0.5
_SHORTEST = 0.02
# How much of a zigzag is taken out, and what of a direction is left out.
_DEFLECTION = 1.5
_NEGLIGIBLE = 1e-3
# A better bound is one that is better by this share of the cost.
_WORTHWHILE = 1e-5
# So many of the last steps tell which loads waver.
_REMEMBERED = 16


class Domains(NamedTuple):
    """What is left to each load: weights of starts, or minutes allowed and demanded."""

    unbroken: Sequence[Sequence[Weight]]
    broken: Sequence[tuple[Minutes, Minutes]]


class Tolls(NamedTuple):
    """Tolls in cost units per minute: for each contested slot, by item.

    `rebate` is what all slots give back, in cost units. No rates: no tolls.
    """

    rates: tuple[Mapping[Item, int], ...]
    rebate: int


class Part(NamedTuple):
    """Minutes of one rate that an interruptible load may run; `slot` is -1 where none is."""

    start: Minute
    end: Minute
    rate: int
    slot: int
    demanded: bool


NO_TOLLS = Tolls((), 0)


def charges(
    slots: Slots, tolls: Tolls, index: int, starts: Sequence[Minute]
) -> list[int]:
    """Return what an unbroken load pays in tolls from each of the starts, in cost units."""
    paid = [0] * len(starts)
    for item in slots.of_load[index]:
        own = {at: rates[item] for at, rates in enumerate(tolls.rates) if item in rates}
        if own:
            reached = _reached(slots, item, starts)
            paid = _added(paid, _line(slots, own), *reached, slots.unit)
    return paid


def _reached(
    slots: Slots, item: Item, starts: Sequence[Minute]
) -> tuple[list[int], list[int]]:
    """Return when an item begins and ends for each start of its load, in units of time."""
    _, begin, until, _ = slots.items[item]
    unit = slots.unit
    return [(s + begin) // unit for s in starts], [(s + until) // unit for s in starts]


def _line[N: (int, float)](slots: Slots, rates: Mapping[int, N]) -> list[N]:
    """Return the sums of an item's rates, given by slot, over the units of time."""
    unit = slots.unit
    zero = 0 * next(iter(rates.values()))
    line = [zero] * (slots.group.timeline.end // unit)
    for at, rate in rates.items():
        slot = slots.slots[at]
        first, last = slot.start // unit, slot.end // unit
        line[first:last] = [rate] * (last - first)
    return list(accumulate(line, initial=zero))


def _added[N: (int, float)](
    costs: Sequence[N],
    line: Sequence[N],
    begins: Sequence[int],
    ends: Sequence[int],
    unit: int,
) -> list[N]:
    """Return the costs with what the line adds between each begin and end."""
    return [
        cost + unit * (line[end] - line[begin])
        for cost, begin, end in zip(costs, begins, ends, strict=True)
    ]


def broken_parts(
    slots: Slots, index: int, allowed: Minutes, demanded: Minutes
) -> Iterator[Part]:
    """Return the minutes allowed to an interruptible load, cut by cell, slot and demand."""
    group = slots.group
    power = group.freedoms[index].power
    for stretch in sorted((*stretches(allowed & ~demanded), *stretches(demanded))):
        given = bool(demanded >> stretch.start & 1)
        for cell, start, end in group.timeline.cells_between(
            stretch.start, stretch.end
        ):
            for begin, until, slot in slots.between(start, end):
                yield Part(begin, until, cell.least_rate(power), slot, given)


def _kinks(slots: Slots, index: int, weights: Sequence[Weight]) -> list[Weight]:
    """Return the weights of starts at which what a load pays can be least, whatever the tolls.

    What it pays is linear in the start between the minutes at which an edge of
    one of its phases meets an edge of a slot or of a price.
    """
    if len(weights) < 2 * len(slots.slots):
        return list(weights)
    starts = minutes_from(map(start_of, weights))
    kinks = slots.edges
    for _, until, _ in slots.group.freedoms[index].phases:
        kinks |= slots.edges >> until
    kinks = (kinks & starts) | boundaries(starts)
    return [weight for weight in weights if kinks >> start_of(weight) & 1]


class Ascent:
    """Subgradient steps towards the tolls of the best bound.

    `bound` is the best bound so far (cost units, floating point). `upper` is the
    cost of a known schedule.
    """

    def __init__(
        self, slots: Slots, domains: Domains, upper: int, tolls: Tolls
    ) -> None:
        """Start from tolls."""
        self.slots = slots
        self.group: Group = slots.group
        self.upper = float(upper)
        self.bound = float("-inf")
        kinks = [
            _kinks(slots, index, own) for index, own in enumerate(domains.unbroken)
        ]
        self._costs = [[float(cost_of(weight)) for weight in own] for own in kinks]
        self._starts = [[start_of(weight) for weight in own] for own in kinks]
        self._parts = [
            list(broken_parts(slots, index, *own))
            for index, own in zip(self.group.broken, domains.broken, strict=True)
        ]
        self._reached = {
            item: _reached(slots, item, starts)
            for index, starts in enumerate(self._starts)
            for item in slots.of_load[index]
        }
        self._rates: list[dict[Item, float]] = [{} for _ in slots.slots]
        for at, rates in enumerate(tolls.rates):
            self._rates[at] = {item: float(toll) for item, toll in rates.items()}
        self._best = [dict(rates) for rates in self._rates]
        self._of_item = self._by_item()
        self._pace = 1.0
        self._chosen: list[list[Minute]] = [[] for _ in self._starts]
        self._waited = 0
        self._direction: dict[tuple[int, Item], float] = {}
        self._running: list[dict[Item, float]] = []

    @property
    def finished(self) -> bool:
        """Return whether further steps would be wasted."""
        return self._pace < _SHORTEST or self.bound >= self.upper * (1 - 1e-14)

    def step(self) -> None:
        """Let loads and slots answer to the tolls, and move the tolls."""
        self._running = [{} for _ in self.slots.slots]
        value = self._answers()
        misses: dict[tuple[int, Item], float] = {}
        for at, (slot, rates, running) in enumerate(
            zip(self.slots.slots, self._rates, self._running, strict=True)
        ):
            if not rates and len(running) < 2 and not slot.shared:
                continue
            given, chosen = self.slots.dearest(slot, rates) if rates else (0.0, ())
            value -= given * (slot.end - slot.start)
            joined = self.slots.joined(
                slot, chosen, (i for i in running if i not in rates)
            )
            for item in rates.keys() | running.keys():
                miss = running.get(item, 0.0) - (item in joined)
                if miss > 0.0 or (miss < 0.0 and item in rates):
                    misses[at, item] = miss
        self._judge(value)
        self._move(misses, value)

    def prices(self, index: int, weights: Sequence[Weight]) -> list[float]:
        """Return what starts of an unbroken load cost with the tolls of the last step."""
        costs = [float(cost_of(weight)) for weight in weights]
        starts = [start_of(weight) for weight in weights]
        for item in self.slots.of_load[index]:
            if self._of_item[item]:
                line = _line(self.slots, self._of_item[item])
                costs = _added(
                    costs, line, *_reached(self.slots, item, starts), self.slots.unit
                )
        return costs

    def undecided(self) -> tuple[int, Minute] | None:
        """Return the unbroken load whose starts wavered most, and a minute between them.

        None when none wavered by more than its own run.
        """
        widest, found = 1.0, None
        for index, chosen in enumerate(self._chosen):
            last = chosen[-_REMEMBERED:]
            apart = sum(abs(one - other) for one, other in pairwise(sorted(last)))
            ratio = apart / self.group.freedoms[index].duration
            if ratio > widest:
                widest, found = ratio, (index, sum(last) // len(last))
        return found

    def tolls(self) -> Tolls:
        """Return the best tolls found, in whole units, with what they give back."""
        rounded = tuple(
            {item: whole for item, toll in rates.items() if (whole := round(toll)) > 0}
            for rates in self._best
        )
        rebate = sum(
            self.slots.dearest(slot, rates)[0] * (slot.end - slot.start)
            for slot, rates in zip(self.slots.slots, rounded, strict=True)
            if rates
        )
        return Tolls(rounded, rebate)

    def _judge(self, value: float) -> None:
        """Keep the tolls if their bound is the best; shorten the steps when none was for long."""
        self._waited += 1
        if value > self.bound + abs(self.upper) * _WORTHWHILE:
            self._waited = 0
        if value > self.bound:
            self.bound = value
            self._best = [dict(rates) for rates in self._rates]
        elif self._waited >= _PATIENCE:
            self._waited = 0
            self._pace *= _SHRINK

    def _turn(self, misses: Mapping[tuple[int, Item], float]) -> float:
        """Turn the direction towards the misses; return its squared length.

        Where the misses point back along the last direction, as much of it is
        kept as takes out the zigzag (Camerini, Fratta and Maffioli, 1975).
        """
        last, slots = self._direction, self.slots.slots
        along = square = 0.0
        for key, old in last.items():
            length = slots[key[0]].end - slots[key[0]].start
            square += old * old * length
            along += old * misses.get(key, 0.0) * length
        kept = max(0.0, -_DEFLECTION * along / square) if square else 0.0
        turned = dict(misses)
        if kept:
            for key, old in last.items():
                turned[key] = turned.get(key, 0.0) + kept * old
        self._direction = {
            key: new for key, new in turned.items() if abs(new) > _NEGLIGIBLE
        }
        return sum(
            new * new * (slots[at].end - slots[at].start)
            for (at, _), new in self._direction.items()
        )

    def _move(self, misses: Mapping[tuple[int, Item], float], value: float) -> None:
        """Raise the tolls where more run than may, lower them where fewer do."""
        square = self._turn(misses)
        if not misses or not square:
            self._pace = 0.0
            return
        step = self._pace * max(self.upper - value, abs(self.upper) * 1e-6) / square
        for (at, item), by in self._direction.items():
            toll = self._rates[at].get(item, 0.0) + step * by
            if toll > 0.0:
                self._rates[at][item] = self._of_item[item][at] = toll
            else:
                self._rates[at].pop(item, None)
                self._of_item[item].pop(at, None)

    def _by_item(self) -> list[dict[int, float]]:
        """Return the tolls of each item by slot."""
        found: list[dict[int, float]] = [{} for _ in self.slots.items]
        for at, rates in enumerate(self._rates):
            for item, toll in rates.items():
                found[item][at] = toll
        return found

    def _answers(self) -> float:
        """Let each load place itself; return what they pay together."""
        value = 0.0
        for index in range(self.group.unbroken):
            reduced = self._reduced(index)
            least = min(reduced)
            value += least
            start = self._starts[index][reduced.index(least)]
            self._chosen[index].append(start)
            for item in self.slots.of_load[index]:
                _, begin, until, _ = self.slots.items[item]
                self._run(item, start + begin, start + until)
        for index, parts in zip(self.group.broken, self._parts, strict=True):
            value += self._scattered(index, parts)
        return value

    def _reduced(self, index: int) -> list[float]:
        """Return what each start of an unbroken load costs with its tolls."""
        reduced = self._costs[index]
        for item in self.slots.of_load[index]:
            if self._of_item[item]:
                line = _line(self.slots, self._of_item[item])
                reduced = _added(reduced, line, *self._reached[item], self.slots.unit)
        return reduced

    def _run(self, item: Item, start: Minute, end: Minute) -> None:
        """Note that an item runs for a while."""
        for begin, until, at in self.slots.between(start, end):
            if at >= 0:
                slot = self.slots.slots[at]
                self._running[at][item] = (until - begin) / (slot.end - slot.start)

    def _scattered(self, index: int, parts: Sequence[Part]) -> float:
        """Run an interruptible load in its cheapest minutes, however scattered; return the cost."""
        items = self.slots.of_load[index]
        left, value = self.group.freedoms[index].duration, 0.0
        priced = sorted(
            (
                not part.demanded,
                self._rate(part, items),
                part.end - part.start,
                part.slot,
            )
            for part in parts
        )
        for _, rate, minutes, at in priced:
            ran = min(minutes, left)
            value += rate * ran
            left -= ran
            if at >= 0 and items and ran:
                slot, running = self.slots.slots[at], self._running[at]
                running[items[0]] = running.get(items[0], 0.0) + ran / (
                    slot.end - slot.start
                )
            if not left:
                break
        return value

    def _rate(self, part: Part, items: Sequence[Item]) -> float:
        """Return what a minute of a part costs with its toll."""
        toll = (
            self._rates[part.slot].get(items[0], 0.0)
            if part.slot >= 0 and items
            else 0.0
        )
        return part.rate + toll
