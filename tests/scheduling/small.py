"""Small random problems, and all their schedules tried minute by minute.

Shares nothing with the solver or with the verifier.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, pairwise
import math
from random import Random

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

ORIGIN = datetime(2026, 1, 1, tzinfo=UTC)

type Powers = dict[int, float]
type Minutes = tuple[int, ...]


def small_problem(
    random: Random, *, limit: bool = False, surplus: bool = False, broken: bool = False
) -> Problem:
    """Return a problem of up to three loads within some twenty minutes."""
    windows = tuple(_windows(random, surplus=surplus))
    end = windows[-1].span.end
    broken = broken and end <= 14
    loads = tuple(
        _load(random, f"l{number}", end, broken=broken)
        for number in range(random.randint(1, 3))
    )
    fixed: tuple[FixedLoad, ...] = ()
    if random.random() < 0.3:
        start = random.randint(-2, end // 2)
        span = Span(start, start + random.randint(1, 6))
        fixed = (FixedLoad("f", span, random.choice([1.0, 2.0])),)
    ids = [load.id for load in loads]
    known = [*ids, *(load.id for load in fixed)]
    orders, exclusions = [], []
    if len(known) > 1 and random.random() < 0.3:
        first = random.choice(known)
        orders.append(
            Order(first, random.choice([i for i in ids if i != first] or ids))
        )
    if len(known) > 1 and random.random() < 0.3:
        exclusions.append(Exclusion(*random.sample(known, 2)))
    return Problem(
        origin=ORIGIN,
        loads=loads,
        windows=windows,
        fixed=fixed,
        limit=random.choice([None, 3.0, 3.5, 4.0, 5.0]) if limit else None,
        orders=tuple(order for order in orders if order.first != order.then),
        exclusions=tuple(exclusions),
    )


def _windows(random: Random, *, surplus: bool) -> Iterator[Window]:
    """Return a few windows, sometimes with a hole before one."""
    now = random.choice([0, 0, 0, 1, 2])
    for _ in range(random.randint(2, 5)):
        length = random.randint(2, 6)
        price = random.choice([1.0, 2.0, 3.0, 4.0, -1.0])
        feed_in = random.choice([0.0, 1.0, 1.0, 2.0, 5.0]) if surplus else 0.0
        spare = random.choice([0.0, 0.0, 1.0, 2.5]) if surplus else 0.0
        yield Window(Span(now, now + length), price, feed_in, spare)
        now += length
        if random.random() < 0.15:
            now += random.randint(1, 2)


def _load(random: Random, load_id: str, end: int, *, broken: bool) -> Load:
    """Return a load of a few minutes with some rules."""
    interruptible = broken and random.random() < 0.45
    if interruptible:
        phases: tuple[Phase, ...] = (
            Phase(random.randint(1, 5), random.choice([1.0, 2.0, 3.0])),
        )
    else:
        phases = tuple(
            Phase(random.randint(1, 4), random.choice([0.0, 1.0, 1.5, 2.0, 3.0]))
            for _ in range(random.choice([1, 1, 2, 3]))
        )
    return Load(
        id=load_id,
        phases=phases,
        rules=tuple(_rules(random, end)),
        interruptible=interruptible,
        segment=random.randint(1, 3),
    )


def _rules(random: Random, end: int) -> Iterator[Rule]:
    """Return some of the four kinds of rule."""
    if random.random() < 0.4:
        yield Rule(latest_end=random.randint(end // 2, end))
    if random.random() < 0.3:
        yield Rule(earliest_start=random.randint(0, end // 2))
    if random.random() < 0.3:
        start = random.randint(0, end)
        yield Rule(quiet=(Span(start, start + random.randint(1, 3)),))
    if random.random() < 0.2:
        start = random.randint(0, end)
        yield Rule(no_start=(Span(start, start + random.randint(1, 5)),))


def least_cost_by_trying(problem: Problem) -> float | None:
    """Return the cost of the cheapest schedule, None when there is none."""
    return min((cost for _, cost in every_schedule(problem)), default=None)


def count_by_multiplying(problem: Problem) -> int:
    """Return how many schedules there are at most, without trying them."""
    return math.prod(len(ways) for ways in _all_ways(problem))


def every_schedule(problem: Problem) -> Iterator[tuple[tuple[Minutes, ...], float]]:
    """Yield every schedule as the minutes in which each load runs, and its cost."""
    minutes = max(window.span.end for window in problem.windows)
    fixed = [
        sum(
            load.power
            for load in problem.fixed
            if load.span.start <= minute < load.span.end
        )
        for minute in range(minutes)
    ]
    windows = {
        minute: window
        for window in problem.windows
        for minute in range(window.span.start, window.span.end)
    }
    ways = _all_ways(problem)
    for chosen, powers in _combined(problem, ways, fixed, [], [0.0] * minutes):
        cost = sum(
            _cost(windows[minute], power + fixed[minute])
            - _cost(windows[minute], fixed[minute])
            for minute, power in enumerate(powers)
            if power
        )
        yield tuple(tuple(sorted(run)) for run in chosen), cost / 60


def _all_ways(problem: Problem) -> list[list[Powers]]:
    """Return for each load all runs that windows, rules and fixed loads allow."""
    return [
        [run for run in _ways(load, problem) if _allowed(load, run, problem)]
        for load in problem.loads
    ]


def _ways(load: Load, problem: Problem) -> Iterator[Powers]:
    """Return every way to run a load within the windows, as its power by minute."""
    end = max(window.span.end for window in problem.windows)
    if not load.interruptible:
        powers = [phase.power for phase in load.phases for _ in range(phase.minutes)]
        for start in range(end - len(powers) + 1):
            yield {start + at: power for at, power in enumerate(powers)}
        return
    shortest = min(load.segment, load.duration)
    for minutes in combinations(range(end), load.duration):
        if all(length >= shortest for length in _lengths(minutes)):
            yield dict.fromkeys(minutes, load.phases[0].power)


def _lengths(minutes: tuple[int, ...]) -> Iterator[int]:
    """Return the lengths of the unbroken stretches."""
    length = 1
    for one, other in pairwise(minutes):
        if other == one + 1:
            length += 1
        else:
            yield length
            length = 1
    yield length


def _allowed(load: Load, run: Powers, problem: Problem) -> bool:
    """Return whether windows, rules and fixed loads allow a run."""
    priced = {
        minute for w in problem.windows for minute in range(w.span.start, w.span.end)
    }
    first, last = min(run), max(run)
    if not run.keys() <= priced:
        return False
    for rule in load.rules:
        if rule.latest_end is not None and last >= rule.latest_end:
            return False
        if rule.earliest_start is not None and first < rule.earliest_start:
            return False
        if any(
            span.start <= minute < span.end for span in rule.quiet for minute in run
        ):
            return False
        if any(span.start <= first < span.end for span in rule.no_start):
            return False
    for fixed in problem.fixed:
        pairs = [{e.one, e.other} for e in problem.exclusions]
        if {fixed.id, load.id} in pairs and any(
            fixed.span.start <= minute < fixed.span.end for minute in run
        ):
            return False
        for order in problem.orders:
            if order == Order(fixed.id, load.id) and first < fixed.span.end:
                return False
    return True


def _combined(
    problem: Problem,
    ways: list[list[Powers]],
    fixed: list[float],
    chosen: list[Powers],
    powers: list[float],
) -> Iterator[tuple[list[Powers], list[float]]]:
    """Return every choice of runs that no coupling forbids, with what they draw."""
    if len(chosen) == len(ways):
        yield chosen, powers
        return
    for run in ways[len(chosen)]:
        drawn = list(powers)
        for minute, power in run.items():
            drawn[minute] += power
        if problem.limit is not None and any(
            drawn[minute] and drawn[minute] + fixed[minute] > problem.limit + 1e-9
            for minute in run
        ):
            continue
        if _couplings_hold(problem, [*chosen, run]):
            yield from _combined(problem, ways, fixed, [*chosen, run], drawn)


def _couplings_hold(problem: Problem, chosen: list[Powers]) -> bool:
    """Return whether orders and exclusions hold between the runs chosen so far."""
    runs = {load.id: run for load, run in zip(problem.loads, chosen, strict=False)}
    return all(
        min(runs[order.then]) > max(runs[order.first])
        for order in problem.orders
        if order.first in runs and order.then in runs
    ) and not any(
        runs[pair.one].keys() & runs[pair.other].keys()
        for pair in problem.exclusions
        if pair.one in runs and pair.other in runs
    )


def _cost(window: Window, power: float) -> float:
    """Return what drawing a power for an hour in a window costs."""
    covered = min(power, window.surplus)
    return covered * window.export_price + (power - covered) * window.import_price
