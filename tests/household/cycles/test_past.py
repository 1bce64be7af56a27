"""A plug's last day knows the run that is on and the one that ended."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant

from custom_components.hushwatt.household.cycles.past import (
    RECHECK,
    PowerPast,
    async_read_past,
    power_past,
)
from custom_components.hushwatt.household.cycles.trace import make_trace

NOW = datetime(2026, 6, 10, 16, 30, tzinfo=UTC)


def past_of(
    *steps: tuple[float, float | None], duration: int | None = None
) -> PowerPast:
    """Return the past of a trace of minutes before now and kW."""
    end = NOW.timestamp()
    points = [(end - 86400, 0.001), *((end - m * 60, p) for m, p in steps)]
    return power_past(make_trace(points, end), duration)


def ago(minutes: float) -> datetime:
    """Return a moment before now."""
    return NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("steps", "duration", "running", "ended"),
    [
        ([], None, None, None),
        ([(50, 1.8)], None, 50, None),
        ([(50, 1.8), (20, 0.002)], None, None, 20),
        ([(50, 1.8), (20, 0.002), (19, 0.5)], None, 50, None),
        ([(50, 1.8), (20, 0.002), (5, 0.5)], None, 5, None),
        ([(50, 1.8), (20, 0.002), (5, 0.5)], 90, 50, None),
        ([(50, 1.8), (20, 0.002)], 90, 50, None),
        ([(100, 1.8), (70, 0.002)], 90, None, 70),
        ([(80, 1.8), (50, 0.002)], 90, None, 50),
        ([(50, 1.8), (1, 0.002)], None, 50, None),
        ([(500, 1.8), (400, 0.002), (90, 0.03), (89, 0.001)], None, None, 400),
        ([(50, 1.8), (40, None)], None, None, 40),
        ([(1, 0.03)], None, 1, None),
        ([(60, 1.8), (30, 0.01)], None, 60, None),
    ],
)
def test_runs_pauses_and_ends(
    steps: list[tuple[float, float | None]],
    duration: int | None,
    running: float | None,
    ended: float | None,
) -> None:
    """Two quiet minutes end a run; a known duration bears with longer pauses."""
    assert past_of(*steps, duration=duration) == PowerPast(
        running_since=None if running is None else ago(running),
        ended_at=None if ended is None else ago(ended),
    )


def test_what_is_always_on_beside_a_machine_is_no_run() -> None:
    """A lamp of 25 W; but a car that charges all day is no lamp."""
    end = NOW.timestamp()
    always = [(end - 86400 + n * 900, 0.025) for n in range(96)]
    past = power_past(make_trace(always, end), None)
    assert (past, past.standby) == (PowerPast(), 0.025)
    washed = [*always, (end - 6000, 1.9)]
    assert power_past(make_trace(washed, end), None) == PowerPast(ended_at=ago(90))
    charged = [(end - 80000, 7.2)]
    past = power_past(make_trace(charged, end), None)
    assert past == PowerPast(running_since=ago(80000 / 60))
    assert past.standby == 0


async def record(hass: HomeAssistant, *steps: tuple[float, str], unit: str) -> None:
    """Have the recorder see a power sensor."""
    for minutes, value in steps:
        hass.states.async_set(
            "sensor.plug",
            value,
            {"unit_of_measurement": unit},
            timestamp=ago(minutes).timestamp(),
        )
    await async_wait_recording_done(hass)


@pytest.mark.parametrize(
    ("on", "off", "unit"), [("1800", "2", "W"), ("1.8", "0.002", "kW")]
)
async def test_the_recorder_is_read(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    on: str,
    off: str,
    unit: str,
) -> None:
    """In the sensor's unit; what was unavailable is a hole."""
    freezer.move_to(NOW)
    await record(
        hass,
        (300, off),
        (200, on),
        (170, off),
        (100, "unavailable"),
        (90, off),
        unit=unit,
    )
    past = await async_read_past(hass, "sensor.plug", None)
    assert past == PowerPast(ended_at=ago(170))
    await record(hass, (10, on), unit=unit)
    assert await async_read_past(hass, "sensor.plug", None) == past
    freezer.tick(RECHECK)
    past = await async_read_past(hass, "sensor.plug", None)
    assert past == PowerPast(running_since=ago(10))


async def test_without_a_recorder_or_a_power_there_is_no_past(
    hass: HomeAssistant,
) -> None:
    """A home can do without the recorder."""
    assert await async_read_past(hass, "sensor.plug", None) == PowerPast()
    hass.states.async_set("sensor.plug", "5", {"unit_of_measurement": "W"})
    assert await async_read_past(hass, "sensor.plug", None) == PowerPast()


async def test_a_sensor_of_something_else_has_no_past(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    """Degrees are no watts."""
    hass.states.async_set("sensor.plug", "5", {"unit_of_measurement": "°C"})
    assert await async_read_past(hass, "sensor.plug", None) == PowerPast()
