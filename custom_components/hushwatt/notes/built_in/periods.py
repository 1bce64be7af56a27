"""When a demand holds that holds for a while only: "tonight", or until a note's end."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from ...vocabulary import Constraint, Note
from ..context import ReadingContext
from .symbols import Symbol as S

_NOON: Final = time(12)
_DAY: Final = timedelta(days=1)


def spans(
    written_at: datetime, context: ReadingContext
) -> dict[S, tuple[datetime, datetime]]:
    """Return what "tonight", "today" and "tomorrow" name: aware, in the home's zone.

    Tonight is from the writing of the note to the next noon.
    """
    zone = context.timezone
    written = written_at.astimezone(zone)
    noon = datetime.combine(written.date(), _NOON, zone)
    if written >= noon:
        noon = datetime.combine(written.date() + _DAY, _NOON, zone)
    midnight = datetime.combine(written.date() + _DAY, time(), zone)
    after = datetime.combine(written.date() + 2 * _DAY, time(), zone)
    return {
        S.TONIGHT: (written, noon),
        S.TODAY: (written, midnight),
        S.TOMORROW: (midnight, after),
    }


def of_note(constraint: Constraint, note: Note, context: ReadingContext) -> Constraint:
    """Return a constraint of a note, bounded by the note's own end date."""
    until = constraint.active_until
    end = note_end(note, context)
    if end is not None and (until is None or end < until):
        until = end
    return replace(constraint, note_uid=note.uid, active_until=until)


def note_end(note: Note, context: ReadingContext) -> datetime | None:
    """Return when a note ceases to hold (aware): the end of its day for a date."""
    if note.until is None:
        return None
    if isinstance(note.until, datetime):
        return note.until.astimezone(context.timezone)
    return datetime.combine(note.until + _DAY, time(), context.timezone)
