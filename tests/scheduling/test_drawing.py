"""What several runs draw together."""

from hypothesis import given, strategies as st

from custom_components.hushwatt.scheduling.drawing import Draw, profile
from custom_components.hushwatt.scheduling.minutes import members, union_minutes
from custom_components.hushwatt.scheduling.problem import Span

DRAWS = st.lists(
    st.builds(
        lambda load, start, length, power: Draw(load, start, start + length, power),
        st.integers(0, 4),
        st.integers(0, 30),
        st.integers(1, 10),
        st.integers(0, 3),
    ),
    max_size=6,
)


@given(DRAWS)
def test_a_profile_has_the_sum_of_every_minute(draws: list[Draw]) -> None:
    """Its stretches are in order of time, apart, and never of no power."""
    found = profile(draws)
    drawn = {
        minute: stretch.power
        for stretch in found
        for minute in range(stretch.start, stretch.end)
    }
    assert len(drawn) == sum(stretch.end - stretch.start for stretch in found)
    assert list(drawn) == sorted(drawn)
    busy = union_minutes(Span(draw.start, draw.end) for draw in draws if draw.power)
    assert drawn == {
        minute: sum(draw.power for draw in draws if draw.start <= minute < draw.end)
        for minute in members(busy)
    }
