"""A schedule helper of core as a tariff."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .market import AMSTERDAM
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_offer_source,
    async_read_tariff,
)
from custom_components.hushwatt.household.tariffs.rows import current_price

NIGHT = [{"from": "00:00:00", "to": "06:00:00"}, {"from": "22:00:00", "to": "24:00:00"}]


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let core's schedule keep the timer of its next slot."""
    return True


@pytest.fixture
async def schedule(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory
) -> dict[str, Any]:
    """Return the source of a schedule that is on at night and all Sunday."""
    freezer.move_to(datetime(2026, 6, 8, 12, tzinfo=AMSTERDAM))
    noon = [{"from": "12:00:00", "to": "13:00:00", "data": {"price": 0.05}}]
    week: dict[str, Any] = dict.fromkeys(
        ("monday", "tuesday", "thursday", "friday", "saturday"), NIGHT
    )
    week["wednesday"] = [NIGHT[0], *noon, NIGHT[1]]
    week["sunday"] = [{"from": "00:00:00", "to": "24:00:00"}]
    config = {"schedule": {"cheap": {"name": "Cheap", **week}}}
    assert await async_setup_component(amsterdam, "schedule", config)
    offer = await async_offer_source(amsterdam, "schedule.cheap")
    assert offer.figures == ("on", "off")
    return {**offer.source, "prices": {"on": 0.12, "off": 0.3}}


@pytest.mark.parametrize(
    ("local", "price"),
    [
        ("2026-06-08T05:59", 0.12),
        ("2026-06-08T06:00", 0.3),
        ("2026-06-08T21:59", 0.3),
        ("2026-06-08T22:00", 0.12),
        ("2026-06-08T23:59", 0.12),
        ("2026-06-10T12:30", 0.05),
        ("2026-06-11T12:30", 0.3),
        ("2026-06-14T12:00", 0.12),
    ],
)
async def test_the_week_of_a_schedule_is_a_tariff(
    amsterdam: HomeAssistant, schedule: dict[str, Any], local: str, price: float
) -> None:
    """On and off have their prices, and a slot can carry one of its own."""
    tariff = await async_read_tariff(amsterdam, schedule)
    assert tariff is not None
    moment = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
    assert current_price(tariff.windows, moment.astimezone(UTC)) == price
    assert tariff.currency == "EUR"
    assert tariff.windows[-1].end - tariff.windows[0].start == timedelta(days=10)


async def test_prices_can_be_held_by_helpers(
    amsterdam: HomeAssistant, schedule: dict[str, Any]
) -> None:
    """A helper's unit counts when it is one of price per energy."""
    amsterdam.states.async_set("input_number.low", "11")
    amsterdam.states.async_set(
        "input_number.low", "11.5", {"unit_of_measurement": "ct/kWh"}
    )
    amsterdam.states.async_set("input_number.high", "0.29")
    prices = {"on": "input_number.low", "off": "input_number.high"}
    tariff = await async_read_tariff(amsterdam, {**schedule, "prices": prices})
    assert tariff is not None
    assert {w.price for w in tariff.windows} == {0.115, 0.29, 0.05}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"prices": {"on": 0.1}}, "figure_missing"),
        ({"prices": {"on": 0.1, "off": "dear"}}, "figure_missing"),
        ({"prices": {"on": 0.1, "off": "input_number.gone"}}, "entity_missing"),
        ({"prices": {"on": 0.1, "off": "input_number.odd"}}, "entity_unavailable"),
        ({"entity_id": "schedule.gone"}, "entity_missing"),
    ],
)
async def test_what_is_missing_is_told(
    amsterdam: HomeAssistant, schedule: dict[str, Any], change: dict[str, Any], key: str
) -> None:
    """A price or a schedule that is not there has its own words."""
    amsterdam.states.async_set("input_number.odd", "unavailable")
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, {**schedule, **change})
    assert caught.value.translation_key == key


async def test_a_schedule_that_is_gone_is_told(
    amsterdam: HomeAssistant, schedule: dict[str, Any]
) -> None:
    """A person can delete a helper that a tariff stands on."""
    amsterdam.states.async_remove("schedule.cheap")
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, schedule)
    assert caught.value.translation_key == "entity_missing"
