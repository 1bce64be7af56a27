"""Tells programmes from what people and thermostats switch: are runs alike by more than chance."""

from collections.abc import Sequence
from itertools import combinations
from math import erf, log, sqrt
from statistics import median
from typing import Final

from .detection import Cycle
from .trace import Trace

# So many moments of a run say when it draws its energy.
_MOMENTS: Final = 16
# A programme heats at its own times: its curve is so far from a constant power's.
_SHAPED: Final = 0.12
# Curves of two runs of one programme are nearer than this, nearly all of them.
_SAME_SHAPE: Final = 0.1
_NEARLY_ALL: Final = 0.75
# Two runs are as long as each other within this share and these minutes.
_SHARE: Final = 0.04
_MINUTES: Final = 1.0
# By chance, lengths lie about as thickly as they do, smeared over so many of that.
_SMEARED: Final = 2.5
# More pairs than chance makes, and more than it makes now and then.
_TIMES: Final = 1.6
_DEVIATIONS: Final = 2.5

type Curve = tuple[float, ...]


def curve_of(trace: Trace, cycle: Cycle) -> Curve:
    """Return which share of its energy a run has drawn at moments evenly apart."""
    step = (cycle.end - cycle.start) / _MOMENTS
    parts = [
        trace.energy(cycle.start + n * step, cycle.start + (n + 1) * step)
        for n in range(_MOMENTS)
    ]
    whole = sum(parts) or 1.0
    return tuple(sum(parts[: n + 1]) / whole for n in range(_MOMENTS))


def are_shaped_alike(curves: Sequence[Curve]) -> bool:
    """Tell whether runs draw their energy at the same times, and not evenly."""
    usual = tuple(median(moments) for moments in zip(*curves, strict=True))
    even = tuple((n + 1) / _MOMENTS for n in range(_MOMENTS))
    alike = sum(_apart(curve, usual) <= _SAME_SHAPE for curve in curves)
    return _apart(usual, even) >= _SHAPED and alike >= _NEARLY_ALL * len(curves)


def are_alike_beyond_chance(cycles: Sequence[Cycle]) -> bool:
    """Tell whether more runs are as long as each other than would be by chance.

    What somebody switches on and off has lengths that lie anywhere between
    the shortest and the longest; a few of them are alike all the same.
    """
    pairs, expected = 0, 0.0
    for one, other in combinations([cycle.duration for cycle in cycles], 2):
        near = _SHARE + _MINUTES * 2 / (one + other)
        gap = abs(log(one / other))
        pairs += gap <= near
        expected += _chance(gap, near, near * _SMEARED)
    least = max(_TIMES * expected, expected + _DEVIATIONS * sqrt(expected))
    return 0 < least <= pairs


def _chance(gap: float, near: float, smear: float) -> float:
    """Return how likely two lengths are near, when either could have been another."""
    return _below((near - gap) / smear) - _below((-near - gap) / smear)


def _below(deviations: float) -> float:
    """Return the share of a normal distribution below so many deviations."""
    return (1 + erf(deviations / sqrt(2))) / 2


def _apart(one: Curve, other: Curve) -> float:
    """Return how far two curves lie apart where they lie farthest apart."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
