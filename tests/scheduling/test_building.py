"""The facts of a home and what is asked become one exact problem."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.building import (
    Case,
    build_case,
    drop_load,
    relax_deadline,
)
from custom_components.hushwatt.scheduling.clock import RANGE
from custom_components.hushwatt.scheduling.figures import MissingFigures
from custom_components.hushwatt.scheduling.preparing import prepare
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Infeasible,
    Load,
    Order,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus as Status,
    Constraint,
    ConstraintKind as Kind,
    Household,
    Phase,
    PowerWindow,
    PriceWindow,
    Source,
    Tariff,
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
from tests.scheduling.zones import moments, zones

DAY = 24 * 60
BY_HALF_PAST_SIX, NOT_AFTER_HALF_PAST_TEN, BY_SEVEN = REFERENCE_NOTES
WASHER = Appliance(id="washer", name="Washer", duration=60, energy=1.0)
DRYER = Appliance(id="dryer", name="Dryer", duration=120, energy=2.0)


def ids(case: Case) -> list[str]:
    """Return the ids of a case's loads."""
    return [load.id for load in case.problem.loads]


def rules_for(case: Case, constraint: Constraint) -> list[Rule]:
    """Return the rules that come from a constraint."""
    return [
        rule
        for load in case.problem.loads
        for rule in load.rules
        if rule.constraint == constraint
    ]


def test_reference_problem() -> None:
    """The reference evening at 18:30, as one exact problem."""
    case = build_case(reference_home(), ["dishwasher"])
    assert case.problem == Problem(
        origin=datetime(2026, 10, 14, 16, 30, tzinfo=UTC),
        loads=(
            Load(
                id="dishwasher",
                phases=(Phase(90, 1.2 * 60 / 90),),
                rules=(
                    Rule(latest_end=DAY),
                    Rule(constraint=BY_HALF_PAST_SIX, latest_end=720),
                    Rule(constraint=NOT_AFTER_HALF_PAST_TEN, quiet=(Span(240, 750),)),
                ),
            ),
            Load(
                id="ev",
                phases=(Phase(120, 7.0),),
                rules=(
                    Rule(latest_end=DAY),
                    Rule(constraint=BY_SEVEN, latest_end=750),
                ),
                interruptible=True,
            ),
        ),
        windows=(
            Window(Span(0, 90), 0.45),
            Window(Span(90, 330), 0.22),
            Window(Span(330, 690), 0.12),
            Window(Span(690, 750), 0.25),
        ),
    )
    assert case.ids == {"dishwasher": "dishwasher", "ev": "ev"}
    assert case.targets == ("dishwasher",)
    assert case.horizon == datetime(2026, 10, 15, 6, 30, tzinfo=BERLIN)
    assert case.horizon.tzinfo is BERLIN
    assert case.prices_until is None
    assert case.relaxed is None
    assert case.missing == ()
    assert case.unusable == ()


def test_minute_zero_is_the_next_full_minute() -> None:
    """Half a minute past half past six is planned from 18:31."""
    late = reference_home(now=REFERENCE_NOW + timedelta(seconds=30))
    case = build_case(late, ["dishwasher"])
    assert case.problem.origin == datetime(2026, 10, 14, 16, 31, tzinfo=UTC)
    assert rules_for(case, BY_HALF_PAST_SIX)[0].latest_end == 719


def test_private_facts_do_not_show_in_a_log() -> None:
    """A case that is printed tells no state of the home."""
    secret = replace(DISHWASHER, aliases=("Grandmother's",))
    case = build_case(home(REFERENCE_NOW, [secret]), ["dishwasher"])
    assert "Grandmother" not in repr(case)


# Who is in the problem


def test_targets_come_first_then_all_that_wait() -> None:
    """Asked twice is asked once."""
    case = build_case(reference_home(), ["ev", "ev"])
    assert ids(case) == ["ev", "dishwasher"]
    assert case.targets == ("ev",)


def test_unknown_appliance_is_an_error() -> None:
    """Whoever asks has looked it up before."""
    with pytest.raises(KeyError, match="toaster"):
        build_case(reference_home(), ["toaster"])


@pytest.mark.parametrize("status", list(Status))
def test_asked_for_is_placed_unless_it_runs_or_is_done(status: Status) -> None:
    """Another that nobody asked for is placed only when it is ready."""
    states = {"dishwasher": ApplianceState(status=status), "ev": READY}
    household = reference_home(states=states)
    placed = status not in {Status.RUNNING, Status.FINISHED, Status.DELAY_SET}
    assert ("dishwasher" in ids(build_case(household, ["dishwasher"]))) is placed
    others = ids(build_case(household, ["ev"]))
    assert ("dishwasher" in others) is (status is Status.READY)


def test_nothing_asked_is_everything_that_waits() -> None:
    """And of what no entity tells, all of it."""
    states = {"ev": ApplianceState(status=Status.FINISHED)}
    case = build_case(reference_home(states=states), [])
    assert case.targets == ("dishwasher", "vacuum")
    nobody = reference_home(appliances=())
    assert build_case(nobody, []).targets == ()
    assert build_case(nobody, []).problem.loads == ()


def test_unknown_figures_are_named_and_not_planned() -> None:
    """Of what was asked about; what merely waits is left out in silence."""
    lacking = replace(DISHWASHER, duration=None)
    lost = replace(EV, energy=None)
    household = reference_home(appliances=(lacking, lost))
    case = build_case(household, ["dishwasher"])
    assert case.missing == (MissingFigures("dishwasher", duration=True, energy=False),)
    assert ids(case) == []
    assert case.targets == ("dishwasher",)
    running = {"dishwasher": ApplianceState(status=Status.RUNNING)}
    assert build_case(replace(household, states=running), ["dishwasher"]).missing == ()


# What holds


def test_question_adds_what_it_demands() -> None:
    """What if it must be done by ten: the note's morning gives way."""
    asked = demand(Kind.FINISH_BY, time=time(22))
    case = build_case(reference_home(), ["dishwasher"], [asked])
    as_question = replace(asked, source=Source.QUESTION)
    assert case.extra == (as_question,)
    assert rules_for(case, as_question)[0].latest_end == 210
    assert rules_for(case, BY_HALF_PAST_SIX) == []
    assert case.horizon == datetime(2026, 10, 14, 22, tzinfo=BERLIN)


def test_figures_of_the_question_win() -> None:
    """What if it takes an hour."""
    asked = demand(Kind.DURATION, amount=60)
    note = demand(Kind.DURATION, amount=75)
    household = reference_home(constraints=(note,))
    assert build_case(household, ["dishwasher"]).problem.loads[0].duration == 75
    case = build_case(household, ["dishwasher"], [asked])
    assert case.problem.loads[0].duration == 60


def test_form_notes_and_noisy_ones_hold_together() -> None:
    """Everyone's, the noisy ones' and its own form's."""
    form = demand(Kind.QUIET_WINDOW, "dryer", time=time(22), until=time(6))
    noisy = demand(Kind.NOT_RUNNING_AFTER, None, time=time(21), noisy_only=True)
    loud = replace(DRYER, noisy=True, constraints=(form,))
    case = build_case(home(REFERENCE_NOW, [loud, WASHER], [noisy]), ["dryer"])
    assert len(rules_for(case, form)) == 1
    assert len(rules_for(case, noisy)) == 1
    assert [rule.constraint for rule in case.problem.load("washer").rules] == [None]


def test_unusable_constraints_are_told_not_dropped_in_silence() -> None:
    """A deadline without a time, in a note, a form or a question."""
    note = demand(Kind.FINISH_BY)
    form = demand(Kind.QUIET_WINDOW, time=time(22), source=Source.FORM)
    asked = demand(Kind.ENERGY, amount=-1)
    clumsy = replace(DISHWASHER, constraints=(form,))
    case = build_case(home(REFERENCE_NOW, [clumsy], [note]), ["dishwasher"], [asked])
    assert case.unusable == (note, replace(asked, source=Source.QUESTION), form)
    assert case.problem.loads[0].rules == (Rule(latest_end=DAY),)


def test_limit_is_what_the_base_load_leaves() -> None:
    """And never less than nothing."""
    assert build_case(reference_home(), []).problem.limit is None
    with_limit = reference_home(limit=11.0, base_load=0.5)
    assert build_case(with_limit, []).problem.limit == 10.5
    used_up = reference_home(limit=0.4, base_load=0.5)
    assert build_case(used_up, []).problem.limit == 0.0


def test_surplus_is_what_the_base_load_leaves_of_the_sun() -> None:
    """It is part of the windows."""
    sun = PowerWindow(REFERENCE_NOW, REFERENCE_NOW + timedelta(hours=1), 2.0)
    case = build_case(reference_home(solar=(sun,), base_load=0.5), [])
    assert case.problem.windows[0] == Window(Span(0, 60), 0.45, 0.0, 1.5)


def test_charging_segments_are_the_homes_option() -> None:
    """A charge that is shorter than a segment is one."""
    brief = replace(EV, duration=20, energy=1.0)
    assert build_case(reference_home(segment=45), ["ev"]).problem.loads[0].segment == 45
    short = build_case(home(REFERENCE_NOW, [brief]), ["ev"])
    assert short.problem.loads[0].segment == 20
    odd = build_case(reference_home(segment=0), ["ev"])
    assert odd.problem.loads[0].segment == 1


# Other appliances


def laundry(*constraints: Constraint, **states: ApplianceState) -> Household:
    """Return a home with a washer and a dryer."""
    return home(
        REFERENCE_NOW,
        [WASHER, DRYER],
        constraints,
        states={"washer": READY, "dryer": READY} | states,
    )


AFTER = demand(Kind.AFTER_LOAD, "dryer", other="washer")
APART = demand(Kind.NOT_WITH, "dryer", other="washer")


def test_two_that_wait_are_ordered_and_kept_apart() -> None:
    """Also when only one of them was asked about."""
    case = build_case(laundry(AFTER, APART), ["dryer"])
    assert case.problem.orders == (Order("washer", "dryer", AFTER),)
    assert case.problem.exclusions == (Exclusion("dryer", "washer", APART),)


def test_second_of_an_order_has_its_day_after_the_first() -> None:
    """24 hours from the earliest start that the washer leaves it."""
    case = build_case(laundry(AFTER), ["dryer"])
    assert case.problem.load("dryer").rules[0] == Rule(latest_end=60 + DAY)
    assert case.horizon == REFERENCE_NOW + timedelta(hours=25)


def test_running_appliance_is_fixed_and_waited_for() -> None:
    """With the power that is measured, until its expected end."""
    running = ApplianceState(
        status=Status.RUNNING,
        expected_end=REFERENCE_NOW + timedelta(minutes=25),
        power=1.9,
    )
    case = build_case(laundry(AFTER, APART, washer=running), ["dryer"])
    assert case.problem.fixed == (FixedLoad("washer", Span(0, 25), 1.9),)
    assert not case.problem.orders
    assert not case.problem.exclusions
    assert rules_for(case, AFTER) == [Rule(constraint=AFTER, earliest_start=25)]
    assert rules_for(case, APART) == [Rule(constraint=APART, quiet=(Span(0, 25),))]
    assert case.problem.load("dryer").rules[0].latest_end == 25 + DAY


def test_set_timer_is_fixed_at_its_time() -> None:
    """It draws what its figures say."""
    timed = ApplianceState(
        status=Status.DELAY_SET, delayed_start=REFERENCE_NOW + timedelta(hours=2)
    )
    case = build_case(laundry(APART, washer=timed), ["dryer"])
    assert case.problem.fixed == (FixedLoad("washer", Span(120, 180), 1.0),)
    assert rules_for(case, APART)[0].quiet == (Span(120, 180),)


@pytest.mark.parametrize(
    "status", [Status.FINISHED, Status.IDLE, Status.UNKNOWN, Status.NOT_READY]
)
def test_what_neither_waits_nor_runs_is_not_waited_for(status: Status) -> None:
    """The dryer may start when the washer has finished, or is not going to wash."""
    case = build_case(
        laundry(AFTER, APART, washer=ApplianceState(status=status)), ["dryer"]
    )
    assert not case.problem.orders
    assert not case.problem.exclusions
    assert not case.problem.fixed
    assert rules_for(case, AFTER) == rules_for(case, APART) == []


# Horizon


def test_horizon_is_the_deadline_a_day_or_the_end_of_prices() -> None:
    """Whichever comes first, and said when it is the prices."""
    now, by_six = REFERENCE_NOW, demand(Kind.FINISH_BY, time=time(6))
    for constraints, hours, horizon, until in (
        ((), 48, now + timedelta(hours=24), None),
        ((), 24, now + timedelta(hours=24), None),
        ((), 5, now + timedelta(hours=5), now + timedelta(hours=5)),
        ((by_six,), 48, now + timedelta(hours=11.5), None),
        ((by_six,), 11, now + timedelta(hours=11), now + timedelta(hours=11)),
    ):
        household = home(now, constraints=constraints, hours=hours)
        case = build_case(household, ["dishwasher"])
        assert (case.horizon, case.prices_until) == (horizon, until)
        assert case.problem.windows[-1].span.end == (horizon - now) // timedelta(
            minutes=1
        )


def test_horizon_is_the_latest_of_the_targets() -> None:
    """The deadline of one does not cut the other."""
    case = build_case(reference_home(), ["dishwasher", "ev"])
    assert case.horizon == datetime(2026, 10, 15, 7, tzinfo=BERLIN)


def test_horizon_reaches_a_day_past_a_late_start() -> None:
    """On Wednesday, of what runs at weekends only."""
    weekend = demand(Kind.WEEKDAY_ONLY, weekdays=frozenset({5, 6}))
    case = build_case(home(REFERENCE_NOW, constraints=[weekend]), ["dishwasher"])
    assert case.horizon == datetime(2026, 10, 18, 0, 0, tzinfo=BERLIN)
    short = home(REFERENCE_NOW, constraints=[weekend], hours=24)
    cut = build_case(short, ["dishwasher"])
    assert cut.prices_until == REFERENCE_NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 10, 24, 18, 30, tzinfo=BERLIN), 13),
        (datetime(2026, 3, 28, 18, 30, tzinfo=BERLIN), 11),
    ],
)
def test_night_of_a_clock_change_is_as_long_as_it_is(now: datetime, hours: int) -> None:
    """From 18:30 to 06:30 it is 13 hours in autumn and 11 in spring."""
    case = build_case(reference_home(now=now, tariff=steady(now)), ["dishwasher"])
    assert rules_for(case, BY_HALF_PAST_SIX)[0].latest_end == hours * 60
    assert case.horizon == (now + timedelta(days=1)).replace(hour=6)
    quiet = rules_for(case, NOT_AFTER_HALF_PAST_TEN)[0].quiet
    assert quiet[0] == Span(240, (hours - 12) * 60 + 750)


def steady(now: datetime) -> Tariff:
    """Return a tariff of one price around a moment."""
    days = timedelta(days=3)
    start = now.astimezone(UTC)
    return Tariff(
        windows=(PriceWindow(start - days, start + days, 0.3),), currency="EUR"
    )


@pytest.mark.parametrize(
    "tariff",
    [
        None,
        Tariff(windows=(), currency="EUR"),
        Tariff(
            windows=(
                PriceWindow(REFERENCE_NOW - timedelta(hours=2), REFERENCE_NOW, 1.0),
            ),
            currency="EUR",
        ),
    ],
)
def test_no_known_prices_leave_no_windows(tariff: Tariff | None) -> None:
    """Loads and rules are there all the same."""
    case = build_case(reference_home(tariff=tariff), ["dishwasher"])
    assert case.problem.windows == ()
    assert ids(case) == ["dishwasher", "ev"]
    ended = tariff is not None and bool(tariff.windows)
    assert case.prices_until == (REFERENCE_NOW if ended else None)


# After the solver has said that it cannot be


def missed(case: Case, load_id: str, *conflicts: Constraint) -> Case | None:
    """Return the case without one deadline of a clash."""
    return relax_deadline(case, Infeasible(load_id, conflicts))


def test_missed_deadline_is_planned_for_the_following_day() -> None:
    """Once; then there is nothing left to move."""
    household = reference_home(now=REFERENCE_NOW.replace(hour=5, minute=30))
    case = build_case(household, ["dishwasher"])
    assert rules_for(case, BY_HALF_PAST_SIX)[0].latest_end == 60
    relaxed = missed(case, "dishwasher", NOT_AFTER_HALF_PAST_TEN, BY_HALF_PAST_SIX)
    assert relaxed is not None
    assert rules_for(relaxed, BY_HALF_PAST_SIX)[0].latest_end == 60 + DAY
    assert relaxed.relaxed == BY_HALF_PAST_SIX
    assert relaxed.is_deferred("dishwasher")
    assert not relaxed.is_deferred("ev")
    assert rules_for(relaxed, BY_SEVEN) == rules_for(case, BY_SEVEN)
    assert missed(relaxed, "dishwasher", BY_HALF_PAST_SIX) is None


def test_only_deadlines_can_be_moved() -> None:
    """Quiet hours stay quiet."""
    case = build_case(reference_home(), ["dishwasher"])
    assert missed(case, "dishwasher", NOT_AFTER_HALF_PAST_TEN) is None
    assert missed(case, "dishwasher") is None


def test_own_deadline_is_moved_before_anothers() -> None:
    """And the one to speak of is a target's."""
    case = build_case(reference_home(), ["dishwasher"])
    both = (BY_SEVEN, BY_HALF_PAST_SIX)
    first = missed(case, "ev", *both)
    assert first is not None
    assert first.deferred == (("ev", BY_SEVEN),)
    assert first.relaxed == BY_SEVEN
    second = missed(first, "ev", *both)
    assert second is not None
    assert second.deferred == (("ev", BY_SEVEN), ("dishwasher", BY_HALF_PAST_SIX))
    assert second.relaxed == BY_HALF_PAST_SIX
    assert missed(second, "ev", *both) is None


def test_deadline_for_everyone_is_moved_for_one() -> None:
    """The others keep theirs."""
    everyone = demand(Kind.FINISH_BY, None, time=time(6, 30))
    household = reference_home(constraints=(everyone,))
    relaxed = missed(build_case(household, ["ev"]), "ev", everyone)
    assert relaxed is not None
    assert [rule.latest_end for rule in rules_for(relaxed, everyone)] == [
        720 + DAY,
        720,
    ]


def test_deadline_of_tonight_has_no_following_night() -> None:
    """What cannot be done tonight is planned without it."""
    tonight = demand(
        Kind.FINISH_BY,
        time=time(19),
        active_from=REFERENCE_NOW,
        active_until=REFERENCE_NOW + timedelta(hours=17),
    )
    household = home(REFERENCE_NOW, constraints=[tonight])
    relaxed = missed(build_case(household, ["dishwasher"]), "dishwasher", tonight)
    assert relaxed is not None
    assert relaxed.relaxed == tonight
    assert rules_for(relaxed, tonight) == []


def test_dropped_load_is_gone_with_what_couples_it() -> None:
    """And stays away when a deadline is moved afterwards."""
    by_eight = demand(Kind.FINISH_BY, "dryer", time=time(20))
    case = drop_load(build_case(laundry(AFTER, APART, by_eight), ["dryer"]), "washer")
    assert ids(case) == ["dryer"]
    assert list(case.ids) == ["dryer"]
    assert not case.problem.orders
    assert not case.problem.exclusions
    relaxed = missed(case, "dryer", by_eight)
    assert relaxed is not None
    assert ids(relaxed) == ["dryer"]
    dropped = drop_load(relaxed, "dryer")
    assert ids(dropped) == []
    assert dropped.deferred == relaxed.deferred


# Any home, any day


clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))


@st.composite
def constraints(draw: st.DrawFn) -> Constraint:
    """Draw a constraint of any kind, usable or not."""
    maybe = st.none()
    return Constraint(
        kind=draw(st.sampled_from(Kind)),
        appliance=draw(st.sampled_from([None, "washer", "dryer", "gone"])),
        source=draw(st.sampled_from(Source)),
        time=draw(maybe | clock_times),
        until=draw(maybe | clock_times),
        weekdays=draw(st.frozensets(st.integers(0, 6))),
        other=draw(st.sampled_from([None, "washer", "dryer", "gone"])),
        amount=draw(maybe | st.floats(allow_nan=True)),
        noisy_only=draw(st.booleans()),
    )


states = st.builds(
    ApplianceState,
    status=st.sampled_from(Status),
    expected_end=st.none() | st.datetimes(timezones=st.just(UTC)),
    started_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    delayed_start=st.none() | st.datetimes(timezones=st.just(UTC)),
    power=st.none() | st.floats(0, 20),
)


@given(
    zones.flatmap(moments),
    st.lists(constraints(), max_size=8),
    states,
    states,
    st.integers(0, 60),
)
def test_any_home_gives_a_problem_that_makes_sense(
    now: datetime,
    given_constraints: Sequence[Constraint],
    washer: ApplianceState,
    dryer: ApplianceState,
    hours: int,
) -> None:
    """Whatever was noted, on whatever day, of whatever state."""
    facts: dict[str, Any] = {"washer": washer, "dryer": dryer}
    noisy = replace(DRYER, noisy=True)
    household = home(now, [WASHER, noisy], given_constraints, hours=hours, states=facts)
    case = build_case(household, ["washer", "dryer"])
    problem = case.problem
    assert problem.origin == now.astimezone(UTC)
    assert case.horizon > now or not problem.windows
    # The solver refuses what means nothing.
    assert len(prepare(problem).loads) == len(problem.loads)
    known = {load.id for load in problem.loads}
    assert not known & {load.id for load in problem.fixed}
    assert all({o.first, o.then} <= known for o in problem.orders)
    assert all({e.one, e.other} <= known for e in problem.exclusions)
    for load in problem.loads:
        assert 0 < load.duration <= RANGE
        for rule in load.rules:
            spans = (*rule.quiet, *rule.no_start)
            assert all(0 <= s.start < s.end <= RANGE + DAY for s in spans)
            assert rule.latest_end is None or rule.latest_end > 0
    for window in problem.windows:
        assert 0 <= window.span.start < window.span.end <= max(hours * 60, 0)


@given(st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]))
def test_the_same_facts_give_the_same_problem(zone: str) -> None:
    """Nothing is drawn at random, nothing depends on an earlier question."""
    now = datetime(2026, 10, 24, 20, 0, tzinfo=ZoneInfo(zone))
    household = reference_home(now=now, timezone=ZoneInfo(zone), tariff=steady(now))
    assert build_case(household, []) == build_case(household, [])
