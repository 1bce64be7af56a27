"""The model at home solves the same problem as the cloud, and is checked as strictly."""

from dataclasses import replace
import json

import pytest

from .conftest import SECONDS, MakeSteps
from custom_components.hushwatt.patterns.local_leg import LocalLeg
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.vocabulary import Appliance, Degraded, PrivacyLevel
from stand_ins.answers import Answer
from stand_ins.faults import LOCAL_BABBLE, LOCAL_FAULTS, Fault
from stand_ins.ollama import OllamaStandIn
from tests.scheduling.homes import READY, reference_home

TOO_SHORT = '{"runs":[{"id":"L1","segments":[{"start":0,"length":0}]}],"objective":0}'


@pytest.mark.parametrize("level", [PrivacyLevel.BLINDED, PrivacyLevel.READABLE])
async def test_its_schedule_is_that_of_the_reference_case(
    make_steps: MakeSteps,
    local: OllamaStandIn,
    local_leg: LocalLeg,
    level: PrivacyLevel,
) -> None:
    """It is given typed JSON and thinks; fences around its answer do not matter."""
    steps = make_steps(local=replace(local_leg, level=level))
    proposal = await steps.ask_model(steps.case)
    assert proposal.schedule is not None
    assert proposal.schedule.runs["dishwasher"] == (Span(90, 180),)
    (chat,) = local.chats
    assert chat.think is True
    assert chat.format is None
    assert set(json.loads(chat.last)) >= {"loads"}
    assert "dishwasher" not in chat.text.lower()
    assert steps.trace.codes == []


async def test_a_sum_that_it_gets_wrong_does_not_matter(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg
) -> None:
    """The schedule is checked; what it costs is reckoned by code."""
    steps = make_steps(local=local_leg)
    await steps.ask_model(steps.case)
    right = json.loads(local.chats[0].last)
    length = right["loads"][0]["length"]
    local.say(
        json.dumps(
            {
                "runs": [{"id": "L1", "segments": [{"start": 0, "length": length}]}],
                "objective": 999_999,
            }
        )
    )
    proposal = await steps.ask_model(steps.case)
    assert proposal.schedule is not None
    assert not proposal.rejected


async def test_a_broken_rule_is_named_once_more(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg
) -> None:
    """The second answer is as good as a first one."""
    local.say(TOO_SHORT)
    steps = make_steps(local=local_leg)
    proposal = await steps.ask_model(steps.case)
    assert proposal.schedule is not None
    assert "An earlier reply was rejected: the segments" in local.chats[1].text


@pytest.mark.parametrize("text", [TOO_SHORT, "I would run it at eight.", "{", "}{"])
async def test_two_answers_that_break_a_rule_are_rejected(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg, text: str
) -> None:
    """There is no third question."""
    local.say(text, text)
    steps = make_steps(local=local_leg)
    proposal = await steps.ask_model(steps.case)
    assert proposal.schedule is None
    assert proposal.rejected
    assert len(local.chats) == 2
    assert steps.trace.codes == [Degraded.LOCAL_INVALID]


@pytest.mark.parametrize("fault", LOCAL_BABBLE)
async def test_babble_is_rejected(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg, fault: Fault
) -> None:
    """It is whole on the wire and no schedule."""
    await local.fail(fault)
    steps = make_steps(local=local_leg)
    assert (await steps.ask_model(steps.case)).rejected


@pytest.mark.parametrize(
    "fault", [Fault.REFUSED, Fault.HANG, Fault.LENGTH, Fault.CUT, Fault.REMOTE_ANSWER]
)
async def test_a_model_that_gives_no_answer_has_broken_no_rule(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg, fault: Fault
) -> None:
    """What is cut off is no answer either; the code says what went wrong."""
    await local.fail(fault)
    steps = make_steps(local=replace(local_leg, seconds=SECONDS))
    proposal = await steps.ask_model(steps.case)
    assert proposal.schedule is None
    assert not proposal.rejected
    assert steps.trace.codes == [Degraded(LOCAL_FAULTS[fault])]


async def test_no_second_question_is_begun_without_time_for_it(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg
) -> None:
    """A person is waiting."""
    local.say(TOO_SHORT)
    steps = make_steps(local=replace(local_leg, seconds=1.0))
    assert (await steps.ask_model(steps.case)).rejected
    assert len(local.chats) == 1


async def test_what_the_grammar_has_no_words_for_is_not_asked(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg
) -> None:
    """More loads than a document may hold; the solver has them."""
    home = reference_home()
    many = tuple(
        Appliance(id=f"m{n}", name=f"Machine {n}", duration=30, energy=3.0)
        for n in range(33)
    )
    home = replace(
        home,
        appliances=(*home.appliances, *many),
        states={**home.states, **{one.id: READY for one in many}},
    )
    steps = make_steps(
        local=replace(local_leg, level=PrivacyLevel.READABLE), household=home
    )
    assert not (await steps.ask_model(steps.case)).rejected
    assert local.chats == []


async def test_an_appliance_without_figures_is_not_asked_about(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg
) -> None:
    """There is nothing to place."""
    home = reference_home()
    appliances = tuple(
        replace(one, duration=None) if one.id == "dishwasher" else one
        for one in home.appliances
    )
    steps = make_steps(local=local_leg, household=replace(home, appliances=appliances))
    await steps.ask_model(steps.case)
    assert local.chats == []


async def test_words_around_the_object_are_no_part_of_it(
    make_steps: MakeSteps, local: OllamaStandIn, local_leg: LocalLeg
) -> None:
    """Small models talk before they answer, and after."""
    steps = make_steps(local=local_leg)
    await steps.ask_model(steps.case)
    (load,) = json.loads(local.chats[0].last)["loads"]
    run = {"id": "L1", "segments": [{"start": 0, "length": load["length"]}]}
    text = json.dumps({"runs": [run], "objective": 0})
    local.say(Answer(text=f"So I would say: {text} That is it.", thinking="Hm."))
    assert (await steps.ask_model(steps.case)).schedule is not None
