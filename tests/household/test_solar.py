"""Solar forecasts come as power by the hour, from whoever forecasts."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    mock_platform,
)
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .conftest import grid
from custom_components.hushwatt.const import CONF_SOLAR_ENTITIES
from custom_components.hushwatt.household.solar import (
    async_read_solar,
    read_forecast_lists,
    sum_forecasts,
)
from custom_components.hushwatt.vocabulary import PowerWindow
from tests.household.recorded import recorded

NOON = datetime(2026, 6, 10, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def solar(*entries: str) -> dict[str, Any]:
    """Return a solar source as the Energy dashboard stores it."""
    return {
        "type": "solar",
        "stat_energy_from": "sensor.solar",
        "config_entry_solar_forecast": list(entries) or None,
    }


async def test_forecast_solar_of_core_is_read(
    hass: HomeAssistant,
    energy: Callable[..., Awaitable[None]],
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Its own integration, its network answered in the shape of its API."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    freezer.move_to(NOON)
    hours = {f"2026-06-10T{hour:02d}:00:00+02:00": 100 * hour for hour in range(6, 21)}
    days = {f"2026-06-{day}T00:00:00+02:00": 5000 for day in (10, 11)}
    result = {
        "watts": hours,
        "watt_hours": hours,
        "watt_hours_period": {"2026-06-10T05:20:00+02:00": 40, **hours},
        "watt_hours_day": days,
    }
    message = {
        "info": {"timezone": "Europe/Amsterdam"},
        "ratelimit": {"limit": 12, "remaining": 10},
    }
    aioclient_mock.get(
        re.compile(r"https://api\.forecast\.solar/.*"),
        json={"result": result, "message": message},
        headers={
            "Content-Type": "application/json",
            "X-Ratelimit-Limit": "12",
            "X-Ratelimit-Period": "3600",
        },
    )
    entry = MockConfigEntry(
        domain="forecast_solar",
        data={"latitude": 52.0, "longitude": 4.9},
        version=3,
        options={"damping_morning": 0.0, "damping_evening": 0.0, "inverter_size": 5000},
        subentries_data=[
            {
                "data": {"declination": 30, "azimuth": 190, "modules_power": 5100},
                "subentry_type": "plane",
                "title": "Roof",
                "unique_id": None,
            }
        ],
    )
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "forecast_solar", {})
    await hass.async_block_till_done()
    assert entry.state.value == "loaded", entry.reason
    await energy(grid(), solar(entry.entry_id))
    windows = await async_read_solar(hass, {})
    start = datetime(2026, 6, 10, 3, tzinfo=UTC)
    assert windows[0] == PowerWindow(start, start + HOUR, 0.04)
    assert windows[1:] == tuple(
        PowerWindow(start + n * HOUR, start + (n + 1) * HOUR, (5 + n) / 10)
        for n in range(1, 16)
    )


class Platform:
    """A forecaster of another integration."""

    def __init__(self, answer: Any) -> None:
        """Answer so."""
        self.answer = answer

    async def async_get_solar_forecast(self, hass: HomeAssistant, entry_id: str) -> Any:
        """Return the answer, or raise it."""
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def test_all_roofs_are_added_up_and_a_broken_forecaster_is_none(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """Half hours belong to their hour; what fails or is gone counts nothing."""
    answers = {
        "east": {"wh_hours": {"2026-06-10T12:00:00+02:00": 500}},
        "west": {
            "wh_hours": {
                "2026-06-10T12:00:00+02:00": 100,
                "2026-06-10T12:30:00+02:00": 200,
                "nonsense": 5,
                "2026-06-10T13:00:00+02:00": None,
                "2026-06-10T14:00:00+02:00": -3,
            }
        },
        "broken": ValueError("no"),
        "silent": None,
    }
    entries = []
    for domain, answer in answers.items():
        mock_platform(hass, f"{domain}.energy", Platform(answer))
        hass.config.components.add(domain)
        entry = MockConfigEntry(domain=domain)
        entry.add_to_hass(hass)
        entries.append(entry.entry_id)
    await energy(solar(*entries), solar("gone", entries[0]), solar())
    assert await async_read_solar(hass, {}) == (PowerWindow(NOON, NOON + HOUR, 0.8),)


async def test_without_a_forecast_there_is_no_sun(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """A home without solar panels, or without an Energy dashboard filled in."""
    assert await async_read_solar(hass, {}) == ()
    await energy(grid())
    assert await async_read_solar(hass, {}) == ()


def half_hours(day: int, form: str) -> dict[str, Any]:
    """Return a day's forecast as Solcast shows it: mean kW of half hours."""
    start = datetime(2026, 6, day, 10, tzinfo=UTC)
    items = []
    for n in range(4):
        moment = start + n * HOUR / 2
        items.append(
            {
                "period_start": moment if form == "datetime" else moment.isoformat(),
                "pv_estimate": n + 0.5,
                "pv_estimate10": 0.1,
            }
        )
    return {"detailedForecast": items, "detailedHourly": [], "estimate": 12}


@pytest.mark.parametrize("form", ["datetime", "string"])
async def test_solcast_is_read_from_its_attributes(
    hass: HomeAssistant, form: str
) -> None:
    """One sensor per day; the entities of the options, those that are there."""
    hass.states.async_set("sensor.today", "9", half_hours(10, form))
    hass.states.async_set("sensor.tomorrow", "9", half_hours(11, form))
    options = {CONF_SOLAR_ENTITIES: ["sensor.today", "sensor.tomorrow", "sensor.gone"]}
    windows = await async_read_solar(hass, options)
    assert windows == tuple(
        PowerWindow(start + n * HOUR / 2, start + (n + 1) * HOUR / 2, n + 0.5)
        for start in (NOON, NOON + timedelta(days=1))
        for n in range(4)
    )


async def test_recorded_states_of_solcast_are_read(hass: HomeAssistant) -> None:
    """Two days of half hours in Sydney, each as it was told; their energy is the state's."""
    days = recorded("solcast_2025-11-11")
    expected = []
    for name, state in zip(("today", "tomorrow"), days, strict=True):
        hass.states.async_set(f"sensor.{name}", state["state"], state["attributes"])
        expected += [
            (datetime.fromisoformat(row["period_start"]), row["pv_estimate"])
            for row in state["attributes"]["detailedForecast"]
        ]
    options = {CONF_SOLAR_ENTITIES: ["sensor.today", "sensor.tomorrow"]}
    windows = await async_read_solar(hass, options)
    assert [(w.start, w.power) for w in windows] == expected
    assert {w.end - w.start for w in windows} == {HOUR / 2}
    total = sum(float(state["state"]) for state in days)
    assert sum(w.power / 2 for w in windows) == pytest.approx(total, abs=0.01)


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"detailedForecast": []},
        {"detailedForecast": [{"period_start": "soon", "pv_estimate": 1.0}]},
        {"detailedForecast": [{"period_start": NOON, "pv_estimate": "much"}]},
        {"forecast": [{"datetime": NOON, "temperature": 21}]},
    ],
)
def test_other_attributes_are_no_forecast(attributes: dict[str, Any]) -> None:
    """Nothing is made of what is something else."""
    assert read_forecast_lists([attributes]) == ()


def test_hourly_lists_serve_when_there_is_no_finer_one() -> None:
    """And a single period is taken to last an hour."""
    items = [{"period_start": NOON, "pv_estimate": 2.0}]
    windows = read_forecast_lists([{"detailedHourly": items}])
    assert windows == (PowerWindow(NOON, NOON + HOUR, 2.0),)


async def test_times_without_an_offset_are_the_home_s(hass: HomeAssistant) -> None:
    """As everywhere."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    windows = sum_forecasts([{"2026-06-10T12:15:00": 1000}])
    assert windows == (PowerWindow(NOON, NOON + HOUR, 1.0),)


async def test_the_hour_is_that_of_the_wall_clock(hass: HomeAssistant) -> None:
    """Also where zones lie half an hour beside the world's."""
    await hass.config.async_set_time_zone("Asia/Kolkata")
    windows = sum_forecasts([{"2026-06-10T12:00:00+05:30": 1000}])
    assert windows[0].start == datetime(2026, 6, 10, 6, 30, tzinfo=UTC)
