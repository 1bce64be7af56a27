"""When a person at a satellite hears the first sound of an answer, and the last, with each pattern.

Whole pipelines: ears, our agent, speech that streams, a speaker that plays what
comes while it comes. Ears and speech take no time, so that what is told is
Home Assistant's and ours; the models are played, or silent.
"""

from collections.abc import AsyncIterator
from statistics import median

from aiohttp import ClientSession

from homeassistant.config_entries import ConfigEntry
from homeassistant.setup import async_setup_component

from .played import Played, played_models
from .rows import Row, bounded
from .running import AGENT, Home, add, have_notes, reference_entry, running_home
from .scale import Scale
from custom_components.hushwatt.vocabulary import Pattern
from demo import reference_home
from stand_ins.faults import Fault
from stand_ins.household import household
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from stand_ins.voice import Voice, async_give_voice

# What a satellite and a person bear, in milliseconds; the second one ends the run.
FIRST, LAST = 2_500, 20_500


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield first and last sound, pattern by pattern, then while no model answers."""
    async with played_models() as models, running_home(models) as home:
        entry = await add(home, reference_entry(models))
        await have_notes(home, entry, reference_home.NOTES)
        voice = await _give_voice(home, entry)
        for pattern in Pattern:
            await _use(home, entry, pattern)
            for row in await _heard(home, voice, pattern.value, scale.questions):
                yield row
        async for row in _silence(home, entry, voice):
            yield row


async def _silence(home: Home, entry: ConfigEntry, voice: Voice) -> AsyncIterator[Row]:
    """Yield the same while both models are asked and say nothing."""
    async with (
        OllamaStandIn(household) as local,
        OpenAIStandIn() as cloud,
        ClientSession() as session,
    ):
        silent = Played(ollama=local.url, openai=cloud.url, session=session)
        fresh = reference_entry(silent)
        await local.fail(Fault.HANG)
        await cloud.fail(Fault.HANG)
        home.hass.config_entries.async_update_entry(entry, data=fresh.data)
        await home.settle()
        for row in await _heard(home, voice, "no model answers", 0):
            yield row
        await home.hass.config_entries.async_unload(entry.entry_id)


async def _give_voice(home: Home, entry: ConfigEntry) -> Voice:
    """Return a voice in the home."""
    assert await async_setup_component(home.hass, "assist_satellite", {})
    return await async_give_voice(home.hass, entry, AGENT)


async def _use(home: Home, entry: ConfigEntry, pattern: Pattern) -> None:
    """Choose a pattern, as a person does in the options."""
    options = {**entry.options, "pattern": pattern.value}
    home.hass.config_entries.async_update_entry(entry, options=options)
    await home.settle()


async def _heard(home: Home, voice: Voice, name: str, questions: int) -> list[Row]:
    """Return when the first and the last sound are heard, in the middle of so many questions."""
    first, last = [], []
    for _ in range(questions + 1):
        asked = home.hass.loop.time()
        heard = await voice.satellite.ask(reference_home.QUESTION)
        assert heard.error is None, heard.error
        assert "20:00" in heard.text, heard.text
        first.append((heard.sounds[0].at - asked) * 1e3)
        last.append((heard.sounds[-1].at - asked) * 1e3)
    # The first question is not counted, unless it is the only one.
    first, last = first[1:] or first, last[1:] or last
    return [
        bounded(f"first audio from a satellite, {name}", median(first), below=FIRST),
        bounded(f"last audio from a satellite, {name}", median(last), below=LAST),
    ]
