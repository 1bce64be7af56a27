"""A time-of-use table is what a person meant by it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.hushwatt.household.tariffs.errors import TariffError
from custom_components.hushwatt.household.tariffs.rows import current_price
from custom_components.hushwatt.household.tariffs.table import (
    DAYS,
    read_table,
    table_windows,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# The reference case of the product.
REFERENCE = [
    {"from": "17:00", "to": "20:00", "price": 0.45},
    {"from": "20:00", "to": "24:00", "price": 0.22},
    {"from": "00:00", "to": "06:00", "price": 0.12},
    {"from": "06:00", "to": "17:00", "price": 0.25},
]
MONDAY = date(2026, 6, 8)


def price_at(
    rows: list[dict[str, Any]], local: str, holidays: frozenset[date] = frozenset()
) -> float | None:
    """Return what a table says of a local moment."""
    moment = datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
    windows = table_windows(read_table(rows), moment, AMSTERDAM, holidays)
    return current_price(windows, moment.astimezone(UTC))


@pytest.mark.parametrize(
    ("local", "price"),
    [
        ("2026-06-08T17:00", 0.45),
        ("2026-06-08T19:59", 0.45),
        ("2026-06-08T20:00", 0.22),
        ("2026-06-08T23:59", 0.22),
        ("2026-06-09T00:00", 0.12),
        ("2026-06-09T05:59", 0.12),
        ("2026-06-09T06:00", 0.25),
        ("2026-06-09T16:59", 0.25),
    ],
)
def test_the_reference_prices(local: str, price: float) -> None:
    """Each row holds from its first minute up to, not including, its end."""
    assert price_at(REFERENCE, local) == price


def test_prices_reach_from_yesterday_to_over_a_week_ahead() -> None:
    """A run that waits for a weekday has prices, and the table has no hole."""
    now = datetime(2026, 6, 8, 18, 30, tzinfo=AMSTERDAM)
    windows = table_windows(read_table(REFERENCE), now, AMSTERDAM)
    assert windows[0].start.astimezone(AMSTERDAM).date() == MONDAY - timedelta(days=1)
    assert windows[-1].end >= now + timedelta(days=8)
    assert windows[-1].end - windows[0].start == timedelta(days=DAYS + 1)
    assert all(a.end == b.start for a, b in pairwise(windows))


def test_one_price_around_the_clock() -> None:
    """The same time twice is the whole day."""
    rows = [{"from": "00:00", "to": "00:00", "price": 0.3}]
    assert price_at(rows, "2026-06-08T12:00") == 0.3
    assert price_at([{"price": 0.4}], "2026-06-08T00:00") == 0.4
    six = [{"from": "06:00", "to": "06:00", "price": 0.5, "weekdays": [0]}]
    assert price_at(six, "2026-06-09T05:59") == 0.5
    assert price_at(six, "2026-06-09T06:00") is None


def test_a_night_counts_to_the_day_it_opens_on() -> None:
    """Monday's night goes on into Tuesday; Sunday's does not begin on Monday."""
    rows = [{"from": "22:00", "to": "06:00", "price": 0.1, "weekdays": [0]}]
    assert price_at(rows, "2026-06-08T22:00") == 0.1
    assert price_at(rows, "2026-06-09T05:59") == 0.1
    assert price_at(rows, "2026-06-08T05:00") is None
    assert price_at(rows, "2026-06-09T22:00") is None


def test_the_first_row_that_fits_wins() -> None:
    """A special row stands above the rule."""
    rows = [
        {"from": "12:00", "to": "13:00", "price": 0.05, "months": [6, 7, 8]},
        {"from": "00:00", "to": "00:00", "price": 0.3},
    ]
    assert price_at(rows, "2026-06-08T12:30") == 0.05
    assert price_at(rows, "2026-06-08T13:00") == 0.3
    assert price_at(rows, "2026-09-08T12:30") == 0.3


def test_holidays_have_their_own_rows() -> None:
    """A row can hold on holidays only, or never on them."""
    rows = [
        {"from": "00:00", "to": "00:00", "price": 0.1, "holidays": True},
        {"from": "08:00", "to": "20:00", "price": 0.4, "holidays": False},
        {"from": "20:00", "to": "08:00", "price": 0.2},
    ]
    off = frozenset({MONDAY})
    assert price_at(rows, "2026-06-08T12:00", off) == 0.1
    assert price_at(rows, "2026-06-09T12:00", off) == 0.4
    assert price_at(rows, "2026-06-09T06:00", off) == 0.2


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 2), (date(2026, 10, 25), 4)]
)
def test_the_night_of_a_clock_change_is_as_long_as_it_is(day: date, hours: int) -> None:
    """From one to four o'clock is two hours in spring and four in autumn."""
    rows = [
        {"from": "01:00", "to": "04:00", "price": 0.1},
        {"from": "00:00", "to": "00:00", "price": 0.3},
    ]
    now = datetime.combine(day, datetime.min.time(), AMSTERDAM)
    night = [
        window
        for window in table_windows(read_table(rows), now, AMSTERDAM)
        if window.price == 0.1 and window.start.astimezone(AMSTERDAM).date() == day
    ]
    assert sum(((w.end - w.start) for w in night), timedelta()) == timedelta(
        hours=hours
    )


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{}],
        [{"from": "00:00", "to": "06:00"}],
        [{"from": "25:00", "to": "06:00", "price": 1}],
        [{"from": "noon", "to": "06:00", "price": 1}],
        [{"from": "00:00", "to": "06:00", "price": "dear"}],
        [{"from": "00:00", "to": "06:00", "price": float("nan")}],
        [{"from": "00:00", "to": "06:00", "price": None}],
        [{"from": "00:00", "to": "06:00", "price": 1, "weekdays": [7]}],
        [{"from": "00:00", "to": "06:00", "price": 1, "months": [0]}],
        [{"from": "00:00", "to": "06:00", "price": 1, "weekdays": 3}],
        [{"from": "00:00", "to": "06:00", "price": 1, "holidays": "no"}],
        [None],
        ["00:00-06:00"],
    ],
)
def test_a_table_that_makes_no_sense_is_refused(rows: list[Any]) -> None:
    """It is told to be invalid, and never half read."""
    with pytest.raises(TariffError) as caught:
        read_table(rows)
    assert caught.value.translation_key == "table_invalid"
