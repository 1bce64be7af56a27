"""PVPC (core): an attribute per hour of the clock on the wall, without a date."""

from datetime import UTC, date, datetime, time, timedelta
import re
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State

from .listing import Listing
from .publication import Publication
from .rows import Row
from .units import PriceUnit

# Hour and day of the name; the second of a doubled hour ends in `_d`.
_NAME: Final = re.compile(r"^price_(next_day_)?([01]\d|2[0-3])h(_d)?$")
_HOUR: Final = timedelta(hours=1)
# Fewer hours than this are another integration's.
_FEWEST: Final = 12
# Prices come at a quarter past eight in the evening.
_PUBLICATION: Final = Publication(time(22), ZoneInfo("Europe/Madrid"))


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the hours of today and tomorrow, None for other entities.

    Today is the day on which the state was written, since the entity writes
    on the hour. What is charged includes taxes but for VAT; that of the feed
    is as it is paid.
    """
    names = [(m, v) for k, v in state.attributes.items() if (m := _NAME.match(k))]
    if len(names) < _FEWEST:
        return None
    today = state.last_updated.astimezone(zone).date()
    rows = [
        row
        for match, value in names
        if (row := _read_hour(match, value, today, zone)) is not None
    ]
    return Listing(
        rows=tuple(rows),
        unit=PriceUnit("EUR", 1),
        taxes_included=False,
        publication=_PUBLICATION,
    )


def _read_hour(
    name: re.Match[str], value: Any, today: date, zone: ZoneInfo
) -> Row | None:
    """Return the row of one attribute, None when it is not an hour of that day."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    day = today + timedelta(days=1) if name[1] else today
    clock = time(int(name[2]), fold=1 if name[3] else 0)
    local = datetime.combine(day, clock, zone)
    start = local.astimezone(UTC)
    if start.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        return None
    return Row(start, float(value), start + _HOUR)
