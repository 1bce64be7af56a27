"""The home's appliances are found as people write them."""

import pytest

from ..homes import CAR, DISHWASHER, HOME
from custom_components.hushwatt.notes.built_in.languages import lexicon
from custom_components.hushwatt.notes.built_in.names import Names, names_of
from custom_components.hushwatt.notes.built_in.symbols import Symbol
from custom_components.hushwatt.notes.text import normalise, tokenise
from custom_components.hushwatt.vocabulary import Appliance


def found(names: Names, text: str) -> tuple[str, ...] | None:
    """Return which appliances are named at the beginning of a text."""
    match = names.match(tokenise(normalise(text)), 0)
    return None if match is None else match[0].appliances


@pytest.mark.parametrize(
    "text",
    [
        "dishwasher",
        "DISHWASHER",
        "Dishwashers",
        "dish washer",
        "dish-washer",
        "díshwasher",
        "ｄｉｓｈｗａｓｈｅｒ",
    ],
)
def test_case_accents_plural_and_spaces_do_not_matter(text: str) -> None:
    """All of these are the dishwasher."""
    assert found(names_of(HOME, "en"), text) == ("dishwasher",)


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        ("de", "Geschirrspüler", "des Geschirrspülers"),
        ("de", "Geschirrspüler", "geschirrspueler"),
        ("de", "Waschmaschine", "Waschmaschinen"),
        ("fr", "Lave-vaisselle", "lave vaisselles"),
        ("fr", "Machine à laver", "machines a laver"),
        ("nl", "Auto", "auto's"),
        ("nl", "Wasmachine", "wasmachines"),
        ("es", "Secadora", "secadoras"),
        ("es", "El coche", "coches"),
    ],
)
def test_endings_and_letters_of_each_language(
    language: str, name: str, text: str
) -> None:
    """Case endings, umlauts written out, first words in the plural, articles."""
    names = names_of((Appliance(id="it", name=name),), language)
    text = text.removeprefix("des ")
    assert found(names, text) == ("it",)


def test_the_longest_name_is_meant() -> None:
    """A dryer fan is not the dryer."""
    fan = Appliance(id="fan", name="Dryer fan")
    dryer = Appliance(id="dryer", name="Dryer")
    names = names_of((dryer, fan), "en")
    assert found(names, "dryer fan on") == ("fan",)
    assert found(names, "dryer on") == ("dryer",)


def test_part_of_a_word_is_no_name() -> None:
    """A "car" is not in "carpet"."""
    assert found(names_of(HOME, "en"), "carpet") is None


def test_a_kind_stands_for_the_one_appliance_of_that_kind() -> None:
    """In any language of the name: "Geschirrspüler" is a dishwasher."""
    german = Appliance(id="it", name="Geschirrspüler im Keller")
    assert found(names_of((german,), "en"), "dishwasher") == ("it",)


def test_a_kind_that_two_appliances_are_of_is_nobody() -> None:
    """Which one has to be asked."""
    two = (
        Appliance(id="up", name="Kitchen dishwasher"),
        Appliance(id="down", name="Cellar dishwasher"),
    )
    names = names_of(two, "en")
    match = names.match(tokenise("dishwasher"), 0)
    assert match is not None and match[0].symbol is Symbol.KIND_OF_APPLIANCE
    assert found(names, "kitchen dishwasher") == ("up",)


def test_a_name_that_two_appliances_share_is_nobody() -> None:
    """An alias given twice does not choose."""
    two = (
        Appliance(id="one", name="One", aliases=("machine x",)),
        Appliance(id="two", name="Two", aliases=("machine x",)),
    )
    match = names_of(two, "en").match(tokenise("machine x"), 0)
    assert match is not None and match[0].symbol is Symbol.KIND_OF_APPLIANCE


def test_an_exact_name_goes_before_an_inflected_one() -> None:
    """What is called "cars" may be another appliance than "car"."""
    two = (Appliance(id="one", name="Car"), Appliance(id="two", name="Cars"))
    names = names_of(two, "en")
    assert found(names, "cars") == ("two",)
    assert found(names, "car") == ("one",)


@pytest.mark.parametrize("name", ["not", "by", "Everything", "10", "six", "", "--"])
def test_a_name_cannot_take_away_a_word_that_notes_need(name: str) -> None:
    """An appliance called "not" does not turn "must not run" around."""
    strange = Appliance(id="strange", name=name)
    names = Names((DISHWASHER, strange), lexicon("en"))
    assert found(names, name or "x") is None


def test_a_conjunction_is_no_plural() -> None:
    """Dutch "auto en droger" are two."""
    names = names_of((Appliance(id="car", name="Auto"),), "nl")
    match = names.match(tokenise("auto en droger"), 0)
    assert match is not None and match[1] == 1


def test_short_names_have_a_plain_plural_only() -> None:
    """More than one EV, and no eve."""
    names = names_of((Appliance(id="ev", name="EV"), CAR), "en")
    assert found(names, "EVs") == ("ev",)
    assert found(names, "eves") is None
