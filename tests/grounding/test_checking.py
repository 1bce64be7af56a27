"""Tests of the check that a wording must pass."""

from hypothesis import given

from .recommendations import answers
from custom_components.hushwatt.grounding.checking import check_wording
from custom_components.hushwatt.grounding.saying import say
from custom_components.hushwatt.vocabulary import Household, Recommendation


@given(answers())
def test_every_template_answer_passes(
    answer: tuple[Recommendation, Household],
) -> None:
    """What the templates say is true of its plan."""
    text = say(*answer)
    assert check_wording(text, *answer) == (), text
