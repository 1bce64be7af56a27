"""Tests of short answers to "which one?"."""

import pytest

from custom_components.hushwatt.understanding import choose, is_refused

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
