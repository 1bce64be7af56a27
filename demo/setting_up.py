"""Set the reference home up the way a person does: through Home Assistant's own flows."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
import json
from typing import Any, Final

from . import reference_home
from .client import Client, HomeAssistantRefused
from .models import Models
from .process import REPOSITORY
from .reference_home import DemoAppliance

ENTRIES: Final = "/api/config/config_entries/entry"
FLOWS: Final = "/api/config/config_entries/flow"
OPTION_FLOWS: Final = "/api/config/config_entries/options/flow"
APPLIANCE_FLOWS: Final = "/api/config/config_entries/subentries/flow"
TRANSLATIONS: Final = REPOSITORY / "custom_components/hushwatt/translations/en.json"
LOAD_SECONDS: Final = 20
POLL_SECONDS: Final = 0.05

# What of a form may be shown in an error; never the key.
_SHOWN: Final = ("url", "provider", "model", "endpoint")

type Tell = Callable[[str], None]
type Forms = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Home:
    """What was made: the entry's id, the agent, the notes list and the event of advice."""

    entry_id: str
    agent: str
    notes: str
    advice: str


async def set_up_home(
    client: Client,
    models: Models,
    *,
    privacy: str | None,
    pattern: str | None,
    tell: Tell,
) -> Home:
    """Set Hushwatt up, choose options, add the appliances and write the notes.

    `tell` is told what takes its time. Raises HomeAssistantRefused, in words,
    when a model cannot be reached.
    """
    forms: dict[str, Mapping[str, Any]] = {
        "user": {"mode": models.mode, "price_source": "table"},
        "price_table": reference_home.price_form(),
        **models.forms,
    }
    flow = await client.post(FLOWS, {"handler": "hushwatt"})
    made = await _go_through(client, FLOWS, flow, forms, tell)
    entry_id: str = made["entry_id"]
    if privacy or pattern:
        await _until_loaded(client, entry_id)
        await _choose(client, entry_id, models, privacy, pattern)
    for one in reference_home.APPLIANCES:
        await _until_loaded(client, entry_id)
        await _add_appliance(client, entry_id, one, tell)
    await _until_loaded(client, entry_id)
    home = Home(
        entry_id=entry_id,
        agent=await _entity(client, "conversation"),
        notes=await _entity(client, "todo"),
        advice=await _entity(client, "event"),
    )
    for text in reference_home.NOTES:
        await client.act("todo.add_item", {"entity_id": home.notes, "item": text})
    return home


async def _go_through(
    client: Client, flows: str, flow: Any, forms: Forms, tell: Tell
) -> Mapping[str, Any]:
    """Submit each form of a flow and return what it made; raise HomeAssistantRefused."""
    told = ""
    while flow["type"] in ("form", "progress"):
        step, page = flow["step_id"], f"{flows}/{flow['flow_id']}"
        if flow["type"] == "progress":
            if told != step:
                told = step
                tell(_progress(flow))
            await asyncio.sleep(POLL_SECONDS)
            flow = await client.get(page)
        elif flow.get("errors"):
            raise HomeAssistantRefused(_refusal(step, flow["errors"], forms[step]))
        else:
            flow = await client.post(page, forms[step])
    if flow["type"] != "create_entry":
        raise HomeAssistantRefused(f"The set-up ended with {flow.get('reason')}.")
    result: Mapping[str, Any] = flow.get("result") or {}
    return result


async def _choose(
    client: Client,
    entry_id: str,
    models: Models,
    privacy: str | None,
    pattern: str | None,
) -> None:
    """Submit the options, all others as they are suggested."""
    flow = await client.post(OPTION_FLOWS, {"handler": entry_id})
    form: dict[str, Any] = {"home": {}, "prices": {}}
    if pattern is not None:
        form["pattern"] = pattern
    if models.cloud is not None:
        form["cloud"] = {} if privacy is None else {"privacy": privacy}
    flow = await client.post(f"{OPTION_FLOWS}/{flow['flow_id']}", form)
    if flow["type"] != "create_entry":
        raise HomeAssistantRefused(f"The options were refused: {flow.get('errors')}")


async def _until_loaded(client: Client, entry_id: str) -> None:
    """Wait until Hushwatt runs; it starts again after each change."""
    try:
        async with asyncio.timeout(LOAD_SECONDS):
            while True:
                entries = await client.get(f"{ENTRIES}?domain=hushwatt")
                states = {one["entry_id"]: one["state"] for one in entries}
                if states.get(entry_id) == "loaded":
                    return
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        text = f"Hushwatt was not loaded within {LOAD_SECONDS} s."
        raise HomeAssistantRefused(text) from None


async def _add_appliance(
    client: Client, entry_id: str, one: DemoAppliance, tell: Tell
) -> None:
    """Add one appliance through its subentry flow."""
    flow = await client.post(APPLIANCE_FLOWS, {"handler": [entry_id, "appliance"]})
    forms: Forms = {
        "user": {"start_from": one.kind},
        "details": reference_home.appliance_form(one),
    }
    await _go_through(client, APPLIANCE_FLOWS, flow, forms, tell)


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


def _progress(flow: Mapping[str, Any]) -> str:
    """Return what a flow does that takes its time, in Hushwatt's own words."""
    text: str = _texts()["progress"][flow["progress_action"]]
    return text.format(**flow["description_placeholders"])


def _refusal(step: str, errors: Mapping[str, str], form: Mapping[str, Any]) -> str:
    """Return what a step objects to, in Hushwatt's own words, with what it was given."""
    texts = _texts()
    flat = {**form, **form.get("details", {})}
    given = ", ".join(flat[key] for key in _SHOWN if key in flat)
    title = texts["step"].get(step, {}).get("title", step)
    words = " ".join(texts["error"].get(key, key) for key in errors.values())
    return f"{title} ({given}): {words}" if given else f"{title}: {words}"


def _texts() -> Mapping[str, Any]:
    """Return the words of Hushwatt's set-up flow."""
    document = json.loads(TRANSLATIONS.read_text(encoding="utf-8"))
    texts: Mapping[str, Any] = document["config"]
    return texts
