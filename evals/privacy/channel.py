"""How much an attacker who owns notes and local model could say in one blinded request.

He chooses no byte, only times and durations of demands, of which the starts
that they leave are sent. So what he can say is which of all possible sets of
starts and lengths a request has: counted here, not estimated.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
import json
import math
import random

from .adversaries import nasty_home
from .fuzz import tricked_home
from .homes import Home, make_home
from custom_components.hushwatt.privacy.blinding import (
    MOST_RANGES,
    CannotBlind,
    blind,
)
from custom_components.hushwatt.privacy.document import write
from custom_components.hushwatt.privacy.scaling import TOP
from custom_components.hushwatt.scheduling.building import build_case
from custom_components.hushwatt.vocabulary import PrivacyLevel

DAY = 24 * 60
RANGES = (1, 2, 4, 8, MOST_RANGES)
KINDS: Mapping[str, Callable[[random.Random], Home]] = {
    "honest readings": make_home,
    "readings of a hostile model": tricked_home,
    "demands of any kind, from nowhere": nasty_home,
}


def messages(minutes: int, ranges: int, *, length: int | None = None) -> int:
    """Return in how many ways one even load can be sent, within so many minutes.

    With just so many ranges of starts that do not touch. `length` is the
    minutes that it runs; any when None.
    """
    if length is None:
        return sum(
            messages(minutes, ranges, length=one) for one in range(1, minutes + 1)
        )
    starts = minutes - length + 1
    return math.comb(starts + 1, 2 * ranges)


def bits(ways: int) -> float:
    """Return how many bits are said by choosing one of so many ways."""
    return math.log2(ways)


def count_ranges(homes: Iterable[Home]) -> Counter[int]:
    """Return how many ranges of starts the loads of homes' requests have."""
    counts: Counter[int] = Counter()
    for home in homes:
        case = build_case(home.household, home.targets)
        targets = [one for one in case.targets if one in case.ids]
        try:
            blinded = blind(
                case.problem, targets, PrivacyLevel.BLINDED, random.Random(0)
            )
        except CannotBlind:
            continue
        document = json.loads(write(blinded.document))
        counts.update(
            len(load.get("starts") or load["spans"]) for load in document["loads"]
        )
    return counts


def print_channel(homes: int) -> None:
    """Print the most that can be said in a request, and how much of the room homes use."""
    print(
        "Room for a message in one blinded request, even load, within a day of minutes"
    )
    print(f"{'ranges of starts':>18} {'any length':>12} {'length known':>13}")
    for ranges in RANGES:
        most = bits(messages(DAY, ranges))
        known = bits(messages(DAY, ranges, length=90))
        print(f"{ranges:>18} {most:>9.1f} bit {known:>9.1f} bit")
    print(f"and {bits(TOP + 1):.1f} bit for each power, where loads are coupled")
    for name, make in KINDS.items():
        counts = count_ranges(make(random.Random(seed)) for seed in range(homes))
        loads = counts.total()
        shares = ", ".join(
            f"{ranges}: {count / loads:.1%}" for ranges, count in sorted(counts.items())
        )
        print(f"Ranges of starts of {loads:,} loads, {name}: {shares}")
