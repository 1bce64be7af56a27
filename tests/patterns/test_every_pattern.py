"""Every pattern gives the right answer to the reference case, whatever the cloud does."""

import pytest

from .conftest import MakeLeg, MakeSteps
from custom_components.hushwatt.patterns import PATTERNS
from custom_components.hushwatt.patterns.answer import Answer
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.vocabulary import Degraded, Pattern, PlanSource
from stand_ins.faults import CLOUD_FAULTS, CLOUD_LIES, Fault
from stand_ins.openai import OpenAIStandIn
from tests import sampled

EIGHT_TO_HALF_PAST_NINE = (Span(90, 180),)
MIDNIGHT_TO_TWO = (Span(330, 450),)
ASKS_ALWAYS = (
    Pattern.SANITIZE_AND_SOLVE,
    Pattern.DRAFT_THEN_REFINE,
    Pattern.CROSS_CHECK,
)


def is_right(answer: object) -> bool:
    """Tell whether an answer is the reference case's one right schedule."""
    return (
        isinstance(answer, Answer)
        and answer.schedule.runs["dishwasher"] == EIGHT_TO_HALF_PAST_NINE
        and answer.schedule.runs["ev"] == MIDNIGHT_TO_TWO
        and not answer.verification.violations
        and answer.gap == 0
    )


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_solves_the_reference_case_without_a_cloud(
    make_steps: MakeSteps, pattern: Pattern
) -> None:
    """A home without a cloud has the same right answer."""
    answer = await PATTERNS[pattern](make_steps())
    assert is_right(answer)
    assert answer.source is PlanSource.SOLVER


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_solves_the_reference_case_with_a_cloud(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn, pattern: Pattern
) -> None:
    """With a cloud the schedule is the cloud's, where the pattern asks it."""
    steps = make_steps(make_leg())
    answer = await PATTERNS[pattern](steps)
    assert is_right(answer)
    if pattern in ASKS_ALWAYS:
        assert answer.source is PlanSource.CLOUD
        assert len(cloud.asked) == 1
        assert steps.trace.cloud.called
        assert steps.trace.cloud.input_tokens > 0
        assert steps.trace.cloud.cost_usd > 0
    assert steps.trace.codes == []


MATRIX = [
    (pattern, fault, code)
    for pattern in ASKS_ALWAYS
    for fault, code in CLOUD_FAULTS.items()
]


@pytest.mark.parametrize(("pattern", "fault", "code"), sampled(MATRIX, 60))
async def test_a_cloud_that_fails_costs_nothing_but_a_code(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    pattern: Pattern,
    fault: Fault,
    code: str,
) -> None:
    """In each way of failing the local answer stands, and the code says why."""
    await cloud.fail(fault)
    steps = make_steps(make_leg())
    answer = await PATTERNS[pattern](steps)
    assert is_right(answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded(code)]


LIES = [
    (pattern, fault, code)
    for pattern in ASKS_ALWAYS
    for fault, code in CLOUD_LIES.items()
]


@pytest.mark.parametrize(("pattern", "fault", "code"), LIES)
async def test_a_cloud_that_lies_is_caught_and_asked_once_more(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    pattern: Pattern,
    fault: Fault,
    code: str,
) -> None:
    """A broken rule is named in one retry; a dearer plan is replaced."""
    await cloud.fail(fault)
    steps = make_steps(make_leg())
    answer = await PATTERNS[pattern](steps)
    assert is_right(answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded(code)]
    assert len(cloud.requests) == (1 if fault is Fault.DEARER else 2)


@pytest.mark.parametrize("fault", [Fault.UNKNOWN_LOAD, Fault.TOO_SHORT])
async def test_a_retry_that_is_right_is_taken(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn, fault: Fault
) -> None:
    """The second answer counts; both are in the ledger."""
    await cloud.fail(fault, times=1)
    leg = make_leg()
    steps = make_steps(leg)
    answer = await PATTERNS[Pattern.SANITIZE_AND_SOLVE](steps)
    assert is_right(answer)
    assert answer.source is PlanSource.CLOUD
    assert steps.trace.codes == []
    assert len(await leg.ledger.entries()) == 2
