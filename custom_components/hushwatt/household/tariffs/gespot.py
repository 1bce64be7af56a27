"""GE-Spot (HACS): lists kept by the clock on the wall."""

from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State

from .listing import Listing
from .lists import as_items
from .rows import Keys, is_skipped, read_rows, without_doubled

_KEYS: Final = Keys("time", "value")
_LISTS: Final = ("today_interval_prices", "tomorrow_interval_prices")


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the prices of today and tomorrow, None for other entities.

    The hour that autumn doubles has one price only, and nobody can say for
    which of the two, so both are left out; so is what spring skips.
    """
    items = [i for name in _LISTS for i in as_items(state.attributes.get(name))]
    if not items:
        return None
    real = [item for item in items if not is_skipped(item.get("time"), zone)]
    return Listing(rows=without_doubled(read_rows(real, zone, _KEYS), zone))
