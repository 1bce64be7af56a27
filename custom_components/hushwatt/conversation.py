"""The conversation agent: ask in your own words, hear a verdict first."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
import re
from typing import Literal, override

from homeassistant.components import conversation
from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .answering import SILENCE_SECONDS, Answering, Piece
from .const import AGENT_KEY, CONF_HAND_OFF_AGENT, DOMAIN, LOGGER
from .coordinator import HushwattConfigEntry
from .dialogue import ADVICE, Dialogue
from .entity import HushwattEntity
from .grounding.talking import say_failed
from .hand_off import async_ask_another, async_try_intents
from .later import Given, LaterTeller
from .speaking import async_sentence
from .understanding import Ask, AskKind
from .vocabulary import Household, Question, Recommendation

PARALLEL_UPDATES = 0

_SENTENCE = re.compile(r".+?(?:[.!?] +|$)", re.DOTALL)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the agent."""
    async_add_entities([AdvisorAgent(hass, entry)])


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One question: in which conversation, from which satellite's entity if from one, and what.

    `started` is the loop's time at which it came, `heard` says that the person
    has heard something since.
    """

    talk: str
    satellite: str | None
    language: str
    ask: Ask
    household: Household
    started: float
    heard: bool


class AdvisorAgent(
    HushwattEntity,
    conversation.ConversationEntity,
    conversation.AbstractConversationAgent,
):
    """Says now or later, when and why; hands everything else to another agent."""

    _attr_supports_streaming = True
    _attr_supported_features = conversation.ConversationEntityFeature.CONTROL

    def __init__(self, hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
        """Start with nothing said."""
        super().__init__(entry, AGENT_KEY)
        self._dialogue = Dialogue(hass, entry)
        self._later = LaterTeller(hass, entry)

    @property
    @override
    def supported_languages(self) -> list[str] | Literal["*"]:
        """Return all: what we do not speak ourselves is handed on or said in English."""
        return MATCH_ALL

    @override
    async def async_prepare(self, language: str | None = None) -> None:
        """Load the model and make the plan current while the person is still talking."""
        # Loading may take minutes; speech-to-text waits for nothing.
        self.entry.async_create_background_task(
            self.hass, self.entry.runtime_data.advisor.warm(), f"{DOMAIN} warm-up"
        )
        await self.entry.runtime_data.coordinator.async_refresh()

    @override
    async def _async_handle_message(
        self,
        user_input: conversation.ConversationInput,
        chat_log: conversation.ChatLog,
    ) -> conversation.ConversationResult:
        """Answer, or hand on; whatever happens, something is said."""
        started = self.hass.loop.time()
        heard = False
        self._later.async_forget(chat_log.conversation_id)
        try:
            ask, household = await self._async_understand(user_input, chat_log)
            if ask.kind is AskKind.NOT_OURS:
                if result := await async_try_intents(self.hass, user_input, chat_log):
                    return result
                ask, heard = await self._async_understand_by_model(
                    user_input, chat_log, household, started
                )
            if ask.kind is AskKind.NOT_OURS:
                return await self._async_ask_another(user_input, chat_log)
            pieces = await self._async_turn(
                Turn(
                    talk=chat_log.conversation_id,
                    satellite=user_input.satellite_id,
                    language=user_input.language,
                    ask=ask,
                    household=household,
                    started=started,
                    heard=heard,
                )
            )
            await self._async_say(chat_log, pieces)
        except Exception as error:  # noqa: BLE001  # silence is worse than any answer
            # Not its text, which may hold a word of the home.
            LOGGER.error("A question was not answered: %s", type(error).__name__)
            await self._async_say(chat_log, _once(say_failed(user_input.language)))
        return conversation.async_get_result_from_chat_log(user_input, chat_log)

    async def _async_understand(
        self,
        user_input: conversation.ConversationInput,
        chat_log: conversation.ChatLog,
    ) -> tuple[Ask, Household]:
        """Return what is asked, as far as templates and what was said before tell."""
        ask, household = await self.entry.runtime_data.advisor.understand(
            user_input.text, user_input.language
        )
        ask = self._dialogue.resolve(
            ask,
            user_input.text,
            household,
            chat_log.conversation_id,
            user_input.language,
        )
        return ask, household

    async def _async_understand_by_model(
        self,
        user_input: conversation.ConversationInput,
        chat_log: conversation.ChatLog,
        household: Household,
        started: float,
    ) -> tuple[Ask, bool]:
        """Return what the local model takes the words for, and whether its time was bridged by words."""
        task = self.entry.async_create_background_task(
            self.hass,
            self.entry.runtime_data.advisor.understand_by_model(
                user_input.text,
                user_input.language,
                household,
                talking=self._dialogue.is_about_advice(chat_log.conversation_id),
            ),
            f"{DOMAIN} understanding",
        )
        try:
            left = started + SILENCE_SECONDS - self.hass.loop.time()
            await asyncio.wait({task}, timeout=max(0.0, left))
            if slow := not task.done():
                language = user_input.language
                interim = await async_sentence(self.hass, language, "thinking")
                await self._async_say(chat_log, _once(interim))
            return await task, slow
        except BaseException:
            task.cancel()
            raise

    async def _async_ask_another(
        self,
        user_input: conversation.ConversationInput,
        chat_log: conversation.ChatLog,
    ) -> conversation.ConversationResult:
        """Return the answer of the agent that was chosen for all that is not ours."""
        agent = self.entry.options.get(
            CONF_HAND_OFF_AGENT, conversation.HOME_ASSISTANT_AGENT
        )
        return await async_ask_another(self.hass, user_input, chat_log, agent)

    async def _async_turn(self, turn: Turn) -> AsyncGenerator[Piece]:
        """Return the pieces that answer what was asked."""
        asked = turn.ask, turn.household, turn.talk, turn.language
        if turn.ask.kind not in ADVICE:
            return _once(await self._dialogue.async_reply(*asked))
        question = self._dialogue.question(*asked)
        if isinstance(question, str):
            return _once(question)
        return self._answer(turn, question)

    async def _async_say(
        self, chat_log: conversation.ChatLog, pieces: AsyncGenerator[Piece]
    ) -> None:
        """Stream pieces sentence by sentence; the last message is the answer."""

        async def deltas() -> AsyncGenerator[conversation.AssistantContentDeltaDict]:
            """Yield each piece as a message of its own, or as more of the last one."""
            async for piece in pieces:
                if piece.silent:
                    yield {"thinking_content": f"{piece.text}\n"}
                    continue
                if piece.begins:
                    yield {"role": "assistant"}
                else:
                    yield {"content": " "}
                for sentence in _SENTENCE.findall(piece.text):
                    yield {"content": sentence}

        # Who is interrupted stops what works on the answer, too.
        async with aclosing(pieces):
            async for _ in chat_log.async_add_delta_content_stream(
                self.entity_id, deltas()
            ):
                pass

    async def _answer(self, turn: Turn, question: Question) -> AsyncGenerator[Piece]:
        """Yield what is said to a question for advice, in time.

        What a draft becomes after the run is told where it was heard. Raises
        what the advisor raises.
        """
        words, keep = partial(self._words, turn), partial(self._keep, turn)
        answering = Answering(
            self.hass,
            self.entry,
            question,
            words,
            household=turn.household,
            started=turn.started,
            heard=turn.heard,
        )
        said = 0
        async with aclosing(answering.pieces()) as pieces:
            async for piece in pieces:
                said += 0 if piece.silent else len(piece.text)
                yield piece
        if answering.given is None:
            return
        keep(answering.given)
        if answering.refining is not None:
            given = Given(
                draft=answering.given,
                said=said,
                satellite=turn.satellite,
                words=words,
                keep=keep,
            )
            self._later.async_follow(turn.talk, answering.refining, given)

    def _words(self, turn: Turn, advice: Recommendation) -> str:
        """Return advice in the words that were asked for."""
        return self._dialogue.answer(turn.ask, advice, turn.household)

    def _keep(self, turn: Turn, advice: Recommendation) -> None:
        """Keep what a talk is about now."""
        self._dialogue.keep(turn.talk, turn.ask, advice)


async def _once(text: str) -> AsyncGenerator[Piece]:
    """Yield one message."""
    yield Piece(text)
