"""What a sentence says as a whole, and that nothing of it is lost."""

import pytest

from ..homes import WEEKDAYS, demand
from .reading import demands, question
from custom_components.hushwatt.vocabulary import ConstraintKind as Kind, NoteQuestion


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "First the washer, then the dryer"),
        ("en", "The washer first, then the dryer"),
        ("de", "Erst der Washer, dann der Tumble dryer"),
    ],
)
def test_one_after_the_other(language: str, text: str) -> None:
    """As in "First … then …"."""
    assert demands(text, language) == {demand(Kind.AFTER_LOAD, "dryer", other="washer")}


@pytest.mark.parametrize(
    "text",
    [
        "First the washer, then the washer",
        "First the washer and the car, then the dryer",
        "First the washer by 18:00, then the dryer",
        "The washer, then the dryer, first the car",
    ],
)
def test_an_order_that_is_not_plain_is_asked_about(text: str) -> None:
    """Two machines, and nothing else."""
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


def test_several_that_never_run_together() -> None:
    """Each pair."""
    text = "Dishwasher, washer and dryer never at the same time"
    assert demands(text) == {
        demand(Kind.NOT_WITH, "dishwasher", other="washer"),
        demand(Kind.NOT_WITH, "dishwasher", other="dryer"),
        demand(Kind.NOT_WITH, "washer", other="dryer"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The washer and the dryer may run at the same time",
        "The washer never at the same time",
        "Never not run the washer and the dryer at the same time",
        "Never run the washer and the dryer at the same time after 22:00",
    ],
)
def test_together_that_is_not_plain_is_asked_about(text: str) -> None:
    """Allowed, alone, denied twice, or with a time."""
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "text",
    [
        "If it rains, the dryer must be done by 18:00",
        "The dryer must be done by 18:00 unless we are out",
        "When it is cheap the dryer may run until 22:00",
    ],
)
def test_a_condition_is_asked_about(text: str) -> None:
    """It cannot be checked."""
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "text",
    [
        "The dryer must be done by 18:00, no, 19:00",
        "The dryer must be done by 18:00. Not!",
        "The dryer must be done by 18:00, the car too",
        "Guests on Friday, so the dryer must be done by 18:00",
        "The dryer and the gizmo must be done by 18:00",
        "The gizmo and the dryer must be done by 18:00",
        "The dryer takes an hour and a bit",
        "dryer 75 long minutes, washer 90 minutes",
        "Only some zorgle, the dryer must be done by 18:00",
        "This zorgle night, the dryer must be done by 18:00",
        "The washer, then the dryer must be done by 18:00",
        "On bank holidays, the dryer must be done by 18:00",
        "The dryer must be done by 18:00, in summer",
    ],
)
def test_what_limits_or_takes_back_a_demand_is_not_lost(text: str) -> None:
    """Rather the whole sentence is asked about."""
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


def test_words_that_follow_can_say_when() -> None:
    """As in "Not at night, that is from 22:00 to 06:00"."""
    text = "The dryer must not run at night, that is from 22:00 to 06:00"
    assert demands(text) == {
        demand(Kind.QUIET_WINDOW, "dryer", time="22:00", until="06:00")
    }


def test_words_that_follow_need_not_say_it_again() -> None:
    """A vague time behind an exact one asks nothing."""
    text = "The dryer must be done by six, before breakfast"
    assert demands(text) == {demand(Kind.FINISH_BY, "dryer", time="06:00")}


def test_days_at_the_end_are_shared() -> None:
    """As in "Not before 8 or after 20 on weekdays"."""
    text = "The dryer must not run before 08:00 or after 20:00 on weekdays"
    assert demands(text) == {
        demand(Kind.NOT_BEFORE, "dryer", time="08:00", weekdays=WEEKDAYS),
        demand(Kind.NOT_RUNNING_AFTER, "dryer", time="20:00", weekdays=WEEKDAYS),
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Le dishwasher ne doit tourner qu'après 20h", Kind.NOT_BEFORE),
        ("Le dishwasher ne doit pas tourner après 20h", Kind.NOT_RUNNING_AFTER),
    ],
)
def test_french_restricts_and_denies_in_two_words(text: str, kind: Kind) -> None:
    """The words "Ne … que" is "only", "ne … pas" is "not"."""
    assert {c.kind for c in demands(text, "fr")} == {kind}


def test_half_a_negation_is_asked_about() -> None:
    """The words "Ne doit tourner après 20h" lacks its other half."""
    text = "Le dishwasher ne doit tourner après 20h"
    assert question(text, "fr") is NoteQuestion.NOT_UNDERSTOOD
