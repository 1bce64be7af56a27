"""A model server in the house: what it is, what it offers, and getting a model onto it."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from ssl import SSLContext
from typing import Any, Final, Literal

from ..vocabulary import Degraded
from .address import normalize_url
from .failures import FAILURES, code_of
from .fence import FencedClient
from .locality import is_cloud_name, is_remote
from .protocol import LocalModelError

_PULL_ATTEMPTS: Final = 5
# A person waits for the list of models.
_MOST_DESCRIBED: Final = 20
_DESCRIBE_SECONDS: Final = 3.0
# A pull that ended like this may go on when it is asked for again.
_PASSING: Final = frozenset(
    {Degraded.LOCAL_UNREACHABLE, Degraded.LOCAL_TIMEOUT, Degraded.LOCAL_ERROR}
)


@dataclass(frozen=True, kw_only=True)
class ServedModel:
    """A model that a server offers.

    `size` is bytes on disk (0 when the server does not say), `parameters` such
    as "8.0B". `capabilities` are the server's words ("completion", "thinking",
    ...), None when it is too old to tell. `local` is false when the model is
    computed outside of the house.
    """

    name: str
    local: bool
    size: int = 0
    parameters: str = ""
    capabilities: frozenset[str] | None = None

    @property
    def thinks(self) -> bool:
        """Tell whether it can be asked to think; an unknown model may be."""
        return self.capabilities is None or "thinking" in self.capabilities

    @property
    def chats(self) -> bool:
        """Tell whether it can hold a chat; an unknown model may."""
        return self.capabilities is None or "completion" in self.capabilities


@dataclass(frozen=True, kw_only=True)
class PullProgress:
    """How far a pull is: the server's own words, and bytes over all parts known so far."""

    status: str
    completed: int = 0
    total: int = 0


class OllamaServer:
    """An Ollama server at one address, in this house or another.

    Every call raises LocalModelError, whose code says why, and whose chain
    holds no word of what was said.
    """

    def __init__(
        self,
        url: str,
        *,
        ssl_context: SSLContext,
        api_key: str | None = None,
        connect_seconds: float = 5.0,
        seconds: float = 15.0,
        pull_seconds: float = 300.0,
        pull_pause: float = 2.0,
    ) -> None:
        """Prepare; nothing is sent yet. Raises ValueError for what is no address.

        `api_key` is for what guards the server, such as a reverse proxy.
        `seconds` bounds each short call, `pull_seconds` the silence between two
        lines of a pull, `pull_pause` is what a broken pull waits before it goes
        on.
        """
        self.url = normalize_url(url)
        self._client = FencedClient(
            self.url,
            ssl_context=ssl_context,
            connect_seconds=connect_seconds,
            api_key=api_key,
        )
        self._seconds = seconds
        self._pull_seconds = pull_seconds
        self._pull_pause = pull_pause

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def version(self) -> str:
        """Return the server's version, such as "0.32.14"."""
        version = (await self._ask("GET", "/api/version")).get("version")
        if not isinstance(version, str) or not version:
            raise LocalModelError(Degraded.LOCAL_INVALID)
        return version

    async def models(self) -> tuple[ServedModel, ...]:
        """Return the models on the server, those first that are local."""
        listed = (await self._ask("GET", "/api/tags")).get("models") or ()
        if not isinstance(listed, list | tuple):
            raise LocalModelError(Degraded.LOCAL_INVALID)
        models = [
            _model(name, entry)
            for entry in listed
            if isinstance(entry, dict)
            and isinstance(name := entry.get("name") or entry.get("model"), str)
        ]
        return tuple(sorted(models, key=lambda model: not model.local))

    async def described_models(self) -> tuple[ServedModel, ...]:
        """Return the models with what each can do; an older server is asked for each."""
        models = await self.models()
        first, rest = models[:_MOST_DESCRIBED], models[_MOST_DESCRIBED:]
        described = await asyncio.gather(*map(self._described, first))
        return tuple(sorted((*described, *rest), key=lambda model: not model.local))

    async def _described(self, model: ServedModel) -> ServedModel:
        """Return a model with what it can do, or as it is when nobody tells."""
        if model.capabilities is not None or not model.local:
            return model
        try:
            shown = await self.show(model.name, _DESCRIBE_SECONDS)
        except LocalModelError:
            return model
        return replace(model, capabilities=shown.capabilities, local=shown.local)

    async def show(self, name: str, seconds: float | None = None) -> ServedModel:
        """Return a model that the server has; `seconds` can only shorten the wait."""
        answer = await self._ask("POST", "/api/show", {"model": name}, seconds)
        return _model(name, answer)

    async def require_local(
        self, name: str, seconds: float | None = None
    ) -> ServedModel:
        """Return a model that is computed on this server; its name alone can refuse it."""
        if is_cloud_name(name):
            raise LocalModelError(Degraded.LOCAL_NOT_LOCAL)
        model = await self.show(name, seconds)
        if not model.local:
            raise LocalModelError(Degraded.LOCAL_NOT_LOCAL)
        return model

    async def chat(
        self, payload: Mapping[str, Any], seconds: float
    ) -> AsyncGenerator[dict[str, Any]]:
        """Yield the raw lines of a chat, the last with `done`; `seconds` bounds the whole.

        A stream that ends before `done`, an answer from another machine and every
        other failure raise LocalModelError.
        """
        deadline = asyncio.get_running_loop().time() + seconds
        async with aclosing(
            self._lines("/api/chat", payload, seconds, deadline)
        ) as lines:
            async for line in lines:
                yield line
                if line.get("done") is True:
                    return
        raise LocalModelError(Degraded.LOCAL_ERROR)

    async def pull(self, name: str) -> AsyncGenerator[PullProgress]:
        """Get a model onto the server, with its progress; what breaks is taken up again.

        The server keeps what it has, so a new attempt goes on where the last one
        ended. Gives up after five attempts without a byte more.
        """
        if is_cloud_name(name):
            raise LocalModelError(Degraded.LOCAL_NOT_LOCAL)
        attempts = 0
        most = 0
        parts: dict[str, tuple[int, int]] = {}
        while True:
            try:
                async with aclosing(self._pull_once(name, parts)) as progress:
                    async for step in progress:
                        yield step
                        if step.completed > most:
                            most, attempts = step.completed, 0
            except LocalModelError as failure:
                attempts += 1
                if failure.code not in _PASSING or attempts >= _PULL_ATTEMPTS:
                    raise
            else:
                break
            await asyncio.sleep(self._pull_pause)
        await self.require_local(name)

    async def _pull_once(
        self, name: str, parts: dict[str, tuple[int, int]]
    ) -> AsyncGenerator[PullProgress]:
        """Yield the progress of one attempt; raise unless it ends in success.

        `parts` holds the completed and total bytes by digest, and is kept from one
        attempt to the next.
        """
        async with aclosing(
            self._lines("/api/pull", {"model": name}, self._pull_seconds)
        ) as lines:
            async for line in lines:
                status = str(line.get("status") or "")
                if isinstance(digest := line.get("digest"), str):
                    parts[digest] = (_count(line, "completed"), _count(line, "total"))
                yield PullProgress(
                    status=status,
                    completed=sum(completed for completed, _ in parts.values()),
                    total=sum(total for _, total in parts.values()),
                )
                if status == "success":
                    return
        raise LocalModelError(Degraded.LOCAL_ERROR)

    async def _ask(
        self,
        method: Literal["GET", "POST"],
        path: str,
        payload: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> dict[str, Any]:
        """Return the raw answer of a short call."""
        limit = self._seconds if seconds is None else min(seconds, self._seconds)
        try:
            async with asyncio.timeout(limit):
                return await self._client.ask(method, path, payload, seconds=limit)
        except FAILURES as failure:
            code = code_of(failure)
        # Out here, so that the failure and its words are not in the chain.
        raise LocalModelError(code)

    async def _lines(
        self,
        path: str,
        payload: Mapping[str, Any],
        seconds: float,
        deadline: float | None = None,
    ) -> AsyncGenerator[dict[str, Any]]:
        """Yield raw lines until the stream ends.

        `seconds` bounds each wait for a line, `deadline` (loop time) all of them.
        The clock runs only while we wait, never while our caller has
        the line, so that it can interrupt nobody but us.
        """
        clock = asyncio.get_running_loop().time
        async with aclosing(
            self._client.lines(path, payload, seconds=seconds)
        ) as lines:
            while True:
                try:
                    async with asyncio.timeout_at(deadline or clock() + seconds):
                        line = await anext(lines)
                except StopAsyncIteration:
                    return
                except FAILURES as failure:
                    code = code_of(failure)
                    break
                if is_remote(line):
                    code = Degraded.LOCAL_NOT_LOCAL
                    break
                yield line
        raise LocalModelError(code)


def _model(name: str, entry: Mapping[str, Any]) -> ServedModel:
    """Return a model as a raw description gives it."""
    details = entry.get("details")
    capabilities = entry.get("capabilities")
    return ServedModel(
        name=name,
        local=not is_cloud_name(name) and not is_remote(entry),
        size=_count(entry, "size"),
        parameters=str(details.get("parameter_size") or "")
        if isinstance(details, dict)
        else "",
        capabilities=frozenset(map(str, capabilities))
        if isinstance(capabilities, list)
        else None,
    )


def _count(entry: Mapping[str, Any], key: str) -> int:
    """Return a count that a server gives, 0 for what is none."""
    value = entry.get(key)
    return value if type(value) is int and value > 0 else 0
