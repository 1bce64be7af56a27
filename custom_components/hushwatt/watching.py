"""The entities whose change can change what is best."""

from collections.abc import Iterator, Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_ENTITY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import (
    CONF_AVAILABILITY_ENTITY,
    CONF_BATTERY_ENTITY,
    CONF_DEVICE,
    CONF_EXPORT_SOURCE,
    CONF_POWER_ENTITY,
    CONF_PRICE_SOURCE,
    CONF_SOLAR_ENTITIES,
    CONF_STATE_ENTITY,
    DOMAIN,
    SUBENTRY_APPLIANCE,
)

_APPLIANCE_ENTITIES = (
    CONF_AVAILABILITY_ENTITY,
    CONF_STATE_ENTITY,
    CONF_POWER_ENTITY,
    CONF_BATTERY_ENTITY,
)
_PRICE_ENTRY = "config_entry"
_PRICES = "prices"
_CALENDAR = "calendar"
# Where some integrations keep the prices of another day than the entity's own.
_OTHER_DAYS = ("event", "binary_sensor")


@callback
def watched_entities(hass: HomeAssistant, entry: ConfigEntry) -> frozenset[str]:
    """Return the entities of prices, solar forecasts and appliances; none of ours."""
    found = {
        *_of_prices(hass, entry.data.get(CONF_PRICE_SOURCE)),
        *_of_prices(hass, entry.options.get(CONF_EXPORT_SOURCE)),
        *entry.options.get(CONF_SOLAR_ENTITIES, ()),
        *_named(entry.options),
    }
    for subentry in entry.get_subentries_of_type(SUBENTRY_APPLIANCE):
        found.update(_of_appliance(hass, subentry.data))
    return frozenset(found)


def _of_prices(hass: HomeAssistant, source: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield the entities of a price source, and those of the integration behind it."""
    if not source:
        return
    yield from _named(source)
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(
        registry, source.get(_PRICE_ENTRY, "")
    ):
        yield entity.entity_id
    chosen = registry.async_get(source.get(CONF_ENTITY_ID, ""))
    if chosen is None or chosen.config_entry_id is None:
        return
    for entity in er.async_entries_for_config_entry(registry, chosen.config_entry_id):
        if entity.domain in _OTHER_DAYS:
            yield entity.entity_id


def _named(source: Mapping[str, Any]) -> Iterator[str]:
    """Yield the entities that a price source, or an option, names."""
    for key in (CONF_ENTITY_ID, _CALENDAR):
        if key in source:
            yield source[key]
    prices = source.get(_PRICES)
    if isinstance(prices, Mapping):
        yield from (price for price in prices.values() if isinstance(price, str))


def _of_appliance(hass: HomeAssistant, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the entities that were chosen for an appliance, and those of its device."""
    for key in _APPLIANCE_ENTITIES:
        if entity_id := data.get(key):
            yield entity_id
    registry = er.async_get(hass)
    for entity in er.async_entries_for_device(registry, data.get(CONF_DEVICE, "")):
        if entity.platform != DOMAIN:
            yield entity.entity_id
