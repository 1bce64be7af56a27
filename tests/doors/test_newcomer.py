"""How much a newcomer has to do until the first answer, counted in the flows themselves."""

from collections.abc import AsyncIterator

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .conftest import price_rows, settle
from .flows import Newcomer, suggested
from custom_components.hushwatt import connections, local_servers
from stand_ins.ollama import GEMMA, OllamaStandIn
from stand_ins.openai import KEY, OpenAIStandIn

QUESTION = "Should the dishwasher run now or later?"


@pytest.fixture
def newcomer(
    hass: HomeAssistant, price_entity: str, freezer: FrozenDateTimeFactory
) -> Newcomer:
    """Return a person whose Home Assistant has one price entity."""
    freezer.move_to(price_rows()[2]["start"])
    return Newcomer(hass)


@pytest.fixture
async def openai(
    hass: HomeAssistant, loopback: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenAIStandIn]:
    """Return the provider at its own address, and core's own entry of one Ollama server."""
    monkeypatch.setattr(local_servers, "KNOWN_HOSTS", ())
    async with OllamaStandIn(models=(GEMMA,)) as ollama, OpenAIStandIn() as server:
        monkeypatch.setattr(connections, "OPENAI_URL", f"{server.url}/v1")
        MockConfigEntry(domain="ollama", data={"url": ollama.url}).add_to_hass(hass)
        yield server
        for entry in hass.config_entries.async_loaded_entries("hushwatt"):
            assert await hass.config_entries.async_unload(entry.entry_id)


async def first_answer(hass: HomeAssistant) -> str:
    """Return what Hushwatt answers to the first question."""
    await settle(hass)
    result = await conversation.async_converse(
        hass, QUESTION, None, Context(), agent_id="conversation.hushwatt_advisor"
    )
    await settle(hass)
    return str(result.response.speech["plain"]["speech"])


async def test_built_in_takes_three_steps_and_nothing_typed(
    hass: HomeAssistant, newcomer: Newcomer
) -> None:
    """The price, the kind of appliance, and a look at what is usual for it."""
    result = await newcomer.set_up()
    form = await newcomer.open_next(result)
    form = await newcomer.describe(form, start_from="dishwasher")
    form = await newcomer.describe(form)
    assert form["type"] is FlowResultType.CREATE_ENTRY
    assert (newcomer.submitted, newcomer.typed) == (3, 0)
    assert (await first_answer(hass)).startswith(("Now", "Later"))


async def test_hybrid_takes_six_steps_and_the_key(
    hass: HomeAssistant, newcomer: Newcomer, openai: OpenAIStandIn
) -> None:
    """The server, the model at home and the one in the cloud are offered."""
    result = await newcomer.set_up(mode="hybrid")
    result = await newcomer.submit(result)
    result = await newcomer.submit(result)
    result = await newcomer.submit(result, api_key=KEY)
    form = await newcomer.open_next(result)
    form = await newcomer.describe(form, start_from="dishwasher")
    form = await newcomer.describe(form)
    assert form["type"] is FlowResultType.CREATE_ENTRY
    assert (newcomer.submitted, newcomer.typed) == (6, 1)
    tried = len(openai.asked)
    assert (await first_answer(hass)).startswith(("Now", "Later"))
    assert len(openai.asked) == tried + 1


async def test_hybrid_with_a_name_of_ones_own_is_two_typed_values(
    hass: HomeAssistant, newcomer: Newcomer, openai: OpenAIStandIn
) -> None:
    """Whoever calls it something else types that, and nothing more."""
    result = await newcomer.set_up(mode="hybrid")
    result = await newcomer.submit(result)
    result = await newcomer.submit(result)
    result = await newcomer.submit(result, api_key=KEY)
    form = await newcomer.open_next(result)
    form = await newcomer.describe(form, start_from="dishwasher")
    form = await newcomer.describe(form, name="Kitchen dishwasher")
    assert form["type"] is FlowResultType.CREATE_ENTRY
    assert (newcomer.submitted, newcomer.typed) == (6, 2)
    assert (await first_answer(hass)).startswith(("Now", "Later"))


async def test_a_device_brings_its_own_name(
    hass: HomeAssistant, newcomer: Newcomer
) -> None:
    """It is the first thing that is suggested, with what is usual for its kind."""
    machines = MockConfigEntry(domain="home_connect")
    machines.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=machines.entry_id,
        identifiers={("home_connect", "1")},
        name="Dishwasher",
    )
    er.async_get(hass).async_get_or_create(
        "sensor", "home_connect", "state", device_id=device.id
    )
    form = await newcomer.open_next(await newcomer.set_up())
    assert suggested(form) == {"start_from": f"device_{device.id}"}
    form = await newcomer.describe(form)
    shown = suggested(form)
    assert (shown["name"], shown["duration"], shown["energy"]) == (
        "Dishwasher",
        210,
        0.9,
    )
    form = await newcomer.describe(form)
    assert form["type"] is FlowResultType.CREATE_ENTRY
    assert (newcomer.submitted, newcomer.typed) == (3, 0)


async def test_what_is_typed_is_counted(
    hass: HomeAssistant, newcomer: Newcomer
) -> None:
    """What can be clicked on is not: so that the counts above mean something."""
    result = await newcomer.set_up(price_source="table")
    assert (newcomer.submitted, newcomer.typed) == (1, 0)
    await newcomer.submit(result, price=0.3)
    assert (newcomer.submitted, newcomer.typed) == (2, 1)
