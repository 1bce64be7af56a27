"""The cloud's reply: its shape, and the way back into the home's terms.

Only shape, ids, lengths and the stated objective are judged here. Whether the
schedule keeps the rules is for the verifier, on the real problem.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..scheduling.problem import Schedule, Span, Violation
from ..vocabulary import PrivacyLevel
from .intervals import merge
from .key import BlindingKey, SentLoad

LONGEST_REPLY = 64 * 1024
MOST = 1_000_000

DAY = 24 * 60

# A stated objective may be off by this fraction before it "does not add up".
OBJECTIVE_TOLERANCE = 0.01


class RetryRule(StrEnum):
    """The rule that a reply broke, in words that say nothing of a home."""

    SHAPE = "shape"
    UNKNOWN_LOAD = "unknown_load"
    MISSING_LOAD = "missing_load"
    REPEATED_LOAD = "repeated_load"
    LENGTH = "length"
    TIME = "time"
    SEGMENT = "segment"
    LIMIT = "limit"
    ORDER = "order"
    APART = "apart"
    OBJECTIVE = "objective"


class BadReply(Exception):
    """A reply that is no schedule; `code` names the broken rule."""

    def __init__(self, code: RetryRule) -> None:
        """Keep the code; the reply's own words are not kept."""
        super().__init__(code.value)
        self.code = code


type Count = Annotated[int, Field(ge=0, le=MOST)]
type Cost = Annotated[int, Field(ge=-(10**15), le=10**15)]


class _Strict(BaseModel):
    """Nothing but the named properties, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class BlindedSegment(_Strict):
    """A piece of a run in steps."""

    start: Count
    length: Count


class BlindedRun(_Strict):
    """The run of one load in steps."""

    id: str
    segments: list[BlindedSegment]


class BlindedReply(_Strict):
    """The reply at the level `blinded`."""

    runs: list[BlindedRun]
    objective: Cost


class ReadableSegment(_Strict):
    """A piece of a run: days after today, clock time, minutes it lasts."""

    day: Annotated[int, Field(ge=0, le=9)]
    hour: Annotated[int, Field(ge=0, le=23)]
    minute: Annotated[int, Field(ge=0, le=59)]
    minutes: Count


class ReadableRun(_Strict):
    """The run of one load in clock times."""

    id: str
    segments: list[ReadableSegment]


class ReadableReply(_Strict):
    """The reply at the level `readable`."""

    runs: list[ReadableRun]
    objective: Cost


REPLIES: Mapping[PrivacyLevel, type[BlindedReply | ReadableReply]] = {
    PrivacyLevel.BLINDED: BlindedReply,
    PrivacyLevel.READABLE: ReadableReply,
}

_RULES: Mapping[str, RetryRule] = {
    "unknown_load": RetryRule.UNKNOWN_LOAD,
    "missing_load": RetryRule.MISSING_LOAD,
    "empty_span": RetryRule.LENGTH,
    "wrong_duration": RetryRule.LENGTH,
    "unordered": RetryRule.SEGMENT,
    "interrupted": RetryRule.SEGMENT,
    "short_segment": RetryRule.SEGMENT,
    "limit": RetryRule.LIMIT,
    "order": RetryRule.ORDER,
    "exclusion": RetryRule.APART,
}


def broken_rule(violations: Sequence[Violation]) -> RetryRule:
    """Return the rule to name in a retry: that of the first violation.

    Everything about when a load may run is one rule, `time`: a request has no
    more than the times that all rules together leave.
    """
    return _RULES.get(violations[0].code, RetryRule.TIME)


def unblind(reply_text: str, key: BlindingKey, *, adds_up: bool = True) -> Schedule:
    """Return the schedule of a reply in the problem's own ids and minutes.

    It holds the loads that were sent. Raises BadReply when the text is not a
    reply of the grammar, names other loads, does not run each for its length,
    or, unless `adds_up` is false, states an objective that does not add up.
    """
    reply = _parse(reply_text, key.level)
    _check_ids([run.id for run in reply.runs], key)
    placed = {run.id: _spans(run, key) for run in reply.runs}
    pieces = {name: merge(placed[name]) for name in key.loads}
    for name, load in key.loads.items():
        _check_length(placed[name], pieces[name], load)
    if adds_up:
        _check_objective(reply.objective, objective(pieces, key))
    return Schedule(
        {
            load.load_id: tuple(_minutes(span, key) for span in pieces[name])
            for name, load in key.loads.items()
        }
    )


def objective(pieces: Mapping[str, Sequence[Span]], key: BlindingKey) -> float:
    """Return the cost of placed loads in the request's own numbers.

    `pieces` are spans of steps by the id in the request. The cost of a step is
    price times power, the part of the power within the surplus at the export
    price; a step without a price costs nothing.
    """
    draws = [
        draw
        for name, spans in pieces.items()
        for draw in _draws(key.loads[name], spans)
    ]
    edges = {edge for span, _ in draws for edge in (span.start, span.end)}
    edges |= {edge for rate in key.rates for edge in (rate.start, rate.end)}
    cost = 0.0
    for start, end in pairwise(sorted(edges)):
        power = sum(power for span, power in draws if span.start <= start < span.end)
        rate = next((r for r in key.rates if r.start <= start < r.end), None)
        if power and rate is not None:
            free = min(power, rate.surplus or 0.0)
            cost += (end - start) * (free * rate.export + (power - free) * rate.price)
    return cost * key.worth


def _draws(load: SentLoad, spans: Sequence[Span]) -> Iterator[tuple[Span, float]]:
    """Yield what a load draws where, its phases poured into the spans in order."""
    phases = iter(load.phases)
    left, power = next(phases)
    for span in spans:
        start = span.start
        while start < span.end:
            if not left:
                left, power = next(phases)
            steps = min(left, span.end - start)
            yield Span(start, start + steps), power
            start, left = start + steps, left - steps


def _parse(text: str, level: PrivacyLevel) -> BlindedReply | ReadableReply:
    """Return a reply's typed content; BadReply when it is anything else."""
    if len(text) > LONGEST_REPLY:
        raise BadReply(RetryRule.SHAPE)
    try:
        return REPLIES[level].model_validate_json(text)
    except ValidationError:
        raise BadReply(RetryRule.SHAPE) from None


def _check_ids(ids: Sequence[str], key: BlindingKey) -> None:
    """Raise BadReply unless every load of the request is named just once."""
    if not set(ids) <= key.loads.keys():
        raise BadReply(RetryRule.UNKNOWN_LOAD)
    if len(set(ids)) < len(ids):
        raise BadReply(RetryRule.REPEATED_LOAD)
    if len(ids) < len(key.loads):
        raise BadReply(RetryRule.MISSING_LOAD)


def _check_objective(stated: int, actual: float) -> None:
    """Raise BadReply unless a stated objective is about the actual one."""
    if abs(stated - actual) > max(1.0, OBJECTIVE_TOLERANCE * abs(actual)):
        raise BadReply(RetryRule.OBJECTIVE)


def _spans(run: BlindedRun | ReadableRun, key: BlindingKey) -> list[Span]:
    """Return the pieces of a run in the request's steps."""
    spans = []
    for segment in run.segments:
        if isinstance(segment, BlindedSegment):
            start, length = segment.start, segment.length
        else:
            clock = segment.hour * 60 + segment.minute
            start, length = key.midnight + segment.day * DAY + clock, segment.minutes
        spans.append(Span(start, start + length))
    return spans


def _check_length(
    placed: Sequence[Span], pieces: Sequence[Span], load: SentLoad
) -> None:
    """Raise BadReply unless the pieces last as long as the load, without overlap."""
    if any(span.start == span.end for span in placed):
        raise BadReply(RetryRule.LENGTH)
    if sum(span.end - span.start for span in placed) != load.length:
        raise BadReply(RetryRule.LENGTH)
    if sum(span.end - span.start for span in pieces) != load.length:
        raise BadReply(RetryRule.SEGMENT)


def _minutes(span: Span, key: BlindingKey) -> Span:
    """Return a span of steps in minutes of the problem."""
    return Span(key.first + span.start * key.grid, key.first + span.end * key.grid)
