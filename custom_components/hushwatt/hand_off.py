"""Hand a question that is not ours to the built-in intents, then to another agent."""

import asyncio
from contextvars import ContextVar
from typing import Final

from homeassistant.components.conversation import (
    HOME_ASSISTANT_AGENT,
    AssistantContent,
    ChatLog,
    ConversationInput,
    ConversationResult,
    async_converse,
    async_handle_intents,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent

from .const import DOMAIN, LOGGER
from .speaking import async_sentence

# Set while a question is with another agent, which may be one that asks us again.
_HANDED_OFF: Final[ContextVar[bool]] = ContextVar(f"{DOMAIN}_handed_off", default=False)


async def async_try_intents(
    hass: HomeAssistant, user_input: ConversationInput, chat_log: ChatLog
) -> ConversationResult | None:
    """Return the answer of the built-in intents, None when they know no such sentence."""
    response = await async_handle_intents(hass, user_input, chat_log)
    return None if response is None else _result(user_input, chat_log, response)


async def async_ask_another(
    hass: HomeAssistant, user_input: ConversationInput, chat_log: ChatLog, agent_id: str
) -> ConversationResult:
    """Return another agent's answer; always one that can be spoken.

    The other agent gets a conversation of its own, so that no earlier answer
    of ours goes with the question.
    """
    result = await _async_ask_agent(hass, user_input, agent_id)
    if result is not None:
        goes_on = result.continue_conversation
        return _result(user_input, chat_log, result.response, goes_on=goes_on)
    response = intent.IntentResponse(language=user_input.language)
    response.async_set_error(
        intent.IntentResponseErrorCode.NO_INTENT_MATCH,
        await async_sentence(hass, user_input.language, "not_understood"),
    )
    return _result(user_input, chat_log, response)


def _result(
    user_input: ConversationInput,
    chat_log: ChatLog,
    response: intent.IntentResponse,
    *,
    goes_on: bool = False,
) -> ConversationResult:
    """Return somebody else's answer as ours, and keep it in the conversation."""
    chat_log.async_add_assistant_content_without_tools(
        AssistantContent(agent_id=user_input.agent_id, content=_speech(response))
    )
    return ConversationResult(
        response=response,
        conversation_id=chat_log.conversation_id,
        continue_conversation=goes_on,
    )


async def _async_ask_agent(
    hass: HomeAssistant, user_input: ConversationInput, agent_id: str
) -> ConversationResult | None:
    """Return the other agent's result, None when it fails or would go round."""
    if _HANDED_OFF.get():
        return None
    if agent_id == user_input.agent_id:
        agent_id = HOME_ASSISTANT_AGENT
    token = _HANDED_OFF.set(True)
    try:
        # A task of its own: the other agent's session must not end ours.
        return await asyncio.create_task(
            async_converse(
                hass,
                user_input.text,
                conversation_id=None,
                context=user_input.context,
                language=user_input.language,
                agent_id=agent_id,
                device_id=user_input.device_id,
                satellite_id=user_input.satellite_id,
                extra_system_prompt=user_input.extra_system_prompt,
            )
        )
    except Exception as error:  # noqa: BLE001  # whatever another agent raises, a person must hear something
        LOGGER.debug("The agent %s failed: %s", agent_id, type(error).__name__)
        return None
    finally:
        _HANDED_OFF.reset(token)


def _speech(response: intent.IntentResponse) -> str:
    """Return what a response says."""
    speech: str = response.speech.get("plain", {}).get("speech", "")
    return speech
