"""Text is brought into one form and cut into words, numbers and times."""

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.notes.text import (
    TokenKind,
    fold,
    normalise,
    surface,
    tokenise,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ｄｉｓｈｗａｓｈｅｒ", "dishwasher"),
        ("dish\N{ZERO WIDTH SPACE}washer", "dishwasher"),
        ("right\N{RIGHT-TO-LEFT OVERRIDE}left", "rightleft"),
        ("don’t – “do”", 'don\'t - "do"'),
        ("1½ hours", "1.5 hours"),
        ("½ hour", "0.5 hour"),
        ("6³⁰ Uhr", "6:30 Uhr"),
        ("7 a.m. or 8 P. M.", "7 am  or 8 Pm "),
        ("a\r\nb\tc", "a\n\nb c"),
    ],
)
def test_one_form_for_all_ways_to_write_the_same(text: str, expected: str) -> None:
    """Width, quotes, dashes, fractions and raised minutes do not matter."""
    assert normalise(text) == expected


@pytest.mark.parametrize("text", ["90² minutes", "⑥ Uhr", "6³ Uhr", "₂ hours"])
def test_a_number_sign_never_becomes_a_digit(text: str) -> None:
    """A footnote does not turn 90 into 902."""
    digits = [t.text for t in tokenise(normalise(text)) if t.kind is TokenKind.NUMBER]
    assert digits == [d for d in ("90", "6") if d in text]


def test_a_word_keeps_its_accents_beside_its_folded_form() -> None:
    """Both are needed: "tourné" has happened, "tourne" has not."""
    (token,) = tokenise("Tourné")
    assert (token.exact, token.folded) == ("tourné", "tourne")
    assert fold("Größe") == "grosse"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6:30am", ["6:30", "am"]),
        ("22h30", ["22", "h", "30"]),
        ("1.2 kWh", ["1.2", "kWh"]),
        ("1.25 kWh", ["1.25", "kWh"]),
        ("22:30-06:00", ["22:30", "-", "06:00"]),
        ("l'aspirateur jusqu'à", ["l'", "aspirateur", "jusqu'", "à"]),
        ("o'clock don't", ["o'clock", "don't"]),
        ("washer's 's avonds", ["washer", "'s", "'s", "avonds"]),
        ("4915112345", ["4915112345"]),
        ("٠٦", ["٠", "٦"]),
    ],
)
def test_words_numbers_and_times_are_cut_apart(text: str, expected: list[str]) -> None:
    """Glued units, elisions and endings are words of their own."""
    assert [token.text for token in tokenise(text)] == expected


def test_only_ascii_digits_are_numbers() -> None:
    """Digits of other scripts are signs that nobody reads."""
    assert {token.kind for token in tokenise("٠٦:٣٠")} == {TokenKind.SIGN}


def test_what_stands_together_is_shown_together() -> None:
    """A question to the person quotes the note as it was written."""
    assert surface(tokenise("half past 6:30am , ok")) == "half past 6:30am , ok"


def test_a_name_has_no_hyphens() -> None:
    """One name is two words however it is written."""
    assert [token.exact for token in words_of("Lave-Vaisselle")] == [
        "lave",
        "vaisselle",
    ]


@given(st.text())
def test_any_text_is_cut_without_losing_a_letter(text: str) -> None:
    """Nothing raises, and nothing but white space disappears between tokens."""
    plain = normalise(text)
    kept = "".join(token.text for token in tokenise(plain) if token.text != "\n")
    assert kept == "".join(plain.split())
