"""What cannot fit is seen by its energy, and nothing else is called overfull."""

from random import Random

import pytest

from .groups import broken, group_of, hours, problem_of, unbroken
from .small import least_cost_by_trying, small_problem
from custom_components.hushwatt.scheduling.crowding import is_overfull
from custom_components.hushwatt.scheduling.problem import FixedLoad, Problem, Rule, Span


def pair(due: int, **more: object) -> Problem:
    """Return two loads of 10 minutes at 2 kW that are due at a minute."""
    rule = Rule(latest_end=due)
    loads = [unbroken(name, 10, 2.0, (rule,)) for name in "ab"]
    return problem_of(loads, hours(1.0, 1.0, 1.0, 1.0), **{"limit": 3.0, **more})


def test_one_after_the_other_needs_the_minutes_of_both() -> None:
    """Both need 40 kW minutes; by minute 20 there are 60, by minute 12 only 36."""
    assert not is_overfull(group_of(pair(20)))
    assert is_overfull(group_of(pair(12)))


def test_without_a_limit_nothing_is_overfull() -> None:
    """Both run at once."""
    assert not is_overfull(group_of(pair(10, limit=None)))


def test_what_runs_already_takes_its_share() -> None:
    """1 kW that runs until minute 10 takes 10 of the 42 kW minutes."""
    running = FixedLoad("f", Span(0, 10), 1.0)
    assert not is_overfull(group_of(pair(14)))
    assert is_overfull(group_of(pair(14, fixed=(running,))))


def test_an_interruptible_load_counts_with_what_it_cannot_run_elsewhere() -> None:
    """It may run 20 minutes outside of the rush, not more."""
    rush = unbroken("a", 20, 2.0, (Rule(latest_end=20),))
    for minutes, overfull in ((20, False), (21, False), (31, True)):
        loads = [rush, broken("b", minutes, 2.0)]
        group = group_of(problem_of(loads, hours(*[1.0] * 4), limit=3.0))
        assert is_overfull(group) is overfull


@pytest.mark.parametrize("seed", range(60))
def test_what_has_a_schedule_is_not_overfull(seed: int) -> None:
    """Whatever rules, holes and phases there are."""
    problem = small_problem(Random(seed), limit=True, broken=True)
    if least_cost_by_trying(problem) is not None:
        assert not is_overfull(group_of(problem))
