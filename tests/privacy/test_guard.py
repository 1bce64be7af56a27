"""The guard: nothing leaves uncleared, and each of its two nets is needed."""

from collections.abc import Callable, Iterable
import copy
from dataclasses import replace
import gc
import json
import pickle
import random
from typing import Any

from mypy import api
import pytest

from .reference import DISHWASHER, OPENAI, reference_problem
from custom_components.hushwatt.privacy import guard as guard_module, published
from custom_components.hushwatt.privacy.blinding import blind
from custom_components.hushwatt.privacy.blocked import Blocked, Objection
from custom_components.hushwatt.privacy.envelope import OutgoingRequest, build_request
from custom_components.hushwatt.privacy.grammar import _digest
from custom_components.hushwatt.privacy.guard import ClearedRequest, Guard
from custom_components.hushwatt.vocabulary import PrivacyLevel

PRIVATE = ["Maria", "Geschirrspüler", "Zoë is a light sleeper", "sensor.marias_phone"]


def outgoing() -> OutgoingRequest:
    """Return the reference question's request."""
    blinded = blind(
        reference_problem(), [DISHWASHER], PrivacyLevel.BLINDED, random.Random(1)
    )
    return build_request(blinded, OPENAI)


def smuggle(request: OutgoingRequest, word: str) -> OutgoingRequest:
    """Return a request with a word as a load's name."""
    body = json.loads(request.body)
    document = json.loads(body["input"])
    document["loads"][0]["name"] = word
    body["input"] = json.dumps(document, separators=(",", ":"))
    return replace(
        request, body=json.dumps(body, separators=(",", ":")).encode("ascii")
    )


def test_a_cleared_request_is_what_was_to_be_sent() -> None:
    """Address, headers and bytes are those that were looked at."""
    request = outgoing()
    cleared = Guard(OPENAI, PRIVATE).clear(request)
    assert (cleared.url, cleared.headers, cleared.body) == (
        request.url,
        request.headers,
        request.body,
    )
    assert cleared.model == "gpt-5.4"
    assert cleared.level is PrivacyLevel.BLINDED


def test_what_was_cleared_cannot_be_changed() -> None:
    """Neither by setting, nor through the headers that were handed over or out."""
    headers = dict(outgoing().headers)
    cleared = Guard(OPENAI, PRIVATE).clear(replace(outgoing(), headers=headers))
    headers["x-home"] = "maria"
    dict(cleared.headers)["x-home"] = "maria"
    handed_out: Any = cleared.headers
    handed_out["x-home"] = "maria"
    assert "x-home" not in cleared.headers
    for name in ("body", "url", "headers", "note"):
        with pytest.raises(AttributeError):
            setattr(cleared, name, b"maria")


def test_a_request_that_was_not_cleared_has_no_content() -> None:
    """However it is made, forged, copied or subclassed."""
    unsealed: Any = ClearedRequest
    with pytest.raises(TypeError):
        unsealed()
    with pytest.raises(TypeError):
        unsealed(object())
    cleared = Guard(OPENAI, PRIVATE).clear(outgoing())
    forged = [
        object.__new__(ClearedRequest),
        ClearedRequest(guard_module._SEAL),
        copy.copy(cleared),
    ]
    for request in forged:
        for name in ("url", "headers", "body", "model", "level"):
            with pytest.raises(TypeError):
                getattr(request, name)
        with pytest.raises(TypeError):
            request.check_wire("POST", "", [], b"")
    with pytest.raises(TypeError):
        _ = pickle.loads(pickle.dumps(cleared)).body


def test_nothing_is_kept_of_a_request_that_is_gone() -> None:
    """The guard remembers what it cleared only as long as somebody holds it."""
    cleared = Guard(OPENAI, PRIVATE).clear(outgoing())
    count = len(guard_module._CLEARED)
    del cleared
    gc.collect()
    assert len(guard_module._CLEARED) == count - 1


CALLS = {
    "await model.send(request)": 'incompatible type "OutgoingRequest"; expected "ClearedRequest"',
    "await model.send(request.body)": 'incompatible type "bytes"; expected "ClearedRequest"',
    "await ledger.record(request)": 'incompatible type "OutgoingRequest"; expected "ClearedRequest"',
    "ClearedRequest()": 'Missing positional argument "seal"',
    "ClearedRequest(object())": 'incompatible type "object"; expected "_Seal"',
    "cleared.body = b''": 'Property "body" defined in "ClearedRequest" is read-only',
    "class Mine(ClearedRequest): ...": "Cannot inherit from final class",
    "await model.send(guard.clear(request))": "",
}
SETTING = """\
from custom_components.hushwatt.models.cloud import CloudModel
from custom_components.hushwatt.privacy.envelope import OutgoingRequest
from custom_components.hushwatt.privacy.guard import ClearedRequest, Guard
from custom_components.hushwatt.privacy.ledger import Ledger

async def call(
    model: CloudModel, ledger: Ledger, guard: Guard,
    request: OutgoingRequest, cleared: ClearedRequest,
) -> None:
"""


def test_an_unguarded_call_is_a_type_error(pytestconfig: pytest.Config) -> None:
    """Mypy objects to every way around the guard, and not to the way through it."""
    program = SETTING + "".join(f"    {call}\n" for call in CALLS)
    cache = pytestconfig.cache
    assert cache is not None
    report, errors, _ = api.run(
        ["--command", program, "--cache-dir", str(cache.mkdir("mypy"))]
    )
    assert not errors
    said = {
        int(line.split(":")[1]): line
        for line in report.splitlines()
        if line.startswith("<string>") and ": error: " in line
    }
    for number, (call, message) in enumerate(CALLS.items(), SETTING.count("\n") + 1):
        assert message in said.get(number, "") if message else number not in said, call


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"url": "https://evil.example/v1/responses"}, Objection.ADDRESS),
        ({"headers": {}}, Objection.HEADERS),
        ({"body": b"{}"}, Objection.BODY),
    ],
)
def test_every_part_of_a_request_is_looked_at(
    change: dict[str, Any], objection: Objection
) -> None:
    """Address, headers and body each block on their own."""
    with pytest.raises(Blocked) as blocked:
        Guard(OPENAI, PRIVATE).clear(replace(outgoing(), **change))
    assert blocked.value.objection is objection
    assert str(blocked.value) == objection.value


def nothing(*_: object, **__: object) -> PrivacyLevel:
    """Stand in for a net that is off."""
    return PrivacyLevel.BLINDED


@pytest.mark.parametrize(
    "word", ["Maria", "geschirrspueler Geschirrspüler", "TWFyaWE="]
)
def test_each_net_holds_a_private_string_back_on_its_own(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With either net off the other one blocks; with both off the word leaves."""
    request = smuggle(outgoing(), word)
    guard = Guard(OPENAI, PRIVATE)
    with monkeypatch.context() as off:
        off.setattr(guard_module, "check_body", nothing)
        with pytest.raises(Blocked) as blocked:
            guard.clear(request)
        assert blocked.value.objection is Objection.PRIVATE_STRING
        off.setattr(guard_module, "check_private", nothing)
        assert guard.clear(request).body == request.body
    with monkeypatch.context() as off:
        off.setattr(guard_module, "check_private", nothing)
        with pytest.raises(Blocked) as blocked:
            guard.clear(request)
        assert blocked.value.objection is Objection.DOCUMENT


def test_only_the_positive_list_finds_what_is_on_no_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A routine in other words holds none of the home's strings: this is why there is a grammar."""
    request = smuggle(outgoing(), "somebody here wakes up easily")
    guard = Guard(OPENAI, PRIVATE)
    with pytest.raises(Blocked):
        guard.clear(request)
    monkeypatch.setattr(guard_module, "check_body", nothing)
    assert guard.clear(request).body == request.body


def test_only_the_second_net_finds_a_private_string_in_a_published_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Should a careless publisher let a text of a home through, the home's strings still block."""
    request = outgoing()
    body = json.loads(request.body)
    body["instructions"] = "Help Maria."
    spoilt = replace(
        request, body=json.dumps(body, separators=(",", ":")).encode("ascii")
    )
    careless = {**published.TEXTS, _digest("Help Maria."): PrivacyLevel.BLINDED}
    monkeypatch.setattr("custom_components.hushwatt.privacy.grammar.TEXTS", careless)
    with pytest.raises(Blocked) as blocked:
        Guard(OPENAI, PRIVATE).clear(spoilt)
    assert blocked.value.objection is Objection.PRIVATE_STRING
    assert Guard(OPENAI, ["Geschirrspüler"]).clear(spoilt).body == spoilt.body


WIRE: list[Callable[[dict[str, Any]], object]] = [
    lambda wire: wire.update(method="GET"),
    lambda wire: wire.update(url=wire["url"] + "?x=1"),
    lambda wire: wire.update(url="https://evil.example/v1/responses"),
    lambda wire: wire.update(body=wire["body"] + b" "),
    lambda wire: wire.update(body=wire["body"].replace(b"gpt", b"GPT")),
    lambda wire: wire["headers"].append(("x-stainless-os", "Linux")),
    lambda wire: wire["headers"].append(("cookie", "id=1")),
    lambda wire: wire["headers"].append(("accept", "application/json")),
    lambda wire: wire["headers"].append(("host", "evil.example")),
    lambda wire: wire["headers"].append(("connection", "maria")),
    lambda wire: wire["headers"].append(("content-length", "1")),
    lambda wire: wire["headers"].pop(),
]


def wire_of(cleared: ClearedRequest) -> dict[str, Any]:
    """Return what goes over the wire when all is well."""
    headers: Iterable[tuple[str, str]] = cleared.headers.items()
    return {
        "method": "POST",
        "url": cleared.url,
        "headers": [
            ("Host", "api.openai.com"),
            ("Content-Length", str(len(cleared.body))),
            *headers,
        ],
        "body": cleared.body,
    }


@pytest.mark.parametrize("change", WIRE)
def test_the_wire_carries_what_was_cleared_and_nothing_else(
    change: Callable[[dict[str, Any]], object],
) -> None:
    """A library that adds a header or a byte makes the send fail, not pass."""
    cleared = Guard(OPENAI, PRIVATE).clear(outgoing())
    wire = wire_of(cleared)
    cleared.check_wire(**wire)
    change(wire)
    with pytest.raises(Blocked) as blocked:
        cleared.check_wire(**wire)
    assert blocked.value.objection is Objection.WIRE
