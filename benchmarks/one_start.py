"""One start in a fresh process: what enabling entries takes.

python -m benchmarks.one_start FOLDER OPENAI_URL DOMAIN...
"""

import asyncio
from collections.abc import Sequence
import gc
import json
import os
from pathlib import Path
import sys
from time import perf_counter, process_time

import homeassistant  # noqa: F401  # isort: skip  # serves `voluptuous` to what follows

import psutil

from .booting import quiet_log, start


async def measure(folder: Path, domains: Sequence[str]) -> dict[str, float]:
    """Return seconds until the entries of these domains are loaded, by the clock and of processors, and megabytes."""
    hass = await start(folder)
    entries = [
        one for domain in domains for one in hass.config_entries.async_entries(domain)
    ]
    assert len(entries) == len(domains), domains
    assert not set(sys.modules) & {"custom_components.hushwatt", "ollama", "openai"}
    before = _resident()
    began, busy = perf_counter(), process_time()
    await asyncio.gather(
        *(
            hass.config_entries.async_set_disabled_by(one.entry_id, None)
            for one in entries
        )
    )
    told = {"seconds": perf_counter() - began, "busy": process_time() - busy}
    assert all(one.state.value == "loaded" for one in entries)
    await hass.async_block_till_done(wait_background_tasks=True)
    told["megabytes"] = _resident() - before
    await hass.async_stop()
    return told


def _resident() -> float:
    """Return the resident megabytes of this process, without garbage."""
    gc.collect()
    resident: int = psutil.Process().memory_info().rss
    return resident / 1e6


def main() -> None:
    """Measure and print one line."""
    folder, openai, *domains = sys.argv[1:]
    os.environ["OPENAI_BASE_URL"] = f"{openai}/v1"
    quiet_log()
    print(json.dumps(asyncio.run(measure(Path(folder), domains))), flush=True)


if __name__ == "__main__":
    main()
