"""The windows as columns."""

import pytest

from .groups import hours
from custom_components.hushwatt.scheduling.columns import (
    LONGEST,
    PRICE_UNITS,
    Columns,
    columns_of,
)
from custom_components.hushwatt.scheduling.problem import Span, Window


def test_no_windows_are_empty_columns() -> None:
    """And they are unbroken."""
    assert columns_of([]) == Columns()


def test_prices_are_whole_units() -> None:
    """Rounded once, to a billionth."""
    assert columns_of(hours(0.1234567891)).imports == (
        round(0.1234567891 * PRICE_UNITS),
    )


def test_what_lies_before_now_is_left_out() -> None:
    """A window that has begun is cut, one that is over is gone."""
    windows = [
        Window(Span(-30, -10), 0.1),
        Window(Span(-10, 5), 0.2),
        Window(Span(5, 9), 0.3),
    ]
    columns = columns_of(windows)
    assert columns.starts == (0, 5)
    assert columns.ends == (5, 9)


def test_a_hole_is_seen() -> None:
    """Windows that touch have none."""
    assert columns_of(hours(0.1, 0.2)).unbroken
    assert not columns_of([Window(Span(0, 5), 0.1), Window(Span(6, 9), 0.1)]).unbroken


def test_a_surplus_is_shared_only_where_its_price_differs() -> None:
    """Fed in for what is paid, it changes nothing."""
    assert columns_of(hours(0.2, surplus=1.0, feed_in=0.1)).shared
    assert not columns_of(hours(0.2, surplus=1.0, feed_in=0.2)).shared
    assert not columns_of(hours(0.2, feed_in=0.1)).shared


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        ([Window(Span(5, 5), 0.1)], "empty"),
        ([Window(Span(0, LONGEST + 1), 0.1)], "year"),
        ([Window(Span(0, 5), 0.1), Window(Span(4, 9), 0.1)], "overlap"),
        ([Window(Span(5, 9), 0.1), Window(Span(0, 5), 0.1)], "sorted"),
        ([Window(Span(0, 5), float("nan"))], "number"),
        ([Window(Span(0, 5), 0.1, float("inf"))], "number"),
        ([Window(Span(0, 5), 0.1, 0.0, -1.0)], "number"),
    ],
)
def test_windows_that_mean_nothing_are_refused(
    windows: list[Window], words: str
) -> None:
    """With what is wrong."""
    with pytest.raises(ValueError, match=words):
        columns_of(windows)
