"""Tests of short answers to "which one?"."""

import pytest

from custom_components.hushwatt.understanding import (
    choose,
    is_refused,
    with_part_of_day,
)

TWO = ("Upper dishwasher", "Lower dishwasher")


@pytest.mark.parametrize(
    ("answer", "language", "options", "chosen"),
    [
        ("the upper one", "en", TWO, (0,)),
        ("um the lower please", "en", TWO, (1,)),
        ("the first one", "en", TWO, (0,)),
        ("the latter", "en", TWO, (1,)),
        ("the last one", "en", (*TWO, "Dryer"), (2,)),
        ("both of them", "en", TWO, (0, 1)),
        ("dishwasher", "en", TWO, ()),
        ("dishwasher", "en", (*TWO, "Dryer"), (0, 1)),
        ("the third", "en", TWO, ()),
        ("turn on the light", "en", TWO, ()),
        ("", "en", TWO, ()),
        ("the one that stands in the kitchen under the window", "en", TWO, ()),
        ("die obere", "de", ("Oberer Geschirrspüler", "Unterer Geschirrspüler"), (0,)),
        ("den zweiten bitte", "de", ("Trockner", "Spüler"), (1,)),
        ("beide", "de", ("Trockner", "Spüler"), (0, 1)),
        ("celle du bas", "fr", ("Machine du haut", "Machine du bas"), (1,)),
        ("les deux", "fr", ("Machine du haut", "Machine du bas"), (0, 1)),
        ("de onderste", "nl", ("Bovenste droger", "Onderste droger"), (1,)),
        ("allebei graag", "nl", ("Bovenste droger", "Onderste droger"), (0, 1)),
        ("la de abajo", "es", ("Lavadora de arriba", "Lavadora de abajo"), (1,)),
        ("la primera", "es", ("Lavadora de arriba", "Lavadora de abajo"), (0,)),
        ("the upper one", "it", TWO, (0,)),
    ],
)
def test_an_answer_is_a_word_a_place_or_all(
    answer: str, language: str, options: tuple[str, ...], chosen: tuple[int, ...]
) -> None:
    """And none where it says nothing that tells the options apart."""
    assert choose(answer, language, options) == chosen


@pytest.mark.parametrize(
    ("answer", "language"),
    [
        ("no", "en"),
        ("neither of them", "en"),
        ("no thank you", "en"),
        ("nein danke", "de"),
        ("keine von den", "de"),
        ("non merci", "fr"),
        ("aucun", "fr"),
        ("nee dank je", "nl"),
        ("no gracias", "es"),
        ("ninguna", "es"),
    ],
)
def test_an_answer_can_refuse(answer: str, language: str) -> None:
    """All of the options."""
    assert is_refused(answer, language)
    assert not choose(answer, language, TWO)


@pytest.mark.parametrize("answer", ["no the dryer", "turn off nothing", "thanks", ""])
def test_more_than_a_refusal_is_none(answer: str) -> None:
    """A name may follow."""
    assert not is_refused(answer, "en")


@pytest.mark.parametrize(
    ("answer", "language", "note", "time", "told"),
    [
        ("in the morning", "en", "Done by six.", "six", "Done by six in the morning."),
        ("um pm please", "en", "Done by six.", "six", "Done by six in the evening."),
        ("am abend", "de", "bis halb sieben fertig", "halb sieben", None),
        (
            "le soir",
            "fr",
            "fini à six heures",
            "six heures",
            "fini à six heures du soir",
        ),
        ("'s ochtends", "nl", "om zes uur klaar", "zes uur", None),
        ("por la mañana", "es", "listo a las seis", "las seis", None),
        (
            "in the morning",
            "en",
            "Done by six.",
            "seven",
            "Done by six in the morning.",
        ),
    ],
)
def test_a_part_of_the_day_stands_after_its_time(
    answer: str, language: str, note: str, time: str, told: str | None
) -> None:
    """As people of the language would have written it."""
    found = with_part_of_day(answer, language, note, time)
    expected = {
        "de": "bis halb sieben abends fertig",
        "nl": "om zes uur 's ochtends klaar",
        "es": "listo a las seis de la mañana",
    }
    assert found == (told or expected[language])


@pytest.mark.parametrize(
    "answer", ["", "yes", "morning or evening", "should it run in the morning", "six"]
)
def test_what_says_no_part_of_the_day_changes_no_note(answer: str) -> None:
    """It is asked as what it is."""
    assert with_part_of_day(answer, "en", "Done by six.", "six") is None
