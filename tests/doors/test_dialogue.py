"""A talk with the agent: what comes after the first question."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.conversation import ConversationResult, async_converse
from homeassistant.core import Context, HomeAssistant

from .conftest import appliance, reference_home, settle, start
from custom_components.hushwatt.dialogue import REMEMBERED, Dialogue
from custom_components.hushwatt.understanding import Ask, AskKind
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


async def ask_back(hass: HomeAssistant, words: str = "should it run now") -> str:
    """Ask what leaves open which appliance is meant, and return the conversation."""
    result = await say(hass, words)
    assert heard(result).endswith("?")
    assert result.continue_conversation
    assert result.conversation_id is not None
    return result.conversation_id


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("dishwasher", "dishwasher"),
        ("the dishes please", "dishwasher"),
        ("i mean the car", "car"),
        ("the first one", "dishwasher"),
        ("the second", "car"),
        ("the last one please", "Robot vacuum"),
        ("um the vacuum", "Robot vacuum"),
    ],
)
async def test_a_short_answer_says_which_one(
    hass: HomeAssistant, home: MockConfigEntry, answer: str, told: str
) -> None:
    """By name, by what people call it, or by its place in the question."""
    talk = await ask_back(hass)
    result = await say(hass, answer, talk)
    assert told.lower() in heard(result).lower()
    assert not result.continue_conversation


async def test_the_answer_completes_the_question_that_was_asked(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """What was demanded, and that it was about the cost, is not forgotten."""
    talk = await ask_back(hass, "what if it must be done by 9 pm")
    said = heard(await say(hass, "the car", talk))
    assert "car" in said
    assert "00:00" not in said
    talk = await ask_back(hass, "how much would it cost")
    said = heard(await say(hass, "the dishwasher", talk))
    assert said.startswith("The dishwasher") or "costs €0.26" in said
    assert "€0.54" in said


async def test_both_are_planned(hass: HomeAssistant, home: MockConfigEntry) -> None:
    """As an answer to which one."""
    talk = await ask_back(hass)
    said = heard(await say(hass, "all of them", talk))
    assert "dishwasher" in said
    assert "car" in said


@pytest.mark.parametrize("answer", ["cancel", "never mind", "no", "neither", "none"])
async def test_the_question_back_can_be_refused(
    hass: HomeAssistant, home: MockConfigEntry, answer: str
) -> None:
    """Without another question."""
    talk = await ask_back(hass)
    result = await say(hass, answer, talk)
    assert heard(result) == "All right."
    assert not result.continue_conversation


async def test_another_question_instead_of_an_answer_is_answered(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """And what is not ours is handed on all the same; the first question is over."""
    talk = await ask_back(hass)
    assert "€" in heard(await say(hass, "is the price low now", talk))
    talk = await ask_back(hass)
    assert heard(await say(hass, "who wrote Hamlet", talk)).startswith("Sorry")
    assert heard(await say(hass, "the first one", talk)).startswith("Sorry")


async def test_two_appliances_of_a_kind_are_told_apart(
    hass: HomeAssistant, evening: None
) -> None:
    """By what their names differ in."""
    entry = MockConfigEntry(
        domain="hushwatt",
        title="Hushwatt",
        data=dict(reference_home().data),
        subentries_data=[
            appliance("up", "Upper dishwasher", duration=90, energy=1.2),
            appliance("down", "Lower dishwasher", duration=60, energy=0.9),
        ],
    )
    await start(hass, entry)
    result = await say(hass, DISHWASHER)
    assert heard(result) == "Do you mean the Upper dishwasher or the Lower dishwasher?"
    assert result.continue_conversation
    said = heard(await say(hass, "the upper one", result.conversation_id))
    assert "Upper dishwasher" in said
    assert "Lower" not in said


async def test_a_follow_up_asks_what_was_asked_last(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Of another appliance: what it costs, not when it is best."""
    first = await say(hass, "what would it cost to run the dishwasher")
    second = heard(await say(hass, "and the car", first.conversation_id))
    assert second == heard(await say(hass, "what would it cost to charge the car"))


async def test_without_the_cloud_is_the_same_question_again(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """With what it demanded."""
    talk = await begin(hass)
    said = heard(await say(hass, "what if it must be done by 20:30", talk))
    assert heard(await say(hass, "answer without the cloud", talk)) == said


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


async def test_when_of_the_day_is_asked_and_written_into_the_note(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """A person who talks cannot write it; the note then says what was meant."""
    notes = home.runtime_data.notes
    result = await say(hass, "remember that the car must be done by five")
    assert heard(result).endswith("in the morning or in the evening?")
    assert result.continue_conversation
    result = await say(hass, "in the evening", result.conversation_id)
    assert "17:00" in heard(result)
    assert not result.continue_conversation
    assert [one.note.text for one in notes.notes][2:] == [
        "the car must be done by five in the evening"
    ]


@pytest.mark.parametrize("answer", ["cancel", "who wrote Hamlet", "is the price low"])
async def test_a_note_without_that_answer_stays_and_asks_in_the_list(
    hass: HomeAssistant, home: MockConfigEntry, answer: str
) -> None:
    """It is not lost, and nothing is guessed."""
    notes = home.runtime_data.notes
    result = await say(hass, "remember that the car must be done by five")
    await say(hass, answer, result.conversation_id)
    assert len(notes.notes) == 3
    await settle(hass)
    reading = notes.notes[2].own_reading
    assert reading is not None
    assert reading.question is not None
    assert not reading.constraints


async def test_a_note_that_was_deleted_meanwhile_is_written_anew(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The answer still counts."""
    notes = home.runtime_data.notes
    result = await say(hass, "remember that the car must be done by five")
    await notes.async_remove([notes.notes[2].uid])
    await say(hass, "in the morning", result.conversation_id)
    assert notes.notes[2].note.text == "the car must be done by five in the morning"


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("the first one", ["The dishwasher must not run after 22:30."]),
        ("the one with 22:30", ["The dishwasher must be done by 06:30."]),
        ("both", []),
        ("cancel", 2),
        ("who wrote Hamlet", 2),
    ],
)
async def test_which_of_several_notes_is_to_be_forgotten_is_asked(
    hass: HomeAssistant,
    home: MockConfigEntry,
    answer: str,
    left: list[str] | int,
) -> None:
    """Both are about the dishwasher; nothing is forgotten before it is clear which."""
    notes = home.runtime_data.notes
    result = await say(hass, "forget the note about the dishwasher")
    assert heard(result).endswith("?")
    assert result.continue_conversation
    assert len(notes.notes) == 2
    await say(hass, answer, result.conversation_id)
    texts = [one.note.text for one in notes.notes]
    assert (len(texts) if isinstance(left, int) else texts) == left


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
        dialogue.keep(str(number), Ask(kind=AskKind.ADVISE), advice)
    known = [n for n in range(REMEMBERED + 1) if dialogue.is_about_advice(str(n))]
    assert known == list(range(1, REMEMBERED + 1))
