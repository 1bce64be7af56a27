"""What the demo says of the bytes that left, held against what the home knows."""

import json

from demo.reference_home import NOTES, PRIVATE_WORDS
from demo.sent import arrived_unchanged, hold_against, leaks, problem_of


def test_a_word_of_the_home_in_a_body_is_found_whatever_its_case() -> None:
    """Alone, or between signs."""
    facts = hold_against(['{"id":"L1"}', '{"note":"MIA\'s robot vacuum"}'])
    assert leaks(facts) == ["Robot vacuum", "vacuum", "Mia"]


def test_words_and_figures_within_others_are_not_those_of_the_home() -> None:
    """The car is not in "carry", 1.2 is in neither 1.25 nor 11.2, 1.2 kWh not in version 1.2.3."""
    facts = hold_against(["carry it, every tomato: 1.25 and 11.2, as of 1.2.3"])
    assert [fact.left for fact in facts] == [()] * len(facts)


def test_times_and_prices_may_leave_and_are_told_of() -> None:
    """They are no leak, and they are not hidden either."""
    facts = hold_against(['{"finish_by":"+1 06:30","price":0.45,"kwh":14.0}'])
    assert leaks(facts) == []
    assert [fact.left for fact in facts if fact.left] == [
        ("06:30",),
        ("0.45",),
        ("14.0",),
    ]


def test_what_the_notes_tell_is_really_in_the_notes() -> None:
    """Else it would stay by not being there."""
    notes = " ".join(NOTES)
    assert all(word in notes for word in PRIVATE_WORDS["what notes tell"])


def test_the_problem_is_shown_as_the_model_reads_it() -> None:
    """Without the second quoting."""
    body = json.dumps({"model": "m", "input": '{"loads":[]}'})
    assert problem_of({"body": body}) == '{"loads":[]}'


def test_bytes_arrived_only_if_they_are_the_same_in_the_same_order() -> None:
    """The ledger has the newest first, a server the oldest."""
    sent = [{"body": "two"}, {"body": "one"}]
    assert arrived_unchanged(sent, [b"one", b"two"])
    assert not arrived_unchanged(sent, [b"two", b"one"])
    assert not arrived_unchanged(sent, [b"one"])
