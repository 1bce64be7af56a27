"""Tests of what a person's words are understood to ask."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.understanding import Ask, AskKind, understand
from custom_components.hushwatt.vocabulary import (
    ALL_WEEKDAYS,
    Appliance,
    ConstraintKind,
    Source,
)

NOW = datetime(2026, 10, 14, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday evening."""

DISHWASHER = Appliance(id="a", name="Dishwasher", duration=90)
CAR = Appliance(id="b", name="EV charger", duration=120)
ANNAS = Appliance(id="c", name="Anna's dryer")
CELLAR = Appliance(id="d", name="Basement dryer")
HOME = (DISHWASHER, CAR, ANNAS, CELLAR)


def ask(words: str, language: str = "en", now: datetime = NOW) -> Ask:
    """Return what words ask in a home with two dryers."""
    return understand(words, language, HOME, now)


def test_punctuation_and_case_do_not_matter() -> None:
    """Typed and spoken words are the same."""
    typed = ask("Should the dishwasher run NOW – or later?!")
    spoken = ask("should the dishwasher run now or later")
    assert typed == spoken == Ask(kind=AskKind.ADVISE, appliances=("a",))


def test_a_name_that_fits_two_gives_both() -> None:
    """Whoever is asked which one is meant gets the choice."""
    found = ask("should the dryer run now or later")
    assert found.kind is AskKind.ADVISE
    assert found.appliances == ("c", "d")


@pytest.mark.parametrize(
    ("words", "appliance"),
    [
        ("the basement one", "d"),
        ("annas", "c"),
        ("anna's dryer", "c"),
        ("the dryer in the basement", "d"),
        ("i mean the basement dryer", "d"),
    ],
)
def test_part_of_a_name_answers_which_one(words: str, appliance: str) -> None:
    """The answer to "which one?" may be short."""
    assert ask(words) == Ask(kind=AskKind.FOLLOW_UP, appliances=(appliance,))


@pytest.mark.parametrize(
    "words", ["dishwasher on", "the one", "one", "in the basement"]
)
def test_other_short_words_are_handed_on(words: str) -> None:
    """What is no name and no part of one is not ours."""
    assert ask(words).kind is AskKind.NOT_OURS


def test_a_name_nobody_has_is_told_as_it_was_said() -> None:
    """What is not known can be named in the answer."""
    found = ask("Should I run the Toaster now or later?")
    assert found == Ask(kind=AskKind.ADVISE, unknown_name="Toaster")


def test_somebody_elses_dryer_is_not_taken_for_one_that_is_known() -> None:
    """A name with a word too many is another name."""
    home = (Appliance(id="d", name="Dryer"),)
    found = understand("should I run Bert's dryer now or later", "en", home, NOW)
    assert found == Ask(kind=AskKind.ADVISE, unknown_name="Bert's dryer")


def test_another_number_is_another_appliance() -> None:
    """Dryer 1 is not answered with what is known of Dryer 2."""
    home = (Appliance(id="d", name="Dryer 2"),)
    found = understand("should dryer 1 run now or later", "en", home, NOW)
    assert found.appliances == ()


def test_two_appliances_make_a_plan() -> None:
    """Now or later of two is a plan of both."""
    found = ask("should the dishwasher and the car charger run now or later")
    assert found == Ask(kind=AskKind.PLAN, appliances=("a", "b"))


def test_pronouns_leave_the_appliance_open() -> None:
    """What was last spoken of is for the talk to know."""
    assert ask("should it run now or later") == Ask(kind=AskKind.ADVISE)


def test_a_demand_is_a_constraint_of_this_question_only() -> None:
    """What "must be done by six" says is neither a note nor forgotten."""
    found = ask("when should i run the dishwasher if it must be done by half past six")
    assert found.kind is AskKind.WHEN
    (constraint,) = found.constraints
    assert constraint.kind is ConstraintKind.FINISH_BY
    assert constraint.source is Source.QUESTION
    assert (constraint.appliance, constraint.time) == ("a", time(6, 30))
    assert constraint.weekdays == ALL_WEEKDAYS


def test_a_demand_on_a_day_holds_on_that_day() -> None:
    """What is due "by six on Friday" is not due by six tomorrow."""
    (constraint,) = ask("what if it must be done by six on friday").constraints
    assert constraint.weekdays == {4}


def test_of_two_hours_the_next_that_can_be_met_is_meant() -> None:
    """By seven, asked at half past six of a run of 90 minutes, is in the morning."""
    (constraint,) = ask("what if the dishwasher must be done by seven").constraints
    assert constraint.time == time(7)
    early = NOW.replace(hour=14)
    (constraint,) = ask(
        "what if the dishwasher must be done by seven", now=early
    ).constraints
    assert constraint.time == time(19)


def test_a_start_is_a_window_as_long_as_the_run() -> None:
    """Saying "at nine" leaves no other start."""
    (constraint,) = ask("what would it cost to run the dishwasher at nine").constraints
    assert constraint.kind is ConstraintKind.ALLOWED_WINDOW
    assert (constraint.time, constraint.until) == (time(21), time(22, 30))


def test_a_start_gets_its_length_when_the_appliance_is_known() -> None:
    """What was asked without a name can be bound to the appliance last spoken of."""
    asked = ask("what if i start it at nine").about(CAR)
    (constraint,) = asked.constraints
    assert asked.appliances == ("b",)
    assert constraint.appliance == "b"
    assert (constraint.time, constraint.until) == (time(21), time(23))


def test_a_start_of_unknown_length_stays_open() -> None:
    """Nobody knows how long Anna's dryer runs."""
    (constraint,) = ask("what if i start it at nine").about(ANNAS).constraints
    assert constraint.time == constraint.until == time(21)


def test_other_constraints_are_bound_as_they_are() -> None:
    """A deadline needs no length."""
    (constraint,) = ask("what if it must be done by six").about(CAR).constraints
    assert (constraint.appliance, constraint.time) == ("b", time(6))


def test_a_delay_counts_from_now() -> None:
    """Waiting two hours at half past six is not before half past eight."""
    (constraint,) = ask("what if i wait two hours").constraints
    assert constraint.kind is ConstraintKind.NOT_BEFORE
    assert constraint.time == time(20, 30)
    assert constraint.weekdays == {2}


def test_a_note_is_kept_as_it_was_said() -> None:
    """Capitals and commas are the person's."""
    found = ask("Please remember that the Dishwasher is loud, says Anna.")
    assert found.kind is AskKind.REMEMBER
    assert found.text == "the Dishwasher is loud, says Anna."
    assert found.appliances == ("a",)


def test_what_to_forget_is_kept_as_it_was_said() -> None:
    """Forgetting names a note or an appliance."""
    found = ask("Forget the note about the dishwasher")
    assert (found.kind, found.appliances) == (AskKind.FORGET, ("a",))
    assert found.text == "the dishwasher"


@pytest.mark.parametrize(
    "words", ["remember to buy milk", "remember that I parked on level three"]
)
def test_what_is_not_about_the_household_is_not_noted(words: str) -> None:
    """Shopping and parking are somebody else's."""
    assert ask(words).kind is AskKind.NOT_OURS


def test_without_the_cloud_is_heard_anywhere() -> None:
    """The wish can stand at both ends, or alone."""
    asked = Ask(kind=AskKind.ADVISE, appliances=("a",), allow_cloud=False)
    assert ask("without the cloud should the dishwasher run now") == asked
    assert ask("should the dishwasher run now without asking the cloud") == asked
    alone = Ask(kind=AskKind.FOLLOW_UP, allow_cloud=False)
    assert ask("answer without the cloud please") == alone


def test_what_is_not_ours_says_nothing_of_the_cloud() -> None:
    """A command stays one."""
    found = ask("turn on the light without the cloud")
    assert found == Ask(kind=AskKind.NOT_OURS)


def test_words_for_doing_stand_for_the_appliance() -> None:
    """The word "waschen" needs a washing machine."""
    home = (Appliance(id="w", name="Waschmaschine"),)
    found = understand("soll ich jetzt waschen oder später", "de", home, NOW)
    assert found == Ask(kind=AskKind.ADVISE, appliances=("w",))


@pytest.mark.parametrize("tag", ["de", "de-CH", "de_AT", "DE"])
def test_a_region_does_not_matter(tag: str) -> None:
    """Swiss German is German."""
    home = (Appliance(id="a", name="Dishwasher"),)
    found = understand("soll der Geschirrspüler jetzt laufen?", tag, home, NOW)
    assert found == Ask(kind=AskKind.ADVISE, appliances=("a",))


def test_other_languages_are_handed_on() -> None:
    """What is not spoken here is not guessed."""
    assert understand("powinna teraz", "pl", HOME, NOW).kind is AskKind.NOT_OURS


@pytest.mark.parametrize(
    "words", ["", "?!", "…", "xapp now or later", "now or later " * 30, "now xtime"]
)
def test_odd_words_are_handed_on(words: str) -> None:
    """Nothing, too much, and our own placeholders are no questions."""
    assert ask(words).kind is AskKind.NOT_OURS


def test_a_home_without_appliances_is_no_obstacle() -> None:
    """Whoever has set nothing up yet can ask all the same."""
    found = understand("should it run now or later", "en", (), NOW)
    assert found == Ask(kind=AskKind.ADVISE)


def test_names_of_signs_only_fit_nothing() -> None:
    """A name need not have a word."""
    home = (Appliance(id="a", name="🙂"), Appliance(id="b", name="The Beast"))
    found = understand("should the beast run now or later", "en", home, NOW)
    assert found == Ask(kind=AskKind.ADVISE, appliances=("b",))


@given(st.text(max_size=80), st.sampled_from(("en", "de", "fr", "nl", "es")))
def test_any_text_is_understood_or_handed_on(words: str, language: str) -> None:
    """No text makes it fail, and what it names is of the home."""
    found = understand(words, language, HOME, NOW)
    assert set(found.appliances) <= {one.id for one in HOME}


@given(
    st.integers(1, 12),
    st.integers(0, 59),
    st.integers(0, 24 * 60),
)
def test_an_hour_on_twelve_is_the_next_one(hour: int, minute: int, at: int) -> None:
    """The moment meant shows on the clock as said, within twelve hours and a run."""
    now = NOW.replace(hour=0, minute=0) + timedelta(minutes=at)
    words = f"what if the dishwasher must be done by {hour}:{minute:02d}"
    (constraint,) = ask(words, now=now).constraints
    assert constraint.time is not None
    assert (constraint.time.hour % 12, constraint.time.minute) == (hour % 12, minute)
