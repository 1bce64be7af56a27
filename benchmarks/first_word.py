"""How soon the first word of an answer arrives, asked over the websocket as an app does."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from .large_home import furnish
from .played import Played, played_models
from .rows import Row
from .running import (
    AGENT,
    Home,
    add,
    add_core_ollama,
    have_notes,
    reference_entry,
    remove,
    running_home,
)
from .scale import Scale
from .slices import settled_heap
from demo import reference_home


@dataclass(frozen=True)
class Heard:
    """Milliseconds until the first word and until the end of an answer."""

    first: float
    last: float


class Pipeline:
    """A pipeline of words in and words out, run over a websocket of Home Assistant's."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        """Take a socket that has logged in."""
        self._socket = socket
        self._number = 0

    async def create(self, agent: str) -> str:
        """Return the id of a new pipeline with an agent."""
        made = await self._call(
            "assist_pipeline/pipeline/create",
            name=agent,
            language="en",
            conversation_engine=agent,
            conversation_language="en",
            stt_engine=None,
            stt_language=None,
            tts_engine=None,
            tts_language=None,
            tts_voice=None,
            wake_word_entity=None,
            wake_word_id=None,
        )
        return str(made["id"])

    async def ask(self, pipeline: str) -> Heard:
        """Ask, and return when the answer was heard."""
        began, first = perf_counter(), None
        await self._send(
            "assist_pipeline/run",
            pipeline=pipeline,
            start_stage="intent",
            end_stage="intent",
            input={"text": reference_home.QUESTION},
        )
        while True:
            event = (await self._socket.receive_json()).get("event") or {}
            now = (perf_counter() - began) * 1e3
            delta = (event.get("data") or {}).get("chat_log_delta") or {}
            if first is None and delta.get("content"):
                first = now
            if event.get("type") == "intent-end":
                spoken = event["data"]["intent_output"]["response"]
                assert spoken["response_type"] != "error", spoken
            if event.get("type") == "run-end":
                assert first is not None, "nothing was said"
                return Heard(first, now)

    async def _send(self, kind: str, **fields: Any) -> None:
        """Send a command."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "type": kind, **fields})

    async def _call(self, kind: str, **fields: Any) -> Any:
        """Send a command and return its result."""
        await self._send(kind, **fields)
        answer = await self._socket.receive_json()
        assert answer["success"], answer
        return answer["result"]


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield when the first word comes, with one model and with both."""
    async with played_models() as models, running_home(models) as home:
        furnish(home.hass, scale.entities)
        peer = await add_core_ollama(home, models)
        async with ClientSession() as session:
            pipeline = await _connected(home, session)
            theirs = await pipeline.create(peer)
            for mode, cloud in {"local model": False, "both models": True}.items():
                yield await _row(home, models, pipeline, theirs, mode, cloud, scale)


async def _row(
    home: Home,
    models: Played,
    pipeline: Pipeline,
    theirs: str,
    mode: str,
    cloud: bool,
    scale: Scale,
) -> Row:
    """Return when the first word comes in one mode."""
    entry = await add(home, reference_entry(models, cloud=cloud))
    await have_notes(home, entry, reference_home.NOTES)
    ours = await pipeline.create(AGENT)
    settled_heap()
    heard = [
        (await pipeline.ask(ours), await pipeline.ask(theirs))
        for _ in range(scale.questions + 1)
    ][1:]
    await remove(home, entry)
    own = median(one.first for one, _ in heard)
    peer = median(one.first for _, one in heard)
    return Row(
        name=f"first word over the websocket, {mode}, against core's ollama agent",
        ours=own,
        peer=peer,
        ratio=peer / own,
    )


async def _connected(home: Home, session: ClientSession) -> Pipeline:
    """Return a pipeline runner that has logged in as the owner of the home."""
    user = await home.hass.auth.async_create_user(
        "benchmark", group_ids=["system-admin"]
    )
    token = await home.hass.auth.async_create_refresh_token(user, client_id=home.url)
    socket = await session.ws_connect(f"{home.url}/api/websocket")
    await socket.receive_json()
    access = home.hass.auth.async_create_access_token(token)
    await socket.send_json({"type": "auth", "access_token": access})
    answer = await socket.receive_json()
    assert answer["type"] == "auth_ok", answer
    return Pipeline(socket)
