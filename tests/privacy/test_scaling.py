"""Integers of a request: prices keep their order, powers what the limit allows."""

from itertools import product
import random

from hypothesis import given, strategies as st
import pytest

from .problems import ORIGIN
from custom_components.hushwatt.privacy import scaling
from custom_components.hushwatt.privacy.facts import (
    POWER_TOLERANCE,
    PricedWindow,
    gather_facts,
)
from custom_components.hushwatt.privacy.scaling import (
    TOP,
    NoFit,
    blinded_units,
    map_powers,
    map_prices,
)
from custom_components.hushwatt.scheduling.problem import Load, Problem, Span, Window
from custom_components.hushwatt.vocabulary import Phase

POWERS = st.floats(0.01, 9).map(lambda power: round(power, 2))


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=20))
def test_prices_fill_the_range_and_keep_their_order(prices: list[float]) -> None:
    """Lowest to 0, highest to TOP, flat to 0; no price moves by more than half a step."""
    windows = [
        PricedWindow(Span(n, n + 1), price) for n, price in enumerate(sorted(prices))
    ]
    mapped = map_prices(windows)
    integers = [mapped(window.price) for window in windows]
    assert integers == sorted(integers)
    assert integers[0] == 0
    assert integers[-1] == (TOP if mapped.step else 0)
    for window in windows:
        assert abs(mapped.error(window.price)) <= mapped.step / 2 + 1e-12


def test_export_and_import_share_one_map() -> None:
    """Else a surplus would look dearer or cheaper than it is."""
    windows = [
        PricedWindow(Span(0, 1), 0.3, 0.1, surplus=1.0),
        PricedWindow(Span(1, 2), 0.2, -9.0),
    ]
    mapped = map_prices(windows)
    assert [mapped(price) for price in (0.1, 0.2, 0.3)] == [0, 5000, 10000]


@given(st.lists(POWERS, min_size=2, max_size=6), st.floats(0.5, 20), st.randoms())
def test_integers_allow_just_the_combinations_that_the_limit_allows(
    powers: list[float], limit: float, rng: random.Random
) -> None:
    """Every combination, tried one by one."""
    limit = rng.choice((limit, round(limit, 1), sum(rng.sample(powers, 2))))
    loads = tuple(
        Load(id=f"load-{n}", phases=(Phase(60, power),))
        for n, power in enumerate(powers)
    )
    problem = Problem(
        origin=ORIGIN,
        loads=tuple(load for load in loads if load.phases[0].power <= limit),
        windows=(Window(Span(0, 600), 0.3),),
        limit=limit,
    )
    if not problem.loads:
        return
    facts = gather_facts(problem, {load.id for load in problem.loads})
    mapped = map_powers(facts, blinded_units(facts), most=TOP)
    if not mapped.limits:
        assert sum(load.phases[0].power for load in problem.loads) <= limit + 2e-6
        return
    used = [load.phases[0].power for load in problem.loads]
    for chosen in product((0, 1), repeat=len(used)):
        real = sum(power for power, on in zip(used, chosen, strict=True) if on)
        sent = sum(mapped(power) for power, on in zip(used, chosen, strict=True) if on)
        assert (sent <= mapped.limits[0]) == (real <= limit + POWER_TOLERANCE)
    assert all(0 <= mapped(power) <= TOP for power in used)


def crowd(count: int, rng: random.Random) -> Problem:
    """Return many loads of odd powers under one limit."""
    return Problem(
        origin=ORIGIN,
        loads=tuple(
            Load(id=f"load-{n}", phases=(Phase(60, rng.uniform(0.1, 3)),))
            for n in range(count)
        ),
        windows=(Window(Span(0, 600), 0.3),),
        limit=10.0,
    )


def test_too_many_sums_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crowd of odd powers is not tried for ever."""
    monkeypatch.setattr(scaling, "MOST_SUMS", 1000)
    problem = crowd(14, random.Random(1))
    facts = gather_facts(problem, {load.id for load in problem.loads})
    with pytest.raises(NoFit):
        map_powers(facts, blinded_units(facts), most=TOP)


def test_a_limit_that_nothing_exceeds_is_a_fraction_as_it_is() -> None:
    """No sum is forbidden, so every integer from the greatest sum on would do."""
    assert scaling._separate(10.0, [(1.0,), (2.0,)], 0.001) == 10_000
