"""The solver against brute force and against HiGHS."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, pairwise, product
import random

import highspy
from hypothesis import given, settings, strategies as st
import pytest

from benchmarks.homes import typical_home
from custom_components.hushwatt.scheduling.conflicts import explain
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Infeasible,
    Load,
    Order,
    Problem,
    Rule,
    Schedule,
    Solution,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.solver import SolveCancelledError, solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import Constraint, ConstraintKind, Phase
from tests import full_run

ORIGIN = datetime(2026, 1, 14, tzinfo=UTC)
SMALL = 10
"""Minutes of a small problem."""

PRICES = st.sampled_from([-0.2, 0.0, 0.1, 0.2, 0.25, 0.4])
POWERS = st.sampled_from([0.5, 1.0, 2.0])


def spans(end: int) -> st.SearchStrategy[Span]:
    """Return spans within so many minutes."""
    return st.tuples(st.integers(0, end - 1), st.integers(1, end)).map(
        lambda pair: Span(min(pair[0], pair[1] - 1), max(pair[0] + 1, pair[1]))
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Return a rule of any kind."""
    kind = draw(st.sampled_from(["end", "start", "quiet", "no_start"]))
    if kind == "end":
        return Rule(latest_end=draw(st.integers(4, SMALL)))
    if kind == "start":
        return Rule(earliest_start=draw(st.integers(0, 5)))
    span = draw(spans(SMALL))
    return Rule(quiet=(span,)) if kind == "quiet" else Rule(no_start=(span,))


@st.composite
def loads(draw: st.DrawFn, name: str) -> Load:
    """Return a short load: even, with phases, or interruptible."""
    if draw(st.booleans()):
        phases = draw(
            st.lists(st.tuples(st.integers(1, 2), POWERS), min_size=1, max_size=2)
        )
        return Load(
            id=name,
            phases=tuple(Phase(*phase) for phase in phases),
            rules=tuple(draw(st.lists(rules(), max_size=2))),
        )
    return Load(
        id=name,
        phases=(Phase(draw(st.integers(2, 4)), draw(POWERS)),),
        rules=tuple(draw(st.lists(rules(), max_size=2))),
        interruptible=True,
        segment=draw(st.integers(1, 2)),
    )


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Return priced windows over a small problem, perhaps with a hole and with surplus."""
    edges = sorted({0, SMALL, *draw(st.lists(st.integers(1, SMALL - 1), max_size=3))})
    found = []
    for start, end in pairwise(edges):
        if len(edges) > 2 and draw(st.integers(0, 9)) == 0:
            continue
        surplus = draw(st.sampled_from([0.0, 0.0, 1.0, 2.5]))
        found.append(Window(Span(start, end), draw(PRICES), draw(PRICES), surplus))
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Return a problem small enough to try everything."""
    placed = tuple(draw(loads(name)) for name in "ab"[: draw(st.integers(1, 2))])
    both = len(placed) == 2
    fixed = draw(st.booleans())
    return Problem(
        origin=ORIGIN,
        loads=placed,
        windows=draw(windows()),
        fixed=(FixedLoad("f", Span(0, draw(st.integers(1, SMALL))), 1.0),)
        if fixed
        else (),
        limit=draw(st.sampled_from([None, 2.0, 3.0])),
        orders=(Order("a", "b"),) if both and draw(st.booleans()) else (),
        exclusions=(Exclusion("a", "b"),) if both and draw(st.booleans()) else (),
    )


def runs_of(load: Load) -> Iterator[tuple[Span, ...]]:
    """Yield all ways to place a load, as pieces of single minutes put together."""
    if not load.interruptible:
        for start in range(SMALL - load.duration + 1):
            yield (Span(start, start + load.duration),)
        return
    for minutes in combinations(range(SMALL), load.duration):
        pieces: list[Span] = []
        for minute in minutes:
            if pieces and pieces[-1].end == minute:
                pieces[-1] = Span(pieces[-1].start, minute + 1)
            else:
                pieces.append(Span(minute, minute + 1))
        if all(piece.end - piece.start >= load.segment for piece in pieces):
            yield tuple(pieces)


def best_by_trying(problem: Problem) -> float | None:
    """Return the least cost of all schedules that break no rule, None when all do."""
    ways = [list(runs_of(load)) for load in problem.loads]
    names = [load.id for load in problem.loads]
    alone = [
        [
            run
            for run in runs
            if not verify(_only(problem, name), Schedule({name: run})).violations
        ]
        for name, runs in zip(names, ways, strict=True)
    ]
    costs = []
    for chosen in product(*alone):
        found = verify(problem, Schedule(dict(zip(names, chosen, strict=True))))
        if not found.violations:
            costs.append(found.cost)
    return min(costs, default=None)


def _only(problem: Problem, name: str) -> Problem:
    """Return the problem with one load only."""
    return Problem(
        origin=problem.origin,
        loads=(problem.load(name),),
        windows=problem.windows,
        fixed=problem.fixed,
        limit=problem.limit,
    )


@settings(max_examples=400 if full_run() else 60)
@given(problems())
def test_no_schedule_is_cheaper_than_the_solvers(problem: Problem) -> None:
    """Every way is tried; where none is left the solver says so.

    A gap of 0 is the optimum, and wherever drawing more never makes a kWh cheaper
    the gap is 0.
    """
    found, best = solve(problem, seconds=20), best_by_trying(problem)
    if best is None:
        assert isinstance(found, Infeasible)
        return
    assert isinstance(found, Solution)
    checked = verify(problem, found.schedule)
    assert checked.violations == ()
    assert checked.cost == pytest.approx(found.cost, abs=1e-9)
    assert found.bound <= best + 1e-9
    if found.gap == 0:
        assert found.cost == pytest.approx(best, abs=1e-9)
    if all(one.import_price >= one.export_price for one in problem.windows):
        assert found.gap == 0


@settings(max_examples=200 if full_run() else 30)
@given(problems())
def test_the_same_problem_has_the_same_schedule(problem: Problem) -> None:
    """Also after it was solved once."""
    first, second = solve(problem, seconds=20), solve(problem, seconds=20)
    if isinstance(first, Solution) and isinstance(second, Solution):
        assert first.schedule == second.schedule
    else:
        assert first == second


def day(seed: int, slots: int = 96, minutes: int = 15) -> tuple[Window, ...]:
    """Return a day of noisy prices."""
    source = random.Random(seed)
    return tuple(
        Window(
            Span(n * minutes, (n + 1) * minutes), round(source.uniform(0.05, 0.5), 4)
        )
        for n in range(slots)
    )


def home(seed: int, count: int, limit: float | None) -> Problem:
    """Return a home of loads that last whole quarters of an hour."""
    source = random.Random(seed)
    placed = []
    for number in range(count):
        length = source.randint(2, 10)
        first = source.randint(0, 30)
        latest = min(96, first + length + source.randint(5, 60))
        placed.append(
            Load(
                id=f"l{number}",
                phases=(Phase(length * 15, round(source.uniform(0.5, 4.0), 1)),),
                rules=(Rule(earliest_start=first * 15, latest_end=latest * 15),),
            )
        )
    return Problem(origin=ORIGIN, loads=tuple(placed), windows=day(seed), limit=limit)


def highs_cost(problem: Problem) -> float:
    """Return the optimum of a problem on quarters of an hour, by HiGHS: a binary per load and start."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    slots = len(problem.windows)
    draws: list[list[tuple[float, object]]] = [[] for _ in range(slots)]
    costs: list[object] = []
    for load in problem.loads:
        length, power = load.duration // 15, load.phases[0].power
        (rule,) = load.rules
        starts = range(
            (rule.earliest_start or 0) // 15, (rule.latest_end or 0) // 15 - length + 1
        )
        chosen = [solver.addBinary() for _ in starts]
        solver.addConstr(sum(chosen) == 1)
        for start, binary in zip(starts, chosen, strict=True):
            price = sum(
                problem.windows[n].import_price for n in range(start, start + length)
            )
            costs.append(price * power / 4 * binary)
            for slot in range(start, start + length):
                draws[slot].append((power, binary))
    if problem.limit is not None:
        for drawn in draws:
            if drawn:
                solver.addConstr(
                    sum(power * binary for power, binary in drawn) <= problem.limit
                )
    solver.minimize(sum(costs))
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(solver.getObjectiveValue())


@pytest.mark.parametrize("seed", range(40 if full_run() else 8))
def test_highs_finds_nothing_cheaper_where_nothing_couples(seed: int) -> None:
    """On quarters of an hour both have the same optimum; to the minute ours is at most that."""
    problem = home(seed, 5, None)
    found = solve(problem, seconds=10)
    assert isinstance(found, Solution)
    assert found.cost <= highs_cost(problem) + 1e-6
    assert verify(problem, found.schedule).violations == ()


@pytest.mark.parametrize("seed", range(30 if full_run() else 6))
def test_highs_finds_nothing_cheaper_under_a_limit(seed: int) -> None:
    """A limit that binds."""
    problem = home(seed, 3, 5.0)
    found = solve(problem, seconds=10)
    assert isinstance(found, Solution)
    assert found.gap == 0
    assert found.cost <= highs_cost(problem) + 1e-6
    assert verify(problem, found.schedule).violations == ()


def demand(kind: ConstraintKind) -> Constraint:
    """Return a constraint to be named in a clash."""
    return Constraint(kind=kind, appliance="a")


def clash(*demands: Rule, limit: float | None = None, end: int = 600) -> Problem:
    """Return a problem of one load of an hour at 2 kW with these rules."""
    return Problem(
        origin=ORIGIN,
        loads=(Load(id="a", phases=(Phase(60, 2.0),), rules=demands),),
        windows=(Window(Span(0, end), 0.2),),
        limit=limit,
    )


def test_a_clash_is_a_smallest_set() -> None:
    """The rule that has nothing to do with it is not named."""
    by, after, quiet = (
        demand(kind)
        for kind in (
            ConstraintKind.FINISH_BY,
            ConstraintKind.NOT_BEFORE,
            ConstraintKind.QUIET_WINDOW,
        )
    )
    found = solve(
        clash(
            Rule(constraint=by, latest_end=120),
            Rule(constraint=after, earliest_start=100),
            Rule(constraint=quiet, quiet=(Span(300, 400),)),
        )
    )
    assert isinstance(found, Infeasible)
    assert found.load == "a"
    assert set(found.conflicts) == {by, after}
    assert not found.limit
    assert not found.prices


def test_an_explanation_that_is_cut_short_names_all_that_may_clash() -> None:
    """What there was no time to leave out stays in the set."""
    by, quiet = demand(ConstraintKind.FINISH_BY), demand(ConstraintKind.QUIET_WINDOW)
    problem = clash(
        Rule(constraint=by, latest_end=30),
        Rule(constraint=quiet, quiet=(Span(300, 400),)),
    )
    whole = explain(problem, ["a"], lambda: False)
    short = explain(problem, ["a"], lambda: True)
    assert set(whole.conflicts) == {by}
    assert set(short.conflicts) == {by, quiet}


def test_an_explanation_can_be_cancelled() -> None:
    """Nothing is said then."""
    problem = clash(Rule(constraint=demand(ConstraintKind.FINISH_BY), latest_end=30))
    with pytest.raises(SolveCancelledError):
        solve(problem, cancelled=lambda: True)


@pytest.mark.parametrize("seed", range(6))
def test_an_ordinary_home_is_proven_at_once(seed: int) -> None:
    """Two appliances, a car that is charged in pieces, a limit and solar power."""
    problem = typical_home(seed)
    found = solve(problem, seconds=20)
    assert isinstance(found, Solution)
    assert found.gap == 0
    verified = verify(problem, found.schedule)
    assert verified.violations == ()
    assert verified.cost == pytest.approx(found.cost, abs=1e-8)


def test_a_limit_below_the_load_is_named() -> None:
    """Nothing else clashes."""
    found = solve(clash(limit=1.0))
    assert isinstance(found, Infeasible)
    assert found.limit
    assert found.conflicts == ()


def test_prices_that_end_too_early_are_named() -> None:
    """Half an hour is known, an hour is needed."""
    found = solve(clash(end=30))
    assert isinstance(found, Infeasible)
    assert found.prices
    assert found.conflicts == ()


def test_at_equal_cost_the_earliest_start_is_taken() -> None:
    """A flat price."""
    found = solve(clash(Rule(earliest_start=7)))
    assert isinstance(found, Solution)
    assert found.schedule.runs["a"] == (Span(7, 67),)


def test_at_equal_cost_an_interruptible_load_is_cut_least() -> None:
    """One segment, although two would cost the same."""
    load = Load(id="a", phases=(Phase(60, 2.0),), interruptible=True, segment=30)
    prices = (0.1, 0.3, 0.1, 0.1)
    problem = Problem(
        origin=ORIGIN,
        loads=(load,),
        windows=tuple(
            Window(Span(n * 30, n * 30 + 30), price) for n, price in enumerate(prices)
        ),
    )
    found = solve(problem)
    assert isinstance(found, Solution)
    assert found.schedule.runs["a"] == (Span(60, 120),)


def test_a_search_that_is_cancelled_at_once_returns_soon_and_nothing_false() -> None:
    """A schedule that keeps every rule, or the word that none was found by then."""
    problem = home(1, 6, 6.0)
    try:
        found = solve(problem, seconds=60, cancelled=lambda: True)
    except SolveCancelledError:
        return
    assert isinstance(found, Solution)
    assert found.seconds < 10
    assert verify(problem, found.schedule).violations == ()


def test_a_search_that_is_cut_short_returns_its_best_with_the_proven_gap() -> None:
    """The bound is below the optimum, the schedule keeps every rule."""
    problem = home(3, 10, 6.0)
    hurried = solve(problem, seconds=0.01)
    if isinstance(hurried, Infeasible):
        pytest.fail("there is a schedule")
    assert hurried.gap >= 0
    assert hurried.bound <= hurried.cost + 1e-9
    assert verify(problem, hurried.schedule).violations == ()


def test_a_warm_start_changes_no_optimum() -> None:
    """It only helps to find it."""
    problem = home(2, 3, 5.0)
    cold = solve(problem, seconds=10)
    assert isinstance(cold, Solution)
    warm = solve(problem, seconds=10, warm=cold.schedule)
    assert isinstance(warm, Solution)
    assert warm.cost == pytest.approx(cold.cost)


def test_a_search_in_a_hurry_is_no_dearer_than_what_it_starts_from() -> None:
    """Without a start it is."""
    problem = home(4, 12, 7.0)
    best = solve(problem, seconds=10)
    hurried = solve(problem, seconds=0.0)
    warm = solve(problem, seconds=0.0, warm=getattr(best, "schedule", None))
    assert isinstance(best, Solution)
    assert isinstance(hurried, Solution)
    assert isinstance(warm, Solution)
    assert hurried.cost > best.cost + 0.01
    assert warm.cost == pytest.approx(best.cost)


@pytest.mark.parametrize(
    "change",
    [
        {"loads": (Load(id="a", phases=()),)},
        {"loads": (Load(id="a", phases=(Phase(1, float("nan")),)),)},
        {
            "loads": (
                Load(id="a", phases=(Phase(1, 1.0), Phase(1, 1.0)), interruptible=True),
            )
        },
        {"windows": (Window(Span(5, 5), 0.1),)},
        {"windows": (Window(Span(0, 5), float("inf")),)},
        {"windows": (Window(Span(0, 5), 0.1), Window(Span(4, 8), 0.1))},
        {"orders": (Order("a", "z"),)},
        {"limit": float("nan")},
        {"fixed": (FixedLoad("a", Span(0, 5), 1.0),)},
    ],
)
def test_a_problem_that_means_nothing_is_refused(change: dict[str, object]) -> None:
    """With what is wrong with it."""
    facts: dict[str, object] = {
        "origin": ORIGIN,
        "loads": (Load(id="a", phases=(Phase(2, 1.0),)),),
        "windows": (Window(Span(0, 9), 0.1),),
    }
    with pytest.raises(ValueError, match=r"\w"):
        solve(Problem(**facts | change))


def test_what_runs_already_takes_part_in_orders_and_exclusions() -> None:
    """A load waits for the end of a fixed one, before another fixed one starts."""
    problem = Problem(
        origin=ORIGIN,
        loads=(
            Load(id="a", phases=(Phase(10, 1.0),)),
            Load(id="b", phases=(Phase(10, 1.0),)),
        ),
        windows=(Window(Span(0, 100), 0.1),),
        fixed=(FixedLoad("f", Span(0, 15), 1.0), FixedLoad("g", Span(40, 60), 1.0)),
        orders=(Order("f", "a"), Order("a", "g")),
        exclusions=(Exclusion("b", "f"),),
    )
    found = solve(problem)
    assert isinstance(found, Solution)
    assert found.schedule.runs["a"] == (Span(15, 25),)
    assert found.schedule.runs["b"] == (Span(15, 25),)
