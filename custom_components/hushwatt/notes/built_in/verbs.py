"""Verbs in classes that demand alike, and what a bounded time demands with each."""

from collections.abc import Mapping
from typing import Final

from ...vocabulary import ConstraintKind as Kind
from .symbols import Symbol as S


class Verb(frozenset[S]):
    """A class of verbs that demand alike."""


RUNNING: Final = Verb({S.RUN, S.RUNS})
STARTING: Final = Verb({S.START, S.STARTS})
FINISHING: Final = Verb({S.FINISH, S.FINISHES, S.FINISHED})
STOPPING: Final = Verb({S.OFF})
RESTING: Final = Verb({S.QUIET, S.QUIET_TIME})
TAKING: Final = Verb({S.TAKE})
UNSAID: Final = Verb()

# By verb and polarity ("+", "-", "only"): what a bounded time demands.
BOUNDS: Final[Mapping[tuple[Verb, str], Mapping[S, Kind]]] = {
    (RUNNING, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.AFTER: Kind.NOT_BEFORE,
        S.FROM: Kind.NOT_BEFORE,
        S.UNTIL: Kind.NOT_RUNNING_AFTER,
    },
    (RUNNING, "-"): {
        S.AFTER: Kind.NOT_RUNNING_AFTER,
        S.FROM: Kind.NOT_RUNNING_AFTER,
        S.BEFORE: Kind.NOT_BEFORE,
        S.UNTIL: Kind.NOT_BEFORE,
    },
    (RUNNING, "only"): {
        S.AFTER: Kind.NOT_BEFORE,
        S.FROM: Kind.NOT_BEFORE,
        S.UNTIL: Kind.NOT_RUNNING_AFTER,
        S.BEFORE: Kind.NOT_RUNNING_AFTER,
    },
    (UNSAID, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.AFTER: Kind.NOT_BEFORE,
        S.FROM: Kind.NOT_BEFORE,
    },
    (STARTING, "+"): {S.AFTER: Kind.NOT_BEFORE, S.FROM: Kind.NOT_BEFORE},
    (STARTING, "only"): {S.AFTER: Kind.NOT_BEFORE, S.FROM: Kind.NOT_BEFORE},
    (STARTING, "-"): {S.BEFORE: Kind.NOT_BEFORE, S.UNTIL: Kind.NOT_BEFORE},
    (FINISHING, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.AT: Kind.FINISH_BY,
        S.UNTIL: Kind.FINISH_BY,
        S.FOR: Kind.FINISH_BY,
        S.TIME: Kind.FINISH_BY,
    },
    (FINISHING, "-"): {S.AFTER: Kind.FINISH_BY},
    (STOPPING, "+"): {
        S.BY: Kind.NOT_RUNNING_AFTER,
        S.AT: Kind.NOT_RUNNING_AFTER,
        S.AFTER: Kind.NOT_RUNNING_AFTER,
        S.FROM: Kind.NOT_RUNNING_AFTER,
        S.BEFORE: Kind.NOT_RUNNING_AFTER,
    },
    (RESTING, "+"): {
        S.AFTER: Kind.NOT_RUNNING_AFTER,
        S.FROM: Kind.NOT_RUNNING_AFTER,
        S.UNTIL: Kind.NOT_BEFORE,
        S.BEFORE: Kind.NOT_BEFORE,
    },
    (TAKING, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.UNTIL: Kind.FINISH_BY,
    },
}
_ALIKE: Final = {(UNSAID, "-"): (RUNNING, "-"), (UNSAID, "only"): (RUNNING, "only")}
ACTING: Final = frozenset(
    {S.RUN, S.RUNS, S.START, S.FINISH, S.FINISHED, S.CHARGED, S.OFF, S.QUIET}
)


def kind_of(verb: Verb, polarity: str, op: S) -> Kind | None:
    """Return what a bounded time demands; None where the words do not fit together."""
    key = verb, polarity
    return BOUNDS.get(_ALIKE.get(key, key), {}).get(op)
