"""What holds for a while only, in the home's own time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ..homes import BERLIN, WRITTEN_AT, context, demand, note
from custom_components.hushwatt.notes.built_in.periods import note_end, of_note, spans
from custom_components.hushwatt.notes.built_in.symbols import Symbol as S
from custom_components.hushwatt.vocabulary import ConstraintKind as Kind


@pytest.mark.parametrize(
    ("written", "until"),
    [
        (datetime(2026, 3, 10, 18, 30), datetime(2026, 3, 11, 12)),
        (datetime(2026, 3, 11, 0, 30), datetime(2026, 3, 11, 12)),
        (datetime(2026, 3, 11, 12), datetime(2026, 3, 12, 12)),
        (datetime(2026, 12, 31, 23), datetime(2027, 1, 1, 12)),
    ],
)
def test_tonight_is_until_the_next_noon(written: datetime, until: datetime) -> None:
    """Also when it is written after midnight."""
    since = written.replace(tzinfo=BERLIN)
    assert spans(since, context())[S.TONIGHT] == (since, until.replace(tzinfo=BERLIN))


def test_tonight_is_the_homes_night_wherever_the_clock_stands() -> None:
    """A moment in UTC is brought to the home's zone first."""
    sydney = ZoneInfo("Australia/Sydney")
    written = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    since, until = spans(written, context(timezone=sydney))[S.TONIGHT]
    assert since == written
    assert until == datetime(2026, 3, 11, 12, tzinfo=sydney)


def test_the_night_that_the_clock_changes_is_as_long_as_it_is() -> None:
    """Noon is noon, 16.5 hours after 18:30 when one is left out."""
    written = datetime(2026, 3, 28, 18, 30, tzinfo=BERLIN)
    since, until = spans(written, context())[S.TONIGHT]
    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=16.5)


def test_today_ends_and_tomorrow_begins_at_midnight() -> None:
    """Tomorrow is a whole day."""
    found = spans(WRITTEN_AT, context())
    midnight = datetime(2026, 3, 11, tzinfo=BERLIN)
    assert found[S.TODAY] == (WRITTEN_AT, midnight)
    assert found[S.TOMORROW] == (midnight, midnight + timedelta(days=1))


def test_a_note_ends_with_its_day_or_at_its_moment() -> None:
    """A due date holds until the day is over."""
    day = note("", until=date(2026, 3, 12))
    assert note_end(day, context()) == datetime(2026, 3, 13, tzinfo=BERLIN)
    moment = datetime(2026, 3, 12, 18, tzinfo=UTC)
    assert note_end(note("", until=moment), context()) == moment
    assert note_end(note(""), context()) is None


def test_the_earlier_end_holds() -> None:
    """Of "tonight" and of the note's own end."""
    end = datetime(2026, 3, 11, tzinfo=BERLIN)
    mine = note("", uid="mine", until=date(2026, 3, 10))
    demands = [
        demand(Kind.FINISH_BY, time="06:30", note_uid=None, active_until=until)
        for until in (None, end + timedelta(days=1), end - timedelta(hours=1))
    ]
    found = [of_note(one, mine, context()) for one in demands]
    assert [one.active_until for one in found] == [end, end, end - timedelta(hours=1)]
    assert {one.note_uid for one in found} == {"mine"}
