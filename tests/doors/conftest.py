"""A Home Assistant with what every door needs."""

import pytest

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

PRICES = "sensor.prices"


@pytest.fixture(autouse=True)
async def core(hass: HomeAssistant) -> None:
    """Set up what a running Home Assistant always has."""
    assert await async_setup_component(hass, "homeassistant", {})


@pytest.fixture
def price_entity(hass: HomeAssistant) -> str:
    """Return an entity that carries a list of prices."""
    rows = [
        {
            "start": f"2026-01-14T{hour:02}:00:00+01:00",
            "end": f"2026-01-14T{hour + 1:02}:00:00+01:00",
            "value": 0.1 + hour / 100,
        }
        for hour in range(23)
    ]
    hass.states.async_set(
        PRICES,
        "0.1",
        {
            "raw_today": rows,
            "unit_of_measurement": "EUR/kWh",
            "friendly_name": "Prices",
        },
    )
    return PRICES
