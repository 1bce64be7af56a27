"""Blinding changes neither what is feasible nor, beyond a stated bound, what is best."""

from dataclasses import replace
import json
import random
from zoneinfo import ZoneInfo

from hypothesis import assume, given, reject, strategies as st

from . import honest_cloud
from .problems import random_problem
from custom_components.hushwatt.privacy.blinding import (
    BlindingFault,
    CannotBlind,
    blind,
)
from custom_components.hushwatt.privacy.document import write
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.privacy.reply import unblind
from custom_components.hushwatt.scheduling.problem import Infeasible, Problem, Solution
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import PrivacyLevel

BERLIN = ZoneInfo("Europe/Berlin")
LEVELS = st.sampled_from((PrivacyLevel.BLINDED, PrivacyLevel.READABLE))
SEEDS = st.integers(0, 2**32)


def part_of(problem: Problem, blinded: Blinded) -> Problem:
    """Return the problem of the loads that were sent."""
    sent = blinded.sent
    return replace(
        problem,
        loads=tuple(load for load in problem.loads if load.id in sent),
        orders=tuple(o for o in problem.orders if {o.first, o.then} <= sent),
        exclusions=tuple(e for e in problem.exclusions if {e.one, e.other} <= sent),
    )


def sent_document(blinded: Blinded) -> honest_cloud.Document:
    """Return the document as the other side reads it."""
    document: honest_cloud.Document = json.loads(write(blinded.document))
    return document


@given(SEEDS, LEVELS)
def test_the_clouds_optimum_is_the_homes_within_the_stated_bound(
    seed: int, level: PrivacyLevel
) -> None:
    """Blind, solve, un-blind: nothing is broken and nothing lost but the bound."""
    rng = random.Random(seed)
    problem = random_problem(rng)
    target = rng.choice(problem.loads).id
    try:
        blinded = blind(problem, [target], level, rng, BERLIN)
    except CannotBlind as cannot:
        nowhere = cannot.fault is BlindingFault.NOWHERE_TO_RUN
        assert not nowhere or isinstance(solve(problem), Infeasible)
        return
    part = part_of(problem, blinded)
    best = solve(part, seconds=honest_cloud.SECONDS)
    assume(isinstance(best, Infeasible) or best.gap == 0)
    try:
        reply = honest_cloud.answer(sent_document(blinded))
    except TimeoutError:
        reject()
    if isinstance(best, Infeasible):
        assert reply is None
        return
    assert isinstance(best, Solution)
    assert reply is not None
    schedule = unblind(reply, blinded.key)
    verification = verify(part, schedule)
    assert not verification.violations
    assert verification.cost <= best.cost + blinded.key.regret + 1e-6
