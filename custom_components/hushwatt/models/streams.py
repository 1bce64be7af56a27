"""The end of an answer, and leaving one before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final

import httpx

# What a server takes at most that has said all and ends its answer, in seconds.
_LAST: Final = 0.05


async def finish(chunks: AsyncIterator[bytes]) -> None:
    """Await the end of an answer that has said all.

    A connection whose answer was read to its end can be used again. A server
    that does not come to an end is not waited for.
    """
    with suppress(TimeoutError, httpx.HTTPError, httpx.StreamError):
        async with asyncio.timeout(_LAST):
            await anext(chunks, None)


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
