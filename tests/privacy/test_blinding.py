"""Blinding changes neither what is feasible nor, beyond a stated bound, what is best."""

from dataclasses import replace
from datetime import UTC, datetime
import json
import random
from zoneinfo import ZoneInfo

from hypothesis import assume, given, reject, strategies as st
import pytest

from . import honest_cloud
from .problems import random_problem
from .reference import DISHWASHER, EV, reference_problem
from custom_components.hushwatt.privacy.blinding import (
    BlindingFault,
    CannotBlind,
    blind,
)
from custom_components.hushwatt.privacy.document import write
from custom_components.hushwatt.privacy.key import Blinded
from custom_components.hushwatt.privacy.reply import unblind
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.scheduling.problem import (
    Infeasible,
    Load,
    Problem,
    Rule,
    Solution,
    Span,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.scheduling.verifier import verify
from custom_components.hushwatt.vocabulary import Phase, PrivacyLevel
from evals.privacy.homes import make_home

BERLIN = ZoneInfo("Europe/Berlin")
LEVELS = st.sampled_from((PrivacyLevel.BLINDED, PrivacyLevel.READABLE))
SEEDS = st.integers(0, 2**32)


def part_of(problem: Problem, blinded: Blinded) -> Problem:
    """Return the problem of the loads that were sent, and of what runs already."""
    sent = blinded.sent
    known = sent | {load.id for load in problem.fixed}
    return replace(
        problem,
        loads=tuple(load for load in problem.loads if load.id in sent),
        orders=tuple(o for o in problem.orders if {o.first, o.then} <= known),
        exclusions=tuple(e for e in problem.exclusions if {e.one, e.other} <= known),
    )


def sent_document(blinded: Blinded) -> honest_cloud.Document:
    """Return the document as the other side reads it."""
    document: honest_cloud.Document = json.loads(write(blinded.document))
    return document


@given(SEEDS, LEVELS)
def test_the_clouds_optimum_is_the_homes_within_the_stated_bound(
    seed: int, level: PrivacyLevel
) -> None:
    """Blind, solve, un-blind: nothing is broken and nothing lost but the bound."""
    rng = random.Random(seed)
    problem = random_problem(rng)
    target = rng.choice(problem.loads).id
    try:
        blinded = blind(problem, [target], level, rng, BERLIN)
    except CannotBlind as cannot:
        nowhere = cannot.fault is BlindingFault.NOWHERE_TO_RUN
        assert not nowhere or isinstance(solve(problem), Infeasible)
        return
    part = part_of(problem, blinded)
    best = solve(part, seconds=honest_cloud.SECONDS)
    assume(isinstance(best, Infeasible) or best.gap == 0)
    try:
        reply = honest_cloud.answer(sent_document(blinded))
    except TimeoutError:
        reject()
    if isinstance(best, Infeasible):
        assert reply is None
        return
    assert isinstance(best, Solution)
    assert reply is not None
    schedule = unblind(reply, blinded.key)
    verification = verify(part, schedule)
    assert not verification.violations
    assert verification.cost <= best.cost + blinded.key.regret + 1e-6


def simple_cost(problem: Problem, load: Load, start: int) -> float:
    """Return the cost of an unbroken run, where nothing but the price matters."""
    prices = [
        window.import_price
        for window in problem.windows
        for _ in range(window.span.start, window.span.end)
    ]
    powers = [phase.power for phase in load.phases for _ in range(phase.minutes)]
    return sum(
        power * prices[start + minute] / 60 for minute, power in enumerate(powers)
    )


@given(SEEDS, LEVELS)
def test_it_is_exactly_the_optimum_when_the_next_best_is_dearer_by_twice_the_bound(
    seed: int, level: PrivacyLevel
) -> None:
    """Rounding decides only between what rounding cannot tell apart."""
    rng = random.Random(seed)
    problem = random_problem(rng, most_loads=1)
    (load,) = problem.loads
    load = replace(load, rules=(), interruptible=False)
    end = problem.windows[-1].span.end
    whole = [
        window for window in problem.windows if window.span.start < window.span.end
    ]
    assume(sum(w.span.end - w.span.start for w in whole) == end)
    windows = tuple(replace(window, surplus=0.0) for window in problem.windows)
    problem = replace(problem, loads=(load,), windows=windows, limit=None, fixed=())
    assume(load.duration <= end)
    blinded = blind(problem, [load.id], level, rng, BERLIN)
    reply = honest_cloud.answer(sent_document(blinded))
    assert reply is not None
    (run,) = unblind(reply, blinded.key).runs[load.id]
    costs = [simple_cost(problem, load, s) for s in range(end - load.duration + 1)]
    best = min(costs)
    got = costs[run.start]
    assert got <= best + blinded.key.regret + 1e-9
    others = [cost for cost in costs if cost > best + 1e-9]
    if others and min(others) - best > 2 * blinded.key.regret + 1e-9:
        assert got <= best + 1e-9


HOMES = 60
MANY = [0, *(pytest.param(n, marks=pytest.mark.full) for n in range(1, 8))]


@pytest.mark.parametrize("chunk", MANY)
def test_homes_of_all_kinds_get_their_own_optimum(chunk: int) -> None:
    """Homes with tariffs, couplings, interruptible loads, sun and nights of a clock change."""
    answered = 0
    for seed in range(chunk * HOMES, (chunk + 1) * HOMES):
        for level in (PrivacyLevel.BLINDED, PrivacyLevel.READABLE):
            answered += home_gets_its_optimum(seed, level)
    assert answered > HOMES // 2


def home_gets_its_optimum(seed: int, level: PrivacyLevel) -> bool:
    """Ask for a home as the product does; return whether there was an answer to judge."""
    home = make_home(random.Random(seed))
    case = build_case(home.household, home.targets)
    targets = [one for one in case.targets if one in case.ids]
    try:
        blinded = blind(
            case.problem, targets, level, random.Random(seed), home.household.timezone
        )
        reply = honest_cloud.answer(sent_document(blinded))
    except CannotBlind, TimeoutError:
        return False
    part = part_of(case.problem, blinded)
    best = solve(part, seconds=honest_cloud.SECONDS)
    if isinstance(best, Infeasible):
        assert reply is None, seed
        return True
    assert reply is not None, seed
    schedule = unblind(reply, blinded.key)
    verification = verify(part, schedule)
    assert not verification.violations, seed
    assert best.gap or verification.cost <= best.cost + blinded.key.regret + 1e-6, seed
    return True


def test_the_reference_case_at_both_levels() -> None:
    """Blinded: the dishwasher alone. Readable: dishwasher and EV with all they need."""
    problem = reference_problem()
    hidden = blind(problem, [DISHWASHER], PrivacyLevel.BLINDED, random.Random(1))
    assert hidden.sent == {DISHWASHER}
    assert hidden.key.regret == 0
    shown = blind(
        problem, [DISHWASHER], PrivacyLevel.READABLE, random.Random(1), BERLIN
    )
    assert shown.sent == {DISHWASHER, EV}
    assert sent_document(shown) == {
        "now": "18:30",
        "loads": [
            {
                "id": "L1",
                "minutes": 120,
                "kwh": 14.0,
                "earliest_start": "18:30",
                "finish_by": "+1 07:00",
            },
            {
                "id": "L2",
                "minutes": 90,
                "kwh": 1.2,
                "earliest_start": "18:30",
                "finish_by": "+1 06:30",
                "not_running": [["22:30", "+1 06:30"]],
            },
        ],
        "tariff": [
            {"from": "18:30", "to": "20:00", "price": 0.45},
            {"from": "20:00", "to": "+1 00:00", "price": 0.22},
            {"from": "+1 00:00", "to": "+1 06:00", "price": 0.12},
            {"from": "+1 06:00", "to": "+1 07:00", "price": 0.25},
        ],
    }
    for blinded in (hidden, shown):
        reply = honest_cloud.answer(sent_document(blinded))
        assert reply is not None
        runs = unblind(reply, blinded.key).runs
        assert runs[DISHWASHER] == (Span(90, 180),)
        assert runs.get(EV) in {None, (Span(330, 450),)}


def test_names_are_shuffled_anew_for_each_request() -> None:
    """The same home is not known again by which load is which."""
    rng = random.Random(1)
    first = [
        blind(reference_problem(), [DISHWASHER, EV], PrivacyLevel.BLINDED, rng)
        .key.loads["L1"]
        .load_id
        for _ in range(20)
    ]
    assert set(first) == {DISHWASHER, EV}


@pytest.mark.parametrize(
    ("problem", "targets", "fault"),
    [
        (reference_problem(), [], BlindingFault.NOTHING_TO_SEND),
        (
            replace(reference_problem(), limit=0.1),
            [DISHWASHER],
            BlindingFault.NOWHERE_TO_RUN,
        ),
        (replace(reference_problem(), windows=()), [EV], BlindingFault.NOWHERE_TO_RUN),
        (
            replace(
                reference_problem(),
                loads=(
                    Load(
                        id=EV,
                        phases=tuple(Phase(1, n) for n in range(70)),
                    ),
                ),
            ),
            [EV],
            BlindingFault.TOO_LARGE,
        ),
    ],
)
def test_what_the_grammar_has_no_words_for_stays_at_home(
    problem: Problem, targets: list[str], fault: BlindingFault
) -> None:
    """The fault is a code; it is solved locally."""
    for level in (PrivacyLevel.BLINDED, PrivacyLevel.READABLE):
        with pytest.raises(CannotBlind) as cannot:
            blind(problem, targets, level, random.Random(1))
        assert cannot.value.fault is fault


def test_many_small_windows_of_time_are_no_channel() -> None:
    """What a tricked reader makes of notes, a quiet quarter each hour, stays at home."""
    problem = reference_problem()
    quiet = tuple(Span(60 * n, 60 * n + 15) for n in range(20))
    loads = (
        replace(problem.loads[1], phases=(Phase(20, 7.0),), rules=(Rule(quiet=quiet),)),
    )
    for level in (PrivacyLevel.BLINDED, PrivacyLevel.READABLE):
        with pytest.raises(CannotBlind) as cannot:
            blind(replace(problem, loads=loads), [EV], level, random.Random(1))
        assert cannot.value.fault is BlindingFault.TOO_LARGE


def test_a_target_that_is_no_load_is_an_error() -> None:
    """The caller asks for loads of the problem."""
    with pytest.raises(KeyError):
        blind(reference_problem(), ["vacuum"], PrivacyLevel.BLINDED, random.Random(1))


def test_powers_too_close_to_the_limit_for_any_rounding_stay_at_home() -> None:
    """A request must forbid what the home forbids, though it be by two milliwatts."""
    powers = (4.0, 6.0, 6.000002, 4.000002, 3.0, 7.000002)
    loads = tuple(
        Load(id=f"load-{n}", phases=(Phase(60, power),))
        for n, power in enumerate(powers)
    )
    problem = replace(reference_problem(), loads=loads, limit=10.0)
    with pytest.raises(CannotBlind) as cannot:
        blind(problem, ["load-0"], PrivacyLevel.BLINDED, random.Random(1))
    assert cannot.value.fault is BlindingFault.TOO_FINE
    shown = blind(problem, ["load-0"], PrivacyLevel.READABLE, random.Random(1))
    assert "6.000002" in write(shown.document)


@pytest.mark.parametrize("now", ["2026-10-25T01:30+02:00", "2027-03-28T01:30+01:00"])
def test_the_readable_clock_runs_on_through_a_change(now: str) -> None:
    """Every minute has one name, and the reply comes back to the same minute."""
    problem = replace(
        reference_problem(), origin=datetime.fromisoformat(now).astimezone(UTC)
    )
    blinded = blind(problem, [EV], PrivacyLevel.READABLE, random.Random(1), BERLIN)
    document = sent_document(blinded)
    assert document["now"] == "01:30"
    assert document["tariff"][2]["from"] == "07:00"
    reply = honest_cloud.answer(document)
    assert reply is not None
    assert unblind(reply, blinded.key).runs[EV] == (Span(330, 450),)
