"""Programmes are learned within 5 % from traces as plugs make them, or not at all."""

from collections.abc import Callable
import random

import pytest

from custom_components.hushwatt.household.cycles.programmes import Programme, learn
from custom_components.hushwatt.household.cycles.trace import Trace, make_trace
from evals.cycles.synthesis import (
    CHARGER,
    DAY,
    DISHWASHER,
    DRYER,
    SHORT_WASH,
    WASHER,
    Machine,
    Plug,
    days_of_runs,
)
from tests import sampled

MACHINES = {
    "dishwasher": DISHWASHER,
    "washer": WASHER,
    "short wash": SHORT_WASH,
    "dryer": DRYER,
    "charger": CHARGER,
}
CASES = [
    (name, noise, every, seed)
    for name in MACHINES
    for noise in (0.0, 0.05, 0.15)
    for every in (5.0, 30.0, 120.0)
    for seed in range(4)
]


def is_right(programme: Programme, machine: Machine) -> bool:
    """Tell whether duration and energy are within 5 %."""
    return (
        abs(programme.duration - machine.minutes) <= 0.05 * machine.minutes
        and abs(programme.energy - machine.energy) <= 0.05 * machine.energy
    )


@pytest.mark.parametrize(("name", "noise", "every", "seed"), sampled(CASES, 24))
def test_one_programme_is_learned(
    name: str, noise: float, every: float, seed: int
) -> None:
    """In spite of noise, of pauses, and of readings every two minutes."""
    machine = MACHINES[name]
    programmes = learn(days_of_runs([machine], 10, seed, noise=noise, every=every))
    assert len(programmes) >= 1
    assert is_right(programmes[0], machine), programmes[0]
    assert programmes[0].runs >= 8
    assert programmes[0].confidence > 0.6


@pytest.mark.parametrize("seed", range(4))
def test_several_programmes_are_told_apart(seed: int) -> None:
    """A long and a short wash on one plug are two programmes, each within 5 %."""
    programmes = learn(days_of_runs([WASHER, SHORT_WASH], 20, seed))
    assert len(programmes) == 2
    for machine in (WASHER, SHORT_WASH):
        assert any(is_right(programme, machine) for programme in programmes)
    assert programmes[0].runs >= programmes[1].runs


@pytest.mark.parametrize("machine", [DISHWASHER, WASHER, DRYER])
def test_a_profile_is_the_run_itself(machine: Machine) -> None:
    """Its phases last as long, draw as much, and heat when the machine heats."""
    (programme, *_) = learn(days_of_runs([machine], 10, 1, every=10))
    assert sum(phase.minutes for phase in programme.phases) == programme.duration
    drawn = sum(phase.minutes * phase.power for phase in programme.phases) / 60
    assert drawn == pytest.approx(programme.energy, abs=0.005)
    assert len(programme.phases) <= 8
    peak = max(power for _, power in machine.phases)
    assert max(p.power for p in programme.phases) == pytest.approx(peak, rel=0.15)


def test_runs_that_overlap_do_not_spoil_the_others() -> None:
    """Two machines on one plug at once, or one straight after the other."""
    chance = random.Random(3)
    plug = Plug(chance)
    at = 0.0
    for day in range(12):
        start = day * DAY + 9 * 3600
        plug.quiet(at, start)
        at = plug.run(WASHER, start)
        if day % 4 == 0:
            at = plug.run(WASHER, at + 120)
    plug.quiet(at, 12 * DAY)
    programmes = learn(plug.trace(12 * DAY))
    assert is_right(programmes[0], WASHER)
    assert programmes[0].runs >= 8


def test_a_lamp_on_the_same_plug_is_no_programme() -> None:
    """It burns for hours now and then; the washes between are still learned."""
    chance = random.Random(5)
    plug = Plug(chance)
    at = 0.0
    for day in range(14):
        start = day * DAY + 9 * 3600
        plug.quiet(at, start)
        at = plug.run(WASHER, start)
        if day % 3 == 0:
            evening = at + 6 * 3600
            plug.quiet(at, evening)
            lamp = Machine([(chance.uniform(30, 240), 0.06)])
            at = plug.run(lamp, evening)
    plug.quiet(at, 14 * DAY)
    assert is_right(learn(plug.trace(14 * DAY))[0], WASHER)


def test_a_hole_in_the_past_takes_its_run_away_and_no_more() -> None:
    """A run that was not measured to its end is not counted as a short one."""
    chance = random.Random(9)
    plug = Plug(chance)
    at = 0.0
    for day in range(8):
        start = day * DAY + 9 * 3600
        plug.quiet(at, start)
        at = plug.run(DISHWASHER, start)
        if day == 3:
            middle = start + 1800
            plug.points = [p for p in plug.points if not middle < p[0] <= at]
            plug.points.append((middle, None))
    plug.quiet(at + 60, 8 * DAY)
    programmes = learn(plug.trace(8 * DAY))
    assert is_right(programmes[0], DISHWASHER)
    assert programmes[0].runs == 7


def constant(chance: random.Random) -> Trace:
    """Return what a router draws."""
    points = [(n * 300.0, chance.uniform(0.008, 0.012)) for n in range(3000)]
    return make_trace(points, 3000 * 300.0)


def fridge(chance: random.Random) -> Trace:
    """Return what a refrigerator draws: a compressor every hour."""
    points = []
    at = 0.0
    while at < 10 * DAY:
        points += [(at, 0.09), (at + chance.uniform(900, 1300), 0.002)]
        at += chance.uniform(3000, 4200)
    return make_trace(points, at)


def big_fridge(chance: random.Random) -> Trace:
    """Return what a freezer draws, whose runs are as large as a small wash."""
    points = []
    at = 0.0
    while at < 10 * DAY:
        points += [(at, 0.35), (at + chance.uniform(1700, 1800), 0.002)]
        at += 6000
    return make_trace(points, at)


def kettle(chance: random.Random) -> Trace:
    """Return what a kettle draws, thrice a day."""
    points = [(0.0, 0.0)]
    for day in range(10):
        for hour in (7, 12, 18):
            start = day * DAY + hour * 3600 + chance.uniform(0, 1800)
            points += [(start, 2.0), (start + 180, 0.0)]
    return make_trace(points, 10 * DAY)


def television(chance: random.Random) -> Trace:
    """Return what a television draws: never twice as long."""
    points = [(0.0, 0.001)]
    for day in range(10):
        start = day * DAY + 19 * 3600
        length = 1800 * 1.35 ** (day % 8) * chance.uniform(0.97, 1.03)
        points += [(start, 0.12), (start + length, 0.001)]
    return make_trace(points, 10 * DAY)


def one_run(chance: random.Random) -> Trace:
    """Return a single wash, which might be anything."""
    return days_of_runs([WASHER], 1, chance.randrange(99))


def always_on(chance: random.Random) -> Trace:
    """Return a heater that never stops."""
    return make_trace([(0.0, 1.5)], 10 * DAY)


def nothing(chance: random.Random) -> Trace:
    """Return an empty past."""
    return make_trace([], 10 * DAY)


def unmeasured(chance: random.Random) -> Trace:
    """Return a past in which the plug was unavailable."""
    return make_trace([(0.0, None)], 10 * DAY)


@pytest.mark.parametrize(
    "make",
    [constant, fridge, big_fridge, kettle, television, one_run, always_on, nothing, unmeasured],
)  # fmt: skip
@pytest.mark.parametrize("seed", range(3))
def test_what_holds_no_cycle_is_refused(
    make: Callable[[random.Random], Trace], seed: int
) -> None:
    """Nothing is learned from what is no programme."""
    assert learn(make(random.Random(seed))) == ()


def test_confidence_grows_with_runs_and_falls_with_spread() -> None:
    """Five runs are a hint, twenty are knowledge."""
    few = learn(days_of_runs([DRYER], 5, 1))[0]
    many = learn(days_of_runs([DRYER], 20, 1))[0]
    assert few.confidence < many.confidence
    assert 0 < few.confidence < 1
