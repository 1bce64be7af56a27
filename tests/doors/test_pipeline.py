"""The agent in a voice pipeline, asked over the websocket as a browser or an app does."""

from importlib.util import find_spec
import sys
from typing import Any
from unittest.mock import MagicMock

from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

AGENT = "conversation.hushwatt_advisor"
QUESTION = "should the dishwasher run now or later"


async def run_pipeline(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, words: str
) -> list[dict[str, Any]]:
    """Return the events of a pipeline that is asked in words and answers in words."""
    for package in ("pymicro_vad", "pyspeex_noise"):
        # They need a compiler to be installed, and hear what is not said here.
        if find_spec(package) is None:
            sys.modules[package] = MagicMock()
    assert await async_setup_component(hass, "assist_pipeline", {})
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {
            "type": "assist_pipeline/pipeline/create",
            "name": "Advice",
            "language": "en",
            "conversation_engine": AGENT,
            "conversation_language": "en",
            "stt_engine": None,
            "stt_language": None,
            "tts_engine": None,
            "tts_language": None,
            "tts_voice": None,
            "wake_word_entity": None,
            "wake_word_id": None,
        }
    )
    made = await client.receive_json()
    assert made["success"], made
    await client.send_json_auto_id(
        {
            "type": "assist_pipeline/run",
            "pipeline": made["result"]["id"],
            "start_stage": "intent",
            "end_stage": "intent",
            "input": {"text": words},
        }
    )
    events: list[dict[str, Any]] = []
    while not events or events[-1]["type"] != "run-end":
        message = await client.receive_json()
        if message["type"] == "event":
            events.append(message["event"])
    return events


async def test_the_answer_streams_through_the_pipeline(
    hass: HomeAssistant, home: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """The verdict comes first, in pieces; the whole answer closes the run."""
    events = await run_pipeline(hass, hass_ws_client, QUESTION)
    pieces = [
        event["data"]["chat_log_delta"].get("content", "")
        for event in events
        if event["type"] == "intent-progress" and "chat_log_delta" in event["data"]
    ]
    assert len(pieces) > 1
    said = "".join(pieces)
    assert said.startswith("Later: start the dishwasher at 20:00")
    (end,) = [event for event in events if event["type"] == "intent-end"]
    response = end["data"]["intent_output"]["response"]
    assert response["speech"]["plain"]["speech"] == said
    assert end["data"]["intent_output"]["continue_conversation"] is False


async def test_a_question_back_keeps_the_microphone_open(
    hass: HomeAssistant, home: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """Which appliance is meant is asked."""
    events = await run_pipeline(hass, hass_ws_client, "should it run now or later")
    (end,) = [event for event in events if event["type"] == "intent-end"]
    assert end["data"]["intent_output"]["continue_conversation"] is True
