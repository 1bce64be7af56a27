"""OMIE (core): an action that tells a market day of Spain or Portugal, without taxes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
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
from .wall_clock import clock_change

DOMAIN: Final = "omie"

MARKET: Final = ZoneInfo("Europe/Madrid")
PUBLISHED: Final = time(12, 30)
PUBLICATION: Final = Publication(time(16), MARKET)
COUNTRIES: Final = ("es", "pt")

_KEYS: Final = Keys("start", "price", "end")
_HOUR: Final = timedelta(hours=1)


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the spot prices of the source's country in euro; raise TariffError."""
    entry = get_entry(hass, source["config_entry"])
    country = source["country"]

    async def fetch(day: date) -> tuple[Row, ...]:
        """Return the rows of a market day."""
        response = await async_ask(
            hass,
            entry,
            "get_prices_for_date",
            {"date": day.isoformat(), "countries": [country]},
        )
        return set_right(read_rows(response.get(country, ()), MARKET, _KEYS), day)

    rows = await async_read_days(
        hass, f"{DOMAIN} {entry.entry_id} {country}", MARKET, fetch, PUBLISHED
    )
    return Tariff(windows=to_windows(rows, 1), currency="EUR", taxes_included=False)


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each country."""
    return [
        action_offer(DOMAIN, entry, country.upper(), country=country)
        for entry in loaded_entries(hass, DOMAIN)
        for country in COUNTRIES
    ]


def fits(hass: HomeAssistant, entity: RegistryEntry, source: Mapping[str, Any]) -> bool:
    """Tell whether an entity is of a source's country, with which its unique id begins."""
    return entity.unique_id.startswith(source["country"])


def set_right(rows: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    """Return the rows of a market day at the moments they belong to.

    The library behind the action counts quarters on the clock on the wall. On
    a day of 25 hours all after the change is told an hour late, into the next
    day; on one of 23 hours an hour early, over the first hour after the
    change, whose own prices are lost. Both are known by where the day ends.
    """
    if not rows or (change := clock_change(day, MARKET)) is None:
        return rows
    midnight = datetime.combine(day + timedelta(days=1), time(), MARKET)
    end = midnight.astimezone(UTC)
    last = max(row.start for row in rows)
    if last >= end:
        shift, from_moment = -_HOUR, change + _HOUR
    elif last < end - _HOUR and len(rows) > 1:
        shift, from_moment = _HOUR, change
    else:
        return rows
    return tuple(
        _shifted(row, shift) if row.start >= from_moment else row for row in rows
    )


def _shifted(row: Row, shift: timedelta) -> Row:
    """Return a row at another time."""
    end = None if row.end is None else row.end + shift
    return row._replace(start=row.start + shift, end=end)
