"""Notes and their readings as the JSON that is stored, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from homeassistant.util import dt as dt_util

from ..vocabulary import (
    ALL_WEEKDAYS,
    Constraint,
    ConstraintKind,
    Note,
    NoteQuestion,
    NoteReader,
    Reading,
    Source,
)


@dataclass(frozen=True, kw_only=True)
class StoredNote:
    """A note as it is kept: with what it was understood to demand.

    `own_reading` is what the note demands by itself, None until it was read;
    `reading_key` says under which circumstances it was, None when it is to be
    read again. `clash` is the question to the person when that contradicts
    another note or a form. A completed note no longer applies.
    """

    note: Note
    completed: bool = False
    own_reading: Reading | None = None
    reading_key: str | None = None
    clash: Reading | None = None

    @property
    def uid(self) -> str:
        """Return the note's uid."""
        return self.note.uid

    @property
    def reading(self) -> Reading | None:
        """Return what holds of the note: the question of a clash, else its reading."""
        return self.clash or self.own_reading

    def applies(self, now: datetime) -> bool:
        """Tell whether the note is open and not past its date (`now` is local)."""
        return not self.completed and not is_past(self.note.until, now)


def is_past(until: date | datetime | None, now: datetime) -> bool:
    """Tell whether a date or moment is over; a date is when its day is."""
    if until is None:
        return False
    if isinstance(until, datetime):
        return until <= now
    return until < now.date()


def note_to_record(stored: StoredNote) -> dict[str, Any]:
    """Return the JSON of a note."""
    return {
        "uid": stored.note.uid,
        "text": stored.note.text,
        "written_at": stored.note.written_at.isoformat(),
        "until": None if stored.note.until is None else stored.note.until.isoformat(),
        "completed": stored.completed,
        "reading": _reading_to_record(stored.own_reading),
        "reading_key": stored.reading_key,
        "clash": _reading_to_record(stored.clash),
    }


def note_from_record(record: Mapping[str, Any]) -> StoredNote:
    """Return a note from its JSON; raise KeyError, TypeError or ValueError.

    A reading that cannot be read is left out, since it can be made again.
    """
    note = Note(
        uid=_text(record["uid"]),
        text=_text(record["text"]),
        written_at=_moment(record["written_at"]),
        until=_until(record["until"]),
    )
    stored = StoredNote(note=note, completed=bool(record["completed"]))
    try:
        return replace(
            stored,
            own_reading=_reading_from_record(note.uid, record["reading"]),
            reading_key=record["reading_key"],
            clash=_reading_from_record(note.uid, record.get("clash")),
        )
    except KeyError, TypeError, ValueError, AttributeError:
        return stored


def _reading_to_record(reading: Reading | None) -> dict[str, Any] | None:
    """Return the JSON of a reading."""
    if reading is None:
        return None
    return {
        "constraints": [_constraint_to_record(c) for c in reading.constraints],
        "question": reading.question,
        "placeholders": dict(reading.placeholders),
        "reader": reading.reader,
    }


def _reading_from_record(uid: str, record: Mapping[str, Any] | None) -> Reading | None:
    """Return a reading from its JSON."""
    if record is None:
        return None
    question = record["question"]
    return Reading(
        note_uid=uid,
        constraints=tuple(
            _constraint_from_record(uid, c) for c in record["constraints"]
        ),
        question=None if question is None else NoteQuestion(question),
        placeholders={str(k): str(v) for k, v in record["placeholders"].items()},
        reader=NoteReader(record["reader"]),
    )


def _constraint_to_record(constraint: Constraint) -> dict[str, Any]:
    """Return the JSON of a constraint, what is not set left out."""
    record: dict[str, Any] = {
        "kind": constraint.kind,
        "appliance": constraint.appliance,
        "source": constraint.source,
    }
    for key in ("time", "until", "active_from", "active_until"):
        if (value := getattr(constraint, key)) is not None:
            record[key] = value.isoformat()
    if constraint.weekdays != ALL_WEEKDAYS:
        record["weekdays"] = sorted(constraint.weekdays)
    for key in ("other", "amount"):
        if (value := getattr(constraint, key)) is not None:
            record[key] = value
    if constraint.noisy_only:
        record["noisy_only"] = True
    return record


def _constraint_from_record(uid: str, record: Mapping[str, Any]) -> Constraint:
    """Return a constraint from its JSON."""
    weekdays = record.get("weekdays")
    return Constraint(
        kind=ConstraintKind(record["kind"]),
        appliance=record["appliance"],
        source=Source(record["source"]),
        note_uid=uid,
        time=_optional(time.fromisoformat, record.get("time")),
        until=_optional(time.fromisoformat, record.get("until")),
        weekdays=ALL_WEEKDAYS if weekdays is None else frozenset(weekdays),
        active_from=_optional(_moment, record.get("active_from")),
        active_until=_optional(_moment, record.get("active_until")),
        other=record.get("other"),
        amount=record.get("amount"),
        noisy_only=bool(record.get("noisy_only", False)),
    )


def _optional[T](read: Any, value: str | None) -> T | None:
    """Return what `read` makes of a text, None of none."""
    result: T | None = None if value is None else read(value)
    return result


def _moment(value: str) -> datetime:
    """Return an aware datetime; raise ValueError."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt_util.UTC)


def _until(value: str | None) -> date | datetime | None:
    """Return a date, or an aware datetime when there is a time; raise ValueError."""
    if value is None:
        return None
    return _moment(value) if "T" in value else date.fromisoformat(value)


def _text(value: Any) -> str:
    """Return a text; raise TypeError when it is something else."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value
