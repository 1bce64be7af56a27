"""The bounds of what any reader may make of a note, whoever wrote it."""

from typing import Final

from ..vocabulary import Constraint, ConstraintKind as Kind

LONGEST_CYCLE: Final = 1440.0
SHORTEST_CYCLE: Final = 1.0
MOST_ENERGY: Final = 200.0
LEAST_ENERGY: Final = 0.01
# More characters, or more demands, than any person's note has.
LONGEST_NOTE: Final = 2000
MOST_DEMANDS: Final = 24

_TIMED: Final = frozenset({Kind.FINISH_BY, Kind.NOT_RUNNING_AFTER, Kind.NOT_BEFORE})
_WINDOWS: Final = frozenset({Kind.QUIET_WINDOW, Kind.ALLOWED_WINDOW})
_DAYS: Final = frozenset({Kind.WEEKDAY_ONLY, Kind.WEEKDAY_NOT})
_RELATIONS: Final = frozenset({Kind.AFTER_LOAD, Kind.NOT_WITH})


def is_within_bounds(constraint: Constraint) -> bool:
    """Tell whether a constraint is whole, and its values are of a real home.

    Durations are 1 to 1440 whole minutes, energies 0.01 to 200 kWh in steps of
    0.01, so that a number in a note carries nothing else.
    """
    if not constraint.weekdays or not constraint.weekdays <= frozenset(range(7)):
        return False
    if constraint.kind in _TIMED:
        return constraint.time is not None
    if constraint.kind in _WINDOWS:
        times = constraint.time, constraint.until
        return None not in times and times[0] != times[1]
    if constraint.kind in _DAYS:
        return len(constraint.weekdays) < 7
    if constraint.kind in _RELATIONS:
        return constraint.other is not None and constraint.other != constraint.appliance
    return _is_amount(constraint)


def _is_amount(constraint: Constraint) -> bool:
    """Tell whether the figure of a cycle can be one."""
    amount = constraint.amount
    if amount is None:
        return False
    if constraint.kind is Kind.DURATION:
        return SHORTEST_CYCLE <= amount <= LONGEST_CYCLE and amount == round(amount)
    return LEAST_ENERGY <= amount <= MOST_ENERGY and amount == round(amount, 2)
