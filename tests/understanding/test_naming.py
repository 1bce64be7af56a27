"""Tests of which appliances words name."""

from collections.abc import Sequence

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.understanding.naming import names_of, synonyms_for
from custom_components.hushwatt.understanding.words import split
from custom_components.hushwatt.vocabulary import Appliance


def named(
    words: str, *names: str, language: str = "en", aliases: Sequence[str] = ()
) -> list[tuple[str, ...]]:
    """Return what words name in a home whose appliances are called so."""
    elides = language in ("fr", "nl", "es")
    home = [
        Appliance(id=name, name=name, aliases=tuple(aliases) if not index else ())
        for index, name in enumerate(names)
    ]
    known = names_of(home, language, elides=elides, head_first=language in ("fr", "es"))
    return [one.ids for one in known.find(split(words, elides=elides).folded)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the dishwasher", "Dishwasher"),
        ("the dish washer", "Dishwasher"),
        ("the dishwaser", "Dishwasher"),
        ("the dishwahser", "Dishwasher"),
        ("the dishwashers", "Dishwasher"),
        ("the washing machine", "Washer"),
        ("the laundry", "Washing machine"),
        ("my car", "EV charger"),
        ("the e v charger", "EV charger"),
        ("the pump", "Pool pump"),
        ("annas dryer", "Anna's dryer"),
        ("Anna’s dryer", "Anna's dryer"),
        ("the dryer in the basement", "Basement dryer"),
        ("rosie", "Rosie"),
        ("the beast", "The Beast"),
        ("dryer 2", "Dryer 2"),
        ("the tumbler", "Dryer"),
    ],
)
def test_names_are_found(words: str, name: str) -> None:
    """By name, alias, synonym, the noun in it, the other way round, or with a slip."""
    assert named(words, name, "Something else", aliases=("Tumbler",)) == [(name,)]


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("de", "die Spülmaschine", "Geschirrspüler"),
        ("de", "den Trockner im Keller", "Kellertrockner"),
        ("de", "den Trockner", "Kellertrockner"),
        ("de", "die Spuelmaschine", "Spülmaschine"),
        ("de", "das Auto", "Wallbox"),
        ("fr", "le lave vaisselle", "Lave-vaisselle"),
        ("fr", "la pompe", "Pompe de piscine"),
        ("fr", "l'aspirateur", "Robot aspirateur"),
        ("nl", "de afwasmachine", "Vaatwasser"),
        ("es", "el lavaplatos", "Lavavajillas"),
        ("es", "el coche", "Cargador del coche"),
        ("de", "den Geschirrspüler", "Dishwasher"),
    ],
)
def test_names_are_found_in_other_languages(
    language: str, words: str, name: str
) -> None:
    """A name may be in another language than the question."""
    assert named(words, name, language=language) == [(name,)]


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("nl", "de wasmachine", "Afwasmachine"),
        ("nl", "de afwasmachine", "Wasmachine"),
        ("en", "the washer", "Dishwasher"),
        ("en", "the dryer", "Washer"),
        ("en", "what if at four", "Oven"),
        ("en", "what was the reason", "Washing machine"),
        ("de", "die Waschmaschine", "Spülmaschine"),
        ("es", "la secadora", "Lavadora"),
        ("fr", "le sèche-linge", "Lave-linge"),
        ("en", "the light", "Dishwasher"),
        ("en", "the oven", "EV"),
    ],
)
def test_other_names_are_not_taken_for_it(language: str, words: str, name: str) -> None:
    """A name is never taken for another appliance's."""
    assert named(words, name, language=language) == []


def test_a_number_belongs_to_the_name() -> None:
    """Dryer 1 is not Dryer 2, though "the dryer" may be either."""
    assert named("dryer 1", "Dryer 1", "Dryer 2") == [("Dryer 1",)]
    assert named("the dryer", "Dryer 1", "Dryer 2") == [("Dryer 1", "Dryer 2")]


def test_the_exact_name_shuts_out_longer_ones() -> None:
    """Whoever has a "Dryer" and "Anna's dryer" calls the first one the dryer."""
    assert named("the dryer", "Dryer", "Anna's dryer") == [("Dryer",)]
    assert named("annas dryer", "Dryer", "Anna's dryer") == [("Anna's dryer",)]


def test_two_of_a_kind_both_fit() -> None:
    """A synonym says nothing of which one."""
    names = ("Kitchen dishwasher", "Guest dishwasher")
    assert named("the dishwasher", *names) == [names]


def test_several_names_are_found_in_order() -> None:
    """Each is found where it stands."""
    found = named("the dryer and then the dishwasher", "Dishwasher", "Dryer")
    assert found == [("Dryer",), ("Dishwasher",)]


@given(st.text(min_size=1, max_size=30), st.text(max_size=60))
def test_any_name_and_words_go_together(name: str, words: str) -> None:
    """Whatever an appliance is called, finding it does not fail."""
    assert all(ids == (name,) for ids in named(words, name))


@given(
    st.sampled_from(("Dishwasher", "Waschmaschine", "Lave-vaisselle", "Robot vacuum")),
    st.data(),
)
def test_a_slip_of_one_letter_is_forgiven(name: str, data: st.DataObject) -> None:
    """A letter too few in a long name still names it."""
    at = data.draw(st.integers(1, len(name) - 1).filter(lambda i: name[i].isalpha()))
    assert named(name[:at] + name[at + 1 :], name) == [(name,)]


def test_synonyms_are_those_of_the_kinds_of_a_home() -> None:
    """A home with a dishwasher gets the words for one."""
    assert "Geschirrspüler" in synonyms_for(["Dishwasher"], "de")
    assert synonyms_for(["Rosie"], "de") == ()
