"""Whatever a model does, the question is answered truly, and the code says what went wrong.

One test for each way in which the model at home or the one in the cloud can
fail, babble or lie; the question comes through the conversation agent, what
automations are told is what the agent said.
"""

from collections.abc import Callable
from typing import Final

import pytest

from .conftest import HASTE, PATIENCE, MakeHome
from .home import assert_true
from custom_components.hushwatt.household.notes_compiler import RETRY
from demo.reference_home import NOTES
from stand_ins.faults import (
    CLOUD_FAULTS,
    CLOUD_LIES,
    LOCAL_BABBLE,
    LOCAL_FAULTS,
    Fault,
)
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn

SILENT: Final = (Fault.HANG, Fault.STALL)


@pytest.mark.parametrize(("fault", "code"), LOCAL_FAULTS.items())
async def test_a_model_at_home_that_fails_costs_its_words_and_nothing_else(
    make_home: MakeHome,
    local: OllamaStandIn,
    be_hasty: Callable[[], None],
    fault: Fault,
    code: str,
) -> None:
    """Its notes are read by code, the plan is the cloud's, the words are a template's."""
    if fault in SILENT:
        be_hasty()
    await local.fail(
        fault, at="/api/show" if fault is Fault.REMOTE_MODEL else "/api/chat"
    )
    home = await make_home(seconds=HASTE if fault in SILENT else PATIENCE)
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == [code]
    assert figures["plan_source"] == "cloud"


@pytest.mark.parametrize("fault", LOCAL_BABBLE)
async def test_a_model_at_home_that_babbles_is_not_believed(
    make_home: MakeHome, local: OllamaStandIn, fault: Fault
) -> None:
    """Nor is it in what it reads, nor in what it says."""
    await local.fail(fault)
    home = await make_home()
    assert home.readings
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == ["local_invalid"]
    assert figures["plan_source"] == "cloud"


@pytest.mark.parametrize(("fault", "code"), CLOUD_FAULTS.items())
async def test_a_cloud_that_fails_is_replaced_by_the_exact_plan(
    make_home: MakeHome,
    cloud: OpenAIStandIn,
    be_hasty: Callable[[], None],
    fault: Fault,
    code: str,
) -> None:
    """The plan is our own, the words are still the model's at home."""
    if fault in SILENT:
        be_hasty()
    home = await make_home()
    await cloud.fail(fault)
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == [code]
    assert figures["plan_source"] == "solver"
    assert figures["cloud"]["called"] is True
    assert [entry["code"] for entry in await home.sent()] == [code]


@pytest.mark.parametrize(("fault", "code"), CLOUD_LIES.items())
async def test_a_cloud_that_lies_is_caught(
    make_home: MakeHome, cloud: OpenAIStandIn, fault: Fault, code: str
) -> None:
    """A broken rule is named once more, in words of no home; a dearer plan is replaced."""
    home = await make_home()
    await cloud.fail(fault)
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == [code]
    assert figures["plan_source"] == "solver"
    assert len(cloud.asked) == (1 if fault is Fault.DEARER else 2)


@pytest.mark.parametrize("fault", [Fault.NO_USAGE, Fault.ODD_USAGE])
async def test_counters_that_cannot_be_change_nothing_of_an_answer(
    make_home: MakeHome, cloud: OpenAIStandIn, fault: Fault
) -> None:
    """Only what it cost is not known."""
    home = await make_home()
    await cloud.fail(fault)
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == []
    assert figures["plan_source"] == "cloud"
    assert figures["cloud"]["input_tokens"] == 0


async def test_with_both_models_gone_it_still_answers(
    make_home: MakeHome, local: OllamaStandIn, cloud: OpenAIStandIn
) -> None:
    """Reader, solver and templates are always there; each loss has its code."""
    await local.fail(Fault.REFUSED)
    await cloud.fail(Fault.REFUSED)
    home = await make_home()
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == ["cloud_unreachable", "local_unreachable"]
    assert figures["plan_source"] == "solver"


async def test_models_that_come_back_are_used_again(
    make_home: MakeHome, local: OllamaStandIn, cloud: OpenAIStandIn
) -> None:
    """Nothing has to be started again, and what code read is read by the model after all."""
    await local.fail(Fault.REFUSED)
    await cloud.fail(Fault.SERVER_ERROR)
    home = await make_home()
    await home.ask()
    await local.recover()
    await cloud.recover()
    speech, figures = await home.ask()
    assert_true(figures, speech)
    assert figures["degraded"] == []
    assert figures["plan_source"] == "cloud"
    assert home.readings == []
    await home.settle(RETRY)
    assert len(home.readings) == len(NOTES)
