"""ComEd (core): the price of now only, in US cents, with no forecast at all."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from homeassistant.const import ATTR_ATTRIBUTION
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util

from .listing import Listing
from .rows import Row
from .units import PriceUnit

# The platform is set up in YAML, so that its entities are in no registry.
_ATTRIBUTION: Final = "Data provided by ComEd Hourly Pricing service"
_POLL: Final = timedelta(minutes=5)


def read(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return the five minutes that a state is of, None for other entities."""
    if state.attributes.get(ATTR_ATTRIBUTION) != _ATTRIBUTION:
        return None
    try:
        price = float(state.state)
    except ValueError:
        return None
    start = dt_util.as_utc(state.last_reported).replace(second=0, microsecond=0)
    return Listing(
        rows=(Row(start, price, start + _POLL),),
        unit=PriceUnit("USD", 0.01),
        publication=None,
    )
