"""Octopus Energy (HACS): one event entity per day, in pounds with VAT."""

from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State

from .listing import Listing
from .lists import as_items
from .publication import Publication
from .rows import Keys, Row, read_rows
from .siblings import sibling_states
from .units import PriceUnit

_KEYS: Final = Keys("start", "value_inc_vat", "end")
# Rates come between four and eight in the evening.
_PUBLICATION: Final = Publication(time(21), ZoneInfo("Europe/London"))


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the rates of a meter's day and of the next one, None for other entities.

    The next day is in another event entity of the same tariff.
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
    tariff = state.attributes.get("tariff_code")
    for _, sibling in sibling_states(hass, state.entity_id):
        if sibling.attributes.get("tariff_code") == tariff:
            listing = listing.extended(_rates(sibling, zone))
    return listing


def _rates(state: State, zone: ZoneInfo) -> tuple[Row, ...]:
    """Return the rates in an entity's attributes."""
    return read_rows(as_items(state.attributes.get("rates")), zone, _KEYS)
