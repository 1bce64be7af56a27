"""Any response action whose answer holds a list of prices by the usual names."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...vocabulary import Tariff
from .actions import async_call
from .days import async_read_days
from .errors import TariffError
from .lists import find_items_deep
from .publication import ANY_MARKET
from .rows import Row, read_rows, to_windows
from .units import parse_price_unit

KIND_ANY_ACTION: Final = "any_action"

# What stands for the day that is asked for, in the action's data.
DAY: Final = "{date}"


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices in the answer of the source's action; raise TariffError.

    The unit must be given, since no answer tells one. When a text of the
    action's data has `{date}` in it, the action is asked once for today and
    once for tomorrow; otherwise once.
    """
    domain, _, action = str(source["action"]).partition(".")
    unit = parse_price_unit(source.get("unit"), hass.config.currency)
    if unit is None:
        raise TariffError(
            "unknown_unit", entity=source["action"], unit=str(source.get("unit", ""))
        )
    asked: Mapping[str, Any] = source.get("data", {})

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of the answer for a day."""
        data = {key: _filled(value, day) for key, value in asked.items()}
        found = find_items_deep(await async_call(hass, domain, action, data))
        return () if found is None else read_rows(found[0], zone, found[1])

    if any(isinstance(value, str) and DAY in value for value in asked.values()):
        rows = await async_read_days(hass, f"{source!r}", zone, fetch)
    else:
        rows = await fetch(date.min)
    if not rows:
        raise TariffError("no_price_list", entity=source["action"])
    windows = to_windows(rows, unit.scale)
    return Tariff(
        windows=windows,
        currency=unit.currency,
        tomorrow_overdue=ANY_MARKET.is_overdue(windows, dt_util.utcnow()),
    )


def _filled(value: Any, day: date) -> Any:
    """Return a datum with the day in place of what stands for it."""
    return value.replace(DAY, day.isoformat()) if isinstance(value, str) else value
