"""Each language says the same things, and nothing in two ways at once."""

from dataclasses import replace

import pytest

from custom_components.hushwatt.notes.built_in.languages import LANGUAGES, lexicon
from custom_components.hushwatt.notes.built_in.lexicon import Lexicon
from custom_components.hushwatt.notes.built_in.symbols import Symbol

# What only some languages have words of their own for.
OF_SOME_LANGUAGES = {
    Symbol.MUST_IF_POSITIVE,
    Symbol.HALF_NEG,
    Symbol.THAN,
    Symbol.THAT,
    Symbol.TO,
    Symbol.ONLY_OR_FIRST,
    Symbol.TOMORROW_MORNING,
    Symbol.NOR,
    Symbol.FOR,
}
# What is found otherwise than as a phrase.
NOT_PHRASES = {
    Symbol.APPLIANCE,
    Symbol.KIND_OF_APPLIANCE,
    Symbol.TIME,
    Symbol.NUMBER,
    Symbol.DAYS,
    Symbol.AMOUNT,
    Symbol.ENERGY,
    Symbol.COMMA,
    Symbol.DASH,
    Symbol.STOP,
    Symbol.QUESTION,
    Symbol.UNKNOWN,
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_can_say_everything(tag: str) -> None:
    """No symbol is forgotten in any language."""
    said = set(LANGUAGES[tag].phrases)
    assert set(Symbol) - NOT_PHRASES - OF_SOME_LANGUAGES <= said


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_knows_all_weekdays_and_numbers(tag: str) -> None:
    """Monday to Sunday, the working days and the weekend; 0 to 60 in words."""
    language = LANGUAGES[tag]
    groups = set(language.days.values())
    assert {frozenset({day}) for day in range(7)} <= groups
    assert {frozenset(range(5)), frozenset({5, 6})} <= groups
    assert set(range(61)) <= set(language.numbers.values())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_words_for_each_kind(tag: str) -> None:
    """The kinds of appliance are the same everywhere."""
    assert LANGUAGES[tag].kinds.keys() == LANGUAGES["en"].kinds.keys()


def test_a_phrase_with_two_meanings_is_refused() -> None:
    """A mistake in the data is found when it is loaded."""
    english = LANGUAGES["en"]
    phrases = {**english.phrases, Symbol.NEG: "not | must"}
    with pytest.raises(ValueError, match="must"):
        Lexicon(replace(english, phrases=phrases))


def test_a_word_is_looked_up_as_spelt_before_it_is_folded() -> None:
    """French "tourné" has happened, "tourne" has not; "termine" stands for both."""
    french = lexicon("fr")
    meanings = {words: symbol for words, symbol, _ in french.phrases["tourné"]} | {
        words: symbol for words, symbol, _ in french.phrases["tourne"]
    }
    assert meanings["tourné",] is Symbol.FINISHED
    assert meanings["tourne",] is Symbol.RUNS


def test_umlauts_may_be_written_out() -> None:
    """The words "spaetestens" is "spätestens", and so is "spatestens"."""
    german = lexicon("de")
    assert {"spätestens", "spaetestens", "spatestens"} <= set(german.phrases)
