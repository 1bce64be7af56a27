"""GE-Spot (HACS): lists that know the clock on the wall only."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from .conftest import only_offer
from .market import AUTUMN, ORDINARY, SPRING, day_of, days_of, local_noon, windows_of
from custom_components.hushwatt.household.tariffs import async_read_tariff

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def listed(day: date) -> list[dict[str, Any]]:
    """Return a day as the integration keeps it: one price per clock time."""
    by_clock = {
        slot.start.astimezone(STOCKHOLM).replace(tzinfo=None, fold=0): slot.price
        for slot in day_of(day, STOCKHOLM)
    }
    return [
        {"time": wall.replace(tzinfo=STOCKHOLM), "value": price, "raw_value": price / 2}
        for wall, price in by_clock.items()
    ]


async def read(hass: HomeAssistant, day: date, unit: str, **more: Any) -> Any:
    """Return the tariff of a sensor with today and tomorrow."""
    await hass.config.async_set_time_zone("Europe/Stockholm")
    hass.states.async_set(
        "sensor.price",
        "0.1",
        {
            "today_interval_prices": listed(day),
            "tomorrow_interval_prices": listed(day + timedelta(days=1)),
            "currency": "SEK",
            "unit_of_measurement": unit,
            **more,
        },
    )
    offer = await only_offer(hass, entity_id="sensor.price")
    return await async_read_tariff(hass, offer.source)


@pytest.mark.parametrize(("unit", "factor"), [("SEK/kWh", 1), ("öre/kWh", 0.01)])
async def test_two_days_are_read(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, unit: str, factor: float
) -> None:
    """In the unit that the sensor shows, the currency's or its hundredth."""
    freezer.move_to(local_noon(ORDINARY, STOCKHOLM))
    tariff = await read(hass, ORDINARY, unit)
    assert tariff.windows == windows_of(days_of(ORDINARY, 2, STOCKHOLM), factor)
    assert tariff.currency == "SEK"


async def test_the_doubled_hour_is_unknown(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Its one price is that of one of two hours, and nobody knows of which."""
    freezer.move_to(local_noon(AUTUMN, STOCKHOLM))
    tariff = await read(hass, AUTUMN, "SEK/kWh")
    doubled = datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert tariff.windows == windows_of(
        [
            slot
            for slot in days_of(AUTUMN, 2, STOCKHOLM)
            if not doubled <= slot.start < doubled + timedelta(hours=2)
        ]
    )


async def test_the_skipped_hour_is_left_out(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What the integration fills the missing hour with is not read."""
    freezer.move_to(local_noon(SPRING, STOCKHOLM))
    filled = [
        {"time": datetime(2026, 3, 29, 2, m, tzinfo=STOCKHOLM), "value": 9.0}
        for m in (0, 15, 30, 45)
    ]
    today = [*listed(SPRING)[:8], *filled, *listed(SPRING)[8:]]
    tariff = await read(hass, SPRING, "SEK/kWh", today_interval_prices=today)
    assert tariff.windows == windows_of(days_of(SPRING, 2, STOCKHOLM))
