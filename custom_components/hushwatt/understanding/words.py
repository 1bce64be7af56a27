"""Words as speech-to-text gives them: lower case, no punctuation, no accents."""

from collections.abc import Sequence
from dataclasses import dataclass
import re
import unicodedata

_APOSTROPHE = "'’‘`´ʼ"
_TOKEN = re.compile(
    rf"\d+(?::\d\d|\.\d\d(?!\d))?|[^\W\d_](?:[^\W\d_]|[{_APOSTROPHE}])*"
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})


@dataclass(frozen=True)
class Token:
    """One folded word and where it stands in what was said."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """What was said, as it was and as folded words."""

    said: str
    tokens: tuple[Token, ...]

    @property
    def folded(self) -> tuple[str, ...]:
        """Return the folded words."""
        return tuple(token.text for token in self.tokens)

    def after(self, count: int) -> str:
        """Return what was said after the first `count` words, as it was said."""
        if count >= len(self.tokens):
            return ""
        return self.said[self.tokens[count].start :].strip()


def fold(text: str) -> str:
    """Return text in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(char for char in plain if not unicodedata.combining(char))


def split(text: str, *, elides: bool) -> Words:
    """Return the words of a text.

    `elides` is true for languages whose apostrophe parts two words ("l'auto");
    elsewhere it is left out ("anna's" and "annas" are one word).
    """
    said = unicodedata.normalize("NFC", text)
    tokens: list[Token] = []
    for found in _TOKEN.finditer(said):
        tokens.extend(_parts(found.group(), found.start(), elides=elides))
    return Words(said, tuple(tokens))


def _parts(word: str, start: int, *, elides: bool) -> Sequence[Token]:
    """Return a word as one token, or parted at its apostrophes."""
    end = start + len(word)
    if not elides:
        plain = "".join(char for char in word if char not in _APOSTROPHE)
        return [Token(fold(plain).replace(".", ":"), start, end)]
    return [
        Token(
            fold(part.group()).replace(".", ":"),
            start + part.start(),
            start + part.end(),
        )
        for part in re.finditer(rf"[^{_APOSTROPHE}]+", word)
    ]
