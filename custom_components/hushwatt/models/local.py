"""The local model: Gemma, or another, on an Ollama server in the house."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final, override

from ..vocabulary import Degraded
from .protocol import LocalModel, LocalModelError, LocalReply, Message
from .server import OllamaServer, ServedModel

_NANOSECONDS: Final = 1e-9
_MEASURED_TOKENS: Final = 64
_MEASURE_PROMPT: Final = "Count from 1 to 100, in digits."
# A note or an answer that needs more characters than this, thinking included, is none.
_LONGEST: Final = 200_000
_LONGEST_ANSWER_TOKENS: Final = 3000
_SHORTEST_LIMIT: Final = 60.0
_LONGEST_LIMIT: Final = 900.0


@dataclass(frozen=True, kw_only=True)
class Speed:
    """How fast a model answered once: tokens per second, and the seconds it took to load."""

    tokens_per_second: float
    load_seconds: float

    @property
    def limit(self) -> float:
        """Return the seconds within which a thoughtful answer should come, twice over."""
        seconds = self.load_seconds + _LONGEST_ANSWER_TOKENS / self.tokens_per_second
        return min(max(2 * seconds, _SHORTEST_LIMIT), _LONGEST_LIMIT)


class OllamaModel(LocalModel):
    """One model of an Ollama server.

    Before each prompt the server is asked whether the model is computed at
    home: a tag can have become a stub for a cloud model since the last time.
    """

    def __init__(
        self,
        server: OllamaServer,
        name: str,
        *,
        seconds: float = 180.0,
        context: int = 8192,
    ) -> None:
        """Prepare; nothing is sent yet.

        `seconds` bounds a whole call where the caller sets no bound, loading
        included. `context` is the window in tokens, half of it for the answer.
        """
        self._server = server
        self._name = name
        self._seconds = seconds
        self._context = context

    @property
    @override
    def name(self) -> str:
        """Return the model's tag, such as `gemma4:e4b`."""
        return self._name

    @override
    async def chat(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> LocalReply:
        """Return a complete answer; raise LocalModelError.

        `schema` constrains the answer to a JSON schema, `seconds` bounds the
        whole call (the client's own bound when None).
        """
        started = asyncio.get_running_loop().time()
        text = ""
        last: Mapping[str, Any] = {}
        async with aclosing(
            self._answer(messages, think=think, schema=schema, seconds=seconds)
        ) as parts:
            async for piece, line in parts:
                text += piece
                last = line
        return LocalReply(
            text=text,
            prompt_tokens=_number(last, "prompt_eval_count"),
            output_tokens=_number(last, "eval_count"),
            seconds=asyncio.get_running_loop().time() - started,
        )

    @override
    async def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncGenerator[str]:
        """Yield the answer's text as it comes; raise LocalModelError."""
        async with aclosing(
            self._answer(messages, think=think, schema=None, seconds=seconds)
        ) as parts:
            async for piece, _ in parts:
                if piece:
                    yield piece

    @override
    async def warm(self) -> None:
        """Have the model loaded with its window, without asking it anything; raise LocalModelError."""
        await self._server.require_local(self._name)
        payload = {
            "model": self._name,
            "messages": [],
            "stream": True,
            "options": {"num_ctx": self._context},
        }
        async with aclosing(self._server.chat(payload, self._seconds)) as lines:
            async for _ in lines:
                pass

    async def measure(self, seconds: float | None = None) -> Speed:
        """Return how fast the model answers a short prompt of no content; raise LocalModelError."""
        await self._server.require_local(self._name)
        payload = {
            "model": self._name,
            "messages": [{"role": "user", "content": _MEASURE_PROMPT}],
            "stream": True,
            "think": False,
            "options": {"num_ctx": self._context, "num_predict": _MEASURED_TOKENS},
        }
        started = asyncio.get_running_loop().time()
        last: Mapping[str, Any] = {}
        async with aclosing(
            self._server.chat(payload, seconds or self._seconds)
        ) as lines:
            async for line in lines:
                last = line
        elapsed = asyncio.get_running_loop().time() - started
        # The counters leave out what the way there and back takes.
        tokens = _number(last, "eval_count")
        took = _number(last, "eval_duration") * _NANOSECONDS or elapsed
        if not tokens or not took:
            raise LocalModelError(Degraded.LOCAL_INVALID)
        return Speed(
            tokens_per_second=tokens / took,
            load_seconds=_number(last, "load_duration") * _NANOSECONDS,
        )

    async def _answer(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None,
        seconds: float | None,
    ) -> AsyncGenerator[tuple[str, Mapping[str, Any]]]:
        """Yield the answer's pieces with the raw lines they came in; raise LocalModelError."""
        limit = self._seconds if seconds is None else seconds
        started = asyncio.get_running_loop().time()
        model = await self._server.require_local(self._name, limit)
        left = limit - (asyncio.get_running_loop().time() - started)
        payload = self._payload(messages, model, think=think, schema=schema)
        length = 0
        spoken = False
        async with aclosing(self._server.chat(payload, left)) as lines:
            async for line in lines:
                piece, thought = _spoken(line)
                length += len(piece) + len(thought)
                spoken = spoken or bool(piece.strip())
                if length > _LONGEST:
                    raise LocalModelError(Degraded.LOCAL_INVALID)
                if line.get("done") is True and (
                    not spoken or line.get("done_reason", "stop") != "stop"
                ):
                    raise LocalModelError(Degraded.LOCAL_INVALID)
                yield piece, line

    def _payload(
        self,
        messages: Sequence[Message],
        model: ServedModel,
        *,
        think: bool,
        schema: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        """Return the request of a chat.

        What does not fit the window is an error and is never cut silently. A
        thinking model keeps its own temperature, an answer without thought is
        made the most likely one.
        """
        options: dict[str, Any] = {
            "num_ctx": self._context,
            "num_predict": self._context // 2,
        }
        thinks = think and model.thinks
        if not thinks:
            options["temperature"] = 0
        payload: dict[str, Any] = {
            "model": self._name,
            "messages": [
                {"role": message.role, "content": message.content}
                for message in messages
            ],
            "stream": True,
            "think": thinks,
            "truncate": False,
            "shift": False,
            "options": options,
        }
        if schema is not None:
            payload["format"] = dict(schema)
        return payload


def _spoken(line: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a raw line says and what it thinks; raise LocalModelError when it is no line of a chat."""
    message = line.get("message")
    if isinstance(message, dict):
        said, thought = message.get("content") or "", message.get("thinking") or ""
        if isinstance(said, str) and isinstance(thought, str) and _is_text(said):
            return said, thought
    raise LocalModelError(Degraded.LOCAL_INVALID)


def _is_text(text: str) -> bool:
    """Tell whether a string is text that can be written; JSON can carry half of a character."""
    return text.isascii() or not any(
        "\ud800" <= character <= "\udfff" for character in text
    )


def _number(line: Mapping[str, Any], key: str) -> int:
    """Return a counter of the last line, 0 when it is missing or is none."""
    value = line.get(key)
    return value if type(value) is int and value > 0 else 0
