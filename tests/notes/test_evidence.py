"""What a note says for certain, whatever it means."""

from datetime import time

import pytest

from .homes import context, note
from custom_components.hushwatt.notes.evidence import Said, said_by


def said(text: str, language: str = "en") -> Said:
    """Return what a note says."""
    return said_by(note(text), context(language=language))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("done by 06:30, we leave at 07:15", [(time(6, 30),), (time(7, 15),)]),
        ("between 22:00 and six", [(time(22),), (time(6),)]),
        ("by six", [(time(6), time(18))]),
        ("from ten to six", [(time(10), time(22)), (time(6), time(18))]),
        ("by six, before breakfast", [(time(6),)]),
        ("midnight", [(time(0),)]),
        ("06:30 in the evening", [(time(6, 30), time(18, 30))]),
        ("by the morning", []),
        ("90 minutes and 14 kWh in 3 cycles", []),
    ],
)
def test_every_clock_time_with_what_it_can_mean(
    text: str, readings: list[tuple[time, ...]]
) -> None:
    """In bounds and windows, and on its own."""
    assert [one.readings for one in said(text).times] == readings


def test_hours_that_can_be_an_amount_need_not_be_used_as_a_time() -> None:
    """French "2 heures" is a duration unless something bounds it."""
    assert said("dure 2 heures", "fr").times == ()
    assert said("dure 2 heures", "fr").minutes == {120}


def test_figures_numbers_days_and_appliances() -> None:
    """What a model's answer may hold."""
    found = said("On Sundays tonight the dryer, 90 minutes, 1.2 kWh, 3 times, no oven")
    assert found.minutes == {90}
    assert found.energies == {1.2}
    assert 3 in found.numbers
    assert found.names_days and found.once == {"tonight"}
    assert found.appliances == {"dryer"} and found.kinds == ("oven",)
    assert found.is_spoken


def test_the_morning_of_the_home() -> None:
    """A time without a clock time."""
    assert said("done by the morning").names_morning
    assert not said("done before breakfast").names_morning


def test_an_unknown_language_and_a_long_note_are_not_spoken() -> None:
    """Less is held against a model then."""
    assert not said("Zmywarka musi skończyć do szóstej trzydzieści").is_spoken
    assert said("dryer " * 1000) == Said(is_spoken=False)
