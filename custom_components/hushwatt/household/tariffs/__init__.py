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
  `months` (1-12) and `holidays` (true: only on holidays, false: never), for
  which `calendar` names a calendar entity whose all-day events are holidays.
  The first row that fits a moment wins; moments that no row fits have no price.
  One price around the clock is one row `{"from": "00:00", "to": "00:00", ...}`.
- `{"kind": "action", "family": "nordpool", "config_entry": "...", ...}`: an
  integration that tells its prices by a response action; made by an offer.
- `{"kind": "any_action", "action": "domain.name", "data": {...}, "unit": ...}`:
  any response action whose answer holds a list; `{date}` in a text of `data`
  is the day asked for.
- `{"kind": "schedule", "entity_id": "schedule.x", "currency": "EUR", "prices":
  {"on": 0.12, "off": 0.3}}`: a schedule helper. A price is a number or the id
  of a helper that holds it; a slot's own datum `price` wins.
- `{"kind": "meter", "entity_id": "select.x", "currency": "EUR", "prices":
  {"peak": 0.3, "night": 0.12}}`: the tariffs of a utility meter, at the times
  of the last week; or at `times`, rows of a table with `tariff` for `price`.
- `{"kind": "fixed", "entity_id": "input_number.x", "currency": "EUR"}`: one
  price around the clock, held by a helper.
- `{"kind": "energy_dashboard"}`: the fixed price of the Energy dashboard.

The entry's options may hold `markup` (rows of a table with `factor` and
`surcharge` for `price`: what is paid is price * factor + surcharge) and
`export_source`, a price source of its own for what is fed in; without one it
is the Energy dashboard's export price, if it has one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import CONF_EXPORT_SOURCE, CONF_MARKUP, DOMAIN, LOGGER
from ...vocabulary import PriceWindow, Tariff
from ..energy_dashboard import async_grid_price
from ..zone import home_zone
from . import entity, fixed, meter, schedule
from .any_action import DAY, KIND_ANY_ACTION, async_read as async_read_any_action
from .days import SIGNAL_PRICES, next_asking
from .entity import KIND_ENTITY
from .errors import TariffError
from .families import ACTION_FAMILIES
from .finding import (
    HELPER_DOMAINS,
    PRICE_DOMAINS,
    SOURCE_DOMAINS,
    async_find_price_sources,
    async_offer_source,
)
from .holidays import async_read_holidays
from .markup import apply_markup, read_markup
from .offers import KIND_ACTION, PriceSourceOffer
from .table import read_table, table_windows
from .units import price_units

__all__ = [
    "DAY",
    "HELPER_DOMAINS",
    "KIND_ACTION",
    "KIND_ANY_ACTION",
    "KIND_ENTITY",
    "KIND_TABLE",
    "PRICE_DOMAINS",
    "SIGNAL_PRICES",
    "SOURCE_DOMAINS",
    "PriceSourceOffer",
    "TariffError",
    "async_find_price_sources",
    "async_offer_source",
    "async_read_tariff",
    "next_asking",
    "price_units",
]

CONF_CALENDAR: Final = "calendar"
CONF_CURRENCY: Final = "currency"
CONF_KIND: Final = "kind"
CONF_PRICES: Final = "prices"

KIND_TABLE: Final = "table"

type ReadTariff = Callable[
    [HomeAssistant, Mapping[str, Any], ZoneInfo], Awaitable[Tariff]
]

_NO_OPTIONS: Final[Mapping[str, Any]] = MappingProxyType({})

# How the Energy dashboard's export prices are read, by the entity that it names.
DATA_EXPORT_SOURCES: HassKey[dict[str, Mapping[str, Any]]] = HassKey(
    f"{DOMAIN}.export_sources"
)


async def async_read_tariff(
    hass: HomeAssistant,
    price_source: Mapping[str, Any] | None,
    options: Mapping[str, Any] = _NO_OPTIONS,
) -> Tariff | None:
    """Return the prices that are known now, None when no source is set up.

    Windows are in UTC, sorted, without overlaps; prices are in the major
    currency per kWh, with the mark-up of the options. Raises TariffError.
    """
    if not price_source:
        return None
    zone = home_zone()
    tariff = await _async_read_source(hass, price_source, zone)
    windows = await _async_with_markup(hass, tariff.windows, options, zone)
    export = await _async_export(hass, tariff, options, zone)
    return replace(tariff, windows=windows, export_windows=export)


async def _async_read_source(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of a source as it tells them."""
    kind = source.get(CONF_KIND)
    if (read := _READERS.get(str(kind))) is None:
        raise TariffError("unknown_kind", kind=str(kind))
    try:
        return await read(hass, source, zone)
    except KeyError as error:
        raise TariffError("source_invalid", kind=str(kind)) from error


async def _async_read_fixed(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the price that a helper holds."""
    return fixed.read_fixed(hass, source, zone)


async def _async_read_action(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices that an integration tells by its action."""
    if (family := ACTION_FAMILIES.get(str(source.get("family")))) is None:
        raise TariffError("unknown_kind", kind=str(source.get("family")))
    tariff = await family.read(hass, source, zone)
    overdue = family.publication.is_overdue(tariff.windows, dt_util.utcnow())
    return replace(tariff, tomorrow_overdue=overdue)


async def _async_read_table(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of a time-of-use table."""
    now = dt_util.utcnow()
    table = read_table(source[CONF_PRICES])
    holidays = await async_read_holidays(hass, source.get(CONF_CALENDAR), now, zone)
    return Tariff(
        windows=table_windows(table, now, zone, holidays),
        currency=source.get(CONF_CURRENCY, hass.config.currency),
    )


_READERS: Final[Mapping[str, ReadTariff]] = {
    KIND_ENTITY: entity.async_read,
    KIND_TABLE: _async_read_table,
    KIND_ACTION: _async_read_action,
    KIND_ANY_ACTION: async_read_any_action,
    "schedule": schedule.async_read,
    "meter": meter.async_read,
    "fixed": _async_read_fixed,
    "energy_dashboard": fixed.async_read_dashboard,
}


async def _async_with_markup(
    hass: HomeAssistant,
    windows: tuple[PriceWindow, ...],
    options: Mapping[str, Any],
    zone: ZoneInfo,
) -> tuple[PriceWindow, ...]:
    """Return windows at what is paid."""
    markups = read_markup(options.get(CONF_MARKUP) or ())
    if not markups:
        return windows
    # A long list is read in slices, between which others have their turn.
    await asyncio.sleep(0)
    calendar = options.get(CONF_CALENDAR)
    holidays = await async_read_holidays(hass, calendar, dt_util.utcnow(), zone)
    return apply_markup(windows, markups, zone, holidays)


async def _async_export(
    hass: HomeAssistant, tariff: Tariff, options: Mapping[str, Any], zone: ZoneInfo
) -> tuple[PriceWindow, ...]:
    """Return what is paid for what is fed in, nothing when nobody knows.

    A source that fails or pays in another currency counts as unknown: it must
    not keep the home from its prices.
    """
    try:
        export = await _async_export_tariff(hass, options, zone)
    except TariffError as error:
        LOGGER.debug("No export prices: %s %s", error, dict(error.placeholders))
        return ()
    if export is None or export.currency != tariff.currency:
        return ()
    return export.windows


async def _async_export_tariff(
    hass: HomeAssistant, options: Mapping[str, Any], zone: ZoneInfo
) -> Tariff | None:
    """Return the export prices of the options, else of the Energy dashboard."""
    if source := options.get(CONF_EXPORT_SOURCE):
        return await _async_read_source(hass, source, zone)
    grid = await async_grid_price(hass, export=True)
    if grid.number is not None:
        windows = fixed.fixed_windows(grid.number, dt_util.utcnow(), zone)
        return Tariff(windows=windows, currency=hass.config.currency)
    if grid.entity_id is None:
        return None
    # Some integrations have to be asked what they can tell: once is enough.
    sources = hass.data.setdefault(DATA_EXPORT_SOURCES, {})
    if grid.entity_id not in sources:
        offer = await async_offer_source(hass, grid.entity_id)
        sources[grid.entity_id] = offer.source
    return await _async_read_source(hass, sources[grid.entity_id], zone)
