"""Core's own Ollama and OpenAI integrations take the stand-ins for the real thing.

They are set up through their own flows and hold a conversation, in a stream and
with a tool.
"""

from collections.abc import AsyncIterator
from typing import override

from ollama import ResponseError
import pytest
import voluptuous as vol

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component

from stand_ins.answers import Answer
from stand_ins.faults import Fault
from stand_ins.ollama import GEMMA, SMALL, OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from stand_ins.responses import Said
from tests.core_agents import add_agent, agent_of, say, set_up, spoken


class ClockTool(llm.Tool):
    """A tool that a model can call."""

    name = "test__GetClock"
    description = "Tells the time."
    parameters = vol.Schema({vol.Required("zone"): str})

    @override
    async def async_call(
        self,
        hass: HomeAssistant,
        tool_input: llm.ToolInput,
        llm_context: llm.LLMContext,
    ) -> llm.ToolResult:
        """Tell the time."""
        zone = tool_input.tool_args["zone"]
        return llm.ToolResult(data={"time": "18:30", "zone": zone}, error=False)


class ClockAPI(llm.API):
    """An API of one tool."""

    @override
    async def async_get_api_instance(
        self, llm_context: llm.LLMContext
    ) -> llm.APIInstance:
        """Return the tool."""
        return llm.APIInstance(
            api=self, api_prompt="", llm_context=llm_context, tools=[ClockTool()]
        )


@pytest.fixture
async def ollama(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return an Ollama server."""
    async with OllamaStandIn(models=(GEMMA,)) as server:
        yield server


@pytest.fixture
async def openai(
    loopback: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenAIStandIn]:
    """Return an OpenAI server where core's library looks for one."""
    async with OpenAIStandIn() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        yield server


@pytest.fixture(autouse=True)
async def home(hass: HomeAssistant) -> None:
    """Set up what both integrations need."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    llm.async_register_api(hass, ClockAPI(hass=hass, id="clock", name="Clock"))


async def test_core_ollama_holds_a_conversation(
    hass: HomeAssistant, ollama: OllamaStandIn
) -> None:
    """In a stream, and with what was said before."""
    agent = await add_agent(hass, await set_up(hass, "ollama", {"url": ollama.url}))
    ollama.say(Answer(text="Run it later, at 20:00.", thinking="Cheaper then."), "Yes.")
    result, pieces = await say(hass, agent, "Should the dishwasher run now?")
    assert spoken(result) == "Run it later, at 20:00."
    assert len(pieces) > 3
    assert "".join(pieces) == "Run it later, at 20:00."
    result, _ = await say(hass, agent, "Are you sure?", result.conversation_id)
    assert spoken(result) == "Yes."
    assert [message["role"] for message in ollama.chats[-1].messages] == [
        "system",
        "user",
        "assistant",
        "user",
    ]
    assert ollama.chats[-1].options == {"num_ctx": 8192}
    assert ollama.chats[-1].keep_alive == -1


async def test_core_ollama_thinks_and_calls_a_tool(
    hass: HomeAssistant, ollama: OllamaStandIn
) -> None:
    """The result of the call goes back to the model."""
    entry = await set_up(hass, "ollama", {"url": ollama.url})
    agent = await add_agent(hass, entry, think=True, llm_hass_api=["clock"])
    ollama.say(
        Answer(
            thinking="I need the time.",
            tool_calls=(("test__GetClock", {"zone": "Vienna"}),),
        ),
        Answer(text="It is 18:30."),
    )
    result, _ = await say(hass, agent, "What time is it?")
    assert spoken(result) == "It is 18:30."
    assert ollama.chats[0].think is True
    assert ollama.chats[0].tools[0]["function"]["name"] == "test__GetClock"
    assert ollama.chats[1].messages[-1]["role"] == "tool"
    assert "18:30" in ollama.chats[1].messages[-1]["content"]


async def test_core_ollama_pulls_a_model(
    hass: HomeAssistant, ollama: OllamaStandIn
) -> None:
    """As its flow does, without a stream."""
    entry = await set_up(hass, "ollama", {"url": ollama.url})
    agent = await add_agent(hass, entry, model=SMALL.name)
    assert SMALL.name in ollama.models
    assert spoken((await say(hass, agent, "Hello there."))[0]) == "Hello there."


async def test_core_ollama_knows_an_error_of_the_server(
    hass: HomeAssistant, ollama: OllamaStandIn
) -> None:
    """It reads the server's own words."""
    agent = await add_agent(hass, await set_up(hass, "ollama", {"url": ollama.url}))
    await ollama.fail(Fault.OUT_OF_MEMORY)
    with pytest.raises(ResponseError, match="out of memory"):
        await say(hass, agent, "Hello.")


async def test_core_openai_holds_a_conversation(
    hass: HomeAssistant, openai: OpenAIStandIn
) -> None:
    """In a stream, and with what was said before."""
    entry = await set_up(hass, "openai_conversation", {"api_key": openai.key})
    agent = agent_of(hass, entry)
    openai.say("Run it later, at 20:00.", "Yes.")
    result, pieces = await say(hass, agent, "Should the dishwasher run now?")
    assert spoken(result) == "Run it later, at 20:00."
    assert len(pieces) > 3
    assert "".join(pieces) == "Run it later, at 20:00."
    result, _ = await say(hass, agent, "Are you sure?", result.conversation_id)
    assert spoken(result) == "Yes."
    assert [item.get("role") for item in openai.asked[-1]["input"]] == [
        "developer",
        "user",
        "assistant",
        "user",
    ]


async def test_core_openai_calls_a_tool(
    hass: HomeAssistant, openai: OpenAIStandIn
) -> None:
    """The result of the call goes back to the model."""
    entry = await set_up(hass, "openai_conversation", {"api_key": openai.key})
    subentry = next(
        s for s in entry.subentries.values() if s.subentry_type == "conversation"
    )
    hass.config_entries.async_update_subentry(
        entry,
        subentry,
        data={**subentry.data, "llm_hass_api": ["clock"], "chat_model": "gpt-5.4"},
    )
    await hass.async_block_till_done()
    openai.say(
        Said(tool_calls=(("test__GetClock", {"zone": "Vienna"}),)),
        Said(text="It is 18:30."),
    )
    result, _ = await say(hass, agent_of(hass, entry), "What time is it?")
    assert spoken(result) == "It is 18:30."
    assert openai.asked[0]["tools"][0]["name"] == "test__GetClock"
    output = openai.asked[1]["input"][-1]
    assert output["type"] == "function_call_output"
    assert "18:30" in output["output"]


async def test_core_openai_knows_a_wrong_key(
    hass: HomeAssistant, openai: OpenAIStandIn
) -> None:
    """Its flow says so, and takes the right one after that."""
    flow = hass.config_entries.flow
    result = await flow.async_init(
        "openai_conversation", context={"source": SOURCE_USER}
    )
    result = await flow.async_configure(result["flow_id"], {"api_key": "sk-wrong"})
    assert result["errors"] == {"base": "invalid_auth"}
    result = await flow.async_configure(result["flow_id"], {"api_key": openai.key})
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.INCOMPLETE, "max output tokens reached"),
        (Fault.INCOMPLETE_FILTER, "content filter triggered"),
        (Fault.FAILED, "The model failed to generate."),
        (Fault.NO_QUOTA, "insufficient funds"),
        (Fault.BAD_REQUEST, "Error talking to OpenAI"),
    ],
)
async def test_core_openai_knows_what_goes_wrong(
    hass: HomeAssistant, openai: OpenAIStandIn, fault: Fault, told: str
) -> None:
    """It finds each where it looks for it."""
    entry = await set_up(hass, "openai_conversation", {"api_key": openai.key})
    entry.runtime_data.max_retries = 0
    await openai.fail(fault)
    result, _ = await say(hass, agent_of(hass, entry), "Hello.")
    assert result.response.error_code is not None
    assert told in result.response.speech["plain"]["speech"]
