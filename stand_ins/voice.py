"""A voice for a Home Assistant: ears that hear given words, speech that streams, a satellite in a room.

All three are entities of Home Assistant's own kinds, so that its pipelines run
through them. Sound is text: a second of speech is the words that it says.
"""

from . import silence  # isort: skip  # before what needs the packages

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable
from dataclasses import dataclass, field
import logging
import re
from typing import Any, Final, override

from homeassistant.components import assist_satellite, stt, tts
from homeassistant.components.assist_pipeline import PipelineEvent, PipelineEventType
from homeassistant.components.assist_satellite import (
    AssistSatelliteAnnouncement,
    AssistSatelliteConfiguration,
    AssistSatelliteEntity,
    AssistSatelliteEntityFeature,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import EntityPlatform

__all__ = ["silence"]

LANGUAGES: Final = ["en", "de", "fr", "nl", "es"]
SPEECH: Final = "tts.speech"
EARS: Final = "stt.ears"
SATELLITE: Final = "assist_satellite.kitchen"

_SENTENCE: Final = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)
_LOGGER: Final = logging.getLogger(__name__)


class Speech(tts.TextToSpeechEntity):
    """An engine that speaks each sentence as soon as it is whole."""

    _attr_name = "speech"
    _attr_supported_languages = LANGUAGES
    _attr_default_language = "en"

    @override
    async def async_stream_tts_audio(
        self, request: tts.TTSAudioRequest
    ) -> tts.TTSAudioResponse:
        """Return the sound of a text that may still be growing."""

        async def sound() -> AsyncGenerator[bytes]:
            """Yield sentence by sentence, then what is left."""
            left = ""
            async for piece in request.message_gen:
                left += piece
                while found := _SENTENCE.match(left):
                    yield found.group().encode()
                    left = left[found.end() :]
            if left.strip():
                yield left.encode()

        return tts.TTSAudioResponse("mp3", sound())


class Ears(stt.SpeechToTextEntity):
    """An engine that understands the words that it was told it would hear."""

    _attr_name = "ears"
    supported_languages = LANGUAGES
    supported_formats = [stt.AudioFormats.WAV]
    supported_codecs = [stt.AudioCodecs.PCM]
    supported_bit_rates = [stt.AudioBitRates.BITRATE_16]
    supported_sample_rates = [stt.AudioSampleRates.SAMPLERATE_16000]
    supported_channels = [stt.AudioChannels.CHANNEL_MONO]
    audio_processing = stt.SpeechAudioProcessing(
        requires_external_vad=False,
        prefers_auto_gain_enabled=False,
        prefers_noise_reduction_enabled=False,
    )
    words = ""

    @override
    async def async_process_audio_stream(
        self, metadata: stt.SpeechMetadata, stream: AsyncIterable[bytes]
    ) -> stt.SpeechResult:
        """Return the words, once there was sound."""
        async for _ in stream:
            break
        return stt.SpeechResult(self.words, stt.SpeechResultState.SUCCESS)


@dataclass(frozen=True)
class Sound:
    """Words that were heard, at a time of the loop; `announced` if nobody had asked."""

    text: str
    at: float
    announced: bool = False


@dataclass
class Heard:
    """What a person heard of one run, and in which state it ended."""

    sounds: list[Sound] = field(default_factory=list)
    answer: str = ""
    goes_on: bool = False
    error: str | None = None

    @property
    def text(self) -> str:
        """Return all words."""
        return " ".join(sound.text.strip() for sound in self.sounds)


class Satellite(AssistSatelliteEntity):
    """A speaker with a microphone, as ESPHome's are: it plays what comes, while it comes.

    `pace` is how many characters it says in a second; it is busy until it has
    said them, and says of itself that it is idle `early` seconds before.
    """

    _attr_name = "kitchen"
    _attr_supported_features = AssistSatelliteEntityFeature.ANNOUNCE

    def __init__(self, ears: Ears) -> None:
        """Hang on the wall."""
        self.pace = 1e9
        self.early = 0.0
        self.sounds: list[Sound] = []
        self.served: list[str] = []
        self._ears = ears
        self._heard = Heard()
        self._playing: asyncio.Task[None] | None = None
        self._token = ""

    @callback
    @override
    def async_get_configuration(self) -> AssistSatelliteConfiguration:
        """Return that there is nothing to configure."""
        return AssistSatelliteConfiguration([], [], 1)

    @override
    async def async_set_configuration(
        self, config: AssistSatelliteConfiguration
    ) -> None:
        """Configure nothing."""

    async def ask(self, words: str) -> Heard:
        """Say words to it; return what it says when it has said everything."""
        self._heard, self._ears.words = Heard(), words
        heard = self._heard

        async def microphone() -> AsyncGenerator[bytes]:
            """Yield a moment of sound."""
            yield bytes(640)

        await self.async_accept_pipeline_from_satellite(microphone())
        if self._playing is not None:
            await self._playing
        return heard

    @override
    def on_pipeline_event(self, event: PipelineEvent) -> None:
        """Play as soon as there is something to play."""
        data = event.data or {}
        match event.type:
            case PipelineEventType.RUN_START:
                self._token = data.get("tts_output", {}).get("token", "")
                self._playing = None
            case PipelineEventType.INTENT_PROGRESS if data.get("tts_start_streaming"):
                self._play()
            case PipelineEventType.INTENT_END:
                said = data["intent_output"]["response"]["speech"]
                self._heard.answer = said["plain"]["speech"]
                self._heard.goes_on = data["intent_output"]["continue_conversation"]
            case PipelineEventType.TTS_END:
                self._play()
            case PipelineEventType.ERROR:
                self._heard.error = data.get("code", "error")

    def _play(self) -> None:
        """Play the sound of this run, once."""
        if self._playing is None:
            assert self.platform.config_entry is not None
            self._playing = self.platform.config_entry.async_create_background_task(
                self.hass, self._async_play(self._token, self._heard), "playing"
            )

    async def _async_play(self, token: str, heard: Heard) -> None:
        """Play sound while it comes, then be idle."""
        stream = tts.async_get_stream(self.hass, token)
        assert stream is not None
        async for sound in stream.async_stream_result():
            text = sound.decode()
            heard.sounds.append(Sound(text, self.hass.loop.time()))
            self.sounds.append(heard.sounds[-1])
            await asyncio.sleep(len(text) / self.pace)
        self.tts_response_finished()

    @override
    async def async_announce(self, announcement: AssistSatelliteAnnouncement) -> None:
        """Say what nobody asked for."""
        self.sounds.append(
            Sound(announcement.message, self.hass.loop.time(), announced=True)
        )
        await asyncio.sleep(len(announcement.message) / self.pace)


@dataclass(frozen=True, kw_only=True)
class Voice:
    """The three of them in a home, and the pipeline that joins them with an agent."""

    ears: Ears
    speech: Speech
    satellite: Satellite
    pipeline: str


async def async_give_voice(
    hass: HomeAssistant, entry: ConfigEntry, agent: str, language: str = "en"
) -> Voice:
    """Return a voice for an agent; it lives as long as an entry that is loaded.

    `assist_pipeline` and `assist_satellite` have to be set up.
    """
    ears, speech = Ears(), Speech()
    satellite = Satellite(ears)
    for domain, one in {
        stt.DOMAIN: ears,
        tts.DOMAIN: speech,
        assist_satellite.DOMAIN: satellite,
    }.items():
        await _async_add(hass, entry, domain, one)
    store = hass.data["assist_pipeline"].pipeline_store
    pipeline = await store.async_create_item(
        {
            "name": f"Voice in {language}",
            "language": language,
            "conversation_engine": agent,
            "conversation_language": language,
            "stt_engine": ears.entity_id,
            "stt_language": language,
            "tts_engine": speech.entity_id,
            "tts_language": language,
            "tts_voice": None,
            "wake_word_entity": None,
            "wake_word_id": None,
        }
    )
    store.async_set_preferred_item(pipeline.id)
    return Voice(ears=ears, speech=speech, satellite=satellite, pipeline=pipeline.id)


async def _async_add(
    hass: HomeAssistant, entry: ConfigEntry, domain: str, entity: Entity
) -> None:
    """Add an entity to the platform that Home Assistant has for its kind."""
    component: Any = hass.data[domain]
    platform = EntityPlatform(
        hass=hass,
        logger=_LOGGER,
        domain=domain,
        platform_name="voice",
        platform=None,
        scan_interval=component.scan_interval,
        entity_namespace=None,
    )
    platform.config_entry = entry
    platform.async_prepare()
    component._platforms[(entry.entry_id, domain)] = platform  # noqa: SLF001  # as the component does it itself
    await platform.async_add_entities([entity])
