"""Finds the home's appliances, and kinds of appliance, in the words of a note."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from ...vocabulary import Appliance
from ..text import Token, words_of
from .languages import LANGUAGES, lexicon
from .languages.kinds import OTHER
from .lexicon import Lexicon
from .symbols import Item, Symbol

# People write "dish washer" for a dishwasher, or the other way round.
_SPARE_WORDS: Final = 1
# A name this short is not found in the plural: "EV", "TV".
_SHORT: Final = 3
_POSSESSIVE: Final = "'s"


class Names:
    """The names of a home's appliances in one language, the longest first.

    A name is found without case, accents, hyphens and articles, in the plural,
    in one word or in two. A kind of appliance ("dishwasher") stands for the
    one appliance of the home whose name says that it is of that kind, in any
    language; when there is none, or more than one, it stands for nobody.
    """

    def __init__(self, appliances: Sequence[Appliance], language: Lexicon) -> None:
        """Index the names of appliances and the kinds of a language."""
        self._found: dict[str, frozenset[str]] = {}
        self._language = language
        self._add_kinds(appliances)
        self._add_names(appliances)
        self._longest = _SPARE_WORDS + max(
            (len(words_of(name)) for a in appliances for name in _names(a)), default=3
        )

    def match(self, tokens: Sequence[Token], start: int) -> tuple[Item, int] | None:
        """Return the appliance named at a token, and where its name ends."""
        best: tuple[Item, int] | None = None
        joined = ""
        for end, word in self._reach(tokens, start):
            joined += word
            # Dutch "wasmachine en droger" are two, and no plural.
            separate = end - start > 1 and word != _POSSESSIVE
            if separate and word in self._language.language.endings:
                continue
            if (ids := self._found.get(joined)) is not None:
                best = self._item(ids, tuple(tokens[start:end])), end
        return best

    def _reach(self, tokens: Sequence[Token], start: int) -> Iterator[tuple[int, str]]:
        """Yield the ends of words from a token on, each with its word."""
        words = 0
        for index in range(start, len(tokens)):
            token = tokens[index]
            if token.text == "-" and index > start:
                continue
            words += 1
            is_word = token.folded[:1].isalnum() or token.folded == _POSSESSIVE
            if words > max(self._longest, 4) or not is_word:
                return
            yield index + 1, token.folded

    def _item(self, ids: frozenset[str], tokens: tuple[Token, ...]) -> Item:
        """Return an appliance, or a kind of which it is not clear who is meant."""
        if len(ids) != 1:
            return Item(symbol=Symbol.KIND_OF_APPLIANCE, tokens=tokens)
        return Item(symbol=Symbol.APPLIANCE, tokens=tokens, appliances=tuple(ids))

    def _add_kinds(self, appliances: Sequence[Appliance]) -> None:
        """Index the language's words for kinds."""
        for kind, words in self._language.language.kinds.items():
            owned = frozenset(a.id for a in appliances if _is_of_kind(a, kind))
            for word in words.split(" | "):
                ids = owned
                if kind == OTHER:
                    ids = frozenset(a.id for a in appliances if _says(a, word))
                for spelling in self._spellings(word):
                    self._found[spelling] = ids

    def _add_names(self, appliances: Sequence[Appliance]) -> None:
        """Index names; what two appliances are both called is nobody's."""
        named: dict[str, set[str]] = {}
        for exact in (False, True):
            mine: dict[str, set[str]] = {}
            for appliance in appliances:
                for name in _names(appliance):
                    spellings = self._spellings(name) if not exact else [_joined(name)]
                    for spelling in spellings:
                        if not self._is_grammar(spelling):
                            mine.setdefault(spelling, set()).add(appliance.id)
            named.update(mine)
        self._found.update((name, frozenset(ids)) for name, ids in named.items())

    def _is_grammar(self, spelling: str) -> bool:
        """Tell whether a name is a word that a note needs for itself, or none."""
        return (
            not spelling or spelling.isdigit() or spelling in _grammar(self._language)
        )

    def _spellings(self, name: str) -> Iterator[str]:
        """Yield the ways to write a name, in the plural too, in one word."""
        tokens = list(words_of(name))
        if len(tokens) > 1 and tokens[0].exact in self._language.language.articles:
            tokens = tokens[1:]
        for spelling in self._language.spellings(" ".join(t.exact for t in tokens)):
            yield from self._inflected(spelling)

    def _inflected(self, words: tuple[str, ...]) -> Iterator[str]:
        """Yield words as they are, and with first, last or both inflected."""
        joined = "".join(words)
        yield joined
        if len(joined) < _SHORT:
            endings: tuple[str, ...] = ("s",)
        else:
            endings = self._language.language.endings
        for ending in endings:
            yield joined + ending
            if joined.endswith(ending) and len(joined) - len(ending) > _SHORT:
                yield joined.removesuffix(ending)
            if len(words) > 1:
                yield words[0] + ending + "".join(words[1:])
                yield words[0] + ending + "".join(words[1:]) + ending


@lru_cache(maxsize=32)
def names_of(appliances: tuple[Appliance, ...], tag: str) -> Names:
    """Return the names of a home's appliances in a language that is spoken."""
    return Names(appliances, lexicon(tag))


def _names(appliance: Appliance) -> tuple[str, ...]:
    """Return what an appliance is called."""
    return (appliance.name, *appliance.aliases)


def _joined(name: str) -> str:
    """Return a name in one word, folded."""
    return "".join(token.folded for token in words_of(name))


@lru_cache
def _grammar(language: Lexicon) -> frozenset[str]:
    """Return the phrases and numbers of a language in one word."""
    phrases = (words for entries in language.phrases.values() for words, *_ in entries)
    numbers = (words for entries in language.numbers.values() for words, _ in entries)
    return frozenset("".join(words) for words in (*phrases, *numbers))


@lru_cache
def _kind_words() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Return the words for kinds in all languages, folded."""
    words: dict[str, set[tuple[str, ...]]] = {}
    for tag, language in LANGUAGES.items():
        for kind, phrases in language.kinds.items():
            for phrase in phrases.split(" | "):
                words.setdefault(kind, set()).update(lexicon(tag).spellings(phrase))
    return {kind: frozenset(phrases) for kind, phrases in words.items()}


@lru_cache(maxsize=1024)
def _in_words(appliance: Appliance) -> str:
    """Return the words of an appliance's names, a space around each, a bar between names."""
    return " | ".join(
        f" {' '.join(token.folded for token in words_of(name))} "
        for name in _names(appliance)
    )


def _is_of_kind(appliance: Appliance, kind: str) -> bool:
    """Tell whether a name of an appliance says of which kind it is."""
    names = _in_words(appliance)
    return any(f" {' '.join(words)} " in names for words in _kind_words()[kind])


def _says(appliance: Appliance, word: str) -> bool:
    """Tell whether a name of an appliance holds a word."""
    words = " ".join(token.folded for token in words_of(word))
    return f" {words} " in _in_words(appliance)
