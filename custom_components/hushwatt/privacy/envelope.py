"""The request around a document: address, headers and the exact bytes of the body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
import json
from typing import Any

from pydantic import BaseModel

from ..scheduling.procedure import Goal
from ..vocabulary import PrivacyLevel
from .document import write
from .endpoint import Endpoint
from .goals import GOALS, GoalReply
from .instructions import instructions
from .key import Blinded
from .reply import REPLIES, RetryRule

MAX_OUTPUT_TOKENS = 12_000

# No header tells the machine, its software's versions or its languages.
HEADERS: Mapping[str, str] = {
    "accept": "application/json",
    "accept-encoding": "identity",
    "content-type": "application/json",
    "user-agent": "hushwatt",
}

_KEPT = ("type", "enum", "const", "properties", "items", "required")

_REPLIES: Mapping[PrivacyLevel, type[BaseModel]] = {
    **REPLIES,
    PrivacyLevel.GOAL: GoalReply,
}


@dataclass(frozen=True, kw_only=True)
class OutgoingRequest:
    """A `POST` that wants to leave the house; it may not until it is cleared.

    `headers` are lower-case and without `host` and `content-length`, which the
    transport adds.
    """

    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def build_request(
    blinded: Blinded, endpoint: Endpoint, retry: RetryRule | None = None
) -> OutgoingRequest:
    """Return the request that asks an endpoint to solve a document.

    `retry` is the rule that the last reply broke.
    """
    text = instructions(blinded.level, retry)
    return _request(blinded.level, text, write(blinded.document), endpoint)


def build_goal_request(goal: Goal, endpoint: Endpoint) -> OutgoingRequest:
    """Return the request that asks an endpoint how a kind of problem is solved."""
    document = json.dumps({"goal": GOALS[goal]}, separators=(",", ":"))
    level = PrivacyLevel.GOAL
    return _request(level, instructions(level), document, endpoint)


def _request(
    level: PrivacyLevel, text: str, document: str, endpoint: Endpoint
) -> OutgoingRequest:
    """Return a request with its instructions and its document."""
    body: dict[str, Any] = {
        "model": endpoint.model,
        "instructions": text,
        "input": document,
    }
    if endpoint.effort is not None:
        body["reasoning"] = {"effort": endpoint.effort.value}
    body |= {
        "store": False,
        "max_output_tokens": MAX_OUTPUT_TOKENS,
        "text": {"format": reply_format(level)},
    }
    return OutgoingRequest(
        url=endpoint.responses_url,
        headers={**HEADERS, **endpoint.key_header},
        body=json.dumps(body, separators=(",", ":")).encode("ascii"),
    )


@cache
def reply_format(level: PrivacyLevel) -> dict[str, Any]:
    """Return the strict format that the reply to a level must have."""
    schema = _REPLIES[level].model_json_schema()
    return {
        "type": "json_schema",
        "name": "procedure" if level is PrivacyLevel.GOAL else "schedule",
        "strict": True,
        "schema": _strict(schema, schema.get("$defs", {})),
    }


def _strict(schema: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema of pydantic's in the strict form, nothing shared or titled.

    Only what the strict form needs is kept, so that a new release of pydantic
    changes no byte of a request.
    """
    if "$ref" in schema:
        schema = shared[schema["$ref"].rpartition("/")[2]]
    strict = {name: schema[name] for name in _KEPT if name in schema}
    if "items" in strict:
        strict["items"] = _strict(strict["items"], shared)
    if "properties" in strict:
        properties = strict["properties"]
        strict["properties"] = {n: _strict(p, shared) for n, p in properties.items()}
        strict["required"] = list(properties)
        strict["additionalProperties"] = False
    return strict
