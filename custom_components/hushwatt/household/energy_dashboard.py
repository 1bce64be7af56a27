"""What the Energy dashboard knows: grid prices, grid power, solar forecasts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.energy.data import EnergyManager, async_get_manager
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.signal_type import SignalType

from ..const import DOMAIN

_ENERGY: Final = "energy"

# Sent when prices, roofs or meters of the dashboard are others than before.
SIGNAL_DASHBOARD: SignalType[()] = SignalType(f"{DOMAIN}_dashboard")
DATA_FOLLOWED: HassKey[bool] = HassKey(f"{DOMAIN}.dashboard_followed")


@dataclass(frozen=True, kw_only=True)
class GridPrice:
    """A grid connection's price per kWh: an entity's, or a number, or neither."""

    entity_id: str | None = None
    number: float | None = None


async def async_grid_price(hass: HomeAssistant, *, export: bool = False) -> GridPrice:
    """Return the price of the first grid connection that has one."""
    suffix = "_export" if export else ""
    for source in await _async_sources(hass, "grid"):
        entity_id = source.get(f"entity_energy_price{suffix}")
        number = source.get(f"number_energy_price{suffix}")
        if entity_id is not None or number is not None:
            return GridPrice(entity_id=entity_id, number=number)
    return GridPrice()


async def async_power_entities(
    hass: HomeAssistant,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the entities that measure power from the grid, and from the roof.

    From the grid is positive, into it negative. A home some of whose
    connections or roofs measure no power has none, since their sum is unknown.
    """
    found: list[tuple[str, ...]] = []
    for kind in ("grid", "solar"):
        sources = await _async_sources(hass, kind)
        rates = tuple(str(s["stat_rate"]) for s in sources if s.get("stat_rate"))
        if len(rates) < len(sources):
            return (), ()
        found.append(rates)
    return found[0], found[1]


async def async_solar_entries(hass: HomeAssistant) -> tuple[str, ...]:
    """Return the config entries that forecast the home's solar production."""
    return tuple(
        dict.fromkeys(
            entry_id
            for source in await _async_sources(hass, "solar")
            for entry_id in source.get("config_entry_solar_forecast") or ()
        )
    )


@callback
def _follow(hass: HomeAssistant, manager: EnergyManager) -> None:
    """Pass on, once for all, that a person changed the dashboard.

    Nobody can stop listening to it, so that there is one listener for as long
    as Home Assistant runs, and whoever is loaded connects to its signal.
    """
    if hass.data.get(DATA_FOLLOWED):
        return
    hass.data[DATA_FOLLOWED] = True

    async def changed() -> None:
        """Tell it to whoever listens."""
        async_dispatcher_send(hass, SIGNAL_DASHBOARD)

    manager.async_listen_updates(changed)


async def _async_sources(
    hass: HomeAssistant, kind: str
) -> tuple[Mapping[str, Any], ...]:
    """Return the sources of a kind, none when there is no Energy dashboard."""
    if _ENERGY not in hass.config.components:
        return ()
    manager = await async_get_manager(hass)
    _follow(hass, manager)
    if manager.data is None:
        return ()
    return tuple(s for s in manager.data["energy_sources"] if s.get("type") == kind)
