"""Notes and readings come back from their JSON as they went in."""

from datetime import UTC, date, datetime
import json

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.household.notes_records import (
    StoredNote,
    is_past,
    note_from_record,
    note_to_record,
)
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind,
    Note,
    NoteQuestion,
    NoteReader,
    Reading,
    Source,
)

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)

MOMENTS = st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
)
CLOCKS = st.times().map(lambda clock: clock.replace(microsecond=0))


@st.composite
def stored_notes(draw: st.DrawFn) -> StoredNote:
    """Draw any note that can be stored."""
    uid = draw(st.text(min_size=1, max_size=10))
    constraint = st.builds(
        Constraint,
        kind=st.sampled_from(ConstraintKind),
        appliance=st.none() | st.text(max_size=5),
        source=st.sampled_from(Source),
        note_uid=st.just(uid),
        time=st.none() | CLOCKS,
        until=st.none() | CLOCKS,
        weekdays=st.frozensets(st.integers(0, 6)),
        active_from=st.none() | MOMENTS,
        active_until=st.none() | MOMENTS,
        other=st.none() | st.text(max_size=5),
        amount=st.none() | st.floats(0, 1000),
        noisy_only=st.booleans(),
    )
    reading = st.builds(
        Reading,
        note_uid=st.just(uid),
        constraints=st.lists(constraint, max_size=3).map(tuple),
        question=st.none() | st.sampled_from(NoteQuestion),
        placeholders=st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
        reader=st.sampled_from(NoteReader),
    )
    note = st.builds(
        Note,
        uid=st.just(uid),
        text=st.text(),
        written_at=MOMENTS,
        until=st.none() | st.dates() | MOMENTS,
    )
    return StoredNote(
        note=draw(note),
        completed=draw(st.booleans()),
        own_reading=draw(st.none() | reading),
        reading_key=draw(st.none() | st.text(max_size=5)),
        clash=draw(st.none() | reading),
    )


@given(stored_notes())
def test_a_note_survives_its_json(stored: StoredNote) -> None:
    """Nothing is lost or changed on the way through a file."""
    text = json.dumps(note_to_record(stored))
    assert note_from_record(json.loads(text)) == stored


def test_a_broken_reading_is_dropped_and_the_note_kept() -> None:
    """A reading can be made again, the words cannot."""
    stored = StoredNote(
        note=Note(uid="a", text="by six", written_at=NOW),
        own_reading=Reading(note_uid="a"),
        reading_key="k",
    )
    record = note_to_record(stored)
    for broken in ({"constraints": [{"kind": "no_such"}]}, "nonsense", {}):
        kept = note_from_record({**record, "reading": broken})
        assert kept.note == stored.note
        assert kept.reading is None
        assert kept.reading_key is None


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"uid": 1, "text": "a", "written_at": "2026-05-04", "until": None},
        {"uid": "1", "text": None, "written_at": "2026-05-04", "until": None},
        {"uid": "1", "text": "a", "written_at": "yesterday", "until": None},
        {"uid": "1", "text": "a", "written_at": "2026-05-04", "until": "soon"},
    ],
)
def test_a_broken_note_is_an_error(record: dict[str, object]) -> None:
    """What is no note is never taken for one."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        note_from_record({"completed": False, "reading": None, **record})


def test_a_time_without_offset_is_utc() -> None:
    """A file that somebody edited still gives aware times."""
    record = note_to_record(
        StoredNote(note=Note(uid="a", text="x", written_at=NOW, until=NOW))
    )
    edited = {**record, "until": "2026-05-04T18:30:00"}
    assert note_from_record(edited).note.until == NOW


@pytest.mark.parametrize(
    ("until", "past"),
    [
        (None, False),
        (date(2026, 5, 3), True),
        (date(2026, 5, 4), False),
        (NOW, True),
        (NOW.replace(hour=19), False),
    ],
)
def test_a_date_is_past_when_its_day_is_over(
    until: date | datetime | None, past: bool
) -> None:
    """A note until a date holds through that day, one until a time up to it."""
    assert is_past(until, NOW) is past


def test_a_clash_stands_above_the_reading() -> None:
    """What contradicts another note demands nothing until a person has answered."""
    note = Note(uid="a", text="x", written_at=NOW)
    own = Reading(note_uid="a")
    clash = Reading(note_uid="a", question=NoteQuestion.CONTRADICTION)
    assert StoredNote(note=note).reading is None
    assert StoredNote(note=note, own_reading=own).reading == own
    assert StoredNote(note=note, own_reading=own, clash=clash).reading == clash


def test_completed_notes_do_not_apply() -> None:
    """A note holds while it is open and not past."""
    note = Note(uid="a", text="x", written_at=NOW, until=date(2026, 5, 4))
    assert StoredNote(note=note).applies(NOW)
    assert not StoredNote(note=note, completed=True).applies(NOW)
    assert not StoredNote(note=note).applies(NOW.replace(day=5))
    assert StoredNote(note=note).uid == "a"
