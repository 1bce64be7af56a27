"""What a pattern hands on: a verified schedule, or the demands that clash."""

from dataclasses import dataclass

from ..scheduling.building import Case
from ..scheduling.problem import Infeasible, Schedule, Verification
from ..vocabulary import Alternative, PlanSource


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A schedule that the verifier passed for `case`.

    `gap` is the proven distance to the optimum as a fraction. `clash` is what
    made the problem impossible as it was asked, before a deadline was moved or
    a load left out; `instead` is what giving up a part of it would make possible.
    """

    case: Case
    schedule: Schedule
    verification: Verification
    source: PlanSource = PlanSource.SOLVER
    gap: float = 0.0
    clash: Infeasible | None = None
    instead: Alternative | None = None

    @property
    def cost(self) -> float:
        """Return the recomputed cost of all loads, in the tariff's currency."""
        return self.verification.cost


@dataclass(frozen=True, kw_only=True)
class Impossible:
    """No schedule places the loads asked for: what clashes, and what giving a part of it up would allow."""

    case: Case
    infeasible: Infeasible
    instead: Alternative | None = None
