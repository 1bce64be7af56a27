"""A utility meter's tariffs: a price for each, at told times or those of its last week."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.components.recorder import get_instance, history
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import DOMAIN as OUR_DOMAIN
from ...vocabulary import Tariff
from .errors import TariffError
from .figures import read_figure
from .holidays import async_read_holidays
from .table import DAYS, read_table, table_windows
from .wall_clock import expand

DOMAIN: Final = "utility_meter"

WEEK: Final = timedelta(days=7)
RECHECK: Final = timedelta(hours=1)


@dataclass(frozen=True)
class PastWeek:
    """Which tariff held from when on (local wall clock, in order); when it was read."""

    edges: tuple[datetime, ...]
    tariffs: tuple[str, ...]
    read: datetime

    def tariff_at(self, local: datetime) -> str:
        """Return the tariff that held at the same time of the same weekday."""
        wall = local.replace(tzinfo=None, fold=0)
        while (place := bisect_right(self.edges, wall)) == len(self.edges):
            wall -= WEEK
        return self.tariffs[max(place - 1, 0)]


DATA_WEEKS: HassKey[dict[str, PastWeek]] = HassKey(f"{OUR_DOMAIN}.meter_weeks")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of a meter's tariffs; raise TariffError."""
    prices = source.get("prices", {})
    currency = source.get("currency", hass.config.currency)
    now = dt_util.utcnow()
    if (times := source.get("times")) is not None:
        table = read_table(
            {**row, "price": read_figure(hass, prices, str(row.get("tariff")))}
            for row in times
        )
        days_off = await async_read_holidays(hass, source.get("calendar"), now, zone)
        return Tariff(
            windows=table_windows(table, now, zone, days_off), currency=currency
        )
    week = await _async_week(hass, source["entity_id"], zone)
    first = now.astimezone(zone).date() - timedelta(days=1)
    windows = expand(
        first,
        DAYS + 1,
        {edge.time() for edge in week.edges},
        lambda local: read_figure(hass, prices, week.tariff_at(local)),
        zone,
    )
    return Tariff(windows=windows, currency=currency)


async def _async_week(hass: HomeAssistant, entity_id: str, zone: ZoneInfo) -> PastWeek:
    """Return the meter's last week; raise TariffError when it is not whole."""
    weeks = hass.data.setdefault(DATA_WEEKS, {})
    now = dt_util.utcnow()
    known = weeks.get(entity_id)
    if known is not None and now - known.read < RECHECK:
        return known
    if (state := hass.states.get(entity_id)) is None:
        raise TariffError("entity_missing", entity=entity_id)
    if "recorder" not in hass.config.components:
        raise TariffError("history_short", entity=state.name)
    changes = await get_instance(hass).async_add_executor_job(
        history.state_changes_during_period, hass, now - WEEK, now, entity_id, True
    )
    week = read_week(changes.get(entity_id, []), now, zone)
    if week is None:
        raise TariffError("history_short", entity=state.name)
    weeks[entity_id] = week
    return week


def read_week(states: list[State], now: datetime, zone: ZoneInfo) -> PastWeek | None:
    """Return which tariff held when in a week of states, None when a part is missing."""
    start = now - WEEK
    if not states or states[0].last_changed > start:
        return None
    known = [s for s in states if s.state not in ("unavailable", "unknown")]
    if not known or known[0] is not states[0]:
        return None
    edges = [max(s.last_changed, start) for s in known]
    edges.append(now)
    return PastWeek(
        edges=tuple(_wall(edge, zone) for edge in edges),
        tariffs=tuple(s.state for s in known),
        read=now,
    )


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the full minute that the clock on the wall showed."""
    rounded = (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)
    return rounded.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
