"""Tests of the last stop before the socket."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
import gzip
from typing import Any

import httpx
import pytest

from .conftest import clear
from custom_components.hushwatt.models.wire import (
    LONGEST,
    ClearedTransport,
    PackedError,
    TooLongError,
    cleared_to_send,
)
from custom_components.hushwatt.privacy.blocked import Blocked, Objection
from custom_components.hushwatt.privacy.endpoint import Endpoint, Provider
from custom_components.hushwatt.privacy.guard import ClearedRequest

ENDPOINT = Endpoint(
    provider=Provider.OPENAI,
    model="gpt-5.4",
    api_key="sk-test",
    url="https://api.example.com/v1",
)


@dataclass
class Socket:
    """What is behind the transport."""

    sent: list[httpx.Request] = field(default_factory=list)
    body: tuple[bytes, ...] = (b"{}",)
    headers: dict[str, str] = field(default_factory=dict)
    closed: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Keep a request and answer it."""
        self.sent.append(request)

        async def pieces() -> AsyncIterator[bytes]:
            """Yield the body."""
            for piece in self.body:
                yield piece

        return httpx.Response(
            200,
            headers={
                "set-cookie": "a=b",
                "location": "https://thief.example",
                **self.headers,
            },
            content=pieces(),
        )

    async def aclose(self) -> None:
        """Count."""
        self.closed += 1


@pytest.fixture
def cleared() -> ClearedRequest:
    """Return a request that may be sent."""
    return clear(ENDPOINT)


@pytest.fixture
def socket() -> Socket:
    """Return what is behind the transport."""
    return Socket()


def request(cleared: ClearedRequest, **changes: Any) -> httpx.Request:
    """Return the cleared request as the library would hand it on, but for changes."""
    parts: dict[str, Any] = {
        "method": "POST",
        "url": cleared.url,
        "headers": cleared.headers,
        "content": cleared.body,
    }
    return httpx.Request(**{**parts, **changes})


async def test_a_cleared_request_goes_out_to_the_byte(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """With nothing but what a connection needs."""
    with cleared_to_send(cleared):
        await ClearedTransport(socket).handle_async_request(request(cleared))
    (sent,) = socket.sent
    assert sent.content == cleared.body
    assert str(sent.url) == cleared.url
    assert dict(sent.headers) == {
        **cleared.headers,
        "host": "api.example.com",
        "content-length": str(len(cleared.body)),
    }


async def test_what_the_libraries_add_is_taken_off(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """It tells the machine."""
    added = {
        "X-Stainless-OS": "Linux",
        "X-Stainless-Runtime-Version": "3.14.2",
        "Connection": "keep-alive",
    }
    with cleared_to_send(cleared):
        await ClearedTransport(socket).handle_async_request(
            request(cleared, headers={**cleared.headers, **added})
        )
    names = set(socket.sent[0].headers)
    assert names == {*cleared.headers, "host", "content-length"}


CHANGES: dict[str, Callable[[ClearedRequest], dict[str, Any]]] = {
    "another method": lambda cleared: {"method": "PUT"},
    "another host": lambda cleared: {"url": "https://thief.example/v1/responses"},
    "another path": lambda cleared: {"url": "https://api.example.com/v1/files"},
    "a query": lambda cleared: {"url": f"{cleared.url}?note=nursery"},
    "no encryption": lambda cleared: {"url": cleared.url.replace("https", "http")},
    "another port": lambda cleared: {
        "url": "https://api.example.com:8443/v1/responses"
    },
    "another body": lambda cleared: {"content": cleared.body.replace(b"L1", b"L2")},
    "a longer body": lambda cleared: {"content": cleared.body + b" "},
    "no body": lambda cleared: {"content": b""},
    "another key": lambda cleared: {
        "headers": {**cleared.headers, "authorization": "Bearer sk-other"}
    },
    "two keys": lambda cleared: {
        "headers": [
            *cleared.headers.items(),
            ("authorization", "Bearer sk-test"),
        ]
    },
    "no key": lambda cleared: {
        "headers": {k: v for k, v in cleared.headers.items() if k != "authorization"}
    },
    "a cookie": lambda cleared: {"headers": {**cleared.headers, "cookie": "a=b"}},
    "an account": lambda cleared: {
        "headers": {**cleared.headers, "openai-organization": "org-1"}
    },
    "another language": lambda cleared: {
        "headers": {**cleared.headers, "accept-language": "de-AT"}
    },
    "another agent": lambda cleared: {
        "headers": {**cleared.headers, "user-agent": "HomeAssistant/2026.10.4"}
    },
    "another host header": lambda cleared: {
        "headers": {**cleared.headers, "host": "thief.example"}
    },
    "another length": lambda cleared: {
        "headers": {**cleared.headers, "content-length": "1"}
    },
}


async def test_what_a_request_of_the_librarys_can_carry_beside_is_left_behind(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """Another target, another name for the TLS handshake, a stream that is not the content."""
    smuggler = request(
        cleared,
        extensions={
            "target": b"/v1/files?note=nursery",
            "sni_hostname": "nursery.thief.example",
            "timeout": {"connect": 1.0},
        },
    )
    smuggler.stream = httpx.ByteStream(b"nursery")
    assert smuggler.content == cleared.body
    with cleared_to_send(cleared):
        await ClearedTransport(socket).handle_async_request(smuggler)
    (sent,) = socket.sent
    assert isinstance(sent.stream, httpx.ByteStream)
    assert [piece async for piece in sent.stream] == [cleared.body]
    assert sent.extensions == {"timeout": {"connect": 1.0}}
    assert str(sent.url) == cleared.url


@pytest.mark.parametrize("change", CHANGES)
async def test_anything_else_is_not_sent(
    socket: Socket, cleared: ClearedRequest, change: str
) -> None:
    """Whoever put it there."""
    with cleared_to_send(cleared), pytest.raises(Blocked) as raised:
        await ClearedTransport(socket).handle_async_request(
            request(cleared, **CHANGES[change](cleared))
        )
    assert raised.value.objection is Objection.WIRE
    assert socket.sent == []


async def test_nothing_is_sent_that_nobody_cleared(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """Outside of a sending the transport lets nothing through."""
    transport = ClearedTransport(socket)
    with pytest.raises(Blocked):
        await transport.handle_async_request(request(cleared))
    with cleared_to_send(cleared):
        pass
    with pytest.raises(Blocked):
        await transport.handle_async_request(request(cleared))
    assert socket.sent == []


async def test_a_clearance_is_good_for_one_sending(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """A retry of a library's own would be in no ledger."""
    transport = ClearedTransport(socket)
    with cleared_to_send(cleared):
        await transport.handle_async_request(request(cleared))
        with pytest.raises(Blocked):
            await transport.handle_async_request(request(cleared))
    assert len(socket.sent) == 1


async def test_nothing_of_an_answer_is_kept_but_its_status_and_body(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """No cookie, no address to go to."""
    socket.body = (b'{"a"', b":1}")
    with cleared_to_send(cleared):
        response = await ClearedTransport(socket).handle_async_request(request(cleared))
    assert (response.status_code, response.content) == (200, b'{"a":1}')
    assert not {"set-cookie", "location"} & set(response.headers)


async def test_an_endless_answer_is_cut(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """It would fill the memory."""
    socket.body = (b"x" * LONGEST, b"x")
    with cleared_to_send(cleared), pytest.raises(TooLongError):
        await ClearedTransport(socket).handle_async_request(request(cleared))


async def test_a_packed_answer_is_not_unpacked(
    socket: Socket, cleared: ClearedRequest
) -> None:
    """Nobody asked for it, and a few bytes of it can fill any memory."""
    socket.body = (gzip.compress(b"x" * 10_000_000),)
    socket.headers = {"content-encoding": "gzip"}
    with cleared_to_send(cleared), pytest.raises(PackedError):
        await ClearedTransport(socket).handle_async_request(request(cleared))


async def test_closing_closes_what_is_behind(socket: Socket) -> None:
    """The connections are ours."""
    await ClearedTransport(socket).aclose()
    assert socket.closed == 1
