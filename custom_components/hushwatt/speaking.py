"""The short sentences that the doors say themselves, in the language of the question."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN


async def async_sentence(
    hass: HomeAssistant, language: str, key: str, **placeholders: str
) -> str:
    """Return a sentence of the texts' `common` part; English for an unknown language.

    `language` is a tag; our texts know no regions.
    """
    language = language.replace("_", "-").partition("-")[0].lower()
    texts = await async_get_translations(hass, language, "common", {DOMAIN})
    return texts[f"component.{DOMAIN}.common.{key}"].format(**placeholders)
