"""The verifier passes what is right, rejects every broken rule, and gets the cost right."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from time import perf_counter

from hypothesis import assume, given, strategies as st
import pytest

from custom_components.hushwatt.scheduling import verifier
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Load,
    Order,
    Problem,
    Rule,
    Schedule,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.verifier import LIMIT_TOLERANCE, verify
from custom_components.hushwatt.vocabulary import Phase

ORIGIN = datetime(2026, 10, 14, 16, 30, tzinfo=UTC)
END = 600
"""Minutes that the small problems of these tests have."""


def load(
    name: str = "one",
    *phases: tuple[int, float],
    rules: tuple[Rule, ...] = (),
    interruptible: bool = False,
    segment: int = 30,
) -> Load:
    """Return a load, of 60 minutes at 1 kW when nothing else is said."""
    return Load(
        id=name,
        phases=tuple(Phase(*phase) for phase in phases or ((60, 1.0),)),
        rules=rules,
        interruptible=interruptible,
        segment=segment,
    )


def problem(*loads: Load, **fields: object) -> Problem:
    """Return a problem with one price until END when nothing else is said."""
    facts: dict[str, object] = {
        "origin": ORIGIN,
        "loads": loads,
        "windows": (Window(Span(0, END), 0.3),),
    }
    return Problem(**facts | fields)  # type: ignore[arg-type]


def runs(**spans: tuple[tuple[int, int], ...]) -> Schedule:
    """Return a schedule."""
    return Schedule(
        {name: tuple(Span(*edges) for edges in run) for name, run in spans.items()}
    )


def codes(of: Problem, schedule: Schedule) -> list[str]:
    """Return the codes of what a schedule breaks."""
    return [violation.code for violation in verify(of, schedule).violations]


# Cost


def test_reference_costs() -> None:
    """The reference case: 0.264 at 20:00, 0.54 at 18:30, 1.68 for the car."""
    windows = (
        Window(Span(0, 90), 0.45),
        Window(Span(90, 330), 0.22),
        Window(Span(330, 690), 0.12),
    )
    washing, car = load("washing", (90, 0.8)), load("car", (120, 7.0))
    reference = problem(washing, car, windows=windows)
    later = verify(reference, runs(car=((330, 450),), washing=((90, 180),)))
    assert later.violations == ()
    assert later.cost == 1.944
    assert list(later.load_costs.items()) == [("car", 1.68), ("washing", 0.264)]
    now = verify(reference, runs(washing=((0, 90),), car=((330, 450),)))
    assert now.load_costs["washing"] == 0.54


def test_cost_follows_the_phases_through_the_windows() -> None:
    """Half an hour at 2 kW for 0.10, half an hour at 0.5 kW, a part of it for 0.40."""
    windows = (Window(Span(0, 45), 0.1), Window(Span(45, 100), 0.4))
    of = problem(load("one", (30, 2.0), (30, 0.5)), windows=windows)
    assert verify(of, runs(one=((0, 60),))).cost == 0.1 + 0.0125 + 0.05


def test_surplus_costs_what_it_is_not_sold_for() -> None:
    """3 kW against 1 kW of surplus: a third at the export price."""
    windows = (Window(Span(0, END), 0.3, 0.06, 1.0),)
    of = problem(load("one", (60, 3.0)), windows=windows)
    assert verify(of, runs(one=((0, 60),))).cost == 0.66


def test_surplus_is_shared_in_proportion_to_power() -> None:
    """1 kW and 3 kW against 2 kW: each has half of what it draws."""
    windows = (Window(Span(0, END), 0.3, 0.1, 2.0),)
    of = problem(load("one", (60, 1.0)), load("two", (60, 3.0)), windows=windows)
    found = verify(of, runs(one=((0, 60),), two=((0, 60),)))
    assert found.load_costs == {"one": 0.2, "two": 0.6}
    assert found.cost == 0.8


def test_fixed_load_takes_the_surplus_first_and_costs_nothing() -> None:
    """It runs anyway."""
    windows = (Window(Span(0, END), 0.3, 0.0, 2.0),)
    fixed = (FixedLoad("running", Span(0, 30), 1.5),)
    of = problem(load("one", (60, 1.0)), windows=windows, fixed=fixed)
    assert verify(of, runs(one=((0, 60),))).cost == 0.075
    much = replace(of, fixed=(FixedLoad("running", Span(0, 60), 9.0),))
    assert verify(much, runs(one=((0, 60),))).cost == 0.3


def test_load_without_power_costs_nothing() -> None:
    """Nor does it share in anything."""
    of = problem(load("one", (60, 0.0)), limit=0.0)
    assert verify(of, runs(one=((0, 60),))).cost == 0.0
    assert codes(of, runs(one=((0, 60),))) == []


def test_numbers_are_taken_as_they_are_written() -> None:
    """1.1 kW and 2.2 kW are 3.3 kW; ten times a tenth is one."""
    loads = [load("a", (60, 1.1)), load("b", (60, 2.2))]
    exact = problem(*loads, limit=3.3, windows=(Window(Span(0, END), 0.1),))
    found = verify(exact, runs(a=((0, 60),), b=((0, 60),)))
    assert found.violations == ()
    assert found.cost == 0.33


# What breaks


def test_everything_is_scheduled_and_nothing_else() -> None:
    """A load that is forgotten, and one that nobody knows."""
    of = problem(load("one"), load("two"))
    assert codes(of, runs(one=((0, 60),), three=((0, 60),))) == [
        "unknown_load",
        "missing_load",
    ]
    found = verify(of, runs(one=((0, 60),), three=((0, 60),)))
    assert [violation.load for violation in found.violations] == ["three", "two"]
    assert list(found.load_costs) == ["one"]


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ((), "wrong_duration"),
        (((0, 59),), "wrong_duration"),
        (((0, 61),), "wrong_duration"),
        (((60, 0),), "empty_span"),
        (((0, 60), (90, 90)), "empty_span"),
        (((-1, 59),), "in_the_past"),
        (((0, 30), (30, 60)), "interrupted"),
        (((0, 10**12),), "wrong_duration"),
    ],
)
def test_run_must_have_the_shape_of_its_load(
    spans: tuple[tuple[int, int], ...], code: str
) -> None:
    """60 minutes, ahead, in one piece; what has not, costs nothing."""
    found = verify(problem(load()), runs(one=spans))
    assert code in {violation.code for violation in found.violations}
    assert found.cost == 0.0


@pytest.mark.parametrize(
    ("spans", "broken"),
    [
        (((0, 60),), []),
        (((0, 30), (30, 60)), []),
        (((0, 30), (90, 120)), []),
        (((0, 31), (90, 119)), ["short_segment"]),
        (((90, 120), (0, 30)), ["unordered"]),
        (((0, 40), (20, 40)), ["unordered", "short_segment"]),
    ],
)
def test_segments_are_sorted_apart_and_long_enough(
    spans: tuple[tuple[int, int], ...], broken: list[str]
) -> None:
    """What may be interrupted may also run through."""
    assert codes(problem(load(interruptible=True)), runs(one=spans)) == broken


def test_one_short_run_is_no_short_segment() -> None:
    """A charge of ten minutes takes ten minutes."""
    brief = load("one", (10, 1.0), interruptible=True)
    assert codes(problem(brief), runs(one=((5, 15),))) == []


@pytest.mark.parametrize(
    ("rule", "starts_that_pass"),
    [
        (Rule(latest_end=160), {99, 100}),
        (Rule(earliest_start=100), {100, 101}),
        (Rule(quiet=(Span(160, 170),)), {99, 100, 170, 171}),
        (Rule(quiet=(Span(0, 40), Span(100, 110))), {40, 110}),
        (Rule(no_start=(Span(100, 110),)), {99, 110}),
        (Rule(no_start=(Span(0, 10), Span(100, 101))), {99, 101, 110}),
    ],
)
def test_rules_hold_to_the_minute(rule: Rule, starts_that_pass: set[int]) -> None:
    """Half-open: an end may touch, a start at the end of what is closed may be."""
    of = problem(load(rules=(rule,)))
    tried = {0, 9, 39, 40, 41, 99, 100, 101, 109, 110, 111, 169, 170, 171}
    passed = {s for s in tried if not codes(of, runs(one=((s, s + 60),)))}
    oracle = {s for s in tried if is_allowed(rule, s, 60)}
    assert passed == oracle
    assert starts_that_pass <= passed


def is_allowed(rule: Rule, start: int, length: int) -> bool:
    """Return whether a rule lets a run start, by looking at every minute."""
    minutes = set(range(start, start + length))
    return (
        (rule.latest_end is None or start + length <= rule.latest_end)
        and (rule.earliest_start is None or start >= rule.earliest_start)
        and not any(minutes & set(range(s.start, s.end)) for s in rule.quiet)
        and not any(start in range(s.start, s.end) for s in rule.no_start)
    )


def test_only_the_first_segment_is_a_start() -> None:
    """What is interrupted goes on when starting is closed."""
    rule = Rule(no_start=(Span(100, 200),))
    of = problem(load(rules=(rule,), interruptible=True))
    assert codes(of, runs(one=((50, 80), (120, 150)))) == []
    assert codes(of, runs(one=((120, 150), (250, 280)))) == ["no_start"]


def test_every_segment_is_quiet() -> None:
    """And the last one is the end."""
    rules = (Rule(quiet=(Span(100, 200),)), Rule(latest_end=300))
    of = problem(load(rules=rules, interruptible=True))
    assert codes(of, runs(one=((0, 30), (199, 229)))) == ["quiet"]
    assert codes(of, runs(one=((0, 30), (271, 301)))) == ["latest_end"]


def test_no_price_no_run() -> None:
    """A hole in the prices, and their end."""
    windows = (Window(Span(0, 100), 0.3), Window(Span(110, 200), 0.3))
    of = problem(load(), windows=windows)
    assert codes(of, runs(one=((40, 100),))) == []
    assert codes(of, runs(one=((41, 101),))) == ["no_price"]
    assert codes(of, runs(one=((141, 201),))) == ["no_price"]
    assert verify(of, runs(one=((141, 201),))).cost == 0.295
    assert codes(problem(load(), windows=()), runs(one=((0, 60),))) == ["no_price"]


def test_limit_holds_for_all_together() -> None:
    """Each load that runs when it is passed is named once."""
    fixed = (FixedLoad("running", Span(0, 30), 1.0),)
    loads = (load("a", (60, 2.0)), load("b", (60, 3.0)))
    of = problem(*loads, limit=5.0, fixed=fixed)
    assert codes(of, runs(a=((30, 90),), b=((30, 90),))) == []
    assert codes(of, runs(a=((29, 89),), b=((29, 89),))) == ["limit", "limit"]
    assert codes(of, runs(a=((0, 60),), b=((90, 150),))) == []
    tight = replace(of, limit=2.5)
    assert codes(tight, runs(a=((30, 90),), b=((90, 150),))) == ["limit"]


def test_fixed_loads_over_the_limit_are_nobodys_fault() -> None:
    """Only what is placed can break it."""
    fixed = (FixedLoad("running", Span(0, 30), 9.0),)
    of = problem(load(), limit=5.0, fixed=fixed)
    assert codes(of, runs(one=((30, 90),))) == []
    assert codes(of, runs(one=((29, 89),))) == ["limit"]


def test_orders_and_exclusions() -> None:
    """Touching is fine, both ways for an exclusion."""
    of = problem(
        load("a"),
        load("b"),
        orders=(Order("a", "b"),),
        exclusions=(Exclusion("b", "a"),),
    )
    assert codes(of, runs(a=((0, 60),), b=((60, 120),))) == []
    assert codes(of, runs(a=((0, 60),), b=((59, 119),))) == ["order", "exclusion"]
    assert codes(of, runs(a=((60, 120),), b=((0, 60),))) == ["order"]


def test_order_waits_for_the_last_segment() -> None:
    """And exclusions look at every one."""
    of = problem(
        load("a", interruptible=True),
        load("b"),
        orders=(Order("a", "b"),),
        exclusions=(Exclusion("a", "b"),),
    )
    assert codes(of, runs(a=((0, 30), (100, 130)), b=((35, 95),))) == ["order"]
    assert codes(of, runs(a=((0, 30), (90, 120)), b=((35, 95),))) == [
        "order",
        "exclusion",
    ]


def test_couplings_may_name_what_is_fixed() -> None:
    """What runs already comes first and excludes, and breaks nothing itself."""
    fixed = (FixedLoad("x", Span(0, 40), 1.0), FixedLoad("y", Span(0, 40), 1.0))
    of = problem(
        load("a"),
        fixed=fixed,
        orders=(Order("x", "a"), Order("x", "y")),
        exclusions=(Exclusion("a", "x"), Exclusion("x", "y")),
    )
    assert codes(of, runs(a=((40, 100),))) == []
    assert codes(of, runs(a=((39, 99),))) == ["order", "exclusion"]


def test_details_hold_numbers_and_no_names() -> None:
    """They may be told to the cloud."""
    rules = (
        Rule(latest_end=50, earliest_start=10),
        Rule(quiet=(Span(0, 5),), no_start=(Span(0, 5),)),
    )
    loads = (load("Dishwasher", rules=rules), load("Grandma"))
    of = problem(
        *loads,
        limit=1.5,
        windows=(Window(Span(0, 50), 0.3),),
        orders=(Order("Dishwasher", "Grandma"),),
        exclusions=(Exclusion("Dishwasher", "Grandma"),),
    )
    schedule = Schedule({"Dishwasher": (Span(0, 60),), "Grandma": (Span(0, 60),)})
    found = verify(of, schedule).violations
    assert {violation.code for violation in found} == {
        "latest_end",
        "earliest_start",
        "quiet",
        "no_start",
        "limit",
        "no_price",
        "order",
        "exclusion",
    }
    for violation in found:
        assert violation.detail
        assert "Dishwasher" not in violation.detail
        assert "Grandma" not in violation.detail


# Any problem


@dataclass(frozen=True)
class Sound:
    """A problem with a schedule that breaks none of its rules."""

    problem: Problem
    schedule: Schedule


@st.composite
def sound(draw: st.DrawFn) -> Sound:
    """Draw runs first, and rules that leave room for them afterwards."""
    placed = [_placed(draw, f"l{index}") for index in range(draw(st.integers(1, 4)))]
    loads = tuple(one for one, _ in placed)
    schedule = Schedule({one.id: run for one, run in placed})
    fixed = tuple(
        FixedLoad(f"f{n}", Span(0, draw(st.integers(1, 300))), draw(powers))
        for n in range(draw(st.integers(0, 2)))
    )
    of = Problem(
        origin=ORIGIN,
        loads=loads,
        windows=_windows(draw),
        fixed=fixed,
        orders=tuple(
            Order(a.id, b.id)
            for a, first in placed
            for b, then in placed
            if first[-1].end <= then[0].start and draw(st.booleans())
        ),
        exclusions=tuple(
            Exclusion(a.id, b.id)
            for a, one in placed
            for b, other in placed
            if a.id < b.id
            and not minutes_of(one) & minutes_of(other)
            and draw(st.booleans())
        ),
    )
    if draw(st.booleans()):
        room = float(peak(of, schedule)) + draw(st.sampled_from([0.0, 0.5]))
        of = replace(of, limit=room)
    return Sound(of, schedule)


powers = st.integers(0, 80).map(lambda tenths: tenths / 10)


def _placed(draw: st.DrawFn, name: str) -> tuple[Load, tuple[Span, ...]]:
    """Draw a load and where it runs."""
    interruptible = draw(st.booleans())
    count = draw(st.integers(1, 3))
    lengths = [draw(st.integers(30, 60)) for _ in range(count)]
    start, spans = draw(st.integers(0, 200)), []
    for length in lengths:
        spans.append(Span(start, start + length))
        start += length + (draw(st.integers(0, 60)) if interruptible else 0)
    run = tuple(spans) if interruptible else (Span(spans[0].start, spans[-1].end),)
    phases = tuple(Phase(length, draw(powers)) for length in lengths)
    if interruptible:
        phases = (Phase(sum(lengths), draw(powers)),)
    first, last = run[0].start, run[-1].end
    rules = (
        Rule(latest_end=last + draw(st.integers(0, 60))),
        Rule(earliest_start=max(0, first - draw(st.integers(0, 60)))),
        Rule(quiet=(Span(last, last + draw(st.integers(1, 60))),)),
        Rule(no_start=(Span(first + 1, first + draw(st.integers(2, 60))),)),
    )
    return (
        Load(id=name, phases=phases, rules=rules, interruptible=interruptible),
        run,
    )


def _windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Draw windows that cover everything, with surplus here and there."""
    cuts = sorted(draw(st.sets(st.integers(1, END - 1), max_size=6)))
    price = st.integers(-50, 100).map(lambda hundredths: hundredths / 100)
    return tuple(
        Window(Span(a, b), draw(price), draw(price), draw(powers))
        for a, b in zip([0, *cuts], [*cuts, END], strict=True)
    )


def minutes_of(run: tuple[Span, ...]) -> set[int]:
    """Return the minutes of a run."""
    return {minute for span in run for minute in range(span.start, span.end)}


def drawn(of: Problem, schedule: Schedule) -> dict[int, dict[str, Fraction]]:
    """Return what each load draws in each minute, as exact fractions."""
    found: dict[int, dict[str, Fraction]] = {}
    for one in of.loads:
        powers_of = [
            Fraction(repr(p.power)) for p in one.phases for _ in range(p.minutes)
        ]
        for minute, power in zip(
            sorted(minutes_of(schedule.runs[one.id])), powers_of, strict=True
        ):
            found.setdefault(minute, {})[one.id] = power
    return found


def fixed_at(of: Problem, minute: int) -> Fraction:
    """Return what fixed loads draw in a minute."""
    return sum(
        (
            Fraction(repr(one.power))
            for one in of.fixed
            if one.span.start <= minute < one.span.end
        ),
        Fraction(0),
    )


def peak(of: Problem, schedule: Schedule) -> Fraction:
    """Return the most that is drawn in a minute in which a load draws anything."""
    return max(
        (
            sum(each.values()) + fixed_at(of, minute)
            for minute, each in drawn(of, schedule).items()
            if any(each.values())
        ),
        default=Fraction(0),
    )


def bill(of: Problem, schedule: Schedule) -> dict[str, Fraction]:
    """Return what each load pays: the home's bill with all, split by power.

    What the home pays in a minute is what it buys minus what it sells.
    """
    paid = {one.id: Fraction(0) for one in of.loads}
    for minute, each in drawn(of, schedule).items():
        (window,) = [w for w in of.windows if w.span.start <= minute < w.span.end]
        total = sum(each.values())
        without = balance(window, fixed_at(of, minute))
        extra = balance(window, fixed_at(of, minute) + total) - without
        for name, power in each.items():
            paid[name] += extra * power / total if total else 0
    return paid


def balance(window: Window, demand: Fraction) -> Fraction:
    """Return what the home pays in a minute in which this much is drawn."""
    left = Fraction(repr(window.surplus)) - demand
    if left >= 0:
        return -left * Fraction(repr(window.export_price)) / 60
    return -left * Fraction(repr(window.import_price)) / 60


@given(sound())
def test_sound_schedule_passes_and_costs_what_the_bill_says(case: Sound) -> None:
    """The bill is worked out apart, as what is bought minus what is sold."""
    found = verify(case.problem, case.schedule)
    assert found.violations == ()
    paid = bill(case.problem, case.schedule)
    assert found.cost == pytest.approx(float(sum(paid.values())), abs=1e-12)
    assert found.load_costs == pytest.approx(
        {name: float(amount) for name, amount in paid.items()}, abs=1e-12
    )
    assert list(found.load_costs) == list(case.schedule.runs)


type Mutation = Callable[[st.DrawFn, Sound], Sound]


def tightened(rule: Callable[[tuple[Span, ...]], Rule]) -> Mutation:
    """Return the mutation that puts a rule on a load which its run just breaks."""

    def mutate(draw: st.DrawFn, case: Sound) -> Sound:
        """Put it on one of the loads."""
        one = draw(st.sampled_from(case.problem.loads))
        broken = replace(one, rules=(*one.rules, rule(case.schedule.runs[one.id])))
        loads = tuple(broken if o.id == one.id else o for o in case.problem.loads)
        return Sound(replace(case.problem, loads=loads), case.schedule)

    return mutate


def rerun(
    change: Callable[[st.DrawFn, tuple[Span, ...]], tuple[Span, ...]],
) -> Mutation:
    """Return the mutation that changes the run of a load."""

    def mutate(draw: st.DrawFn, case: Sound) -> Sound:
        """Change one of the runs."""
        name = draw(st.sampled_from([one.id for one in case.problem.loads]))
        changed = change(draw, case.schedule.runs[name])
        return Sound(case.problem, Schedule({**case.schedule.runs, name: changed}))

    return mutate


def shifted(run: tuple[Span, ...], minutes: int) -> tuple[Span, ...]:
    """Return a run moved by minutes."""
    return tuple(Span(span.start + minutes, span.end + minutes) for span in run)


def forget(draw: st.DrawFn, case: Sound) -> Sound:
    """Leave a load out of the schedule."""
    name = draw(st.sampled_from(sorted(case.schedule.runs)))
    left = {one: run for one, run in case.schedule.runs.items() if one != name}
    return Sound(case.problem, Schedule(left))


def invent(draw: st.DrawFn, case: Sound) -> Sound:
    """Schedule a load that does not exist."""
    more = {**case.schedule.runs, "stranger": (Span(0, 60),)}
    return Sound(case.problem, Schedule(more))


def break_in_two(draw: st.DrawFn, case: Sound) -> Sound:
    """Interrupt what must not be interrupted."""
    whole = [one for one in case.problem.loads if not one.interruptible]
    assume(whole)
    name = draw(st.sampled_from(whole)).id
    (span,) = case.schedule.runs[name]
    halves = (Span(span.start, span.start + 10), Span(span.start + 10, span.end))
    return Sound(case.problem, Schedule({**case.schedule.runs, name: halves}))


def crumble(draw: st.DrawFn, case: Sound) -> Sound:
    """Cut a piece off a segment that is too short to stand alone."""
    cut = [one for one in case.problem.loads if one.interruptible]
    assume(cut)
    name = draw(st.sampled_from(cut)).id
    first, *rest = case.schedule.runs[name]
    at = first.start + draw(st.integers(1, 29))
    pieces = (Span(first.start, at), Span(at, first.end), *rest)
    return Sound(case.problem, Schedule({**case.schedule.runs, name: pieces}))


def lower_limit(draw: st.DrawFn, case: Sound) -> Sound:
    """Put the limit just below what is drawn."""
    most = peak(case.problem, case.schedule)
    assume(most > 0)
    below = float(most) - 2 * float(LIMIT_TOLERANCE)
    return Sound(replace(case.problem, limit=below), case.schedule)


def hide_price(draw: st.DrawFn, case: Sound) -> Sound:
    """Make a hole in the prices where a load runs."""
    run = draw(st.sampled_from(sorted(case.schedule.runs.values())))
    hole = draw(st.sampled_from(sorted(minutes_of(run))))
    windows = [
        replace(window, span=span)
        for window in case.problem.windows
        for span in (
            Span(window.span.start, min(window.span.end, hole)),
            Span(max(window.span.start, hole + 1), window.span.end),
        )
        if span.start < span.end
    ]
    return Sound(replace(case.problem, windows=tuple(windows)), case.schedule)


def reverse_order(draw: st.DrawFn, case: Sound) -> Sound:
    """Ask for an order in which the loads do not run."""
    first = draw(st.sampled_from(case.problem.loads)).id
    late = [
        one.id
        for one in case.problem.loads
        if one.id != first
        and case.schedule.runs[one.id][0].start < case.schedule.runs[first][-1].end
    ]
    assume(late)
    order = Order(first, draw(st.sampled_from(late)))
    return Sound(replace(case.problem, orders=(order,)), case.schedule)


def exclude(draw: st.DrawFn, case: Sound) -> Sound:
    """Part two loads that run together."""
    together = [
        (a.id, b.id)
        for a in case.problem.loads
        for b in case.problem.loads
        if a.id != b.id
        and minutes_of(case.schedule.runs[a.id]) & minutes_of(case.schedule.runs[b.id])
    ]
    assume(together)
    exclusion = Exclusion(*draw(st.sampled_from(together)))
    return Sound(replace(case.problem, exclusions=(exclusion,)), case.schedule)


MUTATIONS: dict[str, tuple[str, Mutation]] = {
    "too late": (
        "latest_end",
        tightened(lambda run: Rule(latest_end=run[-1].end - 1)),
    ),
    "too early": (
        "earliest_start",
        tightened(lambda run: Rule(earliest_start=run[0].start + 1)),
    ),
    "quiet at its first minute": (
        "quiet",
        tightened(lambda run: Rule(quiet=(Span(0, run[0].start + 1),))),
    ),
    "quiet at its last minute": (
        "quiet",
        tightened(lambda run: Rule(quiet=(Span(run[-1].end - 1, END),))),
    ),
    "closed at its start": (
        "no_start",
        tightened(lambda run: Rule(no_start=(Span(run[0].start, run[0].start + 1),))),
    ),
    "a minute too long": (
        "wrong_duration",
        rerun(lambda _, run: (*run[:-1], Span(run[-1].start, run[-1].end + 1))),
    ),
    "a minute too short": (
        "wrong_duration",
        rerun(lambda _, run: (*run[:-1], Span(run[-1].start, run[-1].end - 1))),
    ),
    "nowhere": ("wrong_duration", rerun(lambda _, run: ())),
    "backwards": (
        "empty_span",
        rerun(lambda _, run: (*run[:-1], Span(run[-1].end, run[-1].start))),
    ),
    "twice": ("unordered", rerun(lambda _, run: (*run, *run))),
    "in the past": (
        "in_the_past",
        rerun(lambda draw, run: shifted(run, -run[0].start - draw(st.integers(1, 99)))),
    ),
    "beyond the prices": ("no_price", rerun(lambda _, run: shifted(run, END))),
    "forgotten": ("missing_load", forget),
    "invented": ("unknown_load", invent),
    "interrupted": ("interrupted", break_in_two),
    "crumbled": ("short_segment", crumble),
    "over the limit": ("limit", lower_limit),
    "without a price": ("no_price", hide_price),
    "in the wrong order": ("order", reverse_order),
    "together": ("exclusion", exclude),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@given(data=st.data())
def test_every_mutation_that_breaks_a_rule_is_rejected(
    mutation: str, data: st.DataObject
) -> None:
    """By just one minute, or just two milliwatts."""
    code, mutate = MUTATIONS[mutation]
    broken = data.draw(st.composite(lambda draw: mutate(draw, draw(sound())))())
    assert code in codes(broken.problem, broken.schedule)


@given(sound(), st.data())
def test_moved_run_is_judged_as_by_hand(case: Sound, data: st.DataObject) -> None:
    """Wherever a run is put, it passes exactly when every rule lets it."""
    one = data.draw(st.sampled_from(case.problem.loads))
    start = data.draw(st.integers(0, END - 1))
    run = shifted(
        case.schedule.runs[one.id], start - case.schedule.runs[one.id][0].start
    )
    moved = Schedule({**case.schedule.runs, one.id: run})
    found = {(v.code, v.load) for v in verify(case.problem, moved).violations}
    minutes = minutes_of(run)
    own = {
        "latest_end": any(
            r.latest_end is not None and run[-1].end > r.latest_end for r in one.rules
        ),
        "earliest_start": any((r.earliest_start or 0) > start for r in one.rules),
        "quiet": any(minutes & minutes_of(r.quiet) for r in one.rules),
        "no_start": any(start in minutes_of(r.no_start) for r in one.rules),
        "no_price": max(minutes) >= END,
    }
    assert {code for code, name in found if name == one.id and code in own} == {
        code for code, broken in own.items() if broken
    }
    limit = case.problem.limit
    over = limit is not None and peak(case.problem, moved) > Fraction(
        repr(limit)
    ) + Fraction(LIMIT_TOLERANCE)
    assert any(code == "limit" for code, _ in found) is over


def test_verifier_knows_the_words_of_a_problem_and_nothing_else_of_ours() -> None:
    """A fault that it shared with the solver would not be found."""
    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    ours = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert ours == {"problem"}


def test_fifty_loads_in_a_week_are_checked_at_once() -> None:
    """It is called for every answer, on a small computer."""
    loads = tuple(
        load(
            f"l{n}",
            (120, 2.1),
            rules=tuple(
                Rule(
                    quiet=tuple(Span(d * 1440 + 900, d * 1440 + 1000) for d in range(7))
                )
                for _ in range(4)
            ),
        )
        for n in range(50)
    )
    windows = tuple(
        Window(Span(n * 15, n * 15 + 15), 0.1 + n / 1000, 0.08, 1.5) for n in range(672)
    )
    of = problem(*loads, windows=windows, limit=200.0)
    schedule = Schedule(
        {one.id: (Span(n * 10, n * 10 + 120),) for n, one in enumerate(loads)}
    )
    seconds = []
    for _ in range(5):
        begun = perf_counter()
        assert not verify(of, schedule).violations
        seconds.append(perf_counter() - begun)
    assert min(seconds) < 0.25
