"""What a sentence says as a whole."""

from collections.abc import Sequence

from .grouping import Bound, Group
from .symbols import TIMES_OF_DAY, Item, Symbol as S


def said_of_the_day(groups: Sequence[Group]) -> frozenset[S]:
    """Return what a sentence says of the day, wherever it stands."""
    said = {g.symbol for g in groups if isinstance(g, Item)}
    for group in groups:
        if isinstance(group, Bound) and group.moment is not None:
            said |= group.moment.day & {S.RISING, S.DINNER, S.ASLEEP}
    if S.NOISY in said or S.QUIET_TIME in said:
        said |= {S.NOISE}
    return frozenset(said & (TIMES_OF_DAY | {S.NOISE, S.QUIET}))
