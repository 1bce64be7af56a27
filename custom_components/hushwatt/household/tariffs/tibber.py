"""Tibber (core): one action for all homes; prices are what is paid, tax included."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.entity_registry import RegistryEntry
from homeassistant.util import dt as dt_util

from ...vocabulary import Tariff
from .actions import async_ask, get_entry, loaded_entries
from .days import async_read_days
from .errors import TariffError
from .offers import PriceSourceOffer, action_offer
from .publication import Publication
from .rows import Keys, Row, read_rows, to_windows
from .siblings import entry_price_unit

DOMAIN: Final = "tibber"

PUBLISHED: Final = time(12, 30)
PUBLICATION: Final = Publication(time(17))

_KEYS: Final = Keys("start_time", "price")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of the source's home; raise TariffError.

    The answer has no unit; it is that of the integration's own price sensor.
    """
    entry = get_entry(hass, source["config_entry"])
    home: str = source["home"]
    unit = entry_price_unit(hass, entry, source.get("unit"))
    if unit is None:
        raise TariffError("unknown_unit", entity=entry.title, unit="")

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of a local day."""
        homes = await _async_homes(hass, entry, day)
        if home not in homes:
            raise TariffError("no_price_list", entity=entry.title)
        return read_rows(homes[home], zone, _KEYS)

    key = f"{DOMAIN} {entry.entry_id} {home}"
    rows = await async_read_days(hass, key, zone, fetch, PUBLISHED)
    return Tariff(
        windows=to_windows(rows, unit.scale),
        currency=unit.currency,
        taxes_included=True,
    )


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each home that has prices."""
    entries = loaded_entries(hass, DOMAIN)
    if not entries:
        return []
    try:
        homes = await _async_homes(hass, entries[0], dt_util.now().date())
    except TariffError:
        return []
    return [action_offer(DOMAIN, entries[0], name, home=name) for name in homes]


def fits(hass: HomeAssistant, entity: RegistryEntry, source: Mapping[str, Any]) -> bool:
    """Tell whether an entity is of a source's home, after which its device is named."""
    device = dr.async_get(hass).async_get(entity.device_id or "")
    return device is not None and device.name == source["home"]


async def _async_homes(
    hass: HomeAssistant, entry: ConfigEntry, day: date
) -> Mapping[str, Any]:
    """Return the rows of a local day, by the name of a home."""
    response = await async_ask(
        hass,
        entry,
        "get_prices",
        {
            "start": dt_util.start_of_local_day(day).isoformat(),
            "end": dt_util.start_of_local_day(day + timedelta(days=1)).isoformat(),
        },
    )
    homes: Mapping[str, Any] = response.get("prices", {})
    return homes
