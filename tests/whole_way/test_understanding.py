"""What no template understands, asked of the agent: by whom it is answered, and how soon something is said."""

import json
from typing import Any

import pytest

from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import chat_session
from homeassistant.setup import async_setup_component

from .conftest import MakeHome
from .home import AGENT, HybridHome, assert_true
from custom_components.hushwatt import conversation as agent_module
from stand_ins.answers import Answer
from stand_ins.faults import Fault

STRANGE = "which part of the evening treats my wallet best for the dishwasher"


def sortings(home: HybridHome) -> list[Any]:
    """Return what the model at home was asked to sort."""
    return [
        json.loads(chat.last)["said"]
        for chat in home.local.chats
        if "You sort what somebody said" in chat.text
    ]


async def test_the_model_at_home_understands_what_no_template_does(
    make_home: MakeHome,
) -> None:
    """And the answer is the reference answer, to the cent."""
    home = await make_home()
    speech, figures = await home.ask(STRANGE)
    assert_true(figures, speech)
    assert sortings(home) == [STRANGE]


async def test_an_action_understands_by_the_model_too(make_home: MakeHome) -> None:
    """The same words, the same answer."""
    home = await make_home()
    response = await home.recommend(question=STRANGE)
    assert response["appliance"] == "Dishwasher"
    assert response["recommendation"] == "run_later"


async def test_a_home_command_is_handed_on_before_any_model_is_asked(
    hass: HomeAssistant, make_home: MakeHome
) -> None:
    """The built-in intents answer at once, even what could be ours."""
    home = await make_home()
    assert await async_setup_component(hass, "intent", {})
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"dish": {"name": "Dishwasher"}}}
    )
    async_expose_entity(hass, "conversation", "input_boolean.dish", True)
    await home.ask("turn on the dishwasher")
    await hass.async_block_till_done()
    state = hass.states.get("input_boolean.dish")
    assert state is not None
    assert state.state == "on"
    assert sortings(home) == []


async def test_what_is_not_ours_never_waits_for_the_model(make_home: MakeHome) -> None:
    """It goes to the chosen agent, here the default one, and nothing is swallowed."""
    home = await make_home()
    for words in (
        "is the washing machine finished",
        "when does the dishwasher finish",
        "who wrote hamlet",
        "should i take an umbrella now or later",
        "start the dishwasher tonight when it is cheap",
    ):
        speech, _ = await home.ask(words)
        assert speech.startswith("Sorry")
    assert sortings(home) == []


async def test_a_model_that_fails_hands_the_question_on(make_home: MakeHome) -> None:
    """As if there were none."""
    home = await make_home()
    await home.local.fail(Fault.SERVER_ERROR)
    speech, _ = await home.ask(STRANGE)
    assert speech.startswith("Sorry")


async def test_a_model_that_thinks_long_is_not_waited_for_in_silence(
    hass: HomeAssistant, make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first sentence, long enough to be spoken at once; it says nothing of prices, which may be wrong."""
    home = await make_home()
    monkeypatch.setattr(agent_module, "SILENCE_SECONDS", 0.1)
    slow = {"kind": "advise", "appliance": "A", "demand": None, "time": None}
    home.local.pace = 0.02
    home.local.say(Answer(text=json.dumps(slow)))
    deltas: list[Any] = []
    with (
        chat_session.async_get_chat_session(hass) as session,
        conversation.async_get_chat_log(
            hass, session, chat_log_delta_listener=lambda _, one: deltas.append(one)
        ),
    ):
        result = await conversation.async_converse(
            hass,
            STRANGE,
            conversation_id=session.conversation_id,
            context=None,  # type: ignore[arg-type]
            language="en",
            agent_id=AGENT,
        )
    said = [one["content"] for one in deltas if one.get("content")]
    assert said[0].startswith("One moment please, I am thinking about what")
    assert len(said[0]) > 60
    assert result.response.speech["plain"]["speech"].startswith("Later: ")


async def test_the_model_is_loaded_while_the_person_still_talks(
    hass: HomeAssistant, make_home: MakeHome
) -> None:
    """Without a word of the home, and the plan is made again."""
    home = await make_home()
    before = home.entry.runtime_data.reader.last
    asked = len(home.local.chats)
    await hass.data["conversation"].get_entity(AGENT).async_prepare("en")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert [chat.messages for chat in home.local.chats[asked:]] == [()]
    assert home.entry.runtime_data.reader.last is not before


async def test_a_server_that_is_down_is_nobodys_error_while_a_person_talks(
    hass: HomeAssistant, make_home: MakeHome, caplog: pytest.LogCaptureFixture
) -> None:
    """The question itself will tell."""
    home = await make_home()
    await home.local.fail(Fault.REFUSED)
    await hass.data["conversation"].get_entity(AGENT).async_prepare("en")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
