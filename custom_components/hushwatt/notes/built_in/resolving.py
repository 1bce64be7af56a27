"""Decides which time of the day a written clock time means; see `clocks`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Final

from .clocks import Clock, Notation, is_of_24_hours, minutes_between
from .grouping import Moment, Window
from .symbols import Symbol as S

_HALF_DAY: Final = 12 * 60
_LONGEST_WINDOW: Final = 16 * 60
# Hours that a time of day beside a clock time allows, first to last.
_HOURS: Final[dict[S, tuple[range, ...]]] = {
    S.MORNING: (range(12),),
    S.AFTERNOON: (range(12, 21),),
    S.EVENING: (range(16, 24), range(1)),
    S.NIGHT: (range(19, 24), range(6)),
    S.RISING: (range(4, 12),),
    S.DINNER: (range(16, 24),),
    S.ASLEEP: (range(19, 24), range(6)),
}
_LATE: Final = (*range(19, 24), 0)
_EARLY: Final = tuple(range(4, 12))
_CLOSING: Final = frozenset({S.BY, S.BEFORE, S.UNTIL, S.AT, S.FOR})
_OPENING: Final = frozenset({S.AFTER, S.FROM})
_QUIET: Final = frozenset({S.ASLEEP, S.NIGHT, S.NOISE, S.QUIET})


class AmbiguousTime(Exception):
    """A clock time can be of the morning or of the evening."""

    def __init__(self, moment: Moment) -> None:
        """Keep the time that must be asked about."""
        super().__init__()
        self.moment = moment


class ImpossibleTime(Exception):
    """A clock time and the time of day beside it exclude each other."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What decides a clock time besides its own words.

    `said` is what the sentence says of the day. `span` bounds a demand that
    holds once (aware datetimes); `writes_24_hours` that the note has a time
    that can only be of 24 hours.
    """

    said: frozenset[S] = frozenset()
    span: tuple[datetime, datetime] | None = None
    tonight: bool = False
    writes_24_hours: bool = False


def resolve(
    moment: Moment, op: S, around: Surroundings, *, stops: bool = False
) -> time:
    """Return the time of the day that is meant.

    `op` is what the time bounds; `stops` tells that nothing runs from it on.
    Raises AmbiguousTime, ImpossibleTime.
    """
    for decided in (
        _beside(moment),
        _as_written(moment.clock, around, stops),
        _once(moment.clock, around),
        _by_habit(moment.clock, op, around),
    ):
        if decided is not None:
            return decided
    if around.writes_24_hours and moment.clock.notation is not Notation.TWELVE_WORDS:
        return moment.clock.face
    raise AmbiguousTime(moment)


def resolve_window(window: Window, around: Surroundings) -> tuple[time, time]:
    """Return opening and closing of a window; raise AmbiguousTime, ImpossibleTime."""
    opening, closing = (_sure(m) for m in (window.opening, window.closing))
    if opening is None and closing is not None:
        length = partial(_length_until, closing)
        opening = _by_other_end(window.opening, window.closing, length)
    elif closing is None and opening is not None:
        length = partial(minutes_between, opening)
        closing = _by_other_end(window.closing, window.opening, length)
    if opening is None or closing is None:
        opening, closing = _both(window, around)
    if opening == closing:
        raise ImpossibleTime
    return opening, closing


def _beside(moment: Moment) -> time | None:
    """Return the reading that fits the time of day beside a clock time."""
    if not moment.day:
        return None
    clock = moment.clock
    readings = (clock.face,) if clock.is_exact else clock.halves
    fitting = [at for at in readings if all(_fits(at, day) for day in moment.day)]
    habits = moment.day & {S.RISING, S.DINNER, S.ASLEEP}
    if not fitting and not habits:
        raise ImpossibleTime
    return fitting[0] if len(fitting) == 1 else None


def _fits(at: time, day: S) -> bool:
    """Tell whether a time belongs to a time of day."""
    return any(at.hour in hours for hours in _HOURS[day])


def _as_written(clock: Clock, around: Surroundings, stops: bool) -> time | None:
    """Return a time that needs no deciding; "not after 10 Uhr" does."""
    if clock.is_exact:
        return clock.face
    if clock.notation is not Notation.PLAIN:
        return None
    doubtful = stops and 8 <= clock.hour < 12 and not around.writes_24_hours
    return None if doubtful else clock.face


def _once(clock: Clock, around: Surroundings) -> time | None:
    """Return the reading that lies in the time of a demand that holds once."""
    if around.span is None or not around.tonight:
        return None
    inside = [at for at in clock.halves if _occurs(at, around.span)]
    if len(inside) == 1:
        return inside[0]
    return clock.halves[1] if clock.hour % 12 >= 7 else None


def _occurs(at: time, span: tuple[datetime, datetime]) -> bool:
    """Tell whether a time of the day occurs within a span of less than a day."""
    start, end = span
    opened = minutes_between(start.time(), at)
    return opened <= (end - start).total_seconds() / 60


def _by_habit(clock: Clock, op: S, around: Surroundings) -> time | None:
    """Return the reading that fits what the sentence says of people's day."""
    fitting: set[time] = set()
    if around.said & _QUIET:
        if op in _OPENING:
            fitting |= {at for at in clock.halves if at.hour in _LATE}
        elif op in _CLOSING:
            fitting |= {at for at in clock.halves if at.hour in _EARLY}
    if around.said & {S.RISING, S.MORNING} and op in _CLOSING:
        fitting |= {at for at in clock.halves if at.hour in _EARLY}
    if around.said & {S.DINNER, S.EVENING}:
        fitting |= {at for at in clock.halves if at.hour >= 16}
    return fitting.pop() if len(fitting) == 1 else None


def _sure(moment: Moment) -> time | None:
    """Return what one end of a window means whatever the other end is."""
    if (beside := _beside(moment)) is not None:
        return beside
    return moment.clock.face if moment.clock.is_exact else None


def _length_until(closing: time, opening: time) -> int:
    """Return the minutes of a window, its end given first."""
    return minutes_between(opening, closing)


def _by_other_end(
    moment: Moment, other: Moment, length: Callable[[time], int]
) -> time | None:
    """Return what one end of a window means beside the other, None when open.

    Digits beside digits of 24 hours are such too, unless that leaves hardly
    anything of the day; else the reading is meant that makes the window shorter
    than half a day. `length` gives the minutes of the window.
    """
    if moment.clock.notation is not Notation.TWELVE_WORDS and _writes_24_hours(other):
        face = moment.clock.face
        return face if length(face) <= _LONGEST_WINDOW else None
    fitting = [at for at in moment.clock.halves if length(at) < _HALF_DAY]
    return fitting[0] if len(fitting) == 1 else None


def _writes_24_hours(moment: Moment) -> bool:
    """Tell whether a time is in digits that can only be of 24 hours."""
    return bool(moment.tokens) and is_of_24_hours(moment.tokens[0].text, moment.clock)


def _both(window: Window, around: Surroundings) -> tuple[time, time]:
    """Return the ends of a window neither of which is sure by itself."""
    clocks = (window.opening.clock, window.closing.clock)
    notations = {clock.notation for clock in clocks}
    if Notation.TWELVE_WORDS not in notations:
        plain = Notation.PLAIN in notations
        faces = clocks[0].face, clocks[1].face
        if around.writes_24_hours or (plain and minutes_between(*faces) <= _HALF_DAY):
            return faces
    opening = _by_habit_of_window(window.opening, S.FROM, around)
    return opening, _by_habit_of_window(window.closing, S.UNTIL, around)


def _by_habit_of_window(moment: Moment, op: S, around: Surroundings) -> time:
    """Return one end of a window, from what the sentence says; raise AmbiguousTime."""
    decided = _sure(moment)
    if decided is None:
        decided = _by_habit(moment.clock, op, around)
    if decided is None:
        raise AmbiguousTime(moment)
    return decided
