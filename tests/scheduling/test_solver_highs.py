"""The solver against HiGHS, on days of quarters of an hour."""

from math import sin
from random import Random

import pytest

from .oracle import grid_optimum
from .small import ORIGIN
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    Infeasible,
    Load,
    Order,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import Phase
from tests import full_run

SLOT = 15


def day(
    random: Random, loads: int, *, surplus: bool, broken: int, coupled: bool
) -> Problem:
    """Return a day of a home under a limit, some of its loads interruptible."""
    slots = random.choice([48, 72, 96])
    windows = []
    for at in range(slots):
        price = round(0.25 + 0.1 * sin(at / 8) + random.uniform(-0.03, 0.03), 4)
        sun = max(0.0, 4 * sin((at - 20) / 13)) if surplus else 0.0
        windows.append(
            Window(Span(at * SLOT, (at + 1) * SLOT), price, 0.08, round(sun, 2))
        )
    placed = tuple(
        _load(random, f"l{number}", slots, broken=number < broken)
        for number in range(loads)
    )
    ids = [load.id for load in placed]
    return Problem(
        origin=ORIGIN,
        loads=placed,
        windows=tuple(windows),
        limit=random.choice([6.0, 7.5, 9.0]),
        orders=(Order(*random.sample(ids, 2)),) if coupled else (),
        exclusions=(Exclusion(*random.sample(ids, 2)),) if coupled else (),
    )


def _load(random: Random, load_id: str, slots: int, *, broken: bool) -> Load:
    """Return a load of whole slots, due late enough."""
    lengths = (
        [random.randint(4, 12)]
        if broken
        else [random.randint(1, 5) for _ in range(random.choice([1, 1, 3]))]
    )
    start = random.randint(0, slots // 3)
    end = random.randint(min(slots, start + 2 * sum(lengths)), slots)
    return Load(
        id=load_id,
        phases=tuple(
            Phase(length * SLOT, random.choice([0.8, 2.0, 3.7, 5.5]))
            for length in lengths
        ),
        rules=(Rule(earliest_start=start * SLOT, latest_end=end * SLOT),),
        interruptible=broken,
        segment=random.choice([15, 30, 45]),
    )


def check(problem: Problem, *, proven: bool) -> None:
    """HiGHS finds nothing cheaper on its grid than what the bound allows."""
    optimum = grid_optimum(problem, SLOT)
    found = solve(problem, seconds=10)
    if optimum is None:
        assert isinstance(found, Infeasible)
        return
    assert not isinstance(found, Infeasible)
    assert found.bound <= optimum + 1e-6
    if proven:
        assert found.gap == 0
        assert found.cost <= optimum + 1e-6
    assert verify(problem, found.schedule).violations == ()


@pytest.mark.parametrize("seed", range(100 if full_run() else 6))
def test_unbroken_loads_under_a_limit(seed: int) -> None:
    """With phases; both have the same optimum, to the minute ours is at most that."""
    check(day(Random(seed), 4, surplus=False, broken=0, coupled=False), proven=True)


@pytest.mark.parametrize("seed", range(100 if full_run() else 6))
def test_unbroken_loads_with_orders_and_exclusions(seed: int) -> None:
    """The limit comes on top."""
    check(day(Random(seed), 4, surplus=False, broken=0, coupled=True), proven=True)


@pytest.mark.parametrize("seed", range(100 if full_run() else 6))
def test_a_surplus_shared_with_an_interruptible_load(seed: int) -> None:
    """The commonest home with a roof and a car."""
    check(day(Random(seed), 3, surplus=True, broken=1, coupled=False), proven=True)


@pytest.mark.parametrize("seed", range(60 if full_run() else 3))
def test_two_interruptible_loads_and_all_couplings(seed: int) -> None:
    """Here time may run out before the proof; the bound holds all the same."""
    check(day(Random(seed), 4, surplus=True, broken=2, coupled=True), proven=False)
