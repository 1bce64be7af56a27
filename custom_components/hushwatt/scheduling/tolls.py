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
from itertools import accumulate
from typing import NamedTuple

from .drawing import Stretch
from .group import Weight
from .minutes import Minutes, stretches
from .problem import Minute
from .slots import Item, Slots


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
            ends = reached(slots, item, starts)
            paid = added(paid, line_of(slots, own), *ends, slots.unit)
    return paid


def reached(
    slots: Slots, item: Item, starts: Sequence[Minute]
) -> tuple[list[int], list[int]]:
    """Return when an item begins and ends for each start of its load, in units of time."""
    _, begin, until, _ = slots.items[item]
    unit = slots.unit
    return [(s + begin) // unit for s in starts], [(s + until) // unit for s in starts]


def line_of[N: (int, float)](slots: Slots, rates: Mapping[int, N]) -> list[N]:
    """Return the sums of an item's rates, given by slot, over the units of time."""
    unit = slots.unit
    zero = 0 * next(iter(rates.values()))
    line = [zero] * (slots.group.timeline.end // unit)
    for at, rate in rates.items():
        slot = slots.slots[at]
        first, last = slot.start // unit, slot.end // unit
        line[first:last] = [rate] * (last - first)
    return list(accumulate(line, initial=zero))


def added[N: (int, float)](
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


def charges_of(slots: Slots, rates: Mapping[int, float]) -> list[Stretch]:
    """Return rates by slot as a load is charged them, ascending."""
    return [
        Stretch(slots.slots[at].start, slots.slots[at].end, round(rate))
        for at, rate in sorted(rates.items())
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
