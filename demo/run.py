"""The demo from start to end."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, Final

import aiohttp

from . import reference_home
from .client import Client, HomeAssistantRefused, new_password
from .options import DemoOptions
from .printing import Printer
from .process import DidNotStart, Running, offset_to_reference_evening, running_home
from .sent import arrived_unchanged, hold_against, leaks
from .servers import Cast, cast
from .setting_up import Home, set_up_home

START_SECONDS: Final = 90
# A model that thinks on a small machine takes a minute or two for a note.
READ_SECONDS: Final = 900
ADVICE_SECONDS: Final = 180
POLL_SECONDS: Final = 0.2
USER: Final = "demo"


async def run_demo(options: DemoOptions) -> int:
    """Boot, set up, ask and print; return the exit code."""
    began, out = monotonic(), Printer()
    offset = (
        timedelta() if options.now else offset_to_reference_evening(datetime.now(UTC))
    )
    out.step("Starting a real Home Assistant with Hushwatt")
    try:
        async with (
            cast(options.models, stand_ins=options.stand_ins) as played,
            running_home(offset, options.port) as running,
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout()) as session,
        ):
            client = Client(session, running.url)
            code = await _demonstrate(running, client, options, played, out)
            out.total(monotonic() - began)
            if options.serve:
                await running.process.wait()
    except (DidNotStart, HomeAssistantRefused) as failure:
        out.failed(str(failure))
        return 1
    return code


async def _demonstrate(
    running: Running, client: Client, options: DemoOptions, played: Cast, out: Printer
) -> int:
    """Do everything that needs a running Home Assistant; return the exit code."""
    await _until_up(running, client)
    password = new_password()
    await client.log_in(USER, password)
    out.models(
        played.models, local=played.local is not None, cloud=played.cloud is not None
    )
    out.step("Setting the reference home up through its flows")
    home = await set_up_home(
        client,
        played.models,
        privacy=options.privacy,
        pattern=options.pattern,
        tell=out.step,
    )
    await _show_private(client, home, out)
    asked_at = datetime.now(UTC) + running.offset
    out.asked(reference_home.QUESTION, asked_at)
    answer = await client.ask(reference_home.QUESTION, home.agent)
    advice = await _advice(client, home)
    out.answer(answer)
    out.schedule(advice)
    out.verified(advice)
    leaked = await _show_sent(client, advice, asked_at, played, out)
    out.seconds(await _seconds(client, home))
    out.ui(running.url, USER, password, serving=options.serve)
    if leaked:
        out.failed(f"Words of the home left it: {', '.join(leaked)}")
    return 1 if leaked else 0


async def _until_up(running: Running, client: Client) -> None:
    """Wait until Home Assistant answers; raise DidNotStart."""
    try:
        async with asyncio.timeout(START_SECONDS):
            while not await client.is_up():
                running.check()
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise DidNotStart(f"It was not up within {START_SECONDS} s.") from None


async def _show_private(client: Client, home: Home, out: Printer) -> None:
    """Print what stays in the house: the notes, as they were understood."""
    begun = monotonic()
    while True:
        answer = await client.act(
            "todo.get_items", {"entity_id": home.notes}, response=True
        )
        items = answer[home.notes]["items"]
        if all(item.get("description") for item in items):
            break
        if monotonic() - begun > READ_SECONDS:
            text = f"The notes were not read within {READ_SECONDS} s."
            raise HomeAssistantRefused(text)
        await asyncio.sleep(POLL_SECONDS)
    out.step(f"The notes were read, {len(items)} in {monotonic() - begun:.1f} s")
    out.private(items)


async def _advice(client: Client, home: Home) -> Mapping[str, Any]:
    """Return the figures of the advice that was given, as the event tells automations."""
    begun = monotonic()
    while True:
        event = await client.get(f"/api/states/{home.advice}")
        if event["state"] != "unknown":
            figures: Mapping[str, Any] = event["attributes"]
            return figures
        if monotonic() - begun > ADVICE_SECONDS:
            raise HomeAssistantRefused("No advice was given.")
        await asyncio.sleep(POLL_SECONDS)


async def _show_sent(
    client: Client,
    advice: Mapping[str, Any],
    asked_at: datetime,
    played: Cast,
    out: Printer,
) -> list[str]:
    """Print what left and what stayed; return the words that should not have left."""
    answer = await client.act("hushwatt.get_sent", {}, response=True)
    entries = [entry for entry in answer["entries"] if entry["body"]]
    facts = hold_against(entry["body"] for entry in entries)
    if entries:
        out.sent(entries, facts, asked_at)
    if played.cloud is not None:
        received = [one.body for one in played.cloud.requests]
        out.received(unchanged=arrived_unchanged(entries, received))
    if not advice["cloud"]["called"]:
        out.not_sent(advice["pattern"])
    out.cloud(advice, stand_in=played.cloud is not None)
    return leaks(facts)


async def _seconds(client: Client, home: Home) -> Mapping[str, float]:
    """Return the seconds of each step of the last question, from the diagnostics."""
    page = await client.get(f"/api/diagnostics/config_entry/{home.entry_id}")
    seconds: Mapping[str, float] = page["data"]["last_question"]["seconds"]
    return seconds
