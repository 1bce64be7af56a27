"""Duration, energy and power profile of an appliance, from the best source.

Question before note before form before device before history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

from ..vocabulary import Appliance, Constraint, ConstraintKind as Kind, Phase, Source
from .clock import RANGE, Clock
from .demands import MOST_ENERGY
from .problem import Minute
from .rules import holds_today

_RANKS = {source: rank for rank, source in enumerate(Source)}
_ROUNDING = 1e-6


@dataclass(frozen=True)
class MissingFigures:
    """What nobody knows of an appliance (its subentry id), so that it is not planned."""

    appliance: str
    duration: bool
    energy: bool


@dataclass(frozen=True)
class Figures:
    """One cycle of an appliance (its subentry id): phases in order, minutes and kW."""

    appliance: str
    phases: tuple[Phase, ...]

    @property
    def duration(self) -> Minute:
        """Return the minutes of the cycle."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def power(self) -> float:
        """Return the mean power of the cycle, kW."""
        return sum(phase.minutes * phase.power for phase in self.phases) / self.duration


def figures_of(
    clock: Clock, appliance: Appliance, demands: Sequence[Constraint]
) -> Figures | MissingFigures:
    """Return the figures of an appliance under its usable demands, or what lacks.

    A demand counts when it holds today. A power profile keeps its shape when
    the energy is another, and is given up when the duration is. What charges
    keeps its power: another energy alone is another duration.
    """
    minutes = _best(clock, Kind.DURATION, appliance, demands)
    energy = _best(clock, Kind.ENERGY, appliance, demands)
    known = _known(appliance)
    duration = known[0] if minutes is None else max(1, ceil(minutes - _ROUNDING))
    total = known[1] if energy is None else energy
    if duration is None or total is None:
        return MissingFigures(appliance.id, duration is None, total is None)
    if appliance.interruptible and minutes is None and energy and known[1]:
        duration = max(1, ceil(duration * energy / known[1] - _ROUNDING))
    return Figures(appliance.id, _phases(appliance, min(duration, RANGE), total))


def _best(
    clock: Clock, kind: Kind, appliance: Appliance, demands: Sequence[Constraint]
) -> float | None:
    """Return the demanded amount that outranks the appliance's own figure, if any."""
    own = _known(appliance)[0 if kind is Kind.DURATION else 1]
    best, rank = None, _RANKS[appliance.figure_source] if own is not None else inf
    for demand in demands:
        if demand.kind is not kind or not holds_today(clock, demand):
            continue
        if _RANKS[demand.source] <= rank:
            best, rank = demand.amount, _RANKS[demand.source]
    return best


def _known(appliance: Appliance) -> tuple[Minute | None, float | None]:
    """Return an appliance's own duration and energy, None for what makes no sense."""
    profile = _profile(appliance)
    duration, energy = appliance.duration, appliance.energy
    if duration is None and profile:
        duration = sum(phase.minutes for phase in profile)
    if energy is None and profile:
        energy = _energy(profile)
    return (
        duration if duration is not None and 0 < duration <= RANGE else None,
        energy if energy is not None and 0 <= energy <= MOST_ENERGY else None,
    )


def _profile(appliance: Appliance) -> tuple[Phase, ...]:
    """Return an appliance's power profile, none when it makes no sense."""
    sane = all(p.minutes > 0 and 0 <= p.power < inf for p in appliance.phases)
    return appliance.phases if sane else ()


def _energy(profile: Sequence[Phase]) -> float:
    """Return the kWh of a power profile."""
    return sum(phase.minutes * phase.power for phase in profile) / 60


def _phases(appliance: Appliance, duration: Minute, energy: float) -> tuple[Phase, ...]:
    """Return the phases of a cycle: its profile scaled to the energy, else even."""
    profile = _profile(appliance)
    measured = _energy(profile)
    fits = sum(phase.minutes for phase in profile) == duration and measured > _ROUNDING
    if appliance.interruptible or not fits:
        return (Phase(duration, energy * 60 / duration),)
    if abs(measured - energy) <= _ROUNDING:
        return profile
    return tuple(
        Phase(phase.minutes, phase.power * energy / measured) for phase in profile
    )
