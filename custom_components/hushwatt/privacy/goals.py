"""Goals: the least that can be asked of the cloud, how a kind of problem is solved.

A request names one of four kinds of problem and nothing else. The reply is a
procedure of a closed set of operations, carried out at home.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..scheduling.procedure import Filter, Goal, Procedure, Rank, Turn
from .reply import LONGEST_REPLY, BadReply, RetryRule

MOST_STEPS = 8

# What the kinds of problem are called in a request.
GOALS: Final[Mapping[Goal, str]] = {
    Goal.SHIFT_ONE: "shift one fixed run under a time-varying price with an end limit",
    Goal.CHARGE_ONE: "fill one interruptible run under a time-varying price with an end limit",
    Goal.SHIFT_SEVERAL: "shift several runs that share a limit under a time-varying price with end limits",
    Goal.FITS_NOWHERE: "order in relax what is given up first where a run fits at no allowed time",
}


class GoalReply(BaseModel):
    """The reply to a goal: a procedure, each list in its order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: Annotated[
        list[Literal["most_energy", "least_room", "longest"]],
        Field(max_length=MOST_STEPS),
    ]
    filter: Annotated[
        list[Literal["allowed_times", "deadline", "limit", "relations"]],
        Field(max_length=MOST_STEPS),
    ]
    rank: Literal["cost", "earliest"]
    tie_break: Literal["earliest"]
    relax: Annotated[
        list[Literal["allowed_times", "deadline", "limit", "relations"]],
        Field(max_length=MOST_STEPS),
    ]


def read_procedure(text: str) -> Procedure:
    """Return the procedure of a reply; raise BadReply when it is none."""
    reply = _read(text)
    return Procedure(
        turns=tuple(Turn(turn) for turn in reply.order),
        filters=frozenset(Filter(one) for one in reply.filter),
        rank=Rank(reply.rank),
        relax=tuple(Filter(one) for one in reply.relax),
    )


def plain_reply(text: str) -> str:
    """Return a reply in the one way to write it; raise BadReply.

    It is kept in a file, so it must have no room for words: a key that is said
    twice would have.
    """
    return _read(text).model_dump_json()


def _read(text: str) -> GoalReply:
    """Return a reply's typed content; raise BadReply when it is anything else."""
    if len(text) > LONGEST_REPLY:
        raise BadReply(RetryRule.SHAPE)
    try:
        return GoalReply.model_validate_json(text)
    except ValidationError:
        raise BadReply(RetryRule.SHAPE) from None
