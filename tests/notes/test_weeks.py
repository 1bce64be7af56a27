"""What constraints leave of a week."""

from datetime import time

from hypothesis import given, strategies as st
import pytest

from .homes import WEEKEND, demand
from custom_components.hushwatt.notes.weeks import ALL, DAY, WEEK, Free, free
from custom_components.hushwatt.vocabulary import Constraint, ConstraintKind as Kind

MORNING = time(7)


def forbidden(constraint: Constraint) -> tuple[int, int]:
    """Return how many minutes of a week a constraint closes for starts and runs."""
    left = free(constraint, MORNING)
    return WEEK - left.start.bit_count(), WEEK - left.run.bit_count()


@pytest.mark.parametrize(
    ("constraint", "starts", "runs"),
    [
        (demand(Kind.NOT_RUNNING_AFTER, time="22:00"), 0, 7 * 9 * 60),
        (demand(Kind.NOT_RUNNING_AFTER, time="01:00"), 0, 7 * 6 * 60),
        (demand(Kind.NOT_BEFORE, time="08:00"), 7 * 8 * 60, 0),
        (demand(Kind.NOT_BEFORE, time="22:00"), 7 * 15 * 60, 0),
        (demand(Kind.NOT_BEFORE, time="00:00"), 7 * 17 * 60, 0),
        (demand(Kind.QUIET_WINDOW, time="22:00", until="06:00"), 0, 7 * 8 * 60),
        (demand(Kind.ALLOWED_WINDOW, time="09:00", until="17:00"), 0, 7 * 16 * 60),
        (demand(Kind.WEEKDAY_ONLY, weekdays=WEEKEND), 5 * DAY, 0),
        (demand(Kind.WEEKDAY_NOT, weekdays=WEEKEND), 2 * DAY, 0),
        (demand(Kind.FINISH_BY, time="06:30"), 0, 0),
        (demand(Kind.DURATION, amount=90.0), 0, 0),
    ],
)
def test_what_each_kind_closes(constraint: Constraint, starts: int, runs: int) -> None:
    """Every day of the week, or on its days."""
    assert forbidden(constraint) == (starts, runs)


def test_a_window_of_sunday_night_ends_on_monday() -> None:
    """The week goes round."""
    sunday = demand(
        Kind.QUIET_WINDOW, time="22:00", until="06:00", weekdays=frozenset({6})
    )
    left = free(sunday, MORNING).run
    assert not left & 1 and left >> 6 * 60 & 1


@given(st.integers(1, 2 * DAY), st.integers(1, 2 * DAY), st.integers(0, WEEK - 1))
def test_a_run_fits_where_there_is_room(room: int, minutes: int, start: int) -> None:
    """As long as the free time, and no longer, over the end of the week too."""
    bits = (1 << room) - 1
    run = (bits << start | bits >> (WEEK - start)) & ALL
    assert Free(run=run).has_room(minutes) is (minutes <= room)


def test_the_start_counts_as_well() -> None:
    """Room without a permitted start is none."""
    assert not Free(start=0).has_room(1)
    assert Free(start=1, run=(1 << 60) - 1).has_room(60)
    assert not Free(start=2, run=(1 << 60) - 1).has_room(60)
