"""A home, its notes, and what is demanded of it, for the tests of this room."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from custom_components.hushwatt.notes import ReadingContext
from custom_components.hushwatt.vocabulary import (
    Appliance,
    Constraint,
    ConstraintKind,
    Note,
)

BERLIN = ZoneInfo("Europe/Berlin")
WRITTEN_AT = datetime(2026, 3, 10, 18, 30, tzinfo=BERLIN)

DISHWASHER = Appliance(id="dishwasher", name="Dishwasher")
WASHER = Appliance(id="washer", name="Washing machine", aliases=("washer",), noisy=True)
DRYER = Appliance(id="dryer", name="Tumble dryer", noisy=True)
CAR = Appliance(id="car", name="EV charger", interruptible=True)
HOME = (DISHWASHER, WASHER, DRYER, CAR)

WEEKDAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})


def context(
    appliances: Sequence[Appliance] = HOME,
    *,
    language: str = "en",
    morning: time = time(7),
    timezone: ZoneInfo = BERLIN,
) -> ReadingContext:
    """Return what notes are read against."""
    return ReadingContext(
        appliances=tuple(appliances),
        timezone=timezone,
        morning=morning,
        language=language,
    )


def note(
    text: str,
    *,
    uid: str = "note",
    written_at: datetime = WRITTEN_AT,
    until: date | datetime | None = None,
) -> Note:
    """Return a note."""
    return Note(uid=uid, text=text, written_at=written_at, until=until)


def demand(
    kind: ConstraintKind, appliance: str | None = "dishwasher", **values: Any
) -> Constraint:
    """Return what the note demands; `time` and `until` as "HH:MM"."""
    for key in ("time", "until"):
        if isinstance(values.get(key), str):
            values[key] = time.fromisoformat(values[key])
    return Constraint(kind=kind, appliance=appliance, **{"note_uid": "note", **values})
