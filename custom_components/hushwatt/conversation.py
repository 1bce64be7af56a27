"""The conversation agent: ask in your own words, hear a verdict first."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
import re
from typing import Final, Literal, override

from homeassistant.components import conversation
from homeassistant.const import MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .asking import async_ask, retrieve
from .const import AGENT_KEY, CONF_HAND_OFF_AGENT, DOMAIN, LOGGER
from .coordinator import HushwattConfigEntry
from .dialogue import ADVICE, Dialogue
from .entity import HushwattEntity
from .hand_off import async_ask_another, async_try_intents
from .speaking import async_sentence
from .understanding import Ask, AskKind
from .vocabulary import Household, Question, Recommendation

PARALLEL_UPDATES = 0

# A person who hears nothing for longer than this wonders whether anybody listens.
SILENCE_SECONDS: Final = 1.5
# A satellite gives up a little later.
ANSWER_SECONDS: Final = 20.0

_SENTENCE = re.compile(r".+?(?:[.!?] +|$)", re.DOTALL)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the agent."""
    async_add_entities([AdvisorAgent(hass, entry)])


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
        try:
            ask, household = await self._async_understand(user_input, chat_log)
            if ask.kind is AskKind.NOT_OURS:
                if result := await async_try_intents(self.hass, user_input, chat_log):
                    return result
                ask = await self._async_understand_by_model(
                    user_input, chat_log, household
                )
            if ask.kind is AskKind.NOT_OURS:
                return await self._async_ask_another(user_input, chat_log)
            messages = await self._async_turn(
                ask, household, chat_log.conversation_id, user_input.language
            )
            await self._async_say(user_input, chat_log, messages)
        except Exception as error:  # noqa: BLE001  # silence is worse than any answer
            # Not its text, which may hold a word of the home.
            LOGGER.error("A question was not answered: %s", type(error).__name__)
            await self._async_say(user_input, chat_log, self._failure(user_input))
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
    ) -> Ask:
        """Return what the local model takes the words for; a slow one is not waited for in silence."""
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
            await asyncio.wait({task}, timeout=SILENCE_SECONDS)
            if not task.done():
                language = user_input.language
                interim = await async_sentence(self.hass, language, "thinking")
                await self._async_say(user_input, chat_log, _once(interim))
            return await task
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

    async def _async_turn(
        self, ask: Ask, household: Household, conversation_id: str, language: str
    ) -> AsyncIterator[str]:
        """Return the messages that answer what was asked."""
        if ask.kind not in ADVICE:
            return _once(
                await self._dialogue.async_reply(
                    ask, household, conversation_id, language
                )
            )
        question = self._dialogue.question(ask, household, conversation_id, language)
        if isinstance(question, str):
            return _once(question)
        return self._answer(ask, question, household, conversation_id)

    async def _async_say(
        self,
        user_input: conversation.ConversationInput,
        chat_log: conversation.ChatLog,
        messages: AsyncIterator[str],
    ) -> None:
        """Stream messages sentence by sentence; the last one is the answer."""

        async def deltas() -> AsyncGenerator[conversation.AssistantContentDeltaDict]:
            """Yield each message as a message of its own."""
            async for message in messages:
                yield {"role": "assistant"}
                for sentence in _SENTENCE.findall(message):
                    yield {"content": sentence}

        async for _ in chat_log.async_add_delta_content_stream(
            self.entity_id, deltas()
        ):
            pass

    async def _answer(
        self, ask: Ask, question: Question, household: Household, conversation_id: str
    ) -> AsyncGenerator[str]:
        """Yield a draft or an interim sentence if the answer takes its time, then the answer.

        An answer that is not there in time is told of later, by the event
        entity; the draft then stands. Raises what the advisor raises.
        """
        drafted: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        async def keep(draft: Recommendation) -> None:
            """Keep the words of the first draft."""
            if not drafted.done():
                drafted.set_result(draft.answer)

        task = self.entry.async_create_background_task(
            self.hass,
            async_ask(self.hass, self.entry, question, on_draft=keep),
            f"{DOMAIN} question",
        )
        try:
            await asyncio.wait({task}, timeout=SILENCE_SECONDS)
            said = None
            if not task.done():
                said = (
                    drafted.result()
                    if drafted.done()
                    else await self._interim(question.language)
                )
                yield said
                await asyncio.wait({task}, timeout=ANSWER_SECONDS - SILENCE_SECONDS)
        except BaseException:
            task.cancel()
            raise
        if not task.done() and drafted.done():
            task.add_done_callback(retrieve)
            answer = drafted.result()
        else:
            recommendation = await task
            self._dialogue.keep(conversation_id, ask, recommendation)
            answer = self._dialogue.answer(ask, recommendation, household)
        if answer != said:
            yield answer

    async def _interim(self, language: str) -> str:
        """Return what is said while the answer is worked out."""
        return await async_sentence(self.hass, language, "one_moment")

    async def _failure(
        self, user_input: conversation.ConversationInput
    ) -> AsyncGenerator[str]:
        """Yield what is said when there is no answer."""
        yield await async_sentence(self.hass, user_input.language, "failed")


async def _once(message: str) -> AsyncGenerator[str]:
    """Yield one message."""
    yield message
