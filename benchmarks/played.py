"""Models that answer at once, in a process of their own, and the time that they took.

What a question costs beyond its models is its whole time less what is told
here; in a process of their own, so that playing a model takes nothing from
Home Assistant's event loop.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
import json
import sys
from time import perf_counter
from typing import Any, Final, override

from aiohttp import ClientSession, web

from .booting import REPOSITORY
from stand_ins.household import household
from stand_ins.ollama import GEMMA, Chat, OllamaStandIn
from stand_ins.openai import KEY, OpenAIStandIn
from stand_ins.responses import Said
from stand_ins.server import Handler, Received, StandIn, as_json

# What any other agent's model says: as long as the words of a plan.
CHAT: Final = (
    "Later: start the dishwasher at 20:00, and it is done at 21:30. "
    "Electricity is cheaper then: it costs €0.26 instead of €0.54, so waiting saves €0.28."
)
_BOOK: Final = "/benchmark/spent"
# Core's tool that reads the states of the home.
_LIVE_CONTEXT: Final = "homeassistant__GetLiveContext"


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What models did since they were last asked: seconds in all, and the bodies they read."""

    seconds: float
    bodies: tuple[str, ...]


class _Counted(StandIn):
    """Keeps what each request took, and tells it when asked for the book."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """Start with nothing spent."""
        super().__init__(*arguments, **more)
        self.spent: list[tuple[float, str]] = []

    @override
    def routes(self) -> list[web.RouteDef]:
        """Return what the server answers, the book of what it did included."""
        return [*super().routes(), web.get(_BOOK, self._book)]

    async def _book(self, _: web.Request) -> web.Response:
        """Tell what was spent, and begin anew."""
        told, self.spent = self.spent, []
        return as_json(told)

    @override
    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Answer, and keep how long it took, unless the book was asked for."""
        if request.path == _BOOK:
            return await handler(request)
        began = perf_counter()
        try:
            return await super().answer(request, received, handler)
        finally:
            self.spent.append((perf_counter() - began, received.body.decode()))


class _Ollama(_Counted, OllamaStandIn):
    """Answers our prompts as a good model would, all others with one sentence."""

    def __init__(self) -> None:
        """Serve one model."""
        super().__init__(_say, models=(GEMMA,))


class _OpenAI(_Counted, OpenAIStandIn):
    """Solves our problems; whoever has a tool that reads the home calls it once."""

    def __init__(self) -> None:
        """Call the tool, or solve."""
        super().__init__(_call_or_say)


def _say(chat: Chat) -> Any:
    """Return what a local model says."""
    system = str(chat.messages[0].get("content", "")) if chat.messages else ""
    ours = ("household note", "finished plan", "You place loads in time")
    known = any(words in system for words in ours) or "Count from 1" in chat.text
    return household(chat) if known else CHAT


def _call_or_say(asked: Mapping[str, Any]) -> Said:
    """Return a call of the tool that reads the home, after it the answer."""
    tools = {tool.get("name") for tool in asked.get("tools") or []}
    called = any(one.get("type") == "function_call" for one in asked["input"])
    if _LIVE_CONTEXT in tools and not called:
        return Said(tool_calls=((_LIVE_CONTEXT, {}),))
    return Said(text=CHAT)


@dataclass(frozen=True, kw_only=True)
class Played:
    """The two servers, as another process plays them."""

    ollama: str
    openai: str
    session: ClientSession

    async def spent(self) -> Mapping[str, Spent]:
        """Return what each model did since this was last asked, by its name."""
        return {
            "ollama": await self._spent(self.ollama),
            "openai": await self._spent(self.openai),
        }

    async def seconds(self) -> float:
        """Return the seconds that both models took since anybody asked."""
        return sum(one.seconds for one in (await self.spent()).values())

    async def _spent(self, url: str) -> Spent:
        """Return what one server did."""
        async with self.session.get(f"{url}{_BOOK}") as answer:
            rows = await answer.json()
        return Spent(
            seconds=sum(seconds for seconds, _ in rows),
            bodies=tuple(body for _, body in rows if body),
        )


@asynccontextmanager
async def played_models() -> AsyncIterator[Played]:
    """Run both models for as long as the context lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.played",
        cwd=REPOSITORY,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    try:
        urls = json.loads(await process.stdout.readline())
        async with ClientSession() as session:
            yield Played(session=session, **urls)
    finally:
        # It ends when nobody is there any more, whatever happened to us.
        process.stdin.close()
        await process.wait()


async def _serve() -> None:
    """Play both models until the one who asked for them is gone."""
    async with _Ollama() as ollama, _OpenAI() as openai:
        print(json.dumps({"ollama": ollama.url, "openai": openai.url}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


__all__ = ["KEY", "Played", "Spent", "played_models"]

if __name__ == "__main__":
    asyncio.run(_serve())
