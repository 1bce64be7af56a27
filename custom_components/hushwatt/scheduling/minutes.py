"""Sets of minutes as whole numbers: bit t of the number stands for minute t.

Python shifts and masks such numbers at the speed of memory, so "where can a
run of 137 minutes start" is a handful of operations on a whole week.
"""

from collections.abc import Iterable
from itertools import compress

from .problem import Minute, Span

type Minutes = int

_ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")


def span_minutes(start: Minute, end: Minute) -> Minutes:
    """Return the set of minutes from `start` up to, not including, `end`.

    Minutes before 0 are left out.
    """
    start = max(start, 0)
    return ((1 << (end - start)) - 1) << start if end > start else 0


def union_minutes(spans: Iterable[Span]) -> Minutes:
    """Return the set of minutes that lie in any of the spans."""
    minutes = 0
    for span in spans:
        minutes |= span_minutes(span.start, span.end)
    return minutes


def minutes_from(members: Iterable[Minute]) -> Minutes:
    """Return the set of the given minutes."""
    found = sorted(members)
    if not found:
        return 0
    digits = bytearray(b"0" * (found[-1] + 1))
    for minute in found:
        digits[-1 - minute] = 49
    return int(digits, 2)


def run_starts(minutes: Minutes, length: int) -> Minutes:
    """Return the minutes from which `length` minutes in a row are in the set."""
    have = 1
    while have < length and minutes:
        step = min(have, length - have)
        minutes &= minutes >> step
        have += step
    return minutes


def run_minutes(starts: Minutes, length: int) -> Minutes:
    """Return the minutes that runs of `length` minutes from any of the starts cover."""
    have = 1
    while have < length and starts:
        step = min(have, length - have)
        starts |= starts << step
        have += step
    return starts


def boundaries(minutes: Minutes) -> Minutes:
    """Return the first and the last minute of every unbroken stretch."""
    return minutes & ~((minutes << 1) & (minutes >> 1))


def members(minutes: Minutes) -> list[Minute]:
    """Return the minutes of the set, ascending."""
    digits = bin(minutes)[:1:-1].encode().translate(_ZERO_ONE)
    return list(compress(range(len(digits)), digits))


def first_minute(minutes: Minutes) -> Minute:
    """Return the smallest minute of a set that is not empty."""
    return (minutes & -minutes).bit_length() - 1


def stretches(minutes: Minutes) -> list[Span]:
    """Return the unbroken stretches of the set, ascending."""
    starts = members(minutes & ~(minutes << 1))
    ends = members(minutes & ~(minutes >> 1))
    return [Span(start, end + 1) for start, end in zip(starts, ends, strict=True)]
