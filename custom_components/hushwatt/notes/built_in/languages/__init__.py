"""The languages of the built-in reader, each made ready when first needed."""

from functools import lru_cache
from typing import Final

from ..lexicon import Language, Lexicon
from . import de, en, es, fr, nl

LANGUAGES: Final[dict[str, Language]] = {
    module.LANGUAGE.tag: module.LANGUAGE for module in (en, de, fr, nl, es)
}


@lru_cache
def lexicon(tag: str) -> Lexicon:
    """Return the lexicon of a language; KeyError for one that is not spoken."""
    return Lexicon(LANGUAGES[tag])
