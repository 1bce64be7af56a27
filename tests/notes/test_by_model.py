"""The rates of a model that reads notes are counted before and after the checks."""

import pytest

from .scripted import ScriptedModel, answer, by
from evals.notes.by_model import print_rates, rates_of
from evals.notes.statements import statements


async def test_valid_passed_and_right_are_counted_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One answer is right, one is valid and wrong, one is no JSON at all."""
    some = list(statements("en", "tuned"))[:3]
    model = ScriptedModel(
        [
            answer(by("06:30")),
            answer(by("05:00")),
            answer(by("06:30")),
            "I cannot say.",
            answer(by("06:30")),
        ]
    )
    rates = await rates_of(model, "en", some)
    assert (rates.notes, rates.calls) == (3, 5)
    assert (rates.valid_at_once, rates.passed_at_once, rates.by_model) == (2, 1, 3)
    assert rates.score.statements.right == 3
    print_rates({"en": rates})
    assert "wrong in the end      0.00" in capsys.readouterr().out
