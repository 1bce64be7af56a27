"""The end of an answer: a connection is used again, and nobody is waited for in vain."""

import asyncio
from contextlib import aclosing
import ssl
from time import monotonic

import pytest

from custom_components.hushwatt.models.fence import FencedClient
from stand_ins.ollama import OllamaStandIn

CHAT = {"model": "gemma4:e4b", "messages": [{"role": "user", "content": "Hello."}]}
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
LINE = b'{"message":{"content":"Hello."},"done":true}\n'


async def last_line(client: FencedClient) -> object:
    """Return the last line of a chat, left as soon as it is there."""
    async with aclosing(client.lines("/api/chat", CHAT, seconds=5.0)) as lines:
        async for line in lines:
            if line["done"]:
                return line
    raise AssertionError


async def test_a_connection_is_used_again_after_a_chat(
    ollama: OllamaStandIn, tls: ssl.SSLContext
) -> None:
    """Though the chat is left at its last line."""
    client = FencedClient(ollama.url, ssl_context=tls, connect_seconds=1)
    pool = client._client._transport._pool
    for _ in range(3):
        assert await last_line(client)
        assert [connection.is_idle() for connection in pool.connections] == [True]
    await client.close()


@pytest.mark.usefixtures("loopback")
async def test_a_server_that_never_ends_its_answer_is_not_waited_for(
    tls: ssl.SSLContext,
) -> None:
    """Its connection is closed instead."""
    closed = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Say all, and then nothing."""
        await reader.readuntil(b"Hello.")
        writer.write(HEAD + b"%x\r\n%s\r\n" % (len(LINE), LINE))
        await reader.read()
        closed.set()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    client = FencedClient(
        f"http://127.0.0.1:{port}", ssl_context=tls, connect_seconds=1
    )
    began = monotonic()
    assert await last_line(client)
    assert monotonic() - began < 2
    async with asyncio.timeout(2):
        await closed.wait()
    await client.close()
    server.close()
