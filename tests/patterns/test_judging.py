"""A reply is judged on the real problem of the loads that were sent."""

from dataclasses import replace
import json
import random

import pytest

from custom_components.hushwatt.patterns.judging import judge, part_of
from custom_components.hushwatt.privacy.blinding import blind
from custom_components.hushwatt.privacy.reply import RetryRule
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Schedule,
    Span,
)
from custom_components.hushwatt.vocabulary import PrivacyLevel
from tests.privacy.reference import DISHWASHER, EV, reference_problem


@pytest.mark.parametrize(
    ("minute", "verdict"),
    [
        (10, Schedule({DISHWASHER: (Span(10, 100),)})),
        (60, RetryRule.TIME),
        (130, Schedule({DISHWASHER: (Span(130, 220),)})),
    ],
)
def test_what_runs_already_is_named_as_a_matter_of_time(
    minute: int, verdict: Schedule | RetryRule
) -> None:
    """The other side knows nothing of an oven, only of the starts that it leaves."""
    problem = replace(
        reference_problem(),
        fixed=(FixedLoad("oven", Span(100, 130), 2.0),),
        exclusions=(Exclusion(DISHWASHER, "oven"),),
    )
    blinded = blind(problem, [DISHWASHER], PrivacyLevel.BLINDED, random.Random(1))
    grid, first = blinded.key.grid, blinded.key.first
    segment = {"start": (minute - first) // grid, "length": 90 // grid}
    reply = {"runs": [{"id": "L1", "segments": [segment]}], "objective": 0}
    part = part_of(problem, blinded.sent)
    assert judge(part, json.dumps(reply), blinded, adds_up=False) == verdict


def test_loads_that_were_not_sent_tie_nothing() -> None:
    """They have no run in a reply."""
    problem = replace(reference_problem(), exclusions=(Exclusion(DISHWASHER, EV),))
    assert part_of(problem, {DISHWASHER}).exclusions == ()
    assert part_of(problem, {DISHWASHER, EV}).exclusions == problem.exclusions
