"""Exact advice without any model and without words, as the entities show it; blocking."""

from collections.abc import Mapping
from dataclasses import replace

from .patterns.answer import Answer
from .patterns.local import answer_exactly
from .patterns.trace import Trace
from .recommending import recommend, without_tariff
from .scheduling.building import ask_about, build_case
from .scheduling.clock import MINUTE
from .scheduling.pending import pending
from .scheduling.problem import Problem, Schedule, Span
from .vocabulary import Household, Pattern, Question, Recommendation


def advise_locally(
    household: Household, question: Question, pattern: Pattern
) -> Recommendation:
    """Return exact local advice, without words."""
    trace = Trace()
    if household.tariff is None:
        return without_tariff(household, question, pattern, trace)
    answer = answer_exactly(
        build_case(household, question.appliances, question.constraints)
    )
    return recommend(answer, household, question, pattern, trace)


def advise_on_all(
    household: Household,
    pattern: Pattern,
    last: Mapping[str, Recommendation] | None = None,
) -> Mapping[str, Recommendation]:
    """Return exact local advice on every appliance by subentry id, without words.

    What waits is planned once and together, so that the runs of all of it fit
    with each other. The search starts from the `last` advice: where its time
    does not reach for a proof, no plan is dearer than the one before.
    """
    together = _plan_together(household, last or {})
    advice: dict[str, Recommendation] = {}
    for appliance in household.appliances:
        question = Question(appliances=(appliance.id,))
        if together is None or appliance.id not in together.case.ids:
            advice[appliance.id] = advise_locally(household, question, pattern)
            continue
        answer = replace(together, case=ask_about(together.case, appliance.id))
        advice[appliance.id] = recommend(answer, household, question, pattern, Trace())
    return advice


def _plan_together(
    household: Household, last: Mapping[str, Recommendation]
) -> Answer | None:
    """Return one answer for all that waits, None when not all of it can be as it is demanded.

    What then has to give way depends on what is asked about.
    """
    waiting = pending(household)
    if household.tariff is None or len(waiting) < 2:
        return None
    case = build_case(household, waiting)
    answer = answer_exactly(case, warm=_planned(case.problem, last))
    if not isinstance(answer, Answer) or answer.case.deferred or answer.case.dropped:
        return None
    return answer


def _planned(problem: Problem, last: Mapping[str, Recommendation]) -> Schedule:
    """Return the runs of the last advice in the minutes of a problem."""
    runs = {appliance: advice.run for appliance, advice in last.items()}
    return Schedule(
        {
            load.id: tuple(
                Span(
                    (segment.start - problem.origin) // MINUTE,
                    (segment.end - problem.origin) // MINUTE,
                )
                for segment in run.segments
            )
            for load in problem.loads
            if (run := runs.get(load.id)) is not None
        }
    )
