"""What is paid is the spot price, marked up by the clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from .market import AMSTERDAM, AUTUMN, ORDINARY, SPRING, days_of, windows_of
from custom_components.hushwatt.household.tariffs.errors import TariffError
from custom_components.hushwatt.household.tariffs.markup import (
    apply_markup,
    read_markup,
)
from custom_components.hushwatt.vocabulary import PriceWindow

VAT = {"from": "00:00", "to": "00:00", "factor": 1.21, "surcharge": 0.14}
PEAK = {"from": "17:00", "to": "20:00", "factor": 1.21, "surcharge": 0.3}
WEEKEND = {"weekdays": [5, 6], "surcharge": -0.01}


def test_one_line_holds_around_the_clock() -> None:
    """VAT is a factor, taxes and fees are a surcharge after it."""
    windows = windows_of(days_of(ORDINARY, 2, AMSTERDAM))
    paid = apply_markup(windows, read_markup([VAT]), AMSTERDAM)
    assert [(w.start, w.end) for w in paid] == [(w.start, w.end) for w in windows]
    assert [w.price for w in paid] == pytest.approx(
        [w.price * 1.21 + 0.14 for w in windows]
    )


def test_a_window_is_cut_where_the_mark_up_changes() -> None:
    """A price of a whole day becomes one for the peak and one for the rest."""
    start = datetime(2026, 6, 10, 10, tzinfo=AMSTERDAM).astimezone(UTC)
    window = PriceWindow(start, start + timedelta(hours=12), 0.1)
    paid = apply_markup([window], read_markup([PEAK, VAT]), AMSTERDAM)
    assert [(w.start.astimezone(AMSTERDAM).hour, round(w.price, 4)) for w in paid] == [
        (10, 0.261),
        (17, 0.421),
        (20, 0.261),
    ]
    assert paid[-1].end == window.end


def test_moments_without_a_line_keep_their_price() -> None:
    """And without lines, or without prices, nothing changes."""
    windows = windows_of(days_of(ORDINARY, 1, AMSTERDAM, 60))
    assert apply_markup(windows, read_markup([WEEKEND]), AMSTERDAM) == windows
    assert apply_markup(windows, (), AMSTERDAM) == windows
    assert apply_markup((), read_markup([VAT]), AMSTERDAM) == ()


def test_holidays_count() -> None:
    """A line can hold on holidays only."""
    windows = windows_of(days_of(ORDINARY, 2, AMSTERDAM, 60))
    markup = read_markup([{"holidays": True, "surcharge": 1}])
    paid = apply_markup(windows, markup, AMSTERDAM, frozenset({ORDINARY}))
    raised = [round(p.price - w.price, 6) for p, w in zip(paid, windows, strict=True)]
    assert raised == [1] * 24 + [0] * 24


@pytest.mark.parametrize(
    "rows", [[{"factor": "much"}], [{"surcharge": None}], [{"from": "x"}], [3]]
)
def test_a_mark_up_that_makes_no_sense_is_refused(rows: list[Any]) -> None:
    """It is told to be invalid."""
    with pytest.raises(TariffError) as caught:
        read_markup(rows)
    assert caught.value.translation_key == "markup_invalid"


@given(
    day=st.sampled_from([ORDINARY, SPRING, AUTUMN]),
    hours=st.lists(st.tuples(st.integers(0, 23), st.integers(0, 23)), max_size=4),
    zone=st.sampled_from(["Europe/Amsterdam", "Asia/Kolkata", "America/New_York"]),
    minutes=st.sampled_from([15, 60, 240]),
)
def test_every_minute_is_marked_up_by_its_own_line(
    day: date, hours: list[tuple[int, int]], zone: str, minutes: int
) -> None:
    """Minute by minute the price is that of the window times what its clock time says."""
    home = ZoneInfo(zone)
    rows = [
        {"from": f"{a:02d}:00", "to": f"{b:02d}:00", "factor": 2 + n, "surcharge": n}
        for n, (a, b) in enumerate(hours)
    ]
    windows = windows_of(days_of(day, 1, AMSTERDAM, minutes))
    paid = apply_markup(windows, read_markup(rows), home)
    assert all(a.end <= b.start for a, b in pairwise(paid))
    assert sum(((w.end - w.start) for w in paid), timedelta()) == sum(
        ((w.end - w.start) for w in windows), timedelta()
    )
    for piece in paid:
        spot = next(w.price for w in windows if w.start <= piece.start < w.end)
        hour = piece.start.astimezone(home).hour
        line = next((n for n, (a, b) in enumerate(hours) if _holds(hour, a, b)), None)
        expected = spot if line is None else spot * (2 + line) + line
        assert piece.price == pytest.approx(expected)


def _holds(hour: int, since: int, to: int) -> bool:
    """Tell whether an hour is within two hours, over midnight too."""
    return since <= hour < to if since < to else hour >= since or hour < to
