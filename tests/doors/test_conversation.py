"""The conversation agent: what is said, streamed, handed on, and said when things fail."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.components import conversation
from homeassistant.components.conversation import (
    ConversationInput,
    ConversationResult,
    async_converse,
    async_get_chat_log,
    async_set_agent,
)
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import intent
from homeassistant.helpers.chat_session import async_get_chat_session
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.setup import async_setup_component

from .conftest import reference_home, start
from custom_components.hushwatt import answering, hand_off
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.coordinator import SIGNAL_HOUSEHOLD
from custom_components.hushwatt.vocabulary import Household, Question, Recommendation

AGENT = "conversation.hushwatt_advisor"
QUESTION = "Should the dishwasher run now or later?"
LATER = (
    "Later: start the dishwasher at 20:00; it is done at 21:30."
    " That costs €0.26 instead of €0.54 now, so you save €0.28."
)


async def ask(
    hass: HomeAssistant, words: str, *, language: str = "en", **more: Any
) -> ConversationResult:
    """Ask our agent."""
    return await async_converse(
        hass,
        words,
        conversation_id=more.pop("conversation_id", None),
        context=Context(),
        language=language,
        agent_id=AGENT,
        **more,
    )


def speech(result: ConversationResult) -> str:
    """Return what a result says."""
    said: str = result.response.speech["plain"]["speech"]
    return said


async def listen(hass: HomeAssistant, words: str) -> tuple[list[Any], str]:
    """Return what is streamed on a question, and the answer."""
    deltas: list[Any] = []
    with (
        async_get_chat_session(hass) as session,
        async_get_chat_log(
            hass,
            session,
            chat_log_delta_listener=lambda _, delta: deltas.append(delta),
        ),
    ):
        result = await ask(hass, words, conversation_id=session.conversation_id)
    return [delta for delta in deltas if delta.get("role") != "user"], speech(result)


async def messages(hass: HomeAssistant, words: str) -> tuple[list[str], str]:
    """Return the messages that are streamed on a question, and the answer."""
    deltas, answer = await listen(hass, words)
    said: list[str] = []
    for delta in deltas:
        if "role" in delta:
            said.append("")
        else:
            said[-1] += delta["content"]
    return said, answer


async def test_the_reference_question_is_answered(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Later, with the time, the cost and the saving; the microphone stays closed."""
    result = await ask(hass, QUESTION)
    assert speech(result) == LATER
    assert not result.continue_conversation
    assert result.response.response_type is intent.IntentResponseType.ACTION_DONE


async def test_the_answer_is_streamed_sentence_by_sentence(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The verdict is heard first."""
    deltas, _ = await listen(hass, QUESTION)
    assert deltas == [
        {"role": "assistant"},
        {"content": "Later: start the dishwasher at 20:00; it is done at 21:30. "},
        {"content": "That costs €0.26 instead of €0.54 now, so you save €0.28."},
    ]


async def test_the_agent_says_that_it_streams_controls_and_speaks_all_languages(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """So that the pipeline uses it as it should."""
    info = conversation.async_get_agent_info(hass, AGENT)
    assert info is not None
    assert info.supports_streaming
    entity = hass.data["conversation"].get_entity(AGENT)
    assert entity.supported_languages == "*"
    assert entity.supported_features == conversation.ConversationEntityFeature.CONTROL


async def test_preparing_makes_the_plan_current(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """While the person is still talking."""
    before = home.runtime_data.reader.last
    await hass.data["conversation"].get_entity(AGENT).async_prepare("en")
    assert home.runtime_data.reader.last is not before


async def test_what_is_not_ours_goes_to_the_built_in_intents(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Asking the agent to switch something on switches it on."""
    assert await async_setup_component(hass, "intent", {})
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"lamp": {"name": "Lamp"}}}
    )
    conversation_expose(hass, "input_boolean.lamp")
    result = await ask(hass, "turn on the lamp")
    await hass.async_block_till_done()
    assert hass.states.get("input_boolean.lamp").state == "on"
    assert speech(result) == "Turned on the switch" or speech(result)


def conversation_expose(hass: HomeAssistant, entity_id: str) -> None:
    """Let the assistants see an entity."""
    async_expose_entity(hass, "conversation", entity_id, True)


class OtherAgent(conversation.AbstractConversationAgent):
    """An agent that answers, fails, or asks us again."""

    def __init__(self, answer: Callable[[ConversationInput], Awaitable[str]]) -> None:
        """Keep how it answers."""
        self.answer = answer
        self.asked: list[ConversationInput] = []

    @property
    def supported_languages(self) -> list[str]:
        """Return what it speaks."""
        return ["en"]

    async def async_process(self, user_input: ConversationInput) -> ConversationResult:
        """Answer."""
        self.asked.append(user_input)
        response = intent.IntentResponse(language=user_input.language)
        response.async_set_speech(await self.answer(user_input))
        return ConversationResult(
            response=response, conversation_id="theirs", continue_conversation=True
        )


@pytest.fixture
def other(hass: HomeAssistant, home: MockConfigEntry) -> OtherAgent:
    """Return another agent to which questions are handed."""

    async def answer(user_input: ConversationInput) -> str:
        """Answer everything in one way."""
        return "Ask me anything?"

    entry = MockConfigEntry(domain="other", title="Other")
    entry.add_to_hass(hass)
    agent = OtherAgent(answer)
    async_set_agent(hass, entry, agent)
    hass.config_entries.async_update_entry(
        home, options={"hand_off_agent": entry.entry_id}
    )
    return agent


async def test_the_chosen_agent_gets_what_no_intent_knows_in_a_fresh_conversation(
    hass: HomeAssistant, home: MockConfigEntry, other: OtherAgent
) -> None:
    """Nothing of our earlier answers goes with it, and its microphone stays open."""
    await hass.async_block_till_done()
    first = await ask(hass, QUESTION)
    result = await ask(hass, "who wrote Hamlet", conversation_id=first.conversation_id)
    assert speech(result) == "Ask me anything?"
    assert result.continue_conversation
    assert result.conversation_id == first.conversation_id
    (handed,) = other.asked
    assert handed.text == "who wrote Hamlet"
    assert handed.conversation_id != first.conversation_id


async def test_an_agent_that_fails_does_not_leave_silence(
    hass: HomeAssistant, home: MockConfigEntry, other: OtherAgent
) -> None:
    """Whatever it raises."""

    async def fail(user_input: ConversationInput) -> str:
        """Fail as agents do."""
        raise ValueError("boom")

    await hass.async_block_till_done()
    other.answer = fail
    result = await ask(hass, "who wrote Hamlet")
    assert speech(result) == "Sorry, I did not understand that."
    assert result.response.error_code is intent.IntentResponseErrorCode.NO_INTENT_MATCH


async def test_two_agents_that_hand_to_each_other_do_not_go_round(
    hass: HomeAssistant, home: MockConfigEntry, other: OtherAgent
) -> None:
    """The second hand-over ends."""

    async def ask_back(user_input: ConversationInput) -> str:
        """Hand the question back to us."""
        return speech(await ask(hass, user_input.text))

    await hass.async_block_till_done()
    other.answer = ask_back
    result = await ask(hass, "who wrote Hamlet")
    assert speech(result) == "Sorry, I did not understand that."
    assert len(other.asked) == 1


async def test_an_agent_that_is_gone_does_not_leave_silence(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It was removed after it was chosen."""
    hass.config_entries.async_update_entry(
        home, options={"hand_off_agent": "conversation.gone"}
    )
    await hass.async_block_till_done()
    assert speech(await ask(hass, "who wrote Hamlet"))


async def test_our_own_agent_as_the_other_one_is_the_default_agent(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """A loop of one is none."""
    hass.config_entries.async_update_entry(home, options={"hand_off_agent": AGENT})
    await hass.async_block_till_done()
    assert speech(await ask(hass, "who wrote Hamlet")).startswith("Sorry, I")


@pytest.fixture
async def ticking(hass: HomeAssistant) -> AsyncIterator[MockConfigEntry]:
    """Return the reference home at the real time, since a frozen clock ends no wait."""
    entry = reference_home()
    await start(hass, entry)
    yield entry
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a person be impatient at once."""
    monkeypatch.setattr(answering, "SILENCE_SECONDS", 0.0)
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 0.2)


def let_advise(
    monkeypatch: pytest.MonkeyPatch,
    how: Callable[..., Awaitable[Recommendation]],
) -> None:
    """Let the advisor advise in another way, around the real one."""
    real = Advisor.advise

    async def advise(
        self: Advisor, question: Question, *, on_draft: Any = None, **_: Any
    ) -> Recommendation:
        """Advise in the other way."""
        return await how(real, self, question, on_draft)

    monkeypatch.setattr(Advisor, "advise", advise)


@pytest.mark.parametrize("error", [ValueError("secret"), HomeAssistantError("secret")])
async def test_a_fault_of_ours_is_said_and_logged_without_its_words(
    hass: HomeAssistant,
    home: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    """Only its kind: its words may be those of a note."""

    async def fail(real: Any, self: Advisor, question: Question, _: Any) -> Any:
        """Fail."""
        raise error

    let_advise(monkeypatch, fail)
    result = await ask(hass, QUESTION)
    assert speech(result) == "Sorry, something went wrong. Please ask again."
    assert type(error).__name__ in caplog.text
    assert "secret" not in caplog.text


async def test_a_repeated_wake_word_stops_the_question(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    slow: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing goes on that nobody waits for."""
    stopped = asyncio.Event()

    async def hang(real: Any, self: Advisor, question: Question, _: Any) -> Any:
        """Never answer."""
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    let_advise(monkeypatch, hang)
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 60.0)
    task = hass.async_create_task(ask(hass, QUESTION))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(1):
        await stopped.wait()


def test_handing_over_is_marked_for_one_question_only() -> None:
    """The mark is gone afterwards."""
    assert hand_off._HANDED_OFF.get() is False


async def test_the_agent_answers_over_the_websocket(
    hass: HomeAssistant, home: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """As the Assist dialog asks."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {
            "type": "conversation/process",
            "text": QUESTION,
            "agent_id": AGENT,
            "language": "en",
        }
    )
    answer = await client.receive_json()
    said = answer["result"]["response"]["speech"]["plain"]["speech"]
    assert said == LATER


async def test_the_home_is_read_once_for_a_question(
    hass: HomeAssistant, home: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless it took a while to understand what is asked."""
    reads: list[Household] = []
    async_dispatcher_connect(hass, SIGNAL_HOUSEHOLD, reads.append)
    assert speech(await ask(hass, QUESTION)).startswith("Later")
    assert len(reads) == 1
    monkeypatch.setattr(answering, "FRESH_SECONDS", 0.0)
    assert speech(await ask(hass, QUESTION)).startswith("Later")
    assert len(reads) == 3
