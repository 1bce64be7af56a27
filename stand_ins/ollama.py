"""An Ollama server that answers from a script.

    python -m stand_ins.ollama --port 11434

The wire format is that of Ollama 0.32: NDJSON streams, nanosecond counters,
error texts, models of its vendor's cloud among the local ones.
"""

import argparse
import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
import hashlib
from itertools import repeat
import json
from typing import Any, Final, override

from aiohttp import web

from .answers import Answer
from .faults import Fault
from .household import household
from .server import Handler, Received, StandIn, as_json, begin, cut, dump

VERSION: Final = "0.32.14"
GIGABYTE: Final = 1_000_000_000
CLOUD_HOST: Final = "https://ollama.com:443"
_CONTEXT: Final = 131_072
_DEFAULT_WINDOW: Final = 4096
_NANOSECONDS_A_TOKEN: Final = 25_000_000
_THINK_VALUES: Final = (True, False, None, "low", "medium", "high", "max")

GEMMA_CAPABILITIES: Final = ("completion", "vision", "audio", "tools", "thinking")


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model on the server; `remote_host` makes it a stub for the vendor's cloud."""

    name: str
    size: int = 9_608_350_718
    parameters: str = "8.0B"
    family: str = "gemma4"
    capabilities: tuple[str, ...] = GEMMA_CAPABILITIES
    remote_host: str = ""
    remote_model: str = ""

    @property
    def digest(self) -> str:
        """Return a digest as long as a real one."""
        return hashlib.sha256(self.name.encode()).hexdigest()

    @property
    def details(self) -> dict[str, Any]:
        """Return the part that lists and descriptions share."""
        return {
            "parent_model": "",
            "format": "gguf",
            "family": self.family,
            "families": [self.family],
            "parameter_size": self.parameters,
            "quantization_level": "Q4_K_M",
        }

    @property
    def remote(self) -> dict[str, str]:
        """Return the fields that give a stub away."""
        remote = {"remote_model": self.remote_model, "remote_host": self.remote_host}
        return {key: value for key, value in remote.items() if value}


GEMMA: Final = Model(name="gemma4:e4b")
SMALL: Final = Model(
    name="llama3.2:1b",
    size=1_321_098_329,
    parameters="1.2B",
    family="llama",
    capabilities=("completion", "tools"),
)
STUB: Final = Model(
    name="gemma4:31b-cloud",
    size=384,
    parameters="31.0B",
    remote_host=CLOUD_HOST,
    remote_model="gemma4:31b",
)


@dataclass(frozen=True, kw_only=True)
class Chat:
    """What a chat asked for."""

    model: str
    messages: tuple[Mapping[str, Any], ...]
    think: bool | str | None = None
    format: Any = None
    tools: tuple[Mapping[str, Any], ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    keep_alive: Any = None
    truncate: bool | None = None
    shift: bool | None = None
    stream: bool = True

    @property
    def text(self) -> str:
        """Return all that was said, one turn after the other."""
        return "\n".join(str(message.get("content", "")) for message in self.messages)

    @property
    def last(self) -> str:
        """Return what was said last."""
        return str(self.messages[-1].get("content", "")) if self.messages else ""


type Script = Callable[[Chat], Answer | str]


@dataclass(frozen=True)
class _Refusal(Exception):
    """An error status, with the server's own words."""

    status: int
    error: str


class OllamaStandIn(StandIn):
    """An Ollama server with scripted answers.

    `say` queues answers; when the queue is empty the script answers, which sees
    the request. `chats` holds what was asked for.
    """

    talks_at = ("/api/chat",)

    def __init__(
        self,
        script: Script | None = None,
        models: Sequence[Model] = (GEMMA,),
        *,
        key: str = "",
    ) -> None:
        """Prepare with a script (an echo when there is none) and the models that are there.

        With a `key` it stands behind a proxy that wants it.
        """
        super().__init__()
        self.key = key
        self.models = {model.name: model for model in models}
        self.library = {model.name: model for model in (GEMMA, SMALL, STUB, *models)}
        self.chats: list[Chat] = []
        self.pace = 0.0
        self.pull_steps = 4
        self._script = script or (lambda chat: chat.last or "Hello.")
        self._queue: deque[Answer] = deque()
        self._pulled: dict[str, int] = {}
        # A server of before the list told what a model can do.
        self.older = False

    def say(self, *answers: Answer | str) -> None:
        """Queue answers, which come before the script's."""
        self._queue.extend(_as_answer(answer) for answer in answers)

    @override
    def routes(self) -> list[web.RouteDef]:
        """Return what the server answers."""
        return [
            web.get("/", self._root),
            web.get("/api/version", self._version),
            web.get("/api/tags", self._tags),
            web.get("/api/ps", self._ps),
            web.get("/api/status", self._status),
            web.post("/api/show", self._show),
            web.post("/api/pull", self._pull),
            web.post("/api/chat", self._chat),
        ]

    @override
    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Answer, with errors as Ollama words them."""
        if self.key and received.header("authorization") != f"Bearer {self.key}":
            return web.Response(status=401, text="<h1>401 Authorization Required</h1>")
        try:
            return await handler(request)
        except _Refusal as refusal:
            return as_json({"error": refusal.error}, refusal.status)
        except web.HTTPNotFound:
            return web.Response(status=404, text="404 page not found")
        except web.HTTPMethodNotAllowed:
            return web.Response(status=405, text="405 method not allowed")

    async def _root(self, _: web.Request) -> web.Response:
        """Answer a browser."""
        return web.Response(text="Ollama is running")

    async def _version(self, _: web.Request) -> web.Response:
        """Tell the version."""
        return as_json({"version": VERSION})

    async def _status(self, _: web.Request) -> web.Response:
        """Tell whether the vendor's cloud is off."""
        return as_json({"cloud": {"disabled": False, "source": "none"}})

    async def _tags(self, _: web.Request) -> web.Response:
        """List the models."""
        models = [self._listed(model) for model in self.models.values()]
        return as_json({"models": models})

    async def _ps(self, _: web.Request) -> web.Response:
        """List the models in memory: those that were talked to."""
        loaded = {chat.model for chat in self.chats}
        models = [
            {
                "name": model.name,
                "model": model.name,
                "size": model.size,
                "digest": model.digest,
                "details": model.details,
                "expires_at": _now(),
                "size_vram": model.size,
                "context_length": _DEFAULT_WINDOW,
            }
            for model in self.models.values()
            if model.name in loaded
        ]
        return as_json({"models": models})

    async def _show(self, request: web.Request) -> web.Response:
        """Describe a model."""
        asked = await _document(request)
        name = str(asked.get("model") or asked.get("name") or "")
        if not name:
            raise _Refusal(400, "model is required")
        return as_json(self._described(self._model(name)))

    def _described(self, model: Model) -> dict[str, Any]:
        """Return a model's description."""
        family = model.family
        return {
            "modelfile": f'# Modelfile generated by "ollama show"\nFROM {model.name}\n',
            "parameters": "temperature                    1\ntop_k                          64",
            "template": "{{ .Prompt }}",
            "details": model.details,
            **model.remote,
            "model_info": {
                "general.architecture": family,
                "general.parameter_count": 7_996_157_418,
                f"{family}.context_length": _CONTEXT,
                f"{family}.embedding_length": 2560,
            },
            "capabilities": list(model.capabilities),
            "modified_at": "2026-08-21T18:30:07.414671Z",
        }

    def _listed(self, model: Model) -> dict[str, Any]:
        """Return a model's place in the list."""
        return {
            "name": model.name,
            "model": model.name,
            **model.remote,
            "modified_at": "2026-08-21T18:30:07.414671Z",
            "size": model.size,
            "digest": model.digest,
            "details": model.details,
            **({} if self.older else {"capabilities": list(model.capabilities)}),
        }

    def _model(self, name: str) -> Model:
        """Return a model that is there; one without a tag is `:latest`."""
        model = self.models.get(name) or self.models.get(f"{name}:latest")
        if model is None:
            raise _Refusal(404, f"model '{name}' not found")
        return model

    async def _pull(self, request: web.Request) -> web.StreamResponse:
        """Get a model from the library; what was there before a cut is kept."""
        asked = await _document(request)
        name = str(asked.get("model") or asked.get("name") or "")
        if not name:
            raise _Refusal(400, "invalid model name")
        if asked.get("stream") is False:
            last = [line async for line in self._pulling(name)][-1]
            return as_json(last, 500 if "error" in last else 200)
        response = await begin(request, "application/x-ndjson")
        async for line in self._pulling(name):
            await response.write(dump(line) + b"\n")
            await asyncio.sleep(self.pace)
        return response

    async def _pulling(self, name: str) -> AsyncIterator[dict[str, Any]]:
        """Yield the lines of a pull."""
        yield {"status": "pulling manifest"}
        model = self.library.get(name)
        if model is None:
            yield {"error": "pull model manifest: file does not exist"}
            return
        part = {
            "status": f"pulling {model.digest[:12]}",
            "digest": f"sha256:{model.digest}",
            "total": model.size,
        }
        for step in range(self._pulled.get(name, 0), self.pull_steps + 1):
            self._pulled[name] = step
            done = model.size * step // self.pull_steps
            yield {**part, "completed": done} if done else part
        licence = hashlib.sha256(b"licence").hexdigest()
        yield {
            "status": f"pulling {licence[:12]}",
            "digest": f"sha256:{licence}",
            "total": 11_355,
            "completed": 11_355,
        }
        for status in ("verifying sha256 digest", "writing manifest"):
            yield {"status": status}
        self.models[name] = model
        yield {"status": "success"}

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        """Hold a chat."""
        chat = _read_chat(await _document(request))
        model = self._model(chat.model)
        self._check(chat, model)
        self.chats.append(chat)
        if not chat.messages:
            reason = "unload" if chat.keep_alive == 0 else "load"
            return as_json(
                {**_line(chat, model, ""), "done": True, "done_reason": reason}
            )
        said = self._queue.popleft() if self._queue else _as_answer(self._script(chat))
        if "thinking" not in model.capabilities or chat.think is False:
            said = Answer(
                text=said.text,
                tool_calls=said.tool_calls,
                done_reason=said.done_reason,
            )
        if not chat.stream:
            return as_json({**_whole(chat, model, said), **_last(chat, said)})
        response = await begin(request, "application/x-ndjson")
        for line in _stream(chat, model, said):
            await response.write(dump(line) + b"\n")
            await asyncio.sleep(self.pace)
        return response

    def _check(self, chat: Chat, model: Model) -> None:
        """Refuse what the real one refuses."""
        if "thinking" not in model.capabilities and chat.think:
            raise _Refusal(400, f'"{chat.model}" does not support thinking')
        if "completion" not in model.capabilities:
            raise _Refusal(400, f'"{chat.model}" does not support chat')
        if chat.tools and "tools" not in model.capabilities:
            raise _Refusal(
                400, f"registry.ollama.ai/library/{chat.model} does not support tools"
            )
        window = chat.options.get("num_ctx") or _DEFAULT_WINDOW
        if chat.truncate is False and _tokens(chat.text) > window:
            raise _Refusal(400, _TOO_LONG)

    @override
    async def misbehave(
        self, fault: Fault, request: web.Request, received: Received
    ) -> web.StreamResponse | None:
        """Answer with a fault of an Ollama server."""
        if fault in _STATUSES:
            status, body = _STATUSES[fault]
            return as_json(body, status)
        if fault is Fault.REMOTE_MODEL:
            return await self._misplaced(request)
        if request.path == "/api/pull" and fault in _PULL_FAULTS:
            return await self._broken_pull(fault, request, received)
        if fault is Fault.ENDLESS or fault in _LINES or fault in _ANSWERS:
            return await self._babble(fault, request, _read_chat(received.document))
        return None

    async def _babble(
        self, fault: Fault, request: web.Request, chat: Chat
    ) -> web.StreamResponse:
        """Answer a chat with lines that are not those of a good answer."""
        self.chats.append(chat)
        model = self._model(chat.model)
        lines: Iterable[bytes | dict[str, Any]]
        if fault is Fault.REMOTE_ANSWER:
            model = replace(model, remote_host=CLOUD_HOST, remote_model="gemma4:31b")
            lines = _stream(chat, model, _ANSWERS[fault])
        elif fault is Fault.ENDLESS:
            lines = repeat(_line(chat, model, "word " * 500))
        elif fault in _ANSWERS:
            lines = _stream(chat, model, _ANSWERS[fault])
        else:
            lines = (_line(chat, model, "It"), *_LINES[fault])
        response = await begin(request, "application/x-ndjson")
        with suppress(ConnectionError):
            for line in lines:
                if isinstance(line, dict):
                    line = dump({**_line(chat, model, ""), **line})
                await response.write(line + b"\n")
        return response

    async def _misplaced(self, request: web.Request) -> web.Response:
        """Describe a model, or list the models, as stubs of the vendor's cloud."""
        stub = {"remote_host": CLOUD_HOST, "remote_model": "gemma4:31b"}
        if request.path == "/api/tags":
            models = [{**self._listed(model), **stub} for model in self.models.values()]
            return as_json({"models": models})
        asked = json.loads(await request.read())
        return as_json({**self._described(self._model(asked["model"])), **stub})

    async def _broken_pull(
        self, fault: Fault, request: web.Request, received: Received
    ) -> web.StreamResponse:
        """Go one part on with a pull, then break."""
        name = received.document["model"]
        response = await begin(request, "application/x-ndjson")
        seen = 0
        async for line in self._pulling(name):
            await response.write(dump(line) + b"\n")
            seen += "completed" in line
            if seen == 2:
                break
        # What was written must be on its way before the connection goes.
        await asyncio.sleep(0.01)
        if fault is Fault.CUT:
            return await cut(request)
        if fault is Fault.NEVER_DONE:
            return response
        await response.write(
            b'{"error":"max retries exceeded: dial tcp: lookup registry.ollama.ai: no such host"}\n'
        )
        return response


async def _document(request: web.Request) -> dict[str, Any]:
    """Return the body of a request as Ollama reads it."""
    body = await request.read()
    if not body:
        raise _Refusal(400, "missing request body")
    try:
        document = json.loads(body)
    except ValueError:
        raise _Refusal(
            400, "invalid character 'x' looking for beginning of value"
        ) from None
    if not isinstance(document, dict):
        kind = "array" if isinstance(document, list) else "string"
        raise _Refusal(
            400, f"json: cannot unmarshal {kind} into Go value of type api.ChatRequest"
        )
    return document


def _read_chat(document: Mapping[str, Any]) -> Chat:
    """Return what a chat asks for; unknown fields are ignored, as by the real one."""
    model = document.get("model")
    if not model:
        raise _Refusal(400, "model is required")
    think = document.get("think")
    if think not in _THINK_VALUES:
        raise _Refusal(
            400,
            f'invalid think value: "{think}" (must be "high", "medium", "low", "max", true, or false)',
        )
    return Chat(
        model=str(model),
        messages=tuple(document.get("messages") or ()),
        think=think,
        format=document.get("format"),
        tools=tuple(document.get("tools") or ()),
        options=document.get("options") or {},
        keep_alive=document.get("keep_alive"),
        truncate=document.get("truncate"),
        shift=document.get("shift"),
        stream=document.get("stream") is not False,
    )


def _as_answer(answer: Answer | str) -> Answer:
    """Return an answer from its text."""
    return Answer(text=answer) if isinstance(answer, str) else answer


def _now() -> str:
    """Return the time as Go writes it."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _tokens(text: str) -> int:
    """Return a plausible number of tokens."""
    return 1 + len(text) // 4


def _line(chat: Chat, model: Model, content: str) -> dict[str, Any]:
    """Return a line of a stream that is not its last."""
    return {
        "model": chat.model,
        **model.remote,
        "created_at": _now(),
        "message": {"role": "assistant", "content": content},
        "done": False,
    }


def _last(chat: Chat, said: Answer) -> dict[str, Any]:
    """Return the counters of a finished answer, times in nanoseconds."""
    prompt = _tokens(chat.text) + 12
    count = _tokens(said.thinking) + _tokens(said.text)
    times = {
        "load_duration": 101_397_084,
        "prompt_eval_duration": prompt * 1_200_000,
        "eval_duration": count * _NANOSECONDS_A_TOKEN,
    }
    return {
        "done": True,
        "done_reason": said.done_reason,
        "total_duration": sum(times.values()),
        "load_duration": times["load_duration"],
        "prompt_eval_count": prompt,
        "prompt_eval_duration": times["prompt_eval_duration"],
        "eval_count": count,
        "eval_duration": times["eval_duration"],
    }


def _calls(said: Answer) -> list[dict[str, Any]]:
    """Return the tool calls of an answer."""
    return [
        {
            "id": f"call_{index:08d}",
            "function": {"index": index, "name": name, "arguments": dict(arguments)},
        }
        for index, (name, arguments) in enumerate(said.tool_calls)
    ]


def _whole(chat: Chat, model: Model, said: Answer) -> dict[str, Any]:
    """Return the one line of an answer that is not streamed."""
    line = _line(chat, model, said.text)
    if said.thinking:
        line["message"]["thinking"] = said.thinking
    if said.tool_calls:
        line["message"]["tool_calls"] = _calls(said)
    return line


def _stream(chat: Chat, model: Model, said: Answer) -> list[dict[str, Any]]:
    """Return the lines of a stream: thinking, content, tool calls, counters."""
    lines = []
    for piece in _pieces(said.thinking):
        line = _line(chat, model, "")
        line["message"]["thinking"] = piece
        lines.append(line)
    lines += [_line(chat, model, piece) for piece in _pieces(said.text)]
    if said.tool_calls:
        line = _line(chat, model, "")
        line["message"]["tool_calls"] = _calls(said)
        lines.append(line)
    return [*lines, {**_line(chat, model, ""), **_last(chat, said)}]


def _pieces(text: str) -> list[str]:
    """Return a text in pieces about as long as tokens."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


_TOO_LONG: Final = (
    "the prompt is longer than the context length currently available to the model; shorten the prompt, "
    "adjust the context length in settings, or use a model with a longer context length"
)

_STATUSES: Final[Mapping[Fault, tuple[int, dict[str, Any]]]] = {
    Fault.SERVER_ERROR: (500, {"error": "llama runner process has terminated"}),
    Fault.UNAVAILABLE: (
        503,
        {"error": "server busy, please try again.  maximum pending requests exceeded"},
    ),
    Fault.NO_MODEL: (404, {"error": "model 'gemma4:e4b' not found"}),
    Fault.OUT_OF_MEMORY: (
        500,
        {
            "error": "llama runner process has terminated: cudaMalloc failed: out of memory"
        },
    ),
    Fault.TOO_LONG: (400, {"error": _TOO_LONG}),
    Fault.NO_CHAT: (400, {"error": '"gemma4:e4b" does not support chat'}),
    Fault.CANCELED: (499, {"error": "request canceled"}),
    Fault.SIGN_IN: (
        401,
        {"error": "unauthorized", "signin_url": "https://ollama.com/connect?name=box"},
    ),
    Fault.CLOUD_DISABLED: (
        403,
        {"error": "ollama cloud is disabled: remote model is unavailable"},
    ),
}

_PULL_FAULTS: Final = (Fault.CUT, Fault.ERROR_LINE, Fault.NEVER_DONE)
_STOP: Final = {"done": True, "done_reason": "stop"}

_LINES: Final[Mapping[Fault, tuple[bytes | dict[str, Any], ...]]] = {
    Fault.ERROR_LINE: (
        b'{"error":"an error was encountered while running the model"}',
    ),
    Fault.BROKEN_LINE: (b'{"model":"gemma4:e4b","mess', b'age":{}}'),
    Fault.BLANK_LINE: (b"", _STOP),
    Fault.LIST_LINE: (b'["done"]', _STOP),
    Fault.NO_MESSAGE_LINE: ({"message": "done"}, _STOP),
    Fault.NEVER_DONE: ({"message": {"role": "assistant", "content": " is"}},),
    Fault.LENGTH: ({"done": True, "done_reason": "length"},),
    Fault.HALF_CHARACTER: (
        b'{"model":"gemma4:e4b","message":{"role":"assistant","content":"\\ud83d"},"done":false}',
        _STOP,
    ),
}

_ANSWERS: Final[Mapping[Fault, Answer]] = {
    Fault.REMOTE_ANSWER: Answer(text="Hello."),
    Fault.ONLY_LOADED: Answer(done_reason="load"),
    Fault.NO_CONTENT: Answer(thinking="The dishwasher. The dishwasher. The dish"),
    Fault.PROSE: Answer(
        text="Sure! Here is what I think about your notes. They are lovely notes."
    ),
    Fault.FENCED_PROSE: Answer(
        text="```json\nThe dishwasher should be done early.\n```"
    ),
    Fault.WRONG_SHAPE: Answer(text='{"answer":{"ok":true,"items":[[1,2],[3,4]]}}'),
    Fault.LOOP: Answer(text="the dishwasher and " * 40),
}


async def serve(port: int) -> None:
    """Serve the reference household until interrupted."""
    server = OllamaStandIn(household, models=(GEMMA, SMALL, STUB))
    await server.start(port)
    print(f"Ollama stand-in on {server.url}", flush=True)  # noqa: T201
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description="A stand-in for an Ollama server.")
    parser.add_argument("--port", type=int, default=11434)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
