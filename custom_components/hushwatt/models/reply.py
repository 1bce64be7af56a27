"""The cloud's raw answer, read with distrust: a reply, or a failure with its code.

What the library makes of an answer loses the status and the counters of those
that failed, so the bytes are read here. The text of a reply stays untrusted.
"""

from collections.abc import Iterator, Mapping
import json
from typing import Any, Final

from ..vocabulary import Degraded
from .prices import PRICES, TokenPrices, Usage, base_name, prices_of
from .protocol import CloudError, CloudReply

# No counter of one request can be more.
_MOST_TOKENS: Final = 100_000_000
_STATUSES: Final[Mapping[int, Degraded]] = {
    401: Degraded.CLOUD_KEY_REJECTED,
    403: Degraded.CLOUD_KEY_REJECTED,
    408: Degraded.CLOUD_TIMEOUT,
}
# The same request may succeed when it is sent again.
_PASSING: Final = frozenset({408, 409, 500, 502, 503, 504})
_QUOTA_CODES: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached"})


def read_reply(
    status: int,
    body: bytes,
    *,
    model: str,
    prices: TokenPrices | None,
    seconds: float,
) -> CloudReply:
    """Return what an answer of the Responses API says and used; raise CloudError.

    `model` is what was asked, `prices` those to reckon with (None: the table's)
    and `seconds` what it took.
    """
    document = _object(body)
    if status != 200:
        raise _error_of_status(status, _mapping(document, "error"))
    if not document:
        raise CloudError(Degraded.CLOUD_INVALID, retry=True)
    used = _used(document, model, prices, seconds)
    if code := _failure(document):
        raise CloudError(code, reply=used)
    text = "".join(_texts(document, "output_text", "text"))
    if not text.strip() or not _is_text(text):
        raise CloudError(Degraded.CLOUD_INVALID, retry=True, reply=used)
    return CloudReply(
        text=text,
        model=used.model,
        input_tokens=used.input_tokens,
        output_tokens=used.output_tokens,
        cost_usd=used.cost_usd,
        seconds=seconds,
    )


def _object(body: bytes) -> dict[str, Any]:
    """Return a body as a JSON object, an empty one when it is none."""
    try:
        document = json.loads(body)
    except ValueError, RecursionError:
        return {}
    return document if isinstance(document, dict) else {}


def _mapping(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return an object within an object, an empty one when there is none."""
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def _error_of_status(status: int, error: Mapping[str, Any]) -> CloudError:
    """Return the failure of an answer with an error status, a redirect's too."""
    if _is_quota(error):
        return CloudError(Degraded.CLOUD_QUOTA)
    # Azure filters a prompt before the model sees it.
    if error.get("code") == "content_filter":
        return CloudError(Degraded.CLOUD_REFUSED)
    code = _STATUSES.get(status, Degraded.CLOUD_ERROR)
    return CloudError(code, retry=status in _PASSING)


def _is_quota(error: Mapping[str, Any]) -> bool:
    """Tell whether an error says that the account has no money left."""
    return any(
        isinstance(error.get(key), str) and error[key] in _QUOTA_CODES
        for key in ("code", "type")
    )


def _failure(document: Mapping[str, Any]) -> Degraded | None:
    """Return what is wrong with an answer that came with status 200, None when nothing is."""
    if any(_texts(document, "refusal", "refusal")):
        return Degraded.CLOUD_REFUSED
    match document.get("status"):
        case "completed":
            return None
        case "incomplete":
            reason = _mapping(document, "incomplete_details").get("reason")
            filtered = reason == "content_filter"
            return Degraded.CLOUD_REFUSED if filtered else Degraded.CLOUD_INCOMPLETE
        case "queued" | "in_progress":
            return Degraded.CLOUD_INCOMPLETE
        case "failed" | "cancelled":
            quota = _is_quota(_mapping(document, "error"))
            return Degraded.CLOUD_QUOTA if quota else Degraded.CLOUD_ERROR
        case _:
            return Degraded.CLOUD_INVALID


def _texts(document: Mapping[str, Any], kind: str, key: str) -> Iterator[str]:
    """Yield the texts of one kind of content in the messages of an answer."""
    output = document.get("output")
    for item in output if isinstance(output, list) else ():
        if not isinstance(item, dict) or item.get("type") != "message":
            continue
        content = item.get("content")
        for part in content if isinstance(content, list) else ():
            if isinstance(part, dict) and part.get("type") == kind:
                text = part.get(key)
                yield text if isinstance(text, str) else ""


def _used(
    document: Mapping[str, Any],
    asked: str,
    prices: TokenPrices | None,
    seconds: float,
) -> CloudReply:
    """Return what an answer used, without a text."""
    model = _known(document.get("model"), asked)
    counters = _mapping(document, "usage")
    read = _count(counters, "input_tokens")
    cached = _count(_mapping(counters, "input_tokens_details"), "cached_tokens")
    usage = Usage(
        input_tokens=read,
        cached_tokens=min(cached, read),
        output_tokens=_count(counters, "output_tokens"),
    )
    return CloudReply(
        text="",
        model=model,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost(prices or prices_of(model, asked)),
        seconds=seconds,
    )


def _known(named: object, asked: str) -> str:
    """Return the provider's word for its model where it is a known one, else what was asked.

    It is shown, recorded and read by automations and other models, so it must
    have no room for a text.
    """
    if isinstance(named, str) and base_name(named) in {base_name(asked), *PRICES}:
        return named
    return asked


def _is_text(text: str) -> bool:
    """Tell whether a string can be written; JSON can carry half of a character."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _count(counters: Mapping[str, Any], key: str) -> int:
    """Return a counter, 0 for what can be none."""
    value = counters.get(key)
    return value if type(value) is int and 0 < value <= _MOST_TOKENS else 0
