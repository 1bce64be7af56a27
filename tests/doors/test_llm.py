"""The tools for other agents: what they offer, when, and what they return when things fail."""

import asyncio
import logging
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component

from .conftest import reference_home, settle, start
from custom_components.hushwatt import llm as tools_module
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.vocabulary import Question

RECOMMEND = "hushwatt__recommend"
PLAN = "hushwatt__plan"


@pytest.fixture(autouse=True)
async def agents(hass: HomeAssistant) -> None:
    """Let there be agents."""
    assert await async_setup_component(hass, "conversation", {})


async def assist(hass: HomeAssistant, language: str = "en") -> llm.APIInstance:
    """Return what an agent gets that may use Assist."""
    context = llm.LLMContext(
        platform="other",
        context=Context(),
        language=language,
        assistant="conversation",
        device_id=None,
    )
    return await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)


async def call(
    hass: HomeAssistant, tool: str, language: str = "en", **asked: Any
) -> llm.ToolResult:
    """Return what a tool says to an agent."""
    api = await assist(hass, language)
    return await api.async_call_tool(llm.ToolInput(tool, asked))


async def test_the_tools_are_named_described_and_ours(
    hass: HomeAssistant, home: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """As Home Assistant asks of them; nothing is complained about."""
    tools = {
        tool.name: tool
        for tool in (await assist(hass)).tools
        if tool.integration == "hushwatt"
    }
    assert set(tools) == {RECOMMEND, PLAN}
    for tool in tools.values():
        assert tool.title
        assert tool.description
        assert tool.annotations == llm.ToolAnnotations(
            read_only=True, destructive=False, idempotent=True, open_world=False
        )
    complaints = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert not any("hushwatt__" in one.getMessage() for one in complaints)


async def test_a_home_with_a_cloud_says_that_a_question_may_reach_it(
    hass: HomeAssistant, evening: None
) -> None:
    """The annotation is honest."""
    cloud = {"provider": "openai", "api_key": "sk-1", "model": "gpt-5.4"}
    local = {"url": "http://127.0.0.1:9", "model": "gemma4:e4b", "seconds": 1.0}
    await start(hass, reference_home(mode="hybrid", cloud=cloud, local=local))
    ours = [t for t in (await assist(hass)).tools if t.integration == "hushwatt"]
    assert [tool.annotations.open_world for tool in ours] == [True, True]


async def test_other_apis_and_homes_without_appliances_get_no_tool(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """There is nothing to advise on."""
    assert not [t for t in (await assist(hass)).tools if t.integration == "hushwatt"]
    context = (await assist(hass)).llm_context
    assert tools_module.async_get_tools(hass, context, "other") is None


async def test_an_entry_that_is_unloaded_takes_its_tools_along(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Nobody would answer."""
    assert await hass.config_entries.async_unload(home.entry_id)
    assert not [t for t in (await assist(hass)).tools if t.integration == "hushwatt"]
    assert await hass.config_entries.async_setup(home.entry_id)


@pytest.mark.parametrize(
    ("language", "said", "verdict"),
    [
        ("en", "the dishes", "Later:"),
        ("de", "Spülmaschine", "Später:"),
        ("fr", "mon lave-vaisselle", "Plus tard"),
        ("nl-BE", "de vaatwasser", "Later:"),
        ("es", "el lavavajillas", "Más tarde:"),
        ("it", "dishwasher", "Later:"),
    ],
)
async def test_an_appliance_is_found_as_people_call_it(
    hass: HomeAssistant, home: MockConfigEntry, language: str, said: str, verdict: str
) -> None:
    """By name, alias or synonym; the answer is in the language of the question."""
    result = await call(hass, RECOMMEND, language, appliance=said)
    assert not result.error
    assert result.data["appliance"] == "Dishwasher"
    assert str(result.data["answer"]).startswith(verdict)


async def test_an_appliance_that_is_not_there_is_said_with_those_that_are(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """So the agent can ask again."""
    result = await call(hass, RECOMMEND, appliance="sauna")
    assert result.error
    assert result.data == {
        "error": "There is no such appliance",
        "known_appliances": ["Dishwasher", "Car", "Robot vacuum"],
    }


async def test_a_rule_of_the_household_is_never_named(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """A deadline that cannot be met is told of, not what it is or whose."""
    await home.runtime_data.notes.async_add("The dishwasher must be done by 19:15.")
    await settle(hass)
    result = await call(hass, RECOMMEND, appliance="dishwasher")
    assert result.data["reason"] == "deadline_unreachable"
    assert "19:15" not in str(result.data)
    assert "deadline" in str(result.data["answer"])


@pytest.mark.parametrize("time", ["soon", "25:00", "6 pm"])
async def test_a_time_that_is_none_is_named(
    hass: HomeAssistant, home: MockConfigEntry, time: str
) -> None:
    """The agent is told how to write it."""
    result = await call(hass, RECOMMEND, appliance="dishwasher", finish_by=time)
    assert result.error
    assert "HH:MM" in str(result.data)


async def test_the_plan_holds_every_appliance_that_waits(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """With times and costs, and the vacuum is not mentioned."""
    result = await call(hass, PLAN)
    schedule: Any = result.data["schedule"]
    assert [run["appliance"] for run in schedule] == ["Dishwasher", "Car"]
    assert "vacuum" not in str(result.data).lower()


async def test_a_fault_of_ours_does_not_tell_the_agent_what_it_was(
    hass: HomeAssistant,
    home: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its words may be those of a note, and the agent may be in the cloud."""

    async def fail(self: Advisor, question: Question, **_: Any) -> Any:
        """Fail."""
        raise ValueError("secret")

    monkeypatch.setattr(Advisor, "advise", fail)
    result = await call(hass, RECOMMEND, appliance="dishwasher")
    assert result.error
    assert "secret" not in str(result.data)
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_what_takes_too_long_is_answered_by_the_exact_local_plan(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agent's turn does not hang on a cloud that hangs."""
    # At the real time, since a frozen clock ends no wait.
    entry = reference_home()
    await start(hass, entry)
    monkeypatch.setattr(tools_module, "ANSWER_SECONDS", 0.5)
    real = Advisor.advise
    going_on = asyncio.Event()

    async def hang(
        self: Advisor, question: Question, *, on_exact: Any, **_: Any
    ) -> Any:
        """Never answer, once the exact local plan is known."""
        await real(self, question, on_exact=on_exact)
        going_on.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Advisor, "advise", hang)
    result = await call(hass, RECOMMEND, appliance="dishwasher")
    assert going_on.is_set()
    assert not result.error
    assert result.data["cost"] is not None
    assert await hass.config_entries.async_unload(entry.entry_id)
