"""Time zones with all kinds of clock changes, and the days on which they change."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

NAMES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Asia/Kolkata",  # never, and on the half hour
    "Europe/Dublin",  # winter is the exception
    "America/Havana",  # at midnight
    "Asia/Beirut",  # midnight is skipped
    "Africa/Cairo",  # midnight is skipped
    "America/Santiago",  # at midnight, in the south
    "Pacific/Chatham",  # on the quarter hour
    "Antarctica/Troll",  # two hours
    "Africa/Casablanca",  # for Ramadan
)

zones: st.SearchStrategy[ZoneInfo] = st.sampled_from([ZoneInfo(name) for name in NAMES])


@cache
def changes(zone: ZoneInfo) -> tuple[date, ...]:
    """Return the local days of 2026 and 2027 on which a clock changes."""
    noons = [
        datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(730)
    ]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    return tuple(
        noon.astimezone(zone).date()
        for noon, before, after in zip(noons[1:], offsets, offsets[1:], strict=False)
        if before != after
    )


def days_of(zone: ZoneInfo) -> st.SearchStrategy[date]:
    """Return days of a zone, half of them next to a change of its clock."""
    ordinary = st.dates(date(2026, 1, 2), date(2027, 12, 30))
    if not changes(zone):
        return ordinary
    changed = st.sampled_from(changes(zone))
    near = st.builds(
        lambda day, offset: day + timedelta(days=offset), changed, st.integers(-1, 1)
    )
    return st.one_of(ordinary, near)


def moments(zone: ZoneInfo) -> st.SearchStrategy[datetime]:
    """Return aware moments of a zone, on full minutes, half of them near a change."""
    return st.builds(
        lambda day, minute: (
            datetime(day.year, day.month, day.day, tzinfo=UTC)
            + timedelta(minutes=minute)
        ).astimezone(zone),
        days_of(zone),
        st.integers(0, 24 * 60 - 1),
    )
