"""Another start for one load: verified, with its price, and others moved when they must."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.moving import start_at, start_now
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
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import Phase

ORIGIN = datetime(2026, 10, 14, 16, 30, tzinfo=UTC)
TWO_PRICES = (Window(Span(0, 120), 0.4), Window(Span(120, 600), 0.1))


def load(name: str, minutes: int, power: float, *rules: Rule, **fields: bool) -> Load:
    """Return a load of even power."""
    return Load(id=name, phases=(Phase(minutes, power),), rules=rules, **fields)


def problem(*loads: Load, **fields: object) -> Problem:
    """Return a problem, dear for two hours and cheap then."""
    facts: dict[str, object] = {"origin": ORIGIN, "loads": loads, "windows": TWO_PRICES}
    return Problem(**facts | fields)  # type: ignore[arg-type]


def runs(**spans: tuple[int, int]) -> Schedule:
    """Return a schedule of unbroken runs."""
    return Schedule({name: (Span(*edges),) for name, edges in spans.items()})


def test_starting_now_costs_what_it_costs_more() -> None:
    """An hour at 1 kW for 0.40 instead of 0.10; the other stays."""
    of = problem(load("a", 60, 1.0), load("b", 60, 1.0))
    move = start_now(of, runs(a=(120, 180), b=(130, 190)), "a", replan=False)
    assert move is not None
    assert move.schedule == runs(a=(0, 60), b=(130, 190))
    assert move.dearer == pytest.approx(0.3)
    assert not move.replanned


def test_what_starts_now_stays() -> None:
    """Also when it is interrupted later."""
    of = problem(load("a", 60, 1.0, interruptible=True))
    schedule = Schedule({"a": (Span(0, 30), Span(120, 150))})
    move = start_now(of, schedule, "a", replan=True)
    assert move is not None
    assert move.schedule is schedule
    assert move.dearer == 0.0


def test_charging_now_is_charging_through() -> None:
    """What was in pieces runs in one."""
    of = problem(load("a", 60, 1.0, interruptible=True))
    schedule = Schedule({"a": (Span(120, 150), Span(200, 230))})
    move = start_now(of, schedule, "a", replan=False)
    assert move is not None
    assert move.schedule == runs(a=(0, 60))


@pytest.mark.parametrize("replan", [False, True])
@pytest.mark.parametrize(
    "of",
    [
        problem(load("a", 60, 1.0, Rule(quiet=(Span(30, 40),)))),
        problem(load("a", 60, 1.0, Rule(no_start=(Span(0, 1),)))),
        problem(load("a", 60, 1.0), windows=(Window(Span(1, 600), 0.1),)),
        problem(
            load("a", 60, 1.0), limit=1.5, fixed=(FixedLoad("f", Span(0, 5), 1.0),)
        ),
    ],
)
def test_what_is_not_allowed_is_none(of: Problem, replan: bool) -> None:
    """A rule, a missing price, or what runs already forbids it; planning again is no help."""
    assert start_now(of, runs(a=(120, 180)), "a", replan=replan) is None


def test_what_has_to_wait_for_another_cannot_start_now() -> None:
    """The other has not even begun."""
    of = problem(load("a", 60, 1.0), load("b", 60, 1.0), orders=(Order("b", "a"),))
    schedule = runs(b=(120, 180), a=(180, 240))
    assert start_now(of, schedule, "a", replan=True) is None


def test_other_that_must_run_now_keeps_it_from_starting_now() -> None:
    """Its deadline leaves it no other time."""
    of = problem(
        load("a", 60, 1.0),
        load("b", 60, 1.0, Rule(latest_end=60)),
        exclusions=(Exclusion("a", "b"),),
    )
    assert start_now(of, runs(b=(0, 60), a=(120, 180)), "a", replan=True) is None


@pytest.mark.parametrize(
    "coupled",
    [
        {"limit": 8.0},
        {"exclusions": (Exclusion("car", "dishes"),)},
    ],
)
def test_others_move_when_they_must(coupled: dict[str, object]) -> None:
    """At one price, the car can as well charge afterwards."""
    of = problem(
        load("dishes", 90, 1.2),
        load("car", 120, 7.0),
        windows=(Window(Span(0, 600), 0.3),),
        **coupled,
    )
    schedule = runs(car=(0, 120), dishes=(120, 210))
    assert verify(of, schedule).violations == ()
    assert start_now(of, schedule, "dishes", replan=False) is None
    move = start_now(of, schedule, "dishes", replan=True)
    assert move is not None
    assert move.replanned
    assert move.schedule == runs(dishes=(0, 90), car=(90, 210))
    assert move.dearer == pytest.approx(0.0)


def test_shared_surplus_is_counted_for_the_whole_home() -> None:
    """Taking the sun from another costs what the other then pays."""
    windows = (Window(Span(0, 60), 0.3, 0.0, 1.0), Window(Span(60, 600), 0.3))
    of = problem(load("a", 60, 1.0), load("b", 60, 1.0), windows=windows)
    move = start_now(of, runs(b=(0, 60), a=(60, 120)), "a", replan=False)
    assert move is not None
    assert move.dearer == pytest.approx(0.0)
    alone = start_now(of, runs(b=(60, 120), a=(120, 180)), "a", replan=False)
    assert alone is not None
    assert alone.dearer == pytest.approx(-0.3)


def test_starting_at_another_minute() -> None:
    """To the minute, and none where it breaks a rule."""
    of = problem(load("a", 60, 1.0, Rule(latest_end=200)))
    move = start_at(of, runs(a=(120, 180)), "a", 110)
    assert move is not None
    assert move.dearer == pytest.approx(0.05)
    assert start_at(of, runs(a=(120, 180)), "a", 141) is None


@given(
    st.lists(
        st.tuples(st.integers(30, 120), st.integers(0, 50), st.integers(0, 400)),
        min_size=2,
        max_size=4,
    ),
    st.sampled_from([None, 4.0, 6.0]),
    st.integers(0, 40),
    st.integers(0, 400),
)
def test_move_is_judged_by_what_it_touches_as_by_everything(
    drawn: list[tuple[int, int, int]], limit: float | None, surplus: int, start: int
) -> None:
    """Looking at a part of the schedule finds what looking at all of it does."""
    loads = tuple(
        load(f"l{n}", minutes, tenths / 10)
        for n, (minutes, tenths, _) in enumerate(drawn)
    )
    schedule = Schedule(
        {f"l{n}": (Span(at, at + m),) for n, (m, _, at) in enumerate(drawn)}
    )
    windows = tuple(replace(window, surplus=surplus / 10) for window in TWO_PRICES)
    of = problem(*loads, limit=limit, windows=windows)
    before = verify(of, schedule)
    moved = Schedule({**schedule.runs, "l0": (Span(start, start + loads[0].duration),)})
    after = verify(of, moved)
    move = start_at(of, schedule, "l0", start)
    if after.violations:
        # What it does not touch may be broken all the same.
        assert move is None or before.violations
    else:
        assert move is not None
        assert move.schedule == moved
        assert move.dearer == pytest.approx(after.cost - before.cost, abs=1e-9)
