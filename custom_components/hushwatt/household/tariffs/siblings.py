"""Entities that belong together: of one config entry, or of one device."""

from collections.abc import Iterator

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from .units import PriceUnit, parse_price_unit


def entry_states(
    hass: HomeAssistant, entry_id: str
) -> Iterator[tuple[er.RegistryEntry, State]]:
    """Yield the entities of a config entry that have a state."""
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry_id):
        if (state := hass.states.get(entity.entity_id)) is not None:
            yield entity, state


def sibling_states(
    hass: HomeAssistant, entity_id: str
) -> Iterator[tuple[er.RegistryEntry, State]]:
    """Yield the other entities of an entity's config entry that have a state."""
    entity = er.async_get(hass).async_get(entity_id)
    if entity is None or entity.config_entry_id is None:
        return
    for other, state in entry_states(hass, entity.config_entry_id):
        if other.entity_id != entity_id:
            yield other, state


def registry_key(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the translation key of an entity, None when it has none."""
    entity = er.async_get(hass).async_get(entity_id)
    return None if entity is None else entity.translation_key


def entry_price_unit(
    hass: HomeAssistant, entry: ConfigEntry, chosen: str | None = None
) -> PriceUnit | None:
    """Return the unit of an integration's prices: the chosen one, else its sensors'.

    None when its sensors have none, or do not agree.
    """
    if chosen is not None:
        return parse_price_unit(chosen, hass.config.currency)
    units = {
        unit
        for _, state in entry_states(hass, entry.entry_id)
        if (unit := state_price_unit(hass, state)) is not None
    }
    return units.pop() if len(units) == 1 else None


def entry_currency(hass: HomeAssistant, entry: ConfigEntry) -> str | None:
    """Return the currency of an integration's price sensors, None when they differ."""
    currencies = {
        unit.currency
        for _, state in entry_states(hass, entry.entry_id)
        if (unit := state_price_unit(hass, state)) is not None
    }
    return currencies.pop() if len(currencies) == 1 else None


def state_price_unit(hass: HomeAssistant, state: State) -> PriceUnit | None:
    """Return the unit of a state that is a price per energy, None when it is not."""
    currency = state.attributes.get("currency")
    return parse_price_unit(
        state.attributes.get(ATTR_UNIT_OF_MEASUREMENT),
        currency if isinstance(currency, str) else None,
        hass.config.currency,
    )
