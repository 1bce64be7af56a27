"""The sentences of the doors, in the language of the question."""

import pytest

from homeassistant.core import HomeAssistant

from custom_components.hushwatt.speaking import async_sentence

# What a satellite starts to speak at, see Home Assistant's voice pipeline.
FIRST_WORDS = 60


@pytest.mark.parametrize("language", ["en", "de", "fr", "nl", "es"])
async def test_the_interim_sentence_is_long_enough_to_be_spoken_at_once(
    hass: HomeAssistant, language: str
) -> None:
    """And it is whole: it ends with a full stop, which opens no microphone."""
    said = await async_sentence(hass, language, "thinking")
    assert len(said) > FIRST_WORDS
    assert said.endswith(".")


async def test_a_region_speaks_its_language_and_an_unknown_language_english(
    hass: HomeAssistant,
) -> None:
    """As Home Assistant itself does."""
    german = await async_sentence(hass, "de", "not_understood")
    assert await async_sentence(hass, "de-CH", "not_understood") == german
    english = await async_sentence(hass, "en", "not_understood")
    assert await async_sentence(hass, "xx", "not_understood") == english
