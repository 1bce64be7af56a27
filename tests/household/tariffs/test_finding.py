"""What a home has is found, in the order in which a person would want it."""

from collections.abc import Awaitable, Callable
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .conftest import SetUp
from .market import AMSTERDAM, ORDINARY, OSLO, day_of, local_noon
from .test_nordpool import ENTRY, Market
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_find_price_sources,
    async_offer_source,
)
from tests.household.conftest import grid


def add_list(hass: HomeAssistant, entity_id: str, unit: str | None) -> None:
    """Add an entity with a price list."""
    prices = [
        {"start": s.start.isoformat(), "end": s.end.isoformat(), "price": s.price}
        for s in day_of(ORDINARY, AMSTERDAM, 60)
    ]
    attributes: dict[str, Any] = {"prices": prices}
    if unit is not None:
        attributes["unit_of_measurement"] = unit
    hass.states.async_set(entity_id, "0.2", attributes)


async def test_known_units_come_first(amsterdam: HomeAssistant) -> None:
    """What needs no further question stands above what does, each by its name."""
    add_list(amsterdam, "sensor.b", None)
    add_list(amsterdam, "sensor.z", "EUR/kWh")
    add_list(amsterdam, "event.a", None)
    add_list(amsterdam, "binary_sensor.y", "EUR/kWh")
    add_list(amsterdam, "camera.x", "EUR/kWh")
    offers = await async_find_price_sources(amsterdam)
    assert [offer.key for offer in offers] == [
        "binary_sensor.y",
        "sensor.z",
        "event.a",
        "sensor.b",
    ]


async def test_what_the_energy_dashboard_uses_comes_first(
    energy: Callable[..., Awaitable[None]],
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A price entity stands for itself, or for what the integration behind it tells."""
    Market(aioclient_mock)
    freezer.move_to(local_noon(ORDINARY, OSLO))
    add_list(hass, "sensor.a", "EUR/kWh")
    entry = await set_up("nordpool", ENTRY, title="Nord Pool")
    assert (await async_find_price_sources(hass))[0].key == "sensor.a"

    prices = {
        entity.unique_id.partition("-")[0]: entity.entity_id
        for entity in er.async_entries_for_config_entry(
            er.async_get(hass), entry.entry_id
        )
        if entity.translation_key == "current_price"
    }
    for area, other in (("SE3", "FI"), ("FI", "SE3")):
        await energy(grid(entity_energy_price=prices[area]))
        offers = await async_find_price_sources(hass)
        assert offers[0].label == f"Nord Pool ({area})"
        assert {o.label for o in offers[1:]} == {f"Nord Pool ({other})", "a"}
        offer = await async_offer_source(hass, prices[area])
        assert (offer.source["family"], offer.source["area"]) == ("nordpool", area)
    await energy(grid(entity_energy_price="sensor.a"))
    assert (await async_find_price_sources(hass))[0].key == "sensor.a"


async def test_an_entity_that_a_person_chose_is_offered_as_what_it_is(
    amsterdam: HomeAssistant,
) -> None:
    """Lists, helpers, schedules and selectors each have their own kind."""
    add_list(amsterdam, "sensor.list", "EUR/kWh")
    amsterdam.states.async_set("input_number.price", "0.3")
    amsterdam.states.async_set("schedule.week", "on")
    amsterdam.states.async_set("select.meter", "low", {"options": ["low", "high"]})
    kinds = {
        "sensor.list": ("entity", ()),
        "input_number.price": ("fixed", ()),
        "schedule.week": ("schedule", ("on", "off")),
        "select.meter": ("meter", ("low", "high")),
    }
    for entity_id, (kind, figures) in kinds.items():
        offer = await async_offer_source(amsterdam, entity_id)
        assert (offer.kind, offer.figures) == (kind, figures)
        assert offer.source["entity_id"] == entity_id


async def test_a_list_in_a_strange_unit_can_still_be_chosen(
    amsterdam: HomeAssistant,
) -> None:
    """A person who insists is asked for the unit."""
    add_list(amsterdam, "sensor.list", "credits")
    assert await async_find_price_sources(amsterdam) == []
    offer = await async_offer_source(amsterdam, "sensor.list")
    assert not offer.unit_known
    assert offer.units[0] == "EUR/kWh"


@pytest.mark.parametrize(
    ("entity_id", "key"),
    [("sensor.gone", "entity_missing"), ("sensor.plain", "no_price_list")],
)
async def test_an_entity_that_cannot_be_one_is_told(
    amsterdam: HomeAssistant, entity_id: str, key: str
) -> None:
    """With its reason."""
    amsterdam.states.async_set("sensor.plain", "0.3")
    with pytest.raises(TariffError) as caught:
        await async_offer_source(amsterdam, entity_id)
    assert caught.value.translation_key == key
