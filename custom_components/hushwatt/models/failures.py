"""What went wrong with a local model, as one code and no word of what was said."""

from http import HTTPStatus
import json
from typing import Final

import httpx
import ollama

from ..vocabulary import Degraded
from .fence import StatusError

# All that a call through the library can end in; it lets bad JSON out as whatever Python makes of it.
FAILURES: Final = (
    StatusError,
    ollama.ResponseError,
    httpx.HTTPError,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
)


def code_of(failure: Exception) -> Degraded:
    """Return the code of one of `FAILURES`."""
    match failure:
        case StatusError():
            return _code_of_status(failure)
        case ollama.ResponseError():
            return _code_of_message(str(failure.error))
        case httpx.ConnectError() | httpx.ConnectTimeout() | ConnectionError():
            return Degraded.LOCAL_UNREACHABLE
        case httpx.TimeoutException() | TimeoutError():
            return Degraded.LOCAL_TIMEOUT
        case httpx.HTTPError() | OSError():
            return Degraded.LOCAL_ERROR
        case _:
            return Degraded.LOCAL_INVALID


def _code_of_status(failure: StatusError) -> Degraded:
    """Return the code of an answer with an error status."""
    rejected = failure.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    unknown = Degraded.LOCAL_KEY_REJECTED if rejected else Degraded.LOCAL_ERROR
    try:
        body = json.loads(failure.text)
    except ValueError, RecursionError:
        return unknown
    if not isinstance(body, dict):
        return unknown
    # A server that wants a person to sign in wants to pass the prompt on.
    if "signin_url" in body:
        return Degraded.LOCAL_NOT_LOCAL
    code = _code_of_message(str(body.get("error")))
    return unknown if code is Degraded.LOCAL_ERROR else code


def _code_of_message(message: str) -> Degraded:
    """Return the code of an error in the server's own words."""
    message = message.lower()
    if "cloud is disabled" in message or "remote model" in message:
        return Degraded.LOCAL_NOT_LOCAL
    # "model 'x' not found", and of a pull "... manifest: file does not exist".
    if "file does not exist" in message or (
        "model" in message and "not found" in message
    ):
        return Degraded.LOCAL_MODEL_MISSING
    return Degraded.LOCAL_ERROR
