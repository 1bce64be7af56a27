"""The form of an appliance."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .flows import start_appliance, submit_appliance, suggested
from custom_components.hushwatt import flow_appliance
from custom_components.hushwatt.appliance_types import ApplianceType
from custom_components.hushwatt.candidates import Candidate
from custom_components.hushwatt.household.cycles.programmes import Programme

ALL_FIELDS = {
    "name": " Dishwasher ",
    "aliases": ["the dishes", " ", " machine "],
    "duration": 90,
    "energy": 1.2,
    "rules": {
        "ready_by": "06:30:00",
        "quiet_from": "22:00:00",
        "quiet_until": "06:00:00",
        "interruptible": False,
        "noisy": True,
        "delay_step": 60,
    },
    "entities": {
        "availability_entity": "binary_sensor.dishwasher_ready",
        "state_entity": "sensor.dishwasher_state",
        "power_entity": "sensor.dishwasher_power",
        "assume_ready": True,
    },
    "profile": {},
    "battery": {
        "battery_size": 60.0,
        "battery_entity": "sensor.car_battery",
        "battery_target": 80.0,
        "charge_power": 11.0,
    },
}
ALL_DATA = {
    "aliases": ["the dishes", "machine"],
    "duration": 90,
    "energy": 1.2,
    "ready_by": "06:30:00",
    "quiet_from": "22:00:00",
    "quiet_until": "06:00:00",
    "noisy": True,
    "delay_step": 60,
    "availability_entity": "binary_sensor.dishwasher_ready",
    "state_entity": "sensor.dishwasher_state",
    "power_entity": "sensor.dishwasher_power",
    "assume_ready": True,
    "battery_size": 60.0,
    "battery_entity": "sensor.car_battery",
    "battery_target": 80.0,
    "charge_power": 11.0,
}


def form(**changes: Any) -> dict[str, Any]:
    """Return the smallest form, every section emptied, with changes."""
    return {
        "name": "Dishwasher",
        "duration": 90,
        "energy": 1.2,
        "rules": {},
        "entities": {},
        "profile": {},
        "battery": {},
        **changes,
    }


async def describe(
    hass: HomeAssistant, entry: MockConfigEntry, values: dict[str, Any]
) -> Any:
    """Open the form of a dishwasher and submit it with values."""
    result = await start_appliance(hass, entry)
    result = await submit_appliance(hass, result, {"start_from": "dishwasher"})
    return await submit_appliance(hass, result, values)


async def add(
    hass: HomeAssistant, entry: MockConfigEntry, values: dict[str, Any]
) -> ConfigSubentry:
    """Add an appliance and return it."""
    result = await describe(hass, entry, values)
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    await hass.async_block_till_done()
    return list(entry.subentries.values())[-1]


async def test_every_field_is_stored_and_comes_back_when_it_is_changed(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nothing empty is stored; the form of a change shows what was stored."""
    appliance = await add(hass, entry, ALL_FIELDS)
    assert appliance.title == "Dishwasher"
    assert appliance.data == ALL_DATA
    result = await entry.start_subentry_reconfigure_flow(hass, appliance.subentry_id)
    shown = suggested(result)
    assert shown["name"] == "Dishwasher"
    assert shown["rules"] == {**ALL_FIELDS["rules"]}
    assert shown["entities"] == ALL_FIELDS["entities"]
    assert shown["battery"] == ALL_FIELDS["battery"]
    result = await submit_appliance(
        hass, result, form(name="Washer up", duration=100, energy=1.0)
    )
    assert result["reason"] == "reconfigure_successful"
    changed = entry.subentries[appliance.subentry_id]
    assert changed.title == "Washer up"
    assert changed.data == {"duration": 100, "energy": 1.0}


async def test_sections_that_nobody_opens_keep_what_is_in_them(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Another name changes the name."""
    appliance = await add(hass, entry, ALL_FIELDS)
    result = await entry.start_subentry_reconfigure_flow(hass, appliance.subentry_id)
    shown = suggested(result)
    result = await submit_appliance(hass, result, {**shown, "name": "Washer up"})
    assert result["reason"] == "reconfigure_successful"
    changed = entry.subentries[appliance.subentry_id]
    assert changed.title == "Washer up"
    assert changed.data == ALL_DATA


async def test_an_appliance_may_keep_its_own_name_when_it_is_changed(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Its own name and aliases are not somebody else's."""
    appliance = await add(hass, entry, form(aliases=["dishes"]))
    result = await entry.start_subentry_reconfigure_flow(hass, appliance.subentry_id)
    result = await submit_appliance(hass, result, form(aliases=["dishes", "plates"]))
    assert result["reason"] == "reconfigure_successful"


async def test_unknown_figures_may_stay_empty(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """They can be learned or asked for later."""
    values = form()
    del values["duration"], values["energy"]
    appliance = await add(hass, entry, values)
    assert appliance.data == {}


async def test_a_power_profile_takes_the_place_of_duration_and_energy(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Two figures for one thing cannot contradict each other."""
    phases = [{"minutes": 30, "power": 2.0}, {"minutes": 60, "power": 0.2}]
    appliance = await add(hass, entry, form(profile={"phases": phases}))
    assert appliance.data == {"phases": phases}


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": " !! "}, {"name": "name_empty"}),
        ({"name": "x" * 61}, {"name": "name_too_long"}),
        ({"name": "CAR"}, {"name": "name_taken"}),
        ({"name": "tesla"}, {"name": "name_taken"}),
        ({"aliases": ["cár"]}, {"aliases": "alias_taken"}),
        ({"duration": 1, "energy": 2.0}, {"energy": "power_too_high"}),
        ({"rules": {"quiet_from": "22:00:00"}}, {"base": "quiet_incomplete"}),
        ({"rules": {"quiet_until": "22:00:00"}}, {"base": "quiet_incomplete"}),
        (
            {"rules": {"quiet_from": "22:00:00", "quiet_until": "22:00:00"}},
            {"base": "quiet_empty"},
        ),
        (
            {
                "rules": {"interruptible": True},
                "profile": {"phases": [{"minutes": 30, "power": 2.0}]},
            },
            {"base": "profile_interruptible"},
        ),
        (
            {"profile": {"phases": [{"minutes": 1440, "power": 2.0}] * 2}},
            {"base": "profile_too_long"},
        ),
    ],
)
async def test_what_cannot_be_is_told_of_and_can_be_mended(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    changes: dict[str, Any],
    errors: dict[str, str],
) -> None:
    """Each mistake has its sentence, and the form goes on from there."""
    await add(hass, entry, form(name="Car", aliases=["Tesla"]))
    result = await describe(hass, entry, form(**changes))
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == errors
    shown = suggested(result)
    assert all(shown[key] == value for key, value in changes.items() if key != "rules")
    result = await submit_appliance(hass, result, form())
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_mistake_in_a_change_is_told_of_too(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The appliance stays as it was."""
    await add(hass, entry, form(name="Car"))
    appliance = await add(hass, entry, form())
    result = await entry.start_subentry_reconfigure_flow(hass, appliance.subentry_id)
    result = await submit_appliance(hass, result, form(name="car"))
    assert result["errors"] == {"name": "name_taken"}
    assert entry.subentries[appliance.subentry_id].title == "Dishwasher"


async def test_an_appliance_cannot_be_added_while_hushwatt_is_not_loaded(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """It would not be checked against anything."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert entry.state is ConfigEntryState.NOT_LOADED
    result = await start_appliance(hass, entry)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "entry_not_loaded"


async def test_a_device_fills_the_form_in_and_is_offered_only_once(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nothing has to be typed for a device that Home Assistant knows."""
    other = MockConfigEntry(domain="home_connect")
    other.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id,
        identifiers={("home_connect", "1")},
        name="Dishwasher",
    )
    power = er.async_get(hass).async_get_or_create(
        "sensor",
        "home_connect",
        "power",
        device_id=device.id,
        config_entry=other,
        original_device_class="power",
    )
    result = await start_appliance(hass, entry)
    assert suggested(result) == {"start_from": f"device_{device.id}"}
    result = await submit_appliance(hass, result, suggested(result))
    shown = suggested(result)
    assert shown["name"] == "Dishwasher"
    assert (shown["duration"], shown["energy"]) == (210, 0.9)
    assert shown["entities"]["device_id"] == device.id
    assert shown["entities"]["power_entity"] == power.entity_id
    result = await submit_appliance(hass, result, shown)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    result = await start_appliance(hass, entry)
    assert suggested(result) == {}


async def test_any_other_device_can_be_started_from(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A smart plug that nobody knows to be a dishwasher, once, and while it is there."""
    plugs = MockConfigEntry(domain="shelly")
    plugs.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=plugs.entry_id,
        identifiers={("shelly", "1")},
        name="Kitchen dishwasher plug",
    )
    power = er.async_get(hass).async_get_or_create(
        "sensor",
        "shelly",
        "power",
        device_id=device.id,
        config_entry=plugs,
        original_device_class="power",
    )
    result = await start_appliance(hass, entry)
    assert suggested(result) == {}
    result = await submit_appliance(hass, result, {"start_from": "device"})
    assert result["step_id"] == "device"
    # A browser sends an empty text when nothing is chosen.
    for wrong in ("", "gone"):
        result = await submit_appliance(hass, result, {"device_id": wrong})
        assert result["errors"] == {"device_id": "device_missing"}
    result = await submit_appliance(hass, result, {"device_id": device.id})
    shown = suggested(result)
    assert shown["name"] == "Kitchen dishwasher plug"
    assert (shown["duration"], shown["energy"]) == (210, 0.9)
    assert shown["entities"]["device_id"] == device.id
    assert shown["entities"]["power_entity"] == power.entity_id
    result = await submit_appliance(hass, result, shown)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    result = await start_appliance(hass, entry)
    result = await submit_appliance(hass, result, {"start_from": "device"})
    result = await submit_appliance(hass, result, {"device_id": device.id})
    assert result["errors"] == {"device_id": "device_taken"}


@pytest.mark.parametrize(
    ("language", "kind", "name"),
    [
        ("en", "dishwasher", "Dishwasher"),
        ("de", "ev_charger", "Auto"),
        ("fr-CA", "tumble_dryer", "Sèche-linge"),
        ("nl", "robot_vacuum", "Robotstofzuiger"),
        ("es", "water_heater", "Calentador de agua"),
        ("pt", "washing_machine", "Washing machine"),
        ("en", "other", None),
    ],
)
async def test_the_usual_name_of_a_kind_is_offered_in_the_language_of_the_home(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    language: str,
    kind: str,
    name: str | None,
) -> None:
    """Unless another appliance has it."""
    hass.config.language = language
    for expected in (name, None):
        result = await start_appliance(hass, entry)
        result = await submit_appliance(hass, result, {"start_from": kind})
        shown = suggested(result)
        assert shown.get("name") == expected
        result = await submit_appliance(hass, result, {"name": "x", **shown})
        await hass.async_block_till_done()


async def test_what_the_past_of_a_device_shows_is_offered(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was learned with confidence comes before what is usual; the rest does not."""
    hass.states.async_set("sensor.dryer", "1", {"friendly_name": "Dryer"})
    programme = Programme(duration=95, energy=1.234, phases=(), runs=5, confidence=0.8)

    async def find(hass: HomeAssistant, taken: object) -> list[Candidate]:
        """Find one appliance with a power sensor."""
        return [
            Candidate(
                key="energy_x",
                name="Dryer",
                kind=ApplianceType.TUMBLE_DRYER,
                power_entity="sensor.dryer",
            )
        ]

    async def learn(hass: HomeAssistant, data: dict[str, Any]) -> Any:
        """Find what the recorder would show."""
        assert data == {"device_id": None, "power_entity": "sensor.dryer"}
        return {"sensor.dryer": (programme,)}

    monkeypatch.setattr(flow_appliance, "async_find_candidates", find)
    monkeypatch.setattr(flow_appliance, "async_learn_appliance", learn)
    result = await start_appliance(hass, entry)
    result = await submit_appliance(hass, result, {"start_from": "energy_x"})
    shown = suggested(result)
    assert (shown["duration"], shown["energy"]) == (95, 1.23)
    # A state in words tells how long it runs, and nothing of what it draws.
    programme = replace(programme, energy=0.0)
    result = await start_appliance(hass, entry)
    result = await submit_appliance(hass, result, {"start_from": "energy_x"})
    shown = suggested(result)
    assert (shown["duration"], shown["energy"]) == (95, 1.6)
    programme = replace(programme, confidence=0.2)
    result = await start_appliance(hass, entry)
    result = await submit_appliance(hass, result, {"start_from": "energy_x"})
    shown = suggested(result)
    assert (shown["duration"], shown["energy"]) == (150, 1.6)


async def test_a_recorder_that_takes_too_long_is_not_waited_for(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The usual figures are offered then."""

    async def learn(hass: HomeAssistant, data: dict[str, Any]) -> Any:
        """Never answer."""
        await asyncio.Event().wait()

    monkeypatch.setattr(flow_appliance, "LEARN_SECONDS", 0.01)
    monkeypatch.setattr(flow_appliance, "async_learn_appliance", learn)
    other = MockConfigEntry(domain="miele")
    other.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("miele", "1")}, name="Washer"
    )
    er.async_get(hass).async_get_or_create(
        "sensor", "miele", "state", device_id=device.id
    )
    result = await start_appliance(hass, entry)
    result = await submit_appliance(hass, result, suggested(result))
    assert suggested(result)["duration"] == 180
