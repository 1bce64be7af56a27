"""A note is cut into sentences, in the language that it is written in."""

import pytest

from ..homes import context
from custom_components.hushwatt.notes.bounds import LONGEST_NOTE
from custom_components.hushwatt.notes.built_in.scan import Scan, scan_note


def scan(text: str, language: str = "en") -> Scan:
    """Return a note in items."""
    found = scan_note(text, context(language=language))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("home", "text", "language"),
    [
        ("en", "The dryer must not run after 22:00.", "en"),
        ("de", "The dryer must not run after 22:00.", "en"),
        ("en", "Der Trockner darf nach 22 Uhr nicht laufen.", "de"),
        ("en", "Le sèche-linge ne doit pas tourner après 22h.", "fr"),
        ("en", "De droger mag na 22 uur niet draaien.", "nl"),
        ("en", "La secadora no debe funcionar después de las 22:00.", "es"),
        ("de-AT", "06:30", "de"),
        ("pt_BR", "06:30", "en"),
    ],
)
def test_a_note_is_read_in_its_own_language(
    home: str, text: str, language: str
) -> None:
    """Whatever the home speaks; the home's where nothing decides."""
    assert scan(text, home).language.language.tag == language


def test_a_language_that_is_not_spoken_is_known_as_such() -> None:
    """Polish is none of the five."""
    assert not scan("Zmywarka musi skończyć do szóstej rano").is_spoken


def test_a_note_that_is_too_long_is_not_scanned() -> None:
    """Nobody writes that much; reading it would take long."""
    assert scan_note("a " * LONGEST_NOTE, context()) is None


def test_sentences_end_at_signs_and_lines() -> None:
    """Abbreviations do not end one."""
    text = "Dryer takes approx. 90 min. of time! Car by 07:00; ok\nmore ... end"
    assert len(scan(text).sentences) == 5


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Should the dryer run?", True),
        ("Can you run the dryer?", False),
        ("The dryer must be done by 07:00, ok?", False),
        ("The dryer must be done by 07:00?", True),
        ("The dryer must be done by 07:00", False),
    ],
)
def test_a_question_asks_unless_it_only_asks_politely(text: str, asks: bool) -> None:
    """The words "Can you …" and "…, ok?" are demands."""
    assert scan(text).sentences[-1].asks is asks


@pytest.mark.parametrize(
    ("text", "writes"),
    [
        ("by 22:30", True),
        ("by 06:30", True),
        ("by 6:30", False),
        ("by 10:30 pm", False),
        ("by midnight", False),
        ("after 22", False),
    ],
)
def test_a_note_shows_that_it_writes_24_hours(text: str, writes: bool) -> None:
    """By an hour above twelve or with a leading zero, in digits."""
    assert scan(text).writes_24_hours is writes
