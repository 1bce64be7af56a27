"""Prices from every kind of source, one small module per family.

`price_source` in the entry's data is a plain mapping; `kind` says which:

- `{"kind": "entity", "entity_id": "sensor.x", "unit": "SEK/kWh"}`: an entity
  with a list of prices in its attributes. `unit` only when the entity does not
  tell its own (`PriceSourceOffer.unit_known` is False, or TariffError
  `unknown_unit`): any of `price_units(currency)`, or a text such as `EUR/MWh`,
  `0.01 EUR/kWh`.
- `{"kind": "table", "currency": "EUR", "prices": [row, ...]}`: a fixed
  time-of-use table. A row is `{"from": "17:00", "to": "20:00", "price": 0.45}`
  with clock times of the home (`to` at or before `from` is the next day, the
  same time twice is the whole day) and the price per kWh in `currency`;
  optional are `weekdays` (0 is Monday; the day on which the row opens),
  `months` (1-12) and `holidays` (true: only on holidays, false: never). The
  first row that fits a moment wins; moments that no row fits have no price.
  One price around the clock is one row `{"from": "00:00", "to": "00:00", ...}`.
"""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, CONF_ENTITY_ID
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from ...vocabulary import Tariff
from ..zone import home_zone
from .entity import entity_unit, read_entity
from .errors import TariffError
from .lists import find_items
from .offers import PriceSourceOffer
from .table import read_table, table_windows
from .units import price_units

__all__ = [
    "KIND_ENTITY",
    "KIND_TABLE",
    "PriceSourceOffer",
    "TariffError",
    "async_find_price_sources",
    "async_read_tariff",
    "price_units",
]

CONF_KIND: Final = "kind"
CONF_CURRENCY: Final = "currency"
CONF_PRICES: Final = "prices"

KIND_ENTITY: Final = "entity"
KIND_TABLE: Final = "table"

# Domains whose entities can carry a price list.
_LIST_DOMAINS: Final = ("sensor", "event", "binary_sensor")


async def async_read_tariff(
    hass: HomeAssistant, price_source: Mapping[str, Any] | None
) -> Tariff | None:
    """Return the prices that are known now, None when no source is set up.

    Windows are in UTC, prices in the major currency per kWh. Raises
    TariffError.
    """
    if not price_source:
        return None
    zone = home_zone()
    match price_source.get(CONF_KIND):
        case "entity":
            return read_entity(hass, price_source, zone)
        case "table":
            return _read_table(hass, price_source, zone)
        case kind:
            raise TariffError("unknown_kind", kind=str(kind))


async def async_find_price_sources(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return what the home already has, by shape and unit and never by name."""
    offers = [
        offer
        for state in hass.states.async_all(_LIST_DOMAINS)
        if (offer := _offer_entity(hass, state)) is not None
    ]
    return sorted(offers, key=lambda offer: (not offer.unit_known, offer.label))


def _read_table(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of a time-of-use table."""
    return Tariff(
        windows=table_windows(
            read_table(source.get(CONF_PRICES, ())), dt_util.utcnow(), zone
        ),
        currency=source.get(CONF_CURRENCY, hass.config.currency),
    )


def _offer_entity(hass: HomeAssistant, state: State) -> PriceSourceOffer | None:
    """Return an offer for an entity that carries a list of prices per energy."""
    if find_items(state.attributes) is None:
        return None
    known = entity_unit(hass, state) is not None
    if not known and not _may_be_price(state):
        return None
    return PriceSourceOffer(
        key=state.entity_id,
        label=state.name,
        kind=KIND_ENTITY,
        source={CONF_KIND: KIND_ENTITY, CONF_ENTITY_ID: state.entity_id},
        unit_known=known,
        units=() if known else price_units(hass.config.currency),
    )


def _may_be_price(state: State) -> bool:
    """Tell whether a list without a known unit can be one of prices."""
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    return unit is None or "/" in str(unit)
