"""What runs already, and what will by its own timer."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from custom_components.hushwatt.scheduling.clock import RANGE, Clock
from custom_components.hushwatt.scheduling.figures import Figures
from custom_components.hushwatt.scheduling.fixed import OVERDUE_MINUTES, fixed_loads
from custom_components.hushwatt.scheduling.problem import FixedLoad, Span
from custom_components.hushwatt.vocabulary import (
    ApplianceState,
    ApplianceStatus as Status,
    Phase,
)
from tests.scheduling.homes import BERLIN, REFERENCE_NOW, home

CLOCK = Clock(REFERENCE_NOW.astimezone(UTC), BERLIN, time(7))
KNOWN = {"dishwasher": Figures("dishwasher", (Phase(90, 0.8),))}


def minutes(count: float) -> datetime:
    """Return the moment some minutes from now."""
    return REFERENCE_NOW + timedelta(minutes=count)


def fixed(status: Status, *, known: bool = True, **facts: Any) -> tuple[FixedLoad, ...]:
    """Return the fixed loads of a home whose dishwasher does something."""
    states = {"dishwasher": ApplianceState(status=status, **facts)}
    household = home(REFERENCE_NOW, states=states)
    return fixed_loads(CLOCK, household, KNOWN if known else {})


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        ({"expected_end": minutes(40)}, 40),
        ({"expected_end": minutes(40.5)}, 41),
        ({"expected_end": minutes(40), "started_at": minutes(-10)}, 40),
        ({"started_at": minutes(-10)}, 80),
        # An end in the past is stale.
        ({"expected_end": minutes(-1), "started_at": minutes(-10)}, 80),
        ({"expected_end": minutes(-1)}, OVERDUE_MINUTES),
        ({"expected_end": minutes(0)}, OVERDUE_MINUTES),
        ({"started_at": minutes(-100)}, OVERDUE_MINUTES),
        # Nothing but the figures.
        ({}, 90),
        ({"expected_end": minutes(10**6)}, RANGE),
    ],
)
def test_running_appliance_is_fixed_until_its_end(
    facts: dict[str, Any], end: int
) -> None:
    """As it says, else by its figures."""
    (load,) = fixed(Status.RUNNING, **facts)
    assert load == FixedLoad("dishwasher", Span(0, end), 0.8)


def test_running_appliance_of_unknown_length_stays() -> None:
    """Nobody knows when it ends, nor what it draws."""
    assert fixed(Status.RUNNING, known=False) == (
        FixedLoad("dishwasher", Span(0, RANGE), 0.0),
    )


@pytest.mark.parametrize(("measured", "power"), [(2.1, 2.1), (0.0, 0.0), (-0.1, 0.0)])
def test_measured_power_counts(measured: float, power: float) -> None:
    """What a plug measures is what it draws."""
    (load,) = fixed(Status.RUNNING, power=measured)
    assert load.power == power


@pytest.mark.parametrize(
    ("facts", "span"),
    [
        ({"delayed_start": minutes(60)}, Span(60, 150)),
        ({"delayed_start": minutes(60.5)}, Span(60, 150)),
        ({"delayed_start": minutes(60), "expected_end": minutes(100)}, Span(60, 100)),
        ({"delayed_start": minutes(60), "expected_end": minutes(50)}, Span(60, 150)),
        ({"delayed_start": minutes(-5)}, Span(0, 90)),
        ({"expected_end": minutes(200)}, Span(110, 200)),
        ({"expected_end": minutes(20)}, Span(0, 20)),
    ],
)
def test_set_timer_is_a_fixed_load_to_come(facts: dict[str, Any], span: Span) -> None:
    """It draws the mean of its figures, whatever is measured while it waits."""
    assert fixed(Status.DELAY_SET, power=0.002, **facts) == (
        FixedLoad("dishwasher", span, 0.8),
    )


def test_set_timer_of_unknown_length_has_no_end() -> None:
    """It starts when its timer says."""
    (load,) = fixed(Status.DELAY_SET, known=False, delayed_start=minutes(60))
    assert load.span == Span(60, RANGE)


@pytest.mark.parametrize(
    ("known", "facts"),
    [
        (True, {}),
        (True, {"expected_end": minutes(-1)}),
        (False, {"expected_end": minutes(100)}),
        (True, {"delayed_start": minutes(RANGE)}),
    ],
)
def test_timer_of_unknown_time_is_left_out(known: bool, facts: dict[str, Any]) -> None:
    """So is one that is beyond what is looked at."""
    assert fixed(Status.DELAY_SET, known=known, **facts) == ()


@pytest.mark.parametrize(
    "status", [s for s in Status if s not in {Status.RUNNING, Status.DELAY_SET}]
)
def test_nothing_else_is_fixed(status: Status) -> None:
    """Whatever times are left over from an earlier run."""
    stale: dict[str, Any] = {
        "expected_end": minutes(40),
        "delayed_start": minutes(10),
        "power": 2.0,
    }
    assert fixed(status, **stale) == ()
