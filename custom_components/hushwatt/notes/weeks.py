"""What constraints leave of a week, as bits: one per minute from Monday midnight on.

Days of 23 and 25 hours are not told apart here; this only finds notes that
cannot both hold in any week.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Final

from ..vocabulary import Constraint, ConstraintKind as Kind

DAY: Final = 1440
WEEK: Final = 7 * DAY
ALL: Final = (1 << WEEK) - 1
_EVENING: Final = time(17)


@dataclass(frozen=True, slots=True)
class Free:
    """Minutes at which a run may start, and in which it may run, as bits."""

    start: int = ALL
    run: int = ALL

    def within(self, other: Free) -> Free:
        """Return what two constraints leave together."""
        return Free(self.start & other.start, self.run & other.run)

    def has_room(self, minutes: int) -> bool:
        """Tell whether a run of some minutes fits somewhere."""
        return bool(self.start & _room(self.run, minutes))


def _room(run: int, minutes: int) -> int:
    """Return the minutes from which a run of some minutes fits into free ones."""
    fits, length = run, 1
    while length < minutes:
        step = min(length, minutes - length)
        fits &= _back(fits, step)
        length += step
    return fits


def _back(bits: int, minutes: int) -> int:
    """Return bits that are set some minutes earlier, over the end of the week."""
    return (bits >> minutes | bits << (WEEK - minutes)) & ALL


def free(constraint: Constraint, morning: time) -> Free:
    """Return what one constraint leaves of a week.

    The meaning of the kinds is that of the design's semantics: a time between
    midnight and `morning` of `not_running_after` belongs to the evening before.
    """
    at, until = constraint.time, constraint.until
    if constraint.kind is Kind.NOT_RUNNING_AFTER and at is not None:
        late = at < morning
        spans = ((d + late, at, d + 1, morning) for d in constraint.weekdays)
        return Free(run=ALL & ~_bits(spans))
    if constraint.kind is Kind.NOT_BEFORE and at is not None:
        return Free(start=ALL & ~_before(constraint, at, morning))
    if at is not None and until is not None:
        bits = _bits((d, at, d + (until <= at), until) for d in constraint.weekdays)
        quiet = constraint.kind is Kind.QUIET_WINDOW
        return Free(run=ALL & ~bits if quiet else bits)
    if constraint.kind in (Kind.WEEKDAY_ONLY, Kind.WEEKDAY_NOT):
        bits = _bits((d, time(), d + 1, time()) for d in constraint.weekdays)
        return Free(start=bits if constraint.kind is Kind.WEEKDAY_ONLY else ALL & ~bits)
    return Free()


def _before(constraint: Constraint, at: time, morning: time) -> int:
    """Return the minutes in which `not_before` forbids to start.

    Of the evening or the night, from the morning until then; else from midnight.
    """
    night = at >= _EVENING or (
        morning.hour >= 2 and at < time(morning.hour - 2, morning.minute)
    )
    if not night:
        return _bits((d, time(), d, at) for d in constraint.weekdays)
    late = at < morning
    return _bits((d, morning, d + late, at) for d in constraint.weekdays)


def _bits(spans: Iterable[tuple[int, time, int, time]]) -> int:
    """Return the minutes from one day and time to another, over the end of the week."""
    bits = 0
    for day, start, last_day, end in spans:
        first = day * DAY + start.hour * 60 + start.minute
        length = last_day * DAY + end.hour * 60 + end.minute - first
        if length > 0:
            bits |= ((1 << length) - 1) << first % WEEK
    return (bits | bits >> WEEK) & ALL
