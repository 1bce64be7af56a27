"""The languages an answer can be given in; a home's other languages get English."""

from ..language import Language
from .en import ENGLISH

LANGUAGES: dict[str, Language] = {language.code: language for language in (ENGLISH,)}


def language_for(tag: str) -> Language:
    """Return the language of a tag such as `de-CH`, English where there is none."""
    return LANGUAGES.get(tag.replace("_", "-").split("-")[0].lower(), ENGLISH)
