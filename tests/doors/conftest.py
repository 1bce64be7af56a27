"""A Home Assistant with what every door needs."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.hushwatt.const import DOMAIN

PRICES = "sensor.prices"


def price_rows() -> list[dict[str, Any]]:
    """Return a day of hourly prices, as price integrations write them."""
    return [
        {
            "start": f"2026-01-14T{hour:02}:00:00+01:00",
            "end": f"2026-01-14T{hour + 1:02}:00:00+01:00",
            "value": 0.1 + hour / 100,
        }
        for hour in range(23)
    ]


@pytest.fixture(autouse=True)
async def core(hass: HomeAssistant) -> None:
    """Set up what a running Home Assistant always has."""
    assert await async_setup_component(hass, "homeassistant", {})


@pytest.fixture
def price_entity(hass: HomeAssistant) -> str:
    """Return an entity that carries a list of prices."""
    attributes = {
        "raw_today": price_rows(),
        "unit_of_measurement": "EUR/kWh",
        "friendly_name": "Prices",
    }
    hass.states.async_set(PRICES, "0.1", attributes)
    return PRICES


@pytest.fixture
async def entry(hass: HomeAssistant, price_entity: str) -> MockConfigEntry:
    """Return a home in built-in mode, loaded, without appliances."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Hushwatt",
        data={
            "mode": "built_in",
            "price_source": {"kind": "entity", "entity_id": price_entity},
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry
