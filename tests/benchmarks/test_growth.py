"""The exponent of a growth is the one that the figures follow."""

import pytest

from benchmarks.growth import exponent, fitted

SIZES = (10, 20, 40, 80)


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 1.5, 2.0, 3.0])
def test_it_finds_the_power_that_figures_follow(power: float) -> None:
    """However large the figures are."""
    for factor in (1e-3, 1.0, 1e3):
        figures = [factor * size**power for size in SIZES]
        assert exponent(SIZES, figures) == pytest.approx(power)


def test_noise_does_not_move_it_far() -> None:
    """A tenth too much and too little by turns."""
    figures = [size * (1.1 if turn % 2 else 0.9) for turn, size in enumerate(SIZES)]
    assert exponent(SIZES, figures) == pytest.approx(1.0, abs=0.1)


def test_a_growth_beyond_proportion_is_not_met() -> None:
    """In proportion is, its square is not."""
    assert fitted("growth", SIZES, SIZES).met is True
    assert fitted("growth", SIZES, [size**2 for size in SIZES]).met is False
