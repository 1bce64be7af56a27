"""The documents that leave the house, as types; docs/privacy.md has their grammar."""

import json
from typing import NotRequired, TypedDict

type Pair = tuple[int, int]
type ClockPair = tuple[str, str]
type IdPair = tuple[str, str]

BlindedWindow = TypedDict(
    "BlindedWindow",
    {
        "from": int,
        "to": int,
        "price": int,
        "export": NotRequired[int],
        "surplus": NotRequired[int],
        "limit": NotRequired[int],
    },
)

ReadableWindow = TypedDict(
    "ReadableWindow",
    {
        "from": str,
        "to": str,
        "price": float,
        "export": NotRequired[float],
        "surplus_kw": NotRequired[float],
        "limit_kw": NotRequired[float],
    },
)


class BlindedLoad(TypedDict):
    """A load in steps of the request's grid and integers from 0 to TOP."""

    id: str
    length: NotRequired[int]
    power: NotRequired[int]
    phases: NotRequired[list[Pair]]
    segment: NotRequired[int]
    spans: NotRequired[list[Pair]]
    starts: NotRequired[list[Pair]]


class ReadableLoad(TypedDict):
    """A load in minutes, kWh, kW and clock times."""

    id: str
    minutes: NotRequired[int]
    kwh: NotRequired[float]
    phases: NotRequired[list[tuple[int, float]]]
    earliest_start: NotRequired[str]
    finish_by: NotRequired[str]
    not_running: NotRequired[list[ClockPair]]
    no_start: NotRequired[list[ClockPair]]
    segment: NotRequired[int]


class BlindedDocument(TypedDict):
    """What the cloud sees of a problem by default."""

    loads: list[BlindedLoad]
    prices: list[BlindedWindow]
    order: NotRequired[list[IdPair]]
    apart: NotRequired[list[IdPair]]


class ReadableDocument(TypedDict):
    """What the cloud sees at the level `readable`."""

    now: str
    loads: list[ReadableLoad]
    tariff: list[ReadableWindow]
    order: NotRequired[list[IdPair]]
    apart: NotRequired[list[IdPair]]


type Document = BlindedDocument | ReadableDocument


def write(document: Document) -> str:
    """Return a document as compact JSON in ASCII."""
    return json.dumps(document, separators=(",", ":"))
