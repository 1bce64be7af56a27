"""The cloud's leg: budget, guard, ledger, and what leaves the house."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
import json
from pathlib import Path

import pytest

from .conftest import MakeLeg, MakeSteps
from custom_components.hushwatt.patterns.answer import Answer
from custom_components.hushwatt.patterns.sanitize_and_solve import sanitize_and_solve
from custom_components.hushwatt.patterns.steps import SAME_COST, DearerPlan
from custom_components.hushwatt.privacy.ledger import Ledger
from custom_components.hushwatt.privacy.ledger_entries import EntryStatus
from custom_components.hushwatt.vocabulary import (
    Appliance,
    Constraint,
    ConstraintKind,
    Degraded,
    PlanSource,
    PriceWindow,
    PrivacyLevel,
)
from stand_ins.faults import Fault
from stand_ins.openai import OpenAIStandIn
from tests.scheduling.homes import READY, reference_home


async def test_what_leaves_names_nothing_of_the_home(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The bytes hold no name, and only the load that was asked about."""
    await sanitize_and_solve(make_steps(make_leg()))
    (request,) = [one for one in cloud.requests if one.body]
    text = request.body.decode().lower()
    for word in ("dishwasher", "charger", "vacuum", "berlin", "eur"):
        assert word not in text
    document = json.loads(json.loads(request.body)["input"])
    assert len(document["loads"]) == 1


async def test_nothing_leaves_while_it_is_not_known_what_is_private(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The answer is made at home, and the event is counted."""

    def collect() -> tuple[str, ...]:
        """Fail, as a registry in another form would."""
        raise KeyError("Mia")

    leg = replace(make_leg(), private_strings=collect)
    steps = make_steps(leg)
    answer = await sanitize_and_solve(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert Degraded.BLOCKED in steps.trace.codes
    assert [one for one in cloud.requests if one.body] == []
    (entry,) = await leg.ledger.entries()
    assert entry.status is EntryStatus.BLOCKED


async def test_readable_shows_both_loads_with_their_times_and_not_the_vacuum(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The way the reference case was run: deadlines, cut-off, tariff windows, no names."""
    leg = make_leg(level=PrivacyLevel.READABLE)
    answer = await sanitize_and_solve(make_steps(leg))
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    text = cloud.requests[-1].body.decode()
    document = json.loads(json.loads(text)["input"])
    assert len(document["loads"]) == 2
    assert "06:30" in text
    assert "22:30" in text
    assert "07:00" in text
    assert "vacuum" not in text.lower()


async def test_a_used_up_budget_keeps_the_question_at_home(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """No call is made that could go over the monthly cap."""
    steps = make_steps(make_leg(budget=0.1))
    answer = await sanitize_and_solve(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded.BUDGET]
    assert cloud.requests == []
    assert not steps.trace.cloud.called


async def test_two_questions_at_once_share_one_budget(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """What one call may cost is reserved before the other is made."""
    leg = make_leg(budget=0.25)
    both = [make_steps(leg), make_steps(leg)]
    cloud.pace = 0.01
    await asyncio.gather(*(sanitize_and_solve(steps) for steps in both))
    codes = [code for steps in both for code in steps.trace.codes]
    assert codes == [Degraded.BUDGET]
    assert len(cloud.asked) == 1


async def test_a_guard_that_objects_lets_nothing_out(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """An address in the open is kept back; it is counted and answered at home."""
    leg = make_leg()
    leg = replace(leg, endpoint=replace(leg.endpoint, url="http://cloud.example/v1"))
    steps = make_steps(leg)
    answer = await sanitize_and_solve(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.SOLVER
    assert steps.trace.codes == [Degraded.BLOCKED]
    assert cloud.requests == []
    (entry,) = await leg.ledger.entries()
    assert entry.status is EntryStatus.BLOCKED
    assert entry.body == ""


async def test_a_ledger_that_cannot_be_written_keeps_the_question_at_home(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn, tmp_path: Path
) -> None:
    """What is not recorded is not sent."""
    (tmp_path / "folder").mkdir()
    leg = make_leg(ledger=Ledger(tmp_path / "folder", asyncio.to_thread))
    steps = make_steps(leg)
    answer = await sanitize_and_solve(steps)
    assert isinstance(answer, Answer)
    assert steps.trace.codes == [Degraded.LEDGER_UNWRITABLE]
    assert cloud.requests == []


async def test_the_ledger_holds_the_exact_bytes(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """One entry per attempt, with what came of it."""
    leg = make_leg()
    await sanitize_and_solve(make_steps(leg))
    (entry,) = await leg.ledger.entries()
    assert entry.body.encode() == cloud.requests[-1].body
    assert entry.cost > 0


async def test_a_dearer_plan_is_shown_where_the_option_says_so(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The plan keeps every rule, costs more, and says by how much."""
    await cloud.fail(Fault.DEARER)
    steps = make_steps(make_leg(), dearer_plan=DearerPlan.SHOW)
    answer = await sanitize_and_solve(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert answer.gap > 0
    assert not answer.verification.violations
    assert steps.trace.codes == [Degraded.CLOUD_DEARER]


async def test_a_plan_that_rounding_cannot_tell_from_the_best_is_not_called_dearer(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """The cloud solved what it was sent as well as anybody could."""
    home = reference_home()
    assert home.tariff is not None
    edges = [home.now + timedelta(minutes=minutes) for minutes in (-30, 90, 210, 1350)]
    prices = (0.12001, 0.12, 0.45)
    windows = tuple(
        PriceWindow(start, end, price)
        for (start, end), price in zip(pairwise(edges), prices, strict=True)
    )
    home = replace(home, tariff=replace(home.tariff, windows=windows))
    steps = make_steps(make_leg(), household=home)
    answer = await sanitize_and_solve(steps)
    exact = await steps.solve()
    assert isinstance(answer, Answer)
    assert isinstance(exact, Answer)
    assert SAME_COST < answer.cost - exact.cost < steps.trace.rounding
    assert answer.source is PlanSource.CLOUD
    assert steps.trace.codes == []
    assert answer.gap > 0


@pytest.mark.parametrize("level", PrivacyLevel)
async def test_the_optimum_is_the_same_at_both_levels(
    make_steps: MakeSteps, make_leg: MakeLeg, level: PrivacyLevel
) -> None:
    """What the cloud may see changes nothing of the answer."""
    answer = await sanitize_and_solve(make_steps(make_leg(level=level)))
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert answer.cost == pytest.approx(1.2 * 0.22 + 14 * 0.12)


async def test_nothing_is_asked_when_the_appliance_needs_no_plan(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """An appliance without figures is nothing for the cloud."""
    home = reference_home()
    appliances = tuple(
        replace(one, duration=None) if one.id == "dishwasher" else one
        for one in home.appliances
    )
    steps = make_steps(make_leg(), household=replace(home, appliances=appliances))
    await sanitize_and_solve(steps)
    assert cloud.requests == []


async def test_loads_that_share_a_limit_go_out_together_and_come_back_in_order(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """What couples them goes with them: the dishwasher waits for the car, under one limit."""
    home = reference_home()
    after = Constraint(
        kind=ConstraintKind.AFTER_LOAD, appliance="ev", other="dishwasher"
    )
    apart = Constraint(kind=ConstraintKind.NOT_WITH, appliance="ev", other="dishwasher")
    home = replace(home, constraints=(*home.constraints, after, apart), limit=7.2)
    steps = make_steps(make_leg(), household=home)
    answer = await sanitize_and_solve(steps)
    assert isinstance(answer, Answer)
    assert answer.source is PlanSource.CLOUD
    assert (
        answer.schedule.runs["dishwasher"][-1].end
        <= answer.schedule.runs["ev"][0].start
    )
    document = json.loads(json.loads(cloud.requests[-1].body)["input"])
    assert len(document["loads"]) == 2


async def test_a_problem_that_the_grammar_has_no_words_for_stays_at_home(
    make_steps: MakeSteps, make_leg: MakeLeg, cloud: OpenAIStandIn
) -> None:
    """More loads than a request may hold."""
    home = reference_home()
    many = tuple(
        Appliance(id=f"m{n}", name=f"Machine {n}", duration=30, energy=3.0)
        for n in range(33)
    )
    home = replace(
        home,
        appliances=(*home.appliances, *many),
        states={**home.states, **{one.id: READY for one in many}},
        limit=3.0,
    )
    leg = make_leg(level=PrivacyLevel.READABLE)
    steps = make_steps(leg, household=home)
    assert await leg.ask(steps.case, steps.trace, asyncio.to_thread) is None
    assert steps.trace.codes == [Degraded.CLOUD_UNFIT]
    assert cloud.requests == []
