"""Which time of the day is meant, and when nobody can know."""

from datetime import datetime, time, timedelta

import pytest

from ..homes import WRITTEN_AT
from custom_components.hushwatt.notes.built_in.clocks import Clock, Notation
from custom_components.hushwatt.notes.built_in.grouping import Moment, Window
from custom_components.hushwatt.notes.built_in.resolving import (
    AmbiguousTime,
    ImpossibleTime,
    Surroundings,
    resolve,
    resolve_window,
)
from custom_components.hushwatt.notes.built_in.symbols import Symbol as S
from custom_components.hushwatt.notes.text import tokenise

NOON = WRITTEN_AT.replace(hour=12, minute=0) + timedelta(days=1)


def words(hour: int, minute: int = 0, *day: S) -> Moment:
    """Return an hour of twelve in words."""
    clock = Clock(hour, minute, Notation.TWELVE_WORDS)
    return Moment(clock=clock, day=frozenset(day))


def digits(hour: int, notation: Notation = Notation.TWELVE_DIGITS) -> Moment:
    """Return an hour in digits."""
    return Moment(clock=Clock(hour, 0, notation))


def around(
    *said: S, since: datetime | None = None, writes_24_hours: bool = False
) -> Surroundings:
    """Return what decides besides; `since` makes it a demand of tonight."""
    return Surroundings(
        said=frozenset(said),
        span=None if since is None else (since, NOON),
        tonight=since is not None,
        writes_24_hours=writes_24_hours,
    )


@pytest.mark.parametrize(
    ("moment", "at"),
    [
        (words(6, 0, S.MORNING), time(6)),
        (words(1, 0, S.MORNING), time(1)),
        (words(5, 0, S.AFTERNOON), time(17)),
        (words(8, 0, S.AFTERNOON), time(20)),
        (words(12, 0, S.EVENING), time(0)),
        (words(10, 0, S.NIGHT), time(22)),
        (words(3, 0, S.NIGHT), time(3)),
        (words(7, 0, S.RISING), time(7)),
    ],
)
def test_the_time_of_day_beside_it_decides(moment: Moment, at: time) -> None:
    """The words "Six in the morning", "ten at night", "the morning"."""
    assert resolve(moment, S.BY, around()) == at


@pytest.mark.parametrize(
    "moment",
    [
        words(2, 0, S.MORNING, S.AFTERNOON),
        Moment(clock=Clock(6, 30, Notation.EXACT), day=frozenset({S.EVENING})),
    ],
)
def test_what_excludes_itself_is_impossible(moment: Moment) -> None:
    """06:30 is not in the evening."""
    with pytest.raises(ImpossibleTime):
        resolve(moment, S.BY, around())


def test_a_time_of_day_that_fits_both_or_neither_decides_nothing() -> None:
    """The words "Half past six at night" is asked, and so is "three, after dinner"."""
    for moment in (words(6, 30, S.NIGHT, S.ASLEEP), words(3, 0, S.DINNER)):
        with pytest.raises(AmbiguousTime):
            resolve(moment, S.BY, around())


@pytest.mark.parametrize(
    ("hour", "op", "said", "at"),
    [
        (10, S.AFTER, S.NOISE, time(22)),
        (12, S.AFTER, S.ASLEEP, time(0)),
        (8, S.BEFORE, S.ASLEEP, time(8)),
        (6, S.BY, S.RISING, time(6)),
        (7, S.BY, S.DINNER, time(19)),
        (9, S.AFTER, S.EVENING, time(21)),
        (7, S.BY, S.MORNING, time(7)),
    ],
)
def test_what_the_sentence_says_of_the_day_decides(
    hour: int, op: S, said: S, at: time
) -> None:
    """People asleep, noise, breakfast and dinner."""
    assert resolve(words(hour), op, around(said)) == at


@pytest.mark.parametrize(
    ("op", "said"),
    [(S.BY, ()), (S.AFTER, (S.RISING,)), (S.AFTER, (S.MORNING,)), (S.BY, (S.NOISE,))],
)
def test_without_a_reason_it_is_asked(op: S, said: tuple[S, ...]) -> None:
    """The words "by three" can be both, whatever else is said."""
    with pytest.raises(AmbiguousTime):
        resolve(words(3), op, around(*said))


def test_contrary_habits_do_not_decide() -> None:
    """Breakfast and dinner in one sentence say nothing of seven."""
    with pytest.raises(AmbiguousTime):
        resolve(words(7), S.BY, around(S.RISING, S.DINNER))


def test_tonight_decides_where_only_one_lies_ahead() -> None:
    """Written at 18:30, "six" is the morning's; at 15:00 it is asked."""
    assert resolve(words(6), S.BY, around(since=WRITTEN_AT)) == time(6)
    with pytest.raises(AmbiguousTime):
        resolve(words(6), S.BY, around(since=WRITTEN_AT.replace(hour=15)))
    assert resolve(words(9), S.AFTER, around(since=WRITTEN_AT)) == time(21)


def test_a_note_that_writes_24_hours_decides_for_its_digits() -> None:
    """Beside 22:30, "6" is 06:00; in words it stays open."""
    assert resolve(digits(6), S.BY, around(writes_24_hours=True)) == time(6)
    with pytest.raises(AmbiguousTime):
        resolve(words(6), S.BY, around(writes_24_hours=True))


def test_a_plain_hour_is_read_as_written_unless_it_ends_the_day() -> None:
    """The words "10 Uhr" are 10:00, but "not after 10 Uhr" is hardly the morning."""
    plain = digits(10, Notation.PLAIN)
    assert resolve(plain, S.BY, around()) == time(10)
    with pytest.raises(AmbiguousTime):
        resolve(plain, S.AFTER, around(), stops=True)
    assert resolve(plain, S.AFTER, around(S.NOISE), stops=True) == time(22)
    noon = digits(12, Notation.PLAIN)
    assert resolve(noon, S.AFTER, around(), stops=True) == time(12)


EXACT_17 = digits(17, Notation.EXACT)
EXACT_6 = Moment(clock=Clock(6, 0, Notation.EXACT))


@pytest.mark.parametrize(
    ("opening", "closing", "window"),
    [
        (digits(9), EXACT_17, (time(9), time(17))),
        (words(10), EXACT_6, (time(22), time(6))),
        (digits(22, Notation.EXACT), words(6), (time(22), time(6))),
        (words(1), words(3, 0, S.AFTERNOON), (time(13), time(15))),
        (words(10, 0, S.NIGHT), words(6), (time(22), time(6))),
        (digits(9, Notation.PLAIN), digits(11, Notation.PLAIN), (time(9), time(11))),
        (digits(9), digits(11, Notation.PLAIN), (time(9), time(11))),
    ],
)
def test_one_end_of_a_window_decides_the_other(
    opening: Moment, closing: Moment, window: tuple[time, time]
) -> None:
    """The reading that makes it shorter than half a day."""
    assert resolve_window(Window(opening, closing), around()) == window


def written(text: str) -> Moment:
    """Return a time in digits as a note writes it."""
    hour, _, minute = text.partition(":")
    exact = int(hour) > 12 or text.startswith("0")
    notation = Notation.EXACT if exact else Notation.TWELVE_DIGITS
    clock = Clock(int(hour) % 24, int(minute or 0), notation)
    return Moment(clock=clock, tokens=tokenise(text))


@pytest.mark.parametrize(
    ("opening", "closing", "window"),
    [
        ("8", "23", (time(8), time(23))),
        ("9:00", "24:00", (time(9), time(0))),
        ("22:00", "6", (time(22), time(6))),
        ("09", "5", None),
        ("10", "06:00", None),
    ],
)
def test_digits_beside_digits_of_24_hours_are_such_too(
    opening: str, closing: str, window: tuple[time, time] | None
) -> None:
    """Unless that leaves hardly anything of the day; then it is asked."""
    asked = Window(written(opening), written(closing))
    if window is not None:
        assert resolve_window(asked, around()) == window
        return
    with pytest.raises(AmbiguousTime):
        resolve_window(asked, around())


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        (digits(10), digits(6)),
        (words(9), words(5)),
        (digits(5), EXACT_17),
        (digits(10, Notation.PLAIN), digits(6, Notation.PLAIN)),
    ],
)
def test_a_window_that_can_be_two_is_asked(opening: Moment, closing: Moment) -> None:
    """Nine to five, ten to six, and twelve hours exactly."""
    with pytest.raises(AmbiguousTime):
        resolve_window(Window(opening, closing), around())


def test_habits_decide_a_window() -> None:
    """Between ten and six people sleep; between one and three they may not."""
    sleeping = around(S.ASLEEP)
    assert resolve_window(Window(words(10), words(6)), sleeping) == (time(22), time(6))
    with pytest.raises(AmbiguousTime):
        resolve_window(Window(words(1), words(3)), sleeping)


def test_digits_of_24_hours_decide_a_window() -> None:
    """A note with 22:30 in it means 9 to 11 as written."""
    window = Window(digits(9), digits(11))
    assert resolve_window(window, around(writes_24_hours=True)) == (time(9), time(11))


def test_a_window_without_length_is_none() -> None:
    """From 17:00 to 17:00 nobody can follow."""
    with pytest.raises(ImpossibleTime):
        resolve_window(Window(EXACT_17, EXACT_17), around())
