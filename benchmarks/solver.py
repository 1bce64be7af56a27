"""The solver's rows: HiGHS and EMHASS on the same problems, taking turns, in one run.

Times are processor time, so that what else the machine does counts for nobody.
HiGHS works on one thread; making its model is not counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from statistics import fmean, median
from time import perf_counter

from .emhass_peer import Emhass, NoPeerError, emhass
from .highs import Peer, solve_with_highs
from .homes import (
    bound_home,
    bounds_of,
    busy_home,
    crowded_homes,
    home,
    negative_home,
    sunless_home,
    typical_home,
    unslotted_home,
)
from .rows import Row, bounded, compared, percentile, took
from .scale import QUICK, Scale
from custom_components.hushwatt.scheduling.problem import Load, Problem, Solution
from custom_components.hushwatt.scheduling.solver import solve

# A millionth of the currency: the exactness that the solver states.
_SAME = 1e-6
# How long both may take for a crowded home, and how long for any other, in seconds.
_CROWDED = 2.0
_PATIENCE = 60.0

_SMALL = "uncoupled, 5 loads x 192 slots"
_COUPLED = "coupled, 2-6 loads x 192 slots"


def rows(scale: Scale) -> Iterator[Row]:
    """Yield the rows one by one, as they are measured; some of them when it is to be quick."""
    if scale is QUICK:
        yield uncoupled_against_highs(homes=2, runs=1)
        yield exact_to_the_minute(homes=2)
        yield from coupled(homes=3)
        return
    yield from uncoupled_against_emhass()
    yield uncoupled_against_highs()
    yield exact_to_the_minute()
    yield many_loads()
    yield from coupled()
    for loads in (10, 20):
        yield from crowded(loads)
    yield from ordinary()
    yield cancelled()


def uncoupled_against_emhass(homes: int = 7) -> Iterator[Row]:
    """Return how EMHASS plans 5 loads x 192 slots: from nothing, and once more."""
    names = [f"{_SMALL}: EMHASS from nothing", f"{_SMALL}: EMHASS planning once more"]
    problems = [home(seed, 5, 192) for seed in range(homes)]
    try:
        with emhass() as peer:
            yield from _against_emhass(names, problems, peer)
    except NoPeerError as trouble:
        print(f"No rows of EMHASS: {trouble}")
        ours = median(_busy(problem) for problem in problems)
        yield from (compared(name, ours, None, times=1000) for name in names)


def _against_emhass(
    names: Sequence[str], problems: Sequence[Problem], peer: Emhass
) -> Iterator[Row]:
    """Return the rows of the first and the second plan, EMHASS's and ours."""
    firsts, agains = [], []
    for problem in problems:
        answer = peer.solve(problem)
        if not answer.optimal or answer.cost < _solved(problem).cost - _SAME:
            raise AssertionError("EMHASS has solved another problem")
        firsts.append((_busy(problem), answer.first))
        agains.append((_busy(problem), answer.again))
    for name, plans in zip(names, (firsts, agains), strict=True):
        ours, theirs = zip(*plans, strict=True)
        yield compared(name, median(ours), median(theirs), times=1000)


def uncoupled_against_highs(homes: int = 20, runs: int = 9) -> Row:
    """Return how HiGHS solves 5 loads x 192 slots that nothing couples."""
    problems = [home(seed, 5, 192) for seed in range(homes)]
    ours, peers = [], []
    for _ in range(runs):
        peers += [solve_with_highs(problem, _PATIENCE).busy for problem in problems]
        ours += [_busy(problem) for problem in problems]
    return compared(f"{_SMALL}: HiGHS", median(ours), median(peers), times=20)


def exact_to_the_minute(homes: int = 50) -> Row:
    """Return how many homes of loads of any minutes could have been planned better."""
    problems = [unslotted_home(seed, 5, 192) for seed in range(homes)]
    wrong = sum(
        abs(_solved(problem).cost - _cheapest(problem)) > _SAME for problem in problems
    )
    return _none("uncoupled, minutes of all kinds: not the best", wrong, homes)


def many_loads(runs: int = 15) -> Row:
    """Return how long 50 loads x 672 slots take that nothing couples."""
    problem = home(1, 50, 672)
    ours = median(_busy(problem) for _ in range(runs))
    return bounded("uncoupled, 50 loads x 672 slots", ours, below=10)


@dataclass(frozen=True)
class Both:
    """What the solver and HiGHS made of a problem, ours with its milliseconds."""

    ours: Solution
    busy: float
    peer: Peer

    @property
    def is_dearer(self) -> bool:
        """Return whether our schedule costs more."""
        return self.ours.cost > self.peer.cost + _SAME


def coupled(homes: int = 100) -> Iterator[Row]:
    """Return how homes whose limit binds are solved to the end."""
    pairs = [_both(bound_home(seed), _PATIENCE) for seed in range(homes)]
    ours, peers = [p.busy for p in pairs], [p.peer.busy for p in pairs]
    proven = sum(p.ours.gap == 0 for p in pairs)
    dearer = sum(p.is_dearer and p.peer.finished for p in pairs)
    yield _none(f"{_COUPLED}: not proven optimal", homes - proven, homes)
    yield _none(f"{_COUPLED}: dearer than HiGHS's", dearer, homes)
    yield compared(f"{_COUPLED}: median", median(ours), median(peers), times=10)
    slow, slow_peer = percentile(ours, 95), percentile(peers, 95)
    yield compared(f"{_COUPLED}: 95th percentile", slow, slow_peer, times=3)
    yield bounded(f"{_COUPLED}: 95th percentile", slow, below=100)


def crowded(loads: int, homes: int = 10) -> Iterator[Row]:
    """Return the best plans and gaps of full homes after the same time."""
    name = f"crowded, {loads} loads x 192 slots, 11 kW, {_CROWDED:g} s"
    pairs = [_both(problem, _CROWDED) for problem in crowded_homes(loads, homes)]
    ours, peers = fmean(p.ours.cost for p in pairs), fmean(p.peer.cost for p in pairs)
    yield Row(
        name=f"{name}: mean cost",
        ours=ours,
        peer=peers,
        unit="EUR",
        ratio=peers / ours,
        goal="dearer in no home",
        met=not any(p.is_dearer for p in pairs),
    )
    ours, peers = fmean(p.ours.gap for p in pairs), fmean(p.peer.gap for p in pairs)
    yield Row(
        name=f"{name}: mean proven gap",
        ours=100 * ours,
        peer=100 * peers,
        unit="%",
        ratio=peers / ours if ours else None,
        goal="larger in no home",
        met=all(p.ours.gap <= p.peer.gap + _SAME for p in pairs),
    )


def ordinary(homes: int = 30) -> Iterator[Row]:
    """Return how long homes take as they are: with phases, pieces, a limit and solar power."""
    for name, made, number in (
        ("dishwasher, washer and car in pieces, solar", typical_home, homes),
        ("as before, with a dryer and a boiler in pieces", busy_home, homes),
        ("as before, without solar", sunless_home, homes // 3),
        ("as the first, prices below zero at noon", negative_home, homes // 3),
    ):
        problems = [made(seed) for seed in range(number)]
        found = [_ours(problem, _CROWDED) for problem in problems]
        times = [busy for _, busy in found]
        yield Row(name=f"{name}: median", ours=median(times))
        yield Row(name=f"{name}: 95th percentile", ours=percentile(times, 95))
        unproven = sum(solution.gap > 0 for solution, _ in found)
        gave_up = f"{name}: not proven in {_CROWDED:g} s"
        yield Row(name=gave_up, ours=unproven, unit=f"of {number}")
        worst = 100 * max(solution.gap for solution, _ in found)
        yield Row(name=f"{name}: largest proven gap", ours=worst, unit="%")


def cancelled(homes: int = 3, after: float = 0.3) -> Row:
    """Return how long a long search goes on after it was told to stop."""
    late = []
    for problem in crowded_homes(20, homes):
        end = perf_counter() + after
        solve(problem, seconds=_PATIENCE, cancelled=partial(_is_over, end))
        late.append((perf_counter() - end) * 1e3)
    return bounded("20 loads x 192 slots, cancelled: goes on for", max(late), below=100)


def _is_over(end: float) -> bool:
    """Return whether a moment has come."""
    return perf_counter() > end


def _both(problem: Problem, seconds: float) -> Both:
    """Return what both make of a problem in so many seconds at most; HiGHS goes first."""
    peer = solve_with_highs(problem, seconds, gap=1e-3 if seconds > _CROWDED else 0.0)
    ours, busy = _ours(problem, seconds)
    return Both(ours, busy, peer)


def _ours(problem: Problem, seconds: float) -> tuple[Solution, float]:
    """Return the solution of a problem and the milliseconds that it took."""
    found: list[Solution] = []
    busy = took(lambda: found.append(_solved(problem, seconds))).busy
    return found[0], busy


def _busy(problem: Problem) -> float:
    """Return the milliseconds of solving a problem."""
    return took(partial(solve, problem)).busy


def _solved(problem: Problem, seconds: float = _PATIENCE) -> Solution:
    """Return the solution of a problem that has one."""
    found = solve(problem, seconds=seconds)
    assert isinstance(found, Solution)
    return found


def _none(name: str, failed: int, of: int) -> Row:
    """Return a row of cases of which none may fail."""
    return Row(name=name, ours=failed, unit=f"of {of}", goal="none", met=not failed)


def _cheapest(problem: Problem) -> float:
    """Return what all loads cost at their best starts, by trying every minute."""
    rates = [
        window.import_price / 60
        for window in problem.windows
        for _ in range(window.span.start, window.span.end)
    ]
    sums = list(accumulate(rates, initial=0.0))
    return sum(_cheapest_of(load, sums) for load in problem.loads)


def _cheapest_of(load: Load, sums: Sequence[float]) -> float:
    """Return what a load of one phase costs at its best start."""
    first, end = bounds_of(load, len(sums) - 1)
    return load.phases[0].power * min(
        sums[start + load.duration] - sums[start]
        for start in range(first, end - load.duration + 1)
    )
