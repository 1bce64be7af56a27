"""The demo from start to end."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import aiohttp

from . import reference_home
from .client import Client, HomeAssistantRefused, new_password
from .printing import Printer
from .process import DidNotStart, Running, offset_to_reference_evening, running_home
from .setting_up import Home, set_up_home

START_SECONDS = 90
READ_SECONDS = 120
POLL_SECONDS = 0.2
USER = "demo"


@dataclass(frozen=True, kw_only=True)
class DemoOptions:
    """What the command line asks for."""

    now: bool = False
    serve: bool = False
    port: int = 0


async def run_demo(options: DemoOptions) -> int:
    """Boot, set up, ask and print; return the exit code."""
    began, out = monotonic(), Printer()
    offset = (
        timedelta() if options.now else offset_to_reference_evening(datetime.now(UTC))
    )
    out.step("Starting a real Home Assistant with Hushwatt")
    try:
        async with (
            running_home(offset, options.port) as running,
            aiohttp.ClientSession() as session,
        ):
            await _demonstrate(running, Client(session, running.url), options, out)
            out.total(monotonic() - began)
            if options.serve:
                await running.process.wait()
    except (DidNotStart, HomeAssistantRefused) as failure:
        out.failed(str(failure))
        return 1
    return 0


async def _demonstrate(
    running: Running, client: Client, options: DemoOptions, out: Printer
) -> None:
    """Do everything that needs a running Home Assistant."""
    await _until_up(running, client)
    password = new_password()
    await client.log_in(USER, password)
    out.step("Setting the reference home up through its flows")
    home = await set_up_home(client, {"user": {"mode": "built_in"}})
    await _show_private(client, home, out)
    out.asked(reference_home.QUESTION, datetime.now(UTC) + running.offset)
    answer = await client.ask(reference_home.QUESTION, home.agent)
    response = await client.act(
        "hushwatt.recommend", {"question": reference_home.QUESTION}, response=True
    )
    out.answer(answer)
    out.schedule(response)
    out.verified(response)
    out.seconds(await _seconds(client, home))
    out.ui(running.url, USER, password, serving=options.serve)


async def _until_up(running: Running, client: Client) -> None:
    """Wait until Home Assistant answers; raise DidNotStart."""
    async with asyncio.timeout(START_SECONDS):
        while not await client.is_up():
            running.check()
            await asyncio.sleep(POLL_SECONDS)


async def _show_private(client: Client, home: Home, out: Printer) -> None:
    """Print what stays in the house: the notes, as they were understood."""
    async with asyncio.timeout(READ_SECONDS):
        while True:
            answer = await client.act(
                "todo.get_items", {"entity_id": home.notes}, response=True
            )
            items = answer[home.notes]["items"]
            if all(item.get("description") for item in items):
                break
            await asyncio.sleep(POLL_SECONDS)
    out.private(items)


async def _seconds(client: Client, home: Home) -> dict[str, Any]:
    """Return the seconds of each step of the last question, from the diagnostics."""
    page = await client.get(f"/api/diagnostics/config_entry/{home.entry_id}")
    last: dict[str, Any] = page["data"].get("last_question") or {}
    return dict(last.get("seconds") or {})
