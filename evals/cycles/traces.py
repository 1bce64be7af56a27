"""The kinds of past that plugs have: what runs on them, and what spoils the measuring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import random
from statistics import median
from typing import Final

from .synthesis import (
    CHARGER,
    DAY,
    DISHWASHER,
    DRYER,
    HOUR,
    OLD_DRYER,
    SHORT_WASH,
    WASHER,
    WASHER_DRYER,
    Machine,
    Plug,
    Run,
    added,
)
from custom_components.hushwatt.household.cycles.bins import BIN, Bin, bin_points
from custom_components.hushwatt.household.cycles.trace import Trace, make_trace

MACHINES: Final = (
    DISHWASHER,
    WASHER,
    SHORT_WASH,
    DRYER,
    CHARGER,
    OLD_DRYER,
    WASHER_DRYER,
)
DAYS: Final = 10


@dataclass(frozen=True)
class Truth:
    """A programme as it really was: minutes and kWh in the middle, how often it ran."""

    minutes: float
    energy: float
    runs: int


@dataclass(frozen=True)
class Past:
    """A trace and the programmes that it holds, the most frequent first."""

    trace: Trace
    truths: tuple[Truth, ...] = ()


type Make = Callable[[random.Random], Past]


def past_of(plug: Plug, end: float) -> Past:
    """Return what a plug measured, and what really ran."""
    return Past(plug.trace(end), truths_of(plug.runs))


def truths_of(runs: list[Run]) -> tuple[Truth, ...]:
    """Return the programmes of some runs, the most frequent first."""
    kinds = {id(run.machine): run.machine for run in runs}
    found = []
    for kind in kinds:
        own = [run for run in runs if id(run.machine) == kind]
        found.append(
            Truth(
                median(run.minutes for run in own),
                median(run.energy for run in own),
                len(own),
            )
        )
    return tuple(sorted(found, key=lambda truth: -truth.runs))


def _daily(
    chance: random.Random,
    plug: Plug,
    choose: Callable[[int], Machine],
    *,
    days: int = DAYS,
    pause: Callable[[int], float] = lambda day: 0.0,
    after: Callable[[int, float], float] = lambda day, at: at,
) -> Past:
    """Return a past with a run a day, and what `after` does to the time after it."""
    at = 0.0
    for day in range(days):
        start = day * DAY + chance.uniform(8, 17) * HOUR
        plug.quiet(at, start)
        at = plug.run(choose(day), start, pause(day))
        at = after(day, at)
    plug.quiet(at, days * DAY)
    return past_of(plug, days * DAY)


def _plug(chance: random.Random, machine: Machine, **more: float) -> Plug:
    """Return a plug with the standby of its machine."""
    return Plug(chance, **{"standby": machine.standby, **more})


def _simple(**more: float) -> Make:
    """Return what makes a past of one machine on a plug of some kind."""

    def make(chance: random.Random) -> Past:
        """Run one machine every day."""
        machine = chance.choice(MACHINES)
        return _daily(chance, _plug(chance, machine, **more), lambda day: machine)

    return make


def _simple_days(days: int) -> Make:
    """Return what makes a past of a few runs only."""

    def make(chance: random.Random) -> Past:
        """Run one machine every day, for these days."""
        machine = chance.choice(MACHINES)
        plug = _plug(chance, machine)
        return _daily(chance, plug, lambda day: machine, days=days)

    return make


def _paused(chance: random.Random) -> Past:
    """Open the door in every third run for two to eight minutes."""
    machine = chance.choice((DISHWASHER, WASHER, WASHER_DRYER, OLD_DRYER))
    plug = _plug(chance, machine)
    pause = lambda day: chance.uniform(2, 8) if day % 3 == 0 else 0.0  # noqa: E731
    return _daily(chance, plug, lambda day: machine, pause=pause)


def _back_to_back(chance: random.Random) -> Past:
    """Run a second load straight after the first on every fourth day."""
    machine = chance.choice((WASHER, DRYER, SHORT_WASH, OLD_DRYER))
    plug = _plug(chance, machine)

    def after(day: int, at: float) -> float:
        """Run it again two minutes later."""
        return plug.run(machine, at + 120) if day % 4 == 0 else at

    return _daily(chance, plug, lambda day: machine, days=14, after=after)


def _overlapping(chance: random.Random) -> Past:
    """Have two machines on one plug, which run at once on some days."""
    one, other = chance.sample((WASHER, DRYER, DISHWASHER, OLD_DRYER), 2)
    first = _daily(chance, _plug(chance, one), lambda day: one, days=16)
    plug = _plug(chance, other, standby=0.0005)
    at = 0.0
    for day in range(0, 16, 3):
        start = day * DAY + chance.uniform(8, 17) * HOUR
        plug.quiet(at, start)
        at = plug.run(other, start)
    plug.quiet(at, 16 * DAY)
    both = added(first.trace, plug.trace(16 * DAY))
    return Past(both, first.truths)


def _beside(chance: random.Random) -> Past:
    """Have something small on the same plug that is always on."""
    machine = chance.choice(MACHINES)
    past = _daily(chance, _plug(chance, machine), lambda day: machine)
    always = [(n * 900.0, chance.uniform(0.023, 0.027)) for n in range(DAYS * 96)]
    other = make_trace(always, DAYS * DAY)
    return Past(added(past.trace, other), past.truths)


def _gaps(chance: random.Random) -> Past:
    """Lose the plug for one to six hours on every third day, be it within a run."""
    machine = chance.choice(MACHINES)
    plug = _plug(chance, machine)
    past = _daily(chance, plug, lambda day: machine, days=14)
    for day in range(0, 14, 3):
        start = day * DAY + chance.uniform(6, 18) * HOUR
        plug.lose(start, start + chance.uniform(1, 6) * HOUR)
    return Past(plug.trace(14 * DAY), past.truths)


def _aborted(chance: random.Random) -> Past:
    """Begin a run that is stopped after a quarter of an hour, every third day."""
    machine = chance.choice((DISHWASHER, WASHER, DRYER))
    plug = _plug(chance, machine)

    def after(day: int, at: float) -> float:
        """Begin another two hours later, and stop it."""
        if day % 3:
            return at
        plug.quiet(at, at + 2 * HOUR)
        begun = Machine(_first(machine, 15), machine.standby)
        plug.run(begun, at + 2 * HOUR)
        plug.runs.pop()
        return at + 2.25 * HOUR

    return _daily(chance, plug, lambda day: machine, after=after)


def _first(machine: Machine, minutes: float) -> list[tuple[float, float]]:
    """Return the phases of the first minutes of a programme."""
    phases, left = [], minutes
    for length, power in machine.phases:
        phases.append((min(length, left), power))
        left -= length
        if left <= 0:
            break
    return phases


def _two(chance: random.Random) -> Past:
    """Run two programmes by turns."""
    plug = _plug(chance, WASHER)
    return _daily(
        chance, plug, lambda day: chance.choice((WASHER, SHORT_WASH)), days=20
    )


def _three(chance: random.Random) -> Past:
    """Run three programmes, one of them seldom."""
    plug = _plug(chance, WASHER)
    kinds = (WASHER, WASHER, WASHER, SHORT_WASH, SHORT_WASH, WASHER_DRYER)
    return _daily(chance, plug, lambda day: chance.choice(kinds), days=30)


def _by_statistics(make: Make) -> Make:
    """Return what makes the same past as five-minute statistics keep it."""

    def blurred(chance: random.Random) -> Past:
        """Keep means and peaks only."""
        past = make(chance)
        trace = past.trace
        bins = []
        for n in range(int(trace.end // BIN)):
            powers = [power for _, power in trace.between(n * BIN, (n + 1) * BIN)]
            if powers:
                mean = trace.mean(n * BIN, (n + 1) * BIN)
                bins.append(Bin(n * BIN, mean, max(powers)))
        return Past(make_trace(bin_points(bins), trace.end), past.truths)

    return blurred


# What is to be learned.
WITH_CYCLES: Final[Mapping[str, Make]] = {
    "clean": _simple(noise=0.0, flicker=0.0, spread=0.0),
    "noise 5 %": _simple(noise=0.05),
    "noise 15 %": _simple(noise=0.15),
    "told every 5 s": _simple(every=5),
    "told every 2 min": _simple(every=120),
    "runs differ by 4 %": _simple(spread=0.04),
    "runs differ by 8 %": _simple(spread=0.08),
    "five runs": _simple_days(5),
    "three runs": _simple_days(3),
    "standby 3 W": _simple(standby=0.003),
    "standby 8 W": _simple(standby=0.008),
    "25 W beside it": _beside,
    "door opened": _paused,
    "back to back": _back_to_back,
    "two machines at once": _overlapping,
    "gaps in the recorder": _gaps,
    "runs stopped": _aborted,
    "two programmes": _two,
    "three programmes": _three,
    "statistics only": _by_statistics(_simple()),
    "statistics, noise 15 %": _by_statistics(_simple(noise=0.15)),
    "statistics, gaps": _by_statistics(_gaps),
}


def _of(points: list[tuple[float, float | None]], end: float = 10 * DAY) -> Past:
    """Return a past that holds no cycle."""
    return Past(make_trace(points, end))


def _router(chance: random.Random) -> Past:
    """Return what a router draws."""
    return _of([(n * 300.0, chance.uniform(0.008, 0.012)) for n in range(2880)])


def _thermostat(on: float, off: float, power: float, spread: float) -> Make:
    """Return what makes the past of a thermostat: minutes on and off, kW."""

    def make(chance: random.Random) -> Past:
        """Switch all day long."""
        points: list[tuple[float, float | None]] = []
        at = 0.0
        while at < 10 * DAY:
            length = on * 60 * chance.uniform(1 - spread, 1 + spread)
            points += [(at, power * chance.uniform(0.97, 1.03)), (at + length, 0.002)]
            at += length + off * 60 * chance.uniform(1 - spread, 1 + spread)
        return _of(points)

    return make


def _heat_pump(chance: random.Random) -> Past:
    """Return what an inverter heat pump draws: long, modulating, with defrosts."""
    points: list[tuple[float, float | None]] = []
    at = 0.0
    while at < 10 * DAY:
        end = at + chance.uniform(0.6, 5) * HOUR
        while at < end:
            points.append((at, chance.uniform(0.4, 2.2)))
            at += chance.uniform(120, 900)
        points.append((at, 0.012))
        at += chance.uniform(0.2, 2.5) * HOUR
    return _of(points)


def _kettle(chance: random.Random) -> Past:
    """Return what a kettle draws, thrice a day."""
    points: list[tuple[float, float | None]] = [(0.0, 0.0)]
    for day in range(10):
        for hour in (7, 12, 18):
            start = day * DAY + hour * HOUR + chance.uniform(0, 1800)
            points += [(start, 2.0), (start + 180, 0.0)]
    return _of(points)


def _evenings(power: float, least: float, most: float) -> Make:
    """Return what makes the past of what people switch on for hours: kW, hours."""

    def make(chance: random.Random) -> Past:
        """Switch it on every evening, for as long as it pleases."""
        points: list[tuple[float, float | None]] = [(0.0, 0.001)]
        for day in range(10):
            start = day * DAY + chance.uniform(16, 20) * HOUR
            length = chance.uniform(least, most) * HOUR
            points += [(start, power), (start + length, 0.001)]
        return _of(points)

    return make


def _cooking(chance: random.Random) -> Past:
    """Return what an oven draws: another dish every day."""
    points: list[tuple[float, float | None]] = [(0.0, 0.002)]
    for day in range(10):
        at = day * DAY + 17 * HOUR + chance.uniform(0, 1) * HOUR
        end = at + chance.uniform(15, 110) * 60
        while at < end:
            on, off = chance.uniform(1, 9) * 60, chance.uniform(1, 4) * 60
            points += [(at, 2.4), (at + on, 0.03)]
            at += on + off
        points.append((at, 0.002))
    return _of(points)


def _one_run(chance: random.Random) -> Past:
    """Return a single run, which might be anything."""
    machine = chance.choice(MACHINES)
    return Past(_daily(chance, _plug(chance, machine), lambda d: machine, days=1).trace)


# What holds no cycle, or none that anybody could be sure of.
WITHOUT_CYCLES: Final[Mapping[str, Make]] = {
    "router": _router,
    "refrigerator": _thermostat(18, 42, 0.09, 0.2),
    "freezer": _thermostat(29, 71, 0.35, 0.03),
    "boiler": _thermostat(25, 110, 2.0, 0.25),
    "convector": _thermostat(12, 9, 1.5, 0.4),
    "dehumidifier": _thermostat(75, 40, 0.3, 0.3),
    "heat pump": _heat_pump,
    "kettle": _kettle,
    "television": _evenings(0.12, 0.5, 5),
    "computer": _evenings(0.3, 1, 9),
    "fan heater": _evenings(1.8, 0.3, 4),
    "oven": _cooking,
    "one run only": _one_run,
    "always on": lambda chance: _of([(0.0, 1.5)]),
    "nothing": lambda chance: _of([]),
    "never measured": lambda chance: _of([(0.0, None)]),
}
