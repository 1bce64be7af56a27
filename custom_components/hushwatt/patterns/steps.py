"""The steps that a pattern arranges; each question has a set of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from threading import Event

from ..privacy.ledger import RunBlocking
from ..scheduling.building import Case
from ..scheduling.coupling import coupled_groups
from ..scheduling.problem import Problem, Schedule
from ..scheduling.procedure import Goal, Procedure, carry_out, goal_of
from ..scheduling.verifier import verify
from ..vocabulary import Degraded, Escalation, PlanSource
from .answer import Answer, Impossible
from .cloud_leg import CloudLeg
from .giving_up import can_give_up, give_up
from .local import answer_exactly
from .local_leg import LocalLeg, Proposal
from .trace import Trace

# A cost above another by less than this (currency) is the same cost.
SAME_COST = 1e-6


class DearerPlan(StrEnum):
    """What becomes of a cloud plan that is feasible but dearer than the optimum."""

    REPLACE = "replace"
    SHOW = "show"


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What a pattern may do with one case.

    `on_exact` is told of the exact local answer as soon as it is known, `on_draft`
    of one that is to be heard at once; None when nobody waits for them.
    """

    case: Case
    trace: Trace
    run_blocking: RunBlocking
    cloud: CloudLeg | None
    local: LocalLeg | None = None
    dearer_plan: DearerPlan = DearerPlan.REPLACE
    on_exact: Callable[[Answer | Impossible], Awaitable[None]] | None = None
    on_draft: Callable[[Answer], Awaitable[None]] | None = None

    async def solve(self) -> Answer | Impossible:
        """Return the exact local answer; a search that nobody waits for any more ends."""
        given_up = Event()
        with self.trace.step("solve"):
            try:
                answer = await self.run_blocking(
                    partial(answer_exactly, self.case, cancelled=given_up.is_set)
                )
            finally:
                given_up.set()
        if isinstance(answer, Answer) and answer.gap > 0:
            self.trace.lacked(Degraded.TIME_LIMIT)
        if self.on_exact is not None:
            await self.on_exact(answer)
        return answer

    async def ask_model(self, case: Case) -> Proposal:
        """Return what the model at home makes of a case, nothing when there is no model."""
        if self.local is None:
            return Proposal()
        with self.trace.step("local_model"):
            return await self.local.ask(case, self.trace, self.run_blocking)

    async def check(self, exact: Answer | Impossible) -> Escalation | None:
        """Return which exact check the local answer fails, None when it is good enough.

        The model at home is asked for a schedule of its own only where the
        solver's passes.
        """
        if can_give_up(exact):
            return Escalation.INFEASIBLE
        if isinstance(exact, Impossible) or exact.clash is not None:
            return None
        if exact.gap > 0:
            return Escalation.UNPROVEN
        proposal = await self.ask_model(exact.case)
        return Escalation.MODEL_REJECTED if proposal.rejected else None

    async def escalate(
        self, exact: Answer | Impossible, reason: Escalation
    ) -> Answer | Impossible:
        """Return what the cloud makes better of the local answer, the reason recorded.

        Of what fits nowhere it is asked what to give up, of all else a schedule.
        """
        if self.cloud is None:
            return exact
        self.trace.escalation = reason
        if isinstance(exact, Answer) and exact.clash is None:
            return await self.choose(exact, await self.ask_cloud(exact.case))
        with self.trace.step("cloud"):
            advice = await self.cloud.ask_procedure(
                Goal.FITS_NOWHERE, self.trace, self.run_blocking
            )
        if advice is None:
            return exact
        with self.trace.step("giving_up"):
            instead = await self.run_blocking(give_up, exact, advice.relax)
        return replace(exact, instead=instead)

    async def ask_cloud(self, case: Case) -> Schedule | None:
        """Return the cloud's schedule of the loads that were sent, None when there is none.

        It broke no rule of those loads; what it costs is for `choose` to say.
        """
        if self.cloud is None:
            return None
        with self.trace.step("cloud"):
            return await self.cloud.ask(case, self.trace, self.run_blocking)

    async def ask_procedure(self, case: Case) -> Procedure | None:
        """Return how the cloud solves problems of a case's kind, None when it does not say."""
        if self.cloud is None:
            return None
        goal = await self.run_blocking(_goal, case)
        if goal is None:
            return None
        with self.trace.step("cloud"):
            return await self.cloud.ask_procedure(goal, self.trace, self.run_blocking)

    async def carry_out(self, procedure: Procedure, case: Case) -> Schedule | None:
        """Return the schedule that a procedure makes of a case, None when it breaks a rule."""
        with self.trace.step("procedure"):
            schedule = await self.run_blocking(_carry_out, procedure, case.problem)
        if schedule is None:
            self.trace.lacked(Degraded.CLOUD_INVALID)
        return schedule

    async def draft(self, answer: Answer) -> None:
        """Hand out a verified draft, where there is a cloud that could better it."""
        if self.on_draft is not None and self.cloud is not None:
            await self.on_draft(answer)

    async def choose(self, exact: Answer, asked: Schedule | None) -> Answer:
        """Return the cloud's schedule unless it is missing, or dearer and to be replaced."""
        return self._better(exact, await self._join(exact, asked))

    async def compare(
        self, exact: Answer, proposal: Proposal, asked: Schedule | None
    ) -> Answer:
        """Return the better of the home's answer and the cloud's, and record whether they agree.

        The home's is that of its model, the exact one where the model gave none.
        Schedules that cost the same agree.
        """
        own = await self._join(exact, proposal.schedule, PlanSource.SOLVER) or exact
        other = await self._join(exact, asked)
        if other is not None:
            self.trace.agreed = abs(other.cost - own.cost) <= self._same_cost
        return self._better(min(exact, own, key=lambda one: one.cost), other)

    def _better(self, exact: Answer, other: Answer | None) -> Answer:
        """Return the cloud's answer unless it is missing, or dearer and to be replaced."""
        if other is None:
            return exact
        if other.cost <= exact.cost + self._same_cost:
            return other
        self.trace.lacked(Degraded.CLOUD_DEARER)
        return exact if self.dearer_plan is DearerPlan.REPLACE else other

    @property
    def _same_cost(self) -> float:
        """Return by how much a cloud's best may be dearer that solved rounded numbers well."""
        return max(SAME_COST, self.trace.rounding)

    async def _join(
        self,
        exact: Answer,
        asked: Schedule | None,
        source: PlanSource = PlanSource.CLOUD,
    ) -> Answer | None:
        """Return the whole schedule with a model's part in it, verified once more."""
        if asked is None:
            return None
        whole = Schedule({**exact.schedule.runs, **asked.runs})
        verification = await self.run_blocking(verify, exact.case.problem, whole)
        if verification.violations:
            cloud = source is PlanSource.CLOUD
            self.trace.lacked(
                Degraded.CLOUD_INVALID if cloud else Degraded.LOCAL_INVALID
            )
            return None
        bound = exact.cost - exact.gap * abs(exact.cost)
        above = max(verification.cost - bound, 0.0)
        return Answer(
            case=exact.case,
            schedule=whole,
            verification=verification,
            source=source,
            gap=above / abs(verification.cost) if above > SAME_COST else 0.0,
            clash=exact.clash,
        )


def _goal(case: Case) -> Goal | None:
    """Return the kind of what the targets are coupled in, None when none is placed."""
    asked = set(case.targets)
    groups = [group for group in coupled_groups(case.problem) if group & asked]
    together = frozenset[str]().union(*groups)
    loads = tuple(load for load in case.problem.loads if load.id in together)
    return goal_of(replace(case.problem, loads=loads)) if loads else None


def _carry_out(procedure: Procedure, problem: Problem) -> Schedule | None:
    """Return what a procedure makes of a problem, None when it breaks a rule."""
    schedule = carry_out(procedure, problem)
    if schedule is None or verify(problem, schedule).violations:
        return None
    return schedule
