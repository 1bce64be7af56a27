"""All kinds of constraints, as people write them."""

from datetime import datetime

import pytest

from ..homes import BERLIN, WEEKDAYS, WEEKEND, WRITTEN_AT, demand
from .reading import demands, question
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind as Kind,
    NoteQuestion,
)

TONIGHT = {
    "active_from": WRITTEN_AT,
    "active_until": datetime(2026, 3, 11, 12, tzinfo=BERLIN),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dishwasher done by 06:30", demand(Kind.FINISH_BY, time="06:30")),
        ("Run the dishwasher before 06:30", demand(Kind.FINISH_BY, time="06:30")),
        ("Dishwasher: ready 06:30", demand(Kind.FINISH_BY, time="06:30")),
        (
            "The dishwasher must not run after 22:30",
            demand(Kind.NOT_RUNNING_AFTER, time="22:30"),
        ),
        (
            "The dishwasher may run until 22:30",
            demand(Kind.NOT_RUNNING_AFTER, time="22:30"),
        ),
        (
            "The dishwasher may only run before 22:30",
            demand(Kind.NOT_RUNNING_AFTER, time="22:30"),
        ),
        ("Dishwasher not before 20:00", demand(Kind.NOT_BEFORE, time="20:00")),
        ("Dishwasher not until 20:00", demand(Kind.NOT_BEFORE, time="20:00")),
        (
            "The dishwasher must be quiet until 08:00",
            demand(Kind.NOT_BEFORE, time="08:00"),
        ),
        (
            "Dishwasher never 22:00-06:00",
            demand(Kind.QUIET_WINDOW, time="22:00", until="06:00"),
        ),
        (
            "The dishwasher must not run outside of 9:00-17:00",
            demand(Kind.ALLOWED_WINDOW, time="09:00", until="17:00"),
        ),
        (
            "Dishwasher only after 09:00 and before 17:00",
            demand(Kind.ALLOWED_WINDOW, time="09:00", until="17:00"),
        ),
        (
            "Dishwasher only on weekends",
            demand(Kind.WEEKDAY_ONLY, weekdays=WEEKEND),
        ),
        ("No dishwasher on weekends", demand(Kind.WEEKDAY_NOT, weekdays=WEEKEND)),
        (
            "Run the dishwasher every day except on weekends",
            demand(Kind.WEEKDAY_NOT, weekdays=WEEKEND),
        ),
        (
            "Don't run the dishwasher except on weekends",
            demand(Kind.WEEKDAY_ONLY, weekdays=WEEKEND),
        ),
        (
            "The dishwasher after the washer",
            demand(Kind.AFTER_LOAD, other="washer"),
        ),
        (
            "The washer must finish before the dishwasher",
            demand(Kind.AFTER_LOAD, other="washer"),
        ),
        (
            "Don't start the dishwasher until the washer is done",
            demand(Kind.AFTER_LOAD, other="washer"),
        ),
        (
            "The dishwasher must not run while the washer is running",
            demand(Kind.NOT_WITH, other="washer"),
        ),
        ("The dishwasher takes 1h30", demand(Kind.DURATION, amount=90.0)),
        ("The dishwasher uses 1.234 kWh", demand(Kind.ENERGY, amount=1.23)),
        (
            "Everything must be done by 07:00",
            demand(Kind.FINISH_BY, None, time="07:00"),
        ),
        (
            "Nothing loud after ten",
            demand(Kind.NOT_RUNNING_AFTER, None, time="22:00", noisy_only=True),
        ),
        (
            "On weekdays the dishwasher must be done by 06:30",
            demand(Kind.FINISH_BY, time="06:30", weekdays=WEEKDAYS),
        ),
        (
            "Tonight the dishwasher must not run after 20:00",
            demand(Kind.NOT_RUNNING_AFTER, time="20:00", **TONIGHT),
        ),
    ],
)
def test_one_demand(text: str, expected: Constraint) -> None:
    """Every kind, more than one way."""
    assert demands(text) == {expected}


def test_a_window_on_some_days_leaves_the_others_free() -> None:
    """The words "On weekends only from 10 to 18" says nothing of Monday."""
    text = "On weekends the dishwasher may only run from 10:00 to 18:00"
    assert demands(text) == {
        demand(Kind.QUIET_WINDOW, time="00:00", until="10:00", weekdays=WEEKEND),
        demand(Kind.QUIET_WINDOW, time="18:00", until="00:00", weekdays=WEEKEND),
    }


def test_days_before_only_are_what_is_talked_of() -> None:
    """In the middle of the sentence, too."""
    text = "The dishwasher on weekends only from 10:00 to 24:00"
    assert demands(text) == {
        demand(Kind.QUIET_WINDOW, time="00:00", until="10:00", weekdays=WEEKEND)
    }


def test_days_that_go_on_are_a_demand_of_their_own() -> None:
    """Behind "and", not behind a comma."""
    assert demands("No dishwasher after 22:00 and not on Fridays") == {
        demand(Kind.NOT_RUNNING_AFTER, time="22:00"),
        demand(Kind.WEEKDAY_NOT, weekdays=frozenset({4})),
    }


def test_a_command_holds_for_the_next_as_well() -> None:
    """The second clause takes its verb over, and its "only"."""
    text = "Run the dishwasher after 20:00 and the dryer after 21:00"
    assert demands(text) == {
        demand(Kind.NOT_BEFORE, time="20:00"),
        demand(Kind.NOT_BEFORE, "dryer", time="21:00"),
    }
    text = "The dishwasher only after 20:00, the dryer after 21:00"
    assert len(demands(text)) == 2


def test_a_window_over_midnight_on_some_days() -> None:
    """Quiet is what lies between."""
    text = "On weekends the dishwasher may only run from 22:00 to 06:00"
    assert demands(text) == {
        demand(Kind.QUIET_WINDOW, time="06:00", until="22:00", weekdays=WEEKEND)
    }


def test_a_window_from_midnight_on_some_days() -> None:
    """One quiet window is enough."""
    text = "On weekends the dishwasher may only run from midnight to 06:00"
    assert demands(text) == {
        demand(Kind.QUIET_WINDOW, time="06:00", until="00:00", weekdays=WEEKEND)
    }


def test_only_on_days_and_only_then() -> None:
    """The words "Only on weekends between 10 and 18" closes all other days."""
    text = "The dishwasher may run only on weekends between 10:00 and 18:00"
    assert demands(text) == {
        demand(Kind.ALLOWED_WINDOW, time="10:00", until="18:00", weekdays=WEEKEND)
    }


def test_only_on_days_until_a_time() -> None:
    """Two demands in one breath."""
    text = "The dishwasher may run only on weekends until 22:00"
    assert demands(text) == {
        demand(Kind.WEEKDAY_ONLY, weekdays=WEEKEND),
        demand(Kind.NOT_RUNNING_AFTER, time="22:00"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The dishwasher may only run between 10:00 and 18:00 on weekends",
        "The dishwasher must be ready only on weekends until 22:00",
        "Dishwasher 22:00-06:00",
        "The dishwasher must be done between 5:00 and 6:00 am",
        "The dishwasher may run only before 06:00",
        "The dishwasher may be done by 06:30",
        "The dishwasher may run after 22:00",
        "The dishwasher must run until 22:00",
        "The dishwasher must be on by 22:00",
        "The dishwasher may run on Sundays",
        "Dishwasher except on Sundays only",
        "No dishwasher after 22:00 (not on Fridays)",
        "No dishwasher after 22:00. Not on Fridays.",
        "From Monday on the dishwasher must not run after 22:00",
        "The dishwasher must be quiet on Sundays",
        "The dishwasher must run after the dishwasher",
        "The dishwasher must run with the washer",
        "The dishwasher must not run after the washer",
        "Everything after the washer",
        "On Sundays the dishwasher after the washer",
        "The dishwasher must run after the washer and before the dryer",
        "The dishwasher may take 90 minutes",
        "The dishwasher takes 90 minutes on Sundays",
        "The dishwasher takes 90 minutes between 10:00 and 18:00",
        "The dishwasher takes 90 minutes 60 minutes",
        "Everything takes 90 minutes",
        "The dishwasher takes 4915112345 minutes",
        "The dishwasher takes 0 minutes",
        "The dishwasher uses 201 kWh",
        "The dishwasher must be done by 17:00 today",
    ],
)
def test_what_is_not_plain_is_asked_about(text: str) -> None:
    """Two readings, no kind for it, or no real value."""
    assert question(text) in (NoteQuestion.NOT_UNDERSTOOD, NoteQuestion.NO_TIME)
