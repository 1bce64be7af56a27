"""One price around the clock: a helper's, or that of the Energy dashboard."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from .market import AMSTERDAM
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_find_price_sources,
    async_offer_source,
    async_read_tariff,
)
from tests.household.conftest import grid

NOW = datetime(2026, 10, 25, 12, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("state", "unit", "price"),
    [("0.31", "EUR/kWh", 0.31), ("31.5", "ct/kWh", 0.315), ("0.31", None, 0.31)],
)
async def test_a_helper_holds_the_price(
    amsterdam: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    state: str,
    unit: str | None,
    price: float,
) -> None:
    """Now and for the days to come, in the unit that it has."""
    freezer.move_to(NOW)
    attributes = {} if unit is None else {"unit_of_measurement": unit}
    amsterdam.states.async_set("input_number.price", state, attributes)
    offer = await async_offer_source(amsterdam, "input_number.price")
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    (window,) = tariff.windows
    assert window.price == pytest.approx(price)
    assert window.start <= NOW - timedelta(hours=12)
    assert window.end >= NOW + timedelta(days=8)
    assert tariff.currency == "EUR"


@pytest.mark.parametrize(
    ("state", "key"), [(None, "entity_missing"), ("unknown", "entity_unavailable")]
)
async def test_a_helper_without_a_number_is_told(
    amsterdam: HomeAssistant, state: str | None, key: str
) -> None:
    """Missing and empty are two things."""
    if state is not None:
        amsterdam.states.async_set("input_number.price", state)
    source = {"kind": "fixed", "entity_id": "input_number.price"}
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, source)
    assert caught.value.translation_key == key


async def test_the_fixed_price_of_the_energy_dashboard(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """It is offered, followed when it is changed, and told when it is gone."""
    hass.config.currency = "EUR"
    await energy(grid(number_energy_price=0.27))
    (offer,) = await async_find_price_sources(hass)
    assert (offer.key, offer.label) == ("energy_dashboard", "0.27 EUR/kWh")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert [w.price for w in tariff.windows] == [0.27]

    await energy(grid(number_energy_price=0.29))
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert [w.price for w in tariff.windows] == [0.29]

    await energy(grid())
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, offer.source)
    assert caught.value.translation_key == "no_price_list"
    assert await async_find_price_sources(hass) == []
