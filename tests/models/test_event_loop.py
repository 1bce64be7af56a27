"""Tests that the clients keep the event loop free, with Home Assistant's own HTTP client.

Its detection of blocking calls is off within pytest, so a program of its own is
watched.
"""

from pathlib import Path
import subprocess
import sys

PROGRAM = """
import asyncio
from functools import partial
from homeassistant import block_async_io, core, loader
from homeassistant.helpers.httpx_client import create_async_httpx_client
from homeassistant.util.ssl import get_default_context
from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.models.local import OllamaModel
from custom_components.hushwatt.models.protocol import Message
from custom_components.hushwatt.models.server import OllamaServer
from custom_components.hushwatt.privacy.endpoint import Endpoint, Provider
from stand_ins.ollama import OllamaStandIn
from stand_ins.openai import OpenAIStandIn
from tests.models.conftest import clear

async def main():
    hass = core.HomeAssistant("/nowhere")
    loader.async_setup(hass)
    async with OpenAIStandIn() as openai, OllamaStandIn() as ollama:
        cleared = clear(
            Endpoint(provider=Provider.OPENAI, model="gpt-5.4", api_key=openai.key, url=openai.url + "/v1")
        )
        block_async_io.enable()
        cloud = CloudModel(
            "gpt-5.4",
            create_client=partial(create_async_httpx_client, hass, auto_cleanup=False),
            ssl_context=get_default_context(),
        )
        for _ in range(2):
            assert (await cloud.send(cleared)).text
        await cloud.close()
        server = OllamaServer(ollama.url, ssl_context=get_default_context())
        await server.version()
        assert (await OllamaModel(server, "gemma4:e4b").chat([Message("user", "Hi.")], think=True)).text
        await server.close()
        open("/dev/null").close()  # the detection is on
        assert {n for n, _ in openai.requests[0].headers} >= {"user-agent"}
        assert openai.requests[0].header("user-agent") == "hushwatt"

asyncio.run(main())
"""


def test_no_call_blocks_the_event_loop() -> None:
    """Neither making a client nor the first call, which is when libraries read files."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    detected = [line for line in done.stderr.splitlines() if "Detected" in line]
    assert all("/dev/null" in line for line in detected), done.stderr
    assert len(detected) == 1
