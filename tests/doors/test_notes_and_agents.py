"""Core's own OpenAI agent, whatever its model tries, never gets to see the household's notes."""

from collections.abc import AsyncIterator, Mapping
import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components import conversation
from homeassistant.components.conversation import DOMAIN as CONVERSATION_DOMAIN
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .conftest import settle
from .test_todo import LIST
from custom_components.hushwatt.todo import NotesList
from stand_ins.openai import OpenAIStandIn
from stand_ins.responses import Said

SECRET = "Grandmother Ottilie sleeps, so the dishwasher must be done by 06:30."
NAMES = ("Hushwatt Household notes", "Household notes", LIST)


class Burglar:
    """A model that calls every tool it is offered, and one that it makes up, for the notes."""

    def __init__(self) -> None:
        """Start with nothing tried."""
        self.tried: set[str] = set()

    def __call__(self, asked: Mapping[str, Any]) -> Said:
        """Call all tools with all names of the list, then answer."""
        if self.tried:
            return Said(text="That is all.")
        tools = {tool["name"]: tool["parameters"] for tool in asked.get("tools") or ()}
        self.tried.update(tools)
        calls = [
            (tool, _arguments(parameters, name))
            for tool, parameters in tools.items()
            for name in NAMES
        ]
        calls += [
            ("todo__get_items", {"todo_list": name, "status": "all"}) for name in NAMES
        ]
        calls += [
            ("homeassistant__GetLiveContext", {}),
            ("homeassistant__GetLiveContext", {"domain": "todo"}),
        ]
        return Said(tool_calls=tuple(calls))


def _arguments(parameters: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return arguments that a tool takes, its texts being the list's name."""
    return {
        key: "all" if key == "status" else name
        for key, field in parameters.get("properties", {}).items()
        if field.get("type") == "string"
    }


@pytest.fixture
async def burglar(
    hass: HomeAssistant,
    home: MockConfigEntry,
    loopback: None,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[tuple[OpenAIStandIn, str]]:
    """Return the provider and core's agent, with the Assist API, in a home with a secret note."""
    for component in ("conversation", "intent", "llm"):
        assert await async_setup_component(hass, component, {})
    await home.runtime_data.notes.async_add(SECRET)
    await settle(hass)
    shopping = MockConfigEntry(
        domain="local_todo", data={"todo_list_name": "Shop", "storage_key": "shop"}
    )
    shopping.add_to_hass(hass)
    assert await hass.config_entries.async_setup(shopping.entry_id)
    async with OpenAIStandIn(Burglar()) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        flow = hass.config_entries.flow
        result = await flow.async_init(
            "openai_conversation", context={"source": SOURCE_USER}
        )
        result = await flow.async_configure(result["flow_id"], {"api_key": server.key})
        await hass.async_block_till_done()
        entry = result["result"]
        subentry = next(
            one
            for one in entry.subentries.values()
            if one.subentry_type == "conversation"
        )
        hass.config_entries.async_update_subentry(
            entry,
            subentry,
            data={
                **subentry.data,
                "llm_hass_api": ["assist"],
                "chat_model": "gpt-5.4",
            },
        )
        await hass.async_block_till_done()
        (agent,) = (
            one.entity_id
            for one in er.async_entries_for_config_entry(
                er.async_get(hass), entry.entry_id
            )
            if one.domain == CONVERSATION_DOMAIN
        )
        yield server, agent
        assert await hass.config_entries.async_unload(entry.entry_id)


async def ask(hass: HomeAssistant, server: OpenAIStandIn, agent: str) -> str:
    """Ask core's agent for the notes; return all that the provider was sent."""
    result = await conversation.async_converse(
        hass, "What is on our lists?", None, Context(), agent_id=agent
    )
    assert result.response.error_code is None, result.response.speech
    assert result.response.speech["plain"]["speech"] == "That is all."
    assert len(server.asked) == 2
    return json.dumps(server.asked, ensure_ascii=False)


async def test_no_tool_of_cores_openai_agent_shows_the_notes(
    hass: HomeAssistant, burglar: tuple[OpenAIStandIn, str]
) -> None:
    """Neither their words nor that there is a list; another list is offered and read."""
    server, agent = burglar
    await hass.services.async_call(
        "todo",
        "add_item",
        {"entity_id": "todo.shop", "item": "Caramel"},
        blocking=True,
    )
    sent = await ask(hass, server, agent)
    offered = json.dumps([tool["name"] for tool in server.asked[0]["tools"]])
    assert "todo__get_items" in offered
    assert "homeassistant__GetLiveContext" in offered
    first = json.dumps(server.asked[0], ensure_ascii=False)
    assert "Shop" in first
    for name in NAMES:
        assert name not in first
    outputs = [
        item["output"]
        for item in server.asked[1]["input"]
        if item["type"] == "function_call_output"
    ]
    assert len(outputs) > 10
    assert "Ottilie" not in sent
    assert "06:30" not in json.dumps(outputs)


async def test_an_exposed_list_would_be_read_out(
    hass: HomeAssistant,
    home: MockConfigEntry,
    burglar: tuple[OpenAIStandIn, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same burglar gets the notes once nothing hides them: the test above can fail."""
    server, agent = burglar
    monkeypatch.setattr(NotesList, "_stay_hidden", lambda *_: None)
    assert await hass.config_entries.async_reload(home.entry_id)
    await settle(hass)
    async_expose_entity(hass, CONVERSATION_DOMAIN, LIST, True)
    sent = await ask(hass, server, agent)
    assert "Household notes" in json.dumps(server.asked[0])
    assert "Ottilie" in sent
