"""Clock times as they are written, and what they can mean."""

from datetime import time

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.notes.built_in.clocks import (
    Clock,
    Notation,
    minutes_between,
    minutes_of,
)


@pytest.mark.parametrize(
    ("clock", "readings"),
    [
        (Clock(6, 30, Notation.EXACT), (time(6, 30),)),
        (Clock(10, 0, Notation.PLAIN), (time(10),)),
        (Clock(6, 30, Notation.TWELVE_WORDS), (time(6, 30), time(18, 30))),
        (Clock(12, 15, Notation.TWELVE_DIGITS), (time(0, 15), time(12, 15))),
    ],
)
def test_an_hour_of_twelve_has_two_readings(
    clock: Clock, readings: tuple[time, ...]
) -> None:
    """Twelve is midnight or noon; an exact or plain hour is one time."""
    assert clock.readings == readings


@pytest.mark.parametrize(
    ("opening", "closing", "minutes"),
    [
        (time(9), time(17), 480),
        (time(22), time(6), 480),
        (time(6), time(6), 1440),
        (time(0), time(0, 1), 1),
    ],
)
def test_a_window_closes_at_the_next_such_time(
    opening: time, closing: time, minutes: int
) -> None:
    """Over midnight if need be, and a whole day when both are equal."""
    assert minutes_between(opening, closing) == minutes


@given(st.times(), st.times())
def test_a_window_and_the_rest_of_the_day_are_a_day(one: time, other: time) -> None:
    """There and back is 24 hours, or 48 when both are the same minute."""
    both = minutes_between(one, other) + minutes_between(other, one)
    assert both == (2880 if minutes_of(one) == minutes_of(other) else 1440)
