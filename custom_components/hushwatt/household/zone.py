"""The home's time zone."""

from zoneinfo import ZoneInfo

from homeassistant.util import dt as dt_util


def home_zone() -> ZoneInfo:
    """Return the zone that Home Assistant keeps as its default."""
    zone = dt_util.get_default_time_zone()
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")
