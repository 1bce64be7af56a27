"""Core's own agents, set up through their own flows, and what they are told and say."""

from typing import Any

from homeassistant.components import conversation
from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import chat_session, entity_registry as er

from stand_ins.ollama import GEMMA


async def set_up(
    hass: HomeAssistant, domain: str, answers: dict[str, str]
) -> ConfigEntry:
    """Set an integration up through its flow."""
    flow = hass.config_entries.flow
    result = await flow.async_init(domain, context={"source": SOURCE_USER})
    result = await flow.async_configure(result["flow_id"], answers)
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    await hass.async_block_till_done()
    entry: ConfigEntry = result["result"]
    assert entry.state is ConfigEntryState.LOADED
    return entry


async def add_agent(hass: HomeAssistant, entry: ConfigEntry, **options: Any) -> str:
    """Add an agent of Ollama's through its subentry's flow, and return its entity."""
    flow = hass.config_entries.subentries
    result = await flow.async_init(
        (entry.entry_id, "conversation"), context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.FORM, result
    result = await flow.async_configure(
        result["flow_id"],
        {"name": "Gemma", "model": GEMMA.name, "max_history": 20.0, "num_ctx": 8192.0}
        | {"keep_alive": -1.0, "think": False}
        | options,
    )
    while result["type"] is FlowResultType.SHOW_PROGRESS:
        await hass.async_block_till_done(wait_background_tasks=True)
        result = await flow.async_configure(result["flow_id"])
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    await hass.async_block_till_done()
    return agent_of(hass, entry)


def agent_of(hass: HomeAssistant, entry: ConfigEntry) -> str:
    """Return the conversation entity of an entry."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return next(e.entity_id for e in entities if e.domain == "conversation")


async def say(
    hass: HomeAssistant, agent: str, text: str, conversation_id: str | None = None
) -> tuple[conversation.ConversationResult, list[str]]:
    """Say something to an agent; return its answer and the pieces it came in."""
    pieces: list[str] = []

    def listen(_: conversation.ChatLog, delta: dict[str, Any]) -> None:
        """Keep a piece."""
        if content := delta.get("content"):
            pieces.append(content)

    with (
        chat_session.async_get_chat_session(hass, conversation_id) as session,
        conversation.async_get_chat_log(hass, session, chat_log_delta_listener=listen),
    ):
        result = await conversation.async_converse(
            hass, text, session.conversation_id, Context(), agent_id=agent
        )
    return result, pieces


def spoken(result: conversation.ConversationResult) -> str:
    """Return what was answered."""
    assert result.response.error_code is None, result.response.speech
    return str(result.response.speech["plain"]["speech"])
