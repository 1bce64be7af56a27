"""What clouds answer over aiohttp: JSON as it is now, and streams that stay open."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, override

from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMockResponse,
)
from yarl import URL

type Answering = Callable[[str, URL, Any], Awaitable[AiohttpClientMockResponse]]


class Answer(AiohttpClientMockResponse):
    """A response with what clients also ask of a real one."""

    closed = False

    @property
    def ok(self) -> bool:
        """Tell whether it is no error."""
        return bool(self.status < 400)


def answering(make: Callable[[], Any]) -> Answering:
    """Return what answers with the JSON that is made at each call."""

    async def answer(method: str, url: URL, data: Any) -> AiohttpClientMockResponse:
        """Return the answer of this moment."""
        headers = {"content-type": "application/json"}
        return Answer(method, url, json=make(), headers=headers)

    return answer


class Stream:
    """Server-sent events: what a cloud pushes to the one who listens."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        self._reader = asyncio.StreamReader()

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return the response that never ends."""
        return _Open(method, url, self._reader)

    def tell(self, *lines: str) -> None:
        """Send an event."""
        self._reader.feed_data("".join(f"{line}\n" for line in (*lines, "")).encode())


class _Open(Answer):
    """A response whose body is still coming."""

    def __init__(self, method: str, url: URL, reader: asyncio.StreamReader) -> None:
        """Read from what the cloud feeds."""
        super().__init__(method, url)
        self._reader = reader

    @property
    @override
    def content(self) -> asyncio.StreamReader:
        """Return the body."""
        return self._reader
