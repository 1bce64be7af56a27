"""Every pattern gives the right answer to the reference case, whatever the cloud does."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from .conftest import MakeLeg, MakeSteps
from custom_components.hushwatt.patterns import PATTERNS
from custom_components.hushwatt.patterns.answer import Answer, Impossible
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.vocabulary import (
    ConstraintKind,
    Degraded,
    Household,
    Pattern,
    PlanSource,
)
from stand_ins.faults import CLOUD_LIES, Fault
from stand_ins.openai import OpenAIStandIn
from tests.scheduling.homes import demand, reference_home

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


def clashing_home() -> Household:
    """Return the reference home with a dishwasher that cannot run at all."""
    home = reference_home()
    never = demand(ConstraintKind.NOT_BEFORE, time=time(23))
    return replace(home, constraints=(*home.constraints, never))


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_says_what_clashes_and_sends_nothing_of_it(
    make_steps: MakeSteps, make_leg: MakeLeg, pattern: Pattern
) -> None:
    """An impossible problem is for the person, not for the cloud's answer to mend."""
    answer = await PATTERNS[pattern](make_steps(make_leg(), household=clashing_home()))
    assert isinstance(answer, Impossible)
    assert answer.infeasible.load == "dishwasher"
    assert len(answer.infeasible.conflicts) >= 2


async def test_a_load_nobody_asked_about_is_left_out_when_it_cannot_run(
    make_steps: MakeSteps,
) -> None:
    """The dishwasher still has its time."""
    home = reference_home()
    never = demand(ConstraintKind.QUIET_WINDOW, "ev", time=time(0), until=time(0))
    home = replace(home, constraints=(*home.constraints, never))
    answer = await PATTERNS[Pattern.SANITIZE_AND_SOLVE](make_steps(household=home))
    assert isinstance(answer, Answer)
    assert set(answer.schedule.runs) == {"dishwasher"}


async def test_a_deadline_that_is_missed_is_moved_to_its_next_occurrence(
    make_steps: MakeSteps,
) -> None:
    """The answer says which one it was."""
    home = reference_home()
    soon = demand(ConstraintKind.FINISH_BY, time=time(19))
    home = replace(home, constraints=(soon,))
    assert home.tariff is not None
    later = tuple(
        replace(
            one, start=one.start + timedelta(days=1), end=one.end + timedelta(days=1)
        )
        for one in home.tariff.windows
    )
    tariff = replace(home.tariff, windows=(*home.tariff.windows, *later))
    steps = make_steps(household=replace(home, tariff=tariff))
    answer = await PATTERNS[Pattern.ESCALATE_ON_HARD](steps)
    assert isinstance(answer, Answer)
    assert answer.case.relaxed == soon


async def test_a_draft_is_handed_out_before_the_cloud_is_asked(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """It is the exact local answer."""
    asked_before: list[int] = []

    async def keep(draft: Answer) -> None:
        """Note how often the cloud was asked by then."""
        asked_before.append(len(cloud.requests))

    steps = replace(make_steps(make_leg()), on_draft=keep)
    await PATTERNS[Pattern.DRAFT_THEN_REFINE](steps)
    assert asked_before == [0]
    assert len(cloud.asked) == 1
