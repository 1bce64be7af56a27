"""Zonneplan (core): this hour and the next, and no list of more."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from .listing import Listing
from .rows import Row
from .siblings import registry_key, sibling_states
from .units import PriceUnit

_NOW: Final = "current_electricity_price"
_NEXT: Final = "next_hour_electricity_price"
_HOUR: Final = timedelta(hours=1)


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the two hours that are known, None for other entities.

    Which two is told by when the state was written: the sensors follow the
    hour with their next update, so an old state is still of its own hour.
    """
    if registry_key(hass, state.entity_id) != _NOW:
        return None
    rows = _row(state, timedelta())
    for entity, sibling in sibling_states(hass, state.entity_id):
        if entity.translation_key == _NEXT:
            rows += _row(sibling, _HOUR)
    return Listing(
        rows=rows, unit=PriceUnit("EUR", 1), taxes_included=True, publication=None
    )


def _row(state: State, ahead: timedelta) -> tuple[Row, ...]:
    """Return the hour that a state is of, none when it has no number."""
    try:
        price = float(state.state)
    except ValueError:
        return ()
    told = dt_util.as_utc(state.last_reported)
    start = told.replace(minute=0, second=0, microsecond=0) + ahead
    return (Row(start, price, start + _HOUR),)
