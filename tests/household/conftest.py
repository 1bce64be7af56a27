"""What the tests of the household share."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant

from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE

type MakeEntry = Callable[..., MockConfigEntry]


@pytest.fixture
async def amsterdam(hass: HomeAssistant) -> HomeAssistant:
    """Return a home in the Netherlands."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    hass.config.currency = "EUR"
    return hass


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
