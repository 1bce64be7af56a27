"""Octopus Energy (HACS): one event entity per day, in pounds with VAT."""

from datetime import time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from .listing import Listing
from .lists import as_items
from .publication import Publication
from .rows import Keys, Row, read_rows
from .siblings import sibling_states
from .units import PriceUnit

_KEYS: Final = Keys("start", "value_inc_vat", "end")
# The entity of today may still tell yesterday a while after midnight.
_LATE: Final = timedelta(hours=1)
# Rates come between four and eight in the evening.
_PUBLICATION: Final = Publication(time(21), ZoneInfo("Europe/London"))


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the rates of a meter's day and of the next one, None for other entities.

    The next day is in another event entity of the same tariff. A day that is
    long over, which is in a third one, is left by itself.
    """
    rows = _rates(state, zone)
    if not rows:
        return None
    listing = Listing(
        rows=rows,
        unit=PriceUnit("GBP", 1),
        taxes_included=True,
        publication=_PUBLICATION,
    )
    if not listing.holds(dt_util.utcnow() - _LATE):
        return listing
    tariff = state.attributes.get("tariff_code")
    for _, sibling in sibling_states(hass, state.entity_id):
        if sibling.attributes.get("tariff_code") == tariff:
            listing = listing.extended(_rates(sibling, zone))
    return listing


def _rates(state: State, zone: ZoneInfo) -> tuple[Row, ...]:
    """Return the rates in an entity's attributes."""
    return read_rows(as_items(state.attributes.get("rates")), zone, _KEYS)
