"""Set-up time and memory of our config entry, against core's two entries of the same models.

Each start is a fresh process: a Home Assistant that runs without these
entries, in which they are then enabled, as they would be loaded at a start.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
import json
from pathlib import Path
import shutil
from statistics import median
import sys
import tempfile
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryDisabler

from .large_home import furnish
from .played import Played, played_models
from .rows import Row
from .running import (
    CORE_OLLAMA,
    CORE_OPENAI,
    add,
    add_core_ollama,
    add_core_openai,
    reference_entry,
    running_home,
)
from .scale import Scale
from custom_components.hushwatt.const import DOMAIN

_SIDES: Final = ((DOMAIN,), (CORE_OLLAMA, CORE_OPENAI))


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield set-up time and memory; both sides start by turns."""
    with tempfile.TemporaryDirectory(prefix="hushwatt-bench-") as name:
        folder = Path(name) / "kept"
        async with played_models() as models:
            await _keep_entries(folder, models)
            starts = [
                [await _start(folder, models, domains) for domains in _SIDES]
                for _ in range(scale.starts)
            ]
    ours, theirs = zip(*starts, strict=True)
    for key, what, unit in (
        ("seconds", "set-up time", "s"),
        ("busy", "set-up in processor time", "s"),
        ("megabytes", "memory", "MB"),
    ):
        own = median(one[key] for one in ours)
        peer = median(one[key] for one in theirs)
        yield Row(
            name=f"{what} of our entry, both models, against core's ollama and openai_conversation",
            ours=own,
            peer=peer,
            unit=unit,
            ratio=peer / own,
        )


async def _keep_entries(folder: Path, models: Played) -> None:
    """Set all entries up once, and keep the folder with all of them disabled."""
    async with running_home(models) as home:
        furnish(home.hass, 0)
        await add(home, reference_entry(models))
        await add_core_ollama(home, models)
        await add_core_openai(home, models)
        kept = Path(home.hass.config.config_dir)
        for entry in home.hass.config_entries.async_entries():
            if entry.domain in {one for side in _SIDES for one in side}:
                await home.hass.config_entries.async_set_disabled_by(
                    entry.entry_id, ConfigEntryDisabler.USER
                )
        await home.hass.async_stop()
        shutil.copytree(kept, folder, symlinks=True)


async def _start(
    folder: Path, models: Played, domains: Sequence[str]
) -> dict[str, float]:
    """Return seconds and megabytes of enabling entries in a fresh process."""
    with tempfile.TemporaryDirectory(prefix="hushwatt-bench-") as name:
        copy = Path(name) / "home"
        shutil.copytree(folder, copy, symlinks=True)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "benchmarks.one_start",
            str(copy),
            models.openai,
            *domains,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate()
        assert process.returncode == 0, "Home Assistant did not start"
        told: Any = json.loads(out.splitlines()[-1])
        return {key: float(value) for key, value in told.items()}
