"""The built-in reader against statements with their truth."""

import pytest

from custom_components.hushwatt.notes import read_note
from custom_components.hushwatt.vocabulary import Reading
from evals.notes.score import score
from evals.notes.statements import LANGUAGES, Statement, home, statements

PARTS = ("tuned", "held_out", "fresh")
LEAST_RECALL = 0.75


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_statement_is_read_to_demand_what_it_does_not(
    language: str, part: str
) -> None:
    """What is not understood is asked, not guessed; most of it is understood."""
    context = home(language)

    def read(statement: Statement) -> Reading:
        """Read one statement."""
        return read_note(statement.note, context)

    result = score(statements(language, part), read)
    assert result.statements.right > 0
    wrong = [
        statement.text
        for statement, reading in result.mistakes
        if reading.constraints and reading.question is None
    ]
    assert result.all_constraints.wrong == 0, wrong
    recall = result.all_constraints.recall
    assert recall is not None
    assert recall >= LEAST_RECALL
