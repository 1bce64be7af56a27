"""What a clause can come to, and under what it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final

from ...vocabulary import Appliance, Constraint, NoteQuestion
from .resolving import Surroundings
from .symbols import Symbol as S


class NotUnderstood(Exception):
    """A clause sounds like a demand but does not fit together."""


class NoTime(Exception):
    """A clause demands something without saying when."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a clause came to; `past` when it tells of what has been.

    `is_remark` is true of a clause that was left aside, with words in it that
    are not known.
    """

    constraints: tuple[Constraint, ...] = ()
    question: NoteQuestion | None = None
    placeholders: Mapping[str, str] = field(default_factory=dict)
    past: bool = False
    is_remark: bool = False


NOTHING: Final = Outcome()
UNCLEAR: Final = Outcome(question=NoteQuestion.NOT_UNDERSTOOD)
REMARK: Final = Outcome(is_remark=True)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What a clause is decided under, besides its words.

    `spans` are the times (aware) that "tonight", "today" and "tomorrow" name.
    """

    appliances: Mapping[str, Appliance]
    morning: time
    around: Surroundings
    spans: Mapping[S, tuple[datetime, datetime]]
    negates_twice: bool
    commands_in_infinitive: bool
    not_until_is_not_before: bool


def which_appliance(words: str) -> Outcome:
    """Return the question which appliance is meant by some words."""
    return Outcome(
        question=NoteQuestion.UNKNOWN_APPLIANCE, placeholders={"appliance": words}
    )
