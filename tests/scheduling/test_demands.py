"""Which constraints hold for an appliance."""

from datetime import time
from math import inf, nan
from typing import Any

import pytest

from custom_components.hushwatt.scheduling.clock import RANGE
from custom_components.hushwatt.scheduling.demands import (
    as_asked,
    demands_on,
    is_usable,
)
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ConstraintKind as Kind,
    Source,
)
from tests.scheduling.homes import DISHWASHER, demand

SIX, TEN = time(6), time(22)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Kind.FINISH_BY, {"time": SIX}),
        (Kind.NOT_RUNNING_AFTER, {"time": SIX}),
        (Kind.NOT_BEFORE, {"time": SIX}),
        (Kind.QUIET_WINDOW, {"time": TEN, "until": SIX}),
        (Kind.ALLOWED_WINDOW, {"time": TEN, "until": SIX}),
        (Kind.AFTER_LOAD, {"other": "washer"}),
        (Kind.NOT_WITH, {"other": "washer"}),
        (Kind.DURATION, {"amount": 90}),
        (Kind.DURATION, {"amount": float(RANGE)}),
        (Kind.ENERGY, {"amount": 0.1}),
        (Kind.WEEKDAY_ONLY, {"weekdays": frozenset({1})}),
        (Kind.WEEKDAY_NOT, {"weekdays": frozenset({1})}),
    ],
)
def test_constraint_with_what_it_needs_is_usable(
    kind: Kind, fields: dict[str, Any]
) -> None:
    """And without it, it is not."""
    assert is_usable(demand(kind, **fields))
    assert not is_usable(demand(kind, **fields | {"weekdays": frozenset()}))
    for lost in fields.keys() - {"weekdays"}:
        assert not is_usable(demand(kind, **fields | {lost: None}))


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (Kind.DURATION, 0),
        (Kind.DURATION, -1),
        (Kind.DURATION, nan),
        (Kind.DURATION, 4915112345),
        (Kind.ENERGY, 0.0),
        (Kind.ENERGY, inf),
        (Kind.ENERGY, 1e300),
        (Kind.ENERGY, nan),
    ],
)
def test_amount_that_makes_no_sense_is_not_usable(kind: Kind, amount: float) -> None:
    """No run of no minutes, of a phone number's minutes or of endless energy."""
    assert not is_usable(demand(kind, amount=amount))


def test_question_is_the_source_of_what_it_demands() -> None:
    """Whatever reader made the constraint."""
    (asked,) = as_asked([demand(Kind.FINISH_BY, time=SIX)])
    assert asked == demand(Kind.FINISH_BY, time=SIX, source=Source.QUESTION)


def test_demands_are_its_own_everyones_the_noisy_ones_and_its_forms() -> None:
    """Each once; another's and the unusable are left out."""
    form = demand(Kind.QUIET_WINDOW, None, time=TEN, until=SIX, source=Source.FORM)
    noisy = Appliance(id="dryer", name="Dryer", noisy=True, constraints=(form,))
    own = demand(Kind.FINISH_BY, "dryer", time=SIX)
    everyones = demand(Kind.FINISH_BY, None, time=time(7))
    noisy_ones = demand(Kind.NOT_RUNNING_AFTER, None, time=TEN, noisy_only=True)
    others = demand(Kind.FINISH_BY, time=SIX)
    unusable = demand(Kind.FINISH_BY, "dryer")
    notes = (own, everyones, noisy_ones, others, unusable, own)
    assert demands_on(noisy, notes) == (own, everyones, noisy_ones, form)
    assert demands_on(DISHWASHER, notes) == (everyones, others)


def test_deadline_of_the_question_takes_the_place_of_the_others() -> None:
    """What if it may take until nine: the note's half past six does not count then."""
    form = demand(Kind.FINISH_BY, time=SIX, source=Source.FORM)
    appliance = Appliance(id="dishwasher", name="Dishwasher", constraints=(form,))
    note = demand(Kind.FINISH_BY, time=time(6, 30))
    late = demand(Kind.NOT_RUNNING_AFTER, time=TEN)
    (asked,) = as_asked([demand(Kind.FINISH_BY, time=time(9))])
    assert demands_on(appliance, (note, late, asked)) == (late, asked)
    assert demands_on(appliance, (note, late)) == (note, late, form)
