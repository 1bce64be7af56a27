"""Several demands in one note: what a clause says, and what it takes over."""

import pytest

from ..homes import context
from custom_components.hushwatt.notes.built_in.clauses import Clause, ClauseReader
from custom_components.hushwatt.notes.built_in.grouping import Grouper
from custom_components.hushwatt.notes.built_in.scan import scan_note
from custom_components.hushwatt.notes.built_in.sentences import restrict
from custom_components.hushwatt.notes.built_in.symbols import Symbol as S


def clauses(text: str, language: str = "en") -> list[Clause]:
    """Return the clauses of the last sentence of a note."""
    scan = scan_note(text, context(language=language))
    assert scan is not None
    reader, found = ClauseReader(), []
    for sentence in scan.sentences:
        groups = Grouper(sentence.items, scan.language.language).groups()
        found = reader.clauses(restrict(groups))
    return found


def test_each_demand_is_a_clause() -> None:
    """Commas, "and", "but", "so"."""
    text = "dryer by 20:00, washer by 18:00 and car by 07:00 but dishwasher by 06:30"
    subjects = [clause.subject for clause in clauses(text)]
    assert [s.appliances for s in subjects if s is not None] == [
        ("dryer",),
        ("washer",),
        ("car",),
        ("dishwasher",),
    ]


def test_the_verb_is_taken_over() -> None:
    """As in "The washer must be done by 18:00 and the dryer by 20:00"."""
    _, second = clauses("the washer must be done by 18:00 and the dryer by 20:00")
    assert S.FINISH in second.verbs and S.MUST in second.binding
    assert second.takes_over and second.names_subject


def test_the_negation_is_taken_over_by_or() -> None:
    """As in "Not before 8 or after 22"."""
    _, second = clauses("the dryer must not run before 08:00 or after 22:00")
    assert second.negations == 1


def test_the_negation_is_not_taken_over_by_a_deadline() -> None:
    """As in "Must not run after 22:30 and be done by 06:30"."""
    _, second = clauses("the dryer must not run after 22:30 and be done by 06:30")
    assert second.negations == 0 and not second.is_unclear


def test_a_new_verb_behind_a_negation_is_unclear() -> None:
    """The words "Must not run after 22:00 and start before 8" can mean both."""
    _, second = clauses("the dryer must not run after 22:00 and start before 08:00")
    assert second.is_unclear


def test_the_subject_comes_from_the_sentence_before() -> None:
    """By a pronoun, and by nothing at all."""
    (clause,) = clauses("The dryer is loud. It must not run after 22:00.")
    assert clause.subject is not None and clause.subject.appliances == ("dryer",)
    assert not clause.names_subject


def test_an_unknown_appliance_takes_over_no_subject() -> None:
    """The toaster is not the dryer of the sentence before."""
    (clause,) = clauses("The dryer is loud. The toaster must be done by 06:30.")
    assert clause.subject is None


@pytest.mark.parametrize(
    "text",
    [
        "On Sundays, the dryer must not run after 22:00",
        "After 22:00, the dryer must not run",
        "The dryer must not run after 22:00, on Sundays",
        "After the washer, the dryer must run",
    ],
)
def test_what_only_says_when_belongs_to_its_neighbour(text: str) -> None:
    """Before or behind the comma."""
    assert len(clauses(text)) == 1


def test_days_at_the_beginning_hold_for_the_sentence() -> None:
    """Until other days are named."""
    text = "On weekdays the dryer must be done by 20:00 and the washer by 18:00"
    first, second = clauses(text)
    assert first.days_before == second.days_before is not None


@pytest.mark.parametrize(
    "text",
    [
        "the dryer must be done by 20:00 because we leave at 21:00",
        "because we leave at 21:00, the dryer must be done by 20:00",
        "the dryer must be done by 20:00 since the kids sleep and the baby naps",
    ],
)
def test_a_reason_demands_nothing(text: str) -> None:
    """Wherever it stands, with "and" in it too."""
    (clause,) = clauses(text)
    assert clause.subject is not None


def test_a_demand_is_no_reason() -> None:
    """German "da" is "because", or "then"."""
    text = "Das Baby schläft, da darf der Dishwasher nach 22 Uhr nicht laufen"
    assert len(clauses(text, "de")) == 2


def test_a_reason_that_was_left_out_is_known() -> None:
    """A model may find more in it."""
    scan = scan_note("dryer by 20:00 because we leave", context())
    assert scan is not None
    reader = ClauseReader()
    groups = Grouper(scan.sentences[0].items, scan.language.language).groups()
    reader.clauses(groups)
    assert reader.left_aside


def test_tonight_at_the_edge_holds_for_all_of_one_appliance() -> None:
    """At the end as at the beginning."""
    for text in (
        "tonight the dryer must be done by 20:00 and not run after 21:00",
        "the dryer must be done by 20:00 and not run after 21:00 tonight",
    ):
        assert all(clause.periods == {S.TONIGHT} for clause in clauses(text))


def test_tonight_at_the_end_does_not_hold_for_another_appliance() -> None:
    """It belongs to the last."""
    first, second = clauses(
        "the dryer must be done by 20:00 and the car by 05:00 tonight"
    )
    assert not first.periods and second.periods


def test_only_fillers_make_no_clause() -> None:
    """As in "OK, thanks."."""
    assert clauses("ok, thanks") == []
