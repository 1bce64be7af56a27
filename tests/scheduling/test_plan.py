"""A schedule comes back to the home as a plan."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from custom_components.hushwatt.scheduling.building import Case, build_case
from custom_components.hushwatt.scheduling.plan import to_plan
from custom_components.hushwatt.scheduling.problem import Schedule, Span
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import Plan, PlanSource, Segment
from tests.scheduling.homes import BERLIN, REFERENCE_NOW, home, reference_home

BEST = {"dishwasher": (Span(90, 180),), "ev": (Span(330, 450),)}


def plan_of(
    case: Case,
    runs: Mapping[str, tuple[Span, ...]],
    source: PlanSource = PlanSource.CLOUD,
) -> Plan:
    """Return the plan of a schedule."""
    schedule = Schedule(runs)
    checked = verify(case.problem, schedule)
    return to_plan(case, case.household, schedule, checked, source, 0.25)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the reference evening's month, in the home's timezone."""
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN)


def test_reference_plan() -> None:
    """Dishwasher 20:00 to 21:30 for 0.264 instead of 0.54, car at midnight."""
    plan = plan_of(build_case(reference_home(), ["dishwasher"]), BEST)
    dishwasher, car = plan.runs
    assert dishwasher.appliance == "dishwasher"
    assert dishwasher.name == "Dishwasher"
    assert dishwasher.segments == (Segment(at(14, 20), at(14, 21, 30)),)
    assert dishwasher.start.tzinfo is BERLIN
    assert dishwasher.cost == 0.264
    assert dishwasher.cost_now == pytest.approx(0.54)
    assert dishwasher.saving == pytest.approx(0.276)
    assert car.segments == (Segment(at(15, 0), at(15, 2)),)
    assert car.cost == 1.68
    assert car.cost_now is None
    assert (plan.source, plan.verified, plan.gap) == (PlanSource.CLOUD, True, 0.25)


def test_runs_are_in_the_order_of_their_start() -> None:
    """Whoever was asked about."""
    plan = plan_of(build_case(reference_home(), ["ev"]), BEST)
    assert [run.appliance for run in plan.runs] == ["dishwasher", "ev"]


def test_interrupted_run_has_its_segments() -> None:
    """Those that touch are one to a person."""
    runs = BEST | {"ev": (Span(330, 360), Span(360, 390), Span(400, 460))}
    plan = plan_of(build_case(reference_home(), ["ev"]), runs)
    car = plan.run("ev")
    assert car is not None
    assert car.segments == (
        Segment(at(15, 0), at(15, 1)),
        Segment(at(15, 1, 10), at(15, 2, 10)),
    )


def test_run_that_starts_now_costs_now_what_it_costs() -> None:
    """There is nothing to save."""
    runs = BEST | {"dishwasher": (Span(0, 90),)}
    dishwasher = plan_of(build_case(reference_home(), ["dishwasher"]), runs).runs[0]
    assert dishwasher.start == REFERENCE_NOW
    assert dishwasher.cost == dishwasher.cost_now == 0.54
    assert dishwasher.saving == 0.0


def test_cost_now_is_none_when_now_is_not_allowed() -> None:
    """From 21:00 it is done by 22:30; from 21:01 it is not."""
    for minute, cost_now in ((0, pytest.approx(1.2 * 0.22)), (1, None)):
        late = reference_home(now=REFERENCE_NOW.replace(hour=21, minute=minute))
        case = build_case(late, ["dishwasher"])
        runs = {"dishwasher": (Span(600, 690),), "ev": (Span(180, 300),)}
        dishwasher = plan_of(case, runs).run("dishwasher")
        assert dishwasher is not None
        assert dishwasher.cost_now == cost_now
        assert (dishwasher.saving is None) is (cost_now is None)


def test_others_are_planned_again_for_the_one_asked_about_only() -> None:
    """With all asked about, what stands in the way of now forbids it."""
    household = reference_home(limit=7.5, tariff=home(REFERENCE_NOW).tariff)
    runs = {"ev": (Span(0, 120),), "dishwasher": (Span(120, 210),)}
    for asked, cost_now in ((["dishwasher"], pytest.approx(0.36)), ([], None)):
        dishwasher = plan_of(build_case(household, asked), runs).run("dishwasher")
        assert dishwasher is not None
        assert dishwasher.cost_now == cost_now


def test_plan_that_breaks_a_rule_says_so() -> None:
    """What is not in the schedule is not in the plan."""
    case = build_case(reference_home(), ["dishwasher"])
    assert not plan_of(case, {"dishwasher": (Span(90, 180),), "ev": ()}).verified
    plan = plan_of(case, {"dishwasher": (Span(200, 290),)})
    assert not plan.verified
    assert [run.appliance for run in plan.runs] == ["dishwasher"]


def test_times_of_a_doubled_hour_are_told_apart() -> None:
    """02:30 in summer time and 02:30 in winter time are an hour apart."""
    now = datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN)
    case = build_case(home(now), ["dishwasher"])
    run = plan_of(case, {"dishwasher": (Span(120, 210),)}).runs[0]
    assert run.start.isoformat() == "2026-10-25T02:30:00+02:00"
    assert run.end.isoformat() == "2026-10-25T03:00:00+01:00"
