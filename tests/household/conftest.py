"""What the tests of the household share."""

from collections.abc import Awaitable, Callable, Mapping
import logging
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.energy.data import async_get_manager
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE

# The test plugin has every statement of the recorder logged.
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)

type MakeEntry = Callable[..., MockConfigEntry]


@pytest.fixture
async def amsterdam(hass: HomeAssistant) -> HomeAssistant:
    """Return a home in the Netherlands."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    hass.config.currency = "EUR"
    return hass


@pytest.fixture
async def energy(
    recorder_mock: Recorder, hass: HomeAssistant
) -> Callable[..., Awaitable[None]]:
    """Return what fills in the Energy dashboard of core."""
    assert await async_setup_component(hass, "energy", {})
    manager = await async_get_manager(hass)

    async def fill_in(*sources: Mapping[str, Any]) -> None:
        """Store energy sources as the dashboard's form does."""
        await manager.async_update({"energy_sources": list(sources)})

    return fill_in


def grid(**more: Any) -> dict[str, Any]:
    """Return a grid connection as the Energy dashboard stores it."""
    return {
        "type": "grid",
        "stat_energy_from": "sensor.imported",
        "stat_energy_to": "sensor.exported",
        "stat_cost": None,
        "entity_energy_price": None,
        "number_energy_price": None,
        "stat_compensation": None,
        "entity_energy_price_export": None,
        "number_energy_price_export": None,
        "cost_adjustment_day": 0.0,
        **more,
    }


@pytest.fixture
def make_entry(hass: HomeAssistant) -> MakeEntry:
    """Return what makes an entry of a home out of its appliances' names and forms."""

    def make(
        appliances: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        data: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> MockConfigEntry:
        """Add an entry; the subentry id of an appliance is its name."""
        entry = MockConfigEntry(
            domain=DOMAIN,
            data=data or {},
            options=options or {},
            subentries_data=[
                ConfigSubentryData(
                    data=dict(form),
                    subentry_id=name,
                    subentry_type=SUBENTRY_APPLIANCE,
                    title=name,
                    unique_id=None,
                )
                for name, form in (appliances or {}).items()
            ],
        )
        entry.add_to_hass(hass)
        return entry

    return make
