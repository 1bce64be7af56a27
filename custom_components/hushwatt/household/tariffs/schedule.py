"""A schedule helper: a price while it is on, another while it is off."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ...vocabulary import Tariff
from .actions import async_call
from .errors import TariffError
from .figures import read_figure
from .table import DAYS
from .wall_clock import expand

DOMAIN: Final = "schedule"
ON: Final = "on"
OFF: Final = "off"

# A slot of the schedule can carry its price itself, under this name.
_PRICE: Final = "price"
_WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of a schedule's week, expanded; raise TariffError."""
    week = await async_week(hass, source["entity_id"])
    prices = source.get("prices", {})

    def price_at(local: datetime) -> float:
        """Return the price of the slot that holds, or that of no slot."""
        clock = local.time()
        for slot in week.get(_WEEKDAYS[local.weekday()], ()):
            if slot["from"] <= clock < slot["to"]:
                own = (slot.get("data") or {}).get(_PRICE)
                return read_figure(hass, {ON: own} if own is not None else prices, ON)
        return read_figure(hass, prices, OFF)

    first = dt_util.utcnow().astimezone(zone).date() - timedelta(days=1)
    boundaries = {s[k] for d in week.values() for s in d for k in ("from", "to")}
    return Tariff(
        windows=expand(first, DAYS + 1, boundaries, price_at, zone),
        currency=source.get("currency", hass.config.currency),
    )


async def async_week(
    hass: HomeAssistant, entity_id: str
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return a schedule's slots by weekday; raise TariffError.

    The end of a day is `time.max`, past every other time.
    """
    if hass.states.get(entity_id) is None:
        raise TariffError("entity_missing", entity=entity_id)
    response = await async_call(hass, DOMAIN, "get_schedule", {"entity_id": entity_id})
    week: Mapping[str, Sequence[Mapping[str, Any]]] = response.get(entity_id, {})
    return week
