"""Tests of the codes of what goes wrong with a local model."""

import httpx
from hypothesis import given, strategies as st
import ollama
import pytest

from custom_components.hushwatt.models.failures import FAILURES, code_of
from custom_components.hushwatt.models.fence import StatusError
from custom_components.hushwatt.vocabulary import Degraded


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (httpx.ConnectError("refused"), Degraded.LOCAL_UNREACHABLE),
        (httpx.ConnectTimeout("slow"), Degraded.LOCAL_UNREACHABLE),
        (ConnectionResetError(), Degraded.LOCAL_UNREACHABLE),
        (httpx.ReadTimeout("slow"), Degraded.LOCAL_TIMEOUT),
        (httpx.PoolTimeout("full"), Degraded.LOCAL_TIMEOUT),
        (TimeoutError(), Degraded.LOCAL_TIMEOUT),
        (httpx.RemoteProtocolError("cut"), Degraded.LOCAL_ERROR),
        (httpx.ReadError("cut"), Degraded.LOCAL_ERROR),
        (PermissionError(), Degraded.LOCAL_ERROR),
        (ollama.ResponseError("out of memory"), Degraded.LOCAL_ERROR),
        (ollama.ResponseError("model 'x' not found"), Degraded.LOCAL_MODEL_MISSING),
        (
            ollama.ResponseError("pull model manifest: file does not exist"),
            Degraded.LOCAL_MODEL_MISSING,
        ),
        (ValueError("no JSON"), Degraded.LOCAL_INVALID),
        (AttributeError("no object"), Degraded.LOCAL_INVALID),
        (RecursionError(), Degraded.LOCAL_INVALID),
        (
            StatusError(
                404, '{"error":"model \\"x\\" not found, try pulling it first"}'
            ),
            Degraded.LOCAL_MODEL_MISSING,
        ),
        (StatusError(404, "404 page not found"), Degraded.LOCAL_ERROR),
        (StatusError(404, '{"error":"path not found"}'), Degraded.LOCAL_ERROR),
        (StatusError(307, ""), Degraded.LOCAL_ERROR),
        (StatusError(401, '{"error":"unauthorized"}'), Degraded.LOCAL_KEY_REJECTED),
        (StatusError(401, "<h1>Who are you?</h1>"), Degraded.LOCAL_KEY_REJECTED),
        (StatusError(403, '"no"'), Degraded.LOCAL_KEY_REJECTED),
        (
            StatusError(401, '{"error":"unauthorized","signin_url":"https://x"}'),
            Degraded.LOCAL_NOT_LOCAL,
        ),
        (
            StatusError(400, '{"error":"this server cannot run this remote model"}'),
            Degraded.LOCAL_NOT_LOCAL,
        ),
        (
            StatusError(
                403,
                '{"error":"ollama cloud is disabled: remote model details are unavailable"}',
            ),
            Degraded.LOCAL_NOT_LOCAL,
        ),
        (StatusError(500, "[" * 100_000), Degraded.LOCAL_ERROR),
        (StatusError(500, '"oops"'), Degraded.LOCAL_ERROR),
    ],
)
def test_each_failure_has_its_code(failure: Exception, code: Degraded) -> None:
    """A person can do something else about each of them."""
    assert isinstance(failure, FAILURES)
    assert code_of(failure) is code


@given(st.integers(100, 599), st.text() | st.recursive(st.none(), st.lists).map(str))
def test_any_answer_with_an_error_status_has_a_code(status: int, text: str) -> None:
    """Whatever a server writes."""
    assert code_of(StatusError(status, text)).value.startswith("local_")
