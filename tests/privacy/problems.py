"""Random problems of every kind that a home can have."""

from datetime import UTC, datetime
from itertools import pairwise
import random

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

ORIGIN = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)


def random_problem(rng: random.Random, *, most_loads: int = 3) -> Problem:
    """Return a problem with some loads, couplings and windows; not always a feasible one."""
    grid = rng.choice((1, 5, 15, 30))
    end = grid * rng.randint(10, 48)
    windows = _windows(rng, grid, end)
    loads = tuple(
        _load(rng, f"load-{number}", grid, end)
        for number in range(rng.randint(1, most_loads))
    )
    ids = [load.id for load in loads]
    pairs = [(a, b) for a in ids for b in ids if a < b]
    orders = tuple(Order(a, b) for a, b in pairs if rng.random() < 0.15)
    exclusions = tuple(Exclusion(a, b) for a, b in pairs if rng.random() < 0.2)
    return Problem(
        origin=ORIGIN,
        loads=loads,
        windows=windows,
        fixed=_fixed(rng, grid, end),
        limit=rng.choice((None, None, 3.7, 7.4, 11.0, round(rng.uniform(2, 12), 3))),
        orders=orders,
        exclusions=exclusions,
    )


def _windows(rng: random.Random, grid: int, end: int) -> tuple[Window, ...]:
    """Return windows up to an end, with a hole now and then."""
    solar = rng.random() < 0.4
    prices = [round(rng.uniform(-0.1, 0.6), rng.choice((2, 4, 5))) for _ in range(4)]
    edges = sorted({0, end, *(grid * rng.randint(0, end // grid) for _ in range(7))})
    windows: list[Window] = []
    for start, until in pairwise(edges):
        if len(windows) > 1 and rng.random() < 0.06:
            continue
        windows.append(
            Window(
                Span(start, until),
                rng.choice(prices),
                rng.choice((0.0, 0.08, rng.choice(prices))) if solar else 0.0,
                rng.choice((0.0, 1.5, round(rng.uniform(0, 8), 2))) if solar else 0.0,
            )
        )
    return tuple(windows)


def _load(rng: random.Random, load_id: str, grid: int, end: int) -> Load:
    """Return a load of one or more phases, or one that may be cut."""
    interruptible = rng.random() < 0.25
    phases = tuple(
        Phase(
            grid * rng.randint(1, max(1, end // grid // 6)),
            rng.choice((0.0, 0.8, 2.0, 3.7, 7.4, round(rng.uniform(0.05, 8), 3))),
        )
        for _ in range(1 if interruptible else rng.choice((1, 1, 1, 2, 3)))
    )
    return Load(
        id=load_id,
        phases=phases,
        rules=_rules(rng, grid, end),
        interruptible=interruptible,
        segment=grid * rng.randint(1, 3),
    )


def _rules(rng: random.Random, grid: int, end: int) -> tuple[Rule, ...]:
    """Return up to four rules."""

    def at(low: float, high: float) -> int:
        return grid * rng.randint(int(low * end // grid), int(high * end // grid))

    rules = []
    for _ in range(rng.choice((0, 0, 1, 1, 2, 4))):
        start = at(0, 0.9)
        span = (Span(start, start + at(0.05, 0.3)),)
        rules.append(
            rng.choice(
                (
                    Rule(latest_end=at(0.6, 1)),
                    Rule(earliest_start=at(0, 0.4)),
                    Rule(quiet=span),
                    Rule(no_start=span),
                )
            )
        )
    return tuple(rules)


def _fixed(rng: random.Random, grid: int, end: int) -> tuple[FixedLoad, ...]:
    """Return what runs already, most often nothing."""
    if rng.random() < 0.7:
        return ()
    until = grid * rng.randint(1, end // grid)
    return (FixedLoad("running", Span(0, until), round(rng.uniform(0.1, 5), 2)),)
