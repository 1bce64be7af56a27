"""Nord Pool (core): an action that tells a day, per MWh and without VAT."""

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

DOMAIN: Final = "nordpool"

# The market's day is Oslo's, wherever the area is; results come around 12:45.
MARKET: Final = ZoneInfo("Europe/Oslo")
PUBLISHED: Final = time(12, 30)
PUBLICATION: Final = Publication(time(16), MARKET)

_KEYS: Final = Keys("start", "price", "end")
_PER_MWH: Final = 1e-3


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the spot prices of the source's area; raise TariffError."""
    entry = get_entry(hass, source["config_entry"])
    area = source["area"]
    currency = entry.data["currency"]

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of a market day."""
        response = await async_ask(
            hass,
            entry,
            "get_prices_for_date",
            {
                "config_entry": entry.entry_id,
                "date": day.isoformat(),
                "areas": [area],
                "currency": currency,
            },
        )
        return read_rows(response.get(area, ()), MARKET, _KEYS)

    key = f"{DOMAIN} {entry.entry_id} {area}"
    rows = await async_read_days(hass, key, MARKET, fetch, PUBLISHED)
    return Tariff(
        windows=to_windows(rows, _PER_MWH), currency=currency, taxes_included=False
    )


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each area of each entry."""
    return [
        action_offer(DOMAIN, entry, area, area=area)
        for entry in loaded_entries(hass, DOMAIN)
        for area in entry.data["areas"]
    ]


def fits(hass: HomeAssistant, entity: RegistryEntry, source: Mapping[str, Any]) -> bool:
    """Tell whether an entity is of a source's area, which its unique id names."""
    return source["area"] in entity.unique_id.split("-")
