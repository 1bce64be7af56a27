"""From a constraint in wall-clock time to a rule in minutes.

Windows, `not_running_after` and `not_before` count the weekday on which they
open, `finish_by` that of the deadline, `weekday_only` and `weekday_not` the
local day of the start. A demand with `active_from` or `active_until` holds
within these only.

`not_running_after` forbids to run from its time until the next morning; a time
between midnight and morning belongs to the evening before.

`not_before` is its mirror and forbids to start. A time of the evening or the
night (from 17:00 until two hours before the morning) forbids from the morning
until then: "not before 22:00" leaves the night free. Any other time forbids
from midnight until then: "not before 08:00" forbids the small hours, not the
evening before. In a question, or for this night only, it forbids everything
until it is next that time.

`allowed_window` forbids everything outside of it, days on which it does not
open included; the windows of one note allow together.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import islice

from ..vocabulary import Constraint, ConstraintKind as Kind, Source
from .clock import DAY, RANGE, Clock, clip, gaps, merge
from .problem import Minute, Rule, Span

EVENING = time(17)
HOURS_BEFORE_MORNING = 2

_ALWAYS = Span(0, RANGE)
_FAR = 100 * RANGE


def rules_of(
    clock: Clock, demands: Sequence[Constraint], deferred: Sequence[Constraint] = ()
) -> tuple[Rule, ...]:
    """Return the rules of an appliance's usable demands, each with its constraint.

    Rules that forbid nothing are left out. The deadline of a demand in
    `deferred` is the occurrence after the next.
    """
    rules = [
        *(_rule(clock, demand, demand in deferred) for demand in demands),
        *_allowed(clock, demands),
    ]
    return tuple(
        rule
        for rule in rules
        if rule.quiet or rule.no_start or rule.latest_end is not None
    )


def _rule(clock: Clock, demand: Constraint, deferred: bool) -> Rule:
    """Return the rule of one demand on its own, an empty one for other kinds."""
    match demand:
        case Constraint(kind=Kind.FINISH_BY, time=time() as at):
            deadlines = islice(_deadlines(clock, demand, at), int(deferred), None)
            return Rule(constraint=demand, latest_end=next(deadlines, None))
        case Constraint(kind=Kind.NOT_RUNNING_AFTER, time=time() as at):
            quiet = _held(clock, demand, _after(clock, demand, at))
            return Rule(constraint=demand, quiet=quiet)
        case Constraint(kind=Kind.NOT_BEFORE, time=time() as at):
            closed = _held(clock, demand, _before(clock, demand, at))
            return Rule(constraint=demand, no_start=closed)
        case Constraint(kind=Kind.QUIET_WINDOW, time=time() as at, until=time() as to):
            quiet = _held(clock, demand, _forbidden(clock, demand, at, to))
            return Rule(constraint=demand, quiet=quiet)
        case Constraint(kind=Kind.WEEKDAY_ONLY | Kind.WEEKDAY_NOT):
            closed = _held(clock, demand, _closed_days(clock, demand))
            return Rule(constraint=demand, no_start=closed)
        case _:
            return Rule(constraint=demand)


def active_span(clock: Clock, demand: Constraint) -> Span:
    """Return the minutes in which a demand holds, far ahead when nothing ends it."""
    since, until = demand.active_from, demand.active_until
    return Span(
        -_FAR if since is None else clock.floor(since),
        _FAR if until is None else clock.ceil(until),
    )


def holds_today(clock: Clock, demand: Constraint) -> bool:
    """Return whether a demand holds now or within a day, and on this weekday.

    For what has no time of its own: figures and other appliances.
    """
    active = active_span(clock, demand)
    return (
        active.end > 0
        and active.start <= 24 * 60
        and clock.today.weekday() in demand.weekdays
    )


def _held(clock: Clock, demand: Constraint, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of spans lies ahead and in the time in which a demand holds."""
    return clip(clip(spans, active_span(clock, demand)), _ALWAYS)


def _opening_days(clock: Clock, demand: Constraint) -> Iterator[date]:
    """Yield the local days of a demand's weekdays, from yesterday on."""
    return (day for day in clock.days() if day.weekday() in demand.weekdays)


def _deadlines(clock: Clock, demand: Constraint, at: time) -> Iterator[Minute]:
    """Yield the minutes of a deadline's occurrences that lie ahead."""
    active = active_span(clock, demand)
    for day in _opening_days(clock, demand):
        minute = clock.first(day, at)
        if minute > 0 and active.start < minute <= active.end:
            yield minute


def _after(clock: Clock, demand: Constraint, at: time) -> Iterator[Span]:
    """Yield the spans from a time until the next morning."""
    for day in _opening_days(clock, demand):
        opened = day + DAY if at < clock.morning else day
        yield Span(clock.first(opened, at), clock.second(day + DAY, clock.morning))


def _before(clock: Clock, demand: Constraint, at: time) -> Iterator[Span]:
    """Yield the spans that end at a time before which nothing may start."""
    if _holds_once(demand):
        yield from _until_next(clock, demand, at)
    elif _is_of_the_night(clock, at):
        for day in _opening_days(clock, demand):
            closed = day + DAY if at < clock.morning else day
            yield Span(clock.first(day, clock.morning), clock.second(closed, at))
    else:
        for day in _opening_days(clock, demand):
            yield Span(clock.midnight(day), clock.second(day, at))


def _holds_once(demand: Constraint) -> bool:
    """Return whether a demand is of a question or of one night."""
    since, until = demand.active_from, demand.active_until
    one_night = since is not None and until is not None and until - since <= DAY
    return demand.source is Source.QUESTION or one_night


def _is_of_the_night(clock: Clock, at: time) -> bool:
    """Return whether a time is of the evening or the night before the morning."""
    hour = clock.morning.hour - HOURS_BEFORE_MORNING
    return at >= EVENING or (hour >= 0 and at < clock.morning.replace(hour=hour))


def _until_next(clock: Clock, demand: Constraint, at: time) -> Iterator[Span]:
    """Yield the span until it is next a given time, if that is still to come.

    Asked after 20:00, "not before 20:00" is fulfilled until the morning.
    """
    since = active_span(clock, demand).start
    if demand.active_from is None and _is_of_the_night(clock, at):
        mornings = (clock.first(day, clock.morning) for day in clock.days())
        since = max(morning for morning in mornings if morning <= 0)
    elif demand.active_from is None:
        since = 0
    times = (clock.second(day, at) for day in _opening_days(clock, demand))
    following = next((minute for minute in times if minute > since), since)
    yield Span(since, following)


def _forbidden(clock: Clock, demand: Constraint, at: time, to: time) -> Iterator[Span]:
    """Yield the quiet windows: on a doubled hour, the longer."""
    for day in _opening_days(clock, demand):
        closing = day if to > at else day + DAY
        yield Span(clock.first(day, at), clock.second(closing, to))


def _closed_days(clock: Clock, demand: Constraint) -> Iterator[Span]:
    """Yield the local days on which a run may not start."""
    only = demand.kind is Kind.WEEKDAY_ONLY
    for day in clock.days():
        if (day.weekday() in demand.weekdays) is not only:
            yield Span(clock.midnight(day), clock.midnight(day + DAY))


def _allowed(clock: Clock, demands: Sequence[Constraint]) -> Iterator[Rule]:
    """Yield a rule for each note's allowed windows, and for those of the question."""
    notes: dict[object, tuple[Constraint, list[Span]]] = {}
    for demand in demands:
        match demand:
            case Constraint(
                kind=Kind.ALLOWED_WINDOW, time=time() as at, until=time() as to
            ):
                period = demand.active_from, demand.active_until
                key = demand.source, demand.note_uid, period
                _, opened = notes.setdefault(key, (demand, []))
                opened += _opened(clock, demand, at, to)
    for demand, opened in notes.values():
        closed = gaps(merge(clip(opened, _ALWAYS)), _ALWAYS)
        yield Rule(constraint=demand, quiet=_held(clock, demand, closed))


def _opened(clock: Clock, demand: Constraint, at: time, to: time) -> Iterator[Span]:
    """Yield the allowed windows: on a doubled hour, the shorter."""
    for day in _opening_days(clock, demand):
        closing = day if to > at else day + DAY
        yield Span(clock.second(day, at), clock.first(closing, to))
