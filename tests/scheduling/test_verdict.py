"""Now or later, and why: every reason, through building, solver and verifier."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.building import (
    Case,
    build_case,
    relax_deadline,
)
from custom_components.hushwatt.scheduling.plan import to_plan
from custom_components.hushwatt.scheduling.problem import (
    Infeasible,
    Schedule,
    Span,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verdict import (
    Conclusion,
    conclude,
    decide,
    placed_until,
    prefer_now,
    ready_hint,
)
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus as Status,
    Constraint,
    ConstraintKind as Kind,
    Household,
    PlanSource,
    PriceWindow,
    ReadyHint,
    Reason,
    Tariff,
    Verdict,
)
from tests.scheduling.homes import (
    BERLIN,
    DISHWASHER,
    EV,
    READY,
    REFERENCE_NOTES,
    REFERENCE_NOW,
    demand,
    home,
    reference_home,
)

NOW, LATER, NO = Verdict.RUN_NOW, Verdict.RUN_LATER, Verdict.NOT_POSSIBLE


def concluded(
    household: Household,
    appliances: Sequence[str] = ("dishwasher",),
    extra: Sequence[Constraint] = (),
) -> tuple[Case, Conclusion]:
    """Return the conclusion on a question that can be planned."""
    case = build_case(household, appliances, extra)
    found = solve(case.problem)
    while isinstance(found, Infeasible):
        relaxed = relax_deadline(case, found)
        assert relaxed is not None
        case, found = relaxed, solve(relaxed.problem)
    checked = verify(case.problem, found.schedule)
    assert checked.violations == ()
    return case, conclude(
        case, household, found.schedule, checked, PlanSource.SOLVER, found.gap
    )


def verdict_of(household: Household, **fields: Any) -> tuple[Verdict, Reason]:
    """Return the verdict on a question that can be planned."""
    _, conclusion = concluded(household, **fields)
    return conclusion.verdict, conclusion.reason


def refused(
    household: Household, appliances: Sequence[str] = ("dishwasher",)
) -> tuple[Verdict, Reason]:
    """Return the verdict on a question that cannot be planned."""
    case = build_case(household, appliances)
    found = solve(case.problem)
    while isinstance(found, Infeasible):
        relaxed = relax_deadline(case, found)
        if relaxed is None:
            break
        case, found = relaxed, solve(relaxed.problem)
    assert isinstance(found, Infeasible)
    return decide(household, case, None, infeasible=found)


def in_state(status: Status, **facts: Any) -> Household:
    """Return the reference home with a dishwasher that does something else."""
    state = ApplianceState(status=status, **facts)
    return reference_home(states={"dishwasher": state, "ev": READY})


def two_prices(now: float, later: float) -> Tariff:
    """Return a tariff that changes in an hour and a half."""
    change = REFERENCE_NOW + timedelta(minutes=90)
    return Tariff(
        windows=(
            PriceWindow(REFERENCE_NOW, change, now),
            PriceWindow(change, change + timedelta(days=1), later),
        ),
        currency="EUR",
    )


# Now or later


def test_reference_answer() -> None:
    """Later: dishwasher 20:00 to 21:30 for 0.264 instead of 0.54, car from midnight."""
    case, conclusion = concluded(reference_home())
    assert (conclusion.verdict, conclusion.reason) == (LATER, Reason.CHEAPER_LATER)
    dishwasher, car = conclusion.plan.runs
    assert dishwasher.start == datetime(2026, 10, 14, 20, tzinfo=BERLIN)
    assert dishwasher.end == datetime(2026, 10, 14, 21, 30, tzinfo=BERLIN)
    assert dishwasher.cost == pytest.approx(0.264)
    assert dishwasher.cost_now == pytest.approx(0.54)
    assert dishwasher.saving == pytest.approx(0.276)
    assert car.start == datetime(2026, 10, 15, 0, tzinfo=BERLIN)
    assert car.end == datetime(2026, 10, 15, 2, tzinfo=BERLIN)
    assert conclusion.plan.verified
    assert conclusion.plan.gap == 0.0
    assert "vacuum" not in case.ids.values()
    assert conclusion.verification == verify(case.problem, conclusion.schedule)


def test_cheapest_now() -> None:
    """Dearer later: now, and there is nothing to save."""
    cheap_now = home(REFERENCE_NOW, tariff=two_prices(0.1, 0.3))
    _, conclusion = concluded(cheap_now)
    assert (conclusion.verdict, conclusion.reason) == (NOW, Reason.CHEAPEST_NOW)
    assert conclusion.plan.runs[0].saving == 0.0


def test_price_that_stays_the_same_is_cheapest_now() -> None:
    """Of equal starts the earliest."""
    assert verdict_of(home(REFERENCE_NOW)) == (NOW, Reason.CHEAPEST_NOW)


@pytest.mark.parametrize(
    ("now", "tie", "expected"),
    [
        # 1.2 kWh: a price difference of 0.008 is 0.0096, of 0.009 it is 0.0108.
        (0.308, 0.01, (NOW, Reason.NEAR_TIE)),
        (0.309, 0.01, (LATER, Reason.CHEAPER_LATER)),
        # Less than the tie, not as much.
        (0.4, 0.12, (LATER, Reason.CHEAPER_LATER)),
        (0.4, 0.1201, (NOW, Reason.NEAR_TIE)),
        (0.3001, 0.0, (LATER, Reason.CHEAPER_LATER)),
    ],
)
def test_near_tie(now: float, tie: float, expected: tuple[Verdict, Reason]) -> None:
    """Waiting that saves less than a cent is not worth it, and the plan is now then."""
    household = home(REFERENCE_NOW, tariff=two_prices(now, 0.3), tie=tie)
    case, conclusion = concluded(household)
    assert (conclusion.verdict, conclusion.reason) == expected
    (run,) = conclusion.plan.runs
    assert (run.start == REFERENCE_NOW) is (expected[0] is NOW)
    assert conclusion.plan.verified
    assert conclusion.verification == verify(case.problem, conclusion.schedule)
    assert run.cost == pytest.approx(conclusion.verification.cost)


def test_plan_moved_to_now_says_what_it_costs_more() -> None:
    """The gap is against the proven optimum, not against itself."""
    household = home(REFERENCE_NOW, tariff=two_prices(0.308, 0.3))
    _, conclusion = concluded(household)
    assert conclusion.plan.gap == pytest.approx((0.3696 - 0.36) / 0.3696)
    assert conclusion.plan.source is PlanSource.SOLVER


def test_moved_cloud_plan_is_the_clouds_unless_others_moved_too() -> None:
    """Who made the schedule is said."""
    flat = home(REFERENCE_NOW).tariff
    for limit, source in ((None, PlanSource.CLOUD), (7.5, PlanSource.SOLVER)):
        household = reference_home(tariff=flat, limit=limit)
        case = build_case(household, ["dishwasher"])
        schedule = Schedule({"ev": (Span(0, 120),), "dishwasher": (Span(120, 210),)})
        checked = verify(case.problem, schedule)
        conclusion = conclude(case, household, schedule, checked, PlanSource.CLOUD, 0.0)
        assert conclusion.plan.source is source
        assert (conclusion.verdict, conclusion.reason) == (NOW, Reason.NEAR_TIE)
        assert conclusion.plan.gap == pytest.approx(0.0, abs=1e-12)


def test_near_tie_is_for_one_appliance_only() -> None:
    """A plan for all is the cheapest for all."""
    household = home(REFERENCE_NOW, tariff=two_prices(0.308, 0.3))
    case = build_case(household, [])
    found = solve(case.problem)
    assert not isinstance(found, Infeasible)
    assert prefer_now(case, household, found.schedule) is not None
    both = replace(household, appliances=(DISHWASHER, EV), states={"ev": READY})
    case = build_case(both, [])
    found = solve(case.problem)
    assert not isinstance(found, Infeasible)
    assert prefer_now(case, both, found.schedule) is None


def test_near_tie_needs_that_now_is_allowed() -> None:
    """However little waiting saves."""
    after_nine = demand(Kind.NOT_BEFORE, time=time(21))
    household = home(
        REFERENCE_NOW, constraints=[after_nine], tariff=two_prices(0.3001, 0.3)
    )
    assert verdict_of(household) == (LATER, Reason.OUTSIDE_ALLOWED_TIME)


@pytest.mark.parametrize("fold", [0, 1])
def test_now_is_now_in_a_doubled_hour(fold: int) -> None:
    """At the first half past two of the night and at the second."""
    now = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold)
    case, conclusion = concluded(home(now))
    assert conclusion.verdict is NOW
    assert case.problem.origin == datetime(2026, 10, 25, fold, 30, tzinfo=UTC)


def test_first_of_several_is_the_first_in_a_doubled_hour() -> None:
    """02:15 in winter time is after 02:45 in summer time."""
    now = datetime(2026, 10, 25, 1, 0, tzinfo=BERLIN)
    household = home(now, [DISHWASHER, EV])
    case = build_case(household, [])
    schedule = Schedule({"dishwasher": (Span(135, 225),), "ev": (Span(105, 225),)})
    checked = verify(case.problem, schedule)
    plan = to_plan(case, household, schedule, checked, PlanSource.CLOUD, 0.0)
    assert [run.appliance for run in plan.runs] == ["ev", "dishwasher"]
    assert decide(household, case, plan) == (LATER, Reason.CHEAPER_LATER)


# Not now


@pytest.mark.parametrize(
    "constraint",
    [
        demand(Kind.NOT_BEFORE, time=time(21)),
        demand(Kind.QUIET_WINDOW, time=time(18), until=time(19)),
        demand(Kind.ALLOWED_WINDOW, time=time(22), until=time(6)),
        demand(Kind.WEEKDAY_NOT, weekdays=frozenset({2})),
        demand(Kind.AFTER_LOAD, other="ev"),
    ],
)
def test_outside_allowed_time(constraint: Constraint) -> None:
    """Running now is not allowed, at whatever price; there is no saving to speak of."""
    running = ApplianceState(
        status=Status.RUNNING, expected_end=REFERENCE_NOW + timedelta(hours=1)
    )
    household = reference_home(
        constraints=(constraint,),
        tariff=home(REFERENCE_NOW).tariff,
        states={"dishwasher": READY, "ev": running},
    )
    _, conclusion = concluded(household)
    assert (conclusion.verdict, conclusion.reason) == (
        LATER,
        Reason.OUTSIDE_ALLOWED_TIME,
    )
    run = conclusion.plan.run("dishwasher")
    assert run is not None
    assert run.cost_now is None


def test_limit_that_is_used_up_now_is_no_allowed_time() -> None:
    """What runs already leaves no room."""
    running = ApplianceState(
        status=Status.RUNNING,
        expected_end=REFERENCE_NOW + timedelta(hours=1),
        power=7.0,
    )
    household = reference_home(
        limit=7.5,
        tariff=home(REFERENCE_NOW).tariff,
        states={"dishwasher": READY, "ev": running},
    )
    _, conclusion = concluded(household)
    assert conclusion.reason is Reason.OUTSIDE_ALLOWED_TIME
    assert conclusion.plan.runs[0].start == REFERENCE_NOW + timedelta(hours=1)


def test_no_price_for_this_moment() -> None:
    """A hole in the prices: later, but not because it is cheaper."""
    later = PriceWindow(
        REFERENCE_NOW + timedelta(minutes=30), REFERENCE_NOW + timedelta(days=1), 0.3
    )
    household = home(REFERENCE_NOW, tariff=Tariff(windows=(later,), currency="EUR"))
    assert verdict_of(household) == (LATER, Reason.NO_PRICES)


# What it is doing


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.RUNNING, (NO, Reason.ALREADY_RUNNING)),
        (Status.FINISHED, (NO, Reason.FINISHED)),
        (Status.DELAY_SET, (LATER, Reason.DELAY_SET)),
        (Status.READY, (LATER, Reason.CHEAPER_LATER)),
        (Status.UNKNOWN, (LATER, Reason.CHEAPER_LATER)),
        (Status.IDLE, (LATER, Reason.CHEAPER_LATER)),
        (Status.NOT_READY, (LATER, Reason.NOT_READY)),
    ],
)
def test_what_it_is_doing_decides_first(
    status: Status, expected: tuple[Verdict, Reason]
) -> None:
    """With a plan for the others, and for itself when it can have one."""
    _, conclusion = concluded(in_state(status))
    assert (conclusion.verdict, conclusion.reason) == expected
    assert conclusion.plan.run("ev") is not None
    placed = expected[1] in {Reason.ALREADY_RUNNING, Reason.FINISHED, Reason.DELAY_SET}
    assert (conclusion.plan.run("dishwasher") is None) is placed


@pytest.mark.parametrize(
    ("status", "hint", "said"),
    [
        (Status.NOT_READY, ReadyHint.PLUG_IN, ReadyHint.PLUG_IN),
        (Status.NOT_READY, None, ReadyHint.LOAD_IT),
        (Status.IDLE, ReadyHint.CLOSE_DOOR, ReadyHint.CLOSE_DOOR),
        (Status.IDLE, None, None),
        (Status.READY, ReadyHint.CLOSE_DOOR, None),
    ],
)
def test_not_ready_says_what_to_do(
    status: Status, hint: ReadyHint | None, said: ReadyHint | None
) -> None:
    """The plan holds once it is done."""
    household = in_state(status, hint=hint)
    assert ready_hint(household, "dishwasher") == said
    reason = Reason.CHEAPER_LATER if said is None else Reason.NOT_READY
    assert verdict_of(household) == (LATER, reason)


def test_running_is_said_even_without_prices() -> None:
    """It needs no plan."""
    household = replace(in_state(Status.RUNNING), tariff=None)
    case = build_case(household, ["dishwasher"])
    assert decide(household, case, None) == (NO, Reason.ALREADY_RUNNING)


def test_expected_end_is_told_when_somebody_knows_it() -> None:
    """Of what runs and of what its timer will run."""
    ends = REFERENCE_NOW + timedelta(minutes=40)
    known = in_state(Status.RUNNING, expected_end=ends)
    assert placed_until(build_case(known, []), "dishwasher") == ends
    assert placed_until(build_case(known, []), "ev") is None
    timed = in_state(Status.DELAY_SET, delayed_start=REFERENCE_NOW)
    until = placed_until(build_case(timed, []), "dishwasher")
    assert until == REFERENCE_NOW + timedelta(minutes=90)
    assert until.tzinfo is BERLIN
    lost = replace(
        in_state(Status.RUNNING),
        appliances=(replace(DISHWASHER, duration=None), EV),
    )
    assert placed_until(build_case(lost, []), "dishwasher") is None


# Not possible


def test_nothing_pending() -> None:
    """Nobody waits."""
    idle = reference_home(
        states={
            one: ApplianceState(status=Status.IDLE)
            for one in ("dishwasher", "ev", "vacuum")
        }
    )
    assert decide(idle, build_case(idle, []), None) == (NO, Reason.NOTHING_PENDING)


def test_unknown_figures() -> None:
    """Nobody knows how long it takes."""
    household = reference_home(appliances=(replace(DISHWASHER, duration=None), EV))
    assert verdict_of(household) == (NO, Reason.UNKNOWN_FIGURES)


@pytest.mark.parametrize(
    "tariff",
    [None, two_prices(0.3, 0.3).windows[0], Tariff(windows=(), currency="EUR")],
)
def test_no_prices(tariff: Tariff | PriceWindow | None) -> None:
    """No tariff, an empty one, and one that ends too soon."""
    known = (
        Tariff(
            windows=(replace(tariff, end=tariff.start + timedelta(minutes=60)),),
            currency="EUR",
        )
        if isinstance(tariff, PriceWindow)
        else tariff
    )
    assert refused(home(REFERENCE_NOW, tariff=known)) == (NO, Reason.NO_PRICES)


def test_conflict() -> None:
    """An hour a day is too short for an hour and a half."""
    short = demand(Kind.ALLOWED_WINDOW, time=time(20), until=time(21))
    assert refused(home(REFERENCE_NOW, constraints=[short])) == (NO, Reason.CONFLICT)


def test_limit_too_low_is_a_conflict() -> None:
    """Nothing that anybody noted, but nothing to be done either."""
    assert refused(home(REFERENCE_NOW, limit=0.5)) == (NO, Reason.CONFLICT)


def test_deadline_unreachable_is_planned_for_the_following_day() -> None:
    """At 05:30 it cannot be done by 06:30: the plan is for tomorrow's."""
    household = reference_home(
        now=REFERENCE_NOW.replace(hour=5, minute=30),
        constraints=REFERENCE_NOTES[:1],
        tariff=home(REFERENCE_NOW.replace(hour=5)).tariff,
    )
    case, conclusion = concluded(household)
    assert conclusion.reason is Reason.DEADLINE_UNREACHABLE
    assert conclusion.verdict is NOW
    assert case.relaxed == REFERENCE_NOTES[0]
    quiet = replace(household, constraints=REFERENCE_NOTES[:2])
    case, conclusion = concluded(quiet)
    assert (conclusion.verdict, conclusion.reason) == (
        LATER,
        Reason.DEADLINE_UNREACHABLE,
    )
    run = conclusion.plan.run("dishwasher")
    assert run is not None
    assert run.start == REFERENCE_NOW.replace(hour=7, minute=0)


def test_deadline_that_no_following_day_can_keep() -> None:
    """A run of two days is not done by tomorrow evening either."""
    slow = replace(DISHWASHER, duration=48 * 60)
    by_six = demand(Kind.FINISH_BY, time=time(18))
    every_day = home(REFERENCE_NOW, [slow], [by_six])
    assert refused(every_day) == (NO, Reason.DEADLINE_UNREACHABLE)


def test_deadline_and_limit_together_are_a_conflict() -> None:
    """What to give up is for the person to say."""
    household = home(REFERENCE_NOW)
    case = build_case(household, ["dishwasher"])
    clash = Infeasible("dishwasher", (REFERENCE_NOTES[0],), limit=True)
    assert decide(household, case, None, infeasible=clash) == (NO, Reason.CONFLICT)


def test_deadline_of_another_that_moved_is_not_its_own() -> None:
    """The car is late, the dishwasher is not."""
    household = reference_home(
        constraints=(demand(Kind.FINISH_BY, "ev", time=time(19)),),
        tariff=two_prices(0.4, 0.3),
    )
    case, conclusion = concluded(household)
    assert case.is_deferred("ev")
    assert conclusion.reason is Reason.CHEAPER_LATER


# Several


def test_of_several_the_first_to_start_decides() -> None:
    """Later while all are later, now when one is now."""
    assert verdict_of(reference_home(), appliances=()) == (LATER, Reason.CHEAPER_LATER)
    flat = reference_home(tariff=home(REFERENCE_NOW).tariff)
    assert verdict_of(flat, appliances=()) == (NOW, Reason.CHEAPEST_NOW)


def test_of_several_that_are_placed_the_first_is_spoken_of() -> None:
    """And of those that are not, what keeps them."""
    ends = REFERENCE_NOW + timedelta(hours=1)
    states = {
        "dishwasher": ApplianceState(status=Status.RUNNING, expected_end=ends),
        "ev": ApplianceState(status=Status.FINISHED),
    }
    household = reference_home(states=states)
    asked = ("dishwasher", "ev")
    assert verdict_of(household, appliances=asked) == (NO, Reason.ALREADY_RUNNING)
    one_waits = replace(household, states=states | {"ev": READY}, tariff=None)
    assert refused(one_waits, asked) == (NO, Reason.NO_PRICES)


def test_question_changes_the_answer() -> None:
    """What if it must be done by nine: 19:30 is the last start, at a mixed price."""
    asked = demand(Kind.FINISH_BY, time=time(21))
    _, conclusion = concluded(reference_home(), extra=[asked])
    run = conclusion.plan.run("dishwasher")
    assert run is not None
    assert run.start == datetime(2026, 10, 14, 19, 30, tzinfo=BERLIN)
    assert run.cost == pytest.approx(0.8 * 0.5 * 0.45 + 0.8 * 0.22)
    assert (conclusion.verdict, conclusion.reason) == (LATER, Reason.CHEAPER_LATER)


@given(
    st.integers(0, 60).map(lambda cents: cents / 100),
    st.integers(0, 60).map(lambda cents: cents / 100),
    st.integers(1, 6),
    st.sampled_from([0.0, 0.01, 0.1]),
)
def test_verdict_agrees_with_its_plan(
    price_now: float, price_later: float, kilowatts: int, tie: float
) -> None:
    """Now means now, cheaper means cheaper by at least the tie."""
    appliance = Appliance(id="one", name="One", duration=60, energy=float(kilowatts))
    household = home(
        REFERENCE_NOW, [appliance], tariff=two_prices(price_now, price_later), tie=tie
    )
    _, conclusion = concluded(household, ["one"])
    (run,) = conclusion.plan.runs
    assert run.saving is not None
    if conclusion.verdict is NOW:
        assert run.start == REFERENCE_NOW
        dearer = run.cost - min(price_now, price_later) * kilowatts
        assert dearer < max(tie, 1e-9)
    else:
        assert conclusion.reason is Reason.CHEAPER_LATER
        assert run.saving >= tie - 1e-9
        assert run.start > REFERENCE_NOW
