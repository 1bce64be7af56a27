"""A utility meter of core as a tariff: at told times, or at those of its last week."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant, State
from homeassistant.setup import async_setup_component

from .market import AMSTERDAM
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_offer_source,
    async_read_tariff,
)
from custom_components.hushwatt.household.tariffs.meter import read_week
from custom_components.hushwatt.household.tariffs.rows import current_price

NOW = datetime(2026, 6, 17, 12, tzinfo=AMSTERDAM)
PRICES = {"peak": 0.31, "night": 0.14}
TIMES = [
    {"from": "07:00", "to": "23:00", "tariff": "peak", "weekdays": [0, 1, 2, 3, 4]},
    {"from": "00:00", "to": "00:00", "tariff": "night"},
]


@pytest.fixture
async def select(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncIterator[str]:
    """Return the tariff selector of a real utility meter."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    hass.config.currency = "EUR"
    freezer.move_to(NOW - timedelta(days=9))
    hass.states.async_set("sensor.energy", "1", {"unit_of_measurement": "kWh"})
    entry = MockConfigEntry(
        domain="utility_meter",
        title="House meter",
        options={
            "cycle": "monthly",
            "delta_values": False,
            "name": "House meter",
            "net_consumption": False,
            "offset": 0,
            "periodically_resetting": True,
            "source": "sensor.energy",
            "tariffs": list(PRICES),
        },
    )
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "utility_meter", {})
    await hass.async_block_till_done()
    (state,) = hass.states.async_all("select")
    yield state.entity_id
    await hass.config_entries.async_unload(entry.entry_id)


async def live_through(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, select: str, days: int
) -> None:
    """Let an automation of the home switch the tariffs for some days, until now."""
    moment = (NOW - timedelta(days=days)).replace(minute=0)
    while moment.astimezone(UTC) <= NOW.astimezone(UTC):
        weekday, hour = moment.weekday(), moment.hour
        option = "peak" if weekday < 5 and 7 <= hour < 23 else "night"
        freezer.move_to(moment)
        if hass.states.get(select) != option:
            await hass.services.async_call(
                "select",
                "select_option",
                {"entity_id": select, "option": option},
                blocking=True,
            )
        moment = (moment.astimezone(UTC) + timedelta(hours=1)).astimezone(AMSTERDAM)
    freezer.move_to(NOW)
    await async_wait_recording_done(hass)


async def price_at(hass: HomeAssistant, source: dict[str, Any], local: str) -> Any:
    """Return what a source says of a local moment."""
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    assert tariff.currency == "EUR"
    moment = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
    return current_price(tariff.windows, moment.astimezone(UTC))


MOMENTS = [
    ("2026-06-17T06:59", 0.14),
    ("2026-06-17T07:00", 0.31),
    ("2026-06-17T22:59", 0.31),
    ("2026-06-17T23:00", 0.14),
    ("2026-06-19T12:00", 0.31),
    ("2026-06-20T12:00", 0.14),
    ("2026-06-21T12:00", 0.14),
    ("2026-06-22T12:00", 0.31),
    ("2026-06-25T12:00", 0.31),
]


async def test_the_last_week_tells_the_times(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, select: str
) -> None:
    """What an automation did a week ago it will do again; the past is read once."""
    await live_through(hass, freezer, select, 9)
    offer = await async_offer_source(hass, select)
    assert offer.kind == "meter"
    assert offer.figures == ("peak", "night")
    source = {**offer.source, "prices": PRICES}
    for local, price in MOMENTS:
        assert await price_at(hass, source, local) == price, local


async def test_told_times_need_no_past(hass: HomeAssistant, select: str) -> None:
    """Rows of a table name the tariff that holds."""
    source = {
        "kind": "meter",
        "entity_id": select,
        "currency": "EUR",
        "prices": PRICES,
        "times": TIMES,
    }
    for local, price in MOMENTS[:4]:
        earlier = local.replace("06-17", "06-10")
        assert await price_at(hass, source, earlier) == price, earlier


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, "history_short"),
        ({"entity_id": "select.gone"}, "entity_missing"),
        ({"times": [{"from": "x", "tariff": "peak"}]}, "table_invalid"),
        ({"times": [{"tariff": "weekend"}]}, "figure_missing"),
    ],
)
async def test_what_is_missing_is_told(
    hass: HomeAssistant, select: str, change: dict[str, Any], key: str
) -> None:
    """A meter that is too young, or gone, or a tariff without a price."""
    source = {"kind": "meter", "entity_id": select, "prices": PRICES, **change}
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, source)
    assert caught.value.translation_key == key


async def test_without_a_recorder_there_is_no_past(
    amsterdam: HomeAssistant,
) -> None:
    """Then the times must be told."""
    amsterdam.states.async_set("select.meter", "peak", {"options": list(PRICES)})
    source = {"kind": "meter", "entity_id": "select.meter", "prices": PRICES}
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, source)
    assert caught.value.translation_key == "history_short"


def test_a_week_with_a_gap_is_no_week() -> None:
    """A meter that was unavailable when the week began cannot say what held then."""
    start = NOW - timedelta(days=8)
    states = [
        State("select.meter", "unavailable", last_changed=start, last_updated=start)
    ]
    assert read_week(states, NOW, AMSTERDAM) is None
    assert read_week([], NOW, AMSTERDAM) is None
    young = State("select.meter", "peak", last_changed=NOW, last_updated=NOW)
    assert read_week([young], NOW, AMSTERDAM) is None
