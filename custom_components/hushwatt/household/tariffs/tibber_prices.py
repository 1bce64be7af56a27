"""Tibber Prices (HACS): an action that tells a range, in the currency's major unit."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...vocabulary import Tariff
from .actions import async_ask, get_entry, loaded_entries
from .days import async_read_days
from .errors import TariffError
from .offers import PriceSourceOffer, action_offer
from .publication import Publication
from .rows import Keys, Row, read_rows, to_windows
from .siblings import entry_currency

DOMAIN: Final = "tibber_prices"

PUBLISHED: Final = time(12, 30)
PUBLICATION: Final = Publication(time(17))

_KEYS: Final = Keys("startsAt", "total")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the total prices of today and tomorrow; raise TariffError.

    The sensors may show a hundredth of the currency; the action never does.
    """
    entry = get_entry(hass, source["config_entry"])
    currency = entry_currency(hass, entry)
    if currency is None:
        raise TariffError("unknown_unit", entity=entry.title, unit="")

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of a local day."""
        following = dt_util.start_of_local_day(day + timedelta(days=1))
        response = await async_ask(
            hass,
            entry,
            "get_price",
            {
                "entry_id": entry.entry_id,
                "start_time": dt_util.start_of_local_day(day).isoformat(),
                "end_time": following.isoformat(),
            },
        )
        return read_rows(response.get("price_info", ()), zone, _KEYS)

    key = f"{DOMAIN} {entry.entry_id}"
    rows = await async_read_days(hass, key, zone, fetch, PUBLISHED)
    return Tariff(windows=to_windows(rows, 1), currency=currency, taxes_included=True)


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each entry."""
    return [action_offer(DOMAIN, entry) for entry in loaded_entries(hass, DOMAIN)]
