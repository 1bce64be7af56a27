"""The exact local answer: solve, leave out what nobody asked for, relax, verify."""

from collections.abc import Callable

from ..scheduling.building import Case, drop_load, relax_deadline
from ..scheduling.problem import Infeasible, Schedule
from ..scheduling.solver import solve
from ..scheduling.verifier import verify
from .answer import Answer, Impossible

SOLVER_SECONDS = 2.0


class SolverFault(Exception):
    """The verifier rejected the solver's own schedule: a fault of ours."""


def answer_exactly(
    case: Case,
    *,
    seconds: float = SOLVER_SECONDS,
    warm: Schedule | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Answer | Impossible:
    """Return the exact answer to a case; blocking, for a worker thread.

    A load that cannot be placed is left out unless it alone was asked about; a
    deadline that cannot be reached is moved to its next occurrence. Raises
    SolverFault when the independent verifier rejects the solver's schedule.
    """
    clash: Infeasible | None = None
    while True:
        found = solve(case.problem, seconds=seconds, warm=warm, cancelled=cancelled)
        if not isinstance(found, Infeasible):
            break
        if clash is None and found.load in case.targets:
            clash = found
        wider = _ease(case, found)
        if wider is None:
            return Impossible(case=case, infeasible=found)
        case = wider
    verification = verify(case.problem, found.schedule)
    if verification.violations:
        raise SolverFault(verification.violations[0].code)
    return Answer(
        case=case,
        schedule=found.schedule,
        verification=verification,
        gap=found.gap,
        clash=clash,
    )


def _ease(case: Case, infeasible: Infeasible) -> Case | None:
    """Return a case without the clash, None when only the person can solve it."""
    if infeasible.load not in case.targets:
        return drop_load(case, infeasible.load)
    eased = relax_deadline(case, infeasible)
    if eased is None and len(case.problem.loads) > 1 < len(case.targets):
        return drop_load(case, infeasible.load)
    return eased
