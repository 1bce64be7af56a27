"""The cells of a problem and what they cost."""

from hypothesis import given, strategies as st
import pytest

from .groups import hours, problem_of, unbroken
from custom_components.hushwatt.scheduling.columns import POWER_UNITS, PRICE_UNITS
from custom_components.hushwatt.scheduling.minutes import members
from custom_components.hushwatt.scheduling.problem import FixedLoad, Span, Window
from custom_components.hushwatt.scheduling.timeline import (
    Cell,
    Timeline,
    to_currency,
    to_power,
)

KW = POWER_UNITS
PRICE = PRICE_UNITS


def timeline_of(*windows: Window, **more: object) -> Timeline:
    """Return the timeline of windows."""
    return Timeline(problem_of([unbroken("a", 2)], windows, **more))


def test_cells_are_cut_where_a_fixed_load_starts_and_ends() -> None:
    """It draws in the one in the middle, and takes of the surplus there."""
    timeline = timeline_of(
        *hours(0.2, surplus=3.0), fixed=(FixedLoad("f", Span(2, 5), 1.0),)
    )
    assert [(c.start, c.end, c.fixed, c.surplus) for c in timeline.cells] == [
        (0, 2, 0, 3 * KW),
        (2, 5, KW, 2 * KW),
        (5, 10, 0, 3 * KW),
    ]


def test_edges_are_where_something_changes() -> None:
    """Two windows of the same price have none between them; a hole has two."""
    windows = (*hours(0.1, 0.1, 0.2), Window(Span(35, 40), 0.2))
    assert members(timeline_of(*windows).edges) == [0, 20, 30, 35, 40]


def test_there_is_room_where_limit_and_fixed_loads_leave_it() -> None:
    """Nothing that draws nothing needs room."""
    timeline = timeline_of(
        *hours(0.1, length=6), limit=2.0, fixed=(FixedLoad("f", Span(2, 4), 1.5),)
    )
    assert members(timeline.room(KW)) == [0, 1, 4, 5]
    assert members(timeline.room(0)) == [0, 1, 2, 3, 4, 5]
    assert timeline.room_left(0) == pytest.approx(2 * KW, abs=10)
    assert timeline.most_fixed == 1.5 * KW


def test_without_a_limit_there_is_always_room() -> None:
    """But only where there is a price."""
    timeline = timeline_of(Window(Span(0, 2), 0.1), Window(Span(4, 6), 0.1))
    assert members(timeline.room(99 * KW)) == [0, 1, 4, 5]
    assert timeline.room_left(0) is None


def test_three_thirds_of_a_limit_fit() -> None:
    """Rounding does not make a plan impossible."""
    timeline = Timeline(
        problem_of(
            [unbroken(name, 1, 11 / 3) for name in "abc"], hours(0.1), limit=11.0
        )
    )
    assert timeline.fits(0, 3 * to_power(11 / 3))
    assert not timeline.fits(0, 3 * to_power(11 / 3) + to_power(0.001))


@given(
    st.lists(
        st.tuples(st.integers(-5, 9), st.integers(0, 9), st.sampled_from([0, 2])),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 4),
    st.booleans(),
)
def test_costs_are_the_sum_over_the_minutes(
    rows: list[tuple[int, int, int]], power: int, least: bool
) -> None:
    """With and without a surplus."""
    windows = [
        Window(Span(3 * at, 3 * at + 3), price, feed_in, surplus)
        for at, (price, feed_in, surplus) in enumerate(rows)
    ]
    timeline = timeline_of(*windows)
    cells = {
        minute: cell
        for cell in timeline.cells
        for minute in range(cell.start, cell.end)
    }
    starts = list(range(timeline.end))
    found = timeline.costs(power * KW, starts, 0, 1, least=least)
    rate = Cell.least_rate if least else Cell.rate
    assert found == [rate(cells[minute], power * KW) for minute in starts]


def test_a_surplus_covers_what_it_can() -> None:
    """What is above it is imported."""
    cell = Cell(0, 10, 3 * PRICE, PRICE, 2 * KW, 0)
    assert cell.shared
    assert cell.rate(KW) == PRICE * KW
    assert cell.rate(5 * KW) == 2 * KW * PRICE + 3 * KW * 3 * PRICE
    assert cell.least_rate(5 * KW) == cell.rate(5 * KW)


def test_the_least_rate_holds_beside_others_when_feeding_in_pays_more() -> None:
    """Others may have used up the dear surplus."""
    cell = Cell(0, 10, PRICE, 3 * PRICE, 2 * KW, 0)
    assert cell.least_rate(KW) == KW * PRICE
    assert cell.rate(KW) == KW * 3 * PRICE


def test_a_span_touches_its_cells() -> None:
    """Each with what is touched of it; holes are passed over."""
    timeline = timeline_of(Window(Span(2, 5), 0.1), Window(Span(8, 12), 0.2))
    assert [(c.start, a, b) for c, a, b in timeline.cells_between(0, 9)] == [
        (2, 2, 5),
        (8, 8, 9),
    ]
    assert list(timeline.cells_between(5, 8)) == []


def test_no_windows_leave_no_minutes() -> None:
    """Nothing is open and nothing fits in."""
    timeline = timeline_of()
    assert timeline.open == 0
    assert timeline.cells == ()
    assert timeline.most_fixed == 0


def test_units_come_back_as_currency() -> None:
    """A kW for an hour at 1."""
    assert to_currency(60 * KW * PRICE) == 1.0
