"""Makes the traces that plugs would measure, with the truth of every run beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
import random

from custom_components.hushwatt.household.cycles.trace import Trace, make_trace

DAY = 86400.0
HOUR = 3600.0


@dataclass(frozen=True)
class Machine:
    """A machine: minutes and kW of each phase of a programme, and its standby."""

    phases: Sequence[tuple[float, float]]
    standby: float = 0.001

    @property
    def minutes(self) -> float:
        """Return how long the programme takes."""
        return sum(minutes for minutes, _ in self.phases)

    @property
    def energy(self) -> float:
        """Return the kWh the programme takes."""
        return sum(minutes * power for minutes, power in self.phases) / 60


DISHWASHER = Machine(
    [(4, 0.05), (18, 2.0), (20, 0.08), (16, 1.9), (3, 0.0), (38, 0.004), (2, 0.04)]
)
WASHER = Machine(
    [(5, 0.15), (14, 2.1), (20, 0.2), (8, 0.004), (12, 0.25), (8, 0.5)], 0.0015
)
SHORT_WASH = Machine([(3, 0.12), (6, 2.0), (10, 0.2), (6, 0.45)], 0.0015)
DRYER = Machine([(70, 0.75), (10, 0.2)], 0.003)
CHARGER = Machine([(180, 7.2), (15, 3.0)], 0.004)
# Eight rounds of heating and resting, as condenser dryers of old do.
OLD_DRYER = Machine([(9, 2.4), (4, 0.25)] * 8 + [(10, 0.2)], 0.002)
WASHER_DRYER = Machine([*WASHER.phases, (3, 0.02), (150, 1.3), (10, 0.15)], 0.0025)


@dataclass(frozen=True)
class Run:
    """What a run really took: minutes and kWh."""

    machine: Machine
    minutes: float
    energy: float


@dataclass
class Plug:
    """A plug that measures what hangs on it, every so many seconds, not quite rightly.

    `spread` is by how much two runs of one programme differ, as a standard
    deviation; those of machines that weigh what they wash differ most.
    """

    chance: random.Random
    standby: float = 0.001
    noise: float = 0.02
    every: float = 30.0
    flicker: float = 0.7
    spread: float = 0.0075
    points: list[tuple[float, float | None]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def quiet(self, start: float, end: float) -> None:
        """Measure standby."""
        at = start
        while at < end:
            wobble = self.chance.uniform(1 - self.flicker, 1 + self.flicker)
            self.points.append((at, self.standby * wobble))
            at += self.chance.uniform(0.5, 1.5) * 600

    def run(self, machine: Machine, start: float, pause: float = 0.0) -> float:
        """Measure a run and return when it ended; no two take quite as long.

        `pause` is for how many minutes somebody opens the door in the middle.
        """
        at, drawn = start, 0.0
        stretch = min(max(self.chance.gauss(1, self.spread), 0.8), 1.25)
        held = len(machine.phases) // 2 if pause else None
        for index, (minutes, power) in enumerate(machine.phases):
            if index == held:
                self.points.append((at, self.standby))
                at += pause * 60
            end = at + minutes * 60 * stretch
            drawn += minutes * stretch * power / 60
            self._measure(at, end, power)
            at = end
        self.points.append((at, self.standby))
        # What stands by afterwards, and draws nothing, is no part of the run.
        idle = _idle_end(machine) * stretch
        self.runs.append(Run(machine, (at - start) / 60 - idle, drawn))
        return at

    def _measure(self, start: float, end: float, power: float) -> None:
        """Measure a power for a time."""
        moment = start
        while moment < end:
            factor = self.chance.gauss(1, self.noise)
            self.points.append((moment, max(power * factor, 0)))
            moment += self.chance.uniform(0.5, 1.5) * self.every

    def lose(self, start: float, end: float) -> None:
        """Forget what was measured in a time: the plug was off the network."""
        kept = [point for point in self.points if not start <= point[0] < end]
        after = [power for at, power in self.points if start <= at < end]
        self.points = [*kept, (start, None)]
        if after:
            self.points.append((end, after[-1]))

    def trace(self, end: float) -> Trace:
        """Return what was measured."""
        return make_trace(self.points, end)


def _idle_end(machine: Machine) -> float:
    """Return for how many minutes at its end a programme draws no more than standby."""
    idle = 0.0
    for minutes, power in reversed(machine.phases):
        if power > machine.standby:
            break
        idle += minutes
    return idle


def days_of_runs(
    machines: Sequence[Machine],
    days: int,
    seed: int,
    *,
    noise: float = 0.02,
    every: float = 30.0,
    flicker: float = 0.7,
) -> Trace:
    """Return a trace with one run a day, the machines taking turns at random."""
    chance = random.Random(seed)
    plug = Plug(chance, machines[0].standby, noise, every, flicker)
    at = 0.0
    for day in range(days):
        start = day * DAY + chance.uniform(8, 20) * HOUR
        plug.quiet(at, start)
        at = plug.run(chance.choice(machines), start)
    plug.quiet(at, days * DAY)
    return plug.trace(days * DAY)


def added(one: Trace, other: Trace) -> Trace:
    """Return two machines on one plug: their powers at any moment, added."""
    starts = sorted({step.start for step in (*one.steps, *other.steps)})
    points = [(at, _sum(_at(one, at), _at(other, at))) for at in starts]
    return make_trace(points, min(one.end, other.end))


def _at(trace: Trace, moment: float) -> float | None:
    """Return the power at a moment, nothing before the first step."""
    found = next(trace.between(moment, moment + 1e-3), None)
    return None if found is None else found[1]


def _sum(one: float | None, other: float | None) -> float | None:
    """Return two powers added, None when one was not measured."""
    return None if one is None or other is None else one + other
