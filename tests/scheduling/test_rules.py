"""Every kind of demand forbids the minutes that it should, in every time zone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.clock import MINUTE, RANGE, Clock
from custom_components.hushwatt.scheduling.problem import Rule, Span
from custom_components.hushwatt.scheduling.rules import holds_today, rules_of
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind as Kind,
    Source,
)
from tests.scheduling.homes import BERLIN, demand
from tests.scheduling.watching import in_window, is_near_change, watch
from tests.scheduling.zones import moments, zones

MORNING = time(7)
EVENING = datetime(2026, 10, 14, 18, 30, tzinfo=BERLIN)
"""A Wednesday."""


def clock_at(now: datetime, morning: time = MORNING) -> Clock:
    """Return the clock of a home at a moment, in the moment's timezone."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    return Clock(now.astimezone(UTC), zone, morning)


def rule_at(now: datetime, kind: Kind, **fields: Any) -> Rule:
    """Return the one rule of a demand, an empty one when it forbids nothing."""
    rules = rules_of(clock_at(now), [demand(kind, **fields)])
    assert len(rules) <= 1
    return rules[0] if rules else Rule()


def shown(now: datetime, spans: Sequence[Span]) -> list[str]:
    """Return spans as the home's clock shows them."""
    zone = now.tzinfo
    edges = [
        (now.astimezone(UTC) + s.start * MINUTE, now.astimezone(UTC) + s.end * MINUTE)
        for s in spans
    ]
    return [
        " ".join(edge.astimezone(zone).strftime("%a %H:%M") for edge in pair)
        for pair in edges
    ]


# finish_by


@pytest.mark.parametrize(
    ("now", "at", "weekdays", "latest"),
    [
        ((14, 18, 30), (6, 30), range(7), (15, 6, 30)),
        ((14, 18, 30), (22, 0), range(7), (14, 22, 0)),
        ((14, 18, 30), (18, 30), range(7), (15, 18, 30)),
        ((14, 18, 29), (18, 30), range(7), (14, 18, 30)),
        # The weekday is that of the deadline: Friday morning.
        ((14, 18, 30), (6, 30), [4], (16, 6, 30)),
        ((14, 18, 30), (6, 30), [2], (21, 6, 30)),
    ],
)
def test_finish_by_is_its_next_occurrence(
    now: tuple[int, int, int],
    at: tuple[int, int],
    weekdays: Sequence[int],
    latest: tuple[int, int, int],
) -> None:
    """The next time that the clock shows it on one of its weekdays."""
    moment = datetime(2026, 10, *now, tzinfo=BERLIN)
    rule = rule_at(moment, Kind.FINISH_BY, time=time(*at), weekdays=frozenset(weekdays))
    expected = datetime(2026, 10, *latest, tzinfo=BERLIN)
    assert rule.latest_end == (expected - moment) // MINUTE


def test_deferred_deadline_is_the_following_occurrence() -> None:
    """What cannot be reached today is planned for tomorrow."""
    deadline = demand(Kind.FINISH_BY, time=time(6, 30))
    (rule,) = rules_of(clock_at(EVENING), [deadline], [deadline])
    assert rule.latest_end == 36 * 60


@pytest.mark.parametrize(
    ("now", "at", "minutes"),
    [
        # In the night in which the clock is put back: the first 02:30 of two.
        ((2026, 10, 24, 22, 0), (2, 30), 270),
        ((2026, 10, 24, 22, 0), (3, 0), 360),
        # Forward: 02:30 is not shown, the deadline is the skip.
        ((2026, 3, 28, 22, 0), (2, 30), 240),
        ((2026, 3, 28, 22, 0), (3, 0), 240),
        ((2026, 3, 28, 22, 0), (7, 0), 480),
    ],
)
def test_deadline_in_the_night_of_a_clock_change(
    now: tuple[int, ...], at: tuple[int, int], minutes: int
) -> None:
    """The safe side of a doubled hour is the first."""
    moment = datetime(*now, tzinfo=BERLIN)  # type: ignore[misc, arg-type]
    assert rule_at(moment, Kind.FINISH_BY, time=time(*at)).latest_end == minutes


def test_deadline_of_tonight_does_not_hold_tomorrow() -> None:
    """A demand for one night has no occurrence outside of it."""
    tonight: dict[str, Any] = {
        "active_from": EVENING,
        "active_until": datetime(2026, 10, 15, 12, tzinfo=BERLIN),
    }
    clock = clock_at(EVENING)
    early = demand(Kind.FINISH_BY, time=time(6, 30), **tonight)
    late = demand(Kind.FINISH_BY, time=time(17), **tonight)
    assert [rule.latest_end for rule in rules_of(clock, [early, late])] == [720]
    assert rules_of(clock, [early], [early]) == ()
    later = clock_at(datetime(2026, 10, 15, 12, 1, tzinfo=BERLIN))
    assert rules_of(later, [early]) == ()


# not_running_after


@pytest.mark.parametrize(
    ("now", "at", "expected"),
    [
        ((14, 18, 30), (22, 30), "Wed 22:30 Thu 07:00"),
        ((14, 23, 0), (22, 30), "Wed 23:00 Thu 07:00"),
        ((14, 3, 0), (22, 30), "Wed 03:00 Wed 07:00"),
        # Between midnight and morning: the evening before.
        ((14, 18, 30), (0, 30), "Thu 00:30 Thu 07:00"),
        ((14, 3, 0), (0, 30), "Wed 03:00 Wed 07:00"),
        ((14, 18, 30), (0, 0), "Thu 00:00 Thu 07:00"),
        ((14, 18, 30), (14, 0), "Wed 18:30 Thu 07:00"),
    ],
)
def test_not_running_after_forbids_until_the_morning(
    now: tuple[int, int, int], at: tuple[int, int], expected: str
) -> None:
    """From its time until the home's next morning, every night."""
    moment = datetime(2026, 10, *now, tzinfo=BERLIN)
    rule = rule_at(moment, Kind.NOT_RUNNING_AFTER, time=time(*at))
    assert shown(moment, rule.quiet)[0] == expected
    assert len(rule.quiet) in {9, 10}


def test_not_running_after_counts_the_evening_it_belongs_to() -> None:
    """Half past midnight on Fridays is in the night to Saturday."""
    friday = frozenset({4})
    late = rule_at(EVENING, Kind.NOT_RUNNING_AFTER, time=time(22), weekdays=friday)
    night = rule_at(EVENING, Kind.NOT_RUNNING_AFTER, time=time(0, 30), weekdays=friday)
    assert shown(EVENING, late.quiet) == ["Fri 22:00 Sat 07:00"]
    assert shown(EVENING, night.quiet) == ["Sat 00:30 Sat 07:00"]


def test_the_morning_is_the_homes() -> None:
    """With a morning at nine, eight o'clock belongs to the evening before."""
    clock = clock_at(EVENING, time(9))
    (rule,) = rules_of(clock, [demand(Kind.NOT_RUNNING_AFTER, time=time(8))])
    assert shown(EVENING, rule.quiet)[0] == "Thu 08:00 Thu 09:00"


# not_before


@pytest.mark.parametrize(
    ("now", "at", "expected"),
    [
        # Evening and night: from the morning until then.
        ((14, 18, 30), (22, 0), "Wed 18:30 Wed 22:00"),
        ((14, 23, 0), (22, 0), "Thu 07:00 Thu 22:00"),
        ((14, 18, 30), (2, 0), "Wed 18:30 Thu 02:00"),
        ((14, 3, 0), (2, 0), "Wed 07:00 Thu 02:00"),
        ((14, 18, 30), (0, 0), "Wed 18:30 Thu 00:00"),
        # Day: from midnight until then.
        ((14, 18, 30), (8, 0), "Thu 00:00 Thu 08:00"),
        ((14, 18, 30), (6, 0), "Thu 00:00 Thu 06:00"),
        ((14, 18, 30), (5, 0), "Thu 00:00 Thu 05:00"),
        ((14, 18, 30), (7, 0), "Thu 00:00 Thu 07:00"),
        ((14, 5, 0), (8, 0), "Wed 05:00 Wed 08:00"),
        ((14, 18, 30), (14, 0), "Thu 00:00 Thu 14:00"),
        ((14, 12, 0), (16, 59), "Wed 12:00 Wed 16:59"),
        ((14, 12, 0), (17, 0), "Wed 12:00 Wed 17:00"),
    ],
)
def test_not_before_forbids_to_start_every_day(
    now: tuple[int, int, int], at: tuple[int, int], expected: str
) -> None:
    """A time of the night leaves the night free, another one does not."""
    moment = datetime(2026, 10, *now, tzinfo=BERLIN)
    rule = rule_at(moment, Kind.NOT_BEFORE, time=time(*at))
    assert shown(moment, rule.no_start)[0] == expected
    assert len(rule.no_start) in {9, 10}
    assert rule.quiet == ()


def test_not_before_knows_no_night_before_a_morning_at_one() -> None:
    """A home that gets up at one has no small hours."""
    clock = clock_at(EVENING, time(1))
    (rule,) = rules_of(clock, [demand(Kind.NOT_BEFORE, time=time(0, 30))])
    assert shown(EVENING, rule.no_start)[0] == "Thu 00:00 Thu 00:30"


@pytest.mark.parametrize(
    ("now", "at", "expected"),
    [
        ((14, 18, 30), (20, 0), ["Wed 18:30 Wed 20:00"]),
        ((14, 20, 10), (20, 0), []),
        ((14, 3, 0), (20, 0), []),
        ((14, 7, 0), (20, 0), ["Wed 07:00 Wed 20:00"]),
        ((14, 18, 30), (8, 0), ["Wed 18:30 Thu 08:00"]),
        ((14, 7, 30), (8, 0), ["Wed 07:30 Wed 08:00"]),
        ((14, 18, 30), (2, 0), ["Wed 18:30 Thu 02:00"]),
    ],
)
def test_not_before_in_a_question_is_the_next_time(
    now: tuple[int, int, int], at: tuple[int, int], expected: list[str]
) -> None:
    """What is asked means what is next, once."""
    moment = datetime(2026, 10, *now, tzinfo=BERLIN)
    rule = rule_at(moment, Kind.NOT_BEFORE, time=time(*at), source=Source.QUESTION)
    assert shown(moment, rule.no_start) == expected


def test_not_before_for_one_night_is_that_nights_time() -> None:
    """Tonight not before six in the morning: nothing until then, nothing after."""
    tonight = {
        "active_from": datetime(2026, 10, 14, 17, tzinfo=BERLIN),
        "active_until": datetime(2026, 10, 15, 12, tzinfo=BERLIN),
    }
    rule = rule_at(EVENING, Kind.NOT_BEFORE, time=time(6), **tonight)
    assert shown(EVENING, rule.no_start) == ["Wed 18:30 Thu 06:00"]
    evening = rule_at(EVENING, Kind.NOT_BEFORE, time=time(18), **tonight)
    assert evening == Rule()


def test_not_before_that_expires_holds_daily_until_then() -> None:
    """A due date ends a standing demand, it does not make it one for one night."""
    until = datetime(2026, 10, 16, 12, tzinfo=BERLIN)
    rule = rule_at(EVENING, Kind.NOT_BEFORE, time=time(22), active_until=until)
    assert shown(EVENING, rule.no_start) == [
        "Wed 18:30 Wed 22:00",
        "Thu 07:00 Thu 22:00",
        "Fri 07:00 Fri 12:00",
    ]


# windows


def test_quiet_window_over_midnight_counts_the_day_it_opens() -> None:
    """Quiet from ten to six on Thursdays reaches into Friday."""
    rule = rule_at(
        EVENING,
        Kind.QUIET_WINDOW,
        time=time(22),
        until=time(6),
        weekdays=frozenset({3}),
    )
    assert shown(EVENING, rule.quiet) == ["Thu 22:00 Fri 06:00", "Thu 22:00 Fri 06:00"]


def test_quiet_window_that_closes_when_it_opens_is_the_whole_day() -> None:
    """A close at the opening is on the next day."""
    rule = rule_at(EVENING, Kind.QUIET_WINDOW, time=time(12), until=time(12))
    minutes = sum(span.end - span.start for span in rule.quiet)
    assert minutes == RANGE


def test_quiet_window_that_has_begun_holds_now() -> None:
    """At one at night the window of the evening before is still open."""
    night = datetime(2026, 10, 14, 1, tzinfo=BERLIN)
    rule = rule_at(night, Kind.QUIET_WINDOW, time=time(22), until=time(6))
    assert shown(night, rule.quiet)[0] == "Wed 01:00 Wed 06:00"


@pytest.mark.parametrize(
    ("now", "quiet", "minutes"),
    [
        # The doubled hour belongs to the window, twice.
        ((2026, 10, 24, 22, 0), ((2, 0), (3, 0)), 120),
        ((2026, 10, 24, 22, 0), ((2, 15), (2, 45)), 90),
        ((2026, 10, 24, 22, 0), ((22, 0), (6, 0)), 9 * 60),
        # The skipped hour is not there.
        ((2026, 3, 28, 22, 0), ((2, 0), (3, 0)), 0),
        ((2026, 3, 28, 22, 0), ((2, 15), (3, 15)), 15),
        ((2026, 3, 28, 22, 0), ((22, 0), (6, 0)), 7 * 60),
    ],
)
def test_quiet_window_in_the_night_of_a_clock_change(
    now: tuple[int, ...], quiet: tuple[tuple[int, int], tuple[int, int]], minutes: int
) -> None:
    """On a doubled hour it is the longer window."""
    moment = datetime(*now, tzinfo=BERLIN)  # type: ignore[misc, arg-type]
    rule = rule_at(
        moment, Kind.QUIET_WINDOW, time=time(*quiet[0]), until=time(*quiet[1])
    )
    tonight = [s for s in rule.quiet if s.start < 12 * 60]
    assert sum(span.end - span.start for span in tonight) == minutes


def test_allowed_window_forbids_everything_else() -> None:
    """Outside of the window, and on days on which it does not open."""
    rule = rule_at(
        EVENING,
        Kind.ALLOWED_WINDOW,
        time=time(20),
        until=time(5),
        weekdays=frozenset({2, 3}),
    )
    assert shown(EVENING, rule.quiet) == [
        "Wed 18:30 Wed 20:00",
        "Thu 05:00 Thu 20:00",
        "Fri 05:00 Wed 20:00",
        "Thu 05:00 Thu 20:00",
        "Fri 05:00 Fri 18:30",
    ]


def test_allowed_windows_of_one_note_allow_together() -> None:
    """Between nine and twelve or between two and five; another note narrows that."""
    clock = clock_at(EVENING)
    forenoon = demand(Kind.ALLOWED_WINDOW, time=time(9), until=time(12), note_uid="one")
    afternoon = demand(
        Kind.ALLOWED_WINDOW, time=time(14), until=time(17), note_uid="one"
    )
    other = demand(Kind.ALLOWED_WINDOW, time=time(10), until=time(15), note_uid="two")
    together, narrowed = rules_of(clock, [forenoon, other, afternoon])
    assert shown(EVENING, together.quiet)[:3] == [
        "Wed 18:30 Thu 09:00",
        "Thu 12:00 Thu 14:00",
        "Thu 17:00 Fri 09:00",
    ]
    assert shown(EVENING, narrowed.quiet)[0] == "Wed 18:30 Thu 10:00"
    assert together.constraint == forenoon


def test_allowed_window_of_tonight_leaves_tomorrow_free() -> None:
    """Only tonight it has to be between nine and eleven."""
    rule = rule_at(
        EVENING,
        Kind.ALLOWED_WINDOW,
        time=time(21),
        until=time(23),
        active_from=EVENING,
        active_until=datetime(2026, 10, 15, 12, tzinfo=BERLIN),
    )
    assert shown(EVENING, rule.quiet) == ["Wed 18:30 Wed 21:00", "Wed 23:00 Thu 12:00"]


# weekdays


def test_weekdays_count_the_local_day_of_the_start() -> None:
    """Only at the weekend, and not on Thursdays."""
    weekend = rule_at(EVENING, Kind.WEEKDAY_ONLY, weekdays=frozenset({5, 6}))
    thursday = rule_at(EVENING, Kind.WEEKDAY_NOT, weekdays=frozenset({3}))
    assert shown(EVENING, weekend.no_start)[:3] == [
        "Wed 18:30 Thu 00:00",
        "Thu 00:00 Fri 00:00",
        "Fri 00:00 Sat 00:00",
    ]
    assert shown(EVENING, thursday.no_start) == [
        "Thu 00:00 Fri 00:00",
        "Thu 00:00 Fri 00:00",
    ]
    assert weekend.quiet == thursday.quiet == ()


@pytest.mark.parametrize(
    ("now", "minutes"), [((2026, 10, 24), 25 * 60), ((2026, 3, 28), 23 * 60)]
)
def test_sunday_of_a_clock_change_is_as_long_as_it_is(
    now: tuple[int, int, int], minutes: int
) -> None:
    """A local day is from its midnight to the next."""
    moment = datetime(*now, 12, tzinfo=BERLIN)
    rule = rule_at(moment, Kind.WEEKDAY_NOT, weekdays=frozenset({6}))
    (sunday, _) = rule.no_start
    assert sunday == Span(12 * 60, 12 * 60 + minutes)


def test_other_kinds_make_no_rule_of_time() -> None:
    """Figures and other appliances are for others to see to."""
    demands = [
        demand(Kind.DURATION, amount=60),
        demand(Kind.ENERGY, amount=1.0),
        demand(Kind.AFTER_LOAD, other="dryer"),
        demand(Kind.NOT_WITH, other="dryer"),
    ]
    assert rules_of(clock_at(EVENING), demands) == ()


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"weekdays": frozenset({2})}, True),
        ({"weekdays": frozenset({3})}, False),
        ({"active_until": EVENING}, False),
        ({"active_until": EVENING + timedelta(minutes=1)}, True),
        ({"active_from": EVENING + timedelta(hours=24)}, True),
        ({"active_from": EVENING + timedelta(hours=24, minutes=1)}, False),
    ],
)
def test_what_has_no_time_holds_today(fields: dict[str, Any], holds: bool) -> None:
    """It counts the weekday of today, and holds when it is in force within a day."""
    assert holds_today(clock_at(EVENING), demand(Kind.NOT_WITH, **fields)) is holds


# Watching the clock, minute by minute, in all time zones


def minutes_of(spans: Sequence[Span], until: int = 3 * 24 * 60) -> set[int]:
    """Return the minutes of spans."""
    return {m for span in spans for m in range(span.start, min(span.end, until))}


clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
some_weekdays = st.frozensets(st.integers(0, 6), min_size=1)
zoned_moments = zones.flatmap(moments)


@given(zoned_moments, clock_times, clock_times, some_weekdays)
def test_windows_agree_with_watching_the_clock(
    now: datetime, at: time, to: time, weekdays: frozenset[int]
) -> None:
    """A quiet window forbids at least, an allowed one allows at most, what the clock shows."""
    fields = {"time": at, "until": to, "weekdays": weekdays}
    quiet = minutes_of(rule_at(now, Kind.QUIET_WINDOW, **fields).quiet)
    closed = minutes_of(rule_at(now, Kind.ALLOWED_WINDOW, **fields).quiet)
    inside = watch(now, in_window(at, to, weekdays))
    outside = {*range(3 * 24 * 60)} - inside
    assert inside <= quiet
    assert outside <= closed
    if not is_near_change(now):
        assert inside == quiet
        assert outside == closed


@given(zoned_moments, clock_times, some_weekdays, st.sampled_from([5, 7, 10]))
def test_not_running_after_agrees_with_watching_the_clock(
    now: datetime, at: time, weekdays: frozenset[int], morning: int
) -> None:
    """It is a window that closes in the morning; a time before it is of the day before."""
    rules = rules_of(
        clock_at(now, time(morning)),
        [demand(Kind.NOT_RUNNING_AFTER, time=at, weekdays=weekdays)],
    )
    quiet = minutes_of([span for rule in rules for span in rule.quiet])
    opening = (
        frozenset((d + 1) % 7 for d in weekdays) if at < time(morning) else weekdays
    )
    late = watch(now, in_window(at, time(morning), opening))
    assert late <= quiet
    if not is_near_change(now):
        assert late == quiet


@given(zoned_moments, clock_times, some_weekdays)
def test_deadline_is_never_after_the_clock_shows_it(
    now: datetime, at: time, weekdays: frozenset[int]
) -> None:
    """It is the first minute ahead at which the clock shows it on its weekday, or skips it."""
    latest = rule_at(now, Kind.FINISH_BY, time=at, weekdays=weekdays).latest_end
    assert latest is not None
    due = (now.astimezone(UTC) + latest * MINUTE).astimezone(now.tzinfo)
    assert latest > 0
    assert due.weekday() in weekdays
    if not is_skipped(due.date(), at, now):
        assert due.time() == at
    shows = watch(
        now,
        lambda local: local.time() == at and local.weekday() in weekdays,
        latest,
    )
    # The second showing of a doubled time is no deadline of its own.
    assert {m for m in shows if m > 0} <= {m for m in shows if is_second(now, m)}


def is_skipped(day: date, at: time, now: datetime) -> bool:
    """Return whether the clock never shows a time of a day."""
    local = datetime.combine(day, at, tzinfo=now.tzinfo)
    back = local.astimezone(UTC).astimezone(now.tzinfo)
    return back.replace(tzinfo=None) != local.replace(tzinfo=None)


def is_second(now: datetime, minute: int) -> bool:
    """Return whether a minute is the second showing of its time."""
    return bool((now.astimezone(UTC) + minute * MINUTE).astimezone(now.tzinfo).fold)


@given(zoned_moments, clock_times, some_weekdays)
def test_weekdays_agree_with_watching_the_clock(
    now: datetime, at: time, weekdays: frozenset[int]
) -> None:
    """A run may start when the clock shows one of the days, and at no other time."""
    only = minutes_of(rule_at(now, Kind.WEEKDAY_ONLY, weekdays=weekdays).no_start)
    never = minutes_of(rule_at(now, Kind.WEEKDAY_NOT, weekdays=weekdays).no_start)
    shown_days = watch(now, lambda local: local.weekday() in weekdays)
    assert never == shown_days
    assert only == {*range(3 * 24 * 60)} - shown_days


@given(zoned_moments, clock_times)
def test_not_before_never_lets_start_what_it_forbids(now: datetime, at: time) -> None:
    """It forbids each day of the home what the clock shows before it."""
    closed = minutes_of(rule_at(now, Kind.NOT_BEFORE, time=at).no_start)
    night = at >= time(17) or at < time(5)
    opening = MORNING if night else time()
    if opening == at:
        assert closed == set()
        return
    early = watch(now, in_window(opening, at, frozenset(range(7))))
    assert early <= closed
    if not is_near_change(now):
        assert early == closed


def test_constraint_stays_with_its_rule() -> None:
    """A clash can be told in the words of who wrote it."""
    kinds: list[Constraint] = [
        demand(Kind.FINISH_BY, time=time(6)),
        demand(Kind.NOT_RUNNING_AFTER, time=time(22)),
        demand(Kind.NOT_BEFORE, time=time(20)),
        demand(Kind.QUIET_WINDOW, time=time(1), until=time(2)),
        demand(Kind.WEEKDAY_ONLY, weekdays=frozenset({1})),
        demand(Kind.WEEKDAY_NOT, weekdays=frozenset({1})),
    ]
    rules = rules_of(clock_at(EVENING), kinds)
    assert [rule.constraint for rule in rules] == kinds
