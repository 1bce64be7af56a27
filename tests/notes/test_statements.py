"""The reader's figures on the statements of `evals/notes` do not get worse."""

import pytest

from custom_components.hushwatt.notes import read_note
from evals.notes.score import Score, score
from evals.notes.statements import LANGUAGES, Statement, home, statements
from evals.notes.table import PARTS, print_tables


def result(language: str, part: str) -> Score:
    """Return what the built-in reader makes of some statements."""
    context = home(language)
    return score(statements(language, part), lambda one: read_note(one.note, context))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_statement_is_read_wrongly(language: str, part: str) -> None:
    """Rather it is asked about: precision is 1 on all that we wrote."""
    assert result(language, part).all_constraints.wrong == 0


@pytest.mark.parametrize(
    ("part", "recall"), [("tuned", 0.9), ("held_out", 0.9), ("fresh", 0.8)]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_most_statements_are_read(language: str, part: str, recall: float) -> None:
    """A reader that only asks is no help."""
    found = result(language, part).all_constraints.recall
    assert found is not None and found >= recall


def test_there_are_enough_statements() -> None:
    """At least 150 in English and 60 in each other language."""
    counts = {
        language: sum(len(list(statements(language, part))) for part in PARTS)
        for language in LANGUAGES
    }
    assert counts["en"] >= 150
    assert all(count >= 60 for count in counts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_statement_is_in_two_parts(language: str) -> None:
    """What is held out was not tuned on."""
    texts = [one.text for part in PARTS for one in statements(language, part)]
    assert len(texts) == len(set(texts))


def test_a_statement_knows_its_truths() -> None:
    """The words before the arrow, and what they demand."""
    first: Statement = next(statements("en", "tuned"))
    assert first.text == "The dishwasher must be done by 06:30."
    assert len(first.truths[0].constraints) == 1


def test_the_tables_say_what_is_held_out(capsys: pytest.CaptureFixture[str]) -> None:
    """With precision and recall per kind."""
    print_tables(mistakes=True)
    printed = capsys.readouterr().out
    assert "never tuned on" in printed
    assert "not_running_after" in printed
