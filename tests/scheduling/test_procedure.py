"""A procedure carried out on a real problem."""

from dataclasses import replace

import pytest

from .homes import reference_home
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    Infeasible,
    Problem,
    Rule,
    Span,
)
from custom_components.hushwatt.scheduling.procedure import (
    Filter,
    Goal,
    Procedure,
    Rank,
    Turn,
    carry_out,
    goal_of,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify

RIGHT = Procedure(turns=(Turn.MOST_ENERGY, Turn.LEAST_ROOM))


@pytest.fixture
def problem() -> Problem:
    """Return the reference problem: dishwasher and EV."""
    return build_case(reference_home(), ("dishwasher",)).problem


def test_the_kind_of_a_problem_says_how_many_loads_and_of_what_kind(
    problem: Problem,
) -> None:
    """That is all that a goal tells."""
    dishwasher, ev = (replace(problem, loads=(load,)) for load in problem.loads)
    assert goal_of(problem) is Goal.SHIFT_SEVERAL
    assert goal_of(dishwasher) is Goal.SHIFT_ONE
    assert goal_of(ev) is Goal.CHARGE_ONE


def test_the_right_procedure_finds_the_optimum_of_loads_that_share_nothing(
    problem: Problem,
) -> None:
    """It costs what the solver's schedule costs."""
    schedule = carry_out(RIGHT, problem)
    best = solve(problem)
    assert schedule is not None
    assert not isinstance(best, Infeasible)
    assert verify(problem, schedule).cost == pytest.approx(best.cost)


@pytest.mark.parametrize("turn", Turn)
def test_loads_that_share_a_limit_are_placed_one_after_the_other(
    problem: Problem, turn: Turn
) -> None:
    """Whoever comes first, nothing breaks a rule."""
    tight = replace(problem, limit=7.5)
    schedule = carry_out(Procedure(turns=(turn,)), tight)
    assert schedule is not None
    assert verify(tight, schedule).violations == ()


def test_loads_that_exclude_each_other_do_not_meet(problem: Problem) -> None:
    """What is placed keeps its place, the next one goes round it."""
    apart = replace(problem, exclusions=(Exclusion("dishwasher", "ev"),))
    schedule = carry_out(RIGHT, apart)
    assert schedule is not None
    assert verify(apart, schedule).violations == ()


def test_ranked_by_time_the_load_starts_at_once(problem: Problem) -> None:
    """Prices do not matter then."""
    schedule = carry_out(Procedure(rank=Rank.EARLIEST), problem)
    assert schedule is not None
    assert schedule.runs["dishwasher"] == (Span(0, 90),)


def test_a_filter_that_is_left_out_is_not_kept(problem: Problem) -> None:
    """The verifier says so; that is why nothing of the cloud is believed."""
    careless = Procedure(filters=frozenset({Filter.LIMIT}))
    schedule = carry_out(careless, problem)
    assert schedule is not None
    assert verify(problem, schedule).violations


def test_without_a_start_left_there_is_no_schedule_unless_a_filter_is_given_up(
    problem: Problem,
) -> None:
    """Filters are given up in their order."""
    dishwasher, ev = problem.loads
    quiet = Rule(quiet=(Span(0, 24 * 60),))
    never = replace(
        problem, loads=(replace(dishwasher, rules=(*dishwasher.rules, quiet)), ev)
    )
    assert carry_out(RIGHT, never) is None
    eased = carry_out(replace(RIGHT, relax=(Filter.LIMIT, Filter.ALLOWED_TIMES)), never)
    assert eased is not None
    assert {one.load for one in verify(never, eased).violations} == {"dishwasher"}
