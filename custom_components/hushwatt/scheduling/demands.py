"""Which constraints hold for an appliance, and which lack what they need."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import time

from ..vocabulary import Appliance, Constraint, ConstraintKind as Kind, Source
from .clock import RANGE

MOST_ENERGY = 10_000.0
"""kWh of a cycle beyond which a figure was never meant."""


def as_asked(extra: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Return the constraints of a question, marked as such."""
    return tuple(replace(constraint, source=Source.QUESTION) for constraint in extra)


def is_usable(constraint: Constraint) -> bool:
    """Return whether a constraint has what its kind needs.

    A time, a window, another appliance or a positive amount (at most nine days,
    or `MOST_ENERGY`), and a weekday on which it holds.
    """
    match constraint:
        case Constraint(weekdays=weekdays) if not weekdays:
            return False
        case Constraint(
            kind=Kind.FINISH_BY | Kind.NOT_RUNNING_AFTER | Kind.NOT_BEFORE, time=time()
        ):
            return True
        case Constraint(
            kind=Kind.QUIET_WINDOW | Kind.ALLOWED_WINDOW, time=time(), until=time()
        ):
            return True
        case Constraint(kind=Kind.AFTER_LOAD | Kind.NOT_WITH, other=str()):
            return True
        case Constraint(kind=Kind.DURATION, amount=int() | float() as minutes):
            return 0 < minutes <= RANGE
        case Constraint(kind=Kind.ENERGY, amount=int() | float() as energy):
            return 0 < energy <= MOST_ENERGY
        case _:
            return constraint.kind in {Kind.WEEKDAY_ONLY, Kind.WEEKDAY_NOT}


def demands_on(
    appliance: Appliance, constraints: Sequence[Constraint]
) -> tuple[Constraint, ...]:
    """Return the usable constraints on an appliance: those given, then its form's.

    A deadline that the question itself gives takes the place of the other
    deadlines: what if it may take until nine?
    """
    given = (c for c in constraints if _concerns(c, appliance))
    demands = dict.fromkeys(c for c in (*given, *appliance.constraints) if is_usable(c))
    asked = any(_is_asked_deadline(c) for c in demands)
    return tuple(
        c
        for c in demands
        if not asked or c.kind is not Kind.FINISH_BY or _is_asked_deadline(c)
    )


def _concerns(constraint: Constraint, appliance: Appliance) -> bool:
    """Return whether a constraint is on an appliance, on all or on the noisy ones."""
    if constraint.appliance is not None:
        return constraint.appliance == appliance.id
    return appliance.noisy or not constraint.noisy_only


def _is_asked_deadline(constraint: Constraint) -> bool:
    """Return whether a constraint is the deadline of the question."""
    return constraint.kind is Kind.FINISH_BY and constraint.source is Source.QUESTION
