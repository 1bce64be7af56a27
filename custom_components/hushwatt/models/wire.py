"""The last stop before the socket: what goes out is what was cleared, byte for byte."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from ..privacy.blocked import Blocked, Objection
from ..privacy.guard import ClearedRequest
from .streams import leave

# The longest answer that is read, in bytes: four times the longest reply, and soon parsed.
LONGEST: Final = 256 * 1024

# What the HTTP library adds of its own accord; it tells the machine and is taken off.
_ADDED: Final = frozenset({"accept", "accept-encoding", "connection", "user-agent"})
_ADDED_BY_SDK: Final = "x-stainless-"


class TooLongError(Exception):
    """The answer is longer than any answer is."""


class PackedError(Exception):
    """The answer is packed, which nobody asked for."""


class _Clearance:
    """One cleared request, good for one sending."""

    def __init__(self, cleared: ClearedRequest) -> None:
        """Keep the request."""
        self.cleared = cleared
        self.used = False


_CLEARANCE: ContextVar[_Clearance | None] = ContextVar("_CLEARANCE", default=None)


@contextmanager
def cleared_to_send(cleared: ClearedRequest) -> Iterator[None]:
    """Let one request like this one through, within the context and this task only."""
    token = _CLEARANCE.set(_Clearance(cleared))
    try:
        yield
    finally:
        _CLEARANCE.reset(token)


class ClearedTransport:
    """A transport around a real one that lets nothing out but what was cleared.

    It serves the HTTP library that Home Assistant has, whichever of the two it
    is, and therefore asks for a transport's methods and for no class.
    """

    def __init__(self, inner: Any) -> None:
        """Guard a transport."""
        self._inner = inner

    async def handle_async_request(self, request: Any) -> Any:
        """Send a request and return its whole answer; raise Blocked, TooLongError, PackedError."""
        clearance = _CLEARANCE.get()
        if clearance is None or clearance.used:
            raise Blocked(Objection.WIRE)
        cleared = clearance.cleared
        body = await request.aread()
        _take_off(request.headers, cleared.headers)
        cleared.check_wire(
            request.method, str(request.url), request.headers.multi_items(), body
        )
        clearance.used = True
        fresh = _made_anew(request, cleared)
        return await _read(await self._inner.handle_async_request(fresh))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def _take_off(headers: Any, cleared: Mapping[str, str]) -> None:
    """Take off what the libraries add and nobody cleared."""
    for name in list(headers):
        if name not in cleared and (name in _ADDED or name.startswith(_ADDED_BY_SDK)):
            del headers[name]


def _made_anew(request: Any, cleared: ClearedRequest) -> Any:
    """Return the cleared request, with nothing that a library's own could carry beside it.

    A request has more than its method, address, headers and content: a stream
    that need not be the content, and extensions that can name another target or
    another server's name for the TLS handshake. Of these only the time-outs are
    taken over.
    """
    kept = {
        name: value for name, value in request.extensions.items() if name == "timeout"
    }
    return type(request)(
        "POST",
        cleared.url,
        headers=cleared.headers,
        content=cleared.body,
        extensions=kept,
    )


async def _read(response: Any) -> Any:
    """Return an answer as a whole one, with nothing that would have to be kept.

    It is read as it comes: a packed one was not asked for, and a few bytes of
    it can fill any memory.
    """
    body = bytearray()
    chunks = response.aiter_raw()
    try:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise PackedError
        async for chunk in chunks:
            body += chunk
            if len(body) > LONGEST:
                raise TooLongError
    finally:
        await leave(response, chunks)
    return type(response)(
        response.status_code,
        headers={"content-type": "text/plain"},
        content=bytes(body),
    )
