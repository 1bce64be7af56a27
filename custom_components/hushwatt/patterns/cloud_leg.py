"""The cloud's leg of the way: blind, clear, record, send, un-blind, verify, retry once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
import random
from time import monotonic
from typing import Protocol

from ..models.protocol import CloudError, CloudReply
from ..privacy.blinding import CannotBlind, blind
from ..privacy.blocked import Blocked, Objection
from ..privacy.endpoint import Endpoint
from ..privacy.envelope import OutgoingRequest, build_goal_request, build_request
from ..privacy.goals import plain_reply, read_procedure
from ..privacy.guard import ClearedRequest, Guard
from ..privacy.key import Blinded
from ..privacy.ledger import Ledger, OverBudget, RunBlocking
from ..privacy.reply import BadReply, RetryRule
from ..scheduling.building import Case
from ..scheduling.problem import Problem, Schedule
from ..scheduling.procedure import Goal, Procedure
from ..vocabulary import Degraded, PrivacyLevel
from .judging import judge, part_of
from .procedures import ProcedureFile
from .trace import Trace

ATTEMPTS = 2


class CloudModel(Protocol):
    """What sends a cleared request; there is no other way to the cloud."""

    def most_cost(self, cleared: ClearedRequest) -> float:
        """Return the most that sending a request can cost, in USD."""

    async def send(self, cleared: ClearedRequest) -> CloudReply:
        """Return the cloud's answer; raise CloudError."""


@dataclass(frozen=True, kw_only=True)
class CloudLeg:
    """All that one question to the cloud needs.

    `private_strings` gives every private string of the home, for the guard.
    `budget` is USD a calendar month.
    """

    endpoint: Endpoint
    model: CloudModel
    ledger: Ledger
    private_strings: Callable[[], Collection[str]]
    level: PrivacyLevel = PrivacyLevel.BLINDED
    budget: float
    procedures: ProcedureFile
    randomness: random.Random = field(default_factory=random.SystemRandom)

    async def ask(
        self, case: Case, trace: Trace, run_blocking: RunBlocking
    ) -> Schedule | None:
        """Return a schedule of the loads that were sent, None with a code in the trace.

        It keeps every rule of those loads; they share no coupling with the rest.
        """
        targets = tuple(one for one in case.targets if one in case.ids)
        if not targets:
            return None
        try:
            blinded = await run_blocking(
                blind,
                case.problem,
                targets,
                self.level,
                self.randomness,
                case.household.timezone,
            )
        except CannotBlind:
            trace.lacked(Degraded.CLOUD_UNFIT)
            return None
        trace.rounding = blinded.key.regret
        part = part_of(case.problem, blinded.sent)
        retry: RetryRule | None = None
        for _ in range(ATTEMPTS):
            outcome = await self._attempt(part, blinded, retry, trace, run_blocking)
            if not isinstance(outcome, RetryRule):
                return outcome
            retry = outcome
        trace.lacked(Degraded.CLOUD_INVALID)
        return None

    async def ask_procedure(
        self, goal: Goal, trace: Trace, run_blocking: RunBlocking
    ) -> Procedure | None:
        """Return the procedure for a kind of problem, None with a code in the trace.

        The cloud is asked once; after that what it said is kept.
        """
        model = self.endpoint.model
        kept = await run_blocking(self.procedures.get, goal, model)
        if kept is not None:
            return kept
        request = build_goal_request(goal, self.endpoint)
        reply = await self._send(request, trace, run_blocking)
        if reply is None:
            return None
        try:
            procedure = read_procedure(reply.text)
        except BadReply:
            trace.lacked(Degraded.CLOUD_INVALID)
            return None
        await run_blocking(self.procedures.keep, goal, model, plain_reply(reply.text))
        return procedure

    async def _attempt(
        self,
        part: Problem,
        blinded: Blinded,
        retry: RetryRule | None,
        trace: Trace,
        run_blocking: RunBlocking,
    ) -> Schedule | RetryRule | None:
        """Return a schedule, the rule that the answer broke, or None when nothing came."""
        request = build_request(blinded, self.endpoint, retry)
        reply = await self._send(request, trace, run_blocking)
        if reply is None:
            return None
        return await run_blocking(judge, part, reply.text, blinded)

    async def _send(
        self, request: OutgoingRequest, trace: Trace, run_blocking: RunBlocking
    ) -> CloudReply | None:
        """Return the cloud's answer to a cleared and recorded request, None with a code."""
        try:
            cleared = await run_blocking(self._clear, request)
        except Blocked as blocked:
            await self.ledger.record_blocked(blocked)
            trace.lacked(Degraded.BLOCKED)
            return None
        attempt = await self._record(cleared, trace)
        if attempt is None:
            return None
        started = monotonic()
        try:
            reply = await self.model.send(cleared)
        except CloudError as error:
            trace.called(monotonic() - started)
            if error.reply is not None:
                trace.used(error.reply)
            await self.ledger.outcome(attempt, error.reply, error.code)
            trace.lacked(error.code)
            return None
        trace.called(monotonic() - started)
        trace.used(reply)
        await self.ledger.outcome(attempt, reply, None)
        return reply

    async def _record(self, cleared: ClearedRequest, trace: Trace) -> str | None:
        """Return the id of an attempt that is in the ledger and in the budget, None with a code."""
        most = self.model.most_cost(cleared)
        try:
            return await self.ledger.record(cleared, reserve=most, budget=self.budget)
        except OverBudget:
            trace.lacked(Degraded.BUDGET)
        except OSError:
            trace.lacked(Degraded.LEDGER_UNWRITABLE)
        return None

    def _clear(self, request: OutgoingRequest) -> ClearedRequest:
        """Return the request with the guard's clearance; raise Blocked.

        Nothing leaves while it is not known what is private.
        """
        try:
            private = self.private_strings()
        except Exception:  # noqa: BLE001  # whatever it is, the answer is made at home
            raise Blocked(Objection.PRIVATE_STRING) from None
        return Guard(self.endpoint, private).clear(request)
