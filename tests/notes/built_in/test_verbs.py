"""What a bounded time demands depends on the verb and on "not" and "only"."""

import pytest

from custom_components.hushwatt.notes.built_in.symbols import Symbol as S
from custom_components.hushwatt.notes.built_in.verbs import (
    FINISHING,
    RESTING,
    RUNNING,
    STARTING,
    STOPPING,
    TAKING,
    UNSAID,
    Verb,
    kind_of,
)
from custom_components.hushwatt.vocabulary import ConstraintKind as Kind


@pytest.mark.parametrize(
    ("verb", "polarity", "op", "kind"),
    [
        (FINISHING, "+", S.BY, Kind.FINISH_BY),
        (FINISHING, "-", S.AFTER, Kind.FINISH_BY),
        (RUNNING, "-", S.AFTER, Kind.NOT_RUNNING_AFTER),
        (RUNNING, "-", S.BEFORE, Kind.NOT_BEFORE),
        (RUNNING, "only", S.AFTER, Kind.NOT_BEFORE),
        (STARTING, "-", S.BEFORE, Kind.NOT_BEFORE),
        (STOPPING, "+", S.BY, Kind.NOT_RUNNING_AFTER),
        (RESTING, "+", S.FROM, Kind.NOT_RUNNING_AFTER),
        (TAKING, "+", S.BY, Kind.FINISH_BY),
        (UNSAID, "+", S.BY, Kind.FINISH_BY),
        (UNSAID, "-", S.AFTER, Kind.NOT_RUNNING_AFTER),
        (UNSAID, "only", S.AFTER, Kind.NOT_BEFORE),
    ],
)
def test_words_that_fit_together(verb: Verb, polarity: str, op: S, kind: Kind) -> None:
    """As people say it."""
    assert kind_of(verb, polarity, op) is kind


@pytest.mark.parametrize(
    ("verb", "polarity", "op"),
    [
        (STARTING, "-", S.AFTER),
        (STARTING, "+", S.AT),
        (RUNNING, "+", S.AT),
        (FINISHING, "-", S.BEFORE),
        (FINISHING, "only", S.BY),
        (RESTING, "-", S.AFTER),
        (UNSAID, "+", S.UNTIL),
    ],
)
def test_words_that_do_not(verb: Verb, polarity: str, op: S) -> None:
    """A latest start, an exact start and riddles have no kind."""
    assert kind_of(verb, polarity, op) is None
