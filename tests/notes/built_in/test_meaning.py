"""Polarity, verb, days and span of a clause, and words that do not fit together."""

import pytest

from .reading import demands, finding, question
from custom_components.hushwatt.vocabulary import ConstraintKind as Kind, NoteQuestion


@pytest.mark.parametrize(
    "text",
    [
        "The dryer must not not run after 22:00",
        "The dryer must never only run after 22:00",
        "Only the dryer may run after 22:00",
        "The dryer must start done by 20:00",
        "On weekdays the dryer must be done by 20:00 on Sundays",
        "The dryer must be done by 20:00 except on Fridays except on Mondays",
        "On Friday the dryer must be done by 20:00 except on Fridays",
        "On Sundays the dryer must be done by 20:00 tonight",
        "The dryer must be done by 20:00 tonight and tomorrow",
        "The dryer must be done by",
        "The dryer must be done by 20:00 at the same time",
        "The dryer must be done by about 20:00",
        "About the dryer must be done by 20:00",
        "The dryer may also run between 9:00 and 17:00",
        "The dryer must be done for Sundays by 20:00",
        "The dryer and everything must be done by 20:00",
        "Everything the dryer must be done by 20:00",
        "The dryer must be done by 20:00 for Sundays",
        "The dryer the day the washer must be done by 20:00",
    ],
)
def test_what_does_not_fit_together_is_asked_about(text: str) -> None:
    """Two of a kind, contraries, and words that are left over."""
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "text",
    [
        "The dryer is done by 20:00",
        "The dryer runs after 20:00",
        "The dryer starts after 20:00",
        "The dryer will run after 20:00",
        "The dryer run after 20:00",
        "We run the dryer after 20:00",
        "The dryer finished before 20:00",
    ],
)
def test_a_report_is_no_demand(text: str) -> None:
    """What happens anyway is asked about, or remembered as past."""
    assert not finding(text).constraints


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Run the dryer after 20:00"),
        ("en", "The dryer only runs after 20:00"),
        ("en", "The dryer only tonight after 20:00"),
        ("de", "Dishwasher nur nach 20 Uhr laufen lassen"),
        ("de", "Den Dishwasher nach 20 Uhr laufen lassen"),
    ],
)
def test_a_command_is_a_demand(language: str, text: str) -> None:
    """An imperative, an infinitive where the language commands in it, "only"."""
    assert [c.kind for c in demands(text, language)] == [Kind.NOT_BEFORE]


def test_charged_is_finished_or_running() -> None:
    """The words "Charged by 7" is a deadline, "not charged before 23" is not."""
    assert [c.kind for c in demands("The EV must be charged by 07:00")] == [
        Kind.FINISH_BY
    ]
    assert [c.kind for c in demands("The EV must not be charged before 23:00")] == [
        Kind.NOT_BEFORE
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The dryer must not run at night",
        "No dryer tonight",
        "The dryer must not run while the baby is asleep",
        "Run the dryer",
        "The dryer may run in the evening",
        "The dryer must be done on Saturdays",
        "The dryer must be done before breakfast",
    ],
)
def test_a_demand_without_a_time_is_asked_for_it(text: str) -> None:
    """A time of day is none."""
    found = finding(text).question
    assert found is not None and found.question is NoteQuestion.NO_TIME
    assert found.placeholders == {"appliance": "Tumble dryer"}


def test_a_permission_without_a_time_demands_nothing() -> None:
    """As in "The dryer may run"."""
    assert demands("The dryer may run") == set()


def test_only_can_belong_to_tonight() -> None:
    """The words "Only tonight" limits the note, not the dryer."""
    (found,) = demands("Only tonight, the dryer must not run after 20:00")
    assert found.active_until is not None
