"""Tests of Hushwatt."""

from collections.abc import Sequence
import os
import random


def full_run() -> bool:
    """Tell whether the big matrices are to be run whole: `script/test --full`."""
    return os.environ.get("HUSHWATT_FULL") == "1"


def sampled[Case](cases: Sequence[Case], size: int) -> Sequence[Case]:
    """Return the same few cases of a big matrix every time, in their order; all of them in a full run."""
    if full_run() or len(cases) <= size:
        return cases
    chosen = sorted(random.Random(len(cases)).sample(range(len(cases)), size))
    return [cases[index] for index in chosen]
