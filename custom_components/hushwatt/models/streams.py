"""Leaving an answer before its end."""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx


async def leave(response: Any, chunks: AsyncIterator[bytes]) -> None:
    """Close an answer, and with it all that reads from it.

    The HTTP library reads through a chain of generators. One that is left is
    closed by the garbage collector, in a task of its own at a time of its own;
    with the connection closed they all come to their end now.
    """
    await response.aclose()
    with suppress(httpx.HTTPError, httpx.StreamError):
        async for _ in chunks:
            pass
