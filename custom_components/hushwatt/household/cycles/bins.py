"""A trace out of means over five minutes, with its edges set where they belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .detection import RUN_KW
from .trace import Seconds

BIN: Final = 300.0


# An edge bin with less than this share of its neighbour's power began otherwise.
_SUDDEN: Final = 0.25


@dataclass(frozen=True)
class Bin:
    """Five minutes from `start` on, their mean power, and their highest if known."""

    start: Seconds
    power: float
    peak: float | None = None

    @property
    def runs(self) -> bool:
        """Tell whether something ran in these minutes, be it for a moment."""
        return max(self.power, self.peak or 0.0) >= RUN_KW


def bin_points(bins: Sequence[Bin]) -> Iterator[tuple[Seconds, float | None]]:
    """Yield the steps of bins in order of time; what is between them is a hole.

    In the bin in which a run begins or ends, the machine ran for a part of the
    time: a cycle then has its true length and energy, not one rounded up to
    whole bins.
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
    """Yield the steps of a bin: at an edge two, for a moment's run three."""
    if not one.runs or before is None or after is None:
        yield one.start, one.power
    elif not before.runs and not after.runs:
        share = _share(one, one)
        begin = one.start + BIN * (1 - share) / 2
        yield one.start, before.power
        yield begin, _power(one, before, share)
        yield begin + BIN * share, before.power
    elif not before.runs and after.runs:
        share = _share(one, after)
        yield one.start, before.power
        yield one.start + BIN * (1 - share), _power(one, before, share)
    elif before.runs and not after.runs:
        share = _share(one, before)
        yield one.start, _power(one, after, share)
        yield one.start + BIN * share, after.power
    else:
        yield one.start, one.power


def _share(one: Bin, inner: Bin) -> float:
    """Return for what share of an edge bin the machine ran.

    Its highest power tells it. Without one, the machine is taken to have run
    as it did in the bin beside; unless it drew far less, as while it fills:
    then half the bin is the least wrong.
    """
    if one.peak is not None and one.peak >= one.power:
        return one.power / one.peak
    if inner.power <= one.power:
        return 1.0
    share = one.power / inner.power
    return share if share >= _SUDDEN else 0.5


def _power(one: Bin, outer: Bin, share: float) -> float:
    """Return the power of the part that ran, so that the bin keeps its energy."""
    return max((one.power - (1 - share) * outer.power) / share, 0.0)


def _neighbour(bins: Sequence[Bin], index: int, step: int) -> Bin | None:
    """Return the bin beside another, None when there is a hole."""
    place = index + step
    if not 0 <= place < len(bins):
        return None
    beside = bins[place]
    return beside if abs(beside.start - bins[index].start) <= BIN + 1 else None
