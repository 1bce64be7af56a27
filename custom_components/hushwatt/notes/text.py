"""Text as the readers see it: normalised, folded and cut into tokens."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
import re
from typing import Final
import unicodedata

_FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
_FRACTION: Final = re.compile(r"([0-9]?) ?([½¼¾])")
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("’‘‛`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„«»‹›", '"'),
        "\t": " ",
        "\r": "\n",
    }
)
# Removed: they show nothing, and could hide a word from a reader or a guard.
_INVISIBLE: Final = frozenset({"Cf", "Cc", "Co", "Cs", "Cn"})
_RAISED_MINUTES: Final = re.compile(r"(?<=[0-9])([⁰¹²³⁴⁵][⁰¹²³⁴⁵⁶⁷⁸⁹])(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_MERIDIEM: Final = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
# Stands for a sign that normalisation would turn into a digit it is not.
_STRANGE: Final = "\N{CURRENCY SIGN}"


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    CLOCK = "clock"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a clock time such as 6:30, or a sign.

    `exact` is the case-folded text, `folded` the same without accents. `glued`
    tells that nothing stands between it and the token before.
    """

    text: str
    exact: str
    folded: str
    kind: TokenKind
    glued: bool


_TOKEN: Final = re.compile(
    r"""
    (?P<clock>(?<![0-9.,:])[0-9]{1,2}[:.][0-9]{2}(?![0-9]|[:.,][0-9]))
  | (?P<number>[0-9]+(?:[.,][0-9]+)*)
  | (?P<elided>(?:jusqu|lorsqu|puisqu|qu|[ldnjscmt])'(?=[^\W\d_]|$))
  | (?P<ending>'[st]\b)
  | (?P<word>[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*)
  | (?P<sign>\n|[^\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS: Final = {
    "clock": TokenKind.CLOCK,
    "number": TokenKind.NUMBER,
    "elided": TokenKind.WORD,
    "ending": TokenKind.WORD,
    "word": TokenKind.WORD,
    "sign": TokenKind.SIGN,
}


def normalise(text: str) -> str:
    """Return a text with one form per sign and without invisible characters.

    Raised minutes and fractions are written out, raised and circled digits
    become a sign that no reader knows.
    """
    text = _RAISED_MINUTES.sub(_lower_minutes, text)
    text = _FRACTION.sub(lambda m: (m[1] or "0") + _FRACTIONS[m[2]], text)
    text = "".join(map(_plain, text))
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = "".join(
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in _INVISIBLE
    )
    return _MERIDIEM.sub(r"\1m ", text)


def _lower_minutes(match: re.Match[str]) -> str:
    """Return raised minutes, as in 6³⁰, with a colon."""
    return ":" + unicodedata.normalize("NFKC", match[1])


def _plain(character: str) -> str:
    """Return a raised, circled or other number sign as a strange sign."""
    strange = not character.isascii() and unicodedata.category(character) == "No"
    return f" {_STRANGE} " if strange else character


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text without case and accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text that is normalised."""
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        words = match[0]
        tokens.append(
            Token(
                text=words,
                exact=words.casefold(),
                folded=fold(words),
                kind=_KINDS[match.lastgroup or "sign"],
                glued=bool(tokens) and match.start() == end,
            )
        )
        end = match.end()
    return tuple(tokens)


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a name or phrase, hyphens left out."""
    return tuple(t for t in tokenise(normalise(text)) if t.text != "-")


def surface(tokens: tuple[Token, ...]) -> str:
    """Return tokens as text, for showing to the person who wrote them."""
    return "".join(
        token.text if token.glued else f" {token.text}" for token in tokens
    ).strip()
