"""Tests of what the set-up asks of a model server."""

from collections.abc import Callable
from contextlib import aclosing
import ssl
from typing import Any

from aiohttp import web
import pytest

from .conftest import HASTE, SILENT
from custom_components.hushwatt.models.protocol import LocalModelError
from custom_components.hushwatt.models.server import (
    OllamaServer,
    PullProgress,
    ServedModel,
)
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.faults import LOCAL_FAULTS, Fault
from stand_ins.ollama import GEMMA, SMALL, STUB, VERSION, OllamaStandIn
from stand_ins.server import as_json

type Rig = Callable[[str, dict[str, Any]], None]

# What can go wrong where nothing is streamed and no chat is held.
SHORT_CALL_FAULTS = {
    Fault.REFUSED: "local_unreachable",
    Fault.RESET: "local_error",
    Fault.HANG: "local_timeout",
    Fault.STALL: "local_timeout",
    Fault.CUT: "local_error",
    Fault.REDIRECT: "local_error",
    Fault.HTML: "local_invalid",
    Fault.BAD_GATEWAY: "local_error",
    Fault.EMPTY: "local_invalid",
    Fault.TRUNCATED_JSON: "local_invalid",
    Fault.NOT_AN_OBJECT: "local_invalid",
    Fault.DEEP_JSON: "local_invalid",
    Fault.ERROR_NOT_AN_OBJECT: "local_error",
    Fault.SERVER_ERROR: "local_error",
    Fault.UNAVAILABLE: "local_error",
}


async def pull(server: OllamaServer, name: str) -> list[PullProgress]:
    """Return all the steps of a pull."""
    return [step async for step in server.pull(name)]


async def test_the_version_is_told(server: OllamaServer) -> None:
    """It is shown in the diagnostics."""
    assert await server.version() == VERSION


async def test_an_older_server_is_asked_for_each_model(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """Its list does not tell what they can do; what nobody tells stays open."""
    ollama.older = True
    assert {model.capabilities for model in await server.models()} == {None}
    gemma, small, stub = await server.described_models()
    assert gemma.thinks
    assert not small.thinks
    assert gemma.size > 0
    assert not stub.local
    assert stub.capabilities is None
    await ollama.fail(Fault.SERVER_ERROR, at="/api/show")
    gemma, *_ = await server.described_models()
    assert gemma.capabilities is None
    await ollama.recover()
    await ollama.fail(Fault.REMOTE_MODEL, at="/api/show")
    assert not any(model.local for model in await server.described_models())


async def test_the_models_are_listed_with_size_capabilities_and_place(
    server: OllamaServer,
) -> None:
    """Those computed at home come first."""
    gemma, small, stub = await server.models()
    assert gemma == ServedModel(
        name=GEMMA.name,
        local=True,
        size=GEMMA.size,
        parameters="8.0B",
        capabilities=frozenset(GEMMA.capabilities),
    )
    assert gemma.thinks
    assert gemma.chats
    assert small.name == SMALL.name
    assert not small.thinks
    assert (stub.name, stub.local) == (STUB.name, False)


async def test_a_model_that_cannot_chat_is_known_as_such(
    server: OllamaServer, answer_with: Rig
) -> None:
    """There are models for other ends."""
    entry = {"name": "embed:1", "capabilities": ["embedding"]}
    answer_with("/api/tags", {"models": [entry]})
    (model,) = await server.models()
    assert not model.chats


async def test_a_server_without_models_has_none(
    server: OllamaServer, answer_with: Rig
) -> None:
    """An empty list is written as null by some servers."""
    answer_with("/api/tags", {"models": None})
    assert await server.models() == ()


async def test_an_old_server_tells_no_capabilities(
    server: OllamaServer, answer_with: Rig
) -> None:
    """Then everything may be tried; odd entries are passed over."""
    answer_with(
        "/api/tags",
        {
            "models": [
                {"name": "old:1", "details": None, "size": "big"},
                "odd",
                {"name": 3},
            ]
        },
    )
    (model,) = await server.models()
    assert model == ServedModel(name="old:1", local=True)
    assert model.thinks
    assert model.chats


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/api/tags", {"models": "none"}),
        ("/api/tags", {"models": {"name": "x"}}),
        ("/api/version", {"version": 3}),
        ("/api/version", {"status": "ok"}),
    ],
)
async def test_another_kind_of_server_is_recognised(
    server: OllamaServer, answer_with: Rig, path: str, answer: dict[str, Any]
) -> None:
    """An answer that is JSON and not Ollama's is invalid."""
    answer_with(path, answer)
    with pytest.raises(LocalModelError) as raised:
        await (server.models() if path == "/api/tags" else server.version())
    assert raised.value.code is Degraded.LOCAL_INVALID


@pytest.mark.parametrize(("fault", "code"), SHORT_CALL_FAULTS.items())
async def test_each_fault_of_a_short_call_has_its_code(
    server: OllamaServer,
    hasty_server: OllamaServer,
    ollama: OllamaStandIn,
    fault: Fault,
    code: str,
) -> None:
    """The set-up can say what is wrong; the chain holds nothing of what was said."""
    await ollama.fail(fault, at="/api/version")
    with pytest.raises(LocalModelError) as raised:
        await (hasty_server if fault in SILENT else server).version()
    assert raised.value.code == code
    assert raised.value.__context__ is None


async def test_a_model_can_be_required_to_be_local(server: OllamaServer) -> None:
    """Its description is read raw."""
    assert (await server.require_local(GEMMA.name)).local
    with pytest.raises(LocalModelError) as raised:
        await server.require_local("nothing:1b")
    assert raised.value.code is Degraded.LOCAL_MODEL_MISSING


async def test_a_cloud_model_is_refused_by_its_name_before_a_byte_is_sent(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """The server would pass the prompt on."""
    for name in ("gemma4:31b-cloud", "gemma4:cloud"):
        with pytest.raises(LocalModelError) as raised:
            await server.require_local(name)
        assert raised.value.code is Degraded.LOCAL_NOT_LOCAL
        with pytest.raises(LocalModelError) as raised:
            await pull(server, name)
        assert raised.value.code is Degraded.LOCAL_NOT_LOCAL
    assert ollama.requests == []


async def test_a_stub_under_a_local_name_is_refused_by_its_description(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """A copied stub has any name."""
    await ollama.fail(Fault.REMOTE_MODEL, at="/api/show")
    with pytest.raises(LocalModelError) as raised:
        await server.require_local(GEMMA.name)
    assert raised.value.code is Degraded.LOCAL_NOT_LOCAL
    await ollama.fail(Fault.REMOTE_MODEL, at="/api/tags")
    assert not any(model.local for model in await server.models())


async def test_a_pull_tells_how_far_it_is(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """Bytes over all parts, and the model is there at the end."""
    del ollama.models[SMALL.name]
    steps = await pull(server, SMALL.name)
    assert steps[0] == PullProgress(status="pulling manifest")
    assert [step.status for step in steps][-3:] == [
        "verifying sha256 digest",
        "writing manifest",
        "success",
    ]
    done = [step.completed for step in steps]
    assert done == sorted(done)
    assert steps[-1].completed == steps[-1].total > SMALL.size
    assert (await server.show(SMALL.name)).local


@pytest.mark.parametrize(
    "fault", [Fault.CUT, Fault.ERROR_LINE, Fault.RESET, Fault.NEVER_DONE]
)
async def test_a_broken_pull_goes_on_where_it_was(
    server: OllamaServer, ollama: OllamaStandIn, fault: Fault
) -> None:
    """The server keeps what it has."""
    del ollama.models[SMALL.name]
    await ollama.fail(fault, times=2, at="/api/pull")
    steps = await pull(server, SMALL.name)
    assert steps[-1].status == "success"
    done = [step.completed for step in steps]
    assert done == sorted(done)
    assert sum(request.path == "/api/pull" for request in ollama.requests) == 3


async def test_a_pull_that_gets_nowhere_is_given_up(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """Five attempts without a byte more."""
    await ollama.fail(Fault.RESET, at="/api/pull")
    with pytest.raises(LocalModelError) as raised:
        await pull(server, SMALL.name)
    assert raised.value.code is Degraded.LOCAL_ERROR
    assert sum(request.path == "/api/pull" for request in ollama.requests) == 5


async def test_a_silent_pull_is_a_time_out(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> None:
    """The silence between two lines is bounded, the whole is not."""
    server = OllamaServer(ollama.url, ssl_context=tls, pull_seconds=0.02, pull_pause=0)
    await ollama.fail(Fault.STALL, at="/api/pull")
    with pytest.raises(LocalModelError) as raised:
        await pull(server, SMALL.name)
    assert raised.value.code is Degraded.LOCAL_TIMEOUT
    await server.close()


async def test_a_slow_pull_may_take_longer_than_the_silence_allowed(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> None:
    """A model is gigabytes."""
    ollama.pace = 0.03
    server = OllamaServer(ollama.url, ssl_context=tls, pull_seconds=0.15)
    assert (await pull(server, SMALL.name))[-1].status == "success"
    await server.close()


async def test_a_model_that_nobody_has_cannot_be_pulled(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """It is asked for once."""
    with pytest.raises(LocalModelError) as raised:
        await pull(server, "nothing:1b")
    assert raised.value.code is Degraded.LOCAL_MODEL_MISSING
    assert len(ollama.requests) == 1


async def test_a_pulled_stub_is_refused(
    server: OllamaServer, ollama: OllamaStandIn
) -> None:
    """What came may be a stub for the vendor's cloud, under any name."""
    await ollama.fail(Fault.REMOTE_MODEL, at="/api/show")
    with pytest.raises(LocalModelError) as raised:
        await pull(server, SMALL.name)
    assert raised.value.code is Degraded.LOCAL_NOT_LOCAL


async def test_a_pull_can_be_left(server: OllamaServer, ollama: OllamaStandIn) -> None:
    """A person closes the dialog; nothing stays open."""
    ollama.pace = 0.01
    async with aclosing(server.pull(SMALL.name)) as steps:
        assert (await anext(steps)).status == "pulling manifest"
    assert await server.version() == VERSION


async def test_a_server_that_accepts_no_connection_is_unreachable(
    deaf_port: int, tls: ssl.SSLContext
) -> None:
    """It is known long before the time of a whole call is over."""
    server = OllamaServer(
        f"http://127.0.0.1:{deaf_port}", ssl_context=tls, connect_seconds=HASTE
    )
    with pytest.raises(LocalModelError) as raised:
        await server.version()
    assert raised.value.code is Degraded.LOCAL_UNREACHABLE
    await server.close()


def test_what_is_no_address_is_refused(tls: ssl.SSLContext) -> None:
    """Before anything is sent."""
    with pytest.raises(ValueError, match="address"):
        OllamaServer("ftp://box", ssl_context=tls)


def test_every_local_fault_has_a_code_of_the_vocabulary() -> None:
    """The stand-ins share no code with us."""
    assert {Degraded(code) for code in LOCAL_FAULTS.values()} == {
        Degraded.LOCAL_UNREACHABLE,
        Degraded.LOCAL_TIMEOUT,
        Degraded.LOCAL_ERROR,
        Degraded.LOCAL_MODEL_MISSING,
        Degraded.LOCAL_NOT_LOCAL,
        Degraded.LOCAL_INVALID,
    }


@pytest.fixture
def answer_with(ollama: OllamaStandIn, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """Return what makes the server answer a path with a document."""

    def rig(path: str, document: dict[str, Any]) -> None:
        """Rig the server."""

        async def answer(request: web.Request, *_: Any) -> web.StreamResponse:
            """Answer."""
            assert request.path == path
            return as_json(document)

        monkeypatch.setattr(ollama, "answer", answer)

    return rig
