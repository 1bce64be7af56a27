"""Days off, out of a calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import DOMAIN
from .actions import async_call
from .errors import TariffError
from .table import DAYS

# Some calendars ask a server in the internet each time that they are read.
RECHECK: Final = timedelta(hours=1)


@dataclass(frozen=True)
class DaysOff:
    """The days that a calendar filled when it was read; `first` is where they begin."""

    days: frozenset[date]
    first: date
    read: datetime

    def holds(self, first: date, now: datetime) -> bool:
        """Tell whether the calendar need not be read again."""
        return self.first == first and now - self.read < RECHECK


DATA_DAYS_OFF: HassKey[dict[str, DaysOff]] = HassKey(f"{DOMAIN}.days_off")


async def async_read_holidays(
    hass: HomeAssistant, calendar: str | None, now: datetime, zone: ZoneInfo
) -> frozenset[date]:
    """Return the days that all-day events of a calendar fill; raise TariffError.

    `now` is aware; days from yesterday on, as far as a table is expanded. A
    calendar is read once an hour; one that cannot be read now keeps the days
    that it had, so that an outage of it is none of the prices.
    """
    if not calendar:
        return frozenset()
    known = hass.data.setdefault(DATA_DAYS_OFF, {})
    first = now.astimezone(zone).date() - timedelta(days=1)
    last = known.get(calendar)
    if last is not None and last.holds(first, now):
        return last.days
    try:
        days = await _async_read(hass, calendar, first, zone)
    except TariffError:
        if last is None:
            raise
        return last.days
    known[calendar] = DaysOff(days, first, now)
    return days


async def _async_read(
    hass: HomeAssistant, calendar: str, first: date, zone: ZoneInfo
) -> frozenset[date]:
    """Return the days off from a day on; raise TariffError."""
    state = hass.states.get(calendar)
    if state is None:
        raise TariffError("entity_missing", entity=calendar)
    if state.state == STATE_UNAVAILABLE:
        raise TariffError("entity_unavailable", entity=state.name)
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
