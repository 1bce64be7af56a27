"""A trace out of means over five minutes, with its edges set where they belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .detection import RUN_KW
from .trace import Seconds

BIN: Final = 300.0


@dataclass(frozen=True)
class Bin:
    """Five minutes from `start` on, and their mean power."""

    start: Seconds
    power: float


def bin_points(bins: Sequence[Bin]) -> Iterator[tuple[Seconds, float | None]]:
    """Yield the steps of bins in order of time; what is between them is a hole.

    In the bin in which a run begins or ends, the machine ran for the share of
    the time that its mean is of its neighbour's: a cycle then has its true
    length and energy, not one rounded up to whole bins.
    """
    for index, one in enumerate(bins):
        before = _neighbour(bins, index, -1)
        after = _neighbour(bins, index, 1)
        if before is None:
            yield one.start - 1e-3, None
        yield from _steps(one, before, after)
        if after is None:
            yield one.start + BIN, None


def _steps(
    one: Bin, before: Bin | None, after: Bin | None
) -> Iterator[tuple[Seconds, float | None]]:
    """Yield the one or two steps of a bin."""
    rests_before = before is not None and before.power < RUN_KW
    rests_after = after is not None and after.power < RUN_KW
    if one.power >= RUN_KW and before is not None and after is not None:
        if rests_before and not rests_after and after.power > one.power:
            yield one.start, before.power
            share = (after.power - one.power) / (after.power - before.power)
            yield one.start + BIN * share, after.power
            return
        if rests_after and not rests_before and before.power > one.power:
            yield one.start, before.power
            share = (one.power - after.power) / (before.power - after.power)
            yield one.start + BIN * share, after.power
            return
    yield one.start, one.power


def _neighbour(bins: Sequence[Bin], index: int, step: int) -> Bin | None:
    """Return the bin beside another, None when there is a hole."""
    place = index + step
    if not 0 <= place < len(bins):
        return None
    beside = bins[place]
    return beside if abs(beside.start - bins[index].start) <= BIN + 1 else None
