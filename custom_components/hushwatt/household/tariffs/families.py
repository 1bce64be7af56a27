"""The integrations whose prices are told by a response action."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_registry import RegistryEntry

from ...vocabulary import Tariff
from . import (
    easyenergy,
    energyzero,
    green_planet,
    nordpool,
    omie,
    tibber,
    tibber_prices,
)
from .offers import PriceSourceOffer
from .publication import Publication

type Fits = Callable[[HomeAssistant, RegistryEntry, Mapping[str, Any]], bool]


@dataclass(frozen=True)
class ActionFamily:
    """How an integration's prices are read, and what it offers in this home.

    `fits` tells whether a source is of the same prices as an entity of the
    integration; None where an entry has only one kind of prices.
    """

    read: Callable[[HomeAssistant, Mapping[str, Any], ZoneInfo], Awaitable[Tariff]]
    find: Callable[[HomeAssistant], Awaitable[list[PriceSourceOffer]]]
    publication: Publication
    fits: Fits | None = None

    def stands_for(
        self, hass: HomeAssistant, entity: RegistryEntry, source: Mapping[str, Any]
    ) -> bool:
        """Tell whether a source is of the prices that an entity shows one of."""
        if source.get("config_entry") != entity.config_entry_id:
            return False
        return self.fits is None or self.fits(hass, entity, source)


ACTION_FAMILIES: Final[Mapping[str, ActionFamily]] = {
    module.DOMAIN: ActionFamily(
        module.async_read,
        module.async_find,
        module.PUBLICATION,
        getattr(module, "fits", None),
    )
    for module in (
        nordpool,
        tibber,
        energyzero,
        easyenergy,
        omie,
        green_planet,
        tibber_prices,
    )
}
