"""Strømligning (HACS): tomorrow is in a binary sensor; everything is included."""

from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State

from .listing import Listing
from .lists import as_items
from .publication import Publication
from .rows import Keys, Row, read_rows
from .siblings import registry_key, sibling_states
from .units import PriceUnit

_KEYS: Final = Keys("start", "price", "end")
_PUBLICATION: Final = Publication(time(18), ZoneInfo("Europe/Copenhagen"))
_TODAY: Final = "current_price_"
_TOMORROW: Final = "tomorrow_available_"


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the prices of today and tomorrow, None for other entities.

    The pair is known by the translation keys, which say whether VAT is in.
    """
    key = registry_key(hass, state.entity_id)
    if key is None or not key.startswith(_TODAY):
        return None
    rows = _prices(state, zone)
    if not rows:
        return None
    kind = key.removeprefix(_TODAY)
    listing = Listing(
        rows=rows,
        unit=PriceUnit("DKK", 1),
        taxes_included=kind == "vat",
        publication=_PUBLICATION,
    )
    for entity, sibling in sibling_states(hass, state.entity_id):
        if entity.translation_key == _TOMORROW + kind:
            listing = listing.extended(_prices(sibling, zone))
    return listing


def _prices(state: State, zone: ZoneInfo) -> tuple[Row, ...]:
    """Return the prices in an entity's attributes."""
    return read_rows(as_items(state.attributes.get("prices")), zone, _KEYS)
