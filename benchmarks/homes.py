"""Random homes for the solver rows: the same seed gives the same home everywhere."""

from dataclasses import replace
from datetime import UTC, datetime
from math import pi, sin
from random import Random

from custom_components.hushwatt.scheduling.problem import (
    Load,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.solver import solve
from custom_components.hushwatt.vocabulary import Phase

ORIGIN = datetime(2026, 10, 1, tzinfo=UTC)
SLOT = 15
LIMITS = (4.6, 5.75, 7.4, 9.2, 11.0)


def home(seed: int, loads: int, slots: int, limit: float | None = None) -> Problem:
    """Return a home of loads of 1-3 h and 0.5-7.4 kW on wavy, noisy quarter-hour prices.

    Loads are released in the first third of the slots and are due later.
    `limit` is in kW.
    """
    random = Random(seed)
    windows = tuple(
        Window(Span(slot * SLOT, (slot + 1) * SLOT), round(_price(random, slot), 4))
        for slot in range(slots)
    )
    return Problem(
        origin=ORIGIN,
        loads=tuple(_load(random, f"load{number}", slots) for number in range(loads)),
        windows=windows,
        limit=limit,
    )


def bound_home(seed: int) -> Problem:
    """Return a home of 2-6 loads x 192 slots whose limit binds.

    The cheapest runs of the loads, each on its own, break the limit.
    """
    random = Random(seed)
    while True:
        problem = home(random.randrange(1 << 30), random.randint(2, 6), 192)
        limit = random.choice(LIMITS)
        fits = all(load.phases[0].power <= limit for load in problem.loads)
        if fits and highest_power(problem) > limit:
            return replace(problem, limit=limit)


def highest_power(problem: Problem) -> float:
    """Return the highest power (kW) of the cheapest runs, each load on its own."""
    found = solve(replace(problem, limit=None))
    drawn: dict[int, float] = {}
    for load in problem.loads:
        for span in found.schedule.runs[load.id]:
            for minute in range(span.start, span.end, SLOT):
                drawn[minute] = drawn.get(minute, 0.0) + load.phases[0].power
    return max(drawn.values())


def _price(random: Random, slot: int) -> float:
    """Return a price per kWh: a daily wave, a second one, and noise."""
    hour = slot * SLOT / 60
    wave = 0.08 * sin(2 * pi * (hour - 9) / 24) + 0.04 * sin(4 * pi * (hour - 4) / 24)
    return 0.25 + wave + random.uniform(-0.02, 0.02)


def _load(random: Random, load_id: str, slots: int) -> Load:
    """Return a load released in the first third and due later."""
    length = random.randint(4, 12)
    release = random.randrange(slots // 3)
    due = random.randint(min(release + 2 * length, slots), slots)
    return Load(
        id=load_id,
        phases=(Phase(length * SLOT, round(random.uniform(0.5, 7.4), 1)),),
        rules=(Rule(earliest_start=release * SLOT, latest_end=due * SLOT),),
    )
