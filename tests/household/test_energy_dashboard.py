"""What the Energy dashboard of core knows of the grid and of the sun."""

from collections.abc import Awaitable, Callable

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.setup import async_setup_component

from .conftest import grid
from .test_solar import solar
from custom_components.hushwatt.household.energy_dashboard import (
    SIGNAL_DASHBOARD,
    GridPrice,
    async_grid_price,
    async_power_entities,
    async_solar_entries,
)


async def test_without_a_dashboard_nothing_is_known(hass: HomeAssistant) -> None:
    """It is not set up by us."""
    assert await async_grid_price(hass) == GridPrice()
    assert await async_power_entities(hass) == ((), ())
    assert await async_solar_entries(hass) == ()
    assert "energy" not in hass.config.components


async def test_an_empty_dashboard_knows_nothing(
    recorder_mock: object, hass: HomeAssistant
) -> None:
    """A home that never filled it in."""
    assert await async_setup_component(hass, "energy", {})
    assert await async_grid_price(hass) == GridPrice()
    assert await async_solar_entries(hass) == ()


async def test_the_first_connection_with_a_price_counts(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """Import and export apart."""
    await energy(
        grid(),
        grid(
            stat_energy_from="sensor.b",
            stat_energy_to="sensor.c",
            entity_energy_price="sensor.price",
            number_energy_price_export=0.08,
        ),
    )
    assert await async_grid_price(hass) == GridPrice(entity_id="sensor.price")
    assert await async_grid_price(hass, export=True) == GridPrice(number=0.08)


async def test_a_change_of_the_dashboard_is_told_once(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """However often it was read before."""
    await energy(grid(number_energy_price=0.3))
    told: list[str] = []
    listener = callback(lambda: told.append("changed"))
    async_dispatcher_connect(hass, SIGNAL_DASHBOARD, listener)
    for _ in range(3):
        await async_grid_price(hass)
        await async_solar_entries(hass)
    assert told == []
    await energy(grid(number_energy_price=0.4))
    assert told == ["changed"]
    assert await async_grid_price(hass) == GridPrice(number=0.4)


async def test_solar_forecasters_count_once(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """However many roofs they are for."""
    await energy(grid(), solar("a", "b"), solar("b"))
    assert await async_solar_entries(hass) == ("a", "b")


async def test_power_is_measured_everywhere_or_not_at_all(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """A sum with a part missing is no sum."""
    roof = {**solar(), "stat_rate": "sensor.roof"}
    await energy(grid(stat_rate="sensor.grid"), roof)
    assert await async_power_entities(hass) == (("sensor.grid",), ("sensor.roof",))
    await energy(grid(stat_rate="sensor.grid"))
    assert await async_power_entities(hass) == (("sensor.grid",), ())
    await energy(grid(stat_rate="sensor.grid"), solar())
    assert await async_power_entities(hass) == ((), ())
    await energy(grid())
    assert await async_power_entities(hass) == ((), ())
