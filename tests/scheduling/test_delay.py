"""What to set a delay timer to."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from custom_components.hushwatt.scheduling.building import Case, build_case
from custom_components.hushwatt.scheduling.delay import delay_hours
from custom_components.hushwatt.scheduling.problem import Schedule, Span
from custom_components.hushwatt.vocabulary import (
    ApplianceState,
    ApplianceStatus,
    Constraint,
    ConstraintKind as Kind,
    Household,
)
from tests.scheduling.homes import (
    DISHWASHER,
    REFERENCE_NOW,
    demand,
    home,
    reference_home,
)


def hours(
    start: int, step: int | None, *constraints: Constraint, **fields: Any
) -> float | None:
    """Return the delay of a dishwasher planned at a minute of the reference evening."""
    appliance = replace(DISHWASHER, delay_step=step, **fields)
    household = reference_home(appliances=(appliance,), constraints=constraints)
    case = build_case(household, ["dishwasher"])
    return delay_hours(case, household, planned(case, start), "dishwasher")


def planned(case: Case, start: int) -> Schedule:
    """Return the schedule with the dishwasher at a minute."""
    return Schedule({"dishwasher": (Span(start, start + 90),)})


@pytest.mark.parametrize(
    ("start", "step", "delay"),
    [
        (90, 30, 1.5),
        (0, 60, 0.0),
        # 20:00 is 1.5 hours away: in full hours, two is cheaper than one.
        (90, 60, 2.0),
        # At one price, the earlier.
        (100, 60, 2.0),
        (400, 60, 6.0),
        (125, 180, 3.0),
    ],
)
def test_delay_is_rounded_to_the_cheaper_step(
    start: int, step: int, delay: float
) -> None:
    """Of the two around the planned start."""
    assert hours(start, step) == delay


def test_step_that_breaks_a_rule_is_not_taken() -> None:
    """Two hours would end after ten, one is dearer but allowed."""
    late = demand(Kind.NOT_RUNNING_AFTER, time=time(21, 45))
    assert hours(90, 60, late) == 1.0
    by_then = demand(Kind.FINISH_BY, time=time(20, 0))
    assert hours(0, 60, by_then) == 0.0


def test_no_step_is_allowed() -> None:
    """Neither six hours nor none."""
    window = demand(Kind.ALLOWED_WINDOW, time=time(19), until=time(22))
    assert hours(90, 360, window) is None


@pytest.mark.parametrize("step", [None, 0, -30])
def test_appliance_without_such_a_timer(step: int | None) -> None:
    """There is nothing to set."""
    assert hours(90, step) is None


def test_charging_has_no_delay() -> None:
    """Its plan may have more than one start."""
    assert hours(90, 30, interruptible=True) is None


def test_appliance_that_is_not_planned() -> None:
    """It runs already."""
    states = {"dishwasher": ApplianceState(status=ApplianceStatus.RUNNING)}
    appliance = replace(DISHWASHER, delay_step=30)
    household = home(REFERENCE_NOW, [appliance], states=states)
    case = build_case(household, ["dishwasher"])
    assert delay_hours(case, household, Schedule({}), "dishwasher") is None


def test_delay_counts_from_the_next_full_minute() -> None:
    """Half a minute late, 20:00 is 89 minutes away."""
    appliance = replace(DISHWASHER, delay_step=30)
    household: Household = reference_home(
        appliances=(appliance,), now=REFERENCE_NOW + timedelta(seconds=30)
    )
    case = build_case(household, ["dishwasher"])
    assert delay_hours(case, household, planned(case, 89), "dishwasher") == 1.5
