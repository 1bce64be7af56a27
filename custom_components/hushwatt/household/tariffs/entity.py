"""A price list in an entity's attributes: by its family, else by common names."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.const import (
    ATTR_UNIT_OF_MEASUREMENT,
    CONF_ENTITY_ID,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import DOMAIN
from ...vocabulary import Tariff
from . import (
    amber,
    comed,
    generic,
    gespot,
    octopus,
    pvpc,
    stromligning,
    zonneplan,
    zonneplan_one,
)
from .errors import TariffError
from .listing import Listing
from .lists import find_items
from .offers import PriceSourceOffer
from .rows import to_windows
from .siblings import state_price_unit
from .units import PriceUnit, parse_price_unit, price_units

KIND_ENTITY: Final = "entity"
CONF_UNIT: Final = "unit"

type ReadListing = Callable[[HomeAssistant, State, ZoneInfo], Listing | None]

# Domains whose entities can carry a price list.
LIST_DOMAINS: Final = ("sensor", "event", "binary_sensor")

# What entities told while they were in order, by id and chosen unit, and in which unit.
type Told = dict[tuple[str, str | None], tuple[Listing, PriceUnit]]
DATA_TOLD: HassKey[Told] = HassKey(f"{DOMAIN}.listings")

# What rows call a number that may be anything.
_VAGUE: Final = ("value", "total")

# Those whose lists have a trap first; the last reads whatever is left.
_FAMILIES: Final[tuple[ReadListing, ...]] = (
    octopus.read,
    zonneplan_one.read,
    gespot.read,
    amber.read,
    pvpc.read,
    stromligning.read,
    zonneplan.read,
    comed.read,
    generic.read,
)


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices in the attributes of the source's entity.

    A long list is read in slices between which the event loop has its turn.
    An entity that is out of order loses its attributes; the prices that it told
    before are still those of their times. Raises TariffError `entity_missing`,
    `entity_unavailable`, `no_price_list` or `unknown_unit`.
    """
    entity_id = source[CONF_ENTITY_ID]
    if (state := hass.states.get(entity_id)) is None:
        raise TariffError("entity_missing", entity=entity_id)
    chosen: str | None = source.get(CONF_UNIT)
    told = hass.data.setdefault(DATA_TOLD, {})
    listing = find_listing(hass, state, zone)
    if listing is not None:
        unit = _unit(hass, state, listing, chosen)
        if unit is None:
            raise TariffError(
                "unknown_unit",
                entity=state.name,
                unit=str(state.attributes.get(ATTR_UNIT_OF_MEASUREMENT, "")),
            )
        told[entity_id, chosen] = listing, unit
    elif _is_out_of_order(state) and (entity_id, chosen) in told:
        listing, unit = told[entity_id, chosen]
    else:
        raise TariffError(_why_empty(state), entity=state.name)
    await asyncio.sleep(0)
    windows = to_windows(listing.rows, unit.scale)
    publication = listing.publication
    return Tariff(
        windows=windows,
        currency=unit.currency,
        taxes_included=listing.taxes_included,
        tomorrow_overdue=publication is not None
        and publication.is_overdue(windows, dt_util.utcnow()),
    )


def find_listing(hass: HomeAssistant, state: State, zone: ZoneInfo) -> Listing | None:
    """Return what the first family that knows an entity's shape reads in it."""
    for read in _FAMILIES:
        if (listing := read(hass, state, zone)) is not None:
            return listing
    return None


def offer_entity(
    hass: HomeAssistant, state: State, zone: ZoneInfo
) -> PriceSourceOffer | None:
    """Return an offer for an entity that carries a list of prices, else None."""
    if (listing := find_listing(hass, state, zone)) is None:
        return None
    known = _unit(hass, state, listing, None) is not None
    if not known and not _may_be_price(state):
        return None
    return PriceSourceOffer(
        key=state.entity_id,
        label=state.name,
        kind=KIND_ENTITY,
        source={"kind": KIND_ENTITY, CONF_ENTITY_ID: state.entity_id},
        unit_known=known,
        units=() if known else price_units(hass.config.currency),
        current=listing.holds(dt_util.utcnow()),
    )


def _unit(
    hass: HomeAssistant, state: State, listing: Listing, chosen: str | None
) -> PriceUnit | None:
    """Return the unit of a listing: its family's, the chosen one, the entity's own."""
    if listing.unit is not None:
        return listing.unit
    if chosen is not None:
        return parse_price_unit(chosen, hass.config.currency)
    return state_price_unit(hass, state)


def _may_be_price(state: State) -> bool:
    """Tell whether a list whose unit is not known for sure can be one of prices.

    With a unit it must be per energy (and not per cubic metre), without one
    the rows must call their number a price.
    """
    unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    if unit is not None:
        return str(unit).casefold().endswith(("/kwh", "/mwh", "/wh"))
    found = find_items(state.attributes)
    return found is not None and found[1].price not in _VAGUE


def _is_out_of_order(state: State) -> bool:
    """Tell whether an entity says nothing now."""
    return state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN)


def _why_empty(state: State) -> str:
    """Return the key of the sentence why an entity gives no list."""
    return "entity_unavailable" if _is_out_of_order(state) else "no_price_list"
