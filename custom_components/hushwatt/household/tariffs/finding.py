"""Finds what in the home can tell prices, by shape and unit and never by name."""

import asyncio
from typing import Final

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from ..energy_dashboard import GridPrice, async_grid_price
from ..zone import home_zone
from . import schedule
from .entity import LIST_DOMAINS, find_listing, offer_entity
from .errors import TariffError
from .families import ACTION_FAMILIES
from .offers import PriceSourceOffer
from .units import price_units

# Domains of helpers that hold one number.
HELPER_DOMAINS: Final = ("input_number", "number")
# Domains that a person may choose a price source from: those that tell prices, and
# those that only tell which one holds.
PRICE_DOMAINS: Final = (*LIST_DOMAINS, *HELPER_DOMAINS)
SOURCE_DOMAINS: Final = (*PRICE_DOMAINS, "schedule", "select")


async def async_find_price_sources(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return what the home already has; what the Energy dashboard uses comes first."""
    grid = await async_grid_price(hass)
    used = er.async_get(hass).async_get(grid.entity_id or "")
    offers = [
        offer
        for family in ACTION_FAMILIES.values()
        for offer in await family.find(hass)
    ]
    zone = home_zone()
    for state in hass.states.async_all(LIST_DOMAINS):
        if (offer := offer_entity(hass, state, zone)) is not None:
            offers.append(offer)
        # A home can have thousands of sensors.
        await asyncio.sleep(0)
    offers = _without_other_days(hass, offers)
    offers += _offer_dashboard(hass, grid)
    return sorted(
        offers,
        key=lambda offer: (
            not _is_used(hass, offer, grid, used),
            not offer.unit_known,
            offer.label.casefold(),
        ),
    )


async def async_offer_source(hass: HomeAssistant, entity_id: str) -> PriceSourceOffer:
    """Return how an entity that a person chose can be a price source.

    What its `units` and `figures` ask for is to be added to its `source`.
    Raises TariffError when it cannot be one.
    """
    if (state := hass.states.get(entity_id)) is None:
        raise TariffError("entity_missing", entity=entity_id)
    if state.domain in HELPER_DOMAINS:
        return _offer(hass, state, "fixed")
    if state.domain == schedule.DOMAIN:
        return _offer(hass, state, "schedule", (schedule.ON, schedule.OFF))
    if state.domain == "select":
        tariffs = tuple(map(str, state.attributes.get("options", ())))
        return _offer(hass, state, "meter", tariffs)
    zone = home_zone()
    if (offer := offer_entity(hass, state, zone)) is not None:
        return offer
    if find_listing(hass, state, zone) is None:
        return await _async_of_same_entry(hass, state)
    return PriceSourceOffer(
        key=entity_id,
        label=state.name,
        kind="entity",
        source={"kind": "entity", "entity_id": entity_id},
        unit_known=False,
        units=price_units(hass.config.currency),
    )


async def _async_of_same_entry(hass: HomeAssistant, state: State) -> PriceSourceOffer:
    """Return the action of an entity's own integration; raise `no_price_list`.

    The sensors of most core integrations show the current price only.
    """
    entity = er.async_get(hass).async_get(state.entity_id)
    family = None if entity is None else ACTION_FAMILIES.get(entity.platform)
    if entity is not None and family is not None:
        for offer in await family.find(hass):
            if family.stands_for(hass, entity, offer.source):
                return offer
    raise TariffError("no_price_list", entity=state.name)


def _without_other_days(
    hass: HomeAssistant, offers: list[PriceSourceOffer]
) -> list[PriceSourceOffer]:
    """Return offers without the other days of an entry that tells the present as well."""

    def entry_of(offer: PriceSourceOffer) -> str | None:
        """Return the config entry of an offer's entity."""
        entity = er.async_get(hass).async_get(offer.key)
        return None if entity is None else entity.config_entry_id

    present = {entry_of(offer) for offer in offers if offer.current} - {None}
    return [one for one in offers if one.current or entry_of(one) not in present]


def _offer(
    hass: HomeAssistant, state: State, kind: str, figures: tuple[str, ...] = ()
) -> PriceSourceOffer:
    """Return the offer of a helper."""
    return PriceSourceOffer(
        key=state.entity_id,
        label=state.name,
        kind=kind,
        source={
            "kind": kind,
            "entity_id": state.entity_id,
            "currency": hass.config.currency,
        },
        figures=figures,
    )


def _offer_dashboard(hass: HomeAssistant, grid: GridPrice) -> list[PriceSourceOffer]:
    """Return the offer of the Energy dashboard's fixed price, if it has one."""
    if grid.number is None:
        return []
    return [
        PriceSourceOffer(
            key="energy_dashboard",
            label=f"{grid.number:g} {hass.config.currency}/kWh",
            kind="energy_dashboard",
            source={"kind": "energy_dashboard"},
        )
    ]


def _is_used(
    hass: HomeAssistant,
    offer: PriceSourceOffer,
    grid: GridPrice,
    used: er.RegistryEntry | None,
) -> bool:
    """Tell whether an offer is what the Energy dashboard takes its price from."""
    if offer.kind == "energy_dashboard":
        return True
    if offer.source.get("entity_id") is not None:
        return bool(offer.source["entity_id"] == grid.entity_id)
    family = ACTION_FAMILIES.get(str(offer.source.get("family")))
    return (
        used is not None
        and family is not None
        and family.stands_for(hass, used, offer.source)
    )
