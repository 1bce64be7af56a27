"""Finds the cycles in a trace: when a machine ran, in spite of noise and pauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .trace import Seconds, Trace

MINUTE: Final = 60.0

# A machine runs above the first power over its standby and stands below the second.
RUN_KW: Final = 0.02
STAND_KW: Final = 0.006
# Less than this is no programme: a kettle, a refrigerator, a spike.
SHORTEST: Final = 10 * MINUTE
LEAST_KWH: Final = 0.1
# More than this is no programme either, or several that cannot be told apart.
LONGEST: Final = 16 * 60 * MINUTE
# What is shorter, or interrupted for less, does not count as a stretch of its own.
SHORT_STRETCH: Final = 5 * MINUTE
# How much of the time standby is drawn, at least.
_STANDBY_SHARE: Final = 0.3


@dataclass(frozen=True)
class Cycle:
    """A run of a machine: seconds since the epoch, kWh beyond its standby."""

    start: Seconds
    end: Seconds
    energy: float

    @property
    def duration(self) -> float:
        """Return the minutes of the run."""
        return (self.end - self.start) / MINUTE


def find_cycles(trace: Trace, pause: Seconds) -> tuple[Cycle, ...]:
    """Return the runs in a trace; stretches less than `pause` apart are one run.

    Runs that touch a hole or an end of the trace are left out, since nobody
    knows all of them, and so are those too short or too small to be a
    programme.
    """
    base = standby(trace)
    runs = (
        Cycle(start, end, _added(trace, start, end, base))
        for start, end in _join(_active(trace, base + RUN_KW), pause)
        if _is_whole(trace, start, end, pause) and SHORTEST <= end - start <= LONGEST
    )
    return tuple(run for run in runs if run.energy >= LEAST_KWH)


def _added(trace: Trace, start: Seconds, end: Seconds, base: float) -> float:
    """Return the kWh that a run draws beyond what is drawn anyway."""
    return trace.energy(start, end) - base * (end - start) / 3600


def standby(trace: Trace) -> float:
    """Return what is drawn when nothing runs: the power of the quietest third."""
    lengths = sorted(
        (power, end - start) for start, end, power in trace.spans() if power is not None
    )
    whole = sum(length for _, length in lengths)
    passed = 0.0
    for power, length in lengths:
        passed += length
        if passed >= whole * _STANDBY_SHARE:
            return power
    return 0.0


def _active(trace: Trace, threshold: float) -> Iterator[tuple[Seconds, Seconds]]:
    """Yield the stretches above a power, those with nothing between them joined."""
    start: Seconds | None = None
    last: Seconds = 0
    for begin, end, power in trace.spans():
        if power is not None and power > threshold:
            if start is None:
                start = begin
            last = end
        elif start is not None:
            yield start, last
            start = None
    if start is not None:
        yield start, last


def _join(
    stretches: Iterator[tuple[Seconds, Seconds]], pause: Seconds
) -> Iterator[tuple[Seconds, Seconds]]:
    """Yield the stretches with those joined that a pause is between."""
    current: tuple[Seconds, Seconds] | None = None
    for start, end in stretches:
        if current is not None and start - current[1] < pause:
            current = (current[0], end)
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current


def _is_whole(trace: Trace, start: Seconds, end: Seconds, pause: Seconds) -> bool:
    """Tell whether a run and the quiet around it were measured throughout."""
    first, last = start - min(pause, 5 * MINUTE), end + min(pause, 5 * MINUTE)
    if not trace.steps or first < trace.steps[0].start or last > trace.end:
        return False
    measured = sum(length for length, _ in trace.between(first, last))
    return measured >= (last - first) - 1


def stretches_per_day(trace: Trace) -> float:
    """Return how often per day something ran for five minutes or more.

    A thermostat switches all day long, however its runs may be joined.
    """
    if not trace.steps or trace.end <= trace.steps[0].start:
        return 0.0
    days = (trace.end - trace.steps[0].start) / 86400
    stretches = _join(_active(trace, standby(trace) + RUN_KW), SHORT_STRETCH)
    return sum(end - start >= SHORT_STRETCH for start, end in stretches) / days
