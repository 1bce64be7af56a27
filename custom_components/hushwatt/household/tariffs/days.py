"""Days of prices that are asked for one by one, and no more often than they change."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.signal_type import SignalType

from ...const import DOMAIN, LOGGER
from .errors import TariffError
from .rows import Row

# A day that is whole never changes; one that is not is asked for again after the
# first, one that could not be had after the second, twice as long with each failure.
RETRY: Final = timedelta(minutes=10)
RETRY_ERROR: Final = timedelta(minutes=1)
# How long an answer may wait for tomorrow, in seconds; what comes later makes a new plan.
PATIENCE: Final = 5.0

# Sent when prices came that nobody waited for any more.
SIGNAL_PRICES: SignalType[()] = SignalType(f"{DOMAIN}_prices")

type FetchDay = Callable[[date], Awaitable[tuple[Row, ...]]]
type DayKey = tuple[str, date]


@dataclass(frozen=True)
class Day:
    """What a source told of one day, when it was asked, and what went wrong last."""

    rows: tuple[Row, ...]
    whole: bool
    asked: datetime
    error: TariffError | None = None
    failures: int = 0

    @property
    def due(self) -> datetime | None:
        """Return when the day is to be asked for again, None when it is whole."""
        if self.whole:
            return None
        if self.error is None:
            return self.asked + RETRY
        return self.asked + min(RETRY_ERROR * (1 << min(self.failures - 1, 8)), RETRY)


@dataclass
class DayCache:
    """The days that sources told, and those that are being asked for."""

    days: dict[DayKey, Day] = field(default_factory=dict)
    tasks: dict[DayKey, asyncio.Task[None]] = field(default_factory=dict)


DATA_DAYS: HassKey[DayCache] = HassKey(f"{DOMAIN}.tariff_days")


async def async_read_days(
    hass: HomeAssistant,
    source: str,
    zone: ZoneInfo,
    fetch: FetchDay,
    published: time = time(),
) -> tuple[Row, ...]:
    """Return the rows of today and tomorrow of a market in its own zone.

    `source` names the source among all others. Tomorrow is not asked for
    before `published` (the market's wall clock), and is not waited for long.
    A day that fails keeps what was told of it before; raises TariffError when
    nothing at all is known of today.
    """
    cache = hass.data.setdefault(DATA_DAYS, DayCache())
    now = dt_util.utcnow().astimezone(zone)
    today, tomorrow = now.date(), now.date() + timedelta(days=1)
    _forget_past(cache, today)
    tasks = [_ask(hass, cache, (source, today), fetch, zone)]
    if now.time() >= published:
        tasks.append(_ask(hass, cache, (source, tomorrow), fetch, zone))
    if tasks[0] is not None:
        await asyncio.wait([tasks[0]])
    if pending := [task for task in tasks[1:] if task is not None]:
        _, late = await asyncio.wait(pending, timeout=PATIENCE)
        for task in late:
            task.add_done_callback(lambda _: async_dispatcher_send(hass, SIGNAL_PRICES))
    told = cache.days.get((source, today))
    if told is None:
        raise _failed(source)
    if told.error is not None and not told.rows:
        raise told.error
    later = cache.days.get((source, tomorrow))
    return told.rows + (later.rows if later is not None else ())


@callback
def next_asking(hass: HomeAssistant, now: datetime) -> datetime | None:
    """Return when a day that lacks prices is asked for again, None when none does.

    `now` is aware. Until then reading the prices again tells nothing new.
    """
    cache = hass.data.get(DATA_DAYS)
    moments = [] if cache is None else [day.due for day in cache.days.values()]
    return min((due for due in moments if due is not None and due > now), default=None)


def _ask(
    hass: HomeAssistant, cache: DayCache, key: DayKey, fetch: FetchDay, zone: ZoneInfo
) -> asyncio.Task[None] | None:
    """Return the task that asks for a day, None when it need not be asked for."""
    known = cache.days.get(key)
    if known is not None and (known.due is None or dt_util.utcnow() < known.due):
        return None
    if key not in cache.tasks:
        task = hass.async_create_background_task(
            _async_fetch(cache, key, fetch, zone), f"{DOMAIN} prices of {key[1]}"
        )
        cache.tasks[key] = task
        task.add_done_callback(lambda _: cache.tasks.pop(key))
    return cache.tasks[key]


async def _async_fetch(
    cache: DayCache, key: DayKey, fetch: FetchDay, zone: ZoneInfo
) -> None:
    """Keep what a source tells of a day, or what was told before when it fails."""
    known = cache.days.get(key)
    rows = () if known is None else known.rows
    error: TariffError | None = None
    try:
        rows = await fetch(key[1])
    except TariffError as failure:
        error = failure
    except Exception:  # noqa: BLE001 - an answer of a form that nobody foresaw
        LOGGER.debug("No prices of %s", key[1], exc_info=True)
        error = _failed(key[0])
    whole = error is None and _is_whole(rows, key[1], zone)
    failures = 0 if error is None else 1 + (0 if known is None else known.failures)
    cache.days[key] = Day(rows, whole, dt_util.utcnow(), error, failures)


def _failed(source: str) -> TariffError:
    """Return the error of a source that failed without saying why."""
    return TariffError("action_failed", action=source)


def _is_whole(rows: tuple[Row, ...], day: date, zone: ZoneInfo) -> bool:
    """Tell whether rows reach to the end of a local day of 23, 24 or 25 hours."""
    if not rows:
        return False
    midnight = datetime.combine(day + timedelta(days=1), time(), zone)
    end = dt_util.as_utc(midnight)
    last = max(rows, key=lambda row: row.start)
    return (last.end or last.start + timedelta(hours=1)) >= end


def _forget_past(cache: DayCache, today: date) -> None:
    """Drop the days that are over, but for yesterday: markets differ by hours."""
    yesterday = today - timedelta(days=1)
    for key in [key for key in cache.days if key[1] < yesterday]:
        del cache.days[key]
