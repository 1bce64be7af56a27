"""The rows of the benchmark table: ours, the peer's, how they compare, and the goal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure of ours, the peer's where there is a peer, and the goal.

    `ours` and `peer` are in `unit`; `ratio` is peer / ours. `goal` says in words
    what was to be reached. `met` is None where there is no goal, or where a
    missing peer leaves it undecided.
    """

    name: str
    ours: float
    peer: float | None = None
    unit: str = "ms"
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def compared(
    name: str, ours: float, peer: float | None, *, unit: str = "ms", times: float
) -> Row:
    """Return a row whose goal is that the peer's figure is at least so many times ours."""
    goal = f"at least {times:g} times"
    if peer is None:
        return Row(name=name, ours=ours, unit=unit, goal=goal)
    ratio = peer / ours if ours else float("inf")
    return Row(
        name=name,
        ours=ours,
        peer=peer,
        unit=unit,
        ratio=ratio,
        goal=goal,
        met=ratio >= times,
    )


def bounded(name: str, ours: float, *, unit: str = "ms", below: float) -> Row:
    """Return a row whose goal is that our figure stays below a bound."""
    goal = f"under {below:g} {unit}"
    return Row(name=name, ours=ours, unit=unit, goal=goal, met=ours < below)


@dataclass(frozen=True)
class Took:
    """Milliseconds of a call: by the clock, and of this process's processors."""

    wall: float
    busy: float


def took(call: Callable[[], object]) -> Took:
    """Return how long a call takes."""
    wall, busy = perf_counter(), process_time()
    call()
    return Took((perf_counter() - wall) * 1e3, (process_time() - busy) * 1e3)


def medians(calls: Sequence[Callable[[], object]], runs: int) -> list[Took]:
    """Return the median time of each call; the calls take turns, so many times."""
    rounds = [[took(call) for call in calls] for _ in range(runs)]
    return [
        Took(median(one.wall for one in own), median(one.busy for one in own))
        for own in zip(*rounds, strict=True)
    ]


def percentile(figures: Sequence[float], percent: float) -> float:
    """Return the smallest figure that at least so many percent do not exceed."""
    ranked = sorted(figures)
    return ranked[max(ceil(len(ranked) * percent / 100), 1) - 1]
