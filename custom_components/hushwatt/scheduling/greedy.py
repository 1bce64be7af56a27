"""A good schedule of a group, quickly: placed load by load, then mended."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from .completing import Charges, completed
from .drawing import Draw
from .group import Group, Run, Runs, Weight, start_of
from .problem import Span
from .responding import best_beside, free_starts


def good_schedule(group: Group) -> Runs | None:
    """Return a schedule in which no load alone can do better, None when none is found."""
    found = [
        runs for order in _orders(group) if (runs := _placed(group, order)) is not None
    ]
    if not found:
        return None
    return improved(group, min(found, key=group.weight))


def improved(group: Group, runs: Runs) -> Runs:
    """Return the schedule made better by moving one load at a time.

    Two interruptible loads, or two in order, are also taken out at once and put
    back in turn.
    """
    current = list(runs)
    while _moved(group, current) or _pair_moved(group, current):
        pass
    return tuple(current)


def _orders(group: Group) -> Iterator[list[int]]:
    """Return orders in which to place the loads: interruptible ones last."""
    freedoms = group.freedoms
    unbroken = range(group.unbroken)
    energies = [freedom.power * freedom.duration for freedom in freedoms]
    choices = [freedom.starts.bit_count() for freedom in freedoms]
    broken = sorted(group.broken, key=lambda at: -freedoms[at].power)
    for last in [broken] if len(broken) < 2 else [broken, broken[::-1]]:
        yield [*sorted(unbroken, key=lambda at: -energies[at]), *last]
        yield [*sorted(unbroken, key=lambda at: choices[at]), *last]
        yield [*sorted(unbroken, key=lambda at: -freedoms[at].power), *last]
        if last:
            yield [*last, *sorted(unbroken, key=lambda at: -freedoms[at].power)]


def _placed(group: Group, order: Sequence[int]) -> Runs | None:
    """Return the loads placed in an order; one that finds no place is put first."""
    order = list(order)
    for _ in order:
        runs: dict[int, Run] = {}
        draws: list[Draw] = []
        for index in order:
            found = best_beside(group, index, draws)
            if found is None:
                order.remove(index)
                order.insert(0, index)
                break
            runs[index] = found[1]
            draws += group.draws(index, found[1])
        else:
            return tuple(runs[index] for index in range(len(order)))
    return None


def _moved(group: Group, runs: list[Run]) -> bool:
    """Move each load to its best run beside the others; return whether that gained."""
    gained = False
    for index, run in enumerate(runs):
        others = group.all_draws(
            (at, other) for at, other in enumerate(runs) if at != index
        )
        found = best_beside(group, index, others)
        if found is not None and found[1] != run:
            before = group.weight(tuple(runs))
            runs[index] = found[1]
            gained |= group.weight(tuple(runs)) < before
    return gained


def _pair_moved(group: Group, runs: list[Run]) -> bool:
    """Take two loads out and put them back, one after the other; return whether that gained."""
    pairs = {
        *permutations(group.broken, 2),
        *group.orders,
        *(o[::-1] for o in group.orders),
    }
    for one, other in sorted(pairs):
        before = group.weight(tuple(runs))
        tried = list(runs)
        others = group.all_draws(
            (at, run) for at, run in enumerate(runs) if at not in (one, other)
        )
        first = best_beside(group, one, others)
        if first is None:
            continue
        tried[one] = first[1]
        second = best_beside(group, other, others + group.draws(one, first[1]))
        if second is None:
            continue
        tried[other] = second[1]
        if group.weight(tuple(tried)) < before:
            runs[:] = tried
            return True
    return False


def placed_by(
    group: Group,
    weights: Sequence[Sequence[Weight]],
    prices: Sequence[Sequence[float]],
    charges: Charges,
) -> Runs | None:
    """Return a schedule with each unbroken load where that is cheapest by the given prices.

    `prices` are those of starts, given by their weights, of each unbroken load,
    `charges` those of the interruptible ones. The highest power is placed
    first, interruptible loads last. None when a load finds no place.
    """
    runs: dict[int, Run] = {}
    draws: list[Draw] = []
    for index in sorted(
        range(group.unbroken), key=lambda at: -group.freedoms[at].power
    ):
        free = free_starts(group, index, draws)
        starts = map(start_of, weights[index])
        left = [
            (price, start)
            for price, start in zip(prices[index], starts, strict=True)
            if free >> start & 1
        ]
        if not left:
            return None
        start = min(left)[1]
        runs[index] = (Span(start, start + group.freedoms[index].duration),)
        draws += group.draws(index, runs[index])
    return completed(group, runs, charges)
