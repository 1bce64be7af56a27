"""Prices by the clock on the wall land on the right moments of every day."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.household.tariffs.wall_clock import (
    clock_change,
    expand,
)

ZONES = [
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Santiago",
    "Africa/Casablanca",
    "Pacific/Apia",
]


@pytest.mark.parametrize(
    ("zone", "day", "change"),
    [
        ("Europe/Amsterdam", date(2026, 3, 29), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("Europe/Amsterdam", date(2026, 10, 25), datetime(2026, 10, 25, 1, tzinfo=UTC)),
        ("Europe/Amsterdam", date(2026, 6, 1), None),
        ("Asia/Kolkata", date(2026, 3, 29), None),
        ("America/New_York", date(2026, 3, 8), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("America/Santiago", date(2026, 9, 6), None),
        ("Australia/Lord_Howe", date(2026, 4, 5), datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ],
)
def test_the_moment_of_a_clock_change(
    zone: str, day: date, change: datetime | None
) -> None:
    """Also by half an hour; a day that begins with a change has none within it."""
    assert clock_change(day, ZoneInfo(zone)) == change


@given(
    zone=st.sampled_from(ZONES),
    first=st.dates(date(2025, 1, 1), date(2027, 12, 1)),
    days=st.integers(1, 4),
    clocks=st.lists(
        st.times().map(lambda t: t.replace(second=0, microsecond=0)), max_size=5
    ),
    known=st.integers(0, 5),
)
def test_every_minute_has_the_price_of_its_wall_clock(
    zone: str, first: date, days: int, clocks: list[time], known: int
) -> None:
    """Minute by minute, apart from how windows are made: the same price, or none."""
    home = ZoneInfo(zone)
    edges = sorted({time(), *clocks})

    def price_at(local: datetime) -> float | None:
        """Return the place of the edge before a clock time; one place is unknown."""
        place = sum(local.time() >= edge for edge in edges)
        return None if place == known else place

    windows = expand(first, days, clocks, price_at, home)
    assert all(a.end <= b.start for a, b in pairwise(windows))
    start = datetime.combine(first, time(), home).astimezone(UTC)
    end = datetime.combine(first + timedelta(days=days), time(), home).astimezone(UTC)
    assert all(start <= w.start < w.end <= end for w in windows)
    moment, place = start, 0
    while moment < end:
        while place < len(windows) and windows[place].end <= moment:
            place += 1
        inside = place < len(windows) and windows[place].start <= moment
        told = windows[place].price if inside else None
        assert told == price_at(moment.astimezone(home)), moment
        moment += timedelta(minutes=1)


def test_equal_neighbours_are_one_window() -> None:
    """A boundary at which nothing changes makes no window."""
    windows = expand(
        date(2026, 6, 1), 2, [time(6), time(12)], lambda _: 0.3, ZoneInfo("UTC")
    )
    assert len(windows) == 1
