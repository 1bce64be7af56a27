"""Sorts cycles into programmes and says how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from ...vocabulary import Phase
from .detection import MINUTE, Cycle, find_cycles, stretches_per_day
from .likeness import are_alike_beyond_chance, are_shaped_alike, curve_of
from .profile import phases_of
from .trace import Trace

# Pauses within a programme that are tried: soaking, drying, waiting.
PAUSES: Final = tuple(minutes * MINUTE for minutes in (5, 10, 20, 30, 45, 60))
# Two runs of one programme differ by less than this.
_DURATION_SHARE: Final = 0.08
_DURATION_MINUTES: Final = 3.0
_ENERGY_SHARE: Final = 0.12
_ENERGY_KWH: Final = 0.03
# So many runs are needed to know a programme, and more where their power tells nothing.
FEWEST: Final = 2
FEWEST_EVEN: Final = 4
# What is switched more often is a thermostat's, not a person's.
MOST_PER_DAY: Final = 12.0
# Longer pauses are preferred as long as as many runs are alike.
_AS_GOOD: Final = 0.8
# Fewer runs alike than this, and nothing is known.
_LEAST_ALIKE: Final = 0.5


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A programme that was learned: minutes, kWh, its power profile.

    `runs` is how many cycles tell so. `confidence` is from 0 to 1: it grows
    with the runs, n / (n + 1), and falls with how far they lie apart.
    """

    duration: int
    energy: float
    phases: tuple[Phase, ...]
    runs: int
    confidence: float


def learn(trace: Trace, *, told: bool = False) -> tuple[Programme, ...]:
    """Return the programmes in a trace, the most frequent first, none when in doubt.

    How long a pause may be is not known beforehand: the longest is taken with
    which the runs are about as much alike as with any. `told` says that the
    machine itself told when it ran: such runs are a programme's, not what
    somebody switched on and off.
    """
    if stretches_per_day(trace) > MOST_PER_DAY:
        return ()
    tried = [(_group(find_cycles(trace, pause)), pause) for pause in PAUSES]
    shares = [_alike(groups) for groups, _ in tried]
    best = max(shares, default=0.0)
    if best < _LEAST_ALIKE:
        return ()
    groups = next(
        groups
        for (groups, _), share in zip(reversed(tried), reversed(shares), strict=True)
        if share >= best * _AS_GOOD
    )
    known = [g for g in groups if len(g) >= FEWEST] if told else _known(groups, trace)
    known.sort(key=lambda group: (-len(group), group[0].start))
    return tuple(_programme(group, trace) for group in known)


def _known(groups: Sequence[list[Cycle]], trace: Trace) -> list[list[Cycle]]:
    """Return the groups that are programmes, none when chance would make as many.

    Runs that heat at the same times are one programme's, be they only two. Of
    those that draw the same all along only their length tells, so that there
    have to be more of them, and more alike than by chance.
    """
    cycles = [cycle for group in groups for cycle in group]
    shaped = [
        group
        for group in groups
        if len(group) >= FEWEST
        and are_shaped_alike([curve_of(trace, cycle) for cycle in group])
    ]
    even = [g for g in groups if g not in shaped and len(g) >= FEWEST_EVEN]
    if not are_alike_beyond_chance(cycles):
        even = []
    known = shaped + even
    enough = sum(map(len, known)) >= len(cycles) * _LEAST_ALIKE
    return known if enough else []


def _group(cycles: Sequence[Cycle]) -> list[list[Cycle]]:
    """Return cycles in groups that are alike in duration and energy."""
    groups: list[list[Cycle]] = []
    for cycle in sorted(cycles, key=lambda c: (c.duration, c.energy)):
        near = [group for group in groups if _is_like(cycle, group)]
        if near:
            min(near, key=lambda group: _distance(cycle, group)).append(cycle)
        else:
            groups.append([cycle])
    return groups


def _is_like(cycle: Cycle, group: Sequence[Cycle]) -> bool:
    """Tell whether a cycle is one of a group's programme."""
    duration = median(c.duration for c in group)
    energy = median(c.energy for c in group)
    return (
        abs(cycle.duration - duration) <= duration * _DURATION_SHARE + _DURATION_MINUTES
        and abs(cycle.energy - energy) <= energy * _ENERGY_SHARE + _ENERGY_KWH
    )


def _distance(cycle: Cycle, group: Sequence[Cycle]) -> float:
    """Return how far a cycle is from a group, in shares of its figures."""
    duration = median(c.duration for c in group)
    energy = median(c.energy for c in group)
    return abs(cycle.duration / duration - 1) + abs(cycle.energy / energy - 1)


def _alike(groups: Sequence[Sequence[Cycle]]) -> float:
    """Return the share of cycles that are not alone in their group."""
    count = sum(len(group) for group in groups)
    if count == 0:
        return 0.0
    return sum(len(group) for group in groups if len(group) >= FEWEST) / count


def _programme(group: Sequence[Cycle], trace: Trace) -> Programme:
    """Return what a group of cycles says of its programme."""
    duration = median(cycle.duration for cycle in group)
    energy = median(cycle.energy for cycle in group)
    typical = min(group, key=lambda cycle: _distance(cycle, group))
    whole = max(round(duration), 1)
    return Programme(
        duration=whole,
        energy=round(energy, 4),
        phases=phases_of(trace, typical, whole, energy),
        runs=len(group),
        confidence=round(_confidence(group, duration, energy), 3),
    )


def _confidence(group: Sequence[Cycle], duration: float, energy: float) -> float:
    """Return how sure a programme is."""
    spread = max(
        median(abs(cycle.duration / duration - 1) for cycle in group),
        median(abs(cycle.energy / energy - 1) for cycle in group),
    )
    count = len(group)
    return count / (count + 1) * max(0.0, 1 - spread / _ENERGY_SHARE)
