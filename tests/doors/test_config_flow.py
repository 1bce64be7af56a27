"""The set-up flow in built-in mode, driven as a person drives it."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from homeassistant.components.energy.data import async_get_manager
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    FlowType,
)
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component

from .conftest import price_rows
from .flows import (
    start_appliance,
    start_reconfigure,
    start_set_up,
    submit,
    submit_appliance,
    suggested,
)
from custom_components.hushwatt.const import DOMAIN


async def test_prices_that_were_found_make_an_entry_and_an_appliance_comes_next(
    hass: HomeAssistant, price_entity: str
) -> None:
    """Nothing else is asked in built-in mode."""
    result = await start_set_up(hass)
    assert suggested(result) == {"mode": "built_in", "price_source": price_entity}
    result = await submit(hass, result, suggested(result))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Hushwatt"
    assert result["data"] == {
        "mode": "built_in",
        "price_source": {"kind": "entity", "entity_id": price_entity},
    }
    kind, flow_id = result["next_flow"]
    assert kind is FlowType.CONFIG_SUBENTRIES_FLOW
    form = await submit_appliance(
        hass, {"flow_id": flow_id}, {"start_from": "dishwasher"}
    )
    form = await submit_appliance(hass, form, suggested(form))
    assert form["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    (appliance,) = result["result"].subentries.values()
    assert appliance.title == "Dishwasher"
    assert appliance.data == {"duration": 210, "energy": 0.9, "noisy": True}


async def test_a_home_that_could_not_be_set_up_is_asked_for_no_appliance(
    hass: HomeAssistant, price_entity: str, hass_storage: dict[str, Any]
) -> None:
    """The form would be gone before it opened; the entry says what is wrong."""
    hass_storage["hushwatt.notes"] = {
        "version": 99,
        "minor_version": 1,
        "key": "hushwatt.notes",
        "data": {},
    }
    result = await start_set_up(hass)
    result = await submit(hass, result, suggested(result))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].state is ConfigEntryState.SETUP_ERROR
    assert result.get("next_flow") is None


async def test_a_second_home_is_refused(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """There is one entry per Home Assistant."""
    result = await start_set_up(hass)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "single_instance_allowed"


async def test_without_a_price_entity_the_first_step_suggests_nothing(
    hass: HomeAssistant,
) -> None:
    """A person then chooses the table or another entity."""
    result = await start_set_up(hass)
    assert suggested(result) == {"mode": "built_in"}


async def test_one_price_makes_a_table_that_holds_around_the_clock(
    hass: HomeAssistant,
) -> None:
    """A fixed price is a table of one row."""
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "table"})
    assert result["step_id"] == "price_table"
    assert suggested(result) == {"currency": "EUR"}
    result = await submit(hass, result, {"currency": "EUR"})
    assert result["errors"] == {"price": "price_missing"}
    result = await submit(hass, result, {"price": 0.3, "currency": " chf "})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["price_source"] == {
        "kind": "table",
        "currency": "CHF",
        "prices": [{"from": "00:00", "to": "00:00", "price": 0.3}],
    }


async def test_rows_of_a_table_come_before_the_price_of_all_other_times(
    hass: HomeAssistant,
) -> None:
    """Weekdays and months are stored as numbers."""
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "table"})
    row = {
        "from": "17:00:00",
        "to": "20:00:00",
        "price": 0.45,
        "weekdays": ["0", "4"],
        "months": ["12"],
        "holidays": "only",
    }
    hass.states.async_set("calendar.holidays", "off")
    async_mock_service(
        hass,
        "calendar",
        "get_events",
        response={"calendar.holidays": {"events": []}},
        supports_response=SupportsResponse.ONLY,
    )
    form = {"price": 0.22, "prices": [row], "currency": "EUR"}
    result = await submit(hass, result, form)
    assert result["errors"] == {"calendar": "calendar_missing"}
    result = await submit(hass, result, {**form, "calendar": "calendar.holidays"})
    assert result["data"]["price_source"]["calendar"] == "calendar.holidays"
    assert result["data"]["price_source"]["prices"] == [
        {**row, "weekdays": [0, 4], "months": [12], "holidays": True},
        {"from": "00:00", "to": "00:00", "price": 0.22},
    ]


async def test_a_row_that_cannot_be_read_is_told_of_and_can_be_mended(
    hass: HomeAssistant,
) -> None:
    """A bad clock time does not make an entry."""
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "table"})
    bad = {"from": "17:00:00", "to": "20:00:00", "price": float("nan")}
    result = await submit(
        hass, result, {"price": 0.2, "prices": [bad], "currency": "EUR"}
    )
    assert result["errors"] == {"base": "table_invalid"}
    result = await submit(hass, result, {"price": 0.2, "currency": "EUR"})
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("attributes", "error"),
    [
        (None, "entity_missing"),
        ({"unit_of_measurement": "EUR/kWh"}, "no_price_list"),
    ],
)
async def test_an_entity_without_prices_is_told_of_and_another_can_be_chosen(
    hass: HomeAssistant,
    price_entity: str,
    attributes: dict[str, Any] | None,
    error: str,
) -> None:
    """The flow goes on with an entity that can be read."""
    if attributes is not None:
        hass.states.async_set("sensor.power", "1", attributes)
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "entity"})
    result = await submit(hass, result, {"entity_id": "sensor.power"})
    assert result["errors"] == {"entity_id": error}
    assert result["description_placeholders"]
    result = await submit(hass, result, {"entity_id": price_entity})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_unit_that_prices_do_not_tell_is_asked_for(
    hass: HomeAssistant,
) -> None:
    """It is asked for of what was found, and a wrong one again."""
    hass.states.async_set(
        "sensor.list", "1", {"prices": price_rows(), "unit_of_measurement": "x/kWh"}
    )
    result = await start_set_up(hass)
    result = await submit(
        hass, result, {"mode": "built_in", "price_source": "sensor.list"}
    )
    assert result["step_id"] == "price_unit"
    result = await submit(hass, result, {})
    assert result["errors"] == {"unit": "unit_missing"}
    result = await submit(hass, result, {"unit": "bananas"})
    assert result["errors"] == {"unit": "unknown_unit"}
    result = await submit(hass, result, {"unit": "EUR/MWh"})
    assert result["data"]["price_source"] == {
        "kind": "entity",
        "entity_id": "sensor.list",
        "unit": "EUR/MWh",
    }


async def test_a_unit_is_asked_for_of_an_entity_that_was_chosen_by_hand(
    hass: HomeAssistant,
) -> None:
    """The hand-chosen entity goes the same way."""
    hass.states.async_set("sensor.list", "1", {"prices": price_rows()})
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "entity"})
    result = await submit(hass, result, {"entity_id": "sensor.list"})
    assert result["step_id"] == "price_unit"
    result = await submit(hass, result, {"unit": "EUR/kWh"})
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_reconfigure_shows_the_table_as_it_was_typed_and_changes_it(
    hass: HomeAssistant,
) -> None:
    """What is stored comes back into the form."""
    row = {"from": "17:00", "to": "20:00", "price": 0.4, "weekdays": [0]}
    rest = {"from": "00:00", "to": "00:00", "price": 0.2}
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={
            "mode": "built_in",
            "price_source": {"kind": "table", "currency": "EUR", "prices": [row, rest]},
        },
    )
    entry.add_to_hass(hass)
    result = await entry.start_reconfigure_flow(hass)
    assert suggested(result) == {"mode": "built_in", "price_source": "table"}
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == {
        "currency": "EUR",
        "price": 0.2,
        "prices": [{**row, "weekdays": ["0"]}],
    }
    result = await submit(hass, result, {**suggested(result), "price": 0.25})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["price_source"]["prices"] == [row, {**rest, "price": 0.25}]


async def test_the_price_of_the_energy_dashboard_is_suggested_before_all_others(
    recorder_mock: object, hass: HomeAssistant, price_entity: str
) -> None:
    """It is the one that the person chose already, wherever it comes in the alphabet."""
    hass.states.async_set(
        "sensor.zzz",
        "1",
        {
            "raw_today": price_rows(),
            "unit_of_measurement": "EUR/kWh",
            "friendly_name": "Zzz",
        },
    )
    result = await start_set_up(hass)
    assert suggested(result)["price_source"] == price_entity
    hass.config_entries.flow.async_abort(result["flow_id"])
    assert await async_setup_component(hass, "energy", {})
    manager = await async_get_manager(hass)
    await manager.async_update(
        {
            "energy_sources": [
                {
                    "type": "grid",
                    "stat_energy_from": "sensor.meter",
                    "entity_energy_price": "sensor.zzz",
                }
            ]
        }
    )
    result = await start_set_up(hass)
    assert suggested(result)["price_source"] == "sensor.zzz"
    result = await submit(hass, result, suggested(result))
    assert result["data"]["price_source"]["entity_id"] == "sensor.zzz"
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_reconfigure_suggests_the_entity_that_is_used(
    hass: HomeAssistant, entry: MockConfigEntry, price_entity: str
) -> None:
    """The source in use is chosen, not merely the first that was found."""
    hass.states.async_set(
        "sensor.another",
        "1",
        {"raw_today": price_rows(), "unit_of_measurement": "EUR/kWh"},
    )
    result = await entry.start_reconfigure_flow(hass)
    assert suggested(result)["price_source"] == price_entity


async def test_an_appliance_is_added_to_a_loaded_home(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The form of an appliance opens from the entry as well."""
    result = await start_appliance(hass, entry)
    assert result["step_id"] == "user"


async def test_a_schedule_is_asked_for_the_prices_that_it_switches_between(
    hass: HomeAssistant,
) -> None:
    """A helper that a person made can be the price source."""
    assert await async_setup_component(
        hass, "schedule", {"schedule": {"night": {"name": "Night"}}}
    )
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "entity"})
    result = await submit(hass, result, {"entity_id": "schedule.night"})
    assert result["step_id"] == "price_figures"
    assert result["description_placeholders"] == {"entity": "Night"}
    prices = {"on": 0.1, "off": 0.3}
    result = await submit(hass, result, {"prices": {**prices, "off": float("nan")}})
    assert result["errors"] == {"prices": "figure_missing"}
    result = await submit(hass, result, {"prices": prices})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["price_source"] == {
        "kind": "schedule",
        "entity_id": "schedule.night",
        "currency": "EUR",
        "prices": prices,
    }


async def test_reconfigure_of_a_helper_opens_its_prices(
    hass: HomeAssistant,
) -> None:
    """The way to what is stored is the one it was typed on."""
    source = {
        "kind": "schedule",
        "entity_id": "schedule.night",
        "currency": "EUR",
        "prices": {"on": 0.1, "off": 0.3},
    }
    assert await async_setup_component(
        hass, "schedule", {"schedule": {"night": {"name": "Night"}}}
    )
    entry = MockConfigEntry(
        domain=DOMAIN, data={"mode": "built_in", "price_source": source}
    )
    entry.add_to_hass(hass)
    result = await entry.start_reconfigure_flow(hass)
    assert suggested(result)["price_source"] == "entity"
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == {"entity_id": "schedule.night"}
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == {"prices": source["prices"]}


async def test_a_source_that_fails_when_it_is_tried_is_told_of(
    hass: HomeAssistant, price_entity: str
) -> None:
    """It was there when the form was opened, and is not any more."""
    result = await start_set_up(hass)
    hass.states.async_remove(price_entity)
    values = {"mode": "built_in", "price_source": price_entity}
    result = await submit(hass, result, values)
    assert result["errors"] == {"price_source": "entity_missing"}
    assert suggested(result) == values
    hass.states.async_set(price_entity, "1", {"raw_today": price_rows()})
    result = await submit(hass, result, {"mode": "built_in", "price_source": "table"})
    assert result["step_id"] == "price_table"


async def ask_prices(call: ServiceCall) -> ServiceResponse:
    """Answer with a day of prices, deep in an answer."""
    if call.data.get("area") == "nowhere":
        return {"status": 404}
    day = call.data.get("day", "2026-01-14")
    rows: Any = [
        {
            **row,
            **{key: row[key].replace("2026-01-14", day) for key in ("start", "end")},
        }
        for row in price_rows()
    ]
    return {"answer": {"rates": rows}}


async def test_any_action_that_answers_with_prices_can_be_the_source(
    hass: HomeAssistant,
) -> None:
    """It is tried before it is accepted; actions that do not answer are not offered."""
    hass.services.async_register(
        "supplier", "prices", ask_prices, supports_response=SupportsResponse.ONLY
    )
    result = await start_set_up(hass)
    result = await submit(
        hass, result, {"mode": "built_in", "price_source": "any_action"}
    )
    assert result["step_id"] == "price_action"
    assert result["description_placeholders"] == {"day": "{date}"}
    offered = result["data_schema"].schema["action"].config["options"]
    assert "supplier.prices" in offered
    assert "homeassistant.restart" not in offered
    assert not [action for action in offered if action.startswith(DOMAIN)]
    right = {
        "action": "supplier.prices",
        "data": {"day": "{date}", "area": "NL"},
        "unit": "EUR/kWh",
    }
    wrong: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({"action": "supplier.gone"}, {"action": "action_missing"}),
        ({"data": {"area": "nowhere"}}, {"action": "no_price_list"}),
        ({"data": ["NL"]}, {"data": "data_invalid"}),
        ({"unit": "bananas"}, {"unit": "unknown_unit"}),
    ]
    result = await submit(hass, result, {})
    assert result["errors"] == {"action": "action_empty", "unit": "unit_missing"}
    for change, errors in wrong:
        result = await submit(hass, result, {**right, **change})
        assert result["errors"] == errors
        assert suggested(result) == {**right, **change}
    result = await submit(hass, result, right)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["price_source"] == {"kind": "any_action", **right}
    await hass.async_block_till_done(wait_background_tasks=True)
    result = await hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": result["result"].entry_id},
    )
    assert suggested(result)["price_source"] == "any_action"
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == right


async def test_a_price_can_be_held_by_a_helper(hass: HomeAssistant) -> None:
    """A schedule with a number for one price and a helper for the other."""
    assert await async_setup_component(
        hass, "schedule", {"schedule": {"night": {"name": "Night"}}}
    )
    number = {"min": 0, "max": 1, "initial": 0.12, "name": "Night price"}
    assert await async_setup_component(
        hass, "input_number", {"input_number": {"night_price": number}}
    )
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "entity"})
    result = await submit(hass, result, {"entity_id": "schedule.night"})
    helper = "input_number.night_price"
    result = await submit(hass, result, {"helpers": {"on": helper}})
    assert result["errors"] == {"prices": "figure_missing"}
    form = {"prices": {"off": 0.3}, "helpers": {"on": helper}}
    result = await submit(hass, result, form)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["price_source"]["prices"] == {"off": 0.3, "on": helper}

    result = await start_reconfigure(hass, result["result"])
    result = await submit(hass, result, suggested(result))
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == form


async def test_a_meter_without_history_is_asked_for_its_times(
    hass: HomeAssistant,
) -> None:
    """Nobody has to wait for a week; what was typed comes back."""
    hass.states.async_set(
        "select.meter", "night", {"options": ["day", "night"], "friendly_name": "Meter"}
    )
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "built_in", "price_source": "entity"})
    result = await submit(hass, result, {"entity_id": "select.meter"})
    assert result["step_id"] == "price_figures"
    prices = {"day": 0.3, "night": 0.2}
    result = await submit(hass, result, {"prices": prices})
    assert result["step_id"] == "price_times"
    assert result["description_placeholders"] == {"entity": "Meter"}
    result = await submit(hass, result, {})
    assert result["errors"] == {"base": "table_invalid"}
    holiday = {"from": "00:00:00", "to": "00:00:00", "tariff": "night"}
    result = await submit(hass, result, {"times": [{**holiday, "holidays": "only"}]})
    assert result["errors"] == {"calendar": "calendar_missing"}
    times = [
        {"from": "07:00:00", "to": "23:00:00", "tariff": "day", "weekdays": ["0", "1"]},
        {"from": "00:00:00", "to": "00:00:00", "tariff": "night"},
    ]
    result = await submit(hass, result, {"times": times})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["price_source"] == {
        "kind": "meter",
        "entity_id": "select.meter",
        "currency": "EUR",
        "prices": prices,
        "times": [{**times[0], "weekdays": [0, 1]}, times[1]],
    }

    result = await start_reconfigure(hass, result["result"])
    for _ in range(3):
        result = await submit(hass, result, suggested(result))
    assert result["step_id"] == "price_times"
    assert suggested(result) == {"times": times}


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ({"kind": "oracle"}, "unknown_kind"),
        ({"kind": "entity"}, "source_invalid"),
        ({"kind": "entity", "entity_id": "sensor.gone"}, "entity_missing"),
        (
            {"kind": "action", "family": "omie", "config_entry": "gone"},
            "entry_missing",
        ),
    ],
)
async def test_reconfiguring_tells_at_once_why_prices_cannot_be_read(
    hass: HomeAssistant, source: dict[str, str], error: str
) -> None:
    """The repair leads here, and a person sees what to do about it."""
    entry = MockConfigEntry(
        domain=DOMAIN, data={"mode": "built_in", "price_source": source}
    )
    entry.add_to_hass(hass)
    result = await entry.start_reconfigure_flow(hass)
    assert result["step_id"] == "reconfigure"
    assert result["errors"] == {"price_source": error}
