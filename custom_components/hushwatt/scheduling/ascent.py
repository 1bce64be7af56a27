"""Finding the tolls of a good bound, step by step."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from .drawing import Stretch
from .group import Group, Weight, cost_of, start_of
from .minutes import boundaries, minutes_from
from .problem import Minute
from .slots import Item, Slots
from .tolls import (
    Domains,
    Part,
    Tolls,
    added,
    broken_parts,
    charges_of,
    line_of,
    reached,
)

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
        self._ends = {
            item: reached(slots, item, starts)
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
                line = line_of(self.slots, self._of_item[item])
                costs = added(
                    costs, line, *reached(self.slots, item, starts), self.slots.unit
                )
        return costs

    def charges(self, index: int) -> list[Stretch]:
        """Return what an interruptible load is charged by the tolls of the last step."""
        items = self.slots.of_load[index]
        return charges_of(self.slots, self._of_item[items[0]]) if items else []

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
                line = line_of(self.slots, self._of_item[item])
                reduced = added(reduced, line, *self._ends[item], self.slots.unit)
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
