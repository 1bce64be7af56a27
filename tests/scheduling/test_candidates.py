"""Candidate starts against all starts."""

from random import Random

import pytest

from .groups import hours, problem_of, unbroken
from .small import small_problem
from custom_components.hushwatt.scheduling.candidates import (
    anchored_starts,
    cheapest_start,
    closed_under_alignment,
)
from custom_components.hushwatt.scheduling.costs import freedom_of, run_costs
from custom_components.hushwatt.scheduling.minutes import members
from custom_components.hushwatt.scheduling.timeline import Timeline


@pytest.mark.parametrize("seed", range(150))
def test_a_cheapest_start_is_among_the_anchored_ones(seed: int) -> None:
    """The earliest of all cheapest minutes, whatever phases, prices, rules and holes."""
    problem = small_problem(Random(seed), limit=True, surplus=True)
    timeline = Timeline(problem)
    for load in problem.loads:
        freedom = freedom_of(timeline, load)
        starts = members(freedom.starts)
        if not starts:
            continue
        costs = run_costs(timeline, freedom, starts)
        least = min(costs)
        assert cheapest_start(timeline, freedom) == (least, starts[costs.index(least)])


def test_edges_of_a_price_meet_edges_of_a_phase() -> None:
    """A run of three starts, or ends, where the price changes; or at the bounds."""
    problem = problem_of([unbroken("a", 3)], hours(0.1, 0.2))
    timeline = Timeline(problem)
    found = anchored_starts(timeline, freedom_of(timeline, problem.loads[0]))
    assert members(found) == [0, 7, 10, 17]


def test_a_start_follows_through_a_chain_of_loads() -> None:
    """After one load, and after that one after another."""
    loads = [unbroken("a", 3), unbroken("b", 4), unbroken("c", 50)]
    timeline = Timeline(problem_of(loads, hours(0.1, length=100)))
    freedoms = [freedom_of(timeline, load) for load in loads]
    found = [members(minutes) for minutes in closed_under_alignment(timeline, freedoms)]
    assert 4 in found[0]
    assert 54 in found[0]
    assert 7 in found[2]
    assert 60 not in found[0]


def test_a_load_that_can_only_start_once_has_one_candidate() -> None:
    """Nothing to align with leads outside of what is allowed."""
    loads = [unbroken("a", 10), unbroken("b", 2)]
    timeline = Timeline(problem_of(loads, hours(0.1)))
    found = closed_under_alignment(
        timeline, [freedom_of(timeline, load) for load in loads]
    )
    assert members(found[0]) == [0]
