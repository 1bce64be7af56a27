"""Tests of the Ollama stand-in: what stands on the wire."""

from collections.abc import AsyncIterator
import json
from typing import Any

from aiohttp import ClientSession
import ollama as library
import pytest

from stand_ins.answers import Answer
from stand_ins.faults import Fault
from stand_ins.ollama import (
    GEMMA,
    SMALL,
    STUB,
    VERSION,
    Chat,
    Model,
    OllamaStandIn,
)

SAY_HI = {"role": "user", "content": "Hi."}


@pytest.fixture
async def server(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return a server."""
    async with OllamaStandIn(models=(GEMMA, SMALL, STUB)) as stand_in:
        yield stand_in


@pytest.fixture
async def http(server: OllamaStandIn) -> AsyncIterator[ClientSession]:
    """Return a bare client of it."""
    async with ClientSession(server.url) as session:
        yield session


async def post(http: ClientSession, path: str, body: Any) -> tuple[int, Any]:
    """Return status and content of an answer to a document or to bytes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with http.post(path, data=data) as response:
        text = await response.text()
        return response.status, json.loads(text) if text else None


async def stream(http: ClientSession, path: str, body: Any) -> list[dict[str, Any]]:
    """Return the lines of a stream."""
    async with http.post(path, json=body) as response:
        assert response.headers["Content-Type"] == "application/x-ndjson"
        text = await response.text()
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


async def test_a_chat_is_a_stream_with_thinking_first_and_counters_last(
    http: ClientSession, server: OllamaStandIn
) -> None:
    """Times are nanoseconds and add up."""
    server.say(Answer(text="Hello there.", thinking="A greeting."))
    lines = await stream(
        http, "/api/chat", {"model": GEMMA.name, "messages": [SAY_HI], "think": True}
    )
    thought = [bool(line["message"].get("thinking")) for line in lines]
    assert thought == sorted(thought, reverse=True)
    assert "".join(line["message"]["content"] for line in lines) == "Hello there."
    assert all(line["message"]["role"] == "assistant" for line in lines)
    *others, last = lines
    assert all(
        set(line) == {"model", "created_at", "message", "done"} for line in others
    )
    assert last["done"]
    assert last["done_reason"] == "stop"
    assert last["total_duration"] == (
        last["load_duration"] + last["prompt_eval_duration"] + last["eval_duration"]
    )
    assert last["eval_count"] * 25_000_000 == last["eval_duration"]
    assert all(line["created_at"].endswith("Z") for line in lines)


async def test_a_chat_that_is_not_streamed_is_one_object(
    http: ClientSession, server: OllamaStandIn
) -> None:
    """With calls of tools, their arguments an object."""
    server.say(
        Answer(
            text="Hm.", thinking="I call.", tool_calls=(("GetClock", {"zone": "UTC"}),)
        )
    )
    status, answer = await post(
        http, "/api/chat", {"model": GEMMA.name, "messages": [SAY_HI], "stream": False}
    )
    assert status == 200
    assert answer["done"] is True
    assert answer["message"]["thinking"] == "I call."
    assert answer["message"]["tool_calls"][0]["function"] == {
        "index": 0,
        "name": "GetClock",
        "arguments": {"zone": "UTC"},
    }


async def test_the_library_reads_what_is_written(server: OllamaStandIn) -> None:
    """Its types accept every answer."""
    client = library.AsyncClient(host=server.url)
    listed = await client.list()
    assert [model.model for model in listed.models] == [
        GEMMA.name,
        SMALL.name,
        STUB.name,
    ]
    assert listed.models[0].details
    assert listed.models[0].details.parameter_size == "8.0B"
    shown = await client.show(GEMMA.name)
    assert shown.capabilities == list(GEMMA.capabilities)
    assert shown.modelinfo
    assert shown.modelinfo["gemma4.context_length"] == 131_072
    assert (await client.ps()).models == []
    await client.chat(GEMMA.name, [SAY_HI])
    assert [model.model for model in (await client.ps()).models] == [GEMMA.name]
    progress = [step async for step in await client.pull(SMALL.name, stream=True)]
    assert progress[-1].status == "success"
    await client.close()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/api/chat", b"", 400, "missing request body"),
        ("/api/chat", b"{", 400, "invalid character"),
        ("/api/chat", b"[]", 400, "cannot unmarshal array"),
        ("/api/chat", b'"x"', 400, "cannot unmarshal string"),
        ("/api/chat", {"messages": []}, 400, "model is required"),
        ("/api/chat", {"model": "nothing"}, 404, "model 'nothing' not found"),
        (
            "/api/chat",
            {"model": SMALL.name, "messages": [SAY_HI], "think": True},
            400,
            '"llama3.2:1b" does not support thinking',
        ),
        (
            "/api/chat",
            {"model": GEMMA.name, "messages": [SAY_HI], "think": "minimal"},
            400,
            'invalid think value: "minimal"',
        ),
        (
            "/api/chat",
            {"model": "embed:1", "messages": [SAY_HI]},
            400,
            '"embed:1" does not support chat',
        ),
        (
            "/api/chat",
            {"model": "plain:1", "messages": [SAY_HI], "tools": [{}]},
            400,
            "does not support tools",
        ),
        (
            "/api/chat",
            {
                "model": GEMMA.name,
                "messages": [{"role": "user", "content": "long " * 100}],
                "options": {"num_ctx": 64},
                "truncate": False,
            },
            400,
            "longer than the context length",
        ),
        ("/api/show", {}, 400, "model is required"),
        ("/api/show", {"model": "nothing"}, 404, "model 'nothing' not found"),
        ("/api/pull", {}, 400, "invalid model name"),
        (
            "/api/pull",
            {"model": "nothing", "stream": False},
            500,
            "pull model manifest: file does not exist",
        ),
    ],
)
async def test_what_is_wrong_is_refused_in_the_servers_own_words(
    http: ClientSession,
    server: OllamaStandIn,
    path: str,
    body: Any,
    status: int,
    error: str,
) -> None:
    """Always as an object with `error`."""
    server.models["embed:1"] = Model(name="embed:1", capabilities=("embedding",))
    server.models["plain:1"] = Model(name="plain:1", capabilities=("completion",))
    got, answer = await post(http, path, body)
    assert got == status
    assert error in answer["error"]


@pytest.mark.parametrize(
    ("keep_alive", "reason"), [(None, "load"), ("5m", "load"), (0, "unload")]
)
async def test_a_chat_without_a_message_loads_or_unloads(
    http: ClientSession, keep_alive: Any, reason: str
) -> None:
    """Nothing is said then."""
    body = {"model": GEMMA.name, "messages": [], "keep_alive": keep_alive}
    _, answer = await post(http, "/api/chat", body)
    assert (answer["done"], answer["done_reason"]) == (True, reason)
    assert answer["message"]["content"] == ""


async def test_a_long_prompt_is_cut_in_silence_unless_that_is_forbidden(
    http: ClientSession,
) -> None:
    """As the real one does."""
    body = {
        "model": GEMMA.name,
        "messages": [{"role": "user", "content": "long " * 100}],
        "options": {"num_ctx": 64},
        "stream": False,
    }
    status, _ = await post(http, "/api/chat", body)
    assert status == 200


async def test_a_stub_gives_itself_away(http: ClientSession) -> None:
    """In lists, descriptions and every line of an answer."""
    async with http.get("/api/tags") as response:
        stub = (await response.json())["models"][2]
    assert stub["remote_host"] == "https://ollama.com:443"
    _, shown = await post(http, "/api/show", {"model": STUB.name})
    assert shown["remote_model"] == "gemma4:31b"
    lines = await stream(http, "/api/chat", {"model": STUB.name, "messages": [SAY_HI]})
    assert all(line["remote_host"] for line in lines)


async def test_small_things_are_as_they_are(
    http: ClientSession, server: OllamaStandIn
) -> None:
    """Version, status, a browser's visit, a wrong path, a wrong method, no name of a library."""
    async with http.get("/api/version") as response:
        assert await response.json() == {"version": VERSION}
        assert "Server" not in response.headers
    async with http.get("/api/status") as response:
        assert (await response.json())["cloud"]["disabled"] is False
    async with http.get("/") as response:
        assert await response.text() == "Ollama is running"
    async with http.get("/api/nothing") as response:
        assert (response.status, await response.text()) == (404, "404 page not found")
    async with http.get("/api/chat") as response:
        assert (response.status, await response.text()) == (
            405,
            "405 method not allowed",
        )
    assert [request.path for request in server.requests][-1] == "/api/chat"


async def test_a_script_sees_what_was_asked(loopback: None) -> None:
    """And the queue comes before it."""

    def script(chat: Chat) -> str:
        """Answer by what was asked."""
        return f"{chat.last} {chat.options['seed']} {len(chat.text)}"

    body = {
        "model": "tiny",
        "messages": [SAY_HI],
        "options": {"seed": 7},
        "stream": False,
    }
    async with (
        OllamaStandIn(script, models=(Model(name="tiny:latest"),)) as server,
        ClientSession(server.url) as http,
    ):
        _, answer = await post(http, "/api/chat", body)
        assert answer["message"]["content"] == "Hi. 7 3"
        server.say("Queued.")
        _, answer = await post(http, "/api/chat", body)
        assert answer["message"]["content"] == "Queued."
    assert server.chats[0].messages == (SAY_HI,)


async def test_a_fault_can_be_counted_and_ends(
    http: ClientSession, server: OllamaStandIn
) -> None:
    """So many times, at a path, until it is over."""
    await server.fail(Fault.SERVER_ERROR, times=1)
    body = {"model": GEMMA.name, "messages": [SAY_HI], "stream": False}
    assert [(await post(http, "/api/chat", body))[0] for _ in range(2)] == [500, 200]
    await server.fail(Fault.SERVER_ERROR, at="/api/show")
    assert (await post(http, "/api/show", {"model": GEMMA.name}))[0] == 500
    assert (await post(http, "/api/chat", body))[0] == 200
    await server.recover()
    assert (await post(http, "/api/show", {"model": GEMMA.name}))[0] == 200


async def test_requests_are_kept_as_they_came(
    http: ClientSession, server: OllamaStandIn
) -> None:
    """To the byte, with their headers."""
    async with http.post(
        "/api/show?x=1", data=b' {"model":"gemma4:e4b"}\n', headers={"X-Own": "a  b"}
    ):
        pass
    (received,) = server.requests
    assert received.method == "POST"
    assert received.path == "/api/show?x=1"
    assert received.body == b' {"model":"gemma4:e4b"}\n'
    assert received.header("x-own") == "a  b"
    assert received.header("absent") is None
    assert received.document == {"model": GEMMA.name}
