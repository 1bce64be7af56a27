"""The objects and events of OpenAI's Responses API, as they stand on the wire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import json
import secrets
import time
from typing import Any, Final

_PIECE: Final = 6


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the model says; `tool_calls` are pairs of a name and its arguments."""

    text: str = ""
    refusal: str = ""
    tool_calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    reasoning_tokens: int = 40
    status: str = "completed"
    incomplete_reason: str | None = None
    error: Mapping[str, str] | None = None


def response_object(
    asked: Mapping[str, Any], said: Said, model: str, *, cached_tokens: int = 0
) -> dict[str, Any]:
    """Return a finished response to a request; `model` is the snapshot that answered."""
    now = int(time.time())
    reasoning = asked.get("reasoning") or {}
    return {
        "id": _id("resp"),
        "object": "response",
        "created_at": now,
        "status": said.status,
        "background": False,
        "completed_at": now + 1 if said.status == "completed" else None,
        "error": said.error,
        "incomplete_details": {"reason": said.incomplete_reason}
        if said.incomplete_reason
        else None,
        "instructions": asked.get("instructions"),
        "max_output_tokens": asked.get("max_output_tokens"),
        "max_tool_calls": None,
        "metadata": asked.get("metadata") or {},
        "model": model,
        "output": _output(said),
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "prompt_cache_key": asked.get("prompt_cache_key"),
        "reasoning": {"effort": reasoning.get("effort"), "summary": None},
        "safety_identifier": asked.get("safety_identifier"),
        "service_tier": "default",
        "store": asked.get("store", True),
        "temperature": asked.get("temperature", 1.0),
        "text": {"format": {"type": "text"}, "verbosity": "medium"}
        | (asked.get("text") or {}),
        "tool_choice": "auto",
        "tools": asked.get("tools") or [],
        "top_logprobs": 0,
        "top_p": asked.get("top_p", 1.0),
        "truncation": "disabled",
        "usage": _usage(asked, said, cached_tokens),
        "user": None,
    }


def events(response: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the events in which a response is streamed."""
    begun = {
        **response,
        "status": "in_progress",
        "output": [],
        "usage": None,
        "completed_at": None,
        "error": None,
        "incomplete_details": None,
    }
    plain = [
        {"type": "response.created", "response": begun},
        {"type": "response.in_progress", "response": begun},
    ]
    for index, item in enumerate(response["output"]):
        plain += _item_events(item, index)
    plain.append({"type": f"response.{response['status']}", "response": response})
    for number, event in enumerate(plain):
        yield {**event, "sequence_number": number}


def _item_events(item: Mapping[str, Any], index: int) -> list[dict[str, Any]]:
    """Return the events of one item of the output."""
    place = {"item_id": item["id"], "output_index": index}
    begun: dict[str, Any] = {**item}
    within: list[dict[str, Any]] = []
    match item["type"]:
        case "message":
            begun |= {"status": "in_progress", "content": []}
            for number, part in enumerate(item["content"]):
                within += _part_events(part, {**place, "content_index": number})
        case "function_call":
            begun |= {"status": "in_progress", "arguments": ""}
            kind = "response.function_call_arguments"
            within += [
                {"type": f"{kind}.delta", **place, "delta": piece}
                for piece in _pieces(item["arguments"])
            ]
            within.append(
                {
                    "type": f"{kind}.done",
                    **place,
                    "name": item["name"],
                    "arguments": item["arguments"],
                }
            )
    output = {"output_index": index}
    return [
        {"type": "response.output_item.added", **output, "item": begun},
        *within,
        {"type": "response.output_item.done", **output, "item": item},
    ]


def _part_events(
    part: Mapping[str, Any], place: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return the events of one part of a message."""
    kind, key = part["type"], "refusal" if part["type"] == "refusal" else "text"
    extra: dict[str, Any] = {} if kind == "refusal" else {"logprobs": []}
    return [
        {"type": "response.content_part.added", **place, "part": {**part, key: ""}},
        *(
            {"type": f"response.{kind}.delta", **place, "delta": piece, **extra}
            for piece in _pieces(part[key])
        ),
        {"type": f"response.{kind}.done", **place, key: part[key], **extra},
        {"type": "response.content_part.done", **place, "part": part},
    ]


def _output(said: Said) -> list[dict[str, Any]]:
    """Return the items of an answer: reasoning, calls of tools, a message."""
    items: list[dict[str, Any]] = []
    if said.reasoning_tokens:
        items.append({"id": _id("rs"), "type": "reasoning", "summary": []})
    items += [
        {
            "id": _id("fc"),
            "type": "function_call",
            "status": "completed",
            "call_id": _id("call"),
            "name": name,
            "arguments": json.dumps(arguments),
        }
        for name, arguments in said.tool_calls
    ]
    content: list[dict[str, Any]] = []
    if said.refusal:
        content.append({"type": "refusal", "refusal": said.refusal})
    if said.text:
        content.append(
            {
                "type": "output_text",
                "annotations": [],
                "logprobs": [],
                "text": said.text,
            }
        )
    if content:
        items.append(
            {
                "id": _id("msg"),
                "type": "message",
                "status": "incomplete" if said.status == "incomplete" else "completed",
                "content": content,
                "role": "assistant",
            }
        )
    return items


def _usage(
    asked: Mapping[str, Any], said: Said, cached_tokens: int
) -> dict[str, Any] | None:
    """Return plausible counters; a failed answer has none."""
    if said.status == "failed":
        return None
    read = tokens(json.dumps(asked))
    calls = json.dumps(said.tool_calls) if said.tool_calls else ""
    written = tokens(said.text + said.refusal + calls) + said.reasoning_tokens
    return {
        "input_tokens": read,
        "input_tokens_details": {
            "cached_tokens": min(cached_tokens, read),
            "cache_write_tokens": 0,
        },
        "output_tokens": written,
        "output_tokens_details": {"reasoning_tokens": said.reasoning_tokens},
        "total_tokens": read + written,
    }


def tokens(text: str) -> int:
    """Return a plausible number of tokens."""
    return 1 + len(text) // 4


def _pieces(text: str) -> list[str]:
    """Return a text in pieces about as long as tokens."""
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


def _id(kind: str) -> str:
    """Return an id of the provider's kind."""
    return f"{kind}_{secrets.token_hex(24)}"
