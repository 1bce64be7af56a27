"""When the home is quiet, by its notes and its forms."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from .scheduling.homes import REFERENCE_NOW, demand, reference_home
from custom_components.hushwatt.quiet import is_quiet
from custom_components.hushwatt.vocabulary import Constraint, ConstraintKind as Kind

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 17, tzinfo=BERLIN)
NIGHT = demand(Kind.NOT_RUNNING_AFTER, time=time(22, 30))
NAP = demand(Kind.QUIET_WINDOW, None, time=time(13), until=time(15), noisy_only=True)
ACROSS = demand(Kind.QUIET_WINDOW, time=time(22), until=time(6))
LATE = demand(Kind.NOT_RUNNING_AFTER, time=time(1))


def at(clock: str, day: int = 0) -> datetime:
    """Return a moment some days after the Tuesday."""
    return datetime.combine(
        TUESDAY.date() + timedelta(days=day), time.fromisoformat(clock), BERLIN
    )


@pytest.mark.parametrize(
    ("constraint", "moment", "quiet"),
    [
        (NIGHT, at("22:29"), False),
        (NIGHT, at("22:30"), True),
        (NIGHT, at("03:00"), True),
        (NIGHT, at("06:59"), True),
        (NIGHT, at("07:00"), False),
        (NAP, at("12:59"), False),
        (NAP, at("13:00"), True),
        (NAP, at("15:00"), False),
        (ACROSS, at("23:00"), True),
        (ACROSS, at("05:59"), True),
        (ACROSS, at("06:00"), False),
        (LATE, at("00:30"), False),
        (LATE, at("01:00"), True),
        (replace(LATE, weekdays=frozenset({0})), at("02:00"), True),
        (replace(LATE, weekdays=frozenset({1})), at("02:00"), False),
        (replace(NIGHT, weekdays=frozenset({1})), at("23:00"), True),
        (replace(NIGHT, weekdays=frozenset({1})), at("05:00", 1), True),
        (replace(NIGHT, weekdays=frozenset({1})), at("05:00"), False),
        (replace(NAP, active_until=at("14:00")), at("14:00"), False),
        (replace(NAP, active_from=at("14:00")), at("13:30"), False),
        (replace(NAP, active_from=at("14:00")), at("14:00"), True),
        (replace(NAP, until=None), at("13:30"), False),
        (demand(Kind.FINISH_BY, time=time(7)), at("06:00"), False),
        (demand(Kind.ALLOWED_WINDOW, time=time(1), until=time(5)), at("02:00"), False),
        (demand(Kind.WEEKDAY_NOT), at("02:00"), False),
    ],
)
def test_a_window_is_quiet_from_its_opening_to_its_close(
    constraint: Constraint, moment: datetime, quiet: bool
) -> None:
    """In the home's own clock, on its own days, for as long as it holds."""
    assert is_quiet(reference_home(constraints=(constraint,)), moment) is quiet


def test_what_a_form_says_counts_as_what_a_note_says() -> None:
    """Quiet hours can be typed into the form of an appliance."""
    home = reference_home(constraints=())
    one, *others = home.appliances
    home = replace(home, appliances=(replace(one, constraints=(NAP,)), *others))
    assert is_quiet(home, at("14:00"))


@given(st.integers(min_value=0, max_value=14 * 24 * 60))
def test_a_home_without_such_rules_is_never_quiet(minutes: int) -> None:
    """It can always be talked to."""
    home = reference_home(constraints=())
    assert not is_quiet(home, REFERENCE_NOW + timedelta(minutes=minutes))
