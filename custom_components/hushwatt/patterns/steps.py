"""The steps that a pattern arranges; each question has a set of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from ..privacy.ledger import RunBlocking
from ..scheduling.building import Case
from ..scheduling.coupling import coupled_groups
from ..scheduling.problem import Problem, Schedule
from ..scheduling.procedure import Goal, Procedure, carry_out, goal_of
from ..scheduling.verifier import verify
from ..vocabulary import Degraded, PlanSource
from .answer import Answer, Impossible
from .cloud_leg import CloudLeg
from .local import answer_exactly
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

    `on_draft` is told of a verified draft; None when nobody waits for one.
    """

    case: Case
    trace: Trace
    run_blocking: RunBlocking
    cloud: CloudLeg | None
    dearer_plan: DearerPlan = DearerPlan.REPLACE
    on_draft: Callable[[Answer], Awaitable[None]] | None = None

    async def solve(self) -> Answer | Impossible:
        """Return the exact local answer."""
        with self.trace.step("solve"):
            answer = await self.run_blocking(answer_exactly, self.case)
        if isinstance(answer, Answer) and answer.gap > 0:
            self.trace.lacked(Degraded.TIME_LIMIT)
        return answer

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
        """Hand out a verified draft."""
        if self.on_draft is not None:
            await self.on_draft(answer)

    async def choose(self, exact: Answer, asked: Schedule | None) -> Answer:
        """Return the cloud's schedule unless it is missing, or dearer and to be replaced."""
        answer = await self._join(exact, asked)
        if answer is None:
            return exact
        if answer.cost <= exact.cost + SAME_COST:
            return answer
        self.trace.lacked(Degraded.CLOUD_DEARER)
        return exact if self.dearer_plan is DearerPlan.REPLACE else answer

    async def _join(self, exact: Answer, asked: Schedule | None) -> Answer | None:
        """Return the whole schedule with the cloud's part in it, verified once more."""
        if asked is None:
            return None
        whole = Schedule({**exact.schedule.runs, **asked.runs})
        verification = await self.run_blocking(verify, exact.case.problem, whole)
        if verification.violations:
            self.trace.lacked(Degraded.CLOUD_INVALID)
            return None
        bound = exact.cost - exact.gap * abs(exact.cost)
        above = max(verification.cost - bound, 0.0)
        return Answer(
            case=exact.case,
            schedule=whole,
            verification=verification,
            source=PlanSource.CLOUD,
            gap=above / abs(verification.cost) if above > SAME_COST else 0.0,
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
