"""What the appliance form offers to start from."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.energy.data import async_get_manager
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component

from custom_components.hushwatt.appliance_types import ApplianceType
from custom_components.hushwatt.candidates import (
    APPLIANCE_PLATFORMS,
    async_device_candidate,
    async_find_candidates,
)
from custom_components.hushwatt.household import adapters


def add_device(
    hass: HomeAssistant, platform: str, name: str, **details: Any
) -> dr.DeviceEntry:
    """Add a device of an integration."""
    entry = MockConfigEntry(domain=platform)
    entry.add_to_hass(hass)
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(platform, name)},
        name=name,
        **details,
    )


def add_sensor(
    hass: HomeAssistant,
    device: dr.DeviceEntry,
    platform: str,
    key: str,
    device_class: str | None = None,
) -> str:
    """Add a sensor of a device, with a state."""
    entity_id = (
        er.async_get(hass)
        .async_get_or_create(
            "sensor",
            platform,
            key,
            suggested_object_id=key,
            device_id=device.id,
            original_device_class=device_class,
        )
        .entity_id
    )
    hass.states.async_set(entity_id, "0")
    return entity_id


@pytest.fixture
async def energy(hass: HomeAssistant, recorder_mock: object) -> None:
    """Set up the Energy dashboard's data."""
    assert await async_setup_component(hass, "energy", {})


async def count(hass: HomeAssistant, *consumers: dict[str, Any]) -> None:
    """Let the Energy dashboard count devices."""
    manager = await async_get_manager(hass)
    await manager.async_update({"device_consumption": list(consumers)})


async def test_devices_of_appliance_integrations_are_offered_the_likely_ones_first(
    hass: HomeAssistant,
) -> None:
    """A lamp is not offered; what can wait comes before what may not."""
    for platform, name in (
        ("miele", "Oven"),
        ("miele", "Waschmaschine"),
        ("hue", "Dishwasher lamp"),
    ):
        device = add_device(hass, platform, name)
        add_sensor(hass, device, platform, f"{name} state")
    found = await async_find_candidates(hass, ())
    assert [(one.name, one.kind) for one in found] == [
        ("Waschmaschine", ApplianceType.WASHING_MACHINE),
        ("Oven", ApplianceType.OTHER),
    ]


async def test_a_disabled_device_and_one_without_a_name_are_not_offered(
    hass: HomeAssistant,
) -> None:
    """They are nothing that a person would ask about."""
    disabled = add_device(hass, "miele", "Washer")
    add_sensor(hass, disabled, "miele", "state")
    dr.async_get(hass).async_update_device(
        disabled.id, disabled_by=dr.DeviceEntryDisabler.USER
    )
    nameless = add_device(hass, "easee", "Charger")
    dr.async_get(hass).async_update_device(nameless.id, name=None)
    add_sensor(hass, nameless, "easee", "status")
    assert await async_find_candidates(hass, ()) == []


async def test_a_device_that_two_sensors_measure_brings_no_power_sensor(
    hass: HomeAssistant,
) -> None:
    """Which of the two is meant is for the person to say."""
    device = add_device(hass, "wallbox", "Wallbox", model="Pulsar")
    one = add_sensor(hass, device, "wallbox", "one", "power")
    candidate = async_device_candidate(hass, device.id)
    assert candidate is not None
    assert (candidate.kind, candidate.power_entity) == (ApplianceType.EV_CHARGER, one)
    add_sensor(hass, device, "wallbox", "two", "power")
    candidate = async_device_candidate(hass, device.id)
    assert candidate is not None
    assert candidate.power_entity is None


def test_a_device_that_is_gone_is_no_candidate(hass: HomeAssistant) -> None:
    """Its id leads nowhere."""
    assert async_device_candidate(hass, "gone") is None


async def test_what_the_energy_dashboard_counts_is_offered_once(
    hass: HomeAssistant, energy: None
) -> None:
    """A plug gives its dashboard name; a counter without a device its own."""
    plug = add_device(hass, "shelly", "Plug S")
    meter = add_sensor(hass, plug, "shelly", "plug_energy", "energy")
    power = add_sensor(hass, plug, "shelly", "plug_power", "power")
    hass.states.async_set("sensor.dryer_energy", "3", {"friendly_name": "Dryer"})
    washer = add_device(hass, "miele", "Washer")
    washer_meter = add_sensor(hass, washer, "miele", "washer_energy", "energy")
    await count(
        hass,
        {"stat_consumption": meter, "name": "Dishwasher"},
        {"stat_consumption": "sensor.dryer_energy", "stat_rate": "sensor.dryer_power"},
        {"stat_consumption": washer_meter},
        {"stat_consumption": "sensor.gone"},
    )
    found = await async_find_candidates(hass, ())
    assert [(one.name, one.kind, one.device_id, one.power_entity) for one in found] == [
        ("Dishwasher", ApplianceType.DISHWASHER, plug.id, power),
        ("Dryer", ApplianceType.TUMBLE_DRYER, None, "sensor.dryer_power"),
        ("Washer", ApplianceType.WASHING_MACHINE, washer.id, None),
    ]


async def test_what_is_an_appliance_already_is_not_offered(
    hass: HomeAssistant, energy: None
) -> None:
    """Neither by its device nor by its power sensor."""
    washer = add_device(hass, "miele", "Washer")
    add_sensor(hass, washer, "miele", "state")
    hass.states.async_set("sensor.dryer_energy", "3", {"friendly_name": "Dryer"})
    await count(
        hass,
        {"stat_consumption": "sensor.dryer_energy", "stat_rate": "sensor.dryer_power"},
    )
    assert await async_find_candidates(hass, {washer.id, "sensor.dryer_power"}) == []


def test_whatever_has_an_adapter_is_offered() -> None:
    """An integration that we read and do not offer would have to be found by the person."""
    read = {
        value
        for module in iter_modules(adapters.__path__)
        for name, value in vars(
            import_module(f"{adapters.__name__}.{module.name}")
        ).items()
        if name == "_PLATFORM"
    }
    assert len(read) > 5
    assert read <= APPLIANCE_PLATFORMS


async def test_an_energy_dashboard_that_nobody_set_up_offers_nothing(
    hass: HomeAssistant, energy: None
) -> None:
    """Its preferences are empty then."""
    assert await async_find_candidates(hass, ()) == []
