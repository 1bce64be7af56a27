"""Rows of price lists become windows that are right, or holes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.household.tariffs.rows import (
    Keys,
    Row,
    current_price,
    find_keys,
    is_doubled,
    is_skipped,
    read_rows,
    to_windows,
)
from custom_components.hushwatt.vocabulary import PriceWindow

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def minutes(count: int) -> timedelta:
    """Return so many minutes."""
    return timedelta(minutes=count)


def rows_at(*offsets: int) -> list[Row]:
    """Return rows without ends so many minutes after noon, priced by their place."""
    return [Row(NOON + minutes(m), float(n)) for n, m in enumerate(offsets, 1)]


def lengths(windows: Sequence[PriceWindow]) -> list[int]:
    """Return the minutes of each window."""
    return [(w.end - w.start) // minutes(1) for w in windows]


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        ({"start": "2026-05-04T00:00:00+02:00", "end": "2026-05-04T01:00:00+02:00", "value": 1.0}, Keys("start", "value", "end")),
        ({"start_time": "2026-05-04T00:00:00Z", "price": "0.1"}, Keys("start_time", "price")),
        ({"time": "2026-05-04 00:00:00+02:00", "price": -3}, Keys("time", "price")),
        ({"hour": datetime(2026, 5, 4), "price": 1}, Keys("hour", "price")),
        ({"startsAt": "2026-05-04T00:00:00.000+02:00", "total": 0.2, "energy": 0.1}, Keys("startsAt", "total")),
        ({"from": NOON, "till": NOON, "price": 0.1}, Keys("from", "price", "till")),
        ({"start_time": NOON, "end_time": NOON, "per_kwh": 0.3, "spot_per_kwh": 0.1}, Keys("start_time", "per_kwh", "end_time")),
        ({"start_time": "2026-05-04T00:00Z", "end_time": "2026-05-04T01:00Z", "price_per_kwh": 0.1}, Keys("start_time", "price_per_kwh", "end_time")),
    ],
)  # fmt: skip
def test_keys_are_found_by_the_alias_table(row: dict[str, Any], keys: Keys) -> None:
    """The names that integrations use are known."""
    assert find_keys(row) == keys


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"start": "2026-05-04T00:00:00Z"},
        {"price": 1},
        {"start": "monday", "price": 1},
        {"start": "2026-05-04", "price": 1},
        {"start": "2026-05-04T00:00:00Z", "price": "cheap"},
        {"start": "2026-05-04T00:00:00Z", "price": True},
        {"start": "2026-05-04T00:00:00Z", "price": float("nan")},
        {"start": "2026-13-41T00:00:00Z", "price": 1},
    ],
)
def test_other_rows_are_no_price_rows(row: dict[str, Any]) -> None:
    """A row needs a time and a finite number."""
    assert find_keys(row) is None
    assert read_rows([row], AMSTERDAM) == ()


def test_unreadable_rows_leave_holes() -> None:
    """A row that is broken takes only itself away."""
    items = [
        {"start": "2026-05-04T12:00:00Z", "price": 1},
        None,
        "price",
        {"start": "2026-05-04T13:00:00Z", "price": None},
        {"start": "nonsense", "price": 7},
        {"start": "2026-05-04T14:00:00Z", "price": float("inf")},
        {"start": "2026-05-04T15:00:00Z", "price": "4"},
        {"start": "2026-05-04T16:00:00Z", "price": 5},
    ]
    windows = to_windows(read_rows(items, AMSTERDAM), 1)
    assert [(w.start.hour, w.end.hour, w.price) for w in windows] == [
        (12, 13, 1),
        (15, 16, 4),
        (16, 17, 5),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "2026-05-04T12:00:00+00:00",
        "2026-05-04 12:00:00+00:00",
        "2026-05-04T12:00:00Z",
        "2026-05-04T12:00:00.000Z",
        "2026-05-04T14:00:00+02:00",
        "2026-05-04 14:00:00",
        "2026-05-04T14:00",
        datetime(2026, 5, 4, 14),
        datetime(2026, 5, 4, 12, tzinfo=UTC),
        datetime(2026, 5, 4, 14, tzinfo=AMSTERDAM),
    ],
)
def test_every_form_of_a_time_is_the_same_moment(value: str | datetime) -> None:
    """Strings and datetimes, with and without an offset, mean one moment."""
    (row,) = read_rows([{"start": value, "price": 1}], AMSTERDAM)
    assert row.start == NOON


def test_seconds_beside_the_minute_are_set_right() -> None:
    """A start that is a second late and an end that is a moment early fit together."""
    rows = [
        Row(NOON + timedelta(seconds=1), 1, NOON + minutes(30)),
        Row(NOON + minutes(30) + timedelta(seconds=1), 2, NOON + minutes(59) + timedelta(seconds=59, milliseconds=999)),
    ]  # fmt: skip
    assert to_windows(rows, 1) == (
        PriceWindow(NOON, NOON + minutes(30), 1),
        PriceWindow(NOON + minutes(30), NOON + minutes(60), 2),
    )


@pytest.mark.parametrize(
    ("offsets", "expected"),
    [
        ((0, 60, 120), [60, 60, 60]),
        ((0, 15, 30, 45), [15, 15, 15, 15]),
        ((0, 15, 45, 60), [15, 15, 15, 15]),
        ((0, 30, 45, 60), [15, 15, 15, 15]),
        ((0, 15, 30, 45, 60, 120, 180), [15, 15, 15, 15, 60, 60, 60]),
        ((0, 60, 120, 135, 150, 165), [60, 60, 15, 15, 15, 15]),
        ((0, 120, 180, 240), [60, 60, 60, 60]),
        ((0, 120, 240), [60, 60, 60]),
        ((0, 60), [60, 60]),
    ],
)
def test_length_of_rows_without_end_is_derived_row_by_row(
    offsets: tuple[int, ...], expected: list[int]
) -> None:
    """Mixed lengths are told apart from holes, and a hole stays a hole."""
    assert lengths(to_windows(rows_at(*offsets), 1)) == expected


def test_a_single_row_without_end_is_not_known() -> None:
    """Nothing tells how long its price holds."""
    assert to_windows(rows_at(0), 1) == ()


def test_mixed_rows_with_ends_keep_their_lengths() -> None:
    """Five minutes and half hours in one list are as they are told."""
    rows = [
        Row(NOON, 1, NOON + minutes(5)),
        Row(NOON + minutes(5), 2, NOON + minutes(30)),
        Row(NOON + minutes(30), 3, NOON + minutes(60)),
    ]
    assert lengths(to_windows(rows, 1)) == [5, 25, 30]


def test_ends_that_overlap_are_cut_and_the_last_is_derived() -> None:
    """Ends of an hour at quarter-hourly starts are wrong, the last one too."""
    rows = [
        Row(NOON + minutes(15 * n), n, NOON + minutes(15 * n + 60)) for n in range(4)
    ]
    assert lengths(to_windows(rows, 1)) == [15, 15, 15, 15]


def test_an_end_before_its_start_is_derived() -> None:
    """Nonsense ends do not lose the price."""
    rows = [
        Row(NOON, 1, NOON - minutes(60)),
        Row(NOON + minutes(60), 2, NOON + minutes(60)),
    ]
    assert lengths(to_windows(rows, 1)) == [60, 60]


def test_duplicates_count_once() -> None:
    """The same row twice is one window, in whatever order rows come."""
    rows = rows_at(0, 15, 30)
    assert to_windows([*reversed(rows), *rows], 1) == to_windows(rows, 1)


def test_two_prices_of_one_moment_are_no_price() -> None:
    """What contradicts itself is not known; its neighbours are."""
    rows = [*rows_at(0, 15, 30), Row(NOON + minutes(15), 9.0)]
    windows = to_windows(rows, 1)
    assert [w.start for w in windows] == [NOON, NOON + minutes(30)]
    assert lengths(windows) == [15, 15]


def test_scale_and_sign() -> None:
    """Prices per MWh and negative prices come out in the unit of the plan."""
    rows = [Row(NOON, -12.34, NOON + minutes(15))]
    assert to_windows(rows, 1e-3)[0].price == -0.01234


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)]
)
@pytest.mark.parametrize("step", [15, 30, 60])
@pytest.mark.parametrize("form", ["aware", "utc", "naive"])
def test_days_of_the_clock_change_have_every_window_once(
    day: date, hours: int, step: int, form: str
) -> None:
    """23 and 25 hours come out whole, also when only the wall clock is told."""
    start = datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)
    moments = [start + minutes(step * n) for n in range(hours * 60 // step)]
    items = [{"start": _told(m, form), "price": n} for n, m in enumerate(moments)]
    windows = to_windows(read_rows(items, AMSTERDAM), 1)
    assert [w.start for w in windows] == moments
    assert [w.price for w in windows] == list(range(len(moments)))
    assert {w.end - w.start for w in windows} == {minutes(step)}


def test_an_hour_that_spring_skips_is_left_out() -> None:
    """A row at a time that never is on the wall says nothing."""
    items = [{"start": f"2026-03-29T0{hour}:00:00", "price": hour} for hour in range(6)]
    windows = to_windows(read_rows(items, AMSTERDAM), 1)
    assert [w.price for w in windows] == [0, 1, 3, 4, 5]
    assert all(a.end == b.start for a, b in pairwise(windows))


def test_naive_ends_of_the_doubled_hour_follow_their_starts() -> None:
    """An end on the wall is the next such time after its start."""
    items = [
        {"start": "2026-10-25T01:00:00", "end": "2026-10-25T02:00:00", "price": 1},
        {"start": "2026-10-25T02:00:00", "end": "2026-10-25T02:00:00", "price": 2},
        {"start": "2026-10-25T02:00:00", "end": "2026-10-25T03:00:00", "price": 3},
    ]
    windows = to_windows(read_rows(items, AMSTERDAM), 1)
    assert lengths(windows) == [60, 60, 60]
    assert [w.price for w in windows] == [1, 2, 3]


def test_doubled_and_skipped_times_are_known() -> None:
    """The hour of each clock change can be asked about."""
    change = datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert is_doubled(change, AMSTERDAM)
    assert is_doubled(change - minutes(60), AMSTERDAM)
    assert not is_doubled(change + minutes(60), AMSTERDAM)
    assert not is_doubled(change - minutes(61), AMSTERDAM)
    assert is_skipped("2026-03-29T02:30:00+01:00", AMSTERDAM)
    assert not is_skipped("2026-03-29T03:30:00+02:00", AMSTERDAM)
    assert not is_skipped("2026-03-29T02:30:00", AMSTERDAM)
    assert not is_skipped(None, AMSTERDAM)


def test_current_price() -> None:
    """The price of now is that of the window that now is in."""
    windows = to_windows(rows_at(0, 15), 1)
    assert current_price(windows, NOON + minutes(20)) == 2
    assert current_price(windows, NOON + minutes(30)) is None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2880),
            st.one_of(st.none(), st.integers(-30, 120)),
            st.floats(-5, 5),
        ),
        max_size=40,
    )
)
def test_windows_never_overlap_and_never_invent(
    told: list[tuple[int, int | None, float]],
) -> None:
    """Whatever a source tells: in order, no overlap, no price that no row had."""
    rows = [
        Row(NOON + minutes(m), p, None if n is None else NOON + minutes(m + n))
        for m, n, p in told
    ]
    windows = to_windows(rows, 1)
    assert list(windows) == sorted(windows)
    for earlier, later in pairwise(windows):
        assert earlier.end <= later.start
    for window in windows:
        assert window.end > window.start
        prices = [round(r.price, 10) for r in rows if r.start == window.start]
        # Prices that differ by less than anybody pays are one price.
        assert window.price in prices
        assert max(prices) - min(prices) <= 1e-9


def _told(moment: datetime, form: str) -> str:
    """Return a moment as a source may tell it."""
    local = moment.astimezone(AMSTERDAM)
    if form == "naive":
        return local.replace(tzinfo=None).isoformat(" ")
    return (moment if form == "utc" else local).isoformat()
