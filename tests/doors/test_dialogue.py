"""A talk with the agent: what comes after the first question."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.conversation import ConversationResult, async_converse
from homeassistant.core import Context, HomeAssistant

from .conftest import settle
from custom_components.hushwatt.dialogue import REMEMBERED, Dialogue
from custom_components.hushwatt.vocabulary import (
    Pattern,
    Reason,
    Recommendation,
    Verdict,
)

AGENT = "conversation.hushwatt_advisor"
DISHWASHER = "Should the dishwasher run now or later?"


async def say(
    hass: HomeAssistant, words: str, talk: str | None = None
) -> ConversationResult:
    """Say something to our agent, in a conversation if one is given."""
    return await async_converse(
        hass,
        words,
        conversation_id=talk,
        context=Context(),
        language="en",
        agent_id=AGENT,
    )


def heard(result: ConversationResult) -> str:
    """Return what the agent says."""
    said: str = result.response.speech["plain"]["speech"]
    return said


async def begin(hass: HomeAssistant) -> str:
    """Ask about the dishwasher and return the conversation."""
    result = await say(hass, DISHWASHER)
    assert heard(result).startswith("Later")
    assert result.conversation_id is not None
    return result.conversation_id


async def test_why_and_why_not_now_are_about_the_last_advice(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """In the same conversation; another one has none yet."""
    talk = await begin(hass)
    assert "€0.26" in heard(await say(hass, "why", talk))
    assert "€" in heard(await say(hass, "why not now", talk))
    alone = heard(await say(hass, "why"))
    assert "€" not in alone
    assert not alone.endswith("?")


async def test_a_follow_up_names_another_appliance(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The question stays the same."""
    talk = await begin(hass)
    said = heard(await say(hass, "and the car?", talk))
    assert "car" in said
    assert "00:00" in said


async def test_a_what_if_holds_for_the_appliance_last_spoken_of_and_once_only(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The constraint is gone with the next question."""
    talk = await begin(hass)
    said = heard(await say(hass, "what if it must be done by 20:30", talk))
    assert "20:00" not in said
    assert "20:00" in heard(await say(hass, DISHWASHER, talk))


async def test_what_it_costs_is_answered_with_the_cost(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Then, and now."""
    said = heard(await say(hass, "what would it cost to run the dishwasher"))
    assert "€0.26" in said
    assert "€0.54" in said


async def test_an_unclear_appliance_is_asked_for_with_the_microphone_open(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Two wait to be run, and none was named."""
    result = await say(hass, "should it run now or later")
    assert heard(result).endswith("?")
    assert result.continue_conversation


async def test_an_appliance_that_is_not_there_is_said_to_be_unknown(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """With those that are."""
    said = heard(await say(hass, "should the sauna run now or later"))
    assert "dishwasher" in said.lower()
    assert not said.startswith("Later")


async def test_a_note_is_remembered_read_back_and_forgotten(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It is one of the notes list."""
    notes = home.runtime_data.notes
    before = len(notes.notes)
    said = heard(
        await say(hass, "remember that the car must be done by 5 in the morning")
    )
    assert "05:00" in said
    await settle(hass)
    assert len(notes.notes) == before + 1
    assert "05:00" in heard(await say(hass, "what do you know about the car"))
    await say(hass, "forget that the car must be done by 5 in the morning")
    assert len(notes.notes) == before


async def test_which_of_several_notes_is_to_be_forgotten_is_asked(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Both are about the dishwasher; nothing is forgotten yet."""
    before = len(home.runtime_data.notes.notes)
    result = await say(hass, "forget the note about the dishwasher")
    assert heard(result)
    assert len(home.runtime_data.notes.notes) == before


async def test_nothing_was_sent_where_there_is_no_cloud(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """A plain sentence says so."""
    said = heard(await say(hass, "what did you send to the cloud"))
    assert said
    assert not said.endswith("?")


@pytest.mark.parametrize(
    "words",
    [
        "is the price low now",
        "tell me what you know about the dishwasher",
        "plan everything",
        "cancel",
    ],
)
async def test_other_asks_are_answered(
    hass: HomeAssistant, home: MockConfigEntry, words: str
) -> None:
    """By us: never by the sentence that nobody understood."""
    said = heard(await say(hass, words))
    assert said
    assert "Sorry" not in said


async def test_only_so_many_conversations_are_kept(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The oldest is forgotten."""
    dialogue = Dialogue(hass, home)
    advice = Recommendation(
        verdict=Verdict.NOT_POSSIBLE,
        reason=Reason.NO_PRICES,
        request_id="1",
        pattern=Pattern.CROSS_CHECK,
        language="en",
    )
    for number in range(REMEMBERED + 1):
        dialogue.keep(str(number), advice)
    assert list(dialogue._last) == [str(n) for n in range(1, REMEMBERED + 1)]
