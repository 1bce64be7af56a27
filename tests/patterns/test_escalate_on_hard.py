"""The cloud is asked only when an exact check says that the local answer is not good enough."""

from dataclasses import replace
from datetime import time
import json
from typing import Any

import pytest

from .conftest import MakeLeg, MakeSteps
from custom_components.hushwatt.patterns import steps as steps_module
from custom_components.hushwatt.patterns.answer import Answer, Impossible
from custom_components.hushwatt.patterns.escalate_on_hard import escalate_on_hard
from custom_components.hushwatt.patterns.local import answer_exactly
from custom_components.hushwatt.patterns.local_leg import LocalLeg
from custom_components.hushwatt.scheduling.building import Case
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind,
    Degraded,
    Escalation,
    Household,
    PlanSource,
)
from stand_ins.faults import Fault
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests.scheduling.homes import demand, reference_home

LATE = demand(ConstraintKind.NOT_BEFORE, time=time(22))
EARLY = demand(ConstraintKind.FINISH_BY, time=time(20))


def clashing_home(*more: Constraint) -> Household:
    """Return the reference home in which no time keeps all that is demanded of the dishwasher."""
    home = reference_home()
    return replace(home, constraints=(*home.constraints, LATE, *more))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the solver's time end before its proof."""

    def give_in(case: Case, **more: Any) -> Answer | Impossible:
        """Answer exactly, and doubt it."""
        answer = answer_exactly(case, **more)
        assert isinstance(answer, Answer)
        return replace(answer, gap=0.2)

    monkeypatch.setattr(steps_module, "answer_exactly", give_in)


async def test_a_proven_optimum_is_enough(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    local_leg: LocalLeg,
) -> None:
    """The model at home agrees, nobody else is asked."""
    steps = make_steps(make_leg(), local=local_leg)
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert cloud.asked == []
    assert steps.trace.escalation is None


async def test_an_optimum_that_is_not_proven_goes_to_the_cloud(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    local: OllamaStandIn,
    local_leg: LocalLeg,
    impatient: None,
) -> None:
    """The reason is recorded; the model at home need not be asked any more."""
    steps = make_steps(make_leg(), local=local_leg)
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert steps.trace.escalation is Escalation.UNPROVEN
    assert local.chats == []


@pytest.mark.parametrize("fault", [Fault.PROSE, Fault.WRONG_SHAPE])
async def test_a_schedule_of_the_local_models_own_that_fails_goes_to_the_cloud(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    local: OllamaStandIn,
    local_leg: LocalLeg,
    fault: Fault,
) -> None:
    """The verifier decides, not a guess of how hard the problem is."""
    await local.fail(fault)
    steps = make_steps(make_leg(), local=local_leg)
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert answer.gap == 0
    assert steps.trace.escalation is Escalation.MODEL_REJECTED
    assert steps.trace.codes == [Degraded.LOCAL_INVALID]


async def test_a_local_model_that_is_gone_is_no_reason(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    local: OllamaStandIn,
    local_leg: LocalLeg,
) -> None:
    """The solver takes its side."""
    await local.fail(Fault.REFUSED)
    steps = make_steps(make_leg(), local=local_leg)
    assert isinstance(await escalate_on_hard(steps), Answer)
    assert cloud.asked == []
    assert steps.trace.escalation is None


async def test_without_a_cloud_nothing_is_escalated(
    make_steps: MakeSteps, impatient: None
) -> None:
    """The local answer stands, and says that it is not proven."""
    steps = make_steps()
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Answer)
    assert answer.gap > 0
    assert steps.trace.escalation is None


async def test_of_what_fits_nowhere_the_cloud_says_what_to_give_up(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """It sees no number; the home finds what that would make possible, and plans nothing."""
    steps = make_steps(make_leg(), household=clashing_home())
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Impossible)
    assert steps.trace.escalation is Escalation.INFEASIBLE
    assert answer.instead is not None
    assert {one.kind for one in answer.instead.without} == {
        ConstraintKind.NOT_BEFORE,
        ConstraintKind.NOT_RUNNING_AFTER,
    }
    assert f"{answer.instead.start:%H:%M}" == "00:00"
    (asked,) = cloud.asked
    assert list(json.loads(asked["input"])) == ["goal"]


async def test_what_to_give_up_is_asked_once(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """It is kept as all procedures are."""
    leg = make_leg()
    for _ in range(2):
        steps = make_steps(leg, household=clashing_home())
        answer = await escalate_on_hard(steps)
        assert answer.instead is not None
    assert len(cloud.asked) == 1
    assert not steps.trace.cloud.called


async def test_a_deadline_that_was_moved_is_a_clash_as_well(
    make_steps: MakeSteps, make_leg: MakeLeg
) -> None:
    """The plan is for the day after; without the quiet time it would have been in time."""
    home = reference_home()
    quiet = demand(ConstraintKind.QUIET_WINDOW, time=time(18), until=time(20))
    home = replace(home, constraints=(EARLY, quiet))
    steps = make_steps(make_leg(), household=home)
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Answer)
    assert answer.case.relaxed == EARLY
    assert answer.schedule.runs["dishwasher"] != (Span(0, 90),)
    assert steps.trace.escalation is Escalation.INFEASIBLE
    assert answer.instead is not None
    assert answer.instead.without == (quiet,)
    assert f"{answer.instead.start:%H:%M}" == "18:30"


async def test_a_deadline_that_was_moved_is_not_offered_as_a_way_out(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """It has been given up already, and nobody is asked."""
    home = reference_home(
        constraints=(demand(ConstraintKind.FINISH_BY, time=time(19)),)
    )
    steps = make_steps(make_leg(), household=home)
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Answer)
    assert answer.case.relaxed is not None
    assert steps.trace.escalation is None
    assert cloud.asked == []


@pytest.mark.parametrize("relax", [[], ["limit"], ["relations"]])
async def test_nothing_is_said_when_giving_up_does_not_help(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    relax: list[str],
) -> None:
    """The breaker of the house is never given up."""
    cloud.say(
        json.dumps(
            {
                "order": [],
                "filter": [],
                "rank": "cost",
                "tie_break": "earliest",
                "relax": relax,
            }
        )
    )
    steps = make_steps(make_leg(), household=clashing_home())
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Impossible)
    assert answer.instead is None


@pytest.mark.parametrize(
    ("fault", "code"),
    [(Fault.SPOKEN, Degraded.CLOUD_INVALID), (Fault.REFUSED, "cloud_unreachable")],
)
async def test_a_cloud_that_fails_leaves_the_clash_as_it_is(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    fault: Fault,
    code: str,
) -> None:
    """The demands that clash are told all the same."""
    if fault is Fault.SPOKEN:
        cloud.say("Let the children sleep.")
    else:
        await cloud.fail(fault)
    steps = make_steps(make_leg(), household=clashing_home())
    answer = await escalate_on_hard(steps)
    assert isinstance(answer, Impossible)
    assert answer.infeasible.conflicts
    assert answer.instead is None
    assert steps.trace.codes == [Degraded(code)]


async def test_the_end_of_prices_is_nothing_that_a_person_could_give_up(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """So nobody is asked."""
    home = reference_home(constraints=())
    assert home.tariff is not None
    short = replace(home.tariff.windows[0], end=home.now.replace(hour=19))
    home = replace(home, tariff=replace(home.tariff, windows=(short,)))
    steps = make_steps(make_leg(), household=home)
    assert isinstance(await escalate_on_hard(steps), Impossible)
    assert cloud.asked == []
