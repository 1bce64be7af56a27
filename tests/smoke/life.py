"""Live a whole life of Hushwatt in a real Home Assistant, and tell what went wrong.

    python -m tests.smoke.life            a whole life
    python -m tests.smoke.life --seeded   a short life with faults sown, which must be seen

Needs no test tools: any release's interpreter can run it. Set-up through the
flows with both models (stand-ins on loopback), beside core's own Ollama and
OpenAI integrations; a note, a question, the actions, every entity; reloads;
another mode; removal. Blocking calls are looked for as Home Assistant does in
production, and the log is read at the end: of ours down to the level of info,
whatever Home Assistant would show. Prints one line per step.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
import logging
import os
from pathlib import Path
import re
import shutil
import socket
import sys
import tempfile
from typing import Any

from homeassistant import bootstrap, runner
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.const import __version__ as RELEASE
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import llm
from homeassistant.loader import async_get_integration

from stand_ins.ollama import GEMMA, OllamaStandIn
from stand_ins.openai import KEY, OpenAIStandIn

REPOSITORY = Path(__file__).parents[2]
DOMAIN = "hushwatt"
QUESTION = "Should the dishwasher run now or later?"
AGENT = "conversation.hushwatt_advisor"
LIST = "todo.hushwatt_household_notes"
ABOUT_US = re.compile(r"custom_components[./]hushwatt|integration '?hushwatt")
PARTS = ("diagnostics", "system_health", "repairs")
NOTICE = "We found a custom integration hushwatt"

# What a short life is sown with, and what has to be seen of each.
BEGINNING = '    """Set up a home; nothing outside of it has to answer for that."""\n'
SEEDS = {
    'LOGGER.info("a seeded line")': "INFO custom_components.hushwatt: a seeded line",
    "open(__file__).close()": "Detected blocking call to open",
    "__import__('importlib').import_module('wsgiref.validate')": "blocking call to import_module",
    'open(hass.config.path(".storage/hushwatt.left"), "w").close()': "left behind",
}

CONFIGURATION = """
homeassistant:
  time_zone: Europe/Berlin
  currency: EUR
conversation:
diagnostics:
repairs:
system_health:
input_boolean:
  dishwasher_ready:
    initial: true
"""


class Wrong(Exception):
    """Something is not as it should be."""


def say(line: str) -> None:
    """Tell what is done."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def expect(right: bool, what: str) -> None:
    """Raise Wrong unless it is right."""
    if not right:
        raise Wrong(what)


class LogReader(logging.Handler):
    """Keeps what is logged above debug by us or about us."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that is about us and no news that core gives of everybody."""
        told = record.getMessage()
        ours = record.name.startswith("custom_components")
        about_us = ABOUT_US.search(told) and record.levelno > logging.INFO
        if (ours or about_us) and NOTICE not in told:
            self.lines.append(f"{record.levelname} {record.name}: {told}")


def prepare(folder: Path, *, seeded: bool) -> None:
    """Write a configuration, with the integration, or one with faults, beside it."""
    (folder / "configuration.yaml").write_text(CONFIGURATION)
    if seeded:
        sow(folder / "custom_components")
    else:
        (folder / "custom_components").symlink_to(REPOSITORY / "custom_components")
    storage = folder / ".storage"
    storage.mkdir()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    http = {"server_host": ["127.0.0.1"], "server_port": port}
    (storage / "http").write_text(
        json.dumps({"version": 1, "minor_version": 1, "key": "http", "data": http})
    )


def sow(folder: Path) -> None:
    """Copy the integration and put the faults into its set-up."""
    shutil.copytree(REPOSITORY / "custom_components", folder)
    module = folder / DOMAIN / "__init__.py"
    source = module.read_text()
    expect(BEGINNING in source, "the set-up is not where the faults are to be sown")
    sown = BEGINNING + "".join(f"    {seed}\n" for seed in SEEDS)
    module.write_text(source.replace(BEGINNING, sown))


@asynccontextmanager
async def home_assistant(folder: Path) -> AsyncIterator[HomeAssistant]:
    """Run Home Assistant in this process for as long as the context lasts."""
    config = runner.RuntimeConfig(config_dir=str(folder), skip_pip=True)
    hass = await bootstrap.async_setup_hass(config)
    expect(hass is not None, "Home Assistant does not start")
    assert hass is not None
    # Else Home Assistant would hide from the reader what we tell at the level of info.
    logging.getLogger(f"custom_components.{DOMAIN}").setLevel(logging.INFO)
    await hass.async_start()
    try:
        yield hass
    finally:
        await hass.async_stop()


async def go_through(manager: Any, flow: Any, forms: dict[str, Any]) -> Any:
    """Submit each form of a flow and return how it ended."""
    while flow["type"] in ("form", "progress", "progress_done"):
        if flow["type"] == "form":
            expect(not flow["errors"], f"{flow['step_id']}: {flow['errors']}")
            expect(flow["step_id"] in forms, f"unexpected step {flow['step_id']}")
            flow = await manager.async_configure(
                flow["flow_id"], forms[flow["step_id"]]
            )
        else:
            await asyncio.sleep(0.05)
            flow = await manager.async_configure(flow["flow_id"])
    return flow


def forms_of(ollama: OllamaStandIn, openai: OpenAIStandIn) -> dict[str, Any]:
    """Return what a person submits in hybrid mode."""
    return {
        "user": {"mode": "hybrid", "price_source": "table"},
        "price_table": {"price": 0.3, "currency": "EUR", "prices": PRICES},
        "local": {"url": ollama.url},
        "local_model": {"model": "gemma4:e4b"},
        "cloud": {
            "provider": "openai",
            "api_key": KEY,
            "model": "gpt-5.4",
            "details": {"effort": "low", "endpoint": f"{openai.url}/v1"},
        },
    }


PRICES = [{"from": "00:00:00", "to": "06:00:00", "price": 0.1}]
DISHWASHER = {
    "name": "Dishwasher",
    "duration": 90,
    "energy": 1.2,
    "entities": {"availability_entity": "input_boolean.dishwasher_ready"},
    "rules": {},
    "profile": {},
    "battery": {},
}


async def set_up(hass: HomeAssistant, forms: dict[str, Any]) -> Any:
    """Set Hushwatt up through its flow, and its first appliance through the next."""
    flows = hass.config_entries.flow
    flow = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    made = await go_through(flows, flow, forms)
    expect(made["type"] == "create_entry", f"set-up ended with {made['type']}")
    _, flow_id = made["next_flow"]
    subentries = hass.config_entries.subentries
    details = await subentries.async_configure(flow_id, {"start_from": "dishwasher"})
    appliance = await go_through(subentries, details, {"details": DISHWASHER})
    expect(appliance["type"] == "create_entry", "no appliance was made")
    await quiet(hass)
    return made["result"]


async def quiet(hass: HomeAssistant) -> None:
    """Wait until nothing is under way, what is debounced included."""
    for _ in range(3):
        await hass.async_block_till_done(wait_background_tasks=True)
        await asyncio.sleep(0.6)
    await hass.async_block_till_done(wait_background_tasks=True)


async def ask(hass: HomeAssistant, words: str, agent: str = AGENT) -> str:
    """Ask an agent, as core's action does."""
    response = await hass.services.async_call(
        "conversation",
        "process",
        {"text": words, "agent_id": agent, "language": "en"},
        blocking=True,
        return_response=True,
        context=Context(),
    )
    assert response is not None
    speech: Any = response["response"]
    return str(speech["speech"]["plain"]["speech"])


async def use(hass: HomeAssistant, openai: OpenAIStandIn) -> None:
    """Write a note, ask, call the actions, and look at every entity."""
    note = {"entity_id": LIST, "item": "The dishwasher must be done by 06:30."}
    await hass.services.async_call("todo", "add_item", note, blocking=True)
    await quiet(hass)
    items: Any = await hass.services.async_call(
        "todo", "get_items", {"entity_id": LIST}, blocking=True, return_response=True
    )
    understood = items[LIST]["items"][0].get("description", "")
    expect("06:30" in understood, f"the note was not understood: {understood!r}")
    answer = await ask(hass, QUESTION)
    expect(answer.startswith(("Now", "Later")), f"the answer is {answer!r}")
    advice: Any = await hass.services.async_call(
        DOMAIN,
        "recommend",
        {"appliance": "dishwasher"},
        blocking=True,
        return_response=True,
    )
    expect(advice["plan_source"] == "cloud", f"degraded: {advice['degraded']}")
    await look(hass, note["item"])
    sent: Any = await hass.services.async_call(
        DOMAIN, "get_sent", {}, blocking=True, return_response=True
    )
    bodies = [entry["body"].encode() for entry in sent["entries"]]
    expect(
        bodies == [one.body for one in reversed(openai.requests) if one.body],
        "the ledger is not what was sent",
    )
    for state in hass.states.async_all():
        if DOMAIN in state.entity_id or "dishwasher_" in state.entity_id:
            expect(
                state.state != "unavailable",
                f"{state.entity_id} is {state.state}",
            )


async def other_doors(hass: HomeAssistant) -> None:
    """Ask through a tool for other agents, and through the default agent."""
    context = llm.LLMContext(
        platform="smoke",
        context=Context(),
        language="en",
        assistant="conversation",
        device_id=None,
    )
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)
    tool = llm.ToolInput("hushwatt__recommend", {"appliance": "dishwasher"})
    result = await api.async_call_tool(tool)
    told = str(result.data.get("answer"))
    expect(told.startswith(("Now", "Later")), f"the tool says {result.data}")
    answer = await ask(hass, QUESTION, "conversation.home_assistant")
    expect(answer.startswith(("Now", "Later")), f"the default agent says {answer!r}")


async def look(hass: HomeAssistant, note: str) -> None:
    """Look at what helps to find a fault, as the frontend does, and change an option."""
    entry = hass.config_entries.async_loaded_entries(DOMAIN)[0]
    integration = await async_get_integration(hass, DOMAIN)
    parts: Any = await integration.async_get_platforms(PARTS)
    diagnostics, health, repairs = (parts[part] for part in PARTS)
    told = await diagnostics.async_get_config_entry_diagnostics(hass, entry)
    expect(told["notes"]["open"] == 1, f"the diagnostics tell {told['notes']}")
    expect(note not in json.dumps(told), "the diagnostics hold a note")
    info = await health._async_info(hass)
    expect(await info["local_model"] == "ok", "the model server is not well")
    expect(callable(repairs.async_create_fix_flow), "nothing can be mended")
    options = hass.config_entries.options
    flow = await options.async_init(entry.entry_id)
    form = {
        "pattern": "sanitize_and_solve",
        "hand_off_agent": "conversation.home_assistant",
        "home": {"morning": "06:00:00", "minimum_segment": 30},
        "prices": {},
        "cloud": {
            "privacy": "blinded",
            "dearer_plan": "replace",
            "monthly_budget": 1.0,
        },
    }
    ended = await go_through(options, flow, {"init": form})
    expect(ended["type"] == "create_entry", f"the options end with {ended}")
    await quiet(hass)


async def core_agents(
    hass: HomeAssistant, ollama: OllamaStandIn, openai: OpenAIStandIn
) -> None:
    """Set core's own Ollama and OpenAI integrations up beside ours."""
    os.environ["OPENAI_BASE_URL"] = f"{openai.url}/v1"
    flows = hass.config_entries.flow
    for domain, form in (
        ("ollama", {"url": ollama.url}),
        ("openai_conversation", {"api_key": KEY}),
    ):
        flow = await flows.async_init(domain, context={"source": SOURCE_USER})
        made = await flows.async_configure(flow["flow_id"], form)
        expect(made["type"] == "create_entry", f"{domain}: {made.get('errors')}")
        await quiet(hass)
        expect(made["result"].state.value == "loaded", f"{domain} is not loaded")


async def change_and_remove(hass: HomeAssistant, entry: Any) -> None:
    """Reload, go back to built-in mode, and remove all."""
    for _ in range(3):
        await hass.config_entries.async_reload(entry.entry_id)
        await quiet(hass)
    flows = hass.config_entries.flow
    context: Any = {"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    flow = await flows.async_init(DOMAIN, context=context)
    forms = {
        "reconfigure": {"mode": "built_in", "price_source": "table"},
        "price_table": {"price": 0.3, "currency": "EUR"},
    }
    ended = await go_through(flows, flow, forms)
    expect(ended["reason"] == "reconfigure_successful", str(ended))
    await quiet(hass)
    answer = await ask(hass, QUESTION)
    expect(answer.startswith(("Now", "Later")), f"the answer is {answer!r}")
    await hass.config_entries.async_remove(entry.entry_id)
    await quiet(hass)
    expect(not hass.states.get(LIST), "the list is still there")


async def live(folder: Path) -> None:
    """Live the whole life."""
    async with (
        OllamaStandIn(models=(GEMMA,)) as ollama,
        OpenAIStandIn() as openai,
        home_assistant(folder) as hass,
    ):
        say(f"Home Assistant {RELEASE} runs")
        entry = await set_up(hass, forms_of(ollama, openai))
        expect(entry.state.value == "loaded", "the entry is not loaded")
        say("set up through the flows, with both models")
        await use(hass, openai)
        say("a note, a question, the actions and the entities")
        await other_doors(hass)
        say("a tool for other agents, and a sentence for the default one")
        await core_agents(hass, ollama, openai)
        say("core's ollama and openai_conversation are loaded beside it")
        await change_and_remove(hass, entry)
        say("reloaded, changed and removed")


async def live_shortly(folder: Path) -> None:
    """Set up in built-in mode and remove all."""
    async with home_assistant(folder) as hass:
        flows = hass.config_entries.flow
        flow = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
        forms = {
            "user": {"mode": "built_in", "price_source": "table"},
            "price_table": {"price": 0.3, "currency": "EUR"},
        }
        made = await go_through(flows, flow, forms)
        await quiet(hass)
        expect(made["result"].state.value == "loaded", "the entry is not loaded")
        await hass.config_entries.async_remove(made["result"].entry_id)
        await quiet(hass)


def faults_of(folder: Path, log: LogReader) -> list[str]:
    """Return files of ours that are left, and lines of ours in the log."""
    left = [path.name for path in (folder / ".storage").glob(f"{DOMAIN}*")]
    return [*(f"left behind: {name}" for name in left), *log.lines]


def check(folder: Path, log: LogReader, *, seeded: bool) -> None:
    """Raise Wrong for any fault, or for one that was sown and is not seen."""
    faults = faults_of(folder, log)
    if not seeded:
        expect(not faults, "\n".join(["found:", *faults]))
        say("nothing of ours in the log, and no blocking call")
        return
    for trace in SEEDS.values():
        expect(any(trace in fault for fault in faults), f"not seen: {trace}")
    say(f"Home Assistant {RELEASE}: all {len(SEEDS)} faults that were sown are seen")


def main() -> int:
    """Live in a folder that is removed afterwards; return an exit code."""
    seeded = "--seeded" in sys.argv[1:]
    log = LogReader()
    logging.getLogger().addHandler(log)
    with tempfile.TemporaryDirectory(prefix="home-") as name:
        folder = Path(name)
        try:
            prepare(folder, seeded=seeded)
            asyncio.run(live_shortly(folder) if seeded else live(folder))
            check(folder, log, seeded=seeded)
        except Wrong as wrong:
            say(f"WRONG: {wrong}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
