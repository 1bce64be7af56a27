"""Whichever door a question comes through, and whatever both models do at once, there is a true answer in words."""

from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from homeassistant.components.conversation import HOME_ASSISTANT_AGENT, async_converse
from homeassistant.core import Context
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component

from .conftest import HASTE, PATIENCE, MakeHome
from .home import QUESTION, HybridHome
from stand_ins.faults import CLOUD_FAULTS, LOCAL_FAULTS, Fault
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn

SILENT: Final = (Fault.HANG, Fault.STALL)
# What can go wrong with any server: nobody there, nothing said, half of it, nonsense, errors.
BOTH: Final = sorted(LOCAL_FAULTS.keys() & CLOUD_FAULTS.keys())

type Door = Callable[[HybridHome], Awaitable[str]]


async def through_the_agent(home: HybridHome) -> str:
    """Ask our own agent."""
    speech, _ = await home.ask()
    return speech


async def through_the_action(home: HybridHome) -> str:
    """Ask as an automation does."""
    answer: str = (await home.recommend())["answer"]
    return answer


async def through_a_sentence(home: HybridHome) -> str:
    """Ask the default agent, which no pipeline has replaced."""
    result = await async_converse(
        home.hass,
        QUESTION,
        conversation_id=None,
        context=Context(),
        language="en",
        agent_id=HOME_ASSISTANT_AGENT,
    )
    speech: str = result.response.speech["plain"]["speech"]
    return speech


async def through_a_tool(home: HybridHome) -> str:
    """Ask as another agent does."""
    context = llm.LLMContext(
        platform="other",
        context=Context(),
        language="en",
        assistant="conversation",
        device_id=None,
    )
    api = await llm.async_get_api(home.hass, llm.LLM_API_ASSIST, context)
    tool = llm.ToolInput("hushwatt__recommend", {"appliance": "dishwasher"})
    answer = (await api.async_call_tool(tool)).data["answer"]
    assert isinstance(answer, str)
    return answer


DOORS: Final[tuple[Door, ...]] = (
    through_the_agent,
    through_the_action,
    through_a_sentence,
    through_a_tool,
)


@pytest.mark.parametrize("fault", BOTH)
async def test_every_door_answers_when_both_models_fail_in_the_same_way(
    make_home: MakeHome,
    local: OllamaStandIn,
    cloud: OpenAIStandIn,
    be_hasty: Callable[[], None],
    fault: Fault,
) -> None:
    """The same true answer at each of them, and a statement."""
    if fault in SILENT:
        be_hasty()
    await local.fail(fault)
    await cloud.fail(fault)
    home = await make_home(seconds=HASTE if fault in SILENT else PATIENCE)
    assert await async_setup_component(home.hass, "intent", {})
    for door in DOORS:
        said = await door(home)
        assert said.startswith("Later: start the dishwasher at 20:00"), door.__name__
        assert "€0.28" in said
        assert not said.endswith("?")
