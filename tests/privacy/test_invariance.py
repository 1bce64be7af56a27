"""Blinding proved by trying everything: what is allowed stays so, what is best stays best.

All schedules of a small home and all schedules of its document are written
down, each by code that shares nothing with the solver, and compared.
"""

from dataclasses import replace
import json
import random

from hypothesis import assume, given, strategies as st
import pytest

from . import honest_cloud
from .test_blinding import part_of
from custom_components.hushwatt.privacy import blinding, scaling
from custom_components.hushwatt.privacy.blinding import (
    BlindingFault,
    CannotBlind,
    blind,
)
from custom_components.hushwatt.privacy.document import write
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.scheduling.problem import Problem
from custom_components.hushwatt.vocabulary import PrivacyLevel
from tests.scheduling.small import (
    Minutes,
    count_by_multiplying,
    every_schedule,
    small_problem,
)

MOST_SCHEDULES = 20_000
LEVELS = (PrivacyLevel.BLINDED, PrivacyLevel.READABLE)
# As it is, and so coarse that rounding moves every price and power.
TOPS = (scaling.TOP, 16)

type Runs = frozenset[tuple[str, Minutes]]


def uneven_problem(rng: random.Random) -> Problem:
    """Return a small problem of any kind with prices and powers that no rounding fits."""
    problem = small_problem(
        rng,
        limit=rng.random() < 0.5,
        surplus=rng.random() < 0.5,
        broken=rng.random() < 0.4,
    )
    windows = tuple(
        replace(
            window,
            import_price=window.import_price + round(rng.uniform(-0.4, 0.4), 5),
            export_price=window.export_price + round(rng.uniform(-0.4, 0.4), 5),
        )
        for window in problem.windows
    )
    loads = tuple(
        replace(
            load,
            phases=tuple(
                replace(phase, power=phase.power * rng.choice((1.0, 0.937, 1.0613)))
                for phase in load.phases
            ),
        )
        for load in problem.loads
    )
    return replace(problem, windows=windows, loads=loads)


def costs_at_home(problem: Problem, blinded: Blinded) -> dict[Runs, float]:
    """Return the cost of every schedule of the sent loads that the home allows."""
    part = part_of(problem, blinded)
    assume(count_by_multiplying(part) <= MOST_SCHEDULES)
    ids = [load.id for load in part.loads]
    return {
        frozenset(zip(ids, runs, strict=True)): cost
        for runs, cost in every_schedule(part)
    }


def costs_as_told(blinded: Blinded) -> dict[Runs, float]:
    """Return the cost of every schedule that the document allows, in the home's minutes."""
    told = honest_cloud.read(json.loads(write(blinded.document)))
    key = blinded.key
    assume(count_by_multiplying(told) <= MOST_SCHEDULES)
    ids = [key.loads[load.id].load_id for load in told.loads]

    def minutes(steps: Minutes) -> Minutes:
        return tuple(
            key.first + step * key.grid + minute
            for step in steps
            for minute in range(key.grid)
        )

    return {
        frozenset(zip(ids, map(minutes, runs), strict=True)): cost
        for runs, cost in every_schedule(told)
    }


def on_the_grid(runs: Runs, blinded: Blinded) -> bool:
    """Return whether all runs begin and end on the steps of the document."""
    grid, first = blinded.key.grid, blinded.key.first
    return all(
        {minute // grid * grid + one for minute in shifted for one in range(grid)}
        == shifted
        for shifted in ({minute - first for minute in run} for _, run in runs)
    )


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("level", LEVELS)
@given(seed=st.integers(0, 2**32))
def test_what_is_allowed_stays_allowed_and_what_is_best_stays_best(
    level: PrivacyLevel, top: int, seed: int
) -> None:
    """Of all schedules: the same are feasible, and the told optimum is the home's within the bound."""
    rng = random.Random(seed)
    problem = uneven_problem(rng)
    with pytest.MonkeyPatch.context() as patch:
        for module in (scaling, blinding):
            patch.setattr(module, "TOP", top)
        patch.setattr(scaling, "TRIES", min(scaling.TRIES, top // 2))
        try:
            blinded = blind(problem, [problem.loads[0].id], level, rng)
        except CannotBlind as cannot:
            if cannot.fault is BlindingFault.NOWHERE_TO_RUN:
                assume(count_by_multiplying(problem) <= MOST_SCHEDULES)
                assert not list(every_schedule(problem))
            return
    home, told = costs_at_home(problem, blinded), costs_as_told(blinded)
    assert {runs for runs in home if on_the_grid(runs, blinded)} == told.keys()
    assert bool(home) == bool(told)
    if not home:
        return
    best, least = min(home.values()), min(told.values())
    regret = blinded.key.regret
    chosen = [runs for runs, cost in told.items() if cost <= least + 1e-9]
    assert all(home[runs] <= best + regret + 1e-9 for runs in chosen)
    others = [cost for cost in home.values() if cost > best + 1e-9]
    if not others or min(others) - best > 2 * regret + 1e-9:
        assert all(home[runs] <= best + 1e-9 for runs in chosen)


def test_the_problems_are_worth_the_name() -> None:
    """Both sides of each claim are met: rounding that matters, and runner-ups far and near."""
    seen = {"limit": 0, "surplus": 0, "cut": 0, "coupled": 0, "rounded": 0, "exact": 0}
    for seed in range(400):
        rng = random.Random(seed)
        problem = uneven_problem(rng)
        try:
            blinded = blind(problem, [problem.loads[0].id], PrivacyLevel.BLINDED, rng)
        except CannotBlind:
            continue
        text = write(blinded.document)
        seen["limit"] += '"limit"' in text
        seen["surplus"] += '"surplus"' in text
        seen["cut"] += '"segment"' in text
        seen["coupled"] += len(blinded.sent) > 1
        seen["rounded"] += blinded.key.regret > 0
        seen["exact"] += blinded.key.regret == 0
    assert all(count >= 5 for count in seen.values()), seen
