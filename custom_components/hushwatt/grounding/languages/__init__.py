"""The languages an answer can be given in; a home's other languages get English."""

from ..language import Language
from .de import GERMAN
from .en import AMERICAN, ENGLISH
from .es import SPANISH
from .fr import FRENCH
from .nl import DUTCH

LANGUAGES: dict[str, Language] = {
    language.code: language for language in (ENGLISH, GERMAN, FRENCH, DUTCH, SPANISH)
}
_TWELVE_HOURS = frozenset({"us", "au", "ca", "nz", "in", "ph"})


def language_for(tag: str) -> Language:
    """Return the language of a tag such as `de-CH`, English where there is none.

    English without a region, as in the United Kingdom, is on 24 hours.
    """
    primary, *rest = tag.replace("_", "-").lower().split("-")
    if primary == "en" and _TWELVE_HOURS.intersection(rest):
        return AMERICAN
    return LANGUAGES.get(primary, ENGLISH)
