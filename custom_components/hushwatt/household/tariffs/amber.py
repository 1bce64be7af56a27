"""Amber (core): forecasts of mixed length, the current price in another sensor."""

from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State

from .listing import Listing
from .lists import as_items
from .rows import Keys, Row, read_rows
from .siblings import sibling_states
from .units import PriceUnit

_KEYS: Final = Keys("start_time", "per_kwh", "end_time")


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the forecasts of a channel with its current price, None for other entities.

    Prices are Australian dollars with everything in them; those of the feed-in
    channel are positive when they are paid to the home.
    """
    items = as_items(state.attributes.get("forecasts"))
    channel = state.attributes.get("channel_type")
    if not items or channel is None or "per_kwh" not in items[0]:
        return None
    rows = read_rows(items, zone, _KEYS)
    current = tuple(
        row
        for _, sibling in sibling_states(hass, state.entity_id)
        if sibling.attributes.get("channel_type") == channel
        for row in _current(sibling.attributes, zone)
    )
    first = min((row.start for row in rows), default=None)
    earlier = tuple(row for row in current if first is None or row.start < first)
    return Listing(
        rows=earlier + rows,
        unit=PriceUnit("AUD", 1),
        taxes_included=True,
        publication=None,
    )


def _current(attributes: Any, zone: ZoneInfo) -> tuple[Row, ...]:
    """Return the interval that runs now, which is one row by itself."""
    return read_rows((attributes,), zone, _KEYS) if "per_kwh" in attributes else ()
