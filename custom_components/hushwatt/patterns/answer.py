"""What a pattern hands on: a verified schedule, or the demands that clash."""

from dataclasses import dataclass

from ..scheduling.building import Case
from ..scheduling.problem import Infeasible, Schedule, Verification
from ..vocabulary import PlanSource


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A schedule that the verifier passed for `case`.

    `gap` is the proven distance to the optimum as a fraction. `timed_out` says
    that the solver's time ended before the proof.
    """

    case: Case
    schedule: Schedule
    verification: Verification
    source: PlanSource = PlanSource.SOLVER
    gap: float = 0.0

    @property
    def cost(self) -> float:
        """Return the recomputed cost of all loads, in the tariff's currency."""
        return self.verification.cost


@dataclass(frozen=True, kw_only=True)
class Impossible:
    """No schedule places the loads asked for: what clashes."""

    case: Case
    infeasible: Infeasible
