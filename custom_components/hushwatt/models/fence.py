"""The `ollama` library, kept to five endpoints of one server and to no environment."""

from collections.abc import AsyncIterator, Mapping
from ssl import SSLContext
from typing import Any, Final, Literal, cast

import httpx
import ollama

ENDPOINTS: Final = (
    ("POST", "/api/chat"),
    ("GET", "/api/tags"),
    ("POST", "/api/show"),
    ("POST", "/api/pull"),
    ("GET", "/api/version"),
)


class StatusError(Exception):
    """The server answered with a status that is not 200; `text` is its body."""

    def __init__(self, status: int, text: str) -> None:
        """Keep the status and the body."""
        super().__init__(status)
        self.status = status
        self.text = text


class FencedClient(ollama.AsyncClient):
    """The library's client with its doors shut.

    No redirect is followed, no proxy, host or key is read from the environment,
    no header tells the machine, and nothing but `ENDPOINTS` can be called. The
    library's types drop fields that decide whether a model is local, so answers
    are handed out raw.
    """

    def __init__(
        self, url: str, *, ssl_context: SSLContext, connect_seconds: float
    ) -> None:
        """Prepare for the server at a normalised base URL; nothing is sent yet."""
        super().__init__(
            host=url,
            follow_redirects=False,
            timeout=httpx.Timeout(None, connect=connect_seconds),
            trust_env=False,
            verify=ssl_context,
            event_hooks={"request": [self._admit], "response": [self._inspect]},
        )
        self._endpoints = {
            (method, str(httpx.URL(f"{url}{path}"))) for method, path in ENDPOINTS
        }

    async def ask(
        self,
        method: Literal["GET", "POST"],
        path: str,
        payload: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the raw answer of a call that is answered at once."""
        return cast(
            dict[str, Any], await self._request(dict, method, path, json=payload)
        )

    async def lines(
        self, path: str, payload: Mapping[str, Any]
    ) -> AsyncIterator[dict[str, Any]]:
        """Return the raw lines of a call that is answered in a stream."""
        return cast(
            AsyncIterator[dict[str, Any]],
            await self._request(dict, "POST", path, json=payload, stream=True),
        )

    async def _admit(self, request: httpx.Request) -> None:
        """Let only the five endpoints of this server through, without the headers that tell more."""
        if (request.method, str(request.url)) not in self._endpoints:
            raise PermissionError("not an endpoint that Hushwatt calls")
        for name in ("authorization", "cookie", "user-agent"):
            request.headers.pop(name, None)

    async def _inspect(self, response: httpx.Response) -> None:
        """Raise StatusError for every status but 200, a redirect's too."""
        if response.status_code != 200:
            await response.aread()
            raise StatusError(response.status_code, response.text)
