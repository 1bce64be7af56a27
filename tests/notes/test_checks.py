"""A model's reading is held against what the note certainly says."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from .homes import DISHWASHER, HOME, WEEKDAYS, WRITTEN_AT, context, demand, note
from .scripted import answer, by
from custom_components.hushwatt.notes.bounds import is_within_bounds
from custom_components.hushwatt.notes.built_in.reader import find
from custom_components.hushwatt.notes.checks import (
    Ask,
    Evidence,
    Fault,
    constraints_of,
)
from custom_components.hushwatt.notes.evidence import said_by
from custom_components.hushwatt.notes.replies import Unreadable, parse_answer
from custom_components.hushwatt.vocabulary import (
    Appliance,
    Constraint,
    ConstraintKind as Kind,
    NoteQuestion,
)

SINGER = Appliance(id="singer", name="Singer", aliases=("the tumbly thing",))


def evidence(text: str, *, language: str = "en") -> Evidence:
    """Return what an answer about a note is held against."""
    home, mine = context((*HOME, SINGER), language=language), note(text)
    return Evidence(
        note=mine, context=home, said=said_by(mine, home), finding=find(mine, home)
    )


def checked(text: str, *constraints: dict[str, Any], **values: Any) -> set[Constraint]:
    """Return what is left of an answer about a note."""
    reply = parse_answer(answer(*constraints, **values))
    return set(constraints_of(reply, evidence(text)))


def fault(text: str, *constraints: dict[str, Any], **values: Any) -> str:
    """Return which check an answer about a note fails."""
    with pytest.raises(Fault) as raised:
        checked(text, *constraints, **values)
    return str(raised.value)


def asked(text: str, *constraints: dict[str, Any], **values: Any) -> Ask:
    """Return what has to be asked of the person."""
    with pytest.raises(Ask) as raised:
        checked(text, *constraints, **values)
    return raised.value


ODD = "Singer had better be through its chores by 06:30, or else."


def test_a_true_answer_passes() -> None:
    """Of a note that the built-in reader cannot read."""
    assert checked(ODD, by("06:30", "Singer")) == {
        demand(Kind.FINISH_BY, "singer", time="06:30")
    }


@pytest.mark.parametrize(
    ("text", "constraint", "expected"),
    [
        (
            "The singer may hum 22:00 to 06:00 never ever, grr",
            {"kind": "quiet_window", "time": "22:00", "until": "06:00"},
            demand(Kind.QUIET_WINDOW, "singer", time="22:00", until="06:00"),
        ),
        (
            "Singer, zorgle weekdays",
            {"kind": "weekday_only", "days": ["mon", "tue", "wed", "thu", "fri"]},
            demand(Kind.WEEKDAY_ONLY, "singer", weekdays=WEEKDAYS),
        ),
        (
            "Singer zorgles past the dishwasher",
            {"kind": "after_load", "other": "dishwasher"},
            demand(Kind.AFTER_LOAD, "singer", other="dishwasher"),
        ),
        (
            "Singer zorgle 90 minutes",
            {"kind": "duration", "minutes": 90},
            demand(Kind.DURATION, "singer", amount=90.0),
        ),
        (
            "Singer zorgle 1.2 kWh",
            {"kind": "energy", "kwh": 1.2},
            demand(Kind.ENERGY, "singer", amount=1.2),
        ),
        (
            "Singer zorgles till 24:00",
            {"kind": "not_running_after", "time": "24:00"},
            demand(Kind.NOT_RUNNING_AFTER, "singer", time="00:00"),
        ),
    ],
)
def test_every_kind_can_be_read(
    text: str, constraint: dict[str, Any], expected: Constraint
) -> None:
    """With what it needs, and nothing else."""
    assert checked(text, {"appliance": "Singer", **constraint}) == {expected}


@pytest.mark.parametrize(
    ("name", "appliance", "noisy"),
    [
        ("singer", "singer", False),
        ("THE TUMBLY THING", "singer", False),
        ("everything", None, False),
        ("Everything noisy", None, True),
    ],
)
def test_names_and_aliases_and_everything(
    name: str, appliance: str | None, noisy: bool
) -> None:
    """As the prompt offers them."""
    (found,) = checked("Zorgle zorgles by 06:30 zorgle", by("06:30", name))
    assert (found.appliance, found.noisy_only) == (appliance, noisy)


def test_tonight_is_dated_by_code() -> None:
    """The model only says that it is tonight."""
    text = "Singer had better zorgle by 06:30 tonight"
    (found,) = checked(text, by("06:30", "Singer", once="tonight"))
    assert found.active_from == WRITTEN_AT


@pytest.mark.parametrize(
    ("text", "constraints", "words"),
    [
        (ODD, [by("06:30", "Toaster")], "not in the list"),
        (ODD, [{"kind": "finish_by", "appliance": "Singer"}], "lacks what its"),
        (ODD, [{**by("06:30", "Singer"), "time": "24:30"}], "no time of the day"),
        (ODD, [by("05:00", "Singer")], '"06:30"'),
        (ODD, [by("06:30", "Singer"), by("05:00", "Singer")], "05:00 does not"),
        (ODD, [by("06:30", "Dishwasher")], "other appliances"),
        (ODD, [by("06:30", "Singer", days=["mon"])], "no days"),
        (ODD, [by("06:30", "Singer", once="tonight")], '"tonight"'),
        ("Singer zorgle Mondays by 06:30", [by("06:30", "Singer")], '"days"'),
        ("Singer zorgle tonight by 06:30", [by("06:30", "Singer")], '"once"'),
        (
            "Singer zorgles past the dishwasher",
            [{"kind": "after_load", "appliance": "Singer"}],
            'lacks "other"',
        ),
        (
            "Singer zorgles past the dishwasher",
            [{"kind": "not_with", "appliance": "Singer", "other": "everything"}],
            "one appliance",
        ),
        (
            "Singer zorgles past the dishwasher",
            [{"kind": "not_with", "appliance": "Singer", "other": "Singer"}],
            "lacks what its",
        ),
        (
            "Singer zorgles past the dishwasher",
            [{"kind": "after_load", "appliance": "everything", "other": "Singer"}],
            "lacks what its",
        ),
        (
            "Singer zorgle 90 minutes",
            [{"kind": "duration", "appliance": "Singer", "minutes": 60}],
            "60 does not",
        ),
        (
            "Singer zorgle 1.2 kWh",
            [{"kind": "energy", "appliance": "Singer", "kwh": 2}],
            "2 does not",
        ),
        (
            "Singer zorgle 4915112345 minutes",
            [{"kind": "duration", "appliance": "Singer", "minutes": 4915112345}],
            "cannot be",
        ),
        (
            "Singer zorgle 90 minutes",
            [{"kind": "duration", "appliance": "everything", "minutes": 90}],
            "lacks what its",
        ),
    ],
)
def test_a_wrong_answer_fails_by_name(
    text: str, constraints: list[dict[str, Any]], words: str
) -> None:
    """The fault says what is wrong."""
    assert words in fault(text, *constraints)


def test_every_clock_time_is_used_or_irrelevant() -> None:
    """A dropped deadline is found."""
    text = "Singer had better zorgle by 06:30, I zorgle out at 07:15"
    assert '"07:15"' in fault(text, by("06:30", "Singer"))
    assert checked(text, by("06:30", "Singer"), irrelevant_times=["07:15"])
    assert '"06:30"' in fault(text, irrelevant_times=["07:15"])


def test_a_time_can_be_reckoned_from_what_is_said() -> None:
    """Half an hour before seven is 06:30, and no other time."""
    text = "Singer had better zorgle 30 minutes before we zorgle at 07:00"
    rest = {"irrelevant_times": ["07:00"]}
    assert checked(text, by("06:30", "Singer"), **rest)
    assert "06:15 does not" in fault(text, by("06:15", "Singer"), **rest)


def test_the_homes_morning_is_a_time() -> None:
    """Where the note names it."""
    text = "Singer had better zorgle by the morning"
    assert checked(text, by("07:00", "Singer"))


def test_a_figure_can_be_a_number_with_another_unit() -> None:
    """An unknown unit is no amount, but its number is known."""
    text = "Singer zorgles for 2 full hrz"
    constraint = {"kind": "duration", "appliance": "Singer", "minutes": 120}
    assert checked(text, constraint)
    energy = {"kind": "energy", "appliance": "Singer", "kwh": 2}
    assert checked("Singer zorgles 2 units", energy)


def test_a_time_that_can_be_two_is_asked_and_not_chosen() -> None:
    """Whatever the model thinks."""
    ask = asked("Singer had better zorgle by six", by("06:00", "Singer"))
    assert (ask.question, ask.words) == (NoteQuestion.AMBIGUOUS_TIME, "six")


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Singer and the gizmo zorgle by 06:30", "other", ""),
        ("The oven had better zorgle by 06:30", "other", "oven"),
        ("The oven had better zorgle by 06:30", "Singer", "oven"),
    ],
)
def test_an_appliance_that_is_not_there_is_asked(
    text: str, name: str, words: str
) -> None:
    """And none of the home's is taken for it."""
    ask = asked(text, by("06:30", name))
    assert (ask.question, ask.words) == (NoteQuestion.UNKNOWN_APPLIANCE, words)


def test_a_question_of_the_model_is_asked() -> None:
    """When nothing is plain."""
    ask = asked("Singer had better zorgle soon", question="no_time")
    assert ask.question is NoteQuestion.NO_TIME


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dishwasher by 06:30.", "plainly"),
        ("The dishwasher ran yesterday.", "demands nothing"),
        ("The dishwasher need not be done by 06:30.", "demands nothing"),
    ],
)
def test_what_is_plain_is_not_asked(text: str, words: str) -> None:
    """The built-in reader is sure."""
    assert words in fault(text, question="not_understood")


def test_what_has_been_is_no_demand() -> None:
    """The commonest mistake of small models."""
    text = "The dishwasher ran until 22:00 yesterday."
    assert "already happened" in fault(text, by("22:00"))


def test_what_is_plain_is_not_contradicted() -> None:
    """Neither left out nor changed."""
    text = "Dishwasher by 06:30."
    wrong = {"kind": "not_before", "appliance": "Dishwasher", "time": "06:30"}
    assert "finish_by" in fault(text, wrong)
    assert "plainly demands" in fault(text, irrelevant_times=["06:30"])
    assert checked(text, by("06:30")) == {demand(Kind.FINISH_BY, time="06:30")}


def test_nothing_is_added_to_what_is_plain_as_a_whole() -> None:
    """Where a remark was left aside, there may be more."""
    extra = {"kind": "not_before", "appliance": "Dishwasher", "time": "06:30"}
    assert "does not demand" in fault("Dishwasher by 06:30.", by("06:30"), extra)
    more = {"kind": "not_running_after", "appliance": "Dishwasher", "time": "22:00"}
    text = "Dishwasher by 06:30. Anna sleeps next door from 22:00."
    assert len(checked(text, by("06:30"), more)) == 2


def test_two_that_never_run_together_have_no_order() -> None:
    """The model may name them the other way round."""
    text = "Dishwasher never at the same time as the dryer"
    other = {"kind": "not_with", "appliance": "Tumble dryer", "other": "Dishwasher"}
    assert len(checked(text, other)) == 1


def test_in_a_language_that_is_not_spoken_less_is_checked() -> None:
    """Times in words are not found; figures and names are still checked."""
    text = "Zmywarka Singer gotowa do szóstej trzydzieści rano codziennie"
    assert checked(text, by("06:30", "Singer"))


NAMES = st.sampled_from(["Singer", "Dishwasher", "everything", "other", "x"])
TIMES = st.sampled_from(["06:30", "22:00", "03:33", "24:00", None])
ANYTHING = st.fixed_dictionaries(
    {"kind": st.sampled_from(list(Kind)), "appliance": NAMES},
    optional={
        "time": TIMES,
        "until": TIMES,
        "other": NAMES,
        "days": st.lists(st.sampled_from(["mon", "sun"]), max_size=3),
        "once": st.sampled_from(["tonight", "today", None]),
        "minutes": st.floats(),
        "kwh": st.floats(),
    },
)


@given(
    st.lists(ANYTHING, max_size=5), st.sampled_from([ODD, "Zorgle!", "Singer 90 min"])
)
def test_an_attackers_model_gets_nothing_out_of_bounds(
    constraints: list[dict[str, Any]], text: str
) -> None:
    """At most constraints on real appliances, with times of the note."""
    try:
        found = checked(text, *constraints)
    except Unreadable, Fault, Ask:
        return
    for constraint in found:
        assert is_within_bounds(constraint)
        ids = {None, "singer", *(appliance.id for appliance in HOME)}
        assert {constraint.appliance, constraint.other} <= ids
        for at in (constraint.time, constraint.until):
            assert at is None or f"{at:%H:%M}" in text


def test_a_home_without_aliases_is_enough() -> None:
    """Nothing in the checks needs one."""
    mine, home = note("Dishwasher by 06:30"), context((DISHWASHER,))
    proof = Evidence(
        note=mine, context=home, said=said_by(mine, home), finding=find(mine, home)
    )
    assert constraints_of(parse_answer(answer(by("06:30"))), proof)
