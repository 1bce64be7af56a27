"""The positive list: a parser of whole requests that knows nothing of how they are written.

It shares no code and no constant with what builds a request. What it does not
know it objects to; docs/privacy.md has the same grammar for people.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
import json
import math
import re
from urllib.parse import SplitResult, urlsplit

from ..vocabulary import PrivacyLevel
from .blocked import Blocked, Objection
from .published import FORMATS, GOALS, TEXTS

MOST_BYTES = 256 * 1024
MOST_LOADS = 32
MOST_WINDOWS = 1_000
MOST_PHASES = 64
MOST_RANGES = 16
MOST_MINUTES = 8 * 24 * 60
HIGHEST = 10_000
TOKENS = 12_000
MOST_DECIMALS = 6

_EFFORTS = {"none", "minimal", "low", "medium", "high", "xhigh", "max"}
_FIXED_HEADERS = {
    "accept": "application/json",
    "accept-encoding": "identity",
    "content-type": "application/json",
    "user-agent": "hushwatt",
}
_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")
_KEY = re.compile(r"[\x21-\x7e]{1,512}")
_QUERY = re.compile(r"api-version=\d{4}-\d{2}-\d{2}(-preview)?|")
_CLOCK = re.compile(
    r"(?:\+(?P<days>[1-9]) )?(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)"
)
_PATHS = {
    "/responses",
    "/v1/responses",
    "/openai/responses",
    "/openai/v1/responses",
}
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None
type Check = Callable[[Json], int]


class _Fault(Exception):
    """Something that the grammar has no rule for."""


def check_address(url: str, base_url: str) -> None:
    """Raise Blocked unless an address is the Responses API below a base URL.

    Nothing but TLS leaves the machine, and no user, fragment or query other
    than a dated API version goes with it.
    """
    try:
        parts, base = urlsplit(url), urlsplit(base_url)
        same = _server(parts) == _server(base)
    except ValueError:
        raise Blocked(Objection.ADDRESS) from None
    secure = parts.scheme == "https" or parts.hostname in _LOOPBACK
    stem = base.path.rstrip("/").removesuffix("/responses").removesuffix("/v1")
    known = parts.path.startswith(stem) and parts.path[len(stem) :] in _PATHS
    extra = "@" in parts.netloc or parts.fragment or not _QUERY.fullmatch(parts.query)
    if not (same and secure and known) or extra or not url.isascii():
        raise Blocked(Objection.ADDRESS)


def _server(parts: SplitResult) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port of an address; ValueError when it is none."""
    usual = {"https": 443, "http": 80}
    if parts.scheme not in usual or not parts.hostname:
        raise ValueError(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual[parts.scheme]


def check_headers(headers: Mapping[str, str], api_key: str) -> None:
    """Raise Blocked unless the headers are the four fixed ones and the key."""
    rest = dict(headers)
    fixed = all(rest.pop(name, None) == value for name, value in _FIXED_HEADERS.items())
    keyed = rest in ({"authorization": f"Bearer {api_key}"}, {"api-key": api_key})
    if not (fixed and keyed and _KEY.fullmatch(api_key)):
        raise Blocked(Objection.HEADERS)


def check_body(body: bytes, model: str, effort: str | None) -> PrivacyLevel:
    """Return the level of a body; raise Blocked unless it is of the grammar.

    `model` and `effort` are the configured ones.
    """
    try:
        content = _object(
            _parse(body),
            (
                "model",
                "instructions",
                "input",
                "reasoning",
                "store",
                "max_output_tokens",
                "text",
            ),
            ("reasoning",),
        )
        _check_frame(content, effort)
    except _Fault:
        raise Blocked(Objection.BODY) from None
    if content["model"] != model or not _MODEL.fullmatch(model):
        raise Blocked(Objection.MODEL)
    level = TEXTS.get(_digest(content["instructions"]))
    if level is None or _digest(content["text"]) != FORMATS[level]:
        raise Blocked(Objection.INSTRUCTIONS)
    try:
        _check_document(content["input"], level)
    except _Fault:
        raise Blocked(Objection.DOCUMENT) from None
    return level


def _check_frame(content: Mapping[str, Json], effort: str | None) -> None:
    """Raise unless everything beside the texts and the document is as it must be."""
    if content["store"] is not False or content["max_output_tokens"] != TOKENS:
        raise _Fault
    if effort is not None and effort not in _EFFORTS:
        raise _Fault
    wanted = None if effort is None else {"effort": effort}
    if content.get("reasoning") != wanted or ("reasoning" in content) != bool(wanted):
        raise _Fault


def _check_document(text: Json, level: PrivacyLevel) -> None:
    """Raise unless a text is a document of a level."""
    if not isinstance(text, str):
        raise _Fault
    document = _parse(text.encode())
    if level is PrivacyLevel.BLINDED:
        _check_blinded(document)
    elif level is PrivacyLevel.READABLE:
        _check_readable(document)
    elif _object(document, ("goal",))["goal"] not in GOALS:
        raise _Fault


def _digest(value: Json) -> str:
    """Return the digest of a part of the body, as it is published."""
    return sha256(_written(value).encode()).hexdigest()


def _written(value: Json) -> str:
    """Return the one way in which a value may be written."""
    return json.dumps(value, separators=(",", ":"))


def _parse(raw: bytes) -> Json:
    """Return the value of a JSON text; raise unless it is written in the one way.

    So there is no room in blanks, escapes, repeated keys or spellings of
    numbers.
    """
    if len(raw) > MOST_BYTES:
        raise _Fault
    try:
        text = raw.decode("ascii")
        value: Json = json.loads(
            text,
            parse_float=_decimal,
            parse_constant=_refuse,
            object_pairs_hook=_unique,
        )
        if _written(value) != text:
            raise _Fault
    except ValueError, RecursionError:
        raise _Fault from None
    return value


def _decimal(text: str) -> float:
    """Return a decimal number of few places."""
    exponent = Decimal(text).as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_DECIMALS:
        raise _Fault
    return float(text)


def _refuse(_: str) -> float:
    """Refuse NaN and the infinities."""
    raise _Fault


def _unique(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
    """Return an object in which no key is repeated."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise _Fault
    return content


def _object(
    value: Json, names: Sequence[str], optional: Sequence[str] = ()
) -> Mapping[str, Json]:
    """Return an object with the named keys in this order, some of them optional."""
    if not isinstance(value, dict):
        raise _Fault
    if list(value) != [n for n in names if n in value or n not in optional]:
        raise _Fault
    return value


def _array(value: Json, least: int, most: int) -> Sequence[Json]:
    """Return an array of bounded length."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise _Fault
    return value


def _integer(low: int, high: int) -> Check:
    """Return the check of an integer, both bounds included."""

    def check(value: Json) -> int:
        if type(value) is not int or not low <= value <= high:
            raise _Fault
        return value

    return check


def _number(value: Json, low: float, high: float) -> None:
    """Raise unless a value is a number between two bounds."""
    if type(value) not in {int, float} or not low <= float(str(value)) <= high:
        raise _Fault


_STEP = _integer(0, MOST_MINUTES)
_SOME = _integer(1, MOST_MINUTES)
_UNITS = _integer(0, HIGHEST)


def _clock(value: Json) -> int:
    """Return a clock time as minutes after the first midnight."""
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise _Fault
    days = int(found["days"] or 0)
    return (days * 24 + int(found["hour"])) * 60 + int(found["minute"])


def _spans(
    value: Json, end: Check, *, gap: int = 1, shortest: int = 1
) -> list[tuple[int, int]]:
    """Return pairs of times in order, `gap` apart, each at least `shortest` long."""
    spans = []
    for item in _array(value, 1, MOST_RANGES):
        one, other = _array(item, 2, 2)
        spans.append((end(one), end(other)))
    _ascending(spans, gap=gap, shortest=shortest)
    return spans


def _ascending(spans: Sequence[tuple[int, int]], *, gap: int, shortest: int) -> None:
    """Raise unless spans are long enough, in order of time and apart."""
    if any(end - start < shortest for start, end in spans):
        raise _Fault
    if any(after[0] - before[1] < gap for before, after in pairwise(spans)):
        raise _Fault


def _check_ids(loads: Sequence[Json]) -> None:
    """Raise unless the loads are L1, L2 and so on, in order."""
    for number, load in enumerate(loads, 1):
        if not isinstance(load, dict) or load.get("id") != f"L{number}":
            raise _Fault


def _check_pairs(document: Mapping[str, Json], count: int) -> None:
    """Raise unless orders and exclusions are sorted pairs of different loads."""
    ids = {f"L{number}" for number in range(1, count + 1)}
    for name in ("order", "apart"):
        if name not in document:
            continue
        pairs = [
            _array(pair, 2, 2) for pair in _array(document[name], 1, count * count)
        ]
        for one, other in pairs:
            known = (
                isinstance(one, str) and isinstance(other, str) and {one, other} <= ids
            )
            if not known or one == other or (name == "apart" and str(one) > str(other)):
                raise _Fault
        if any(str(before) >= str(after) for before, after in pairwise(pairs)):
            raise _Fault


def _check_blinded(document: Json) -> None:
    """Raise unless a document is of the level `blinded` and in its normal form.

    Its time starts at 0 on the coarsest grid, its prices span the whole range:
    a time of day or a price of the home's own would not pass.
    """
    content = _object(
        document, ("loads", "prices", "order", "apart"), ("order", "apart")
    )
    loads = _array(content["loads"], 1, MOST_LOADS)
    _check_ids(loads)
    _check_pairs(content, len(loads))
    times = _check_prices(content["prices"])
    end = max(times)
    used: list[int] = []
    for load in loads:
        used += _check_blinded_load(load, end)
    if min(times) != 0 or math.gcd(*times, *used) != 1:
        raise _Fault


def _check_prices(value: Json) -> list[int]:
    """Return all times of the windows; raise unless they are in normal form."""
    windows = [
        _object(
            window,
            ("from", "to", "price", "export", "surplus", "limit"),
            ("export", "surplus", "limit"),
        )
        for window in _array(value, 1, MOST_WINDOWS)
    ]
    spans = [(_STEP(window["from"]), _SOME(window["to"])) for window in windows]
    _ascending(spans, gap=0, shortest=1)
    prices = []
    for window in windows:
        prices += [
            _UNITS(window[name]) for name in ("price", "export") if name in window
        ]
        for name in ("surplus", "limit"):
            _UNITS(window.get(name, 0))
        if ("export" in window) != ("surplus" in window):
            raise _Fault
    if min(prices) != 0 or max(prices) not in {0, HIGHEST}:
        raise _Fault
    _check_joined(windows, spans)
    return [time for span in spans for time in span]


def _check_joined(
    windows: Sequence[Mapping[str, Json]], spans: Sequence[tuple[int, int]]
) -> None:
    """Raise when two windows that touch could be one."""
    for before, after in pairwise(range(len(windows))):
        terms = [
            {
                name: value
                for name, value in windows[at].items()
                if name not in {"from", "to"}
            }
            for at in (before, after)
        ]
        if spans[before][1] == spans[after][0] and terms[0] == terms[1]:
            raise _Fault


def _check_blinded_load(value: Json, end: int) -> list[int]:
    """Return all times of a load; raise unless it fits between 0 and `end`."""
    if isinstance(value, dict) and "phases" in value:
        load = _object(value, ("id", "phases", "starts"))
        lengths = _phases(load["phases"], _UNITS)
    elif isinstance(value, dict) and "segment" in value:
        load = _object(
            value,
            ("id", "length", "power", "segment", "spans", "starts"),
            ("power", "starts"),
        )
        lengths = [_SOME(load["length"]), _SOME(load["segment"])]
    else:
        load = _object(value, ("id", "length", "power", "starts"), ("power",))
        lengths = [_SOME(load["length"])]
    _UNITS(load.get("power", 0))
    times = _starts(load, end, sum(lengths[:1] if "segment" in load else lengths))
    if "segment" in load:
        length, segment = lengths
        spans = _spans(load["spans"], _STEP, shortest=segment)
        room = sum(until - start for start, until in spans)
        if length < 2 * segment or room < length or spans[-1][1] > end:
            raise _Fault
        times += [time for span in spans for time in span]
    return [*lengths, *times]


def _starts(load: Mapping[str, Json], end: int, length: int) -> list[int]:
    """Return the ends of the ranges of starts of a load."""
    if "starts" not in load:
        return []
    starts = _spans(load["starts"], _STEP, gap=2, shortest=0)
    last = starts[-1][1]
    if last + (0 if "segment" in load else length) > end:
        raise _Fault
    return [time for span in starts for time in span]


def _phases(value: Json, power: Callable[[Json], object]) -> list[int]:
    """Return the lengths of at least two phases."""
    lengths = []
    for item in _array(value, 2, MOST_PHASES):
        length, drawn = _array(item, 2, 2)
        lengths.append(_SOME(length))
        power(drawn)
    return lengths


def _check_readable(document: Json) -> None:
    """Raise unless a document is of the level `readable`."""
    content = _object(
        document, ("now", "loads", "tariff", "order", "apart"), ("order", "apart")
    )
    loads = _array(content["loads"], 1, MOST_LOADS)
    _check_ids(loads)
    _check_pairs(content, len(loads))
    now = _clock(content["now"])
    if now >= 24 * 60:
        raise _Fault
    for load in loads:
        _check_readable_load(load)
    _check_tariff(content["tariff"])


def _check_tariff(value: Json) -> None:
    """Raise unless windows of the tariff are in order, with bounded figures."""
    spans = []
    for item in _array(value, 1, MOST_WINDOWS):
        window = _object(
            item,
            ("from", "to", "price", "export", "surplus_kw", "limit_kw"),
            ("export", "surplus_kw", "limit_kw"),
        )
        spans.append((_clock(window["from"]), _clock(window["to"])))
        _price(window["price"])
        _price(window.get("export", 0))
        _kilowatts(window.get("surplus_kw", 0))
        _kilowatts(window.get("limit_kw", 0))
        if ("export" in window) != ("surplus_kw" in window):
            raise _Fault
    _ascending(spans, gap=0, shortest=1)


def _price(value: Json) -> None:
    """Raise unless a value is a bounded price."""
    _number(value, -1_000_000, 1_000_000)


def _kilowatts(value: Json) -> None:
    """Raise unless a value is a bounded power or energy."""
    _number(value, 0, 100_000)


def _check_readable_load(value: Json) -> None:
    """Raise unless a load is of the level `readable`."""
    optional = ("not_running", "no_start", "segment")
    rules = ("earliest_start", "finish_by", *optional)
    if isinstance(value, dict) and "phases" in value:
        load = _object(value, ("id", "phases", *rules), optional)
        _readable_phases(load["phases"])
    else:
        load = _object(value, ("id", "minutes", "kwh", *rules), optional)
        _SOME(load["minutes"])
        _kilowatts(load["kwh"])
    _ascending(
        [(_clock(load["earliest_start"]), _clock(load["finish_by"]))], gap=0, shortest=1
    )
    for name in ("not_running", "no_start"):
        if name in load:
            _spans(load[name], _clock)
    if "segment" in load:
        _SOME(load["segment"])


def _readable_phases(value: Json) -> None:
    """Raise unless a value is a list of minutes and kW."""
    for item in _array(value, 1, MOST_PHASES):
        minutes, power = _array(item, 2, 2)
        _SOME(minutes)
        _kilowatts(power)
