"""The power profile of a cycle as a few phases of whole minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...vocabulary import Phase
from .detection import MINUTE, Cycle
from .trace import Trace

# No more phases than this, and none that differ by less than this share of the peak.
MOST_PHASES: Final = 8
_TOO_ALIKE: Final = 0.1


@dataclass(frozen=True)
class _Piece:
    """A stretch of minutes and its mean power."""

    minutes: int
    power: float


def phases_of(
    trace: Trace, cycle: Cycle, minutes: int, energy: float
) -> tuple[Phase, ...]:
    """Return the phases of a cycle, stretched to so many minutes and so many kWh.

    Neighbours that differ least are joined first, so that heating, washing
    and drying remain; what all phases draw together is `energy`.
    """
    step = (cycle.end - cycle.start) / minutes
    pieces = [
        _Piece(1, trace.mean(cycle.start + n * step, cycle.start + (n + 1) * step))
        for n in range(minutes)
    ]
    peak = max(piece.power for piece in pieces)
    while len(pieces) > 1:
        place, cost = _cheapest(pieces)
        if len(pieces) <= MOST_PHASES and cost > _TOO_ALIKE * peak:
            break
        pieces[place : place + 2] = [_joined(pieces[place], pieces[place + 1])]
    drawn = sum(piece.minutes * piece.power for piece in pieces) / MINUTE
    factor = energy / drawn if drawn else 0.0
    return tuple(
        Phase(piece.minutes, round(piece.power * factor, 4)) for piece in pieces
    )


def _cheapest(pieces: Sequence[_Piece]) -> tuple[int, float]:
    """Return which neighbours to join, and how far apart their powers are."""
    costs = [
        _cost(pieces[place], pieces[place + 1]) for place in range(len(pieces) - 1)
    ]
    place = min(range(len(costs)), key=costs.__getitem__)
    return place, abs(pieces[place].power - pieces[place + 1].power)


def _cost(one: _Piece, other: _Piece) -> float:
    """Return the squared error that joining two pieces makes."""
    weight = one.minutes * other.minutes / (one.minutes + other.minutes)
    return weight * (one.power - other.power) ** 2


def _joined(one: _Piece, other: _Piece) -> _Piece:
    """Return two pieces as one that draws the same energy."""
    minutes = one.minutes + other.minutes
    energy = one.minutes * one.power + other.minutes * other.power
    return _Piece(minutes, energy / minutes)
