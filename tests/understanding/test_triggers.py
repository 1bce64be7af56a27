"""Tests of the sentences for Home Assistant's default agent, matched by hassil."""

from collections.abc import Iterable

from hassil import Intents, recognize
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression
from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.understanding import AskKind, triggers, understand
from custom_components.hushwatt.understanding.triggers import trigger_sentences
from evals.phrases.phrases import LANGUAGES, NAMES, NOW, home, phrases


def intents(names: Iterable[str], aliases: Iterable[str] = ()) -> Intents:
    """Return the trigger sentences of a home as hassil takes them."""
    sentences = trigger_sentences(names, aliases)
    data = {"x": {"data": [{"sentences": sentences}]}}
    return Intents.from_dict({"language": "en", "intents": data})


@pytest.mark.parametrize(
    "words",
    [
        "Should the dishwasher run now or later?",
        "should I start Anna's dryer now",
        "When should I run the dishwasher?",
        "what's the best time for the dishwasher",
        "is now a good time to run the tumbler",
        "Soll der Geschirrspüler jetzt oder später laufen?",
        "Wann soll ich die Spülmaschine starten?",
        "Dois-je lancer le lave-vaisselle maintenant ou plus tard ?",
        "Quand dois-je lancer le lave vaisselle ?",
        "Moet de vaatwasser nu of later draaien?",
        "Wanneer moet ik de afwasmachine starten",
        "¿Cuándo debería poner el lavavajillas?",
        "pongo el lavavajillas ahora o más tarde",
    ],
)
def test_now_or_later_and_when_are_heard_in_all_languages(words: str) -> None:
    """By name, alias, or what people call such an appliance."""
    assert recognize(words, intents(["Dishwasher", "Anna's dryer"], ["Tumbler"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_else_is_swallowed(language: str) -> None:
    """A trigger cannot hand on: of all our phrases it takes only the two kinds."""
    known = intents(NAMES[language])
    taken = [
        phrase
        for part in ("tuned", "held_out")
        for phrase in phrases(language, part)
        if recognize(phrase.text, known)
    ]
    assert taken
    assert {phrase.truth.split()[0] for phrase in taken} <= {"advise", "when"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_trigger_takes_is_understood(language: str) -> None:
    """The callback asks for the same words what they mean."""
    known = intents(NAMES[language])
    for phrase in phrases(language, "tuned"):
        if recognize(phrase.text, known):
            found = understand(phrase.text, language, home(language), NOW)
            assert found.kind in (AskKind.ADVISE, AskKind.WHEN)
            assert found.appliances


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_trigger_is_understood_in_its_own_language(
    language: str,
) -> None:
    """Whatever is said of all that a trigger takes: it could not be handed on any more."""
    name = NAMES[language][0].lower()
    said = {
        " ".join(words.split())
        for template in triggers._templates()[language]
        for words in sample_expression(
            parse_sentence(template.replace("<app>", name)).expression
        )
    }
    assert len(said) > 50
    for words in sorted(said):
        ask = understand(words, language, home(language), NOW)
        assert ask.kind in (AskKind.ADVISE, AskKind.WHEN), words
        assert ask.appliances == ("dishwasher",), words


def test_no_names_no_sentences() -> None:
    """Without an appliance there is nothing to ask about."""
    assert trigger_sentences([]) == []
    assert trigger_sentences(["🙂", "()"]) == []


@given(st.lists(st.text(max_size=20), max_size=3))
def test_any_name_makes_sentences_that_hassil_can_read(names: list[str]) -> None:
    """Brackets, bars and emojis in a name are no templates."""
    recognize("should the dishwasher run now or later", intents(names))
