"""The solver against every schedule there is, minute by minute."""

from random import Random

import pytest

from .small import least_cost_by_trying, small_problem
from custom_components.hushwatt.scheduling.problem import Infeasible, Problem
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from tests import full_run

CASES = 3000 if full_run() else 60


def check(problem: Problem) -> None:
    """Hold the solver to the least cost, the proof of it, and every rule."""
    least = least_cost_by_trying(problem)
    found = solve(problem, seconds=20)
    if least is None:
        assert isinstance(found, Infeasible)
        return
    assert not isinstance(found, Infeasible)
    assert found.cost == pytest.approx(least, abs=1e-8)
    assert found.bound <= least + 1e-8
    verified = verify(problem, found.schedule)
    assert verified.violations == ()
    assert verified.cost == pytest.approx(found.cost, abs=1e-8)


@pytest.mark.parametrize("seed", range(CASES))
def test_under_a_limit(seed: int) -> None:
    """Loads with phases, rules, holes, fixed loads, orders, exclusions and a limit."""
    check(small_problem(Random(seed), limit=True))


@pytest.mark.parametrize("seed", range(CASES))
def test_with_a_surplus_to_share(seed: int) -> None:
    """Import and export prices, each of which may be the higher."""
    check(small_problem(Random(seed), limit=True, surplus=True))


@pytest.mark.parametrize("seed", range(CASES))
def test_with_interruptible_loads(seed: int) -> None:
    """Interruptible loads beside others, and beside each other."""
    check(small_problem(Random(seed), limit=True, broken=True))


@pytest.mark.parametrize("seed", range(CASES))
def test_with_all_of_it(seed: int) -> None:
    """Interruptible loads that share a surplus."""
    check(small_problem(Random(seed), limit=True, surplus=True, broken=True))
