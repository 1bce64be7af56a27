"""The positive list lets through what is published and not one bit more."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
import json
import random
from typing import Any

from hypothesis import given, strategies as st
import pytest

from .problems import random_problem
from .reference import DISHWASHER, EV, OPENAI, reference_problem
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.blocked import Blocked, Objection
from custom_components.hushwatt.privacy.envelope import (
    build_goal_request,
    build_request,
)
from custom_components.hushwatt.privacy.grammar import (
    check_address,
    check_body,
    check_headers,
)
from custom_components.hushwatt.privacy.reply import RetryRule
from custom_components.hushwatt.scheduling.problem import Exclusion, Order
from custom_components.hushwatt.scheduling.procedure import Goal
from custom_components.hushwatt.vocabulary import Phase, PrivacyLevel

LEVELS = (PrivacyLevel.BLINDED, PrivacyLevel.READABLE)
MODEL, EFFORT = OPENAI.model, OPENAI.effort


def compact(value: object) -> str:
    """Return JSON as it is sent."""
    return json.dumps(value, separators=(",", ":"))


def body_of(level: PrivacyLevel, seed: int = 1) -> bytes:
    """Return a body with a rich document: both loads, a limit, orders, segments."""
    problem = reference_problem()
    dishwasher, ev = problem.loads
    problem = replace(
        problem,
        loads=(
            replace(dishwasher, phases=(Phase(30, 2.0), Phase(60, 0.2))),
            replace(ev, interruptible=True),
            replace(ev, id="heater"),
        ),
        windows=tuple(
            replace(window, surplus=1.5, export_price=0.08)
            for window in problem.windows
        ),
        limit=7.5,
        orders=(Order(DISHWASHER, "heater"),),
        exclusions=(Exclusion(DISHWASHER, EV),),
    )
    blinded = blind(problem, [DISHWASHER], level, random.Random(seed))
    return build_request(blinded, OPENAI).body


def changed(body: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a body whose content was changed."""
    content = json.loads(body)
    change(content)
    return compact(content).encode()


def with_document(body: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return a body whose document was changed."""
    content = json.loads(body)
    document = json.loads(content["input"])
    change(document)
    content["input"] = compact(document)
    return compact(content).encode()


def objection(body: bytes) -> Objection:
    """Return what the grammar objects to in a body."""
    with pytest.raises(Blocked) as blocked:
        check_body(body, MODEL, EFFORT)
    return blocked.value.objection


@given(
    st.integers(0, 2**32), st.sampled_from(LEVELS), st.sampled_from([None, *RetryRule])
)
def test_every_request_that_is_built_passes(
    seed: int, level: PrivacyLevel, retry: RetryRule | None
) -> None:
    """What the serialiser writes and what the parser knows are the same language."""
    rng = random.Random(seed)
    problem = random_problem(rng, most_loads=5)
    try:
        blinded = blind(problem, [problem.loads[0].id], level, rng)
    except CannotBlind:
        return
    body = build_request(blinded, OPENAI, retry).body
    assert check_body(body, MODEL, EFFORT) is level


@pytest.mark.parametrize("goal", Goal)
def test_every_goal_passes(goal: Goal) -> None:
    """A kind of problem is one of the published sentences."""
    body = build_goal_request(goal, OPENAI).body
    assert check_body(body, MODEL, EFFORT) is PrivacyLevel.GOAL
    said = changed(body, lambda content: content.update(input='{"goal":"be kind"}'))
    assert objection(said) is Objection.DOCUMENT


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c.update(user="maria"), Objection.BODY),
        (lambda c: c.update(metadata={}), Objection.BODY),
        (lambda c: c.update(safety_identifier="0f3a"), Objection.BODY),
        (lambda c: c.update(prompt_cache_key="0f3a"), Objection.BODY),
        (lambda c: c.update(store=True), Objection.BODY),
        (lambda c: c.update(store=0), Objection.BODY),
        (lambda c: c.update(max_output_tokens=12001), Objection.BODY),
        (lambda c: c.update(max_output_tokens=4915112345), Objection.BODY),
        (lambda c: c.update(reasoning={"effort": "high"}), Objection.BODY),
        (
            lambda c: c.update(reasoning={"effort": "medium", "x": 1}),
            Objection.BODY,
        ),
        (lambda c: c.pop("reasoning"), Objection.BODY),
        (lambda c: c.pop("store"), Objection.BODY),
        (lambda c: c.update(model=c.pop("model")), Objection.BODY),
        (lambda c: c.update(model="gpt-5.4-maria"), Objection.MODEL),
        (
            lambda c: c.update(instructions=c["instructions"] + " "),
            Objection.INSTRUCTIONS,
        ),
        (lambda c: c.update(instructions=None), Objection.INSTRUCTIONS),
        (
            lambda c: c["text"]["format"].update(name="maria"),
            Objection.INSTRUCTIONS,
        ),
        (
            lambda c: c["text"]["format"]["schema"].update(description="maria"),
            Objection.INSTRUCTIONS,
        ),
        (lambda c: c["text"].update(verbosity="low"), Objection.INSTRUCTIONS),
        (lambda c: c.update(input=json.loads(c["input"])), Objection.DOCUMENT),
        (lambda c: c.update(input=c["input"] + " "), Objection.DOCUMENT),
        (lambda c: c.update(input=c["input"] + "\u200b"), Objection.DOCUMENT),
        (lambda c: c.update(input=""), Objection.DOCUMENT),
        (lambda c: c.update(input="[" * 5000), Objection.DOCUMENT),
        (
            lambda c: c.update(input='{"a":1,' + c["input"][1:]),
            Objection.DOCUMENT,
        ),
        (
            lambda c: c.update(input=c["input"].replace("L1", "L\\u0031", 1)),
            Objection.DOCUMENT,
        ),
    ],
)
def test_nothing_can_be_added_around_the_document(
    level: PrivacyLevel,
    change: Callable[[dict[str, Any]], object],
    expected: Objection,
) -> None:
    """No further key, no other value, no other order, no other spelling."""
    assert objection(changed(body_of(level), change)) is expected


@pytest.mark.parametrize("level", LEVELS)
def test_the_texts_of_another_level_do_not_fit(level: PrivacyLevel) -> None:
    """Instructions and schema belong to the document's level."""
    other = LEVELS[1 - LEVELS.index(level)]
    mixed = {**json.loads(body_of(level)), "input": json.loads(body_of(other))["input"]}
    assert objection(compact(mixed).encode()) is Objection.DOCUMENT


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body + b"\n",
        lambda body: b" " + body,
        lambda body: body.replace(b":", b": ", 1),
        lambda body: body.replace(b"store", b"st\\u006fre", 1),
        lambda body: body.replace(b'"store":false', b'"store":false,"store":false'),
        lambda body: body.replace(b'"store":false', b'"store":NaN'),
        lambda body: body[:-1],
        lambda body: body + body,
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body.replace(b"gpt-5.4", "gpt-5.4\u200b".encode(), 1),
        lambda _: b"",
        lambda _: b"null",
        lambda _: b"[]",
        lambda _: b"[" * 100_000,
        lambda _: b" " * 300_000,
    ],
)
def test_there_is_one_way_to_write_a_body(spoil: Callable[[bytes], bytes]) -> None:
    """Blanks, escapes, repeated keys and marks are room for words, so they block."""
    assert objection(spoil(body_of(PrivacyLevel.BLINDED))) is Objection.BODY


def test_an_effort_that_is_none_is_blocked() -> None:
    """Also when it is what somebody configured."""
    body = changed(
        body_of(PrivacyLevel.BLINDED),
        lambda content: content.update(reasoning={"effort": "maria"}),
    )
    with pytest.raises(Blocked):
        check_body(body, MODEL, "maria")


BLINDED_CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda d: d.update(note="light sleeper"),
    lambda d: d["loads"][0].update(name="Geschirrspüler"),
    lambda d: d["loads"][0].update(id="dishwasher"),
    lambda d: d["loads"][0].update(id=1),
    lambda d: d["loads"].reverse(),
    lambda d: d["loads"].append(d["loads"][0]),
    lambda d: d["loads"].clear(),
    lambda d: d["loads"].append("maria"),
    lambda d: d["prices"].clear(),
    lambda d: d["prices"].reverse(),
    lambda d: d["prices"][0].update(price="cheap"),
    lambda d: d["prices"][0].update(price=0.45),
    lambda d: d["prices"][0].update(price=True),
    lambda d: d["prices"][0].update(price=-1),
    lambda d: d["prices"][0].update(price=10_001),
    lambda d: [window.update(price=5) for window in d["prices"]],
    lambda d: d["prices"][0].update(unit="EUR"),
    lambda d: d["prices"][0].pop("export"),
    lambda d: d["prices"][0].update(limit=4915112345),
    lambda d: d["prices"][0].update(to=4915112345),
    lambda d: d["prices"][0].update({"from": 1}),
    lambda d: d["order"][0].append("L3"),
    lambda d: d["order"].append(["L1", "L1"]),
    lambda d: d["order"].append(["L1", "L9"]),
    lambda d: d["order"].append(d["order"][0]),
    lambda d: d["apart"][0].reverse(),
    lambda d: d.update(apart=[]),
]


@pytest.mark.parametrize("change", BLINDED_CHANGES)
def test_a_blinded_document_has_one_form(
    change: Callable[[dict[str, Any]], object],
) -> None:
    """Names, words, currencies, raw prices, large numbers: none is in the grammar."""
    body = with_document(body_of(PrivacyLevel.BLINDED), change)
    assert objection(body) is Objection.DOCUMENT


def loads_of_kind(document: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """Yield the loads that have a key."""
    return (load for load in document["loads"] if key in load)


LOAD_CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("phases", {"phases": [[1, 10000]]}),
    ("phases", {"phases": [[1, 10000], [0, 1]]}),
    ("phases", {"phases": [[1, 10000], [2, "soak"]]}),
    ("phases", {"phases": [[1, 10000, 3], [2, 1]]}),
    ("phases", {"starts": []}),
    ("phases", {"starts": [[5, 3]]}),
    ("phases", {"starts": [[0, 1], [2, 3]]}),
    ("phases", {"starts": [[0, 1], [1, 3]]}),
    ("phases", {"starts": [[0, 11000]]}),
    ("phases", {"starts": [[2 * n, 2 * n] for n in range(17)]}),
    ("segment", {"segment": 0}),
    ("segment", {"segment": 3}),
    ("segment", {"spans": [[0, 1]]}),
    ("segment", {"spans": [[0, 11000]]}),
    ("segment", {"spans": [[9, 3]]}),
    ("segment", {"length": 11000}),
    ("segment", {"power": 10001}),
]


@pytest.mark.parametrize(("kind", "change"), LOAD_CHANGES)
def test_a_blinded_load_has_one_form(kind: str, change: dict[str, Any]) -> None:
    """Its times are in order, within the windows, and no more than it needs."""
    body = with_document(
        body_of(PrivacyLevel.BLINDED),
        lambda document: next(loads_of_kind(document, kind)).update(change),
    )
    assert objection(body) is Objection.DOCUMENT


def test_times_are_on_the_coarsest_grid_from_nought() -> None:
    """Offsets in plain minutes, or from another moment, do not pass."""

    def stretch(document: dict[str, Any], factor: int, shift: int) -> None:
        for load in document["loads"]:
            load["length"] *= factor
            load["starts"] = [
                [a * factor + shift, b * factor + shift] for a, b in load["starts"]
            ]
        for window in document["prices"]:
            window["from"] = window["from"] * factor + shift
            window["to"] = window["to"] * factor + shift

    problem = reference_problem()
    blinded = blind(problem, [DISHWASHER], PrivacyLevel.BLINDED, random.Random(1))
    body = build_request(blinded, OPENAI).body
    assert check_body(
        with_document(body, partial(stretch, factor=1, shift=0)), MODEL, EFFORT
    )
    for factor, shift in ((30, 0), (1, 1110)):
        spoilt = with_document(body, partial(stretch, factor=factor, shift=shift))
        assert objection(spoilt) is Objection.DOCUMENT


def test_windows_that_could_be_one_do_not_pass() -> None:
    """How a tariff was cut up is no fact that can change the optimum."""

    def cut(document: dict[str, Any]) -> None:
        first = document["prices"][0]
        rest = {**first, "from": 1}
        first["to"] = 1
        document["prices"].insert(1, rest)

    body = with_document(body_of(PrivacyLevel.BLINDED), cut)
    assert objection(body) is Objection.DOCUMENT


READABLE_CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda d: d.update(place="Berlin"),
    lambda d: d.update(now="2026-11-20T18:30+01:00"),
    lambda d: d.update(now="+1 18:30"),
    lambda d: d.update(now="half past six"),
    lambda d: d.update(now=1110),
    lambda d: d["loads"][0].update(name="EV"),
    lambda d: d["loads"][0].update(finish_by="07:00 because of work"),
    lambda d: d["loads"][0].update(finish_by="24:00"),
    lambda d: d["loads"][0].update(finish_by="00:00"),
    lambda d: d["loads"][0].update(segment="30"),
    lambda d: d["loads"][0].update(phases=[]),
    lambda d: d["loads"][0].update(phases=[[30, "soak"]]),
    lambda d: d["loads"][0].update(phases=[[30, 0.4915112345]]),
    lambda d: d["loads"][0].update(not_running=[["22:30"]]),
    lambda d: d["loads"][0].update(not_running=[["22:30", "22:00"]]),
    lambda d: d["loads"][0].update(no_start=[]),
    lambda d: d["tariff"][0].update(price="0.45"),
    lambda d: d["tariff"][0].update(price=4915112345),
    lambda d: d["tariff"][0].update(surplus_kw=-1),
    lambda d: d["tariff"][0].pop("export"),
    lambda d: d["tariff"].reverse(),
    lambda d: d["tariff"][0].update(currency="EUR"),
]


@pytest.mark.parametrize("change", READABLE_CHANGES)
def test_a_readable_document_has_no_room_for_words(
    change: Callable[[dict[str, Any]], object],
) -> None:
    """Clock times and figures only: no date, no zone, no currency, no reason."""
    body = with_document(body_of(PrivacyLevel.READABLE), change)
    assert objection(body) is Objection.DOCUMENT


@given(st.data(), st.sampled_from(LEVELS))
def test_a_word_in_any_place_is_objected_to(
    data: st.DataObject, level: PrivacyLevel
) -> None:
    """Put in the place of any value, or beside any key, it does not pass."""
    content = json.loads(body_of(level))
    content["input"] = json.loads(content["input"])
    places = list(_places(content))
    holder, key = data.draw(st.sampled_from(places))
    word: object = data.draw(
        st.sampled_from(["maria", "", 4915112345, 0.1234567, None, [], {}, True])
    )
    if isinstance(holder, dict) and data.draw(st.booleans()):
        holder["maria"] = word
    elif holder[key] == word:
        return
    else:
        holder[key] = word
    if isinstance(content.get("input"), (dict, list)):
        content["input"] = compact(content["input"])
    with pytest.raises(Blocked):
        check_body(compact(content).encode(), MODEL, EFFORT)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (container, key) of a value."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from _places(value[key])


@given(st.binary() | st.text().map(str.encode))
def test_rubbish_is_blocked_and_nothing_worse(body: bytes) -> None:
    """Whatever the bytes are, the parser ends in Blocked."""
    with pytest.raises(Blocked):
        check_body(body, MODEL, EFFORT)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.openai.com/v1/responses",
        "https://api.openai.com/v1/responses?x=maria",
        "https://api.openai.com/v1/responses?api-version=maria",
        "https://api.openai.com/v1/responses#maria",
        "https://maria@api.openai.com/v1/responses",
        "https://api.openai.com:8443/v1/responses",
        "https://api.openai.com.evil.example/v1/responses",
        "https://evil.example/v1/responses",
        "https://api.openai.com/v1/maria/responses",
        "https://api.openai.com/v1/responses/maria",
        "https://api.openai.com/v1/chat/completions",
        "ftp://api.openai.com/v1/responses",
        "//api.openai.com/v1/responses",
        "https://api.openai.com:port/v1/responses",
        "https://[::1/v1/responses",
        "https:///v1/responses",
        "https://api.openai.com/v1/responses?api-version=2025-04-01-maria",
        "https://api.openai.com/v1/responses\u200b",
        "",
    ],
)
def test_only_the_configured_address_passes(url: str) -> None:
    """Another host, port, path or query is another receiver, or room for words."""
    with pytest.raises(Blocked) as blocked:
        check_address(url, "https://api.openai.com/v1")
    assert blocked.value.objection is Objection.ADDRESS


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://api.openai.com/v1/responses", "https://api.openai.com/v1"),
        (
            "https://a.openai.azure.com/openai/v1/responses",
            "https://a.openai.azure.com",
        ),
        (
            "https://a.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
            "https://a.openai.azure.com/",
        ),
        ("http://127.0.0.1:8080/v1/responses", "http://127.0.0.1:8080/v1"),
        ("https://api.openai.com/v1/responses", "https://API.openai.com:443/v1/"),
        ("https://gateway.example/llm/v1/responses", "https://gateway.example/llm/v1"),
    ],
)
def test_the_addresses_that_are_built_pass(url: str, base: str) -> None:
    """TLS, or a server on this very machine."""
    check_address(url, base)


HEADERS = {
    "accept": "application/json",
    "accept-encoding": "identity",
    "content-type": "application/json",
    "user-agent": "hushwatt",
    "authorization": "Bearer sk-key",
}


@pytest.mark.parametrize(
    "change",
    [
        {"x-stainless-os": "Linux"},
        {"accept-language": "de"},
        {"openai-organization": "maria"},
        {"cookie": "id=1"},
        {"traceparent": "00-1"},
        {"user-agent": "hushwatt/1.0 (Linux; aarch64)"},
        {"authorization": "Bearer sk-other"},
        {"authorization": "Basic maria"},
        {"api-key": "sk-key"},
        {"Accept": "application/json"},
    ],
)
def test_no_header_tells_the_machine_or_the_home(change: dict[str, str]) -> None:
    """The four fixed ones and the configured key, and no others."""
    check_headers(HEADERS, "sk-key")
    with pytest.raises(Blocked) as blocked:
        check_headers({**HEADERS, **change}, "sk-key")
    assert blocked.value.objection is Objection.HEADERS


def test_a_key_that_is_no_key_is_blocked() -> None:
    """A key of several words, or with a line break, would make headers of its own."""
    for key in ("", "two words", "sk\r\nx-home: maria", "schlüssel"):
        with pytest.raises(Blocked):
            check_headers({**HEADERS, "authorization": f"Bearer {key}"}, key)
