"""Set the reference home up the way a person does: through Home Assistant's own flows."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import reference_home
from .client import Client, HomeAssistantRefused
from .reference_home import DemoAppliance

ENTRIES = "/api/config/config_entries/entry"
FLOWS = "/api/config/config_entries/flow"
APPLIANCE_FLOWS = "/api/config/config_entries/subentries/flow"
LOAD_SECONDS = 20
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Home:
    """What was made: the entry's id, the agent and the notes list."""

    entry_id: str
    agent: str
    notes: str


async def set_up_home(client: Client, mode: Mapping[str, Any]) -> Home:
    """Set Hushwatt up, add the appliances and write the notes.

    `mode` is what the first form and the forms of the models get, by step.
    """
    entry_id = await _set_up_hushwatt(client, mode)
    for one in reference_home.APPLIANCES:
        await _until_loaded(client, entry_id)
        await _add_appliance(client, entry_id, one)
    await _until_loaded(client, entry_id)
    agent = await _entity(client, "conversation")
    notes = await _entity(client, "todo")
    for text in reference_home.NOTES:
        await client.act("todo.add_item", {"entity_id": notes, "item": text})
    return Home(entry_id=entry_id, agent=agent, notes=notes)


async def _set_up_hushwatt(client: Client, mode: Mapping[str, Any]) -> str:
    """Go through the set-up flow and return the entry's id."""
    flow = await client.post(FLOWS, {"handler": "hushwatt"})
    forms = {
        "user": {"price_source": "table"},
        "price_table": reference_home.price_form(),
        **mode,
    }
    forms["user"] = {"price_source": "table", **mode["user"]}
    while flow["type"] == "form":
        if flow.get("errors"):
            raise HomeAssistantRefused(f"{flow['step_id']}: {flow['errors']}")
        flow = await client.post(f"{FLOWS}/{flow['flow_id']}", forms[flow["step_id"]])
    if flow["type"] != "create_entry":
        raise HomeAssistantRefused(str(flow))
    entry_id: str = flow["result"]["entry_id"]
    return entry_id


async def _until_loaded(client: Client, entry_id: str) -> None:
    """Wait until Hushwatt runs; it starts again after each new appliance."""
    async with asyncio.timeout(LOAD_SECONDS):
        while True:
            entries = await client.get(f"{ENTRIES}?domain=hushwatt")
            states = {one["entry_id"]: one["state"] for one in entries}
            if states.get(entry_id) == "loaded":
                return
            await asyncio.sleep(POLL_SECONDS)


async def _add_appliance(client: Client, entry_id: str, one: DemoAppliance) -> None:
    """Add one appliance through its subentry flow."""
    flow = await client.post(APPLIANCE_FLOWS, {"handler": [entry_id, "appliance"]})
    forms: dict[str, Mapping[str, Any]] = {
        "user": {"start_from": one.kind},
        "details": reference_home.appliance_form(one),
    }
    while flow["type"] == "form":
        if flow.get("errors"):
            raise HomeAssistantRefused(f"{flow['step_id']}: {flow['errors']}")
        flow = await client.post(
            f"{APPLIANCE_FLOWS}/{flow['flow_id']}", forms[flow["step_id"]]
        )
    if flow["type"] != "create_entry":
        raise HomeAssistantRefused(str(flow))


async def _entity(client: Client, domain: str) -> str:
    """Return the id of Hushwatt's one entity of a domain."""
    states = await client.get("/api/states")
    found = [
        state["entity_id"]
        for state in states
        if state["entity_id"].startswith(f"{domain}.hushwatt")
    ]
    if not found:
        raise HomeAssistantRefused(f"no {domain} entity of Hushwatt")
    entity_id: str = found[0]
    return entity_id
