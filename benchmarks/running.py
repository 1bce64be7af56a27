"""A real Home Assistant in this process, with Hushwatt and core's own agents set up beside it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
import os
from pathlib import Path
import tempfile
from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntries,
    ConfigEntry,
    ConfigSubentryData,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .booting import prepare, quiet_log, start
from .played import KEY, Played
from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE
from demo import reference_home
from demo.home_assistant import shift_clock
from demo.process import free_port, offset_to_reference_evening

AGENT: Final = "conversation.hushwatt_advisor"
NOTES_LIST: Final = "todo.hushwatt_household_notes"
MODEL: Final = "gemma4:e4b"
CLOUD_MODEL: Final = "gpt-5.4"
CORE_OLLAMA: Final = "ollama"
CORE_OPENAI: Final = "openai_conversation"


@dataclass(frozen=True, kw_only=True)
class Home:
    """A running Home Assistant, its own address on this machine, and the models it can ask."""

    hass: HomeAssistant
    url: str
    models: Played | None = None

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.hass.async_block_till_done(wait_background_tasks=True)


@asynccontextmanager
async def running_home(models: Played | None = None) -> AsyncIterator[Home]:
    """Run Home Assistant on the reference evening, with what a question needs of it.

    It is a Home Assistant as a person starts it, with a configuration folder
    of its own; its clock begins just before half past six.
    """
    quiet_log()
    with tempfile.TemporaryDirectory(prefix="hushwatt-bench-") as name:
        folder, port = Path(name), free_port()
        prepare(folder, port)
        shift_clock(offset_to_reference_evening(datetime.now(UTC)))
        hass = await start(folder)
        try:
            yield Home(hass=hass, url=f"http://127.0.0.1:{port}", models=models)
        finally:
            await hass.async_stop()


def reference_entry(
    models: Played | None,
    *,
    cloud: bool = True,
    **options: Any,
) -> ConfigEntry:
    """Return the entry of the reference home, in hybrid mode where there are models."""
    source = {
        "kind": "table",
        "prices": list(reference_home.PRICE_ROWS),
        "currency": reference_home.CURRENCY,
    }
    appliances = [
        ConfigSubentryData(
            data={
                "aliases": list(one.aliases),
                "duration": one.duration,
                "energy": one.energy,
                "availability_entity": f"input_boolean.{one.helper}",
            },
            subentry_type=SUBENTRY_APPLIANCE,
            title=one.name,
            unique_id=None,
        )
        for one in reference_home.APPLIANCES
    ]
    return our_entry(source, appliances, models, cloud=cloud, options=options)


def our_entry(
    source: dict[str, Any],
    appliances: Sequence[ConfigSubentryData],
    models: Played | None = None,
    *,
    cloud: bool = True,
    options: dict[str, Any] | None = None,
) -> ConfigEntry:
    """Return an entry of ours as its flow makes it: built-in, local or hybrid."""
    data: dict[str, Any] = {"mode": "built_in", "price_source": source}
    if models is not None:
        data["mode"] = "local"
        data["local"] = {"url": models.ollama, "model": MODEL, "seconds": 60.0}
    if models is not None and cloud:
        data["mode"] = "hybrid"
        data["cloud"] = {
            "provider": "openai",
            "api_key": KEY,
            "model": CLOUD_MODEL,
            "effort": "medium",
            "endpoint": f"{models.openai}/v1",
        }
    return ConfigEntry(
        data=data,
        discovery_keys={},
        domain=DOMAIN,
        minor_version=2,
        # The budget is no matter here.
        options={"monthly_budget": 1000.0, **(options or {})},
        source=SOURCE_USER,
        subentries_data=list(appliances),
        title="Hushwatt",
        unique_id=None,
        version=1,
    )


async def add(home: Home, entry: ConfigEntry) -> ConfigEntry:
    """Have an entry set up, and return it when all that follows is done."""
    entries: ConfigEntries = home.hass.config_entries
    await entries.async_add(entry)
    await home.settle()
    assert entry.state.value == "loaded", (entry.state, entry.reason)
    return entry


async def remove(home: Home, entry: ConfigEntry) -> None:
    """Remove an entry with all that it wrote."""
    await home.hass.config_entries.async_remove(entry.entry_id)
    await home.settle()


async def have_notes(home: Home, entry: ConfigEntry, notes: Sequence[str]) -> None:
    """Write notes and wait until they are read, and the plan is made with them."""
    await write_notes(home, notes)
    await until_read(home, entry)


async def until_read(home: Home, entry: ConfigEntry) -> None:
    """Wait until all notes are read and nothing is under way."""
    notes, read = entry.runtime_data.notes, asyncio.Event()

    def listen(_: object) -> None:
        """See whether a note is left."""
        if not notes.unread():
            read.set()

    stop = notes.async_listen(listen)
    if notes.unread():
        await read.wait()
    stop()
    # What notes change is planned a second later.
    await asyncio.sleep(1.2)
    await home.settle()


async def write_notes(home: Home, notes: Sequence[str]) -> None:
    """Write notes into the list, one after the other as a script would."""
    for note in notes:
        await home.hass.services.async_call(
            "todo",
            "add_item",
            {"entity_id": NOTES_LIST, "item": note},
            blocking=True,
        )


async def add_core_ollama(home: Home, models: Played) -> str:
    """Set core's Ollama integration up through its flows; return its agent."""
    entry = await _through_flow(home, CORE_OLLAMA, {"url": models.ollama})
    subentries = home.hass.config_entries.subentries
    flow = await subentries.async_init(
        (entry.entry_id, "conversation"), context={"source": SOURCE_USER}
    )
    # As the form suggests, with control of the home, which is what a person asks it for.
    made = await subentries.async_configure(
        flow["flow_id"],
        {
            "name": "Gemma",
            "model": MODEL,
            "llm_hass_api": ["assist"],
            "max_history": 20.0,
            "num_ctx": 8192.0,
            "keep_alive": -1.0,
            "think": False,
        },
    )
    assert made["type"] == "create_entry", made
    await home.settle()
    return _agent_of(home, entry)


async def add_core_openai(home: Home, models: Played) -> str:
    """Set core's OpenAI integration up through its flow, as it recommends; return its agent."""
    os.environ["OPENAI_BASE_URL"] = f"{models.openai}/v1"
    return _agent_of(home, await _through_flow(home, CORE_OPENAI, {"api_key": KEY}))


async def _through_flow(home: Home, domain: str, form: dict[str, Any]) -> ConfigEntry:
    """Set an integration of core's up through its flow."""
    flows = home.hass.config_entries.flow
    flow = await flows.async_init(domain, context={"source": SOURCE_USER})
    made = await flows.async_configure(flow["flow_id"], form)
    assert made["type"] == "create_entry", made
    await home.settle()
    entry: ConfigEntry = made["result"]
    assert entry.state.value == "loaded", (entry.state, entry.reason)
    return entry


def _agent_of(home: Home, entry: ConfigEntry) -> str:
    """Return the conversation entity of an entry."""
    registry = er.async_get(home.hass)
    entities = er.async_entries_for_config_entry(registry, entry.entry_id)
    return next(one.entity_id for one in entities if one.domain == "conversation")
