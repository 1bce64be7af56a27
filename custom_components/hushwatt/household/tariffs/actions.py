"""Response actions of other integrations, asked no more often than they change."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import probatio

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import DOMAIN, LOGGER
from .errors import TariffError
from .rows import Row

# An integration that hangs is given up; it would hold up every answer.
TIMEOUT: Final = 20
# What is incomplete is asked for again after this, what is complete may be corrected.
RETRY: Final = timedelta(minutes=10)
RECHECK: Final = timedelta(hours=6)

type FetchDay = Callable[[date], Awaitable[tuple[Row, ...]]]


@dataclass(frozen=True)
class Day:
    """What a source told of one day, and when it was asked."""

    rows: tuple[Row, ...]
    complete: bool
    asked: datetime


@dataclass
class DayCache:
    """The days that sources told, by source and date."""

    days: dict[tuple[str, date], Day] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


DATA_DAYS: HassKey[DayCache] = HassKey(f"{DOMAIN}.tariff_days")


async def async_call(
    hass: HomeAssistant, domain: str, action: str, data: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return an action's response; raise TariffError `action_missing`, `action_failed`."""
    name = f"{domain}.{action}"
    if not hass.services.has_service(domain, action):
        raise TariffError("action_missing", action=name)
    try:
        async with asyncio.timeout(TIMEOUT):
            response = await hass.services.async_call(
                domain, action, dict(data), blocking=True, return_response=True
            )
    except (HomeAssistantError, probatio.Invalid, TimeoutError) as error:
        LOGGER.debug("%s gave no prices", name, exc_info=True)
        raise TariffError("action_failed", action=name) from error
    return response or {}


async def async_read_days(
    hass: HomeAssistant,
    key: str,
    zone: ZoneInfo,
    fetch: FetchDay,
    published: time = time(),
) -> tuple[Row, ...]:
    """Return the rows of today and tomorrow of a market in its own zone.

    Tomorrow is not asked for before `published` (the market's wall clock). A
    day that fails keeps what was told of it before; raises TariffError when
    nothing at all is known of today.
    """
    cache = hass.data.setdefault(DATA_DAYS, DayCache())
    now = dt_util.utcnow().astimezone(zone)
    today = now.date()
    async with cache.lock:
        _forget_past(cache, today)
        rows = await _async_day(cache, key, today, fetch, zone)
        if now.time() >= published:
            try:
                tomorrow = today + timedelta(days=1)
                rows += await _async_day(cache, key, tomorrow, fetch, zone)
            except TariffError as error:
                LOGGER.debug("Tomorrow is not known yet: %s", error)
    return rows


def get_loaded_entry(hass: HomeAssistant, entry_id: str) -> ConfigEntry:
    """Return an entry of another integration; raise TariffError `entry_missing`."""
    entry = hass.config_entries.async_get_entry(entry_id)
    if entry is None or entry.state is not ConfigEntryState.LOADED:
        raise TariffError("entry_missing", entry="" if entry is None else entry.title)
    return entry


def loaded_entries(hass: HomeAssistant, domain: str) -> list[ConfigEntry]:
    """Return the entries of an integration that are set up."""
    return hass.config_entries.async_loaded_entries(domain)


async def _async_day(
    cache: DayCache, key: str, day: date, fetch: FetchDay, zone: ZoneInfo
) -> tuple[Row, ...]:
    """Return the rows of a day, asked for again only when it may have changed."""
    now = dt_util.utcnow()
    known = cache.days.get((key, day))
    if known is not None:
        wait = RECHECK if known.complete else RETRY
        if now - known.asked < wait:
            return known.rows
    try:
        rows = await fetch(day)
    except TariffError:
        if known is None or not known.rows:
            raise
        rows = known.rows
    cache.days[key, day] = Day(rows, _covers(rows, day, zone), now)
    return rows


def _covers(rows: tuple[Row, ...], day: date, zone: ZoneInfo) -> bool:
    """Tell whether rows cover a whole local day of 23, 24 or 25 hours."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    covered = sum(
        ((row.end - row.start) for row in rows if row.end is not None), timedelta()
    )
    if covered:
        return covered >= dt_util.as_utc(end) - dt_util.as_utc(start)
    last_hour = dt_util.as_utc(end) - timedelta(hours=1)
    return bool(rows) and rows[-1].start >= last_hour


def _forget_past(cache: DayCache, today: date) -> None:
    """Drop the days that are over."""
    for key in [key for key in cache.days if key[1] < today]:
        del cache.days[key]
