"""EnergyZero (core): an action that tells a day, all-in or market price, VAT included."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_registry import RegistryEntry

from ...vocabulary import Tariff
from .actions import async_ask, get_entry, loaded_entries
from .days import async_read_days
from .offers import PriceSourceOffer, action_offer
from .publication import Publication
from .rows import Keys, Row, read_rows, to_windows

DOMAIN: Final = "energyzero"

# A day is one of the home's zone; tomorrow comes in the early afternoon.
PUBLISHED: Final = time(12, 30)
PUBLICATION: Final = Publication(time(18))
PRICE_TYPES: Final = ("all_in", "market")

_KEYS: Final = Keys("start", "price", "end")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return quarter-hourly prices in euro; raise TariffError."""
    entry = get_entry(hass, source["config_entry"])
    price_type = source["price_type"]

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of a local day."""
        response = await async_ask(
            hass,
            entry,
            "get_energy_prices",
            {
                "config_entry": entry.entry_id,
                "incl_vat": True,
                "price_type": price_type,
                "interval": "quarter",
                "start": day.isoformat(),
                "end": day.isoformat(),
            },
        )
        return read_rows(response.get("prices", ()), zone, _KEYS)

    key = f"{DOMAIN} {entry.entry_id} {price_type}"
    rows = await async_read_days(hass, key, zone, fetch, PUBLISHED)
    return Tariff(windows=to_windows(rows, 1), currency="EUR", taxes_included=True)


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for the price that is paid and one for the market's."""
    return [
        action_offer(DOMAIN, entry, price_type, price_type=price_type)
        for entry in loaded_entries(hass, DOMAIN)
        for price_type in PRICE_TYPES
    ]


def fits(hass: HomeAssistant, entity: RegistryEntry, source: Mapping[str, Any]) -> bool:
    """Tell whether an entity shows a source's kind of price."""
    kind = "all_in" if "_all_in_" in entity.unique_id else "market"
    return bool(source["price_type"] == kind)
