"""A life with canary words: they stand in the notes' own store and nowhere else.

What core itself keeps of what a person said or called is named in
docs/privacy.md; those places are looked at here by name.
"""

from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from datetime import timedelta
import json
import logging
from pathlib import Path
import sqlite3
from typing import Any, override

from aiohttp import web
from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.conversation import async_converse
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from custom_components.hushwatt import diagnostics
from custom_components.hushwatt.const import DOMAIN
from stand_ins.answers import Answer
from stand_ins.faults import Fault
from stand_ins.household import household
from stand_ins.ollama import Chat, OllamaStandIn
from stand_ins.openai import KEY, OpenAIStandIn
from stand_ins.server import Handler, Received, as_json
from tests.doors.conftest import EVENING, reference_home, settle, start

IN_NOTES = "quokkanote"
IN_QUESTIONS = "wombatquestion"
OF_LOCAL_MODEL = "numbatthought"
OF_CLOUD = "bilbyanswer"
CANARIES = (IN_NOTES, IN_QUESTIONS, OF_LOCAL_MODEL, OF_CLOUD)

NOTES = (
    f"The dishwasher must be done by 06:30 because of {IN_NOTES}.",
    f"The dishwasher must not run after 22:30, {IN_NOTES} sleeps.",
    f"The dishwasher at half past, says {IN_NOTES}.",
)
QUESTION = "Should the dishwasher run now or later?"
STRANGE = f"{QUESTION} {IN_QUESTIONS} would like to know."


@pytest.fixture
def recorder_db_url(tmp_path: Path) -> str:
    """Return a database on the disk, in the home's folder."""
    return f"sqlite:///{tmp_path / 'home-assistant_v2.db'}"


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Let Home Assistant write real files."""
    return {}


@pytest.fixture
def folder(recorder_mock: Any, hass: HomeAssistant, tmp_path: Path) -> Path:
    """Return the folder of a home that writes its files, its recorder and its log."""
    return tmp_path


@pytest.fixture
def log(folder: Path) -> Iterator[Path]:
    """Write the log as a person does who looks for a fault in us and in the libraries."""
    path = folder / "home-assistant.log"
    handler = logging.FileHandler(path)
    # The test plugin has every statement of the recorder logged, with what it writes.
    handler.addFilter(lambda record: not record.name.startswith("sqlalchemy"))
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    root.addHandler(handler)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield path
    root.removeHandler(handler)
    handler.close()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


LOGGERS = (
    "custom_components.hushwatt",
    "openai",
    "ollama",
    "httpx",
    "httpcore",
    "httpx2",
)


def talkative(chat: Chat) -> Answer:
    """Answer as a good local model does, with a thought and words of its own."""
    good = household(chat)
    return Answer(text=good.text, thinking=f"{good.thinking} {OF_LOCAL_MODEL}")


@pytest.fixture
async def ollama(loopback: None) -> AsyncIterator[OllamaStandIn]:
    """Return the local model."""
    async with OllamaStandIn(talkative) as server:
        yield server


class Shouting(OpenAIStandIn):
    """A cloud whose errors are texts, which somebody wrote to be read."""

    def __init__(self) -> None:
        """Start quietly."""
        super().__init__()
        self.statuses: deque[int] = deque()

    @override
    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Shout once for each status, then answer."""
        if not self.statuses:
            return await super().answer(request, received, handler)
        told = dict.fromkeys(("message", "type", "param", "code"), OF_CLOUD)
        body = {"error": told, "status": "failed", "model": OF_CLOUD, "id": OF_CLOUD}
        return as_json(body, self.statuses.popleft())


@pytest.fixture
async def openai(loopback: None) -> AsyncIterator[Shouting]:
    """Return the cloud."""
    async with Shouting() as server:
        yield server


@pytest.fixture
async def home(
    hass: HomeAssistant,
    log: Path,
    ollama: OllamaStandIn,
    openai: Shouting,
    freezer: FrozenDateTimeFactory,
) -> AsyncIterator[Any]:
    """Return the reference home in hybrid mode, loaded, with an automation that asks."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(EVENING)
    for name, state in (("dishwasher", "on"), ("car", "on"), ("vacuum", "off")):
        hass.states.async_set(f"binary_sensor.{name}", state)
    for name in ("homeassistant", "conversation", "trace"):
        assert await async_setup_component(hass, name, {})
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "id": "asker",
                "alias": "Asker",
                "triggers": {"trigger": "event", "event_type": "ask"},
                "actions": {
                    "action": "hushwatt.recommend",
                    "data": {"question": STRANGE},
                    "continue_on_error": True,
                    "response_variable": "advice",
                },
            }
        },
    )
    entry = reference_home(
        options={"monthly_budget": 100.0},
        mode="hybrid",
        local={"url": ollama.url, "model": "gemma4:e4b"},
        cloud={
            "provider": "openai",
            "api_key": KEY,
            "model": "gpt-5.4",
            "effort": "medium",
            "endpoint": f"{openai.url}/v1",
        },
    )
    await start(hass, entry)
    yield entry
    await hass.async_block_till_done()


async def live(
    hass: HomeAssistant, home: Any, ollama: OllamaStandIn, openai: Shouting
) -> None:
    """Write notes, ask through every door, let both models fail and babble, look at everything."""
    for note in NOTES:
        await hass.services.async_call(
            "todo",
            "add_item",
            {"entity_id": "todo.hushwatt_household_notes", "item": note},
            blocking=True,
        )
    await settle(hass)
    assert any("quokkanote" in chat.last for chat in ollama.chats)
    await ask(hass)
    hass.bus.async_fire("ask")
    await settle(hass)
    openai.say(OF_CLOUD, json.dumps({"runs": [], "objective": 0, "say": OF_CLOUD}))
    await ask(hass)
    for fault in (Fault.CUT, Fault.SERVER_ERROR, Fault.ERROR_NOT_AN_OBJECT, Fault.HTML):
        await openai.fail(fault)
        await ask(hass)
        await openai.recover()
        await ollama.fail(fault)
        await home.runtime_data.notes.async_add(
            f"Not before 20:00, {IN_NOTES} {fault}."
        )
        await settle(hass)
        await ollama.recover()
    for status in (200, 400, 401, 429, 500):
        openai.statuses.append(status)
        await ask(hass)
        assert not openai.statuses
    ollama.say(*[OF_LOCAL_MODEL] * 20)
    await home.runtime_data.notes.async_add(f"Not before 19:00, {IN_NOTES} again.")
    await settle(hass)
    await ask(hass)
    await hass.config_entries.async_reload(home.entry_id)
    await settle(hass)


async def ask(hass: HomeAssistant) -> None:
    """Ask through the conversation and by the action, as others do and in words of one's own."""
    for question in (QUESTION, STRANGE, f"Who is {IN_QUESTIONS}?"):
        await async_converse(
            hass,
            question,
            conversation_id=None,
            context=Context(),
            language="en",
            agent_id="conversation.hushwatt_advisor",
        )
        with suppress(ServiceValidationError):
            await hass.services.async_call(
                DOMAIN,
                "recommend",
                {"question": question},
                blocking=True,
                return_response=True,
            )


async def shut_down(hass: HomeAssistant) -> None:
    """Stop Home Assistant, so that everything that is to be written is written."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=1))
    await async_wait_recording_done(hass)
    await hass.async_stop(force=True)


def rows_with(database: Path, word: str) -> set[str]:
    """Return the kinds of row of the recorder in which a word stands."""
    found = set()
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "select name from sqlite_master where type = 'table'"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f"select * from {table}"):
                if word in str(row).lower():
                    found.add(table)
        kinds = connection.execute(
            "select event_types.event_type from events join event_data using (data_id)"
            " join event_types using (event_type_id) where lower(shared_data) like ?",
            [f"%{word}%"],
        )
        found |= {f"event {kind}" for (kind,) in kinds}
    return found


def files_with(folder: Path, word: str) -> set[str]:
    """Return the files of a folder, but the recorder's, in which a word stands."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.startswith("home-assistant_v2.db")
        and word in path.read_text(errors="replace").lower()
    }


async def test_canary_words_stand_where_they_may_and_nowhere_else(
    hass: HomeAssistant,
    home: Any,
    folder: Path,
    log: Path,
    ollama: OllamaStandIn,
    openai: Shouting,
) -> None:
    """Notes in their store; what a person called in core's own records; the rest in no file."""
    await live(hass, home, ollama, openai)
    shown = json.dumps(
        await diagnostics.async_get_config_entry_diagnostics(hass, home), default=str
    )
    states = json.dumps(
        [state.as_dict() for state in hass.states.async_all()], default=str
    )
    await shut_down(hass)
    for canary in CANARIES:
        assert canary not in shown.lower()
        assert canary not in states.lower()
        assert not any(canary in str(request.body) for request in openai.requests)
    # The cloud's words reach no other model.
    assert not any(OF_CLOUD in str(request.body) for request in ollama.requests)
    database = folder / "home-assistant_v2.db"
    assert rows_with(database, "dishwasher") >= {"states_meta", "event call_service"}
    called = {"event_data", "event call_service"}
    assert files_with(folder, IN_NOTES) == {".storage/hushwatt.notes"}
    assert rows_with(database, IN_NOTES) == called
    assert files_with(folder, IN_QUESTIONS) == {".storage/trace.saved_traces"}
    assert rows_with(database, IN_QUESTIONS) == called
    for canary in (OF_LOCAL_MODEL, OF_CLOUD):
        assert files_with(folder, canary) == set()
        assert rows_with(database, canary) == set()
    # The key stands in the entry that a person typed it into.
    assert files_with(folder, KEY.lower()) <= {".storage/core.config_entries"}
    assert rows_with(database, KEY.lower()) == set()
    assert KEY not in shown + states
    # What is looked at is really there.
    assert files_with(folder, '"attempt"') == {".storage/hushwatt.ledger"}
    assert "home-assistant.log" in files_with(folder, "hushwatt")
