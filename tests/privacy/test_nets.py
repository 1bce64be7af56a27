"""The second net finds private strings however they are spelt."""

import base64
from collections.abc import Callable, Iterator
import json
import random
from urllib.parse import quote

from hypothesis import given, strategies as st
import pytest

from .problems import random_problem
from .reference import OPENAI
from custom_components.hushwatt.privacy.blinding import CannotBlind, blind
from custom_components.hushwatt.privacy.blocked import Blocked, Objection
from custom_components.hushwatt.privacy.envelope import build_request
from custom_components.hushwatt.privacy.nets import (
    VOCABULARY,
    check_private,
    fold,
    holds_private,
    private_needles,
)
from custom_components.hushwatt.vocabulary import PrivacyLevel

SECRET = "Großmutter Zoë"
NEEDLES = private_needles([SECRET])

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "upper case": str.upper,
    "without accents": lambda text: text.replace("ß", "ss").replace("ë", "e"),
    "zero-width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "spaces": " ".join,
    "dots": ".".join,
    "underscores": "_".join,
    "within other words": lambda text: f"xx{text}xx",
    "percent": quote,
    "every letter percent": lambda text: "".join(f"%{b:02x}" for b in text.encode()),
    "percent twice": lambda text: quote(quote(text)),
    "hex": lambda text: text.encode().hex(),
    "hex in pairs": lambda text: text.encode().hex(" "),
    "hex with colons": lambda text: text.encode().hex(":").upper(),
    "hex off by one": lambda text: "f" + text.encode().hex(),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 without padding": lambda text: (
        base64.b64encode(text.encode()).decode().rstrip("=")
    ),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(
        text.encode()
    ).decode(),
    "base64 within more": lambda text: "AB" + base64.b64encode(text.encode()).decode(),
    "hex of base64": lambda text: base64.b64encode(text.encode()).hex(),
    "base64 of percent": lambda text: base64.b64encode(quote(text).encode()).decode(),
    "base64 three times": lambda text: base64.b64encode(
        base64.b64encode(base64.b64encode(text.encode()))
    ).decode(),
    "wide characters": lambda text: base64.b64encode(text.encode("utf-16")).decode(),
}


def as_value(text: str) -> object:
    """Return a body with a text as a value."""
    return {"input": text}


def as_key(text: str) -> object:
    """Return a body with a text as a key."""
    return {text: 1}


def as_inner(text: str) -> object:
    """Return a body with a text inside the document."""
    return {"input": json.dumps({"loads": [{"id": text}]})}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("place", [as_value, as_key, as_inner])
def test_a_private_string_is_found_in_every_spelling(
    spelling: str, place: Callable[[str], object]
) -> None:
    """Folded and decoded, wherever it stands."""
    body = json.dumps(place(SPELLINGS[spelling](SECRET))).encode()
    with pytest.raises(Blocked) as blocked:
        check_private(body, NEEDLES, "gpt-5.4")
    assert blocked.value.objection is Objection.PRIVATE_STRING


def test_a_private_string_in_pieces_is_found() -> None:
    """Spread over keys, values and digits it is still there, in a row."""
    needles = private_needles(["Maria"])
    for body in (
        {"m": 1, "a": 2, "r": 3, "i": 4, "a2": 5},
        {"input": '["ma", "ri", "a"]'},
        {"x": ["m", 1, "a", 22, "ria"]},
        ["maria"],
    ):
        with pytest.raises(Blocked):
            check_private(json.dumps(body).encode(), needles, "gpt-5.4")


@pytest.mark.parametrize("body", [b"", b"Maria", b"\xff", b"[" * 100_000])
def test_what_cannot_be_read_is_objected_to(body: bytes) -> None:
    """The net fails closed."""
    with pytest.raises(Blocked):
        check_private(body, frozenset(), "gpt-5.4")


def test_letters_of_other_scripts_are_objected_to() -> None:
    """A request has none, so a Cyrillic a for a Latin one does not help."""
    with pytest.raises(Blocked):
        check_private('{"input": "m\u0430ria"}'.encode(), frozenset(), "gpt-5.4")


def test_changed_instructions_are_read_too() -> None:
    """Only the published texts are taken off before the search."""
    body = json.dumps({"instructions": "Be kind to Zoë Großmutter."}).encode()
    with pytest.raises(Blocked):
        check_private(body, private_needles(["Großmutter"]), "gpt-5.4")


def test_the_configured_model_is_a_declared_exception() -> None:
    """It is sent as it is; set-up warned of it."""
    body = json.dumps({"model": "villa-maria"}).encode()
    check_private(body, private_needles(["Maria"]), "villa-maria")
    with pytest.raises(Blocked):
        check_private(body, private_needles(["Maria"]), "gpt-5.4")
    assert holds_private("https://villa-maria.openai.azure.com", ["Maria"])
    assert not holds_private("https://api.openai.com/v1", ["Maria"])


def test_short_strings_digits_and_published_words_are_no_needles_in_a_request() -> None:
    """An ordinary home with a room called Port, or L105, is not blocked."""
    needles = private_needles(
        ["Bad", "TV", "4915112345", "Port", "Limit", "L105", "Start", "Price", "Order"]
    )
    document = {
        "loads": [{"id": "L1", "length": 105, "starts": [[0, 5]]}],
        "prices": [{"from": 0, "to": 4915, "price": 1123, "limit": 4511}],
        "order": [["L1", "L2"]],
    }
    body = json.dumps({"input": json.dumps(document)}).encode()
    check_private(body, needles, "gpt-5.4")


def test_needles_are_whole_strings_and_their_words() -> None:
    """Of an entity id and of a note every word of four letters counts."""
    needles = private_needles(["sensor.oma_zimmer", "Oma schläft ab 21:30 Uhr"])
    assert needles == {
        "sensoromazimmer",
        "omazimmer",
        "sensor",
        "zimmer",
        "omaschlaftab2130uhr",
        "schlaft",
    }


@given(st.text(min_size=1))
def test_folding_is_stable(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


def test_a_harmless_text_in_many_wrappings_is_left_alone() -> None:
    """Decoding ends, and finds nothing where nothing is."""
    text = "nothing of anybody's home"
    for _ in range(5):
        text = base64.b64encode(quote(text).encode()).decode()
    assert not holds_private(text, [SECRET])


def test_every_word_of_every_document_is_published() -> None:
    """Else a room that is called like a field would keep a home from asking."""
    words: set[str] = set()
    for seed in range(150):
        rng = random.Random(seed)
        problem = random_problem(rng)
        for level in (PrivacyLevel.BLINDED, PrivacyLevel.READABLE):
            try:
                blinded = blind(problem, [problem.loads[0].id], level, rng)
            except CannotBlind:
                continue
            body = json.loads(build_request(blinded, OPENAI).body)
            words |= set(_keys(json.loads(body["input"]))) | set(body)
    assert {"not_running", "phases", "surplus", "limit_kw", "apart", "spans"} <= words
    assert words <= VOCABULARY


def _keys(value: object) -> Iterator[str]:
    """Yield every key of a document."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
