"""Tibber Prices (HACS): an action that tells a range, in the currency's major unit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...vocabulary import Tariff
from .actions import async_call, get_loaded_entry, loaded_entries
from .errors import TariffError
from .offers import PriceSourceOffer, action_offer
from .rows import Keys, read_rows, to_windows
from .siblings import entry_currency

DOMAIN: Final = "tibber_prices"

_KEYS: Final = Keys("startsAt", "total")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the total prices of today and tomorrow; raise TariffError.

    The sensors may show a hundredth of the currency; the action never does.
    """
    entry = get_loaded_entry(hass, source["config_entry"])
    currency = entry_currency(hass, entry)
    if currency is None:
        raise TariffError("unknown_unit", entity=entry.title, unit="")
    today = dt_util.start_of_local_day()
    response = await async_call(
        hass,
        DOMAIN,
        "get_price",
        {
            "entry_id": entry.entry_id,
            "start_time": today.isoformat(),
            "end_time": dt_util.start_of_local_day(
                today.date() + timedelta(days=2)
            ).isoformat(),
        },
    )
    rows = read_rows(response.get("price_info", ()), zone, _KEYS)
    return Tariff(windows=to_windows(rows, 1), currency=currency, taxes_included=True)


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each entry."""
    return [action_offer(DOMAIN, entry) for entry in loaded_entries(hass, DOMAIN)]
