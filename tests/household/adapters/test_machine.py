"""Machines: what contradicts itself is not believed."""

from datetime import timedelta

import pytest

from .views import NOW, ApplianceStatus, ReadyHint, ago, entity, told, watts
from custom_components.hushwatt.household.adapters.machine import (
    Machine,
    finish_after,
    finish_from,
    is_on,
    machine_state,
    minutes,
)
from custom_components.hushwatt.household.adapters.view import ApplianceView
from custom_components.hushwatt.vocabulary import ApplianceState

WORDS = {
    "run": ApplianceStatus.RUNNING,
    "delayed": ApplianceStatus.DELAY_SET,
    "done": ApplianceStatus.FINISHED,
    "ready": ApplianceStatus.READY,
    "off": ApplianceStatus.IDLE,
}


def read(
    word: str, since: float = 60, told_at: float | None = None, **more: object
) -> ApplianceState:
    """Return what a machine is doing by its word and what else it says."""
    state = entity("sensor.state", word, since=since, told=told_at)
    power = more.pop("power", None)
    view = ApplianceView(now=NOW, device=(state,), power=power)  # type: ignore[arg-type]
    machine = Machine(state=state, words=WORDS, **more)  # type: ignore[arg-type]
    return machine_state(machine, view)


def test_a_run_has_its_start_and_its_end() -> None:
    """As far as they are told."""
    state = read("run", finish=ago(-30))
    assert state.status is ApplianceStatus.RUNNING
    assert told(state) == {"started_at": ago(60), "expected_end": ago(-30)}


def test_a_completion_time_in_the_past_is_no_end() -> None:
    """It is left from before; the run goes on without a known end."""
    assert told(read("run", since=20, finish=ago(300))) == {"started_at": ago(20)}
    late = read("run", since=100, finish=ago(5), told_at=1)
    assert late.status is ApplianceStatus.RUNNING
    assert late.expected_end is None


def test_a_run_that_is_overdue_and_silent_is_not_known() -> None:
    """A machine that lost its connection in mid-run does not run for ever."""
    silent = read("run", since=200, finish=ago(60), told_at=200)
    assert silent.status is ApplianceStatus.UNKNOWN
    alive = read("run", since=200, finish=ago(60), told_at=1)
    assert alive.status is ApplianceStatus.RUNNING
    assert read("run", since=1500).status is ApplianceStatus.UNKNOWN


def test_a_run_without_power_is_over() -> None:
    """When nothing but standby was drawn for long and no end is to come."""
    over = read("run", since=200, power=watts(2, 45))
    assert over.status is ApplianceStatus.FINISHED
    assert over.finished_at == ago(45)
    assert read("run", power=watts(2, 10)).status is ApplianceStatus.RUNNING
    soaking = read("run", power=watts(2, 45), finish=ago(-20))
    assert soaking.status is ApplianceStatus.RUNNING


def test_a_timer_tells_its_start_unless_it_is_past() -> None:
    """A delay that ran out is not told as one to come."""
    assert told(read("delayed", delayed_start=ago(-90))) == {"delayed_start": ago(-90)}
    past = read("delayed", delayed_start=ago(5))
    assert past.status is ApplianceStatus.DELAY_SET
    assert told(past) == {}


@pytest.mark.parametrize(
    ("door", "remote", "hint"),
    [
        (None, None, None),
        (False, True, None),
        (True, True, ReadyHint.CLOSE_DOOR),
        (True, False, ReadyHint.CLOSE_DOOR),
        (False, False, ReadyHint.ENABLE_REMOTE_START),
    ],
)
def test_what_keeps_a_ready_machine_from_starting(
    door: bool | None, remote: bool | None, hint: ReadyHint | None
) -> None:
    """The door first, then the remote start."""
    state = read("ready", door_open=door, remote_start=remote)
    assert state.hint is hint
    expected = ApplianceStatus.NOT_READY if hint else ApplianceStatus.READY
    assert state.status is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("done", ApplianceStatus.FINISHED),
        ("off", ApplianceStatus.IDLE),
        ("mystery", ApplianceStatus.UNKNOWN),
        ("unavailable", ApplianceStatus.NOT_READY),
    ],
)
def test_other_words(word: str, expected: ApplianceStatus) -> None:
    """Finished, off, not understood, not reachable."""
    state = read(word)
    assert state.status is expected
    assert (state.hint is ReadyHint.UNAVAILABLE) == (word == "unavailable")
    assert (state.finished_at == ago(60)) == (word == "done")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("90", "min", 90),
        ("5400", "s", 90),
        ("1.5", "h", 90),
        ("1", "d", 1440),
        ("90", None, 90),
        ("-1", "min", None),
        ("unknown", "min", None),
    ],
)
def test_durations_in_minutes(
    value: str, unit: str | None, expected: float | None
) -> None:
    """Whatever unit a machine or its owner has chosen."""
    attributes = {} if unit is None else {"unit_of_measurement": unit}
    assert minutes(entity("sensor.left", value, **attributes)) == expected
    assert minutes(None) is None


def test_times_that_are_left_count_from_when_they_were_told() -> None:
    """And zero left is no end at all."""
    left = entity("sensor.left", "30", told=10, unit_of_measurement="min")
    assert finish_after(left) == NOW + timedelta(minutes=20)
    assert finish_after(entity("sensor.left", "0")) is None
    assert finish_after(None) is None
    stamp = entity("sensor.end", "2026-06-10T18:00:00+02:00")
    assert finish_from(stamp) == NOW - timedelta(minutes=30)
    assert finish_from(entity("sensor.end", "unknown")) is None
    assert finish_from(entity("sensor.end", "2026-06-10T18:00:00")) is None
    assert finish_from(None) is None


def test_a_binary_sensor_is_on_off_or_silent() -> None:
    """Silence is not off."""
    assert is_on(entity("binary_sensor.x", "on")) is True
    assert is_on(entity("binary_sensor.x", "off")) is False
    assert is_on(entity("binary_sensor.x", "unavailable")) is None
    assert is_on(None) is None
