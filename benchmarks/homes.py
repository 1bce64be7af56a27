"""Random homes for the solver rows: the same seed gives the same home everywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from math import pi, sin
from random import Random

from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    Infeasible,
    Load,
    Minute,
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
CROWDED_LIMIT = 11.0


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


def crowded_homes(loads: int, homes: int) -> list[Problem]:
    """Return homes under 11 kW in which all loads fit."""
    return list(islice(_crowded(loads), homes))


def _crowded(loads: int) -> Iterator[Problem]:
    """Return homes under 11 kW in which all loads fit, without end."""
    for seed in count():
        problem = home(seed, loads, 192, CROWDED_LIMIT)
        if not isinstance(solve(problem, seconds=0.0), Infeasible):
            yield problem


def unslotted_home(seed: int, loads: int, slots: int) -> Problem:
    """Return a home whose loads are released, last and are due at any minute."""
    random = Random(seed)
    problem = home(seed, loads, slots)
    return replace(
        problem, loads=tuple(_unslotted(random, load) for load in problem.loads)
    )


def typical_home(seed: int) -> Problem:
    """Return a home at some minute of the day that knows 36 hours of prices.

    A dishwasher that heats twice, a washing machine that is not to run beside
    it, and a car of 7.4 kW that may be charged in pieces, under 9.2 kW and with
    up to 5 kW of solar power around noon.
    """
    random = Random(seed)
    now = random.randrange(SLOT)
    windows = tuple(
        Window(
            Span(max(slot * SLOT - now, 0), (slot + 1) * SLOT - now),
            round(_price(random, slot), 4),
            0.08,
            _surplus(random, slot),
        )
        for slot in range(144)
    )
    heats = Phase(25, 2.1)
    return Problem(
        origin=ORIGIN,
        loads=(
            _due("dishwasher", (heats, Phase(50, 0.1), heats), random, 14),
            _due("washer", (Phase(35, 2.0), Phase(60, 0.3)), random, 20),
            _due("ev", (Phase(random.randrange(60, 360, 10), 7.4),), random, 16),
        ),
        windows=windows,
        limit=9.2,
        exclusions=(Exclusion("dishwasher", "washer"),),
    )


def busy_home(seed: int) -> Problem:
    """Return a typical home with a dryer and a boiler that may be heated in pieces."""
    random = Random(seed)
    problem = typical_home(seed)
    dryer = _due("dryer", (Phase(70, 1.1), Phase(40, 0.7)), random, 20)
    boiler = _due("boiler", (Phase(120, 2.0),), random, 12)
    return replace(problem, loads=(*problem.loads, dryer, boiler))


def sunless_home(seed: int) -> Problem:
    """Return a busy home whose roof gives nothing."""
    problem = busy_home(seed)
    windows = tuple(replace(window, surplus=0.0) for window in problem.windows)
    return replace(problem, windows=windows)


def negative_home(seed: int) -> Problem:
    """Return a typical home whose prices are below zero while the sun shines most."""
    problem = typical_home(seed)
    windows = tuple(
        replace(window, import_price=round(window.import_price - 0.35, 4))
        if window.surplus > 2.5
        else window
        for window in problem.windows
    )
    return replace(problem, windows=windows)


def _due(load_id: str, phases: tuple[Phase, ...], random: Random, hours: int) -> Load:
    """Return a load that may start now and is due in so many hours, or up to 8 later.

    A load of one phase may be cut.
    """
    due = 60 * (hours + random.randrange(8))
    return Load(
        id=load_id,
        phases=phases,
        rules=(Rule(latest_end=due),),
        interruptible=len(phases) == 1,
    )


def _surplus(random: Random, slot: int) -> float:
    """Return the solar power (kW) that the home leaves over: a bell, some clouds."""
    hour = slot * SLOT / 60 % 24
    sun = max(0.0, 5.0 * sin(pi * (hour - 7) / 11)) if 7 < hour < 18 else 0.0
    return round(max(0.0, sun * random.uniform(0.6, 1.0) - 0.4), 2)


def bounds_of(load: Load, end: Minute) -> tuple[Minute, Minute]:
    """Return from when to when the rules let a load run; `end` is that of the prices."""
    first = max(0, *(rule.earliest_start or 0 for rule in load.rules))
    return first, min((rule.latest_end or end for rule in load.rules), default=end)


def _unslotted(random: Random, load: Load) -> Load:
    """Return a load with odd minutes."""
    first, end = bounds_of(load, 0)
    phase = Phase(load.duration + random.randrange(SLOT), load.phases[0].power)
    rule = Rule(earliest_start=first - random.randrange(SLOT), latest_end=end)
    return replace(load, phases=(phase,), rules=(rule,))


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
