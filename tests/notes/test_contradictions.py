"""Notes that cannot both hold, and figures that differ from the form's."""

from dataclasses import replace
from datetime import datetime, timedelta
from time import process_time

import pytest

from .homes import BERLIN, DISHWASHER, DRYER, HOME, WASHER, context, demand, note
from custom_components.hushwatt.notes import find_contradictions, read_notes
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ConstraintKind as Kind,
    Note,
    NoteQuestion,
    Reading,
    Source,
)

FORM = replace(DISHWASHER, duration=90, energy=1.2, figure_source=Source.FORM)


def notes(*texts: str) -> list[Note]:
    """Return notes with the uids n0, n1, …."""
    return [note(text, uid=f"n{index}") for index, text in enumerate(texts)]


def asked(*texts: str, dishwasher: Appliance = DISHWASHER) -> dict[str, Reading]:
    """Return what has to be asked about some notes."""
    home = context((dishwasher, *HOME[1:]))
    written = notes(*texts)
    readings = read_notes(written, home)
    assert not any(reading.question for reading in readings.values())
    return find_contradictions(readings, home, written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Dishwasher only between 09:00 and 17:00",
            "Dishwasher only between 18:00 and 20:00",
        ),
        (
            "Dishwasher only between 22:00 and 06:00",
            "Nothing may run between 21:00 and 07:00",
        ),
        ("Dishwasher only on weekends", "No dishwasher on weekends"),
        ("Dishwasher only on Mondays", "Dishwasher only on Tuesdays"),
        (
            "Dryer only between 22:00 and 23:00",
            "Nothing loud after 21:00",
        ),
        ("Dishwasher takes 90 minutes", "Dishwasher takes 120 minutes"),
        ("Dishwasher uses 1.2 kWh", "Dishwasher uses 0.9 kWh"),
        ("Dryer after the washing machine", "Washing machine after the dryer"),
        (
            "Dishwasher only between 09:00 and 17:00",
            "Tonight the dishwasher only between 22:00 and 23:00",
        ),
    ],
)
def test_two_notes_that_cannot_both_hold(one: str, other: str) -> None:
    """Each is asked about, and quotes the other."""
    found = asked(one, other)
    assert {r.question for r in found.values()} == {NoteQuestion.CONTRADICTION}
    assert found["n0"].placeholders["other"] == f"“{other}”"
    assert found["n1"].placeholders["other"] == f"“{one}”"
    assert found["n0"].constraints == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dishwasher by 06:30", "Dishwasher by 07:00"),
        ("Dishwasher by 06:30", "Dishwasher not after 22:30"),
        ("Dishwasher by 06:30", "Dishwasher only between 09:00 and 17:00"),
        ("Dishwasher only after 20:00", "Dishwasher by 06:30"),
        ("Dishwasher not after 22:00", "Dishwasher not before 08:00"),
        ("Dishwasher only on weekends", "No washing machine on weekends"),
        ("Dishwasher only between 22:00 and 23:30", "Nothing loud after 21:00"),
        ("Dishwasher takes 90 minutes", "Dishwasher takes 90 minutes"),
        ("Dishwasher takes 90 minutes", "Washing machine takes 120 minutes"),
        ("Dryer after the washing machine", "Dryer after the dishwasher"),
        ("Dryer after the washing machine", "Washing machine after the dishwasher"),
        ("EV charger needs 14 kWh", "EV charger needs 20 kWh tonight"),
    ],
)
def test_two_notes_that_can(one: str, other: str) -> None:
    """An earlier deadline, another appliance, an exception for tonight."""
    assert asked(one, other) == {}


def test_the_windows_of_one_note_allow_together() -> None:
    """A note with two windows is no contradiction in itself."""
    text = "Dishwasher only between 09:00 and 11:00. Dishwasher only 14:00-16:00."
    assert asked(text) == {}


def test_a_run_has_to_fit() -> None:
    """An hour is left, which is enough for one hour only."""
    texts = (
        "Dishwasher only between 09:00 and 17:00",
        "Dishwasher not between 10:00 and 20:00",
    )
    short = replace(DISHWASHER, duration=60)
    assert asked(*texts, dishwasher=short) == {}
    long = replace(DISHWASHER, duration=61)
    assert set(asked(*texts, dishwasher=long)) == {"n0", "n1"}
    parts = replace(long, interruptible=True)
    assert asked(*texts, dishwasher=parts) == {}


def test_a_note_can_contradict_the_form() -> None:
    """Then only the note is asked about."""
    quiet = demand(Kind.QUIET_WINDOW, time="20:00", until="08:00", source=Source.FORM)
    form = replace(DISHWASHER, constraints=(quiet,))
    found = asked("Dishwasher only between 22:00 and 06:00", dishwasher=form)
    assert found["n0"].question is NoteQuestion.CONTRADICTION
    assert found["n0"].placeholders == {
        "appliance": "Dishwasher",
        "other": "Dishwasher",
    }


def test_notes_that_never_hold_together_do_not_contradict() -> None:
    """One has ended before the other begins."""
    begin = datetime(2026, 3, 11, tzinfo=BERLIN)
    early = demand(
        Kind.WEEKDAY_ONLY, weekdays=frozenset({0}), note_uid="a", active_until=begin
    )
    late = demand(
        Kind.WEEKDAY_ONLY,
        weekdays=frozenset({1}),
        note_uid="b",
        active_from=begin,
        active_until=begin + timedelta(days=1),
    )
    readings = {
        uid: Reading(note_uid=uid, constraints=(one,))
        for uid, one in (("a", early), ("b", late))
    }
    assert find_contradictions(readings, context()) == {}


def test_an_order_that_goes_round_in_a_ring_of_three() -> None:
    """The last of them closes it."""
    found = asked(
        "Dryer after the washing machine",
        "Dishwasher after the dryer",
        "Washing machine after the dishwasher",
    )
    assert set(found) == {"n0", "n1", "n2"}


def test_a_note_that_is_a_question_already_stays_out() -> None:
    """It demands nothing yet."""
    readings = {
        "a": Reading(note_uid="a", question=NoteQuestion.NO_TIME),
        "b": Reading(note_uid="b", constraints=(demand(Kind.FINISH_BY, time="06:30"),)),
    }
    assert find_contradictions(readings, context()) == {}


@pytest.mark.parametrize(
    ("text", "mine", "form"),
    [
        ("Dishwasher takes 120 minutes", "120 min", "90 min"),
        ("Dishwasher takes 60 minutes", "60 min", "90 min"),
        ("Dishwasher uses 0.9 kWh", "0.9 kWh", "1.2 kWh"),
    ],
)
def test_a_figure_far_from_the_forms_is_asked_about(
    text: str, mine: str, form: str
) -> None:
    """More than a fifth, in either direction."""
    found = asked(text, dishwasher=FORM)["n0"]
    assert found.question is NoteQuestion.FIGURE_DIFFERS
    assert found.placeholders == {
        "appliance": "Dishwasher",
        "note": mine,
        "form": form,
    }
    assert found.constraints == ()


@pytest.mark.parametrize(
    ("text", "dishwasher"),
    [
        ("Dishwasher takes 108 minutes", FORM),
        ("Dishwasher takes 72 minutes", FORM),
        ("Dishwasher takes 120 minutes", replace(FORM, figure_source=Source.HISTORY)),
        ("Dishwasher takes 120 minutes", DISHWASHER),
        ("Dishwasher uses 2 kWh tonight", FORM),
        ("Dishwasher by 06:30", FORM),
    ],
)
def test_a_figure_near_the_forms_is_not(text: str, dishwasher: Appliance) -> None:
    """Nor what was only measured, or holds for tonight."""
    assert asked(text, dishwasher=dishwasher) == {}


def test_a_long_note_is_quoted_in_part() -> None:
    """A question has to fit on a screen."""
    long = "Dishwasher only on Mondays. " + "It is loud. " * 30
    found = asked(long, "Dishwasher only on Tuesdays")
    quote = found["n1"].placeholders["other"]
    assert len(quote) <= 122 and quote.endswith("…”")


def test_without_the_notes_the_appliance_is_named() -> None:
    """The texts are optional."""
    readings = {
        uid: Reading(
            note_uid=uid,
            constraints=(
                demand(
                    Kind.WEEKDAY_ONLY, "washer", weekdays=frozenset({day}), note_uid=uid
                ),
            ),
        )
        for uid, day in (("a", 0), ("b", 1))
    }
    found = find_contradictions(readings, context((WASHER, DRYER)))
    assert found["a"].placeholders["other"] == WASHER.name


def test_constraints_of_an_appliance_that_is_gone_do_not_matter() -> None:
    """They are not planned by either."""
    gone = [
        demand(Kind.AFTER_LOAD, "gone", other="dryer", note_uid="a"),
        demand(Kind.AFTER_LOAD, "dryer", other="gone", note_uid="b"),
        demand(Kind.DURATION, "gone", amount=90.0, note_uid="a"),
    ]
    readings = {
        "a": Reading(note_uid="a", constraints=(gone[0], gone[2])),
        "b": Reading(note_uid="b", constraints=(gone[1],)),
    }
    found = find_contradictions(readings, context())
    assert set(found) <= {"a", "b"}


def test_500_notes_are_compared_quickly() -> None:
    """All of them on one appliance."""
    written = notes(
        *(f"Dishwasher not between 12:{i % 60:02} and 13:30" for i in range(500))
    )
    readings = read_notes(written, context())
    begun = process_time()
    assert find_contradictions(readings, context(), written) == {}
    assert process_time() - begun < 1
