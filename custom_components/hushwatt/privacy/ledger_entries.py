"""Entries of the ledger, and the lines that they are written as."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
import json
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
        document = json.loads(json.loads(self.body)["input"])
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
        if line.get("line") == "month" and line.get("month") == month:
            totals = Totals(line["calls"], line["blocked"], line["cost"])
    return totals


def _read(line: Line, entries: dict[str, Entry]) -> None:
    """Take one line into the entries."""
    match line["line"]:
        case "attempt":
            entries[line["id"]] = Entry(
                id=line["id"],
                at=datetime.fromisoformat(line["at"]),
                status=EntryStatus.PENDING,
                url=line["url"],
                level=PrivacyLevel(line["level"]),
                body=line["body"],
                cost=line["reserve"],
            )
        case "blocked":
            entries[line["id"]] = Entry(
                id=line["id"],
                at=datetime.fromisoformat(line["at"]),
                status=EntryStatus.BLOCKED,
                code=line["code"],
            )
        case "outcome":
            told = {name: line[name] for name in _TOLD}
            status = EntryStatus(line["status"])
            entries[line["id"]] = replace(entries[line["id"]], status=status, **told)


_TOLD = ("code", "model", "input_tokens", "output_tokens", "cost", "seconds")


def _keys(value: Any) -> Iterator[str]:
    """Yield every key of a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
