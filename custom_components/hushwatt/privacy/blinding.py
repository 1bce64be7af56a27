"""Blinding: a problem as a document of small numbers, and the key for the way back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, tzinfo
from enum import StrEnum
import random

from ..scheduling.coupling import coupled_groups
from ..scheduling.preparing import prepare
from ..scheduling.problem import Minute, Problem
from ..vocabulary import PrivacyLevel
from .facts import Facts, gather_facts, gather_readable_facts
from .hiding import hide
from .key import Blinded
from .scaling import TOP, NoFit, blinded_units, map_powers
from .showing import UNITS, show

MOST_LOADS = 32
MOST_WINDOWS = 1_000
MOST_PARTS = 64
LONGEST: Minute = 8 * 24 * 60
HIGHEST_POWER = 1_000.0


class BlindingFault(StrEnum):
    """Why a problem cannot be sent."""

    NOTHING_TO_SEND = "nothing_to_send"
    NOWHERE_TO_RUN = "nowhere_to_run"
    TOO_LARGE = "too_large"
    TOO_FINE = "too_fine"


class CannotBlind(Exception):
    """A problem that the grammar has no words for; it is solved at home."""

    def __init__(self, fault: BlindingFault) -> None:
        """Keep the fault; no text, since a text could hold a private word."""
        super().__init__(fault.value)
        self.fault = fault


def blind(
    problem: Problem,
    targets: Sequence[str],
    level: PrivacyLevel,
    rng: random.Random,
    timezone: tzinfo = UTC,
) -> Blinded:
    """Return a problem as a document that may leave the house, and its key.

    `targets` are ids of loads; what shares no binding coupling with one of them
    is left out (at the level `readable` nothing is). `level` is one of these
    two that have a document. `timezone` is the home's;
    its clock is used by `readable` only. `rng` shuffles the ids: pass a fresh
    `random.SystemRandom`. Raises CannotBlind when the document cannot say it,
    KeyError when a target is no load of the problem.
    """
    for target in targets:
        problem.load(target)
    if not targets:
        raise CannotBlind(BlindingFault.NOTHING_TO_SEND)
    try:
        problem = prepare(problem)
        if level is PrivacyLevel.READABLE:
            facts = gather_readable_facts(problem)
            powers = map_powers(facts, UNITS)
        else:
            facts = gather_facts(problem, _coupled(problem, targets))
            powers = map_powers(facts, blinded_units(facts), most=TOP)
    except ValueError:
        raise CannotBlind(BlindingFault.NOWHERE_TO_RUN) from None
    except NoFit:
        raise CannotBlind(BlindingFault.TOO_FINE) from None
    _check_size(facts)
    names = _shuffled_names(facts, rng)
    if level is PrivacyLevel.READABLE:
        return show(problem, facts, powers, names, timezone)
    return hide(facts, powers, names)


def _coupled(problem: Problem, targets: Iterable[str]) -> frozenset[str]:
    """Return the targets and all loads that are coupled to one of them."""
    wanted = frozenset(targets)
    groups = [group for group in coupled_groups(problem) if group & wanted]
    return wanted.union(*groups)


def _check_size(facts: Facts) -> None:
    """Raise CannotBlind for what the grammar has no room for."""
    parts = [
        max(len(load.phases), len(load.starts), len(load.spans)) for load in facts.loads
    ]
    ends = [window.span for window in facts.windows]
    powers = [power for load in facts.loads for power in load.powers]
    if (
        len(facts.loads) > MOST_LOADS
        or len(facts.windows) > MOST_WINDOWS
        or max(parts) > MOST_PARTS
        or ends[-1].end - ends[0].start > LONGEST
        or max(powers) > HIGHEST_POWER
    ):
        raise CannotBlind(BlindingFault.TOO_LARGE)


def _shuffled_names(facts: Facts, rng: random.Random) -> Mapping[str, str]:
    """Return a fresh name for each load id, in the order of the names."""
    order = [load.id for load in facts.loads]
    rng.shuffle(order)
    return {load_id: f"L{number}" for number, load_id in enumerate(order, 1)}
