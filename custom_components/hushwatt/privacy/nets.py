"""The second net: private strings of the home, looked for in what is about to leave.

It knows nothing of the grammar. It takes off what is published and declared,
folds and decodes the rest, and objects to any private string in it.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
import json
import re
import unicodedata
from urllib.parse import unquote

from .blocked import Blocked, Objection
from .published import FORMATS, GOALS, TEXTS

SHORTEST = 4
DEEPEST = 3
REMEMBERED = 16384

# The words and load ids of docs/privacy.md, all that a document has of letters.
VOCABULARY = frozenset(
    {
        "model",
        "instructions",
        "input",
        "reasoning",
        "effort",
        "store",
        "max_output_tokens",
        "text",
        "none",
        "minimal",
        "low",
        "medium",
        "high",
        "xhigh",
        "max",
        "loads",
        "prices",
        "order",
        "apart",
        "goal",
        "id",
        "length",
        "power",
        "phases",
        "segment",
        "spans",
        "starts",
        "from",
        "to",
        "price",
        "export",
        "surplus",
        "limit",
        "now",
        "tariff",
        "minutes",
        "kwh",
        "earliest_start",
        "finish_by",
        "not_running",
        "no_start",
        "surplus_kw",
        "limit_kw",
        "shift one fixed run under a time-varying price with an end limit",
        "fill one interruptible run under a time-varying price with an end limit",
        "shift several runs that share a limit under a time-varying price with end limits",
    }
)
_LOAD_ID = re.compile(r"L\d{1,2}")
_NAME = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+")
_NEITHER = re.compile(r"[^a-z0-9]+")
_SEPARATORS = re.compile(r"[\s.,:;|]+")
_HEX = re.compile(r"[0-9A-Fa-f]{8,}")
# At least one letter: a row of digits is no text.
_BASE64 = re.compile(r"(?=[0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{6,}")

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


def fold(text: str) -> str:
    """Return letters and digits only, without case, accents or what is not seen."""
    if text.isascii():
        return _NEITHER.sub("", text.lower())
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", decomposed.casefold())
        if character.isalnum()
    )


def private_needles(strings: Iterable[str]) -> frozenset[str]:
    """Return what to look for: each string and each word of it, folded.

    What is shorter than four characters or only digits is left out: it could
    stand in any request.
    """
    return frozenset[str]().union(*map(_needles_of, strings))


@lru_cache(maxsize=REMEMBERED)
def _needles_of(string: str) -> frozenset[str]:
    """Return what to look for of one string; a home says the same ones again and again."""
    folded = map(fold, (string, *_NAME.findall(string), *_WORD.findall(string)))
    return frozenset(n for n in folded if len(n) >= SHORTEST and not n.isdigit())


def check_private(body: bytes, needles: frozenset[str], model: str) -> None:
    """Raise Blocked when a private string, or anything not ASCII, is in a body.

    `needles` are those of `private_needles`; `model` is the declared exception.
    A body that cannot be read is objected to as well.
    """
    try:
        content: Json = json.loads(body)
    except ValueError, RecursionError:
        raise Blocked(Objection.PRIVATE_STRING) from None
    fragments = [
        fragment
        for fragment in _fragments(_variable_part(content, model))
        if fragment not in VOCABULARY | GOALS and not _LOAD_ID.fullmatch(fragment)
    ]
    if not all(fragment.isascii() for fragment in fragments):
        raise Blocked(Objection.PRIVATE_STRING)
    if _found(needles, fragments):
        raise Blocked(Objection.PRIVATE_STRING)


def holds_private(text: str, strings: Iterable[str]) -> bool:
    """Return whether a text holds a private string, however it is spelt.

    For set-up, which warns of a model's name or an address that does: both are
    sent as they are.
    """
    return _found(private_needles(strings), [text])


def _found(needles: frozenset[str], fragments: Sequence[str]) -> bool:
    """Return whether a needle is in fragments, in any of their readings."""
    # Folded texts hold no line break, so nothing is found across two of them.
    views = "\n".join(view for view in _views(fragments) if not view.isdigit())
    return any(needle in views for needle in needles)


def _variable_part(content: Json, model: str) -> Json:
    """Return a body without its published texts and the declared model."""
    if not isinstance(content, dict):
        return content
    rest = dict(content)
    if _digest(rest.get("instructions")) in TEXTS:
        del rest["instructions"]
    if _digest(rest.get("text")) in FORMATS.values():
        del rest["text"]
    if rest.get("model") == model:
        del rest["model"]
    return rest


def _digest(value: Json) -> str:
    """Return the digest of a part of the body, as it is published."""
    written = json.dumps(value, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def _fragments(value: Json) -> Iterator[str]:
    """Yield every key, text and number of a value, and of JSON within its texts."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _fragments(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _fragments(inner)
    elif isinstance(value, str):
        yield from _text_fragments(value)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _text_fragments(text: str) -> Iterator[str]:
    """Yield a text, or the fragments of the JSON that it is."""
    try:
        inner: Json = json.loads(text)
    except ValueError, RecursionError:
        inner = text
    if isinstance(inner, (dict, list)):
        yield from _fragments(inner)
    else:
        yield text


def _views(fragments: Sequence[str]) -> Iterator[str]:
    """Yield the folded texts that fragments can be read as, apart and in a row."""
    for fragment in fragments:
        for text in _decoded(fragment, DEEPEST):
            yield fold(text)
    row = fold("".join(fragments))
    yield row
    yield "".join(character for character in row if character.isalpha())


def _decoded(text: str, depth: int) -> Iterator[str]:
    """Yield a text and what it decodes to, again and again, up to a depth."""
    yield text
    if not depth:
        return
    if "%" in text:
        yield from _decoded(unquote(text), depth - 1)
    for closed in {text, _SEPARATORS.sub("", text)}:
        for run in _HEX.findall(closed):
            yield from _decoded(_from_hex(run), depth - 1)
            yield from _decoded(_from_hex(run[1:]), depth - 1)
        for run in _BASE64.findall(closed):
            for skipped in range(4):
                yield from _decoded(_from_base64(run[skipped:]), depth - 1)


def _from_hex(run: str) -> str:
    """Return the text that pairs of hex digits stand for."""
    return _as_text(bytes.fromhex(run[: len(run) // 2 * 2]))


def _from_base64(run: str) -> str:
    """Return the text that base64 of either alphabet stands for."""
    digits = run.rstrip("=").replace("-", "+").replace("_", "/")
    whole = digits[:-1] if len(digits) % 4 == 1 else digits
    return _as_text(base64.b64decode(whole + "=" * (-len(whole) % 4)))


def _as_text(data: bytes) -> str:
    """Return bytes as text, in whichever way it is text."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "ignore") + " " + data.decode("latin-1")
