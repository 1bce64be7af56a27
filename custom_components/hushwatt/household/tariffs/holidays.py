"""Days off, out of a calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from .actions import async_call
from .table import DAYS


async def async_read_holidays(
    hass: HomeAssistant, calendar: str | None, now: datetime, zone: ZoneInfo
) -> frozenset[date]:
    """Return the days that all-day events of a calendar fill; raise TariffError.

    `now` is aware; days from yesterday on, as far as a table is expanded.
    """
    if not calendar:
        return frozenset()
    first = now.astimezone(zone).date() - timedelta(days=1)
    response = await async_call(
        hass,
        "calendar",
        "get_events",
        {
            "entity_id": calendar,
            "start_date_time": datetime.combine(first, time(), zone).isoformat(),
            "end_date_time": datetime.combine(
                first + timedelta(days=DAYS + 1), time(), zone
            ).isoformat(),
        },
    )
    days: set[date] = set()
    for event in response.get(calendar, {}).get("events", ()):
        start, end = (dt_util.parse_date(str(event[key])) for key in ("start", "end"))
        # An event with a time of day is an appointment, not a day off.
        if start is None or end is None or "T" in str(event["start"]):
            continue
        days.update(start + timedelta(days=n) for n in range((end - start).days))
    return frozenset(days)
