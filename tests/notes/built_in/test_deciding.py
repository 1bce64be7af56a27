"""Demand, question or remark: what each clause is taken for."""

import pytest

from .reading import finding, question
from custom_components.hushwatt.vocabulary import NoteQuestion


@pytest.mark.parametrize(
    "text",
    [
        "The dryer ran until 23:00 yesterday",
        "The dryer was done by 20:00",
        "The dryer has finished",
        "The dryer had to be done by 20:00",
        "The dryer has already run today",
    ],
)
def test_what_has_been_demands_nothing(text: str) -> None:
    """It is known to be past."""
    found = finding(text)
    assert not found.constraints and found.question is None and found.is_past


def test_what_was_said_of_a_demand_is_asked_about() -> None:
    """The words "She said the dryer must not run" is past and a demand."""
    text = "Anna said the dryer must not run after 22:00"
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The dryer doesn't have to be done by 20:00"),
        ("de", "Der Dishwasher muss nicht bis 6:30 fertig sein"),
        ("nl", "De dishwasher hoeft niet om 6:30 klaar te zijn"),
        ("fr", "Le dishwasher n'a pas besoin d'être fini à 6h30"),
        ("es", "El dishwasher no tiene que estar listo a las 6:30"),
    ],
)
def test_what_need_not_be_demands_nothing(language: str, text: str) -> None:
    """In German "muss nicht", which is not "must not"."""
    found = finding(text, language)
    assert not found.constraints and found.question is None and not found.is_past


@pytest.mark.parametrize(
    "text",
    [
        "We leave at 7:00",
        "We must be at school by 8",
        "The kids go to bed at 20:00",
        "The dryer is in the cellar",
        "The dryer repairman comes at 9:00",
        "Buy salt for the dishwasher",
        "The dryer must be cleaned",
        "The oven is new",
        "It is warm at 14:00",
        "Dinner is ready at 18:30",
        "The dryer stands beside the oven",
        "Hello!",
        "",
    ],
)
def test_a_remark_demands_nothing(text: str) -> None:
    """Neither constraints nor a question."""
    found = finding(text)
    assert not found.constraints and found.question is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The oven must not run after 22:00", "oven"),
        ("The gizmo must be done by 06:30", "gizmo"),
        ("gizmo by 06:30", "gizmo"),
        ("It must be done by 06:30", ""),
        ("I want the gizmo done by 06:30", "gizmo"),
        ("The oven and the dryer must be done by 20:00", "oven"),
        ("The dryer after the oven", "oven"),
    ],
)
def test_an_appliance_that_is_not_there_is_asked_about(text: str, words: str) -> None:
    """With the words that name it."""
    found = finding(text).question
    assert found is not None and found.question is NoteQuestion.UNKNOWN_APPLIANCE
    assert found.placeholders == {"appliance": words}


@pytest.mark.parametrize(
    "text",
    [
        "The dryer must frobnicate by 20:00",
        "The dryer shortly before 20:00",
        "Turn the dryer on after 20:00",
        "The dryer eco is 2 kWh",
        "No dryer on holidays",
        "Run the dryer wisely",
        "The dryer only when nobody is home",
        "The dryer must not frob at night",
        "We must be quiet after 22:00",
        "We hate it when the dryer runs after 22:00",
        "The new blue shiny metal gizmo must be done by 06:30",
        "The dryer is loud. On holidays after 22:00.",
        "The dryer must not run after 22:00. That holds only in winter.",
        "The dryer must not run after 22:00. Not in summer.",
        "The dryer must not run after 22:00. Except in summer.",
    ],
)
def test_what_sounds_like_a_demand_is_asked_about(text: str) -> None:
    """One unknown word is enough."""
    assert question(text) is NoteQuestion.NOT_UNDERSTOOD


def test_a_time_that_can_be_two_is_quoted() -> None:
    """The person reads the words of the note."""
    found = finding("The dryer must be done by half past six").question
    assert found is not None and found.question is NoteQuestion.AMBIGUOUS_TIME
    assert found.placeholders == {"time": "half past six"}


def test_a_question_about_everything_names_nobody() -> None:
    """There is no one name to quote."""
    found = finding("Nothing must run at night").question
    assert found is not None and found.placeholders == {"appliance": ""}
