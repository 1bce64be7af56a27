"""The whole way with both models over real sockets: every way of failing, and still a true answer."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
import ssl

import pytest

from .patterns.conftest import MakeLeg
from .scheduling.homes import reference_home
from custom_components.hushwatt import advisor as advisor_module
from custom_components.hushwatt.advisor import Advisor, Settings
from custom_components.hushwatt.grounding.wording import ground
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.vocabulary import (
    Degraded,
    Household,
    Mode,
    PlanSource,
    Question,
    Recommendation,
    Verdict,
)
from stand_ins.faults import (
    CLOUD_FAULTS,
    CLOUD_LIES,
    LOCAL_BABBLE,
    LOCAL_FAULTS,
    Fault,
)
from stand_ins.household import household as scripted_household
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests.patterns.conftest import cloud, make_leg

__all__ = ["cloud", "make_leg"]

SECONDS = 0.4
QUESTION = Question(words="Should the dishwasher run now or later?")


@pytest.fixture
async def local(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return the server of the model at home."""
    async with OllamaStandIn(scripted_household) as server:
        yield server


@pytest.fixture
async def advisor(
    local: OllamaStandIn, make_leg: MakeLeg, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Advisor]:
    """Return the advisor of the reference home in hybrid mode, with short time-outs."""
    monkeypatch.setattr(advisor_module, "ground", partial(ground, seconds=SECONDS))
    server = OllamaServer(
        local.url,
        ssl_context=ssl.create_default_context(),
        connect_seconds=SECONDS,
        seconds=SECONDS,
    )

    async def read() -> Household:
        """Return the reference home."""
        return reference_home()

    yield Advisor(
        settings=Settings(mode=Mode.HYBRID),
        read_household=read,
        run_blocking=asyncio.to_thread,
        local=OllamaModel(server, "gemma4:e4b", seconds=SECONDS),
        cloud=make_leg(seconds=SECONDS),
    )
    await server.close()


def check(found: Recommendation) -> None:
    """Raise unless an answer is the reference answer, in words that say so."""
    assert found.verdict is Verdict.RUN_LATER
    assert found.run is not None
    assert f"{found.run.start:%H:%M}-{found.run.end:%H:%M}" == "20:00-21:30"
    assert round(found.run.saving or 0, 3) == 0.276
    assert found.plan is not None
    assert found.plan.verified
    assert found.plan.gap == 0
    assert found.answer.startswith("Later")
    assert "20:00" in found.answer
    assert "vacuum" not in found.answer.lower()


async def test_with_both_models_the_plan_is_the_clouds_and_nothing_is_missing(
    advisor: Advisor, local: OllamaStandIn, cloud: OpenAIStandIn
) -> None:
    """The model at home words it, the other one solves it."""
    found = await advisor.advise(QUESTION)
    check(found)
    assert found.plan is not None
    assert found.plan.source is PlanSource.CLOUD
    assert found.degraded == ()
    assert found.cloud.called
    assert len(local.chats) == 1
    assert len(cloud.asked) == 1


@pytest.mark.parametrize(("fault", "code"), LOCAL_FAULTS.items())
async def test_a_model_at_home_that_fails_costs_nothing_but_its_words(
    advisor: Advisor, local: OllamaStandIn, fault: Fault, code: str
) -> None:
    """The templates say it, and the code says why."""
    await local.fail(fault)
    found = await advisor.advise(QUESTION)
    check(found)
    assert found.degraded == (Degraded(code),)
    assert found.plan is not None
    assert found.plan.source is PlanSource.CLOUD


@pytest.mark.parametrize("fault", LOCAL_BABBLE)
async def test_a_model_at_home_that_babbles_is_not_repeated(
    advisor: Advisor, local: OllamaStandIn, fault: Fault
) -> None:
    """Words that do not agree with the plan are asked for once more, then left."""
    await local.fail(fault)
    found = await advisor.advise(QUESTION)
    check(found)
    assert found.degraded == (Degraded.LOCAL_INVALID,)


@pytest.mark.parametrize(
    ("fault", "code"), [*CLOUD_FAULTS.items(), *CLOUD_LIES.items()]
)
async def test_a_cloud_that_fails_or_lies_is_replaced_by_the_exact_plan(
    advisor: Advisor, cloud: OpenAIStandIn, fault: Fault, code: str
) -> None:
    """The answer is the same and says that it is the home's own."""
    await cloud.fail(fault)
    found = await advisor.advise(QUESTION)
    check(found)
    assert found.plan is not None
    assert found.plan.source is PlanSource.SOLVER
    assert found.degraded == (Degraded(code),)


async def test_with_neither_there_is_still_a_true_answer(
    advisor: Advisor, local: OllamaStandIn, cloud: OpenAIStandIn
) -> None:
    """Both codes are told."""
    await local.fail(Fault.REFUSED)
    await cloud.fail(Fault.REFUSED)
    found = await advisor.advise(QUESTION)
    check(found)
    assert set(found.degraded) == {
        Degraded.CLOUD_UNREACHABLE,
        Degraded.LOCAL_UNREACHABLE,
    }
