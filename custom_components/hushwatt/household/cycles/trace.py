"""A power over time, as steps: what a plug measured, with the holes it left."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

# All times in this room are seconds since the epoch, all powers kW.
type Seconds = float


@dataclass(frozen=True)
class Step:
    """From `start` on the power is `power`; None when nobody measured it."""

    start: Seconds
    power: float | None


@dataclass(frozen=True)
class Trace:
    """Steps in order of time, the last of which lasts to `end`."""

    steps: tuple[Step, ...]
    end: Seconds

    @cached_property
    def starts(self) -> list[Seconds]:
        """Return where the steps begin."""
        return [step.start for step in self.steps]

    def spans(self) -> Iterator[tuple[Seconds, Seconds, float | None]]:
        """Yield start, end and power of each step."""
        for index, step in enumerate(self.steps):
            later = index + 1 < len(self.steps)
            end = self.steps[index + 1].start if later else self.end
            if end > step.start:
                yield step.start, end, step.power

    def between(self, start: Seconds, end: Seconds) -> Iterator[tuple[float, float]]:
        """Yield seconds and power of each measured stretch within two times."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        while index < len(self.steps) and self.steps[index].start < end:
            later = index + 1 < len(self.steps)
            stop = self.steps[index + 1].start if later else self.end
            length = min(stop, end) - max(self.steps[index].start, start)
            power = self.steps[index].power
            if length > 0 and power is not None:
                yield length, power
            index += 1

    def energy(self, start: Seconds, end: Seconds) -> float:
        """Return the kWh between two times; holes count nothing."""
        return sum(length * power for length, power in self.between(start, end)) / 3600

    def mean(self, start: Seconds, end: Seconds) -> float:
        """Return the mean power between two times."""
        return self.energy(start, end) * 3600 / (end - start)


def make_trace(points: Iterable[tuple[Seconds, float | None]], end: Seconds) -> Trace:
    """Return the trace of readings in any order; of two at one time the last counts."""
    steps: dict[Seconds, float | None] = {}
    for start, power in points:
        steps[start] = None if power is None else max(power, 0.0)
    ordered = [Step(start, steps[start]) for start in sorted(steps) if start < end]
    return Trace(tuple(_without_repeats(ordered)), end)


def _without_repeats(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps at which the power changes."""
    before: Step | None = None
    for step in steps:
        if before is None or step.power != before.power:
            yield step
            before = step
