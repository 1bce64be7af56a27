"""Tests of the fence around the `ollama` library."""

from contextlib import nullcontext
import gzip
import ssl
from typing import Any

from aiohttp import web
import pytest

from custom_components.hushwatt.models.fence import ENDPOINTS, FencedClient, StatusError
from stand_ins.faults import Fault
from stand_ins.ollama import OllamaStandIn

SECONDS = 10.0


@pytest.fixture
async def client(ollama: OllamaStandIn, tls: ssl.SSLContext) -> Any:
    """Return a client of the server."""
    client = FencedClient(ollama.url, ssl_context=tls, connect_seconds=1)
    yield client
    await client.close()


async def test_the_five_endpoints_can_be_called(
    client: FencedClient, ollama: OllamaStandIn
) -> None:
    """They are those of the public interface."""
    await client.ask("GET", "/api/version", seconds=SECONDS)
    await client.ask("GET", "/api/tags", seconds=SECONDS)
    await client.ask("POST", "/api/show", {"model": "gemma4:e4b"}, seconds=SECONDS)
    async for _ in client.lines("/api/pull", {"model": "gemma4:e4b"}, seconds=SECONDS):
        pass
    async for _ in client.lines("/api/chat", {"model": "gemma4:e4b"}, seconds=SECONDS):
        pass
    assert {(r.method, r.path) for r in ollama.requests} == set(ENDPOINTS)


async def test_nothing_else_can_be_called(
    client: FencedClient, ollama: OllamaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even what the library offers, such as its vendor's search on the web."""
    monkeypatch.setenv("OLLAMA_API_KEY", "secret")
    for call in (
        client.ps(),
        client.generate(model="gemma4:e4b", prompt="notes"),
        client.embed(model="gemma4:e4b", input="notes"),
        client.delete("gemma4:e4b"),
        client.ask("GET", "/api/tags?notes", seconds=SECONDS),
        client.ask("GET", "/api/show", seconds=SECONDS),
        client.ask("GET", "/api/tags/", seconds=SECONDS),
        client.ask("GET", "https://example.com/api/tags", seconds=SECONDS),
        client.ask("GET", f"http://localhost:{ollama.port}/api/tags", seconds=SECONDS),
    ):
        with pytest.raises(PermissionError):
            await call
    assert ollama.requests == []


async def test_the_vendors_search_is_fenced_off_even_with_a_key(
    ollama: OllamaStandIn, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library would post to the vendor's own server."""
    monkeypatch.setenv("OLLAMA_API_KEY", "secret")
    client = FencedClient(ollama.url, ssl_context=tls, connect_seconds=1)
    with pytest.raises(PermissionError):
        await client.web_search("notes")
    with pytest.raises(PermissionError):
        await client.web_fetch("http://example.com/?notes")
    await client.close()


async def test_the_environment_changes_nothing(
    ollama: OllamaStandIn, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No host, no key and no proxy come from it."""
    monkeypatch.setenv("OLLAMA_HOST", "http://127.0.0.1:9")
    monkeypatch.setenv("OLLAMA_API_KEY", "secret")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    client = FencedClient(ollama.url, ssl_context=tls, connect_seconds=1)
    await client.ask("GET", "/api/version", seconds=SECONDS)
    await client.close()
    assert ollama.requests[0].header("authorization") is None


async def test_a_key_is_for_what_guards_the_server(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> None:
    """Without the right one its door stays shut."""
    ollama.key = "right"
    for key in (None, "wrong", "right"):
        client = FencedClient(
            ollama.url, ssl_context=tls, connect_seconds=1, api_key=key
        )
        with nullcontext() if key == "right" else pytest.raises(StatusError):
            await client.ask("GET", "/api/version", seconds=SECONDS)
        await client.close()


async def test_no_header_tells_the_machine_or_is_remembered(
    client: FencedClient, ollama: OllamaStandIn
) -> None:
    """The library's user agent names system, processor and Python."""
    client._client.cookies.set("from", "before", domain="127.0.0.1")
    await client.ask("GET", "/api/version", seconds=SECONDS)
    names = {name.lower() for name, _ in ollama.requests[0].headers}
    assert names == {"host", "accept", "accept-encoding", "connection", "content-type"}


async def test_a_redirect_is_not_followed(
    client: FencedClient, ollama: OllamaStandIn
) -> None:
    """A 307 would post a whole prompt to another machine."""
    async with OllamaStandIn() as thief:
        ollama.redirect_to = f"{thief.url}/api/show"
        await ollama.fail(Fault.REDIRECT, at="/api/show")
        with pytest.raises(StatusError) as raised:
            await client.ask(
                "POST", "/api/show", {"model": "gemma4:e4b"}, seconds=SECONDS
            )
        assert raised.value.status == 307
        assert thief.requests == []


async def test_a_path_before_the_endpoints_is_kept(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> None:
    """A server may be behind a proxy of the house."""
    client = FencedClient(f"{ollama.url}/behind", ssl_context=tls, connect_seconds=1)
    with pytest.raises(StatusError):
        await client.ask("GET", "/api/version", seconds=SECONDS)
    await client.close()
    assert ollama.requests[0].path == "/behind/api/version"


@pytest.mark.parametrize(
    "body", [b"x" * 3_000_000, b'{"done":false}\n' + b"x" * 3_000_000]
)
async def test_a_line_without_end_is_not_waited_for(
    client: FencedClient,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
    body: bytes,
) -> None:
    """It would fill the memory."""

    async def answer(*_: Any) -> web.Response:
        """Answer."""
        return web.Response(body=body)

    monkeypatch.setattr(ollama, "answer", answer)
    with pytest.raises(ValueError, match="without end"):
        [
            line
            async for line in client.lines(
                "/api/chat", {"model": "gemma4:e4b"}, seconds=SECONDS
            )
        ]


@pytest.mark.parametrize("status", [200, 500])
async def test_an_answer_without_end_is_not_waited_for(
    client: FencedClient,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    """A good one and a failure."""

    async def answer(*_: Any) -> web.Response:
        """Answer."""
        return web.Response(status=status, body=b"x" * 6_000_000)

    monkeypatch.setattr(ollama, "answer", answer)
    with pytest.raises(ValueError, match="without end"):
        await client.ask("GET", "/api/tags", seconds=SECONDS)


async def test_a_packed_answer_is_not_unpacked(
    client: FencedClient, ollama: OllamaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asked for it, and a few bytes of it can fill any memory."""

    async def answer(*_: Any) -> web.Response:
        """Answer."""
        packed = gzip.compress(b"x" * 10_000_000)
        return web.Response(body=packed, headers={"content-encoding": "gzip"})

    monkeypatch.setattr(ollama, "answer", answer)
    with pytest.raises(ValueError, match="packed"):
        await client.ask("GET", "/api/tags", seconds=SECONDS)
    with pytest.raises(ValueError, match="packed"):
        await anext(client.lines("/api/chat", {}, seconds=SECONDS))
    assert ollama.requests[0].header("accept-encoding") == "identity"


async def test_a_last_line_needs_no_end(
    client: FencedClient, ollama: OllamaStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some servers leave it out."""

    async def answer(*_: Any) -> web.Response:
        """Answer."""
        return web.Response(body=b'{"done":false}\n{"done":true}')

    monkeypatch.setattr(ollama, "answer", answer)
    lines = [
        line
        async for line in client.lines(
            "/api/chat", {"model": "gemma4:e4b"}, seconds=SECONDS
        )
    ]
    assert lines == [{"done": False}, {"done": True}]
