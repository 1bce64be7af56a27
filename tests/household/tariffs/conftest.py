"""What the tests of price sources share."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from yarl import URL

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from custom_components.hushwatt.household.tariffs import (
    PriceSourceOffer,
    async_find_price_sources,
    async_offer_source,
)

type SetUp = Callable[..., Awaitable[MockConfigEntry]]
type Answer = Callable[[str, URL, Any], Awaitable[Any]]


@pytest.fixture
def set_up(hass: HomeAssistant) -> SetUp:
    """Return what sets a real integration of core up."""

    async def set_up_entry(
        domain: str, data: Mapping[str, Any] | None = None, **more: Any
    ) -> MockConfigEntry:
        """Set an entry up, and see that it is."""
        entry = MockConfigEntry(domain=domain, data=data or {}, **more)
        entry.add_to_hass(hass)
        assert await async_setup_component(hass, domain, {})
        await hass.async_block_till_done()
        assert entry.state.value == "loaded", entry.reason
        return entry

    return set_up_entry


async def offers_of_entities(
    hass: HomeAssistant, entry: MockConfigEntry, key: str
) -> dict[str, Any]:
    """Return what `key` is in the source of each entity with a price, by its unique id."""
    found = {}
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        state = hass.states.get(entity.entity_id)
        unit = "" if state is None else state.attributes.get("unit_of_measurement", "")
        if unit.endswith("/kWh"):
            offer = await async_offer_source(hass, entity.entity_id)
            found[entity.unique_id] = offer.source[key]
    assert found
    return found


async def only_offer(hass: HomeAssistant, **wanted: Any) -> PriceSourceOffer:
    """Return the one offer whose source has these values."""
    offers = [
        offer
        for offer in await async_find_price_sources(hass)
        if wanted.items() <= offer.source.items()
    ]
    assert len(offers) == 1, offers
    return offers[0]
