"""The home's wall clock and the minutes of a problem.

A wall-clock time of a day is an instant. Where the clock is put forward, a
time that it skips is the instant of the skip: the first instant at which the
clock shows that time or a later one. Where it is put back, a time that it
shows twice is the first or the second, whichever forbids more: a deadline, an
opening of what is forbidden and a closing of what is allowed are the first, a
not-before, a closing of what is forbidden and an opening of what is allowed
the second.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from .problem import Minute, Span

type Fold = Literal[0, 1]

FIRST: Fold = 0
SECOND: Fold = 1

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

DAYS_AHEAD = 10
"""Local days that are looked at: a week, a day's horizon and both broken days."""

RANGE: Minute = (DAYS_AHEAD - 1) * 24 * 60
"""Minutes from the origin for which daily demands are resolved."""


def full_minute(now: datetime) -> datetime:
    """Return an aware instant in UTC, rounded up to the full minute."""
    instant = now.astimezone(UTC)
    full = instant.replace(second=0, microsecond=0)
    return full if full == instant else full + MINUTE


def instant_of(day: date, clock: time, zone: ZoneInfo, fold: Fold) -> datetime:
    """Return the UTC instant at which a home's clock shows a time of a day.

    A skipped time is the instant of the skip, a doubled one its first or
    second showing (`fold`).
    """
    wall = datetime.combine(day, clock.replace(tzinfo=None))
    first = _behind(wall, zone, FIRST)
    second = _behind(wall, zone, SECOND)
    if second < first:
        return _skip(second, first, zone)
    return second if fold else first


def _behind(wall: datetime, zone: ZoneInfo, fold: Fold) -> datetime:
    """Return the UTC instant of a wall time, by the rule before or after a change."""
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _skip(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the full minute after `low`, up to `high`, at which the offset changes."""
    low, high = (edge.replace(second=0, microsecond=0) for edge in (low, high))
    after = high.astimezone(zone).utcoffset()
    while high - low > MINUTE:
        middle = low + (high - low) // (2 * MINUTE) * MINUTE
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


@dataclass(frozen=True)
class Clock:
    """The clock of a home: minute 0 (UTC), its time zone, its morning."""

    origin: datetime
    zone: ZoneInfo
    morning: time

    @property
    def today(self) -> date:
        """Return the local date of minute 0."""
        return self.origin.astimezone(self.zone).date()

    def days(self) -> Iterator[date]:
        """Yield the local days on which something that matters can open."""
        yesterday = self.today - DAY
        return (yesterday + ahead * DAY for ahead in range(DAYS_AHEAD + 2))

    def floor(self, instant: datetime) -> Minute:
        """Return the last full minute at or before an aware instant."""
        return (instant.astimezone(UTC) - self.origin) // MINUTE

    def ceil(self, instant: datetime) -> Minute:
        """Return the first full minute at or after an aware instant."""
        return -((self.origin - instant.astimezone(UTC)) // MINUTE)

    def nearest(self, instant: datetime) -> Minute:
        """Return the full minute nearest to an aware instant."""
        return round((instant.astimezone(UTC) - self.origin) / MINUTE)

    def first(self, day: date, clock: time) -> Minute:
        """Return the minute of a wall time, the first where it is shown twice."""
        return self.floor(instant_of(day, clock, self.zone, FIRST))

    def second(self, day: date, clock: time) -> Minute:
        """Return the minute of a wall time, the second where it is shown twice."""
        return self.ceil(instant_of(day, clock, self.zone, SECOND))

    def midnight(self, day: date) -> Minute:
        """Return the minute at which a local day begins."""
        return self.first(day, time())


def clip(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    """Return what of spans lies in a span, sorted, without empty ones."""
    clipped = (
        Span(max(span.start, within.start), min(span.end, within.end)) for span in spans
    )
    return tuple(sorted(span for span in clipped if span.start < span.end))


def merge(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return sorted spans with those that touch or overlap made one."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def gaps(spans: tuple[Span, ...], within: Span) -> tuple[Span, ...]:
    """Return what of a span lies in none of sorted, separate spans."""
    edges = [within.start, *(e for s in spans for e in (s.start, s.end)), within.end]
    between = zip(edges[::2], edges[1::2], strict=True)
    return clip((Span(start, end) for start, end in between), within)
