"""What both stand-ins are: a server on loopback that records, and misbehaves when told to."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
import json
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import hdrs, web

from .faults import Fault

LOOPBACK: Final = "127.0.0.1"
PAGE: Final = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Welcome</h1></body></html>"

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, kw_only=True)
class Received:
    """A request as it came: path with query, headers in order, and the exact bytes."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def document(self) -> Any:
        """Return the body as JSON; ValueError when it is none."""
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        """Return the value of a header, None when it did not come."""
        wanted = name.lower()
        return next((v for k, v in self.headers if k.lower() == wanted), None)


class StandIn:
    """A server on 127.0.0.1; use it as an async context, or `start` and `stop` it.

    `requests` holds all that came. `fail` makes it misbehave, `recover` ends
    that.
    """

    # Where a fault shows unless another path is given.
    talks_at: tuple[str, ...] = ()

    def __init__(self) -> None:
        """Prepare; nobody listens yet."""
        self.requests: list[Received] = []
        self.port = 0
        self.redirect_to = f"http://{LOOPBACK}:9/elsewhere"
        self._fault: Fault | None = None
        self._times: int | None = None
        self._paths: tuple[str, ...] = ()
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        """Return the server's base URL."""
        return f"http://{LOOPBACK}:{self.port}"

    def routes(self) -> list[web.RouteDef]:
        """Return what the server answers."""
        raise NotImplementedError

    async def misbehave(
        self, fault: Fault, request: web.Request, received: Received
    ) -> web.StreamResponse | None:
        """Return the answer of a fault of this kind of server, None when it is none of its own."""
        raise NotImplementedError

    async def start(self, port: int = 0) -> None:
        """Listen on a port of 127.0.0.1, a free one when it is 0."""
        app = web.Application(middlewares=[self._record], client_max_size=2**26)
        app.add_routes(self.routes())
        app.on_response_prepare.append(_sign_as_nobody)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.05
        )
        await self._runner.setup()
        self.port = port
        await self._listen()

    async def stop(self) -> None:
        """Stop listening and drop all connections."""
        if self._runner:
            await self._runner.cleanup()
        self._runner = self._site = None

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()

    async def fail(
        self, fault: Fault, *, times: int | None = None, at: str | None = None
    ) -> None:
        """Misbehave from now on, or the next so many times, where the model is talked to or at a path."""
        await self.recover()
        self._fault, self._times = fault, times
        self._paths = self.talks_at if at is None else (at,)
        if fault is Fault.REFUSED and self._site and self._runner:
            await self._site.stop()
            self._site = None
            if self._runner.server:
                await self._runner.server.shutdown(0.01)

    async def recover(self) -> None:
        """Behave again."""
        self._fault = None
        if self._site is None and self._runner:
            await self._listen()

    async def _listen(self) -> None:
        """Open the port."""
        assert self._runner
        self._site = web.TCPSite(self._runner, LOOPBACK, self.port)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    @web.middleware
    async def _record(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Keep the request, then answer it, badly if so told."""
        received = Received(
            method=request.method,
            path=request.path_qs,
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in request.raw_headers
            ),
            body=await request.read(),
        )
        self.requests.append(received)
        fault = self._due(request)
        if fault is None:
            return await self.answer(request, received, handler)
        answer = await self.misbehave(fault, request, received)
        if answer is None:
            answer = await _misbehave(fault, request, self.redirect_to)
        return answer

    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Answer as the real one would."""
        return await handler(request)

    def _due(self, request: web.Request) -> Fault | None:
        """Return the fault that this request meets."""
        if self._fault is None or request.path not in self._paths or self._times == 0:
            return None
        if self._times is not None:
            self._times -= 1
        return self._fault


async def _sign_as_nobody(_: web.Request, response: web.StreamResponse) -> None:
    """Leave out the header that tells which library serves."""
    response.headers.popall(hdrs.SERVER, None)


def as_json(
    body: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """Return a JSON answer in the compact form that both servers write."""
    return web.Response(
        status=status,
        body=dump(body),
        headers={
            hdrs.CONTENT_TYPE: "application/json; charset=utf-8",
            **(headers or {}),
        },
    )


def dump(body: Any) -> bytes:
    """Return compact JSON."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


async def begin(
    request: web.Request, content_type: str, headers: Mapping[str, str] | None = None
) -> web.StreamResponse:
    """Begin an answer in pieces."""
    response = web.StreamResponse(
        headers={hdrs.CONTENT_TYPE: content_type, **(headers or {})}
    )
    response.enable_chunked_encoding()
    await response.prepare(request)
    return response


async def cut(request: web.Request) -> web.StreamResponse:
    """Cut the connection, so that the other side sees it end in the middle."""
    if request.transport:
        request.transport.abort()
    await asyncio.Event().wait()
    raise AssertionError


async def _misbehave(
    fault: Fault, request: web.Request, redirect_to: str
) -> web.StreamResponse:
    """Answer with a fault that any server can have."""
    match fault:
        case Fault.RESET:
            return await cut(request)
        case Fault.STALL | Fault.CUT:
            response = await begin(request, "application/json")
            await response.write(b'{"model":"')
            if fault is Fault.CUT:
                return await cut(request)
            await asyncio.Event().wait()
        case Fault.REDIRECT:
            return web.Response(status=307, headers={hdrs.LOCATION: redirect_to})
        case Fault.HTML:
            return web.Response(text=PAGE, content_type="text/html")
        case Fault.BAD_GATEWAY:
            return web.Response(status=502, text=PAGE, content_type="text/html")
        case Fault.ERROR_NOT_AN_OBJECT:
            return as_json("internal error", 500)
        case _ if fault in _BODIES:
            return web.Response(
                body=_BODIES[fault], content_type="application/json", charset="utf-8"
            )
    await asyncio.Event().wait()
    raise AssertionError


_BODIES: Final[Mapping[Fault, bytes]] = {
    Fault.EMPTY: b"",
    Fault.TRUNCATED_JSON: b'{"model":"gemma4:e4b","message":{"role":"assi',
    Fault.NOT_AN_OBJECT: b'[{"done":true}]',
    Fault.NOT_TEXT: b'{"message":"\xff\xfe\x80"}',
    Fault.DEEP_JSON: b"[" * 200_000,
}
