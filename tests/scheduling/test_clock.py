"""Wall-clock times become the right minutes, also on days that are not 24 hours long."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.clock import (
    FIRST,
    MINUTE,
    SECOND,
    Clock,
    clip,
    full_minute,
    gaps,
    instant_of,
    merge,
)
from custom_components.hushwatt.scheduling.problem import Span
from tests.scheduling.zones import days_of, zones

BERLIN = ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    """Return an instant in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("now", "minute_zero"),
    [
        (utc(2026, 10, 14, 16, 30), utc(2026, 10, 14, 16, 30)),
        (utc(2026, 10, 14, 16, 30, 0, 1), utc(2026, 10, 14, 16, 31)),
        (utc(2026, 10, 14, 16, 30, 59), utc(2026, 10, 14, 16, 31)),
        (utc(2026, 12, 31, 23, 59, 30), utc(2027, 1, 1)),
    ],
)
def test_minute_zero_is_now_rounded_up(now: datetime, minute_zero: datetime) -> None:
    """A minute that has begun is not planned into."""
    assert full_minute(now) == minute_zero
    assert full_minute(now.astimezone(ZoneInfo("Asia/Kolkata"))) == minute_zero


@pytest.mark.parametrize(
    ("zone", "day", "clock", "first", "second"),
    [
        # An ordinary day.
        ("Europe/Berlin", (2026, 7, 1), (6, 30), (7, 1, 4, 30), (7, 1, 4, 30)),
        # Forward at 02:00: what is skipped is the instant of the skip.
        ("Europe/Berlin", (2026, 3, 29), (2, 0), (3, 29, 1, 0), (3, 29, 1, 0)),
        ("Europe/Berlin", (2026, 3, 29), (2, 30), (3, 29, 1, 0), (3, 29, 1, 0)),
        ("Europe/Berlin", (2026, 3, 29), (2, 59, 59), (3, 29, 1, 0), (3, 29, 1, 0)),
        ("Europe/Berlin", (2026, 3, 29), (3, 0), (3, 29, 1, 0), (3, 29, 1, 0)),
        # Back at 03:00: the hour from 02:00 is shown twice.
        ("Europe/Berlin", (2026, 10, 25), (1, 59), (10, 24, 23, 59), (10, 24, 23, 59)),
        ("Europe/Berlin", (2026, 10, 25), (2, 0), (10, 25, 0, 0), (10, 25, 1, 0)),
        ("Europe/Berlin", (2026, 10, 25), (2, 30), (10, 25, 0, 30), (10, 25, 1, 30)),
        ("Europe/Berlin", (2026, 10, 25), (3, 0), (10, 25, 2, 0), (10, 25, 2, 0)),
        # Half an hour only.
        (
            "Australia/Lord_Howe",
            (2026, 10, 4),
            (2, 15),
            (10, 3, 15, 30),
            (10, 3, 15, 30),
        ),
        ("Australia/Lord_Howe", (2026, 4, 5), (1, 45), (4, 4, 14, 45), (4, 4, 15, 15)),
        # Two hours at once.
        ("Antarctica/Troll", (2026, 3, 29), (2, 30), (3, 29, 1, 0), (3, 29, 1, 0)),
        # Midnight itself is skipped.
        ("Asia/Beirut", (2026, 3, 29), (0, 0), (3, 28, 22, 0), (3, 28, 22, 0)),
        ("Asia/Kolkata", (2026, 3, 29), (2, 30), (3, 28, 21, 0), (3, 28, 21, 0)),
    ],
)
def test_wall_time_is_an_instant(
    zone: str,
    day: tuple[int, int, int],
    clock: tuple[int, ...],
    first: tuple[int, ...],
    second: tuple[int, ...],
) -> None:
    """Skipped and doubled times are what the module says they are."""
    at = time(*clock)  # type: ignore[arg-type]
    home = ZoneInfo(zone)
    assert instant_of(date(*day), at, home, FIRST) == utc(2026, *first)
    assert instant_of(date(*day), at, home, SECOND) == utc(2026, *second)


@given(st.data())
def test_wall_time_agrees_with_watching_the_clock(data: st.DataObject) -> None:
    """The instants are those at which somebody who watches the clock sees the time."""
    zone = data.draw(zones)
    day = data.draw(days_of(zone))
    at = time(data.draw(st.integers(0, 23)), data.draw(st.integers(0, 59)))
    wall = datetime.combine(day, at)
    start = wall.replace(tzinfo=UTC) - timedelta(hours=27)
    watched = [start + n * MINUTE for n in range(54 * 60)]
    shown = [one.astimezone(zone).replace(tzinfo=None) for one in watched]
    seen = [
        one for one, clock in zip(watched, shown, strict=True) if clock == wall
    ] or [
        one
        for one, before, clock in zip(watched[1:], shown, shown[1:], strict=False)
        if before < wall < clock
    ]
    assert instant_of(day, at, zone, FIRST) == seen[0]
    assert instant_of(day, at, zone, SECOND) == seen[-1]


@pytest.mark.parametrize(
    ("now", "minutes"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=BERLIN), 23 * 60),
        (datetime(2026, 10, 24, 12, tzinfo=BERLIN), 25 * 60),
        (datetime(2026, 7, 1, 12, tzinfo=BERLIN), 24 * 60),
    ],
)
def test_a_day_has_23_24_or_25_hours(now: datetime, minutes: int) -> None:
    """From noon to noon over a change of the clock."""
    clock = Clock(full_minute(now), BERLIN, time(7))
    noon = clock.first(now.date() + timedelta(days=1), time(12))
    assert noon == minutes


def test_instants_become_minutes_rounded_as_asked() -> None:
    """Down for what must be over, up for what must not have begun."""
    clock = Clock(utc(2026, 10, 14, 16, 30), BERLIN, time(7))
    for seconds, floor, ceil, nearest in (
        (-61, -2, -1, -1),
        (-1, -1, 0, 0),
        (0, 0, 0, 0),
        (1, 0, 1, 0),
        (59, 0, 1, 1),
        (60, 1, 1, 1),
    ):
        at = (clock.origin + timedelta(seconds=seconds)).astimezone(BERLIN)
        assert (clock.floor(at), clock.ceil(at), clock.nearest(at)) == (
            floor,
            ceil,
            nearest,
        )


def test_today_is_the_local_date() -> None:
    """Shortly after a local midnight it is still yesterday in UTC."""
    clock = Clock(utc(2026, 10, 14, 22, 30), BERLIN, time(7))
    assert clock.today == date(2026, 10, 15)
    assert clock.midnight(date(2026, 10, 15)) == -30
    days = list(clock.days())
    assert days[0] == date(2026, 10, 14)
    assert days[-1] == date(2026, 10, 25)


spans = st.lists(
    st.tuples(st.integers(-50, 150), st.integers(-50, 150)).map(
        lambda edges: Span(min(edges), max(edges))
    ),
    max_size=6,
).map(tuple)


@given(spans)
def test_clip_merge_and_gaps_are_sets_of_minutes(some: tuple[Span, ...]) -> None:
    """They do with spans what sets do with minutes."""
    within = Span(0, 100)
    ahead = {m for span in some for m in range(span.start, span.end)} & {*range(100)}
    clipped = clip(some, within)
    merged = merge(clipped)
    assert {m for span in clipped for m in range(span.start, span.end)} == ahead
    assert [m for span in merged for m in range(span.start, span.end)] == sorted(ahead)
    left = [m for span in gaps(merged, within) for m in range(span.start, span.end)]
    assert left == sorted({*range(100)} - ahead)
