"""The `ollama` library, kept to five endpoints of one server and to no environment."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
import json
from ssl import SSLContext
from typing import Any, Final, Literal, cast, override

import httpx
import ollama

from .streams import finish, leave

ENDPOINTS: Final = (
    ("POST", "/api/chat"),
    ("GET", "/api/tags"),
    ("POST", "/api/show"),
    ("POST", "/api/pull"),
    ("GET", "/api/version"),
)
# Read line by line, and bounded so.
_STREAMED: Final = ("/api/chat", "/api/pull")
_LONGEST_LINE: Final = 1_000_000
# The description of a model has its licence and a list of its tensors; a few hundred kB.
_LONGEST_ANSWER: Final = 2_000_000


class StatusError(Exception):
    """The server answered with a status that is not 200; `text` is its body."""

    def __init__(self, status: int, text: str) -> None:
        """Keep the status and the body."""
        super().__init__(status)
        self.status = status
        self.text = text


class _Bounded(httpx.AsyncByteStream):
    """What comes of an answer that is read as a whole, up to a bound; ValueError beyond."""

    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        """Bound a stream."""
        self._inner = inner

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the stream's pieces."""
        length = 0
        async for piece in self._inner:
            length += len(piece)
            if length > _LONGEST_ANSWER:
                raise ValueError("an answer without end")
            yield piece

    @override
    async def aclose(self) -> None:
        """Close the stream."""
        await self._inner.aclose()


class FencedClient(ollama.AsyncClient):
    """The library's client with its doors shut.

    No redirect is followed, no proxy, host or key is read from the environment,
    no header tells the machine, and nothing but `ENDPOINTS` can be called. The
    library's types drop fields that decide whether a model is local, so answers
    are handed out raw.
    """

    def __init__(
        self,
        url: str,
        *,
        ssl_context: SSLContext,
        connect_seconds: float,
        api_key: str | None = None,
    ) -> None:
        """Prepare for the server at a normalised base URL; nothing is sent yet.

        `api_key` is for what guards the server, such as a reverse proxy.
        """
        super().__init__(
            host=url,
            follow_redirects=False,
            trust_env=False,
            verify=ssl_context,
            event_hooks={"request": [self._admit], "response": [self._inspect]},
        )
        self._connect_seconds = connect_seconds
        self._api_key = api_key
        self._endpoints = {
            (method, str(httpx.URL(f"{url}{path}"))) for method, path in ENDPOINTS
        }

    @override
    async def close(self) -> None:
        """Close the connections."""
        await super().close()  # type: ignore[no-untyped-call]

    async def ask(
        self,
        method: Literal["GET", "POST"],
        path: str,
        payload: Mapping[str, Any] | None = None,
        *,
        seconds: float,
    ) -> dict[str, Any]:
        """Return the raw answer of a call that is answered at once, within seconds of silence."""
        answer = await self._request(
            dict, method, path, json=payload, timeout=self._timeout(seconds)
        )
        return cast(dict[str, Any], answer)

    async def lines(
        self, path: str, payload: Mapping[str, Any], *, seconds: float
    ) -> AsyncGenerator[dict[str, Any]]:
        """Yield the raw lines of a call that is answered in a stream, with at most seconds of silence.

        The library's own stream takes a cut one for a whole one and leaves what
        it read from open when a line is bad; this one is closed when it ends.
        Raises ollama.ResponseError for a line that is an error, ValueError for
        one that is no JSON object.
        """
        request = self._client.build_request(
            "POST", path, json=payload, timeout=self._timeout(seconds)
        )
        response = await self._client.send(request, stream=True)
        chunks = response.aiter_bytes()
        rest = b""
        try:
            async for chunk in chunks:
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    document = _read_line(line)
                    if document.get("done") is True and not rest:
                        await finish(chunks)
                    yield document
                if len(rest) > _LONGEST_LINE:
                    raise ValueError("a line without end")
            if rest:
                yield _read_line(rest)
        finally:
            await leave(response, chunks)

    def _timeout(self, seconds: float) -> httpx.Timeout:
        """Return the bounds of one call.

        They hold where a bound from outside is lost: what connects for the HTTP
        library takes a cancellation for its own when both come at once.
        """
        return httpx.Timeout(seconds, connect=self._connect_seconds)

    async def _admit(self, request: httpx.Request) -> None:
        """Let only the five endpoints of this server through, without the headers that tell more."""
        if (request.method, str(request.url)) not in self._endpoints:
            raise PermissionError("not an endpoint that Hushwatt calls")
        for name in ("authorization", "cookie", "user-agent"):
            request.headers.pop(name, None)
        request.headers["accept-encoding"] = "identity"
        if self._api_key:
            request.headers["authorization"] = f"Bearer {self._api_key}"

    async def _inspect(self, response: httpx.Response) -> None:
        """Raise StatusError for every status but 200, a redirect's too, ValueError for what is packed."""
        # Nobody asked for it, and a few bytes of it can fill any memory.
        if response.headers.get("content-encoding", "identity") != "identity":
            raise ValueError("a packed answer")
        failed = response.status_code != 200
        if failed or not response.request.url.path.endswith(_STREAMED):
            assert isinstance(response.stream, httpx.AsyncByteStream)
            response.stream = _Bounded(response.stream)
        if failed:
            await response.aread()
            raise StatusError(response.status_code, response.text)


def _read_line(line: bytes) -> dict[str, Any]:
    """Return a line of a stream as an object; raise ollama.ResponseError, ValueError."""
    document = json.loads(line)
    if not isinstance(document, dict):
        raise ValueError("a line that is no object")  # noqa: TRY004
    if error := document.get("error"):
        raise ollama.ResponseError(str(error))
    return document
