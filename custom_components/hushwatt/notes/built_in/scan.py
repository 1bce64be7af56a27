"""A note cut into sentences and items, in the language that it is written in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..bounds import LONGEST_NOTE
from ..context import ReadingContext
from ..text import Token, TokenKind, normalise, tokenise
from .clocks import is_of_24_hours
from .languages import LANGUAGES, lexicon
from .lexicon import Lexicon
from .names import names_of
from .scanner import Scanner
from .symbols import Item, Symbol as S

# The share of words below which a text is in none of our languages.
_KNOWN_SHARE: Final = 0.35


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a note in items; a question when it ends as one."""

    items: tuple[Item, ...]
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A note in items, in the language that it is written in."""

    language: Lexicon
    sentences: tuple[Sentence, ...]
    is_spoken: bool
    writes_24_hours: bool


def scan_note(text: str, context: ReadingContext) -> Scan | None:
    """Return a note in items, in the language that most of its words are of.

    None for a text that is longer than any note.
    """
    if len(text) > LONGEST_NOTE:
        return None
    tokens = tokenise(normalise(text))
    language = _language(tokens, context.language)
    names = names_of(context.appliances, language.language.tag)
    items = Scanner(tokens, language, names).items()
    return Scan(
        language=language,
        sentences=tuple(_sentences(items)),
        is_spoken=_known_share(items) >= _KNOWN_SHARE,
        writes_24_hours=any(map(_is_of_24_hours, items)),
    )


def _language(tokens: Sequence[Token], home: str) -> Lexicon:
    """Return the language that knows most words, the home's when equal."""
    tag = home.replace("_", "-").split("-")[0].casefold()
    order = sorted(LANGUAGES, key=lambda other: other != tag)
    counts = {other: sum(map(lexicon(other).knows, tokens)) for other in order}
    return lexicon(max(order, key=lambda other: counts[other]))


def _known_share(items: Sequence[Item]) -> float:
    """Return the share of words that are known, appliances' names left out."""
    counts = {True: 0, False: 0}
    for item in items:
        if item.symbol is not S.APPLIANCE:
            words = sum(token.kind is TokenKind.WORD for token in item.tokens)
            counts[item.symbol is not S.UNKNOWN] += words
    total = sum(counts.values())
    return counts[True] / total if total else 1.0


def _is_of_24_hours(item: Item) -> bool:
    """Tell whether an item is a time in digits that only 24 hours have."""
    clock = item.clock if item.symbol is S.TIME else None
    return clock is not None and is_of_24_hours(item.tokens[0].text, clock)


def _sentences(items: Iterable[Item]) -> Iterable[Sentence]:
    """Yield the sentences of a note."""
    current: list[Item] = []
    for item in items:
        if item.symbol not in (S.STOP, S.QUESTION):
            current.append(item)
            continue
        if current:
            asks = item.symbol is S.QUESTION and _asks(current)
            yield Sentence(items=tuple(current), asks=asks)
        current = []
    if current:
        yield Sentence(items=tuple(current))


def _asks(items: Sequence[Item]) -> bool:
    """Tell whether a sentence with a question mark asks: not "can you …", not "…, ok?"."""
    if any(item.symbol is S.REQUEST for item in items):
        return False
    last_comma = max(
        (i for i, x in enumerate(items) if x.symbol is S.COMMA), default=-1
    )
    return not all(item.symbol is S.FILLER for item in items[last_comma + 1 :])
