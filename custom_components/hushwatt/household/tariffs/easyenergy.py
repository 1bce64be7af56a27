"""easyEnergy (core): actions that tell a day of usage or return prices, VAT included."""

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
from .rows import Keys, Row, read_rows, to_windows, without_doubled

DOMAIN: Final = "easyenergy"

MARKET: Final = ZoneInfo("Europe/Amsterdam")
PUBLISHED: Final = time(12, 30)
PUBLICATION: Final = Publication(time(18), MARKET)

# Which action tells a price, and what it has to be asked besides the day.
_ASKED: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "invoice": ("get_energy_usage_prices", {"incl_vat": True, "price_type": "invoice"}),
    "market": ("get_energy_usage_prices", {"incl_vat": True, "price_type": "market"}),
    "return": ("get_energy_return_prices", {}),
}
_KEYS: Final = Keys("timestamp", "price")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return quarter-hourly prices in euro; raise TariffError.

    The API tells times by the clock on the wall and without an offset, so that
    the hour that autumn doubles comes out as one.
    """
    entry = get_entry(hass, source["config_entry"])
    price_type = source["price_type"]
    action, asked = _ASKED[price_type]

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of a market day."""
        response = await async_ask(
            hass,
            entry,
            action,
            {
                "config_entry": entry.entry_id,
                "granularity": "quarter",
                "start": day.isoformat(),
                "end": day.isoformat(),
                **asked,
            },
        )
        rows = read_rows(response.get("prices", ()), MARKET, _KEYS)
        return without_doubled(rows, MARKET)

    key = f"{DOMAIN} {entry.entry_id} {price_type}"
    rows = await async_read_days(hass, key, MARKET, fetch, PUBLISHED)
    return Tariff(windows=to_windows(rows, 1), currency="EUR", taxes_included=True)


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each kind of price."""
    return [
        action_offer(DOMAIN, entry, price_type, price_type=price_type)
        for entry in loaded_entries(hass, DOMAIN)
        for price_type in _ASKED
    ]


def fits(hass: HomeAssistant, entity: RegistryEntry, source: Mapping[str, Any]) -> bool:
    """Tell whether an entity shows a source's kind of price; none shows the invoice's."""
    kind = "return" if "_energy_return_" in entity.unique_id else "market"
    return bool(source["price_type"] == kind)
