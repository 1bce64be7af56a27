"""Zonneplan (HACS): a list in ten-millionths of a euro, tax included."""

from collections.abc import Mapping
from datetime import time
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State

from .listing import Listing
from .lists import as_items
from .publication import Publication
from .rows import Keys, read_rows
from .units import PriceUnit

# The two shapes that the integration has had.
_SHAPES: Final = (
    Keys("start_date", "price_tax_included.amount", "end_date"),
    Keys("datetime", "electricity_price"),
)
_SCALE: Final = 1e-7
_PUBLICATION: Final = Publication(time(18), ZoneInfo("Europe/Amsterdam"))


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the prices of all days that are known, None for other entities."""
    items = as_items(state.attributes.get("forecast"))
    if not items or not isinstance(items[0], Mapping):
        return None
    for keys in _SHAPES:
        if not _fits(items[0], keys):
            continue
        return Listing(
            rows=read_rows(items, zone, keys),
            unit=PriceUnit("EUR", _SCALE),
            taxes_included=True,
            publication=_PUBLICATION,
        )
    return None


def _fits(item: Mapping[str, object], keys: Keys) -> bool:
    """Tell whether a row has a shape."""
    return keys.start in item and keys.price.partition(".")[0] in item
