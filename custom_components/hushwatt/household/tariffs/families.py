"""The integrations whose prices are told by a response action."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant

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


@dataclass(frozen=True)
class ActionFamily:
    """How an integration's prices are read, and what it offers in this home."""

    read: Callable[[HomeAssistant, Mapping[str, Any], ZoneInfo], Awaitable[Tariff]]
    find: Callable[[HomeAssistant], Awaitable[list[PriceSourceOffer]]]


ACTION_FAMILIES: Final[Mapping[str, ActionFamily]] = {
    module.DOMAIN: ActionFamily(module.async_read, module.async_find)
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
