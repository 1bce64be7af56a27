"""Any price list of any entity, by the names that such lists use."""

from collections.abc import Sequence
from math import log10
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from .listing import Listing
from .lists import find_items
from .rows import Row, read_rows

# How far a list's price and the state may lie apart to be the same number in
# another unit, and which powers of ten units differ by.
_TOLERANCE: Final = 0.005
_POWERS: Final = (-7, -3, -2, 2, 3, 7)


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the rows of an entity's best price list, None when it has none."""
    if (found := find_items(state.attributes)) is None:
        return None
    items, keys = found
    rows = read_rows(items, zone, keys)
    factor = scale_to_state(rows, state)
    if factor != 1:
        rows = tuple(Row(row.start, row.price * factor, row.end) for row in rows)
    return Listing(rows=rows) if rows else None


def scale_to_state(rows: Sequence[Row], state: State) -> float:
    """Return what makes a list's numbers those of the unit of its entity's state.

    Some lists are in cents or in ten-millionths while the state is not. The
    row that holds now and the state are then the same number but for a power
    of ten; where they are not, the list is taken as it is.
    """
    current = _current(rows)
    try:
        shown = float(state.state)
    except ValueError:
        return 1
    if current is None or current == 0 or shown == 0 or current / shown < 0:
        return 1
    ratio = current / shown
    power = round(log10(ratio))
    if power in _POWERS and abs(ratio / 10**power - 1) < _TOLERANCE:
        return float(10**-power)
    return 1


def _current(rows: Sequence[Row]) -> float | None:
    """Return the price of the last row that has started."""
    now = dt_util.utcnow()
    started = [row for row in rows if row.start <= now]
    return max(started, key=lambda row: row.start).price if started else None
