"""Sets of minutes."""

from itertools import pairwise

from hypothesis import given, strategies as st

from custom_components.hushwatt.privacy.intervals import (
    Spans,
    intersect,
    merge,
    starts_within,
    subtract,
)
from custom_components.hushwatt.scheduling.problem import Span

SPANS = st.lists(
    st.builds(Span, st.integers(0, 40), st.integers(0, 40)), max_size=5
).map(tuple)


def minutes(spans: Spans) -> set[int]:
    """Return the minutes of spans one by one."""
    return {minute for span in spans for minute in range(span.start, span.end)}


@given(SPANS)
def test_merging_keeps_the_minutes_and_leaves_gaps_between(spans: Spans) -> None:
    """A merged set has the same minutes, in order, and nothing that touches."""
    merged = merge(spans)
    assert minutes(merged) == minutes(spans)
    assert all(a.end < b.start for a, b in pairwise(merged))
    assert all(span.start < span.end for span in merged)


@given(SPANS, SPANS)
def test_intersection_and_difference_are_those_of_sets(
    one: Spans, other: Spans
) -> None:
    """What is computed on spans is what sets of minutes give."""
    assert minutes(intersect(one, other)) == minutes(one) & minutes(other)
    assert minutes(subtract(one, other)) == minutes(one) - minutes(other)


@given(SPANS, st.integers(1, 12), st.integers(0, 5))
def test_starts_are_those_from_which_the_part_fits(
    spans: Spans, length: int, after: int
) -> None:
    """A start is allowed just when all minutes of the part are."""
    merged = merge(spans)
    allowed = minutes(merged)
    fits = {
        start
        for start in range(-after, 41)
        if set(range(start + after, start + after + length)) <= allowed
    }
    assert minutes(starts_within(merged, length, after)) == fits
