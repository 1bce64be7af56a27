"""Entries of the ledger, and the lines that they are written as."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
import json
import math
from typing import Any

from ..vocabulary import PrivacyLevel
from .nets import VOCABULARY

type Line = Mapping[str, Any]


class EntryStatus(StrEnum):
    """What became of a request; UNKNOWN when a crash came between."""

    PENDING = "pending"
    ANSWERED = "answered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One attempt, or one request that the guard kept back (without a body).

    `at` is aware. `code` says in which way the attempt failed or what the guard
    objected to. `cost` is USD: the reserve until there is an outcome.
    """

    id: str
    at: datetime
    status: EntryStatus
    url: str = ""
    level: PrivacyLevel | None = None
    body: str = ""
    code: str | None = None
    model: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    seconds: float = 0.0

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the kinds of field in the document that was sent, sorted."""
        if not self.body:
            return ()
        try:
            document = json.loads(json.loads(self.body)["input"])
        except KeyError, TypeError, ValueError:
            return ()
        return tuple(sorted(set(_keys(document)) & VOCABULARY))


@dataclass(frozen=True)
class Totals:
    """What a month's calls come to; cost in USD."""

    calls: int = 0
    blocked: int = 0
    cost: float = 0.0

    def plus(self, entry: Entry) -> Totals:
        """Return the totals with one more entry."""
        kept_back = entry.status is EntryStatus.BLOCKED
        return Totals(
            self.calls + (not kept_back),
            self.blocked + kept_back,
            self.cost + entry.cost,
        )


def month_of(at: datetime) -> str:
    """Return the calendar month of a time, such as 2026-11."""
    return at.strftime("%Y-%m")


def attempt_line(entry: Entry, reserve: float) -> Line:
    """Return the line that is written before a request is sent."""
    return {
        "line": "attempt",
        "id": entry.id,
        "at": entry.at.isoformat(),
        "url": entry.url,
        "level": entry.level,
        "reserve": reserve,
        "body": entry.body,
    }


def outcome_line(entry: Entry) -> Line:
    """Return the line that says what became of an attempt."""
    return {
        "line": "outcome",
        "id": entry.id,
        "status": entry.status,
        "code": entry.code,
        "model": entry.model,
        "input_tokens": entry.input_tokens,
        "output_tokens": entry.output_tokens,
        "cost": entry.cost,
        "seconds": entry.seconds,
    }


def blocked_line(entry: Entry) -> Line:
    """Return the line of a request that was kept back."""
    return {
        "line": "blocked",
        "id": entry.id,
        "at": entry.at.isoformat(),
        "code": entry.code,
    }


def month_line(month: str, totals: Totals) -> Line:
    """Return the line that carries a month's totals of entries that are gone."""
    return {
        "line": "month",
        "month": month,
        "calls": totals.calls,
        "blocked": totals.blocked,
        "cost": totals.cost,
    }


def written(entry: Entry) -> Iterator[Line]:
    """Yield the lines of an entry."""
    if entry.status is EntryStatus.BLOCKED:
        yield blocked_line(entry)
        return
    yield attempt_line(entry, entry.cost)
    if entry.status is not EntryStatus.PENDING:
        yield outcome_line(entry)


def read_entries(lines: Iterable[Line]) -> dict[str, Entry]:
    """Return the entries of lines by id, the oldest first.

    A line that is no line of ours, such as one that a crash cut short, is
    passed over.
    """
    entries: dict[str, Entry] = {}
    for line in lines:
        try:
            _read(line, entries)
        except KeyError, TypeError, ValueError:
            continue
    return entries


def read_totals(lines: Iterable[Line], month: str) -> Totals:
    """Return the totals that lines carry of a month's entries that are gone."""
    totals = Totals()
    for line in lines:
        if line.get("line") != "month" or line.get("month") != month:
            continue
        with suppress(KeyError, TypeError, ValueError):
            totals = Totals(
                _count(line["calls"]), _count(line["blocked"]), _amount(line["cost"])
            )
    return totals


def _read(line: Line, entries: dict[str, Entry]) -> None:
    """Take one line into the entries."""
    match line["line"]:
        case "attempt":
            entries[line["id"]] = Entry(
                id=_text(line["id"]),
                at=_time(line["at"]),
                status=EntryStatus.PENDING,
                url=_text(line["url"]),
                level=PrivacyLevel(line["level"]),
                body=_text(line["body"]),
                cost=_amount(line["reserve"]),
            )
        case "blocked":
            entries[line["id"]] = Entry(
                id=_text(line["id"]),
                at=_time(line["at"]),
                status=EntryStatus.BLOCKED,
                code=_text(line["code"]),
            )
        case "outcome":
            entries[line["id"]] = replace(
                entries[line["id"]],
                status=EntryStatus(line["status"]),
                code=_maybe_text(line["code"]),
                model=_maybe_text(line["model"]),
                input_tokens=_count(line["input_tokens"]),
                output_tokens=_count(line["output_tokens"]),
                cost=_amount(line["cost"]),
                seconds=_amount(line["seconds"]),
            )


def _text(value: object) -> str:
    """Return a text; TypeError when it is none."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _maybe_text(value: object) -> str | None:
    """Return a text or None; TypeError when it is neither."""
    return None if value is None else _text(value)


def _time(value: object) -> datetime:
    """Return an aware time; TypeError or ValueError when it is none."""
    at = datetime.fromisoformat(_text(value))
    if at.tzinfo is None:
        raise ValueError
    return at


def _count(value: object) -> int:
    """Return a whole number; TypeError when it is none."""
    if type(value) is not int:
        raise TypeError
    return value


def _amount(value: object) -> float:
    """Return a number that is not negative; TypeError or ValueError when it is none."""
    if type(value) not in {int, float}:
        raise TypeError
    amount = float(str(value))
    if not 0 <= amount < math.inf:
        raise ValueError
    return amount


def _keys(value: Any) -> Iterator[str]:
    """Yield every key of a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
