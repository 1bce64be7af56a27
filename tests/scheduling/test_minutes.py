"""Sets of minutes against sets of numbers."""

import itertools

from hypothesis import given, strategies as st

from custom_components.hushwatt.scheduling.minutes import (
    boundaries,
    first_minute,
    members,
    minutes_from,
    run_minutes,
    run_starts,
    span_minutes,
    stretches,
    union_minutes,
)
from custom_components.hushwatt.scheduling.problem import Span

SETS = st.sets(st.integers(0, 60))


@given(SETS)
def test_a_set_comes_back_as_it_was(numbers: set[int]) -> None:
    """Also the empty one."""
    assert members(minutes_from(numbers)) == sorted(numbers)


@given(SETS.filter(bool))
def test_the_first_minute_is_the_smallest(numbers: set[int]) -> None:
    """Of a set that is not empty."""
    assert first_minute(minutes_from(numbers)) == min(numbers)


@given(st.integers(-5, 20), st.integers(-5, 20))
def test_a_span_holds_its_minutes_from_zero_on(start: int, end: int) -> None:
    """An empty span holds none."""
    assert (
        members(span_minutes(start, end))
        == list(range(max(start, 0), max(end, 0)))[: max(end - max(start, 0), 0)]
    )


def test_spans_are_joined() -> None:
    """They may overlap."""
    assert members(union_minutes([Span(1, 3), Span(2, 5), Span(7, 8)])) == [
        1,
        2,
        3,
        4,
        7,
    ]


@given(SETS, st.integers(1, 12))
def test_a_run_starts_where_all_its_minutes_are(numbers: set[int], length: int) -> None:
    """Whatever the length."""
    expected = [
        start for start in range(61) if numbers.issuperset(range(start, start + length))
    ]
    assert members(run_starts(minutes_from(numbers), length)) == expected


@given(SETS, st.integers(1, 12))
def test_runs_cover_the_minutes_after_their_starts(
    numbers: set[int], length: int
) -> None:
    """The inverse of where runs start."""
    expected = {start + at for start in numbers for at in range(length)}
    assert members(run_minutes(minutes_from(numbers), length)) == sorted(expected)


@given(SETS)
def test_boundaries_have_a_neighbour_outside(numbers: set[int]) -> None:
    """On one side or on both."""
    expected = [
        n for n in sorted(numbers) if n - 1 not in numbers or n + 1 not in numbers
    ]
    assert members(boundaries(minutes_from(numbers))) == expected


@given(SETS)
def test_stretches_are_unbroken_and_hold_all(numbers: set[int]) -> None:
    """Two stretches never touch."""
    found = stretches(minutes_from(numbers))
    assert {n for span in found for n in range(span.start, span.end)} == numbers
    assert all(one.end < other.start for one, other in itertools.pairwise(found))
