"""Runs that are alike by more than chance are told from what people switch on and off."""

import random

import pytest

from custom_components.hushwatt.household.cycles.detection import Cycle
from custom_components.hushwatt.household.cycles.likeness import (
    are_alike_beyond_chance,
    are_shaped_alike,
    curve_of,
)
from custom_components.hushwatt.household.cycles.trace import make_trace

HOUR = 3600.0


def runs(*minutes: float) -> list[Cycle]:
    """Return runs that took so many minutes."""
    return [Cycle(0, length * 60, 1.0) for length in minutes]


def test_a_curve_says_when_the_energy_is_drawn() -> None:
    """All of it in the first quarter, or evenly."""
    trace = make_trace([(0, 2.0), (900, 0.0), (HOUR, 1.0)], 2 * HOUR)
    early = curve_of(trace, Cycle(0, HOUR, 0.5))
    assert early[:4] == pytest.approx((0.25, 0.5, 0.75, 1))
    assert early[4:] == pytest.approx((1,) * 12)
    even = curve_of(trace, Cycle(HOUR, 2 * HOUR, 1.0))
    assert even == pytest.approx([(n + 1) / 16 for n in range(16)])
    assert curve_of(trace, Cycle(1000, HOUR, 0.0)) == (0,) * 16


def test_runs_that_heat_at_the_same_times_are_shaped_alike() -> None:
    """Those that heat at other times are not, nor those that draw evenly."""
    trace = make_trace([(0, 2.0), (900, 0.1), (HOUR, 0.1), (2 * HOUR - 900, 2.0)], 2 * HOUR)  # fmt: skip
    early, late = (
        curve_of(trace, Cycle(start, start + HOUR, 0.5)) for start in (0, HOUR)
    )
    even = curve_of(make_trace([(0, 1.0)], HOUR), Cycle(0, HOUR, 1.0))
    assert are_shaped_alike([early, early])
    assert are_shaped_alike([early, early, early, late])
    assert not are_shaped_alike([early, early, late])
    assert not are_shaped_alike([even, even])


@pytest.mark.parametrize("minutes", [25, 80, 240])
@pytest.mark.parametrize("seed", range(5))
def test_a_programme_is_as_long_every_time(minutes: float, seed: int) -> None:
    """Within some percent, be it short or long; two programmes are, too."""
    chance = random.Random(seed)
    alike = [minutes * chance.gauss(1, 0.015) for _ in range(6)]
    assert are_alike_beyond_chance(runs(*alike))
    longer = [2 * minutes * chance.gauss(1, 0.015) for _ in range(6)]
    assert are_alike_beyond_chance(runs(*alike, *longer))


@pytest.mark.parametrize("seed", range(10))
def test_an_evening_is_as_long_as_it_pleases(seed: int) -> None:
    """Though two of ten may be as long as each other."""
    chance = random.Random(seed)
    evenings = [chance.uniform(30, 300) for _ in range(10)]
    assert not are_alike_beyond_chance(runs(*evenings))


@pytest.mark.parametrize("count", range(4))
def test_few_runs_prove_nothing(count: int) -> None:
    """They may be alike by chance, however much they are."""
    assert not are_alike_beyond_chance(runs(*[80.0] * count))
