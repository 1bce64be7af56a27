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
from .showing import UNITS, show, shown_rules

MOST_LOADS = 32
MOST_WINDOWS = 1_000
MOST_PHASES = 64
# Every range of starts is room for somebody's numbers: an ordinary day has one to four.
MOST_RANGES = 16
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
    is left out (at the level `readable` nothing is). `level` is one of the two
    that have a document. `timezone` is the home's; its clock is used by
    `readable` only. `rng` shuffles the ids: pass a `random.SystemRandom`. Raises CannotBlind when the document cannot say it,
    KeyError when a target is no load of the problem.
    """
    for target in targets:
        problem.load(target)
    if not targets:
        raise CannotBlind(BlindingFault.NOTHING_TO_SEND)
    readable = level is PrivacyLevel.READABLE
    try:
        problem = prepare(problem)
        if readable:
            facts = gather_readable_facts(problem)
        else:
            facts = gather_facts(problem, _coupled(problem, targets))
    except ValueError:
        raise CannotBlind(BlindingFault.NOWHERE_TO_RUN) from None
    _check_size(problem, facts, readable=readable)
    units, most = (UNITS, None) if readable else (blinded_units(facts), TOP)
    try:
        powers = map_powers(facts, units, most=most)
    except NoFit:
        raise CannotBlind(BlindingFault.TOO_FINE) from None
    names = _shuffled_names(facts, rng)
    if readable:
        return show(problem, facts, powers, names, timezone)
    return hide(facts, powers, names)


def _coupled(problem: Problem, targets: Iterable[str]) -> frozenset[str]:
    """Return the targets and all loads that are coupled to one of them."""
    wanted = frozenset(targets)
    groups = [group for group in coupled_groups(problem) if group & wanted]
    return wanted.union(*groups)


def _check_size(problem: Problem, facts: Facts, *, readable: bool) -> None:
    """Raise CannotBlind for what the grammar has no room for."""
    ranges = [len(part) for load in facts.loads for part in (load.starts, load.spans)]
    if readable:
        rules = [shown_rules(problem.load(load.id), facts) for load in facts.loads]
        ranges += [len(part) for _, _, *parts in rules for part in parts]
    ends = [window.span for window in facts.windows]
    if (
        len(facts.loads) > MOST_LOADS
        or len(facts.windows) > MOST_WINDOWS
        or max(ranges) > MOST_RANGES
        or max(len(load.phases) for load in facts.loads) > MOST_PHASES
        or max(max(load.powers) for load in facts.loads) > HIGHEST_POWER
        or ends[-1].end - ends[0].start > LONGEST
    ):
        raise CannotBlind(BlindingFault.TOO_LARGE)


def _shuffled_names(facts: Facts, rng: random.Random) -> Mapping[str, str]:
    """Return a fresh name for each load id, in the order of the names."""
    order = [load.id for load in facts.loads]
    rng.shuffle(order)
    return {load_id: f"L{number}" for number, load_id in enumerate(order, 1)}
