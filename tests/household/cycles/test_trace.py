"""A trace keeps energy, order and holes."""

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.household.cycles.trace import Step, Trace, make_trace


def test_energy_between_any_two_times() -> None:
    """Half an hour at 2 kW is 1 kWh; a hole counts nothing."""
    trace = make_trace([(0, 0.0), (3600, 2.0), (5400, None), (7200, 1.0)], 10800)
    assert trace.energy(0, 10800) == pytest.approx(2.0)
    assert trace.energy(3600, 4500) == pytest.approx(0.5)
    assert trace.energy(5400, 7200) == 0
    assert trace.mean(3600, 5400) == pytest.approx(2.0)
    assert [s[2] for s in trace.spans()] == [0.0, 2.0, None, 1.0]


def test_readings_are_put_in_order_and_repeats_left_out() -> None:
    """Of two at one time the last counts; negative power is none."""
    trace = make_trace([(60, 1.0), (0, 0.5), (60, 2.0), (90, 2.0), (120, -3.0)], 200)
    assert trace == Trace((Step(0, 0.5), Step(60, 2.0), Step(120, 0.0)), 200)


def test_what_comes_after_the_end_is_left_out() -> None:
    """A trace that ends before its readings is empty."""
    assert make_trace([(500, 1.0)], 200) == Trace((), 200)
    assert list(Trace((), 200).spans()) == []
    assert Trace((), 200).energy(0, 200) == 0
    assert list(Trace((Step(200, 1.0),), 200).spans()) == []


@given(
    points=st.lists(
        st.tuples(st.integers(0, 10000), st.none() | st.floats(0, 20, allow_nan=False)),
        max_size=30,
    ),
    cut=st.integers(0, 10000),
)
def test_energy_adds_up(points: list[tuple[float, float | None]], cut: int) -> None:
    """Of two parts it is that of the whole, and never negative."""
    trace = make_trace(points, 10000)
    whole = trace.energy(0, 10000)
    assert whole >= 0
    assert trace.energy(0, cut) + trace.energy(cut, 10000) == pytest.approx(whole)
    measured = sum(end - start for start, end, p in trace.spans() if p is not None)
    assert measured <= 10000
