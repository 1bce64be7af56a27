"""Means over five minutes give runs their true length and energy."""

import random

import pytest

from custom_components.hushwatt.household.cycles.bins import BIN, Bin, bin_points
from custom_components.hushwatt.household.cycles.programmes import learn
from custom_components.hushwatt.household.cycles.trace import Trace, make_trace
from evals.cycles.synthesis import CHARGER, DRYER, WASHER, Machine, days_of_runs


def bins_of(trace: Trace, *, peaks: bool) -> list[Bin]:
    """Return what the recorder makes of a power, or without peaks of a meter."""
    bins = []
    for n in range(int(trace.end // BIN)):
        start, end = n * BIN, (n + 1) * BIN
        peak = max(power for _, power in trace.between(start, end))
        bins.append(Bin(start, trace.mean(start, end), peak if peaks else None))
    return bins


@pytest.mark.parametrize("machine", [WASHER, DRYER, CHARGER])
@pytest.mark.parametrize("peaks", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_programmes_are_learned_from_means(
    machine: Machine, peaks: bool, seed: int
) -> None:
    """Within 5 %, though nothing finer than five minutes is known."""
    bins = bins_of(days_of_runs([machine], 12, seed), peaks=peaks)
    (programme, *_) = learn(make_trace(bin_points(bins), 12 * 86400.0))
    assert programme.duration == pytest.approx(machine.minutes, rel=0.05)
    assert programme.energy == pytest.approx(machine.energy, rel=0.05)


def test_energy_is_kept_bin_by_bin() -> None:
    """Moving an edge within its bin changes no energy but that of standby."""
    chance = random.Random(1)
    powers = [0.0, 0.0, 0.4, 1.0, 1.0, 0.3, 0.0, 0.0, *(chance.random() for _ in range(20))]  # fmt: skip
    bins = [Bin(n * BIN, p) for n, p in enumerate(powers)]
    trace = make_trace(bin_points(bins), len(bins) * BIN)
    for one in bins:
        assert trace.mean(one.start, one.start + BIN) == pytest.approx(one.power)


def test_missing_bins_are_holes() -> None:
    """What the recorder did not note was not measured."""
    bins = [Bin(0, 1.0), Bin(BIN, 1.0), Bin(4 * BIN, 1.0)]
    trace = make_trace(bin_points(bins), 6 * BIN)
    spans = [(round(s), round(e), p) for s, e, p in trace.spans() if e - s > 1]
    assert spans == [
        (0, 600, 1.0),
        (600, 1200, None),
        (1200, 1500, 1.0),
        (1500, 1800, None),
    ]
    assert list(bin_points([])) == []
