"""Makes the traces that plugs would measure, with the truth of every run beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
import random

from custom_components.hushwatt.household.cycles.trace import Trace, make_trace

DAY = 86400.0


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


@dataclass
class Plug:
    """A plug that measures what hangs on it, every so many seconds, not quite rightly."""

    chance: random.Random
    standby: float = 0.001
    noise: float = 0.02
    every: float = 30.0
    flicker: float = 0.7
    points: list[tuple[float, float | None]] = field(default_factory=list)

    def quiet(self, start: float, end: float) -> None:
        """Measure standby."""
        at = start
        while at < end:
            wobble = self.chance.uniform(1 - self.flicker, 1 + self.flicker)
            self.points.append((at, self.standby * wobble))
            at += self.chance.uniform(0.5, 1.5) * 600

    def run(self, machine: Machine, start: float) -> float:
        """Measure a run and return when it ended; no two take quite as long."""
        at = start
        stretch = self.chance.uniform(0.985, 1.015)
        for minutes, power in machine.phases:
            end = at + minutes * 60 * stretch
            moment = at
            while moment < end:
                factor = self.chance.gauss(1, self.noise)
                self.points.append((moment, max(power * factor, 0)))
                moment += self.chance.uniform(0.5, 1.5) * self.every
            at = end
        self.points.append((at, self.standby))
        return at

    def trace(self, end: float) -> Trace:
        """Return what was measured."""
        return make_trace(self.points, end)


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
        start = day * DAY + chance.uniform(8, 20) * 3600
        plug.quiet(at, start)
        at = plug.run(chance.choice(machines), start)
    plug.quiet(at, days * DAY)
    return plug.trace(days * DAY)
