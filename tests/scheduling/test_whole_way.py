"""From the facts of a home to its plan, watched by somebody who only sees the clock.

Building, solver, verifier and plan together, in all kinds of time zones and
over their clock changes. The watcher knows no minute of the problem: it looks
at the home's clock in every minute of the plan.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st

from custom_components.hushwatt.scheduling.building import (
    Case,
    build_case,
    drop_load,
    relax_deadline,
)
from custom_components.hushwatt.scheduling.pending import pending
from custom_components.hushwatt.scheduling.problem import Infeasible
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verdict import conclude
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus,
    Constraint,
    ConstraintKind as Kind,
    Household,
    Phase,
    Plan,
    PlannedRun,
    PlanSource,
    PowerWindow,
    PriceWindow,
    Reason,
    Tariff,
    Verdict,
)
from tests.scheduling.homes import (
    DISHWASHER,
    EV,
    READY,
    REFERENCE_NOW,
    demand,
    home,
    reference_home,
    reference_prices,
)
from tests.scheduling.watching import in_window
from tests.scheduling.zones import moments, zones

ALL = frozenset(range(7))
MORNING = time(7)
SOLVER_SECONDS = 0.1
"""What is checked here must hold for any schedule, the best one or not."""


def answer(household: Household, asked: str) -> tuple[Case, Plan | None]:
    """Return the case and the verified plan of a question, None when there is none."""
    case = build_case(household, [asked])
    found = solve(case.problem)
    while isinstance(found, Infeasible):
        relaxed = relax_deadline(case, found)
        if relaxed is None:
            return case, None
        case, found = relaxed, solve(relaxed.problem)
    checked = verify(case.problem, found.schedule)
    assert checked.violations == ()
    source = PlanSource.SOLVER
    conclusion = conclude(case, household, found.schedule, checked, source, found.gap)
    assert conclusion.plan.verified
    return case, conclusion.plan


def minutes_between(start: datetime, end: datetime) -> int:
    """Return the minutes from one moment to another, however the clock is set."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(minutes=1)


def clocks_of(start: datetime, end: datetime) -> list[datetime]:
    """Return what the home's clock shows in each minute from one moment to another."""
    return [
        (start.astimezone(UTC) + timedelta(minutes=n)).astimezone(start.tzinfo)
        for n in range(minutes_between(start, end))
    ]


def shown(run: PlannedRun) -> list[datetime]:
    """Return what the home's clock shows in each minute of a run."""
    return [
        clock
        for segment in run.segments
        for clock in clocks_of(segment.start, segment.end)
    ]


def holds(constraint: Constraint, clocks: Sequence[datetime]) -> bool:
    """Return whether a run that these clocks were shown in keeps a demand."""
    at, to, days = constraint.time, constraint.until, constraint.weekdays
    match constraint.kind, at, to:
        case Kind.QUIET_WINDOW, time(), time():
            return not any(map(in_window(at, to, days), clocks))
        case Kind.ALLOWED_WINDOW, time(), time():
            return all(map(in_window(at, to, days), clocks))
        case Kind.NOT_RUNNING_AFTER, time(), _:
            early = frozenset((day + 1) % 7 for day in days)
            quiet = in_window(at, MORNING, early if at < MORNING else days)
            return not any(map(quiet, clocks))
        case Kind.WEEKDAY_ONLY, _, _:
            return clocks[0].weekday() in days
        case Kind.WEEKDAY_NOT, _, _:
            return clocks[0].weekday() not in days
    return True


half_hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
constraints = st.builds(
    Constraint,
    kind=st.sampled_from(
        [
            Kind.QUIET_WINDOW,
            Kind.ALLOWED_WINDOW,
            Kind.NOT_RUNNING_AFTER,
            Kind.WEEKDAY_ONLY,
            Kind.WEEKDAY_NOT,
            Kind.FINISH_BY,
            Kind.NOT_BEFORE,
        ]
    ),
    appliance=st.sampled_from([None, "dishwasher"]),
    time=half_hours,
    until=half_hours,
    weekdays=st.sampled_from([ALL, ALL, frozenset({0, 1, 2, 3, 4}), frozenset({5, 6})]),
)


@settings(max_examples=settings().max_examples // 2)
@given(
    st.data(),
    st.lists(constraints, max_size=3),
    st.lists(st.integers(-10, 60), min_size=24, max_size=24),
    st.booleans(),
    st.sampled_from([None, 7.5]),
)
def test_plan_keeps_the_notes_by_the_clock_on_the_wall(
    data: st.DataObject,
    notes: list[Constraint],
    cents: list[int],
    interruptible: bool,
    limit: float | None,
) -> None:
    """In every minute of a run, on days of 23, 24 and 25 hours."""
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    start = now.astimezone(UTC).replace(minute=0)
    hours = [start + timedelta(hours=n) for n in range(7 * 24 + 1)]
    windows = tuple(
        PriceWindow(since, until, cents[n % 24] / 100)
        for n, (since, until) in enumerate(pairwise(hours))
    )
    appliance = replace(DISHWASHER, interruptible=interruptible)
    notes = [replace(note, note_uid=str(n)) for n, note in enumerate(notes)]
    household = home(
        now,
        [appliance, EV],
        notes,
        tariff=Tariff(windows=windows, currency="EUR"),
        limit=limit,
    )
    case, plan = answer(household, "dishwasher")
    if plan is None:
        return
    for run in plan.runs:
        clocks = shown(run)
        assert len(clocks) == household.appliance(run.appliance).duration
        assert minutes_between(now, run.start) >= 0
        if run.appliance == "dishwasher":
            assert minutes_between(run.end, case.horizon) >= 0
            for note in notes:
                assert holds(note, clocks)
    deadlines = [note for note in notes if note.kind is Kind.FINISH_BY]
    for note in deadlines:
        if not case.deferred:
            assert note.time is not None
            assert is_done_by(plan, note, now)


def is_done_by(plan: Plan, note: Constraint, now: datetime) -> bool:
    """Return whether the dishwasher ends before the clock next shows a deadline."""
    run = plan.run("dishwasher")
    assert run is not None
    clocks = clocks_of(now, run.end)[1:]
    return not any(
        clock.time() == note.time and clock.weekday() in note.weekdays
        for clock in clocks
    )


WASHER = Appliance(
    id="washer", name="Washer", phases=(Phase(20, 2.0), Phase(40, 0.2), Phase(15, 1.0))
)
DRYER = Appliance(id="dryer", name="Dryer", duration=100, energy=2.4)


@settings(max_examples=settings().max_examples // 2)
@given(
    st.lists(st.integers(-10, 60), min_size=24, max_size=24),
    st.lists(st.integers(0, 40), min_size=24, max_size=24),
    st.sampled_from([None, 4.0, 8.0]),
    st.sets(st.sampled_from(["after", "apart", "quiet", "by"])),
    st.none() | st.integers(1, 200),
)
def test_laundry_keeps_apart_and_in_order_under_the_sun(
    cents: list[int],
    sun: list[int],
    limit: float | None,
    notes: set[str],
    running: int | None,
) -> None:
    """The solver's cost is the verifier's, and what couples appliances is kept."""
    hours = [REFERENCE_NOW.astimezone(UTC) + timedelta(hours=n) for n in range(49)]
    pairs = list(pairwise(hours))
    demands = {
        "after": demand(Kind.AFTER_LOAD, "dryer", other="washer"),
        "apart": demand(Kind.NOT_WITH, "ev", other="dryer"),
        "quiet": demand(Kind.QUIET_WINDOW, None, time=time(23), until=time(5)),
        "by": demand(Kind.FINISH_BY, None, time=time(16)),
    }
    busy = ApplianceState(
        status=ApplianceStatus.RUNNING,
        expected_end=REFERENCE_NOW + timedelta(minutes=running or 0),
    )
    household = home(
        REFERENCE_NOW,
        [WASHER, DRYER, EV],
        [demands[note] for note in sorted(notes)],
        tariff=Tariff(
            windows=tuple(
                PriceWindow(*pair, cents[n % 24] / 100) for n, pair in enumerate(pairs)
            ),
            currency="EUR",
            export_windows=tuple(PriceWindow(*pair, 0.07) for pair in pairs),
        ),
        solar=tuple(
            PowerWindow(*pair, sun[n % 24] / 10) for n, pair in enumerate(pairs)
        ),
        base_load=0.4,
        limit=limit,
        states={"dryer": READY, "ev": READY, "washer": busy if running else READY},
    )
    case = build_case(household, ["dryer"])
    found = solve(case.problem, seconds=SOLVER_SECONDS)
    if isinstance(found, Infeasible):
        # 7 kW do not fit under 4 kW less the base load.
        assert limit == 4.0
        assert found.load == "ev"
        case = drop_load(case, "ev")
        found = solve(case.problem, seconds=SOLVER_SECONDS)
    assert not isinstance(found, Infeasible)
    checked = verify(case.problem, found.schedule)
    assert checked.violations == ()
    assert round(checked.cost - found.cost, 6) == 0
    source = PlanSource.SOLVER
    plan = conclude(case, household, found.schedule, checked, source, found.gap).plan
    assert plan.verified
    dryer, car, washer = map(plan.run, ("dryer", "ev", "washer"))
    assert dryer is not None
    assert (washer is None) is bool(running)
    if "after" in notes:
        washed = washer.end if washer else busy.expected_end
        assert washed is not None
        assert dryer.start >= washed
    if "apart" in notes and car is not None:
        assert not set(shown(dryer)) & set(shown(car))
    assert dryer.saving is None or dryer.saving >= 0


@given(zones, st.data())
def test_reference_home_has_its_answer_in_every_zone_on_every_evening(
    zone: ZoneInfo, data: st.DataObject
) -> None:
    """Later: dishwasher 20:00 to 21:30, car from midnight, and no vacuum."""
    day = data.draw(
        st.dates(datetime(2026, 1, 2).date(), datetime(2027, 12, 30).date())
    )
    now = datetime(day.year, day.month, day.day, 18, 30, tzinfo=zone)
    tariff = Tariff(windows=reference_prices(now), currency="EUR")
    household = reference_home(now=now, timezone=zone, tariff=tariff)
    assert pending(household) == ("dishwasher", "ev")
    case = build_case(household, ["dishwasher"])
    found = solve(case.problem)
    assert not isinstance(found, Infeasible)
    checked = verify(case.problem, found.schedule)
    conclusion = conclude(
        case, household, found.schedule, checked, PlanSource.SOLVER, found.gap
    )
    assert (conclusion.verdict, conclusion.reason) == (
        Verdict.RUN_LATER,
        Reason.CHEAPER_LATER,
    )
    dishwasher, car = conclusion.plan.runs
    assert wall(dishwasher.start) == (20, 0)
    assert wall(dishwasher.end) == (21, 30)
    assert (dishwasher.appliance, car.appliance) == ("dishwasher", "ev")
    assert round(dishwasher.cost, 9) == 0.264
    assert dishwasher.cost_now is not None
    assert round(dishwasher.cost_now, 9) == 0.54
    assert dishwasher.saving is not None
    assert round(dishwasher.saving, 9) == 0.276
    assert minutes_between(car.start, car.end) == 120
    assert round(car.cost, 9) == 1.68


def wall(moment: datetime) -> tuple[int, int]:
    """Return what the clock shows at a moment."""
    return moment.hour, moment.minute
