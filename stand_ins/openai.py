"""An OpenAI, or Azure, server that solves the problem it is sent.

    python -m stand_ins.openai --port 8088

What it knows of a problem is what is in the request. Anything else it is asked
is answered by a script. The wire format is that of the Responses API.
"""

import argparse
import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
import json
import secrets
from typing import Any, Final, override

from aiohttp import hdrs, web

from .brute_force import answer_text
from .faults import CLOUD_LIES, Fault
from .lies import lie
from .procedures import procedure_text
from .responses import Said, events, response_object
from .server import Handler, Received, StandIn, as_json, begin, dump

KEY: Final = "sk-stand-in-0123456789"
SNAPSHOTS: Final[Mapping[str, str]] = {
    "gpt-5.4": "gpt-5.4-2026-03-05",
    "gpt-5.4-mini": "gpt-5.4-mini-2026-03-17",
    "gpt-5.4-nano": "gpt-5.4-nano-2026-03-17",
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
}
_REASONING: Final = "gpt-5"
_EFFORTS: Final = ("none", "low", "medium", "high", "xhigh")
_REASONING_TOKENS: Final = dict(zip(_EFFORTS, (0, 256, 1536, 6144, 16384), strict=True))
_PARAMETERS: Final = frozenset(
    {
        "background",
        "include",
        "input",
        "instructions",
        "max_output_tokens",
        "metadata",
        "model",
        "parallel_tool_calls",
        "previous_response_id",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_retention",
        "reasoning",
        "safety_identifier",
        "service_tier",
        "store",
        "stream",
        "temperature",
        "text",
        "tool_choice",
        "tools",
        "top_p",
        "truncation",
        "user",
    }
)

type Script = Callable[[Mapping[str, Any]], Said | str]


class _Refusal(Exception):
    """An error status with its body."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        kind: str = "invalid_request_error",
    ) -> None:
        """Keep what is answered."""
        super().__init__(message)
        self.status = status
        self.error = {"message": message, "type": kind, "param": param, "code": code}


class OpenAIStandIn(StandIn):
    """A server of the Responses API, at OpenAI's paths and at Azure's.

    `say` queues answers; when the queue is empty a problem is solved, and the
    script answers the rest. `asked` holds the bodies of requests.
    """

    talks_at = ("/v1/responses", "/openai/v1/responses", "/openai/responses")

    def __init__(
        self,
        script: Script | None = None,
        *,
        key: str = KEY,
        deployments: Mapping[str, str] | None = None,
    ) -> None:
        """Prepare with a script, the key that is right, and Azure's deployments by name."""
        super().__init__()
        self.key = key
        self.asked: list[dict[str, Any]] = []
        self.cached_tokens = 0
        self.pace = 0.0
        self._script = script or (lambda asked: "Hello.")
        self.deployments = dict(deployments or {})
        self._queue: deque[Said] = deque()

    def say(self, *answers: Said | str) -> None:
        """Queue answers, which come before all others."""
        self._queue.extend(_as_said(answer) for answer in answers)

    @override
    def routes(self) -> list[web.RouteDef]:
        """Return what the server answers."""
        return [
            web.get("/v1/models", self._models),
            web.post("/v1/responses", self._responses),
            web.post("/openai/v1/responses", self._responses),
            web.post("/openai/responses", self._responses),
        ]

    @override
    async def answer(
        self, request: web.Request, received: Received, handler: Handler
    ) -> web.StreamResponse:
        """Answer, with errors as the API words them."""
        try:
            self._check_key(request)
            return await handler(request)
        except _Refusal as refusal:
            return as_json(
                {"error": refusal.error}, refusal.status, self._headers(request)
            )
        except web.HTTPException:
            message = f"Invalid URL ({request.method} {request.path})"
            return as_json({"error": _Refusal(404, message).error}, 404)

    def _check_key(self, request: web.Request) -> None:
        """Refuse a wrong key."""
        azure = request.path.startswith("/openai/")
        given = request.headers.get("api-key", "") if azure else ""
        given = given or request.headers.get(hdrs.AUTHORIZATION, "").removeprefix(
            "Bearer "
        )
        if given == self.key:
            return
        if azure:
            raise _Refusal(
                401,
                "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid "
                "key for an active subscription and use a correct regional API endpoint for your resource.",
                code="401",
            )
        if not given:
            raise _Refusal(
                401,
                "Missing bearer or basic authentication in header",
            )
        raise _Refusal(
            401,
            f"Incorrect API key provided: {given[:8]}***{given[-4:]}. You can find your API key at "
            "https://platform.openai.com/account/api-keys.",
            code="invalid_api_key",
        )

    def _headers(self, request: web.Request) -> dict[str, str]:
        """Return the headers that come with an answer."""
        if request.path.startswith("/openai/"):
            return {
                "apim-request-id": secrets.token_hex(16),
                "x-ms-region": "Sweden Central",
                "x-ratelimit-remaining-requests": "99",
                "x-request-id": secrets.token_hex(16),
            }
        return {
            "x-request-id": f"req_{secrets.token_hex(16)}",
            "openai-version": "2020-10-01",
            "openai-organization": "user-standin",
            "openai-processing-ms": "12",
            "x-ratelimit-limit-requests": "500",
            "x-ratelimit-remaining-requests": "499",
            "set-cookie": f"__cf_bm={secrets.token_hex(8)}; path=/; HttpOnly",
        }

    async def _models(self, request: web.Request) -> web.Response:
        """List the models."""
        data = [
            {"id": name, "object": "model", "created": 1772668800, "owned_by": "system"}
            for name in SNAPSHOTS
        ]
        return as_json({"object": "list", "data": data}, headers=self._headers(request))

    async def _responses(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        asked = await _document(request)
        model = self._snapshot(asked, request.path)
        _check(asked, model)
        self.asked.append(asked)
        said = self._queue.popleft() if self._queue else self._think(asked)
        return await self._respond(request, asked, said, model)

    def _think(self, asked: Mapping[str, Any]) -> Said:
        """Return what the model says: a problem's answer, or the script's."""
        effort = (asked.get("reasoning") or {}).get("effort", "none")
        said: Said | str
        try:
            said = _answer(asked["input"])
        except KeyError, TypeError, ValueError:
            said = self._script(asked)
        return replace(_as_said(said), reasoning_tokens=_REASONING_TOKENS[effort])

    async def _respond(
        self,
        request: web.Request,
        asked: Mapping[str, Any],
        said: Said,
        model: str,
    ) -> web.StreamResponse:
        """Send what was said, whole or in events."""
        if not model.startswith(_REASONING):
            said = replace(said, reasoning_tokens=0)
        response = response_object(asked, said, model, cached_tokens=self.cached_tokens)
        headers = self._headers(request)
        if not asked.get("stream"):
            return as_json(response, headers=headers)
        stream = await begin(
            request,
            "text/event-stream; charset=utf-8",
            headers,
        )
        for event in events(response):
            line = f"event: {event['type']}\ndata: ".encode() + dump(event)
            await stream.write(line + b"\n\n")
            await asyncio.sleep(self.pace)
        return stream

    def _snapshot(self, asked: Mapping[str, Any], path: str) -> str:
        """Return the snapshot that answers for a model's or a deployment's name."""
        name = asked.get("model")
        if not name:
            raise _Refusal(
                400,
                "Missing required parameter: 'model'.",
                param="model",
                code="missing_required_parameter",
            )
        if path.startswith("/openai/"):
            if name not in self.deployments:
                raise _Refusal(
                    404,
                    "The API deployment for this resource does not exist. If you created the deployment within the "
                    "last 5 minutes, please wait a moment and try again.",
                    code="DeploymentNotFound",
                )
            name = self.deployments[name]
        if snapshot := SNAPSHOTS.get(str(name)):
            return snapshot
        if name in SNAPSHOTS.values():
            return str(name)
        raise _Refusal(
            400,
            f"The requested model '{name}' does not exist.",
            param="model",
            code="model_not_found",
        )

    @override
    async def misbehave(
        self, fault: Fault, request: web.Request, received: Received
    ) -> web.StreamResponse | None:
        """Answer with a fault of OpenAI or Azure."""
        if fault in _STATUSES:
            status, error, headers = _STATUSES[fault]
            return as_json(
                {"error": error}, status, {**self._headers(request), **headers}
            )
        if fault is Fault.ENDLESS:
            return as_json({"object": "response", "padding": "word " * 400_000})
        if fault not in _SAID and fault not in CLOUD_LIES and fault not in _ODD:
            return None
        asked = received.document
        self.asked.append(asked)
        model = self._snapshot(asked, request.path)
        if fault in CLOUD_LIES:
            said = Said(text=lie(fault, asked["input"]) or "")
            return await self._respond(request, asked, said, model)
        if fault in _SAID:
            return await self._respond(request, asked, _SAID[fault], model)
        response = response_object(asked, self._think(asked), model)
        return as_json({**response, **_ODD[fault]}, headers=self._headers(request))


def _answer(document: str) -> str:
    """Return the answer to a document; raise for a text that is none."""
    try:
        return procedure_text(document)
    except ValueError:
        return answer_text(document)


async def _document(request: web.Request) -> dict[str, Any]:
    """Return the body of a request."""
    try:
        document = json.loads(await request.read())
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise _Refusal(
            400,
            "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP "
            "library correctly.)",
        )
    return document


def _check(asked: Mapping[str, Any], model: str) -> None:
    """Refuse what the API refuses: unknown parameters, efforts of other models, loose schemas."""
    for name in asked:
        if name not in _PARAMETERS:
            raise _Refusal(
                400,
                f"Unknown parameter: '{name}'.",
                param=name,
                code="unknown_parameter",
            )
    if "input" not in asked:
        raise _Refusal(
            400,
            "Missing required parameter: 'input'.",
            param="input",
            code="missing_required_parameter",
        )
    effort = (asked.get("reasoning") or {}).get("effort")
    if effort is not None and effort not in _EFFORTS:
        values = ", ".join(f"'{known}'" for known in _EFFORTS)
        raise _Refusal(
            400,
            f"Unsupported value: '{effort}' is not supported with the '{model}' model. Supported values are: {values}.",
            param="reasoning.effort",
            code="unsupported_value",
        )
    form = (asked.get("text") or {}).get("format") or {}
    if form.get("type") == "json_schema" and form.get("strict"):
        _check_schema(form.get("schema") or {}, form.get("name"), ())


def _check_schema(schema: Mapping[str, Any], name: Any, path: tuple[str, ...]) -> None:
    """Refuse a schema that is not strict all the way down."""
    wrong = None
    if schema.get("type") == "object":
        properties = schema.get("properties") or {}
        if schema.get("additionalProperties") is not False:
            wrong = "'additionalProperties' is required to be supplied and to be false."
        elif sorted(schema.get("required") or ()) != sorted(properties):
            wrong = "'required' is required to be supplied and to be an array including every key in properties."
        for key, inner in properties.items():
            _check_schema(inner, name, (*path, "properties", key))
    if isinstance(schema.get("items"), dict):
        _check_schema(schema["items"], name, (*path, "items"))
    if wrong:
        raise _Refusal(
            400,
            f"Invalid schema for response_format '{name}': In context={path}, {wrong}",
            param="text.format.schema",
            code="invalid_json_schema",
        )


def _as_said(said: Said | str) -> Said:
    """Return what is said from its text."""
    return Said(text=said) if isinstance(said, str) else said


def _error(
    message: str, code: str | None, kind: str = "invalid_request_error"
) -> dict[str, Any]:
    """Return an error as the API words it."""
    return {"message": message, "type": kind, "param": None, "code": code}


_STATUSES: Final[Mapping[Fault, tuple[int, dict[str, Any], dict[str, str]]]] = {
    Fault.BAD_REQUEST: (
        400,
        _error("Invalid value for 'input'.", "invalid_value"),
        {},
    ),
    Fault.BAD_KEY: (
        401,
        _error("Incorrect API key provided: sk-stand***6789.", "invalid_api_key"),
        {},
    ),
    Fault.FORBIDDEN: (
        403,
        _error(
            "Country, region, or territory not supported",
            "unsupported_country_region_territory",
            "request_forbidden",
        ),
        {},
    ),
    Fault.NOT_FOUND: (
        404,
        _error(
            "The model `gpt-5.4` does not exist or you do not have access to it.",
            "model_not_found",
        ),
        {},
    ),
    Fault.REQUEST_TIMEOUT: (408, _error("Request timed out.", None, "timeout"), {}),
    Fault.CONFLICT: (409, _error("Another operation is in progress.", None), {}),
    Fault.TOO_LARGE: (413, _error("Request body too large.", None), {}),
    Fault.UNPROCESSABLE: (422, _error("Unprocessable entity.", None), {}),
    Fault.RATE_LIMIT: (
        429,
        _error(
            "Rate limit reached for gpt-5.4 in organization org-standin on tokens per min (TPM): Limit 30000.",
            "rate_limit_exceeded",
            "tokens",
        ),
        {"retry-after": "20", "retry-after-ms": "20000"},
    ),
    Fault.NO_QUOTA: (
        429,
        _error(
            "You exceeded your current quota, please check your plan and billing details.",
            "insufficient_quota",
            "insufficient_quota",
        ),
        {},
    ),
    Fault.SERVER_ERROR: (
        500,
        _error(
            "The server had an error while processing your request. Sorry about that!",
            None,
            "server_error",
        ),
        {},
    ),
    Fault.UNAVAILABLE: (
        503,
        _error(
            "The engine is currently overloaded, please try again later.",
            None,
            "service_unavailable_error",
        ),
        {"retry-after": "5"},
    ),
    Fault.AZURE_FILTER: (
        400,
        {
            **_error(
                "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
                "content_filter",
            ),
            "type": None,
            "param": "prompt",
            "status": 400,
            "innererror": {
                "code": "ResponsibleAIPolicyViolation",
                "content_filter_result": {
                    "jailbreak": {"filtered": True, "detected": True}
                },
            },
        },
        {},
    ),
}

_SAID: Final[Mapping[Fault, Said]] = {
    Fault.REFUSAL: Said(refusal="I'm sorry, I cannot assist with that request."),
    Fault.INCOMPLETE: Said(
        text='{"runs":[{"id":"L1","segm',
        status="incomplete",
        incomplete_reason="max_output_tokens",
    ),
    Fault.INCOMPLETE_SILENT: Said(
        reasoning_tokens=12_000,
        status="incomplete",
        incomplete_reason="max_output_tokens",
    ),
    Fault.INCOMPLETE_FILTER: Said(
        text='{"runs":[', status="incomplete", incomplete_reason="content_filter"
    ),
    Fault.FAILED: Said(
        status="failed",
        error={"code": "server_error", "message": "The model failed to generate."},
    ),
    Fault.FAILED_QUOTA: Said(
        status="failed",
        error={"code": "insufficient_quota", "message": "You exceeded your quota."},
    ),
    Fault.UNFINISHED: Said(status="in_progress"),
    Fault.NO_MESSAGE: Said(reasoning_tokens=512),
    Fault.HALF_CHARACTER: Said(text='{"runs":[],"objective":0} \ud83d'),
}

_ODD: Final[Mapping[Fault, dict[str, Any]]] = {
    Fault.NO_OUTPUT: {"output": None},
    Fault.NO_TEXT: {
        "output": [
            {
                "type": "message",
                "role": "assistant",
                "content": [{"type": "output_text", "text": " "}, "stray", None],
            },
            "stray",
            {"type": "message", "content": "stray"},
        ]
    },
    Fault.NO_STATUS: {"status": None},
    Fault.NO_USAGE: {"usage": None},
    Fault.ODD_USAGE: {
        "usage": {
            "input_tokens": -3,
            "input_tokens_details": [],
            "output_tokens": "many",
        },
        "model": "gpt\u0000" + "5" * 500,
    },
}


async def serve(port: int) -> None:
    """Serve until interrupted."""
    server = OpenAIStandIn()
    await server.start(port)
    print(f"OpenAI stand-in on {server.url}/v1, key {server.key}", flush=True)  # noqa: T201
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description="A stand-in for OpenAI.")
    parser.add_argument("--port", type=int, default=8088)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
