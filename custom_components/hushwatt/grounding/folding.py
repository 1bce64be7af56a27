"""Text compared without case and accents, letter by letter."""

from functools import cache, lru_cache
import re
import unicodedata

_PLAIN = {
    "ß": "s",
    "œ": "o",
    "æ": "a",
    "ø": "o",
    "’": "'",
    "\u00a0": " ",
    "\u202f": " ",
}


def flatten(text: str) -> str:
    """Return a composed text in lower case without accents, as long as it was."""
    if text.isascii():
        return text.lower()
    return "".join(_flat(char) for char in text)


def compose(text: str) -> str:
    """Return a text in composed letters, so that a letter is one character."""
    return unicodedata.normalize("NFC", text)


@cache
def whole_words(words: str) -> re.Pattern[str]:
    """Return the expression that finds some whole words in flattened text.

    `words` are alternatives as written in the language, with no escapes in
    capital letters.
    """
    return re.compile(rf"(?<!\w)(?:{flatten(words)})(?!\w)")


@lru_cache(maxsize=2048)
def _flat(char: str) -> str:
    """Return one character in lower case without its accent."""
    low = char.lower()[:1] or char
    low = _PLAIN.get(low, low)
    return unicodedata.normalize("NFD", low)[:1] or low
