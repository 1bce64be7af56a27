"""A language as data, and that data made ready for fast look-up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from ..text import Token, fold, words_of
from .symbols import Symbol

type Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClockPattern:
    """A way to say a clock time, such as "{minute} past {hour}".

    Words are separated by spaces; "a/b" is either, "a?" may be missing. The
    time is the hour, plus `add` minutes, plus `sign` times the minute. `hour`
    is given where the words name it ("noon"), which makes the time exact.
    `shift` is 0 for am and 12 for pm. `is_like_window` where the words behind
    "from" are a window: "from ten to six".
    """

    words: str
    add: int = 0
    sign: int = 1
    hour: int | None = None
    shift: int | None = None
    twelve: bool = False
    is_like_window: bool = False


@dataclass(frozen=True, kw_only=True)
class AmountPattern:
    """A way to say a duration ("{h} hours") or an energy ("{e} kwh").

    Slots: h hours, m minutes, clock H:MM, e an energy. `add` is minutes,
    `factor` makes kWh of the energy.
    """

    words: str
    add: int = 0
    factor: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Language:
    """What one language says, as plain words in their proper spelling.

    `phrases` are separated by " | ". `days` are names of weekdays and groups
    of them. `kinds` are words for kinds of appliance. `numbers` are hours, minutes and amounts in words. `endings` are
    what plural and case put at the end of a name, `articles` may stand before it.
    """

    tag: str
    phrases: Mapping[Symbol, str]
    days: Mapping[str, frozenset[int]]
    numbers: Mapping[str, int]
    clocks: tuple[ClockPattern, ...]
    amounts: tuple[AmountPattern, ...]
    endings: tuple[str, ...]
    articles: frozenset[str]
    kinds: Mapping[str, str]
    abbreviations: frozenset[str] = frozenset()
    transliterations: Mapping[str, str] = field(default_factory=dict)
    writes_24_hours: bool = True
    decimal_comma: bool = True
    dotted_dates: bool = True
    negates_twice: bool = False
    commands_in_infinitive: bool = False
    not_until_is_not_before: bool = False
    at_joins_times: bool = False
    bare_days_are_one_off: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: any of some words, or a slot."""

    words: frozenset[str]
    slot: str | None = None


type Elements = tuple[Element, ...]
type Phrase = tuple[Words, Symbol, frozenset[int] | None]

# Under which patterns that begin with a number are indexed.
NUMBER = "#"


class Lexicon:
    """A language made ready: phrases and patterns by their first word.

    A word is looked up as it is spelt when the language knows that spelling,
    else without its accents, so that "tourné" and "tourne" stay apart and
    "geschirrspuler" is understood all the same.
    """

    def __init__(self, language: Language) -> None:
        """Index a language; raise ValueError for a phrase with two meanings."""
        self.language = language
        self._exact: set[str] = set()
        self._phrases = self._collect_phrases()
        numbers = self._collect_numbers()
        self.numbers = _index_numbers(numbers)
        self.phrases = _index_phrases(self._phrases)
        self.clocks = self._index([(p, p.words) for p in language.clocks])
        self.amounts = self._index([(p, p.words) for p in language.amounts])
        self.words = frozenset(
            word for words in (*self._phrases, *numbers) for word in words
        )

    def key(self, token: Token) -> str:
        """Return the spelling under which a word is looked up."""
        return token.exact if token.exact in self._exact else token.folded

    def knows(self, token: Token) -> bool:
        """Tell whether a word occurs in anything that the language says."""
        return token.exact in self.words or token.folded in self.words

    def spellings(self, phrase: str) -> tuple[Words, ...]:
        """Return a phrase without accents, and transliterated."""
        tokens = words_of(phrase)
        plain = tuple(token.folded for token in tokens)
        other = tuple(self._transliterate(token.exact) for token in tokens)
        return (plain,) if other == plain else (plain, other)

    def _collect_phrases(self) -> dict[Words, tuple[Symbol, frozenset[int] | None]]:
        """Return phrases as they are spelt, then in their other spellings."""
        said: list[tuple[str, Symbol, frozenset[int] | None]] = [
            (day, Symbol.DAYS, weekdays) for day, weekdays in self.language.days.items()
        ]
        for symbol, phrases in self.language.phrases.items():
            said += [(phrase, symbol, None) for phrase in phrases.split(" | ")]
        found: dict[Words, tuple[Symbol, frozenset[int] | None]] = {}
        for phrase, symbol, weekdays in said:
            words = self._as_spelt(phrase)
            if words in found:
                raise ValueError(phrase)
            found[words] = symbol, weekdays
        for phrase, symbol, weekdays in said:
            for words in self.spellings(phrase):
                found.setdefault(words, (symbol, weekdays))
        return found

    def _collect_numbers(self) -> dict[Words, int]:
        """Return numbers in words, in all spellings."""
        said = self.language.numbers.items()
        found = {self._as_spelt(phrase): number for phrase, number in said}
        for phrase, number in said:
            for words in self.spellings(phrase):
                found.setdefault(words, number)
        return found

    def _as_spelt(self, phrase: str) -> Words:
        """Return a phrase as the language spells it."""
        words = tuple(token.exact for token in words_of(phrase))
        self._exact.update(words)
        return words

    def _transliterate(self, word: str) -> str:
        """Return a word spelt without the language's special letters."""
        for letter, letters in self.language.transliterations.items():
            word = word.replace(letter, letters)
        return fold(word)

    def _index[P](
        self, patterns: Iterable[tuple[P, str]]
    ) -> dict[str, list[tuple[P, Elements]]]:
        """Return patterns by their first word, each without what may be missing."""
        index: dict[str, list[tuple[P, Elements]]] = {}
        for pattern, text in patterns:
            places = [self._places(part) for part in text.split()]
            for variant in product(*places):
                elements = tuple(element for element in variant if element is not None)
                for first in elements[0].words or (NUMBER,):
                    index.setdefault(first, []).append((pattern, elements))
        return index

    def _places(self, part: str) -> tuple[Element | None, ...]:
        """Return what one place of a pattern can be."""
        word = part.removesuffix("?")
        if word.startswith("{"):
            element = Element(frozenset(), word.strip("{}"))
        else:
            element = Element(frozenset(self._alternatives(word)))
        return (element, None) if part.endswith("?") else (element,)

    def _alternatives(self, word: str) -> Iterator[str]:
        """Yield the spellings of words that stand for each other."""
        for one in word.split("/"):
            yield from self._as_spelt(one)
            for spelling in self.spellings(one):
                yield from spelling


def _index_phrases(
    phrases: Mapping[Words, tuple[Symbol, frozenset[int] | None]],
) -> dict[str, list[Phrase]]:
    """Return phrases by their first word, the longest first."""
    index: dict[str, list[Phrase]] = {}
    for words in sorted(phrases, key=len, reverse=True):
        index.setdefault(words[0], []).append((words, *phrases[words]))
    return index


def _index_numbers(numbers: Mapping[Words, int]) -> dict[str, list[tuple[Words, int]]]:
    """Return numbers in words by their first word, the longest first."""
    index: dict[str, list[tuple[Words, int]]] = {}
    for words in sorted(numbers, key=len, reverse=True):
        index.setdefault(words[0], []).append((words, numbers[words]))
    return index
