"""One price around the clock: a helper's, or that of the Energy dashboard."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...vocabulary import PriceWindow, Tariff
from ..energy_dashboard import async_grid_price
from .errors import TariffError
from .figures import read_helper
from .table import DAYS


def read_fixed(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the price that a helper holds now, for the days to come."""
    price = read_helper(hass, source["entity_id"])
    currency = source.get("currency", hass.config.currency)
    return Tariff(
        windows=fixed_windows(price, dt_util.utcnow(), zone), currency=currency
    )


async def async_read_dashboard(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the fixed price of the Energy dashboard's grid connection.

    Raises TariffError `no_price_list` when it has none any more.
    """
    grid = await async_grid_price(hass)
    if grid.number is None:
        raise TariffError("no_price_list", entity="")
    return Tariff(
        windows=fixed_windows(grid.number, dt_util.utcnow(), zone),
        currency=hass.config.currency,
    )


def fixed_windows(
    price: float, now: datetime, zone: ZoneInfo
) -> tuple[PriceWindow, ...]:
    """Return one window from yesterday's midnight on, as long as a table's."""
    first = now.astimezone(zone).date() - timedelta(days=1)
    return (
        PriceWindow(
            dt_util.as_utc(datetime.combine(first, time(), zone)),
            dt_util.as_utc(
                datetime.combine(first + timedelta(days=DAYS + 1), time(), zone)
            ),
            price,
        ),
    )
