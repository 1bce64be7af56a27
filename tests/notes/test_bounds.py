"""No reader can make more of a note than a home can hold."""

from datetime import time

import pytest

from .homes import WEEKEND, demand
from custom_components.hushwatt.notes.bounds import is_within_bounds
from custom_components.hushwatt.vocabulary import Constraint, ConstraintKind as Kind


@pytest.mark.parametrize(
    "constraint",
    [
        demand(Kind.FINISH_BY, time="06:30"),
        demand(Kind.NOT_BEFORE, time="00:00"),
        demand(Kind.QUIET_WINDOW, time="22:00", until="06:00"),
        demand(Kind.WEEKDAY_ONLY, weekdays=WEEKEND),
        demand(Kind.AFTER_LOAD, other="washer"),
        demand(Kind.DURATION, amount=1.0),
        demand(Kind.DURATION, amount=1440.0),
        demand(Kind.ENERGY, amount=0.01),
        demand(Kind.ENERGY, amount=200.0),
    ],
)
def test_what_a_home_can_hold_is_within_bounds(constraint: Constraint) -> None:
    """Each kind with what it needs, up to its limits."""
    assert is_within_bounds(constraint)


@pytest.mark.parametrize(
    "constraint",
    [
        demand(Kind.FINISH_BY),
        demand(Kind.FINISH_BY, time="06:30", weekdays=frozenset()),
        demand(Kind.FINISH_BY, time="06:30", weekdays=frozenset({7})),
        demand(Kind.QUIET_WINDOW, time="22:00"),
        demand(Kind.ALLOWED_WINDOW, time="22:00", until="22:00"),
        demand(Kind.WEEKDAY_NOT),
        demand(Kind.NOT_WITH),
        demand(Kind.NOT_WITH, other="dishwasher"),
        demand(Kind.DURATION),
        demand(Kind.DURATION, amount=0.0),
        demand(Kind.DURATION, amount=4915112345.0),
        demand(Kind.DURATION, amount=90.5),
        demand(Kind.ENERGY, amount=0.001),
        demand(Kind.ENERGY, amount=1.23456789),
        demand(Kind.ENERGY, amount=200.01),
        demand(Kind.ENERGY, amount=float("nan")),
        demand(Kind.ENERGY, amount=float("inf")),
    ],
)
def test_nothing_else_is(constraint: Constraint) -> None:
    """Neither halves of a demand, nor numbers that carry something else."""
    assert not is_within_bounds(constraint)


def test_a_clock_time_is_not_a_covert_channel() -> None:
    """A time has 1,440 values and no more."""
    assert is_within_bounds(demand(Kind.FINISH_BY, time=time(23, 59)))
