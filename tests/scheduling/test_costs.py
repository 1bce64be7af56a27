"""What its own rules leave a load, and what running it now costs."""

import pytest

from .groups import broken, hours, problem_of, unbroken
from custom_components.hushwatt.scheduling.costs import (
    freedom_of,
    run_costs,
    solve_load_now,
)
from custom_components.hushwatt.scheduling.minutes import members
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Load,
    Order,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.timeline import COST_UNITS, Timeline
from custom_components.hushwatt.vocabulary import Phase


def starts_of(problem: Problem) -> list[int]:
    """Return the starts left to the first load."""
    return members(freedom_of(Timeline(problem), problem.loads[0]).starts)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(), [0, 1, 2, 3, 4, 5, 6]),
        (Rule(latest_end=6), [0, 1, 2]),
        (Rule(earliest_start=4), [4, 5, 6]),
        (Rule(quiet=(Span(5, 6),)), [0, 1, 6]),
        (Rule(no_start=(Span(0, 3), Span(5, 6))), [3, 4, 6]),
        (Rule(earliest_start=3, latest_end=8, quiet=(Span(3, 4),)), [4]),
    ],
)
def test_rules_leave_some_starts(rule: Rule, expected: list[int]) -> None:
    """Of a run of four minutes in ten."""
    assert (
        starts_of(problem_of([unbroken("a", 4, rules=(rule,))], hours(0.1))) == expected
    )


def test_a_run_does_not_cross_a_hole() -> None:
    """It runs where a window is."""
    windows = [Window(Span(0, 5), 0.1), Window(Span(6, 10), 0.1)]
    assert starts_of(problem_of([unbroken("a", 4)], windows)) == [0, 1, 6]


def test_each_phase_needs_its_own_room() -> None:
    """Only the second is too much beside what runs already."""
    load = Load(id="a", phases=(Phase(2, 1.0), Phase(1, 3.0)))
    problem = problem_of(
        [load],
        hours(0.1, length=8),
        limit=4.0,
        fixed=(FixedLoad("f", Span(3, 5), 2.0),),
    )
    assert starts_of(problem) == [0, 3, 4, 5]


def test_an_interruptible_load_has_minutes_rather_than_starts() -> None:
    """Its first segment may not start where that is forbidden."""
    load = Load(
        id="a",
        phases=(Phase(4, 1.0),),
        rules=(Rule(quiet=(Span(4, 6),)), Rule(no_start=(Span(0, 2),))),
        interruptible=True,
    )
    freedom = freedom_of(Timeline(problem_of([load], hours(0.1))), load)
    assert members(freedom.minutes) == [0, 1, 2, 3, 6, 7, 8, 9]
    assert members(freedom.starts) == [2, 3, 6, 7, 8, 9]


def test_phases_are_paid_where_they_lie() -> None:
    """A minute of 1 kW at 1, then one of 2 kW at 3."""
    load = Load(id="a", phases=(Phase(1, 1.0), Phase(1, 2.0)))
    timeline = Timeline(problem_of([load], hours(1.0, 3.0, length=1)))
    assert run_costs(timeline, freedom_of(timeline, load), [0]) == [
        7 * COST_UNITS // 60
    ]


def test_now_costs_what_the_run_draws_alone() -> None:
    """An hour of 2 kW, the second half of it dearer."""
    problem = problem_of([unbroken("a", 60, 2.0)], hours(0.1, 0.3, length=30))
    assert solve_load_now(problem, "a") == pytest.approx(0.4)


def test_now_an_interruptible_load_runs_through() -> None:
    """As when a person switches it on."""
    problem = problem_of([broken("a", 60, 2.0)], hours(0.3, 0.1, 0.1, length=30))
    assert solve_load_now(problem, "a") == pytest.approx(0.4)


@pytest.mark.parametrize(
    "more",
    [
        {"loads": (unbroken("a", 4, rules=(Rule(earliest_start=1),)),)},
        {"loads": (unbroken("a", 4, rules=(Rule(quiet=(Span(2, 3),)),)),)},
        {"loads": (unbroken("a", 4, rules=(Rule(no_start=(Span(0, 1),)),)),)},
        {"loads": (unbroken("a", 4), unbroken("b", 1)), "orders": (Order("b", "a"),)},
        {"limit": 1.5, "fixed": (FixedLoad("f", Span(0, 2), 1.0),)},
        {
            "exclusions": (Exclusion("f", "a"),),
            "fixed": (FixedLoad("f", Span(3, 5), 1.0),),
        },
        {"orders": (Order("f", "a"),), "fixed": (FixedLoad("f", Span(0, 1), 1.0),)},
        {"windows": (Window(Span(1, 9), 0.1),)},
    ],
)
def test_what_may_not_run_now_has_no_cost_now(more: dict[str, object]) -> None:
    """For whatever reason."""
    problem = problem_of([unbroken("a", 4)], hours(0.1))
    assert solve_load_now(problem, "a") is not None
    changed = problem_of(**{"loads": problem.loads, "windows": problem.windows, **more})  # type: ignore[arg-type]
    assert solve_load_now(changed, "a") is None


def test_a_load_that_there_is_not_has_no_cost() -> None:
    """It is a mistake to ask."""
    with pytest.raises(KeyError):
        solve_load_now(problem_of([unbroken("a", 4)], hours(0.1)), "b")
