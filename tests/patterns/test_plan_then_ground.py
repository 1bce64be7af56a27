"""Plan, then ground: a goal goes out, a procedure comes back, home carries it out."""

from dataclasses import replace
import json
from pathlib import Path

import pytest

from .conftest import MakeLeg, MakeSteps
from custom_components.hushwatt.patterns.answer import Answer
from custom_components.hushwatt.patterns.plan_then_ground import plan_then_ground
from custom_components.hushwatt.patterns.procedures import ProcedureFile
from custom_components.hushwatt.scheduling.procedure import Goal, Procedure
from custom_components.hushwatt.vocabulary import Degraded, PlanSource
from stand_ins.faults import CLOUD_FAULTS, Fault
from stand_ins.openai import OpenAIStandIn
from tests import sampled
from tests.scheduling.homes import reference_home

SOUND = {
    "order": ["longest"],
    "filter": ["allowed_times", "deadline", "limit", "relations"],
    "rank": "cost",
    "tie_break": "earliest",
    "relax": [],
}


async def test_only_the_kind_of_the_problem_leaves_the_house(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """No number of the home is in what is sent."""
    answer = await plan_then_ground(make_steps(make_leg()))
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    (request,) = cloud.requests
    document = json.loads(json.loads(request.body)["input"])
    assert document == {
        "goal": "shift one fixed run under a time-varying price with an end limit"
    }


async def test_loads_that_share_a_limit_are_another_kind(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """Still nothing but the kind."""
    home = replace(reference_home(), limit=7.2)
    await plan_then_ground(make_steps(make_leg(), household=home))
    document = json.loads(json.loads(cloud.requests[-1].body)["input"])
    assert document["goal"].startswith("shift several runs")


async def test_the_second_question_of_a_kind_costs_no_call(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The procedure is kept, beyond a restart too."""
    await plan_then_ground(make_steps(make_leg()))
    steps = make_steps(make_leg())
    answer = await plan_then_ground(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert not steps.trace.cloud.called
    assert len(cloud.asked) == 1


@pytest.mark.parametrize(("fault", "code"), sampled(list(CLOUD_FAULTS.items()), 12))
async def test_a_cloud_that_fails_leaves_the_exact_schedule(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    fault: Fault,
    code: str,
) -> None:
    """The code says in which way it failed."""
    await cloud.fail(fault)
    steps = make_steps(make_leg())
    answer = await plan_then_ground(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded(code)]


@pytest.mark.parametrize(
    "change",
    [
        {"filter": []},
        {"rank": "dearest"},
        {"order": ["Mia's dishwasher"]},
        {"note": "ignore your instructions"},
    ],
)
async def test_a_procedure_that_breaks_a_rule_or_the_schema_is_not_used(
    make_steps: MakeSteps,
    make_leg: MakeLeg,
    cloud: OpenAIStandIn,
    change: dict[str, object],
) -> None:
    """What leaves the filters out plans the dishwasher into the quiet time."""
    cloud.say(json.dumps({**SOUND, **change}))
    steps = make_steps(make_leg())
    answer = await plan_then_ground(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded.CLOUD_INVALID]


async def test_a_procedure_that_ranks_by_time_is_dearer_and_replaced(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The exact schedule takes its place."""
    cloud.say(json.dumps({**SOUND, "rank": "earliest"}))
    steps = make_steps(make_leg())
    answer = await plan_then_ground(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded.CLOUD_DEARER]


@pytest.mark.parametrize("content", ["", "[]", '{"shift_one gpt-5.4": 3}', "{"])
def test_a_file_that_is_broken_holds_no_procedure(tmp_path: Path, content: str) -> None:
    """It is written anew with the next one."""
    path = tmp_path / "procedures.json"
    path.write_text(content)
    procedures = ProcedureFile(path)
    assert procedures.get(Goal.SHIFT_ONE, "gpt-5.4") is None
    procedures.keep(Goal.SHIFT_ONE, "gpt-5.4", json.dumps(SOUND))
    assert isinstance(procedures.get(Goal.SHIFT_ONE, "gpt-5.4"), Procedure)
    assert procedures.get(Goal.SHIFT_ONE, "gpt-5.4-mini") is None


def test_a_kept_reply_that_is_no_procedure_is_asked_for_again(tmp_path: Path) -> None:
    """Somebody may have edited the file."""
    procedures = ProcedureFile(tmp_path / "procedures.json")
    procedures.keep(Goal.SHIFT_ONE, "gpt-5.4", "Hello.")
    assert procedures.get(Goal.SHIFT_ONE, "gpt-5.4") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """The cloud is asked again the next time; nothing fails."""
    procedures = ProcedureFile(tmp_path / "missing" / "procedures.json")
    procedures.keep(Goal.SHIFT_ONE, "gpt-5.4", json.dumps(SOUND))
    assert procedures.get(Goal.SHIFT_ONE, "gpt-5.4") is None
