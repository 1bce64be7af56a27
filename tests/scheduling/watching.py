"""Somebody who watches the home's clock, minute by minute, and knows no offsets."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.scheduling.zones import changes

MINUTE = timedelta(minutes=1)


def watch(
    now: datetime, forbids: Callable[[datetime], bool], until: int = 3 * 24 * 60
) -> set[int]:
    """Return the minutes in which the home's clock shows what is forbidden."""
    start, zone = now.astimezone(UTC), now.tzinfo
    return {
        minute
        for minute in range(until)
        if forbids((start + minute * MINUTE).astimezone(zone))
    }


def in_window(
    at: time, to: time, weekdays: frozenset[int]
) -> Callable[[datetime], bool]:
    """Return whether a clock shows a time in a window of some weekdays."""

    def shows(local: datetime) -> bool:
        """Tell it of one moment."""
        clock, today = local.time(), local.weekday()
        if at < to:
            return at <= clock < to and today in weekdays
        return (clock >= at and today in weekdays) or (
            clock < to and (today - 1) % 7 in weekdays
        )

    return shows


def is_near_change(now: datetime) -> bool:
    """Return whether a clock changes within the days that are watched."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    days = {now.date() + timedelta(days=n) for n in range(-2, 6)}
    return not days.isdisjoint(changes(zone))
