"""The options form."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .conftest import price_rows, start
from .flows import suggested
from custom_components.hushwatt.const import DOMAIN
from tests.household.tariffs.market import AMSTERDAM, ORDINARY, local_noon
from tests.household.tariffs.test_easyenergy import Api

HOME = {"morning": "07:00:00", "minimum_segment": 30}
CLOUD = {"privacy": "blinded", "dearer_plan": "replace", "monthly_budget": 1.0}
DEFAULTS = {
    "pattern": "sanitize_and_solve",
    "hand_off_agent": "conversation.home_assistant",
    "home": HOME,
    "prices": {},
}


async def submit(hass: HomeAssistant, result: Any, values: dict[str, Any]) -> Any:
    """Submit the options."""
    return await hass.config_entries.options.async_configure(result["flow_id"], values)


async def test_a_home_without_cloud_is_asked_for_nothing_of_the_cloud(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The defaults can be submitted as they are."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result) == DEFAULTS
    result = await submit(hass, result, suggested(result))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {
        "pattern": "sanitize_and_solve",
        "hand_off_agent": "conversation.home_assistant",
        **HOME,
    }


async def test_what_is_set_comes_back_and_what_is_emptied_is_forgotten(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """An empty limit is no limit."""
    limited = {**HOME, "power_limit": 11.0, "base_load": 0.5}
    result = await hass.config_entries.options.async_init(entry.entry_id)
    await submit(hass, result, {**DEFAULTS, "home": limited})
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result)["home"] == limited
    await submit(hass, result, DEFAULTS)
    assert "power_limit" not in entry.options


async def test_cloud_options_outlive_a_time_without_cloud(
    hass: HomeAssistant, price_entity: str
) -> None:
    """They are asked for in hybrid mode only, and kept in the others."""
    data = {
        "mode": "hybrid",
        "price_source": {"kind": "entity", "entity_id": price_entity},
    }
    entry = MockConfigEntry(domain=DOMAIN, data=data)
    entry.add_to_hass(hass)
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result)["cloud"] == CLOUD
    priced = {**CLOUD, "monthly_budget": 2.0, "input_price": 1.5, "output_price": 9.0}
    await submit(hass, result, {**DEFAULTS, "cloud": priced})
    assert entry.options["input_price"] == 1.5
    hass.config_entries.async_update_entry(entry, data={**data, "mode": "built_in"})
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert "cloud" not in suggested(result)
    await submit(hass, result, DEFAULTS)
    assert entry.options["monthly_budget"] == 2.0


@pytest.mark.parametrize("base_load", [5.0, 6.0])
async def test_a_reserve_that_leaves_nothing_is_told_of(
    hass: HomeAssistant, entry: MockConfigEntry, base_load: float
) -> None:
    """No appliance could ever run."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    home = {**HOME, "power_limit": 5.0, "base_load": base_load}
    result = await submit(hass, result, {**DEFAULTS, "home": home})
    assert result["errors"] == {"base": "base_load_too_high"}
    result = await submit(hass, result, DEFAULTS)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_questions_cannot_be_handed_to_ourselves(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """They would go round for ever."""
    own = er.async_get(hass).async_get_or_create(
        "conversation", DOMAIN, "own", config_entry=entry
    )
    result = await hass.config_entries.options.async_init(entry.entry_id)
    result = await submit(hass, result, {**DEFAULTS, "hand_off_agent": own.entity_id})
    assert result["errors"] == {"hand_off_agent": "own_agent"}


PRICES = {
    "markup": [
        {
            "from": "00:00:00",
            "to": "00:00:00",
            "factor": 1.21,
            "surcharge": 0.15,
            "weekdays": ["0"],
            "holidays": "never",
        }
    ],
    "calendar": "calendar.days_off",
    "export_price": 0.08,
    "solar_entities": ["sensor.roof"],
}


async def test_what_is_paid_and_fed_in_comes_back_as_it_was_typed(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Days are stored as numbers, the price as a table of one row."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    result = await submit(hass, result, {**DEFAULTS, "prices": PRICES})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    (row,) = entry.options["markup"]
    assert (row["weekdays"], row["holidays"]) == ([0], False)
    assert entry.options["export_source"] == {
        "kind": "table",
        "currency": "EUR",
        "prices": [{"from": "00:00", "to": "00:00", "price": 0.08}],
    }
    assert entry.options["solar_entities"] == ["sensor.roof"]
    assert entry.options["calendar"] == "calendar.days_off"
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result)["prices"] == PRICES


async def test_prices_that_cannot_be_read_now_leave_the_currency_of_the_home(
    hass: HomeAssistant, entry: MockConfigEntry, price_entity: str
) -> None:
    """What is fed in can be set all the same."""
    hass.states.async_remove(price_entity)
    result = await hass.config_entries.options.async_init(entry.entry_id)
    result = await submit(hass, result, {**DEFAULTS, "prices": {"export_price": 0.08}})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["export_source"]["currency"] == hass.config.currency


async def test_an_entity_can_hold_the_price_of_what_is_fed_in(
    hass: HomeAssistant, entry: MockConfigEntry, price_entity: str
) -> None:
    """It is tried before it is accepted."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"export_entity": price_entity, "export_price": 1.0}, "export_twice"),
        ({"export_entity": "sensor.gone"}, "entity_missing"),
    ]
    for prices, error in wrong:
        result = await submit(hass, result, {**DEFAULTS, "prices": prices})
        assert result["errors"] == {"base": error}
    prices = {"export_entity": price_entity}
    result = await submit(hass, result, {**DEFAULTS, "prices": prices})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result)["prices"] == prices


async def test_a_unit_that_the_export_price_does_not_tell_is_asked_for(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """As for the price that is paid; the other options wait for it and are kept."""
    hass.states.async_set("sensor.feed_in", "1", {"prices": price_rows()})
    prices = {"export_entity": "sensor.feed_in"}
    result = await hass.config_entries.options.async_init(entry.entry_id)
    home = {**HOME, "power_limit": 11.0}
    form = {**DEFAULTS, "home": home, "prices": prices}
    result = await submit(hass, result, form)
    assert result["step_id"] == "export_unit"
    assert result["description_placeholders"] == {"entity": "feed in"}
    wrong: list[tuple[dict[str, str], str]] = [
        ({}, "unit_missing"),
        ({"unit": "per day"}, "unknown_unit"),
    ]
    for values, error in wrong:
        result = await submit(hass, result, values)
        assert result["errors"] == {"unit": error}
    result = await submit(hass, result, {"unit": "0.01 EUR/kWh"})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["export_source"] == {
        "kind": "entity",
        "entity_id": "sensor.feed_in",
        "unit": "0.01 EUR/kWh",
    }
    assert entry.options["power_limit"] == 11.0

    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result)["prices"] == prices
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == {"unit": "0.01 EUR/kWh"}


async def test_a_sensor_of_an_integration_stands_for_its_action(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """EasyEnergy's return price, by the sensor that shows it, and it comes back."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM))
    Api(aioclient_mock)
    other = MockConfigEntry(domain="easyenergy")
    other.add_to_hass(hass)
    assert await async_setup_component(hass, "easyenergy", {})
    await hass.async_block_till_done()
    sensor = er.async_get(hass).async_get_entity_id(
        "sensor",
        "easyenergy",
        f"{other.entry_id}_today_energy_return_current_hour_price",
    )
    result = await hass.config_entries.options.async_init(entry.entry_id)
    prices = {"export_entity": sensor}
    result = await submit(hass, result, {**DEFAULTS, "prices": prices})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["export_source"]["price_type"] == "return"
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert suggested(result)["prices"] == prices


async def test_what_is_fed_in_is_paid_in_the_currency_of_the_prices(
    hass: HomeAssistant, evening: None
) -> None:
    """A typed price takes it over; a sensor in another one is refused with the reason."""
    table = {"kind": "table", "currency": "SEK", "prices": [{"price": 1.2}]}
    entry = MockConfigEntry(
        domain=DOMAIN, data={"mode": "built_in", "price_source": table}
    )
    await start(hass, entry)
    attributes = {"prices": price_rows(), "unit_of_measurement": "EUR/kWh"}
    hass.states.async_set("sensor.feed_in", "1", attributes)
    result = await hass.config_entries.options.async_init(entry.entry_id)
    prices: dict[str, Any] = {"export_entity": "sensor.feed_in"}
    result = await submit(hass, result, {**DEFAULTS, "prices": prices})
    assert result["errors"] == {"base": "export_currency"}
    assert result["description_placeholders"]["other"] == "EUR"
    assert result["description_placeholders"]["currency"] == "SEK"
    prices = {"export_price": 0.6}
    result = await submit(hass, result, {**DEFAULTS, "prices": prices})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["export_source"]["currency"] == "SEK"
    await hass.async_block_till_done()


async def test_a_row_about_holidays_needs_their_calendar(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Without it the row would hold always or never, and nobody would know."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    prices = {key: PRICES[key] for key in PRICES if key != "calendar"}
    result = await submit(hass, result, {**DEFAULTS, "prices": prices})
    assert result["errors"] == {"base": "calendar_missing"}
    result = await submit(hass, result, {**DEFAULTS, "prices": PRICES})
    assert result["type"] is FlowResultType.CREATE_ENTRY
