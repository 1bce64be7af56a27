"""Words become items: clock times, amounts, phrases, names, numbers."""

from datetime import time

import pytest

from ..homes import HOME
from custom_components.hushwatt.notes.built_in.clocks import Clock, Notation
from custom_components.hushwatt.notes.built_in.languages import lexicon
from custom_components.hushwatt.notes.built_in.names import names_of
from custom_components.hushwatt.notes.built_in.scanner import Scanner
from custom_components.hushwatt.notes.built_in.symbols import Item, Symbol as S
from custom_components.hushwatt.notes.text import normalise, tokenise


def items(text: str, language: str = "en") -> list[Item]:
    """Return the items of a text."""
    tokens = tokenise(normalise(text))
    return Scanner(tokens, lexicon(language), names_of(HOME, language)).items()


def only(text: str, language: str = "en") -> Item:
    """Return the one item of a text."""
    (item,) = items(text, language)
    return item


@pytest.mark.parametrize(
    ("language", "text", "face", "notation"),
    [
        ("en", "06:30", time(6, 30), Notation.EXACT),
        ("en", "22.30", time(22, 30), Notation.EXACT),
        ("en", "24:00", time(0), Notation.EXACT),
        ("en", "6:30", time(6, 30), Notation.TWELVE_DIGITS),
        ("en", "10:30", time(10, 30), Notation.PLAIN),
        ("en", "6:30 pm", time(18, 30), Notation.EXACT),
        ("en", "6.30am", time(6, 30), Notation.EXACT),
        ("en", "12 a.m.", time(0), Notation.EXACT),
        ("en", "12 pm", time(12), Notation.EXACT),
        ("en", "7 o'clock", time(7), Notation.TWELVE_WORDS),
        ("en", "half past six", time(6, 30), Notation.TWELVE_WORDS),
        ("en", "a quarter to seven pm", time(18, 45), Notation.EXACT),
        ("en", "quarter past 6", time(6, 15), Notation.TWELVE_WORDS),
        ("en", "twenty-five past six", time(6, 25), Notation.TWELVE_WORDS),
        ("en", "ten to seven", time(6, 50), Notation.TWELVE_WORDS),
        ("en", "six thirty", time(6, 30), Notation.TWELVE_WORDS),
        ("en", "12 noon", time(12), Notation.EXACT),
        ("en", "midnight", time(0), Notation.EXACT),
        ("de", "6 Uhr", time(6), Notation.PLAIN),
        ("de", "06 Uhr", time(6), Notation.EXACT),
        ("de", "18 Uhr 30", time(18, 30), Notation.EXACT),
        ("de", "sechs Uhr dreißig", time(6, 30), Notation.TWELVE_WORDS),
        ("de", "zweiundzwanzig Uhr", time(22), Notation.EXACT),
        ("de", "halb sieben", time(6, 30), Notation.TWELVE_WORDS),
        ("de", "halb eins", time(0, 30), Notation.TWELVE_WORDS),
        ("de", "dreiviertel sieben", time(6, 45), Notation.TWELVE_WORDS),
        ("de", "Viertel vor sieben", time(6, 45), Notation.TWELVE_WORDS),
        ("de", "fünf vor halb sieben", time(6, 25), Notation.TWELVE_WORDS),
        ("fr", "6h30", time(6, 30), Notation.EXACT),
        ("fr", "six heures et demie", time(6, 30), Notation.TWELVE_WORDS),
        ("fr", "sept heures moins le quart", time(6, 45), Notation.TWELVE_WORDS),
        ("fr", "sept heures moins dix", time(6, 50), Notation.TWELVE_WORDS),
        ("fr", "midi et demi", time(12, 30), Notation.EXACT),
        ("nl", "half zeven", time(6, 30), Notation.TWELVE_WORDS),
        ("nl", "tien over half zeven", time(6, 40), Notation.TWELVE_WORDS),
        ("nl", "kwart voor zeven", time(6, 45), Notation.TWELVE_WORDS),
        ("es", "seis y media", time(6, 30), Notation.TWELVE_WORDS),
        ("es", "siete menos cuarto", time(6, 45), Notation.TWELVE_WORDS),
        ("es", "seis y veinte", time(6, 20), Notation.TWELVE_WORDS),
        ("es", "doce del mediodía", time(12), Notation.EXACT),
    ],
)
def test_a_clock_time_in_each_language(
    language: str, text: str, face: time, notation: Notation
) -> None:
    """24 and 12 hours, digits and words."""
    item = only(text, language)
    assert item.symbol is S.TIME and item.clock is not None
    assert (item.clock.face, item.clock.notation) == (face, notation)


@pytest.mark.parametrize("text", ["25:00", "06:75", "24:30", "13 pm", "0 am"])
def test_a_time_that_is_none_is_not_read(text: str) -> None:
    """Times are real or they are unknown words."""
    assert S.TIME not in [item.symbol for item in items(text)]


def test_ten_to_six_is_a_window_behind_from() -> None:
    """From ten to six people sleep; at ten to six they get up."""
    assert [item.symbol for item in items("from ten to six")] == [
        S.FROM,
        S.NUMBER,
        S.TO,
        S.NUMBER,
    ]
    assert items("at ten to six")[1].clock == Clock(5, 50, Notation.TWELVE_WORDS)


def test_a_day_of_the_year_is_no_time() -> None:
    """The words "10.12." is the tenth of December."""
    assert S.TIME not in [item.symbol for item in items("am 10.12. früh", "de")]


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("en", "90 min.", 90),
        ("en", "1h30", 90),
        ("en", "an hour and a half", 90),
        ("en", "two and a half hours", 150),
        ("en", "2 hours and 15 minutes", 135),
        ("en", "1.5 hours", 90),
        ("en", "1½ hours", 90),
        ("en", "three quarters of an hour", 45),
        ("de", "anderthalb Stunden", 90),
        ("de", "1,5 Std.", 90),
        ("de", "2 Stunden und 15 Minuten", 135),
        ("fr", "un quart d'heure", 15),
        ("nl", "anderhalf uur", 90),
        ("es", "media hora", 30),
    ],
)
def test_a_duration_in_each_language(language: str, text: str, minutes: float) -> None:
    """Digits and words, hours and minutes."""
    assert only(text, language).minutes == minutes


@pytest.mark.parametrize(
    ("language", "text", "energy"),
    [
        ("en", "1.2 kWh", 1.2),
        ("en", "1,200 Wh", 1.2),
        ("en", "1,200.5 Wh", 1.2005),
        ("en", "1,5 kWh", 1.5),
        ("de", "1,2 kWh", 1.2),
        ("de", "1.200 Wh", 1.2),
        ("de", "1.5 kWh", 1.5),
        ("es", "0,85 kWh", 0.85),
    ],
)
def test_an_energy_with_the_commas_of_the_language(
    language: str, text: str, energy: float
) -> None:
    """A comma is decimal in most languages, and groups thousands in English."""
    assert only(text, language).energy == pytest.approx(energy)


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "2 heures"), ("nl", "2 uur"), ("es", "22 horas")]
)
def test_hours_can_be_a_time_or_a_duration(language: str, text: str) -> None:
    """What stands around it decides later."""
    item = only(text, language)
    assert item.clock is not None and item.minutes is not None


def test_a_name_goes_before_everything_else() -> None:
    """The words "washing machine" are the appliance, whatever its words mean."""
    assert [item.symbol for item in items("the washing machine by 06:30")] == [
        S.FILLER,
        S.APPLIANCE,
        S.BY,
        S.TIME,
    ]


def test_the_longest_phrase_is_meant() -> None:
    """The words "Not later than" is a deadline, "not" alone is a negation."""
    assert [item.symbol for item in items("not later than 06:30")] == [S.BY, S.TIME]
    assert [item.symbol for item in items("not after 06:30")] == [
        S.NEG,
        S.AFTER,
        S.TIME,
    ]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("zorgle", S.UNKNOWN),
        ("٠٦", S.UNKNOWN),
        ("🚫", S.UNKNOWN),
        ("<", S.UNKNOWN),
        ("🙏", S.FILLER),
        ("0,85", S.NUMBER),
        ("1.2.3", S.UNKNOWN),
        ("1,2.3", S.UNKNOWN),
        ("1,20,3", S.UNKNOWN),
        ("99999999999999", S.NUMBER),
    ],
)
def test_what_is_not_known_is_unknown(text: str, symbol: S) -> None:
    """A sign that can turn the meaning round is never passed over."""
    assert {item.symbol for item in items(text)} == {symbol}


@pytest.mark.parametrize(
    ("text", "face"), [("0630", time(6, 30)), ("22", time(22)), ("06", time(6))]
)
def test_a_bare_number_can_be_a_time(text: str, face: time) -> None:
    """After "by" or "between" it is one."""
    item = only(text)
    assert item.clock is not None and item.clock.face == face
    assert item.clock.is_exact


@pytest.mark.parametrize("text", ["2230", "25", "6.5", "0,85", "0675"])
def test_not_every_number_can_be_a_time(text: str) -> None:
    """A year, a half and nonsense cannot."""
    assert all(item.clock is None for item in items(text))
