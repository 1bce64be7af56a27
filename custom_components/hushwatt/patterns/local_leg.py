"""The model at home as a solver: the problem as short typed JSON, its schedule checked exactly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
import random
from time import monotonic
from typing import Final

from ..models.protocol import LocalModel, LocalModelError, Message
from ..privacy.blinding import CannotBlind, blind
from ..privacy.document import write
from ..privacy.instructions import instructions
from ..privacy.key import Blinded
from ..privacy.ledger import RunBlocking
from ..privacy.reply import RetryRule
from ..scheduling.building import Case
from ..scheduling.problem import Problem, Schedule
from ..vocabulary import Degraded, PrivacyLevel
from .judging import judge, part_of
from .trace import Trace

ATTEMPTS: Final = 2
# Both attempts together; what is not there by then, the solver has found long ago.
SECONDS: Final = 30.0
LEAST_SECONDS: Final = 2.0

# What a cloud model is told by a schema, which a small model thinks worse under.
_SHAPES: Final[Mapping[PrivacyLevel, str]] = {
    PrivacyLevel.BLINDED: '{"runs":[{"id":"L1","segments":[{"start":0,"length":1}]}],"objective":0}',
    PrivacyLevel.READABLE: (
        '{"runs":[{"id":"L1","segments":[{"day":0,"hour":0,"minute":0,"minutes":1}]}],"objective":0}'
    ),
}


@dataclass(frozen=True)
class Proposal:
    """What the model at home made of a problem.

    `schedule` is None when it gave none that keeps every rule; `rejected` says
    that it gave one that does not.
    """

    schedule: Schedule | None = None
    rejected: bool = False


@dataclass(frozen=True, kw_only=True)
class LocalLeg:
    """All that one problem for the model at home needs.

    It gets the document that the cloud would get: all that decides is in it, and
    names decide nothing.
    """

    model: LocalModel
    level: PrivacyLevel = PrivacyLevel.BLINDED
    seconds: float = SECONDS
    randomness: random.Random = field(default_factory=random.SystemRandom)

    async def ask(
        self, case: Case, trace: Trace, run_blocking: RunBlocking
    ) -> Proposal:
        """Return the model's schedule of the targets and what they are coupled to.

        Two attempts, the second naming the rule that the first broke. A model
        that does not answer leaves a code in the trace.
        """
        targets = tuple(one for one in case.targets if one in case.ids)
        if not targets:
            return Proposal()
        try:
            blinded = await run_blocking(
                blind,
                case.problem,
                targets,
                self.level,
                self.randomness,
                case.household.timezone,
            )
            return await self._propose(case.problem, blinded, trace, run_blocking)
        except CannotBlind:
            return Proposal()
        except LocalModelError as error:
            trace.lacked(error.code)
            return Proposal()

    async def _propose(
        self,
        problem: Problem,
        blinded: Blinded,
        trace: Trace,
        run_blocking: RunBlocking,
    ) -> Proposal:
        """Return what comes of both attempts; raise LocalModelError."""
        part = part_of(problem, blinded.sent)
        deadline = monotonic() + self.seconds
        retry: RetryRule | None = None
        for _ in range(ATTEMPTS):
            left = deadline - monotonic()
            if retry is not None and left < LEAST_SECONDS:
                break
            reply = await self.model.chat(
                _prompt(blinded, retry), think=True, seconds=left
            )
            text = _object_in(reply.text)
            found = await run_blocking(_judge, part, text, blinded)
            if isinstance(found, Schedule):
                return Proposal(found)
            retry = found
        trace.lacked(Degraded.LOCAL_INVALID)
        return Proposal(rejected=True)


def _prompt(blinded: Blinded, retry: RetryRule | None) -> list[Message]:
    """Return the instructions, the shape of a reply, and the problem."""
    told = f"{instructions(blinded.level, retry)}\n\nThe shape of the reply: {_SHAPES[blinded.level]}"
    return [Message("system", told), Message("user", write(blinded.document))]


def _object_in(text: str) -> str:
    """Return the JSON object within words and fences, the text itself when there is none."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if -1 < start < end else text


def _judge(part: Problem, text: str, blinded: Blinded) -> Schedule | RetryRule:
    """Return the model's schedule or the rule that it breaks; its sums are not needed."""
    return judge(part, text, blinded, adds_up=False)
