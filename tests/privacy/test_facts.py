"""What is left of a problem when all is left out that cannot matter."""

from dataclasses import replace

import pytest

from .problems import ORIGIN
from custom_components.hushwatt.privacy.facts import (
    PricedWindow,
    gather_facts,
    gather_readable_facts,
    windows_left,
)
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
from custom_components.hushwatt.vocabulary import Phase

DAY = Span(0, 600)


def problem_of(*loads: Load, limit: float | None = None, **window: float) -> Problem:
    """Return a problem with one window of 600 minutes."""
    price = {"import_price": 0.3, **window}
    return Problem(
        origin=ORIGIN, loads=loads, windows=(Window(DAY, **price),), limit=limit
    )


def load_of(load_id: str, power: float, *rules: Rule, minutes: int = 60) -> Load:
    """Return an even load."""
    return Load(id=load_id, phases=(Phase(minutes, power),), rules=rules)


def test_all_rules_of_a_load_become_the_starts_that_they_leave() -> None:
    """Deadline, earliest start, quiet hours and closed starts are one list."""
    load = load_of(
        "a",
        2.0,
        Rule(latest_end=500),
        Rule(earliest_start=30),
        Rule(quiet=(Span(100, 200),)),
        Rule(no_start=(Span(300, 320),)),
    )
    (placed,) = gather_facts(problem_of(load), {"a"}).loads
    assert placed.starts == (Span(30, 41), Span(200, 300), Span(320, 441))
    assert placed.reach == (Span(30, 100), Span(200, 500))


def test_a_load_that_may_be_cut_has_spans_as_well() -> None:
    """Gaps too short for a segment are no place to run."""
    load = replace(
        load_of("a", 2.0, Rule(quiet=(Span(100, 200), Span(220, 300)))),
        interruptible=True,
        segment=30,
    )
    (placed,) = gather_facts(problem_of(load), {"a"}).loads
    assert placed.spans == (Span(0, 100), Span(300, 600))
    assert placed.free_start
    closed = replace(load, rules=(*load.rules, Rule(no_start=(Span(0, 20),))))
    (placed,) = gather_facts(problem_of(closed), {"a"}).loads
    assert placed.spans == (Span(20, 100), Span(300, 600))
    assert placed.free_start
    late = replace(load, rules=(*load.rules, Rule(no_start=(Span(300, 600),))))
    (placed,) = gather_facts(problem_of(late), {"a"}).loads
    assert not placed.free_start
    assert placed.starts == (Span(0, 71),)


def test_a_load_too_short_to_be_cut_runs_in_one_piece() -> None:
    """Two segments would not fit into it."""
    load = replace(load_of("a", 2.0, minutes=50), interruptible=True, segment=30)
    (placed,) = gather_facts(problem_of(load), {"a"}).loads
    assert (placed.segment, placed.spans) == (0, ())


@pytest.mark.parametrize(
    "load",
    [
        load_of("a", 2.0, Rule(latest_end=59)),
        load_of("a", 2.0, Rule(no_start=(DAY,))),
        load_of("a", 12.0),
        replace(load_of("a", 2.0, Rule(no_start=(DAY,))), interruptible=True),
        replace(
            load_of("a", 2.0, Rule(no_start=(Span(0, 560),))),
            interruptible=True,
            segment=30,
        ),
        Load(id="a", phases=()),
    ],
)
def test_a_load_with_nowhere_to_run_is_an_error(load: Load) -> None:
    """It is for the home to say why."""
    for gather in (lambda p: gather_facts(p, {"a"}), gather_readable_facts):
        with pytest.raises(ValueError, match="a"):
            gather(problem_of(load, limit=11.0))


def test_phases_of_equal_power_are_one() -> None:
    """A profile that is even is none."""
    load = Load(id="a", phases=(Phase(20, 2.0), Phase(0, 9.0), Phase(40, 2.0)))
    (placed,) = gather_facts(problem_of(load), {"a"}).loads
    assert placed.phases == (Phase(60, 2.0),)


def test_what_runs_already_takes_limit_and_surplus() -> None:
    """A running appliance shows as less room and is not sent."""
    problem = replace(
        problem_of(load_of("a", 2.0), limit=5.0, surplus=3.0),
        fixed=(FixedLoad("b", Span(60, 120), 4.0), FixedLoad("c", Span(-60, 60), 1.0)),
    )
    assert windows_left(problem) == (
        PricedWindow(Span(0, 60), 0.3, 0.0, 2.0, 4.0),
        PricedWindow(Span(60, 120), 0.3, 0.0, 0.0, 1.0),
        PricedWindow(Span(120, 600), 0.3, 0.0, 3.0, 5.0),
    )
    (placed,) = gather_facts(problem, {"a"}).loads
    assert placed.starts == (Span(0, 1), Span(120, 541))


def test_the_limit_is_left_out_where_one_load_is_alone_or_all_fit() -> None:
    """It is sent only where it can bind."""
    a, b = load_of("a", 6.0, Rule(latest_end=120)), load_of("b", 6.0)
    facts = gather_facts(problem_of(a, b, limit=7.0), {"a", "b"})
    assert [(w.span, w.limit) for w in facts.windows] == [
        (Span(0, 120), 7.0),
        (Span(120, 600), None),
    ]
    facts = gather_facts(problem_of(a, b, limit=12.0), {"a", "b"})
    assert {window.limit for window in facts.windows} == {None}
    assert not any(facts.weighted(load) for load in facts.loads)


def test_the_sun_becomes_a_price_where_one_even_load_meets_it() -> None:
    """A home with one load to place does not tell that it has solar panels."""
    problem = problem_of(load_of("a", 2.0), surplus=0.5, export_price=0.1)
    (window,) = gather_facts(problem, {"a"}).windows
    assert window.surplus is None
    assert window.price == pytest.approx(0.25 * 0.1 + 0.75 * 0.3)
    problem = problem_of(load_of("a", 2.0), surplus=4.0, export_price=0.1)
    (window,) = gather_facts(problem, {"a"}).windows
    assert (window.price, window.surplus) == (0.1, None)


def test_the_sun_is_sent_where_loads_share_it_or_power_changes() -> None:
    """Then its amount decides."""
    shared = problem_of(
        load_of("a", 2.0), load_of("b", 1.0), surplus=2.5, export_price=0.1
    )
    (window,) = gather_facts(shared, {"a", "b"}).windows
    assert (window.price, window.export, window.surplus) == (0.3, 0.1, 2.5)
    washer = Load(id="a", phases=(Phase(20, 2.0), Phase(40, 0.2)))
    changing = problem_of(washer, surplus=1.0, export_price=0.1)
    (window,) = gather_facts(changing, {"a"}).windows
    assert window.surplus == 1.0
    same = problem_of(washer, surplus=1.0, export_price=0.3)
    (window,) = gather_facts(same, {"a"}).windows
    assert window.surplus is None


def test_orders_and_exclusions_that_hold_anyway_are_left_out() -> None:
    """What time keeps apart need not be said."""
    early = load_of("a", 1.0, Rule(latest_end=120))
    late = load_of("b", 1.0, Rule(earliest_start=120))
    free = load_of("c", 1.0)
    problem = replace(
        problem_of(early, late, free),
        orders=(Order("a", "b"), Order("a", "c"), Order("c", "c2")),
        exclusions=(Exclusion("b", "a"), Exclusion("c", "a"), Exclusion("c", "b")),
    )
    facts = gather_facts(problem, {"a", "b", "c"})
    assert facts.orders == (("a", "c"),)
    assert facts.exclusions == (("b", "c"),)


def test_readable_facts_keep_the_tariff_until_the_last_load_may_end() -> None:
    """Also where the limit would keep one load on its own from running."""
    problem = replace(
        problem_of(load_of("a", 6.0, Rule(latest_end=300)), limit=7.0),
        fixed=(FixedLoad("b", Span(0, 60), 4.0),),
    )
    facts = gather_readable_facts(problem)
    assert [(w.span, w.limit) for w in facts.windows] == [
        (Span(0, 60), 3.0),
        (Span(60, 300), None),
    ]


def test_windows_of_the_past_are_gone() -> None:
    """A tariff often begins at midnight; time counts from now on."""
    problem = replace(
        problem_of(load_of("a", 2.0)),
        windows=(
            Window(Span(-120, -60), 0.1),
            Window(Span(-60, 60), 0.2),
            Window(Span(60, 120), 0.3),
        ),
    )
    assert [window.span for window in windows_left(problem)] == [
        Span(0, 60),
        Span(60, 120),
    ]
