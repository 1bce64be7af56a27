"""Both sides answer the same problem and know nothing of each other."""

import json

import pytest

from .conftest import MakeLeg, MakeSteps
from custom_components.hushwatt.patterns.answer import Answer
from custom_components.hushwatt.patterns.cross_check import cross_check
from custom_components.hushwatt.patterns.local_leg import LocalLeg
from custom_components.hushwatt.patterns.steps import DearerPlan
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.vocabulary import Degraded, PlanSource
from stand_ins.faults import Fault
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn

EIGHT_TO_HALF_PAST_NINE = (Span(90, 180),)


def at_once(local: OllamaStandIn, document: str) -> None:
    """Let the model at home say what is allowed and dear: start with the first step."""
    (load,) = json.loads(document)["loads"]
    first = load["starts"][0][0]
    run = {"id": "L1", "segments": [{"start": first, "length": load["length"]}]}
    local.say(json.dumps({"runs": [run], "objective": 0}))


async def test_both_models_agree(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    local: OllamaStandIn,
    local_leg: LocalLeg,
) -> None:
    """Each was asked once, and neither saw the other's answer."""
    steps = make_steps(make_leg(), local=local_leg)
    answer = await cross_check(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert steps.trace.agreed is True
    assert len(cloud.asked) == len(local.chats) == 1
    assert cloud.asked[0]["input"] == local.chats[0].last


async def test_without_a_model_at_home_the_solver_takes_its_side(
    make_steps: MakeSteps, make_leg: MakeLeg
) -> None:
    """It agrees with a cloud that is right."""
    steps = make_steps(make_leg())
    await cross_check(steps)
    assert steps.trace.agreed is True


async def test_a_dearer_plan_of_the_model_at_home_is_a_disagreement(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    local: OllamaStandIn,
    local_leg: LocalLeg,
) -> None:
    """The cloud's better one is given."""
    steps = make_steps(make_leg(), local=local_leg)
    await steps.ask_model(steps.case)
    at_once(local, local.chats[0].last)
    answer = await cross_check(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert answer.schedule.runs["dishwasher"] == EIGHT_TO_HALF_PAST_NINE
    assert steps.trace.agreed is False
    assert steps.trace.codes == []


@pytest.mark.parametrize("option", DearerPlan)
async def test_a_dearer_plan_of_the_cloud_is_a_disagreement(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    local_leg: LocalLeg,
    option: DearerPlan,
) -> None:
    """The option decides which one is given, as everywhere."""
    await cloud.fail(Fault.DEARER)
    steps = make_steps(make_leg(), local=local_leg, dearer_plan=option)
    answer = await cross_check(steps)
    assert isinstance(answer, Answer)
    replaced = option is DearerPlan.REPLACE
    assert answer.source is (PlanSource.SOLVER if replaced else PlanSource.CLOUD)
    assert steps.trace.agreed is False
    assert steps.trace.codes == [Degraded.CLOUD_DEARER]


async def test_a_model_at_home_that_breaks_a_rule_is_replaced_by_the_solver(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    local: OllamaStandIn,
    local_leg: LocalLeg,
) -> None:
    """What is compared are verified plans only."""
    await local.fail(Fault.PROSE)
    steps = make_steps(make_leg(), local=local_leg)
    answer = await cross_check(steps)
    assert isinstance(answer, Answer)
    assert steps.trace.agreed is True
    assert steps.trace.codes == [Degraded.LOCAL_INVALID]


async def test_nothing_is_compared_when_one_side_has_no_answer(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn, local_leg: LocalLeg
) -> None:
    """A cloud that fails has not disagreed."""
    await cloud.fail(Fault.SERVER_ERROR)
    steps = make_steps(make_leg(), local=local_leg)
    await cross_check(steps)
    assert steps.trace.agreed is None
