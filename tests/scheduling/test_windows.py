"""Tariff, export tariff and solar forecast become one row of windows."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from math import inf, nan

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.clock import Clock
from custom_components.hushwatt.scheduling.problem import Span, Window
from custom_components.hushwatt.scheduling.windows import price_windows, prices_end
from custom_components.hushwatt.vocabulary import (
    Household,
    PowerWindow,
    PriceWindow,
    Tariff,
)
from tests.scheduling.homes import BERLIN, REFERENCE_NOW, home, reference_home

CLOCK = Clock(REFERENCE_NOW.astimezone(UTC), BERLIN, time(7))


def minutes(count: float) -> datetime:
    """Return the moment some minutes from now."""
    return (CLOCK.origin + timedelta(minutes=count)).astimezone(BERLIN)


def prices(*rows: tuple[float, float, float]) -> tuple[PriceWindow, ...]:
    """Return price windows by start and end (minutes) and price."""
    return tuple(PriceWindow(minutes(a), minutes(b), price) for a, b, price in rows)


def powers(*rows: tuple[float, float, float]) -> tuple[PowerWindow, ...]:
    """Return power windows by start and end (minutes) and kW."""
    return tuple(PowerWindow(minutes(a), minutes(b), power) for a, b, power in rows)


def with_prices(
    bought: tuple[PriceWindow, ...],
    sold: tuple[PriceWindow, ...] = (),
    solar: tuple[PowerWindow, ...] = (),
    base_load: float = 0.0,
) -> Household:
    """Return a home with a tariff."""
    tariff = Tariff(windows=bought, currency="EUR", export_windows=sold)
    return home(REFERENCE_NOW, tariff=tariff, solar=solar, base_load=base_load)


def test_reference_tariff_is_cut_at_now_and_at_the_end() -> None:
    """From 18:30 until 06:30."""
    assert price_windows(CLOCK, reference_home(), 720) == (
        Window(Span(0, 90), 0.45),
        Window(Span(90, 330), 0.22),
        Window(Span(330, 690), 0.12),
        Window(Span(690, 720), 0.25),
    )


def test_export_prices_and_surplus_cut_the_windows_too() -> None:
    """Each edge of any of them is an edge; the base load is taken off the sun."""
    household = with_prices(
        prices((0, 60, 0.3), (60, 120, 0.4)),
        sold=prices((30, 120, 0.08)),
        solar=powers((20, 40, 0.2), (40, 90, 2.5)),
        base_load=0.5,
    )
    assert price_windows(CLOCK, household, 120) == (
        Window(Span(0, 30), 0.3),
        Window(Span(30, 40), 0.3, 0.08),
        Window(Span(40, 60), 0.3, 0.08, 2.0),
        Window(Span(60, 90), 0.4, 0.08, 2.0),
        Window(Span(90, 120), 0.4, 0.08),
    )


def test_equal_neighbours_are_one_window() -> None:
    """Quarter hours of one price are one stretch; a hole parts them."""
    household = with_prices(prices((0, 15, 0.3), (15, 30, 0.3), (45, 60, 0.3)))
    assert price_windows(CLOCK, household, 60) == (
        Window(Span(0, 30), 0.3),
        Window(Span(45, 60), 0.3),
    )


def test_hole_in_the_prices_stays_a_hole() -> None:
    """Even where the sun is forecast to shine."""
    household = with_prices(
        prices((0, 30, 0.3), (60, 90, 0.3)), solar=powers((0, 90, 1.0))
    )
    assert [w.span for w in price_windows(CLOCK, household, 90)] == [
        Span(0, 30),
        Span(60, 90),
    ]


def test_windows_that_meet_off_the_minute_still_meet() -> None:
    """A source that starts its windows a second late leaves no hole."""
    late = 1 / 60
    household = with_prices(prices((-30, 30 + late, 0.3), (30 + late, 60 + late, 0.4)))
    assert price_windows(CLOCK, household, 60) == (
        Window(Span(0, 30), 0.3),
        Window(Span(30, 60), 0.4),
    )


def test_negative_prices_stay_negative() -> None:
    """Somebody pays for the energy to be used."""
    household = with_prices(prices((0, 60, -0.1)), sold=prices((0, 60, -0.2)))
    assert price_windows(CLOCK, household, 60) == (Window(Span(0, 60), -0.1, -0.2),)


def test_where_two_windows_overlap_the_later_holds() -> None:
    """As when a source corrects itself."""
    household = with_prices(prices((0, 60, 0.3), (30, 60, 0.4)))
    assert [w.import_price for w in price_windows(CLOCK, household, 60)] == [0.3, 0.4]


@pytest.mark.parametrize("unknown", [nan, inf, -inf])
def test_price_that_is_not_a_number_is_not_known(unknown: float) -> None:
    """A source that stumbles makes a hole, no nonsense."""
    household = with_prices(
        prices((0, 30, 0.3), (30, 60, unknown)), solar=powers((0, 60, unknown))
    )
    assert price_windows(CLOCK, household, 60) == (Window(Span(0, 30), 0.3),)


@pytest.mark.parametrize(
    ("household", "end"),
    [
        (home(REFERENCE_NOW, tariff=None), None),
        (with_prices(()), None),
        (with_prices(prices((-60, -30, 0.3))), -30),
        (with_prices(prices((0, 30, 0.3), (60, 90, 0.4))), 90),
    ],
)
def test_prices_end_where_the_last_window_does(
    household: Household, end: int | None
) -> None:
    """Or nobody knows any."""
    assert prices_end(CLOCK, household) == end
    if end is None or end < 0:
        assert price_windows(CLOCK, household, 60) == ()


@pytest.mark.parametrize("end", [0, -30])
def test_no_time_ahead_has_no_windows(end: int) -> None:
    """Nothing is priced up to now."""
    assert price_windows(CLOCK, reference_home(), end) == ()


@given(
    st.lists(
        st.tuples(st.integers(-100, 600), st.integers(1, 200), st.floats(-1, 1)),
        max_size=8,
    ),
    st.lists(
        st.tuples(st.integers(-100, 600), st.integers(1, 200), st.floats(0, 5)),
        max_size=8,
    ),
    st.integers(1, 600),
)
def test_windows_say_minute_by_minute_what_the_sources_say(
    bought: list[tuple[int, int, float]],
    solar: list[tuple[int, int, float]],
    end: int,
) -> None:
    """Sorted, apart, within the time asked for, and true in every minute."""
    rows = apart(bought)
    sun = apart(solar)
    household = with_prices(prices(*rows), solar=powers(*sun), base_load=0.3)
    windows = price_windows(CLOCK, household, end)
    assert all(a.span.end <= b.span.start for a, b in pairwise(windows))
    told = {
        minute: (window.import_price, window.surplus)
        for window in windows
        for minute in range(window.span.start, window.span.end)
    }
    known = {m: price for a, b, price in rows for m in range(a, b)}
    shines = {m: power for a, b, power in sun for m in range(a, b)}
    assert told == {
        minute: (known[minute], max(0.0, shines.get(minute, 0.0) - 0.3))
        for minute in range(end)
        if minute in known
    }


def apart(rows: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Return rows of start, length and value as sorted ones that do not overlap."""
    found: list[tuple[int, int, float]] = []
    for start, length, value in sorted(rows):
        if not found or found[-1][1] <= start:
            found.append((start, start + length, value))
    return found
