"""A person talks to a satellite: every pattern through a whole pipeline, ears to speech, and what is said later.

The speech engine streams, the satellite plays what comes while it comes; when
the first and the last sound was heard is recorded with each test.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
import json
from typing import Any, Final, override

from aiohttp import web
import pytest
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from homeassistant.components.persistent_notification import (
    _async_get_or_create_notifications as notifications_of,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from .conftest import MakeHome
from .home import ADVICE, AGENT, QUESTION, HybridHome
from .test_questions import SlowCloud
from custom_components.hushwatt import answering, later
from custom_components.hushwatt.vocabulary import Pattern
from stand_ins.brute_force import worst_answer
from stand_ins.faults import Fault
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from stand_ins.server import Handler, Received
from stand_ins.voice import SATELLITE, Heard, Voice, async_give_voice

# What section 2.3 of the ladder allows, in seconds.
FIRST: Final = 2.5
LAST: Final = 20.0
STILL: Final = "I am still checking; if that changes, I will tell you."
CHANGED: Final = "The plan has changed. Now: start the dishwasher"
QUESTIONS: Final = {
    "en": "should the dishwasher run now or later",
    "de": "soll der dishwasher jetzt oder später laufen",
    "fr": "faut il lancer le dishwasher maintenant ou plus tard",
    "nl": "moet de dishwasher nu of later draaien",
    "es": "pongo el dishwasher ahora o más tarde",
}
OPENINGS: Final = {
    "en": "Later: ",
    "de": "Später: ",
    "fr": "Plus tard : ",
    "nl": "Later: ",
    "es": "Más tarde: ",
}

type GiveVoice = Callable[..., Awaitable[Voice]]


class DearCloud(SlowCloud):
    """A server that answers with the dearest plan, when it is let to."""

    @override
    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Answer dear."""
        self.say(json.dumps(worst_answer(json.loads(received.document["input"]))))
        return await super().answer(request, received, handler)


@pytest.fixture
async def give_voice(hass: HomeAssistant) -> GiveVoice:
    """Return what gives a home a voice."""

    async def give(home: HybridHome, language: str = "en") -> Voice:
        """Give it ears, speech and a satellite."""
        for domain in ("assist_pipeline", "assist_satellite"):
            assert await async_setup_component(hass, domain, {})
        return await async_give_voice(hass, home.entry, AGENT, language)

    return give


@pytest.fixture
async def dear(loopback: None) -> AsyncIterator[DearCloud]:
    """Return a cloud that is slow and dear."""
    async with DearCloud() as server:
        yield server


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a person and a satellite wait less, so that a test does not."""
    monkeypatch.setattr(answering, "SILENCE_SECONDS", 0.2)
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 0.6)
    monkeypatch.setattr(answering, "GRACE_SECONDS", 0.05)
    monkeypatch.setattr(later, "PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(later, "CHARACTERS_A_SECOND", 1000.0)


async def listen(
    voice: Voice, words: str, record_property: Callable[[str, object], None]
) -> Heard:
    """Return what a satellite says to words, and record when it was heard."""
    loop = voice.satellite.hass.loop
    asked = loop.time()
    heard = await voice.satellite.ask(words)
    assert heard.error is None
    assert heard.sounds
    first, last = heard.sounds[0].at - asked, heard.sounds[-1].at - asked
    record_property("first_audio_seconds", round(first, 3))
    record_property("last_audio_seconds", round(last, 3))
    assert first < FIRST
    assert last < LAST
    return heard


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_is_heard_from_a_satellite(
    make_home: MakeHome,
    give_voice: GiveVoice,
    record_property: Callable[[str, object], None],
    pattern: Pattern,
    language: str,
) -> None:
    """The verdict first, in the language of the question; then it is idle and does not listen on."""
    home = await make_home(pattern=pattern)
    voice = await give_voice(home, language)
    heard = await listen(voice, QUESTIONS[language], record_property)
    assert heard.text.startswith(OPENINGS[language])
    assert heard.answer.startswith(OPENINGS[language])
    assert not heard.goes_on
    assert home.hass.states.get(SATELLITE).state == "idle"
    event = home.hass.states.get(ADVICE)
    assert event is not None
    assert event.attributes["pattern"] == pattern
    assert event.attributes["start"] == "2026-11-17T20:00:00+01:00"


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_is_heard_over_the_websocket(
    make_home: MakeHome,
    give_voice: GiveVoice,
    hass_ws_client: WebSocketGenerator,
    hass_client: ClientSessionGenerator,
    record_property: Callable[[str, object], None],
    pattern: Pattern,
) -> None:
    """A browser is told when there is something to play, and gets it while it grows."""
    home = await make_home(pattern=pattern)
    voice = await give_voice(home)
    socket, browser = await hass_ws_client(home.hass), await hass_client()
    asked = home.hass.loop.time()
    await socket.send_json_auto_id(
        {
            "type": "assist_pipeline/run",
            "pipeline": voice.pipeline,
            "start_stage": "intent",
            "end_stage": "tts",
            "input": {"text": QUESTION},
        }
    )
    kinds, url, sound, first = [], "", b"", 0.0
    while "run-end" not in kinds:
        event = (await socket.receive_json()).get("event") or {}
        kinds.append(event.get("type"))
        assert kinds[-1] != "error", event
        data = event.get("data") or {}
        url = data.get("tts_output", {}).get("url", url)
        if data.get("tts_start_streaming"):
            response = await browser.get(url)
            sound = await response.content.readany()
            first = home.hass.loop.time() - asked
            sound += await response.content.read()
    record_property("first_audio_seconds", round(first, 3))
    record_property("last_audio_seconds", round(home.hass.loop.time() - asked, 3))
    assert 0 < first < FIRST
    assert kinds.index("intent-progress") < kinds.index("intent-end")
    assert sound.decode().startswith("Later: start the dishwasher at 20:00")


async def test_while_all_models_are_silent_something_true_is_heard_in_time(
    make_home: MakeHome,
    give_voice: GiveVoice,
    local: OllamaStandIn,
    cloud: OpenAIStandIn,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At the true pace of the first words; only the end is not waited for so long."""
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 2.2)
    home = await make_home()
    voice = await give_voice(home)
    await local.fail(Fault.HANG)
    await cloud.fail(Fault.HANG)
    heard = await listen(voice, QUESTIONS["en"], record_property)
    interim, *draft = heard.sounds
    assert interim.text.startswith("One moment please")
    assert heard.answer.startswith("Later: start the dishwasher at 20:00")
    assert heard.answer.endswith(STILL)
    assert "".join(sound.text for sound in draft).strip() == heard.answer
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)


async def test_progress_is_shown_and_never_heard(
    make_home: MakeHome,
    give_voice: GiveVoice,
    impatient: None,
    hass_ws_client: WebSocketGenerator,
) -> None:
    """A browser can show it under the details; the answer's own message has none of it."""
    async with SlowCloud() as slow:
        home = await make_home(outside=slow)
        voice = await give_voice(home)
        socket = await hass_ws_client(home.hass)
        await socket.send_json_auto_id(
            {
                "type": "assist_pipeline/run",
                "pipeline": voice.pipeline,
                "start_stage": "intent",
                "end_stage": "tts",
                "input": {"text": QUESTION},
            }
        )
        deltas: list[Any] = []
        kind, answer = None, ""
        while kind != "run-end":
            event = (await socket.receive_json()).get("event") or {}
            kind, data = event.get("type"), event.get("data") or {}
            deltas += [data["chat_log_delta"]] if "chat_log_delta" in data else []
            if "thinking_content" in data.get("chat_log_delta", {}):
                slow.gate.set()
            if kind == "intent-end":
                response = data["intent_output"]["response"]
                answer = response["speech"]["plain"]["speech"]
        shown = [one["thinking_content"] for one in deltas if "thinking_content" in one]
        assert shown[0] == "The cloud is asked, without a name or a note.\n"
        spoken = "".join(one.get("content", "") for one in deltas)
        assert "cloud is asked" not in spoken
        assert answer.startswith("Later: start the dishwasher")
        assert spoken.endswith(answer)
        await home.stop()


@pytest.mark.parametrize("pattern", ["sanitize_and_solve", "draft_then_refine"])
async def test_a_refinement_that_matters_is_announced_once_everything_is_said(
    make_home: MakeHome,
    give_voice: GiveVoice,
    dear: DearCloud,
    impatient: None,
    record_property: Callable[[str, object], None],
    pattern: str,
) -> None:
    """On the satellite that was talked to, not before it has finished."""
    home = await make_home(outside=dear, pattern=pattern, dearer_plan="show")
    voice = await give_voice(home)
    voice.satellite.pace = 1000.0
    heard = await listen(voice, QUESTIONS["en"], record_property)
    assert heard.answer.startswith("Later: start the dishwasher at 20:00")
    assert heard.answer.endswith(STILL)
    assert not any(sound.announced for sound in voice.satellite.sounds)
    dear.gate.set()
    await home.settle()
    *before, announced = voice.satellite.sounds
    assert announced.announced
    assert announced.text.startswith(CHANGED)
    said = sum(len(sound.text) for sound in before)
    assert announced.at - before[-1].at >= len(before[-1].text) / 1000.0
    assert announced.at - heard.sounds[0].at >= said / 1000.0
    assert notifications_of(home.hass) == {}
    follow_up = await voice.satellite.ask("why not now")
    assert follow_up.answer.startswith("You can start it now")
    await home.stop()


async def test_a_refinement_that_does_not_matter_is_not_spoken_of(
    make_home: MakeHome,
    give_voice: GiveVoice,
    impatient: None,
    record_property: Callable[[str, object], None],
) -> None:
    """Only what Home Assistant shows is brought up to date."""
    async with SlowCloud() as slow:
        home = await make_home(outside=slow, pattern="draft_then_refine")
        voice = await give_voice(home)
        await listen(voice, QUESTIONS["en"], record_property)
        event = home.hass.states.get(ADVICE)
        assert event is not None
        assert event.attributes["draft"] is True
        slow.gate.set()
        await home.settle()
        event = home.hass.states.get(ADVICE)
        assert event is not None
        assert event.attributes["draft"] is False
        assert event.attributes["plan_source"] == "cloud"
        assert not any(sound.announced for sound in voice.satellite.sounds)
        assert notifications_of(home.hass) == {}
        await home.stop()


async def test_a_satellite_that_is_being_served_is_never_interrupted(
    make_home: MakeHome,
    give_voice: GiveVoice,
    dear: DearCloud,
    impatient: None,
    record_property: Callable[[str, object], None],
) -> None:
    """The announcement waits until somebody else has heard all of their answer."""
    home = await make_home(
        outside=dear, pattern="draft_then_refine", dearer_plan="show"
    )
    voice = await give_voice(home)
    await listen(voice, QUESTIONS["en"], record_property)
    voice.satellite.pace = 100.0
    # Another person: a conversation of their own.
    voice.satellite._conversation_id = None
    dear.gate.set()
    other = await voice.satellite.ask("what did you send to the cloud")
    assert other.error is None
    assert other.text == other.answer
    await home.settle()
    *_, last, announced = voice.satellite.sounds
    assert last is other.sounds[-1]
    assert announced.announced
    assert announced.at >= last.at + len(last.text) / voice.satellite.pace
    await home.stop()


async def test_who_asks_again_hears_no_more_of_the_earlier_question(
    make_home: MakeHome,
    give_voice: GiveVoice,
    dear: DearCloud,
    impatient: None,
    record_property: Callable[[str, object], None],
) -> None:
    """A talk has gone on."""
    home = await make_home(
        outside=dear, pattern="draft_then_refine", dearer_plan="show"
    )
    voice = await give_voice(home)
    await listen(voice, QUESTIONS["en"], record_property)
    await voice.satellite.ask("what did you send to the cloud")
    dear.gate.set()
    await home.settle()
    assert not any(sound.announced for sound in voice.satellite.sounds)
    await home.stop()


async def test_in_quiet_hours_nothing_is_announced_and_the_refinement_is_shown(
    make_home: MakeHome,
    give_voice: GiveVoice,
    local: OllamaStandIn,
    dear: DearCloud,
    impatient: None,
    record_property: Callable[[str, object], None],
) -> None:
    """Children sleep; the notification waits."""
    await local.fail(Fault.SERVER_ERROR)
    home = await make_home(
        outside=dear,
        pattern="draft_then_refine",
        dearer_plan="show",
        notes=("The robot vacuum has to be quiet from 18:00 to 20:00.",),
    )
    voice = await give_voice(home)
    await listen(voice, QUESTIONS["en"], record_property)
    dear.gate.set()
    await home.settle()
    assert not any(sound.announced for sound in voice.satellite.sounds)
    (shown,) = notifications_of(home.hass).values()
    assert shown["message"].startswith(CHANGED)
    assert shown["title"] == "Hushwatt"
    await home.stop()


async def test_who_asks_in_writing_is_notified(
    make_home: MakeHome, dear: DearCloud, impatient: None
) -> None:
    """There is no satellite to speak."""
    home = await make_home(
        outside=dear, pattern="draft_then_refine", dearer_plan="show"
    )
    speech, figures = await home.ask()
    assert speech.endswith(STILL)
    dear.gate.set()
    await home.settle()
    (shown,) = notifications_of(home.hass).values()
    assert shown["message"].startswith(CHANGED)
    event = home.hass.states.get(ADVICE)
    assert event is not None
    assert event.attributes["request_id"] == figures["request_id"]
    await home.stop()


async def test_a_satellite_that_cannot_speak_leaves_a_notification(
    make_home: MakeHome,
    give_voice: GiveVoice,
    dear: DearCloud,
    impatient: None,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may have lost its network in the meantime."""
    home = await make_home(
        outside=dear, pattern="draft_then_refine", dearer_plan="show"
    )
    voice = await give_voice(home)
    await listen(voice, QUESTIONS["en"], record_property)

    async def fail(announcement: Any) -> None:
        """Fail as satellites do."""
        raise HomeAssistantError("gone")

    monkeypatch.setattr(voice.satellite, "async_announce", fail)
    dear.gate.set()
    await home.settle()
    assert len(notifications_of(home.hass)) == 1
    await home.stop()


async def test_a_satellite_that_talks_on_is_not_waited_for_for_ever(
    make_home: MakeHome,
    give_voice: GiveVoice,
    dear: DearCloud,
    impatient: None,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then the notification has to do."""
    monkeypatch.setattr(later, "PATIENCE_SECONDS", 0.1)
    home = await make_home(
        outside=dear, pattern="draft_then_refine", dearer_plan="show"
    )
    voice = await give_voice(home)
    await listen(voice, QUESTIONS["en"], record_property)
    home.hass.states.async_set(SATELLITE, "listening")
    dear.gate.set()
    await home.settle()
    assert not any(sound.announced for sound in voice.satellite.sounds)
    assert len(notifications_of(home.hass)) == 1
    await home.stop()
