"""Core's own agents ask us through the tools of `llm.py`: the advice goes out, the notes do not."""

from collections.abc import AsyncIterator
import json
from typing import Any

import pytest

from homeassistant.core import HomeAssistant

from .conftest import MakeHome
from .home import SCHEDULE
from demo.reference_home import NOTES
from stand_ins.answers import Answer
from stand_ins.ollama import GEMMA, OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from stand_ins.responses import Said
from tests.core_agents import add_agent, agent_of, say, set_up, spoken

# What only the notes hold: people, places, reasons, and the times that they name.
OF_THE_NOTES = ("Mia", "school", "nursery", "kitchen", "Tom", "bakery", "already ran")
TIMES_OF_THE_NOTES = ("06:30", "22:30")


@pytest.fixture
async def theirs(
    loopback: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenAIStandIn]:
    """Return the cloud of another agent, which sees whatever that agent is told."""
    async with OpenAIStandIn() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        yield server


@pytest.fixture
async def ollama(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return the server of another agent at home."""
    async with OllamaStandIn(models=(GEMMA,)) as server:
        yield server


async def openai_agent(hass: HomeAssistant, server: OpenAIStandIn) -> str:
    """Return core's OpenAI agent, allowed to use Assist."""
    entry = await set_up(hass, "openai_conversation", {"api_key": server.key})
    (subentry,) = (
        one for one in entry.subentries.values() if one.subentry_type == "conversation"
    )
    hass.config_entries.async_update_subentry(
        entry, subentry, data={**subentry.data, "llm_hass_api": ["assist"]}
    )
    await hass.async_block_till_done()
    return agent_of(hass, entry)


def assert_nothing_of_the_notes(text: str) -> None:
    """Fail if a person, a reason or a rule of a note is in what went out."""
    found = [word for word in (*OF_THE_NOTES, *TIMES_OF_THE_NOTES) if word in text]
    assert found == []
    assert not any(note in text for note in NOTES)


async def test_an_agent_in_the_cloud_is_told_the_advice_and_nothing_of_the_notes(
    hass: HomeAssistant, make_home: MakeHome, theirs: OpenAIStandIn
) -> None:
    """It calls the tool, and its answer is ours; not one word of a note reaches its cloud."""
    home = await make_home()
    agent = await openai_agent(hass, theirs)
    theirs.say(
        Said(tool_calls=(("hushwatt__recommend", {"appliance": "dishwasher"}),)),
        Said(text="Later, at 20:00."),
    )
    result, _ = await say(hass, agent, "Should the dishwasher run now or later?")
    assert spoken(result) == "Later, at 20:00."
    output = json.loads(theirs.asked[-1]["input"][-1]["output"])
    told = output.get("data", output)
    assert told["recommendation"] == "run_later"
    assert told["reason"] == "cheaper_later"
    assert (told["start"], told["end"]) == (SCHEDULE[0]["start"], SCHEDULE[0]["end"])
    assert (told["cost"], told["cost_now"], told["saving"]) == (0.264, 0.54, 0.276)
    assert told["answer"].startswith("Later: start the dishwasher at 20:00")
    assert "schedule" not in told
    sent = "\n".join(request.body.decode() for request in theirs.requests)
    assert_nothing_of_the_notes(sent)
    # Our own cloud was asked as ever: by the blinded problem.
    assert len(home.cloud.asked) == 1


async def test_no_name_of_an_appliance_goes_out_with_a_turn_that_is_not_about_it(
    hass: HomeAssistant, make_home: MakeHome, theirs: OpenAIStandIn
) -> None:
    """The tools are described without the home: every turn carries their descriptions."""
    await make_home()
    agent = await openai_agent(hass, theirs)
    theirs.say("Hamlet was written by Shakespeare.")
    await say(hass, agent, "Who wrote Hamlet?")
    (asked,) = theirs.asked
    ours = [tool for tool in asked["tools"] if tool["name"].startswith("hushwatt__")]
    assert {tool["name"] for tool in ours} == {"hushwatt__recommend", "hushwatt__plan"}
    assert "EV charger" not in json.dumps(ours)
    assert "Robot vacuum" not in json.dumps(ours)
    assert_nothing_of_the_notes(json.dumps(asked))


async def test_an_agent_at_home_plans_everything(
    hass: HomeAssistant, make_home: MakeHome, ollama: OllamaStandIn
) -> None:
    """Core's Ollama agent gets the whole schedule, in times and money."""
    await make_home()
    entry = await set_up(hass, "ollama", {"url": ollama.url})
    agent = await add_agent(hass, entry, llm_hass_api=["assist"])
    ollama.say(
        Answer(tool_calls=(("hushwatt__plan", {}),)),
        Answer(text="The dishwasher at 20:00 and the car at midnight."),
    )
    result, _ = await say(hass, agent, "Plan the night.")
    assert spoken(result) == "The dishwasher at 20:00 and the car at midnight."
    told = ollama.chats[-1].messages[-1]["content"]
    for run in SCHEDULE:
        assert str(run["start"]) in told
    assert_nothing_of_the_notes("\n".join(chat.text for chat in ollama.chats))


async def test_a_demand_of_the_question_is_held_to(
    hass: HomeAssistant, make_home: MakeHome, theirs: OpenAIStandIn
) -> None:
    """The other agent may say by when it must be done."""
    await make_home()
    agent = await openai_agent(hass, theirs)
    call: tuple[str, dict[str, Any]] = (
        "hushwatt__recommend",
        {"appliance": "the car", "finish_by": "23:30"},
    )
    theirs.say(Said(tool_calls=(call,)), Said(text="At 21:30."))
    await say(hass, agent, "When should the car charge to be full at half past eleven?")
    output = json.loads(theirs.asked[-1]["input"][-1]["output"])
    told = output.get("data", output)
    assert told["appliance"] == "EV charger"
    assert told["end"] <= "2026-11-17T23:30:00+01:00"
