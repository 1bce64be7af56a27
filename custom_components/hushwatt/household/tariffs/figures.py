"""Prices that a person gave for names: numbers, or helpers that hold them."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from homeassistant.core import HomeAssistant, valid_entity_id

from .errors import TariffError
from .units import parse_price_unit


def read_figure(hass: HomeAssistant, prices: Mapping[str, Any], name: str) -> float:
    """Return the price per kWh, in the major currency, that was given for a name.

    A price is a number or the id of an entity whose state is one; its unit
    counts when it is one of price per energy. Raises TariffError
    `figure_missing` or `entity_missing`.
    """
    value = prices.get(name)
    if isinstance(value, str) and valid_entity_id(value):
        return read_helper(hass, value)
    number = _number(value)
    if number is None:
        raise TariffError("figure_missing", name=name)
    return number


def read_helper(hass: HomeAssistant, entity_id: str) -> float:
    """Return the price in a helper such as `input_number`; raise TariffError."""
    if (state := hass.states.get(entity_id)) is None:
        raise TariffError("entity_missing", entity=entity_id)
    number = _number(state.state)
    if number is None:
        raise TariffError("entity_unavailable", entity=state.name)
    unit = parse_price_unit(
        state.attributes.get("unit_of_measurement"), hass.config.currency
    )
    return number if unit is None else number * unit.scale


def _number(value: Any) -> float | None:
    """Return a finite number, None when there is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except TypeError, ValueError:
        return None
    return number if isfinite(number) else None
