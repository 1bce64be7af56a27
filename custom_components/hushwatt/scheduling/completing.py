"""Putting interruptible loads beside the runs of the others."""

from collections.abc import Mapping, Sequence

from .drawing import Stretch
from .group import Group, Run, Runs
from .responding import best_beside

# For each interruptible load what it pays for running, beside the price: the
# rates (cost units per minute) stand in the place of the powers.
type Charges = Mapping[int, Sequence[Stretch]]


def completed(group: Group, placed: Mapping[int, Run], charges: Charges) -> Runs | None:
    """Return the placed runs with the interruptible loads that are missing put beside them.

    Each but the last pays the charges, so that it leaves to the others what is
    worth more to them. None when a load finds no place.
    """
    missing = sorted(set(group.broken) - placed.keys())
    orders = [missing, missing[::-1]] if len(missing) > 1 else [missing]
    found = [
        runs for order in orders if (runs := _in_turn(group, placed, order, charges))
    ]
    return min(found, key=group.weight, default=None)


def _in_turn(
    group: Group, placed: Mapping[int, Run], order: Sequence[int], charges: Charges
) -> Runs | None:
    """Return the placed runs with the missing loads put beside them in an order."""
    runs = dict(placed)
    for index in order:
        own = charges.get(index, ()) if index != order[-1] else ()
        found = best_beside(group, index, group.all_draws(runs.items()), own)
        if found is None:
            return None
        runs[index] = found[1]
    return tuple(runs[index] for index in range(len(group.freedoms)))
