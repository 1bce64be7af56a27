"""Tibber Prices (HACS): the answer of its action."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers import entity_registry as er

from .conftest import only_offer
from .market import AUTUMN, ORDINARY, SPRING, days_of, local_noon, windows_of
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_read_tariff,
)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return a loaded entry whose action answers as the integration's does."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    entry = MockConfigEntry(domain="tibber_prices", state=ConfigEntryState.LOADED)
    entry.add_to_hass(hass)

    async def get_price(call: ServiceCall) -> ServiceResponse:
        """Return the intervals of a stretch."""
        assert call.data["entry_id"] == entry.entry_id
        start = datetime.fromisoformat(call.data["start_time"])
        end = datetime.fromisoformat(call.data["end_time"])
        intervals: list[Any] = [
            {
                "startsAt": slot.start.astimezone(BERLIN).isoformat(),
                "total": slot.price,
                "energy": slot.price / 2,
                "tax": slot.price / 2,
                "level": "NORMAL",
            }
            for slot in days_of(start.astimezone(BERLIN).date(), 1, BERLIN)
            if start <= slot.start < end
        ]
        return {"home_id": "h", "price_info": intervals}

    hass.services.async_register(
        "tibber_prices", "get_price", get_price, supports_response=SupportsResponse.ONLY
    )
    return entry


def add_sensor(
    hass: HomeAssistant, entry: MockConfigEntry, key: str, unit: str
) -> None:
    """Add a sensor of the integration."""
    entity = er.async_get(hass).async_get_or_create(
        "sensor", "tibber_prices", key, config_entry=entry
    )
    hass.states.async_set(entity.entity_id, "31.2", {"unit_of_measurement": unit})


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
async def test_totals_are_read_in_the_major_unit(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    day: date,
) -> None:
    """Sensors in cents and in euro agree on the currency, which is all they are asked."""
    freezer.move_to(local_noon(day, BERLIN))
    add_sensor(hass, entry, "now", "ct/kWh")
    add_sensor(hass, entry, "dashboard", "€/kWh")
    add_sensor(hass, entry, "rating", "%")
    offer = await only_offer(hass, family="tibber_prices")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(day, 2, BERLIN))
    assert (tariff.currency, tariff.taxes_included) == ("EUR", True)


async def test_sensors_that_do_not_agree_leave_the_currency_unknown(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Two currencies are no currency."""
    add_sensor(hass, entry, "now", "EUR/kWh")
    add_sensor(hass, entry, "other", "NOK/kWh")
    offer = await only_offer(hass, family="tibber_prices")
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, offer.source)
    assert caught.value.translation_key == "unknown_unit"
