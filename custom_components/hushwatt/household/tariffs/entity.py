"""A price list in an entity's attributes, whatever they are called."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.const import (
    ATTR_UNIT_OF_MEASUREMENT,
    CONF_ENTITY_ID,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, State

from ...vocabulary import Tariff
from .errors import TariffError
from .lists import find_items
from .rows import read_rows, to_windows
from .units import PriceUnit, parse_price_unit

CONF_UNIT = "unit"


def read_entity(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices in the attributes of the source's entity.

    Raises TariffError `entity_missing`, `entity_unavailable`, `no_price_list`
    or `unknown_unit`.
    """
    state = _get_state(hass, source[CONF_ENTITY_ID])
    found = find_items(state.attributes)
    if found is None:
        raise TariffError(_why_empty(state), entity=state.name)
    items, keys = found
    unit = entity_unit(hass, state, source.get(CONF_UNIT))
    if unit is None:
        raise TariffError(
            "unknown_unit",
            entity=state.name,
            unit=str(state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)),
        )
    windows = to_windows(read_rows(items, zone, keys), unit.scale)
    return Tariff(windows=windows, currency=unit.currency)


def entity_unit(
    hass: HomeAssistant, state: State, chosen: str | None = None
) -> PriceUnit | None:
    """Return the unit of an entity's prices: the chosen one, else its own."""
    currency = state.attributes.get("currency")
    return parse_price_unit(
        chosen or state.attributes.get(ATTR_UNIT_OF_MEASUREMENT),
        currency if isinstance(currency, str) else None,
        hass.config.currency,
    )


def _get_state(hass: HomeAssistant, entity_id: str) -> State:
    """Return an entity's state; raise TariffError `entity_missing`."""
    if (state := hass.states.get(entity_id)) is None:
        raise TariffError("entity_missing", entity=entity_id)
    return state


def _why_empty(state: State) -> str:
    """Return the key of the sentence why an entity gives no list."""
    if state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN):
        return "entity_unavailable"
    return "no_price_list"
