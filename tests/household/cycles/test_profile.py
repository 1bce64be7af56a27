"""A profile is a few phases that draw what the run drew."""

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.household.cycles.detection import MINUTE, Cycle
from custom_components.hushwatt.household.cycles.profile import (
    MOST_PHASES,
    phases_of,
)
from custom_components.hushwatt.household.cycles.trace import make_trace


def test_heating_and_rinsing_stay_apart() -> None:
    """Phases that differ much are kept as they are."""
    steps = [(0, 2.0), (20, 0.1), (50, 1.8), (60, 0.05)]
    trace = make_trace([(m * MINUTE, p) for m, p in steps], 90 * MINUTE)
    energy = trace.energy(0, 90 * MINUTE)
    phases = phases_of(trace, Cycle(0, 90 * MINUTE, energy), 90, energy)
    assert [(p.minutes, round(p.power, 2)) for p in phases] == [
        (20, 2.0),
        (30, 0.1),
        (10, 1.8),
        (30, 0.05),
    ]


def test_an_even_run_is_one_phase() -> None:
    """Noise does not make phases."""
    points = [(n * 10.0, 1.0 + (n % 7) / 500) for n in range(360)]
    trace = make_trace(points, 3600)
    phases = phases_of(trace, Cycle(0, 3600, 1.0), 60, 1.0)
    assert len(phases) == 1
    assert phases[0].minutes == 60
    assert phases[0].power == pytest.approx(1.0)


def test_a_run_without_power_has_a_flat_profile() -> None:
    """Nothing is divided by nothing."""
    trace = make_trace([(0, 0.0)], 3600)
    phases = phases_of(trace, Cycle(0, 3600, 0), 60, 0.0)
    assert [(p.minutes, p.power) for p in phases] == [(60, 0)]


@given(
    powers=st.lists(st.floats(0, 3), min_size=1, max_size=90),
    stretch=st.floats(0.7, 1.4),
    energy=st.floats(0.1, 30),
)
def test_phases_always_fill_the_time_and_the_energy(
    powers: list[float], stretch: float, energy: float
) -> None:
    """Whatever was measured and however long the programme is taken to be."""
    end = len(powers) * MINUTE
    trace = make_trace([(n * MINUTE, p) for n, p in enumerate(powers)], end)
    minutes = max(round(len(powers) * stretch), 1)
    phases = phases_of(trace, Cycle(0, end, 1), minutes, energy)
    assert sum(phase.minutes for phase in phases) == minutes
    assert 1 <= len(phases) <= max(MOST_PHASES, 1)
    drawn = sum(phase.minutes * phase.power for phase in phases) / 60
    if trace.energy(0, end) > 1e-3:
        assert drawn == pytest.approx(energy, rel=1e-2, abs=1e-3)
