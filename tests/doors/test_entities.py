"""What Home Assistant shows: figures, good times, the plan, advice, the cloud's use."""

from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    mock_restore_cache_with_extra_data,
)
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import EVENT_HOMEASSISTANT_STARTED, Platform
from homeassistant.core import CoreState, HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .conftest import TABLE, appliance, reference_home, settle, start
from custom_components.hushwatt.const import DOMAIN

BEST = "sensor.dishwasher_best_start"
GOOD = "binary_sensor.dishwasher_good_time_now"


def state(hass: HomeAssistant, entity_id: str) -> str:
    """Return an entity's state."""
    found = hass.states.get(entity_id)
    assert found is not None, entity_id
    return found.state


async def reach(hass: HomeAssistant, freezer: FrozenDateTimeFactory, when: str) -> None:
    """Let time pass until a moment."""
    freezer.move_to(when)
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle(hass)


@pytest.mark.parametrize(
    "platform",
    [
        Platform.BINARY_SENSOR,
        Platform.CALENDAR,
        Platform.CONVERSATION,
        Platform.EVENT,
        Platform.SENSOR,
        Platform.TODO,
    ],
)
async def test_the_entities_of_the_reference_home(
    hass: HomeAssistant,
    home: MockConfigEntry,
    snapshot: SnapshotAssertion,
    platform: Platform,
) -> None:
    """Registry entries and states, all of them."""
    registry = er.async_get(hass)
    entries = [
        entry
        for entry in er.async_entries_for_config_entry(registry, home.entry_id)
        if entry.domain == platform
    ]
    assert entries
    for entry in sorted(entries, key=lambda entry: entry.entity_id):
        assert entry.translation_key
        assert {
            "entity_id": entry.entity_id,
            "name": entry.original_name,
            "translation_key": entry.translation_key,
            "category": entry.entity_category,
            "device_class": entry.original_device_class,
            "subentry": entry.config_subentry_id,
            "unit": entry.unit_of_measurement,
            "state": state(hass, entry.entity_id),
        } == snapshot(name=entry.entity_id)


async def test_a_good_time_begins_exactly_at_the_best_start(
    hass: HomeAssistant, home: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Not a quarter early, and it ends when running is no longer allowed."""
    await reach(hass, freezer, "2026-11-17T19:45:00+01:00")
    assert state(hass, GOOD) == "off"
    await reach(hass, freezer, "2026-11-17T20:00:00+01:00")
    assert state(hass, GOOD) == "on"
    await reach(hass, freezer, "2026-11-17T21:15:00+01:00")
    assert state(hass, GOOD) == "off"


async def test_the_best_start_stays_while_the_plan_is_as_good(
    hass: HomeAssistant, home: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """An automation that waits for it does not see it slip away minute by minute."""
    await reach(hass, freezer, "2026-11-17T20:00:00+01:00")
    assert state(hass, BEST) == "2026-11-17T19:00:00+00:00"
    freezer.move_to("2026-11-17T20:05:00+01:00")
    hass.states.async_set("binary_sensor.dishwasher", "on", {"door": "closed"})
    await settle(hass)
    assert state(hass, BEST) == "2026-11-17T19:00:00+00:00"
    await reach(hass, freezer, "2026-11-17T20:15:00+01:00")
    assert state(hass, BEST) == "2026-11-17T19:15:00+00:00"


async def test_a_restart_does_not_move_the_best_start(
    hass: HomeAssistant, home: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Else an automation that waits for it would start the appliance twice."""
    await reach(hass, freezer, "2026-11-17T20:00:00+01:00")
    freezer.move_to("2026-11-17T20:05:00+01:00")
    await hass.config_entries.async_reload(home.entry_id)
    await settle(hass)
    assert state(hass, BEST) == "2026-11-17T19:00:00+00:00"
    freezer.move_to("2026-11-17T20:20:00+01:00")
    await hass.config_entries.async_reload(home.entry_id)
    await settle(hass)
    assert state(hass, BEST) == "2026-11-17T19:20:00+00:00"


async def test_a_restart_with_late_prices_does_not_move_the_best_start_either(
    hass: HomeAssistant, evening: None, freezer: FrozenDateTimeFactory
) -> None:
    """Price integrations start when they like; until then the old start is shown."""
    prices = {
        "raw_today": [
            {
                "start": f"2026-11-17T{hour:02}:00:00+01:00",
                "end": f"2026-11-17T{hour + 1:02}:00:00+01:00",
                "value": 0.22 if hour >= 20 else 0.45,
            }
            for hour in range(17, 23)
        ],
        "unit_of_measurement": "EUR/kWh",
    }
    freezer.move_to("2026-11-17T20:05:00+01:00")
    shown = "2026-11-17T19:00:00+00:00"
    mock_restore_cache_with_extra_data(
        hass,
        [
            (
                State(BEST, shown),
                {
                    "native_value": {
                        "__type": "<class 'datetime.datetime'>",
                        "isoformat": shown,
                    },
                    "native_unit_of_measurement": None,
                },
            )
        ],
    )
    hass.set_state(CoreState.not_running)
    entry = reference_home(
        price_source={"kind": "entity", "entity_id": "sensor.prices"}
    )
    await start(hass, entry)
    assert state(hass, BEST) == shown
    assert state(hass, "sensor.car_best_start") == "unknown"
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await settle(hass)
    assert state(hass, BEST) == "unknown"
    hass.states.async_set("sensor.prices", "0.22", prices)
    await settle(hass)
    assert state(hass, BEST) == shown
    freezer.move_to("2026-11-17T20:20:00+01:00")
    await entry.runtime_data.coordinator.async_refresh()
    assert state(hass, BEST) == "2026-11-17T19:20:00+00:00"


async def test_a_start_that_is_past_is_not_shown_after_a_restart(
    hass: HomeAssistant, evening: None
) -> None:
    """Nobody knows what became of it."""
    shown = "2026-11-17T15:00:00+00:00"
    value = {"__type": "<class 'datetime.datetime'>", "isoformat": shown}
    mock_restore_cache_with_extra_data(
        hass,
        [
            (
                State(BEST, shown),
                {"native_value": value, "native_unit_of_measurement": None},
            )
        ],
    )
    hass.set_state(CoreState.not_running)
    await start(
        hass, reference_home(price_source={"kind": "entity", "entity_id": "sensor.x"})
    )
    assert state(hass, BEST) == "unknown"


async def test_a_note_changes_the_plan_without_anybody_asking(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Notes are read when they are written."""
    await home.runtime_data.notes.async_add("The car must be done by 23:00.")
    await settle(hass)
    assert state(hass, "sensor.car_best_start") == "2026-11-17T19:00:00+00:00"


async def test_an_appliance_that_starts_has_no_best_start_any_more(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It runs, or is not ready: it is no good time to start it."""
    hass.states.async_set("binary_sensor.dishwasher", "off")
    await settle(hass)
    assert state(hass, GOOD) == "off"


async def test_no_time_is_good_for_what_cannot_run(
    hass: HomeAssistant, home: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The vacuum has run already, whatever the price is."""
    await reach(hass, freezer, "2026-11-18T00:00:00+01:00")
    assert state(hass, "binary_sensor.robot_vacuum_good_time_now") == "off"
    assert state(hass, "binary_sensor.car_good_time_now") == "on"


async def test_new_prices_change_the_figures(
    hass: HomeAssistant, evening: None
) -> None:
    """The price entity is followed."""
    rows = [
        {
            "start": datetime.fromisoformat("2026-11-17T18:00:00+01:00")
            + timedelta(hours=hour),
            "end": datetime.fromisoformat("2026-11-17T19:00:00+01:00")
            + timedelta(hours=hour),
            "value": 0.3,
        }
        for hour in range(20)
    ]
    unit = {"unit_of_measurement": "SEK/kWh"}
    hass.states.async_set("sensor.prices", "0.3", {"raw_today": rows, **unit})
    entry = reference_home(
        price_source={"kind": "entity", "entity_id": "sensor.prices"}
    )
    await start(hass, entry)
    cost = hass.states.get("sensor.dishwasher_cost_now")
    assert cost.state == "0.36"
    assert cost.attributes["unit_of_measurement"] == "SEK"
    cheaper = [{**row, "value": 0.1} for row in rows]
    hass.states.async_set("sensor.prices", "0.1", {"raw_today": cheaper, **unit})
    await settle(hass)
    # A number that becomes another number is a meter, which can wait a little.
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await settle(hass)
    assert state(hass, "sensor.dishwasher_cost_now") == "0.12"


async def test_without_prices_nothing_is_known_but_the_entities_are_there(
    hass: HomeAssistant, evening: None
) -> None:
    """The unit of money is then that of the home."""
    entry = reference_home(
        price_source={"kind": "entity", "entity_id": "sensor.prices"}
    )
    await start(hass, entry)
    assert state(hass, BEST) == "unknown"
    cost = hass.states.get("sensor.dishwasher_cost_now")
    assert cost.state == "unknown"
    assert cost.attributes["unit_of_measurement"] == "EUR"
    assert state(hass, GOOD) == "off"
    assert state(hass, "calendar.hushwatt_plan") == "off"


async def test_a_home_without_appliances_has_its_own_entities(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A newcomer sees the list, the plan and the agent."""
    for entity_id in (
        "todo.hushwatt_household_notes",
        "calendar.hushwatt_plan",
        "conversation.hushwatt_advisor",
        "event.hushwatt_advice",
    ):
        assert hass.states.get(entity_id) is not None


async def test_the_device_that_was_chosen_carries_the_entities(
    hass: HomeAssistant, evening: None
) -> None:
    """None of ours is made beside it."""
    other = MockConfigEntry(domain="home_connect")
    other.add_to_hass(hass)
    devices = dr.async_get(hass)
    device = devices.async_get_or_create(
        config_entry_id=other.entry_id,
        identifiers={("home_connect", "1")},
        name="Bosch",
    )
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={"mode": "built_in", "price_source": TABLE},
        subentries_data=[
            appliance(
                "dishwasher", "Dishwasher", duration=90, energy=1.2, device_id=device.id
            )
        ],
    )
    await start(hass, entry)
    registry = er.async_get(hass)
    ours = er.async_entries_for_device(registry, device.id)
    assert len(ours) == 5
    assert {one.config_subentry_id for one in ours} == {"dishwasher"}
    assert hass.states.get("sensor.bosch_best_start").state
    own = dr.async_entries_for_config_entry(devices, entry.entry_id)
    assert [one.name for one in own] == ["Mock Title"]
    devices.async_remove_device(device.id)
    await settle(hass)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    own = dr.async_entries_for_config_entry(devices, entry.entry_id)
    assert {one.name for one in own} == {"Mock Title", "Dishwasher"}


async def test_the_calendar_shows_what_is_planned_and_nothing_else(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Appliance, time and money; no vacuum, and no word of a note."""

    async def between(start_day: str, end_day: str) -> list[dict[str, Any]]:
        """Return the events between two moments."""
        response = await hass.services.async_call(
            "calendar",
            "get_events",
            {
                "entity_id": "calendar.hushwatt_plan",
                "start_date_time": start_day,
                "end_date_time": end_day,
            },
            blocking=True,
            return_response=True,
        )
        found: list[dict[str, Any]] = response["calendar.hushwatt_plan"]["events"]
        return found

    assert await between("2026-11-17 00:00:00", "2026-11-19 00:00:00") == [
        {
            "start": "2026-11-17T20:00:00+01:00",
            "end": "2026-11-17T21:30:00+01:00",
            "summary": "Dishwasher",
            "description": "0.26 EUR",
        },
        {
            "start": "2026-11-18T00:00:00+01:00",
            "end": "2026-11-18T02:00:00+01:00",
            "summary": "Car",
            "description": "1.68 EUR",
        },
    ]
    assert len(await between("2026-11-17 21:00:00", "2026-11-18 00:00:00")) == 1
    assert await between("2026-11-18 02:00:00", "2026-11-19 00:00:00") == []


async def test_the_calendar_is_on_while_a_planned_run_goes_on(
    hass: HomeAssistant, home: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Automations can start on it."""
    await reach(hass, freezer, "2026-11-17T20:00:01+01:00")
    assert state(hass, "calendar.hushwatt_plan") == "on"


async def test_each_advice_is_an_event(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Its type is the verdict; the words are left out, since the recorder keeps events."""
    response = await hass.services.async_call(
        DOMAIN,
        "recommend",
        {"appliance": "dishwasher"},
        blocking=True,
        return_response=True,
    )
    event = hass.states.get("event.hushwatt_advice")
    assert event.attributes["event_type"] == "run_later"
    for key in ("reason", "appliance", "start", "end", "cost", "saving", "request_id"):
        assert event.attributes[key] == response[key]
    assert "answer" not in event.attributes
    assert "conflicts" not in event.attributes


async def test_the_last_advice_is_there_after_a_restart(
    hass: HomeAssistant, evening: None
) -> None:
    """With its verdict and its figures, until there is another."""
    stored = State("event.hushwatt_advice", "2026-11-16T10:00:00.000+00:00")
    told = {
        "last_event_type": "run_later",
        "last_event_attributes": {"appliance": "Dishwasher", "saving": 0.276},
    }
    mock_restore_cache_with_extra_data(hass, [(stored, told)])
    await start(hass, reference_home())
    event = hass.states.get("event.hushwatt_advice")
    assert event.state == "2026-11-16T10:00:00.000+00:00"
    assert event.attributes["event_type"] == "run_later"
    assert event.attributes["saving"] == 0.276


async def test_a_plan_that_cannot_be_made_leaves_the_entities_unavailable(
    hass: HomeAssistant,
    home: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """They come back with the next quarter of an hour; the log tells of it once."""
    advisor = type(home.runtime_data.advisor)
    real = advisor.refresh

    async def fail(self: Any) -> Any:
        """Fail."""
        raise RuntimeError

    monkeypatch.setattr(advisor, "refresh", fail)
    for quarter in ("18:30", "18:45", "19:00"):
        await reach(hass, freezer, f"2026-11-17T{quarter}:00+01:00")
        await home.runtime_data.coordinator.async_refresh()
        assert state(hass, BEST) == "unavailable"
    told = [one for one in caplog.records if one.levelname == "ERROR"]
    assert [one.getMessage() for one in told] == [
        "Unexpected error fetching hushwatt data"
    ]
    monkeypatch.setattr(advisor, "refresh", real)
    await reach(hass, freezer, "2026-11-17T19:15:00+01:00")
    assert state(hass, BEST) == "2026-11-17T19:00:00+00:00"
    assert caplog.text.count("Fetching hushwatt data recovered") == 1
