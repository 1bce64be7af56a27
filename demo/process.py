"""The demo's Home Assistant: a folder of its own, a process of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
import json
import os
from pathlib import Path
import shutil
import socket
import sys
import tempfile
from zoneinfo import ZoneInfo

from . import reference_home

REPOSITORY = Path(__file__).resolve().parent.parent
STOP_SECONDS = 20
ONBOARDING = {"done": ["core_config", "analytics", "integration"]}


class DidNotStart(Exception):
    """Home Assistant ended by itself; the text is the end of its log."""


@dataclass(frozen=True)
class Running:
    """A Home Assistant that runs: its base URL, its log and its clock's offset."""

    url: str
    log: Path
    process: asyncio.subprocess.Process
    offset: timedelta

    def check(self) -> None:
        """Raise DidNotStart when the process has ended."""
        if self.process.returncode is not None:
            lines = self.log.read_text(encoding="utf-8").splitlines()
            raise DidNotStart("\n".join(lines[-15:]))


def offset_to_reference_evening(now: datetime) -> timedelta:
    """Return how far the clock has to be moved on to the minute before the next 18:30.

    A question is planned from the next full minute on, so one that is asked
    within that minute is planned from 18:30.
    """
    local = now.astimezone(ZoneInfo(reference_home.TIMEZONE))
    hour, minute = reference_home.ASKED_AT
    asked_at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    asked_at -= timedelta(minutes=1)
    if asked_at < local:
        asked_at += timedelta(days=1)
    return asked_at - local


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def running_home(offset: timedelta, port: int) -> AsyncIterator[Running]:
    """Run Home Assistant for as long as the context lasts, then remove its folder."""
    folder = Path(tempfile.mkdtemp(prefix="hushwatt-demo-"))
    port = port or free_port()
    try:
        _prepare(folder, port)
        log = folder / "console.log"
        with log.open("wb") as console:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "demo.home_assistant",
                str(folder),
                str(offset.total_seconds()),
                cwd=REPOSITORY,
                env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
                stdout=console,
                stderr=console,
            )
        try:
            yield Running(f"http://127.0.0.1:{port}", log, process, offset)
        finally:
            await _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(folder: Path, port: int) -> None:
    """Write the home's configuration and put the integration beside it."""
    (folder / "configuration.yaml").write_text(
        reference_home.configuration(), encoding="utf-8"
    )
    (folder / "custom_components").symlink_to(
        REPOSITORY / "custom_components", target_is_directory=True
    )
    _seed(folder, "onboarding", 4, ONBOARDING)
    _seed(folder, "http", 1, {"server_host": ["127.0.0.1"], "server_port": port})


def _seed(folder: Path, key: str, version: int, data: object) -> None:
    """Write a file of Home Assistant's storage."""
    storage = folder / ".storage"
    storage.mkdir(exist_ok=True)
    (storage / key).write_text(
        json.dumps({"version": version, "minor_version": 1, "key": key, "data": data}),
        encoding="utf-8",
    )


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Stop Home Assistant as a service manager would."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
