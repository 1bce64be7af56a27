"""What to set a delay timer to, and what comes of it."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.building import Case, build_case
from custom_components.hushwatt.scheduling.delay import find_delay
from custom_components.hushwatt.scheduling.problem import Infeasible, Schedule, Span
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import (
    ApplianceState,
    ApplianceStatus,
    Constraint,
    ConstraintKind as Kind,
    Delay,
    Household,
)
from tests.scheduling.homes import (
    DISHWASHER,
    REFERENCE_NOW,
    demand,
    home,
    reference_home,
)


def delay(
    start: int, step: int | None, *constraints: Constraint, **fields: Any
) -> Delay | None:
    """Return the delay of a dishwasher planned at a minute of the reference evening."""
    appliance = replace(DISHWASHER, delay_step=step, **fields)
    household = reference_home(appliances=(appliance,), constraints=constraints)
    case = build_case(household, ["dishwasher"])
    return found(case, household, start)


def found(case: Case, household: Household, start: int) -> Delay | None:
    """Return the delay of a run planned at a minute."""
    schedule = planned(case, start)
    cost = verify(case.problem, schedule).cost
    return find_delay(case, household, schedule, "dishwasher", cost)


def hours(start: int, step: int | None, *constraints: Constraint, **fields: Any) -> Any:
    """Return the hours of that delay, None when there is none."""
    result = delay(start, step, *constraints, **fields)
    return None if result is None else result.hours


def planned(case: Case, start: int) -> Schedule:
    """Return the schedule with the dishwasher at a minute."""
    return Schedule({"dishwasher": (Span(start, start + 90),)})


@pytest.mark.parametrize(
    ("start", "step", "hours_set"),
    [
        (90, 30, 1.5),
        # 20:00 is 1.5 hours away: in full hours, two is cheaper than one.
        (90, 60, 2.0),
        # Midnight is 5.5 hours away, and every later step is as cheap.
        (330, 30, 5.5),
        (330, 60, 6.0),
        (330, 180, 6.0),
        # A step of four hours misses nothing: eight hours are in the night, too.
        (330, 240, 8.0),
    ],
)
def test_delay_is_the_cheapest_step(start: int, step: int, hours_set: float) -> None:
    """Of all steps that the timer has; at one price the earlier."""
    until = demand(Kind.NOT_RUNNING_AFTER, time=time(22, 30)) if start == 90 else None
    rules = () if until is None else (until,)
    assert hours(start, step, *rules) == hours_set


def test_delay_tells_what_comes_of_it() -> None:
    """The run that it makes, and its cost, which may be more than the plan's."""
    late = demand(Kind.NOT_RUNNING_AFTER, time=time(22, 30))
    assert delay(90, 30, late) == Delay(
        hours=1.5,
        to_end=False,
        start=REFERENCE_NOW + timedelta(hours=1.5),
        end=REFERENCE_NOW + timedelta(hours=3),
        cost=pytest.approx(0.264),
    )
    early = demand(Kind.FINISH_BY, time=time(21, 30))
    dearer = delay(90, 60, early)
    assert dearer is not None
    assert dearer.hours == 1.0
    # Half an hour at 0.45 and a whole one at 0.22.
    assert dearer.cost == pytest.approx(0.8 * (0.5 * 0.45 + 0.22))


def test_a_timer_to_the_end_counts_the_run_as_well() -> None:
    """Set to be done in seven hours, it starts in five and a half."""
    done = delay(330, 60, delay_to_end=True)
    assert done is not None
    assert (done.hours, done.to_end) == (7.0, True)
    assert done.start == REFERENCE_NOW + timedelta(hours=5.5)
    assert done.end == REFERENCE_NOW + timedelta(hours=7)
    # A step that would have to start in the past is none.
    early = demand(Kind.FINISH_BY, time=time(20, 0))
    assert hours(30, 60, early, delay_to_end=True) is None


def test_no_step_is_farther_than_the_timer_goes() -> None:
    """What it cannot be set to is not said."""
    assert hours(330, 60, delay_most=360) == 6.0
    assert hours(330, 60, delay_most=300) == 5.0
    assert hours(330, 60, delay_most=30) is None


def test_step_that_breaks_a_rule_is_not_taken() -> None:
    """Two hours would end after ten; the morning is allowed and cheaper than one."""
    late = demand(Kind.NOT_RUNNING_AFTER, time=time(21, 45))
    assert hours(90, 60, late) == 13.0
    assert hours(90, 60, late, demand(Kind.FINISH_BY, time=time(22))) == 1.0


def test_nothing_is_set_for_a_run_that_starts_now_or_had_better() -> None:
    """The only step that is allowed is no cheaper than now."""
    assert hours(0, 60) is None
    window = demand(Kind.ALLOWED_WINDOW, time=time(18), until=time(20))
    assert hours(0, 15, window) is None
    assert hours(10, 15, window) is None


def test_no_step_is_allowed() -> None:
    """Six hours are too late, and none is not asked for."""
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
    assert find_delay(case, household, Schedule({}), "dishwasher", 0) is None


def test_delay_counts_from_the_next_full_minute() -> None:
    """Half a minute late, 20:00 is 89 minutes away."""
    appliance = replace(DISHWASHER, delay_step=30)
    household: Household = reference_home(
        appliances=(appliance,), now=REFERENCE_NOW + timedelta(seconds=30)
    )
    case = build_case(household, ["dishwasher"])
    late = found(case, household, 89)
    assert late is not None
    assert late.hours == 1.5
    assert late.start == REFERENCE_NOW + timedelta(hours=1.5, minutes=1)


@given(
    step=st.integers(15, 400),
    most=st.integers(60, 1440),
    to_end=st.booleans(),
    clock=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    kind=st.sampled_from((Kind.FINISH_BY, Kind.NOT_RUNNING_AFTER, Kind.NOT_BEFORE)),
)
def test_whatever_is_set_is_a_step_that_keeps_the_rules(
    step: int, most: int, to_end: bool, clock: time, kind: Kind
) -> None:
    """And costs what the run costs that comes of it, never less than the optimum."""
    appliance = replace(
        DISHWASHER, delay_step=step, delay_most=most, delay_to_end=to_end
    )
    household = reference_home(
        appliances=(appliance,), constraints=(demand(kind, time=clock),)
    )
    case = build_case(household, ["dishwasher"])
    best = solve(case.problem, seconds=5)
    if isinstance(best, Infeasible):
        return
    cost = verify(case.problem, best.schedule).cost
    result = find_delay(case, household, best.schedule, "dishwasher", cost)
    if result is None:
        return
    minutes = round(result.hours * 60)
    assert minutes % step == 0
    assert 0 < minutes <= most
    start = (result.start - case.problem.origin) // timedelta(minutes=1)
    assert start == minutes - (90 if to_end else 0)
    checked = verify(case.problem, planned(case, start))
    assert not checked.violations
    assert result.cost == pytest.approx(checked.cost)
    assert result.cost >= cost - 1e-9
