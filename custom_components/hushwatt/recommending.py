"""From a pattern's answer to a recommendation, before it is put into words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from .patterns.answer import Answer, Impossible
from .patterns.trace import Trace
from .scheduling.building import Case
from .scheduling.delay import find_delay
from .scheduling.problem import Load, Rule
from .scheduling.verdict import conclude, decide, placed_until, ready_hint
from .vocabulary import (
    ApplianceStatus,
    Constraint,
    Household,
    Pattern,
    PlannedRun,
    Question,
    Reason,
    Recommendation,
    Verdict,
)

# What has changed by less than this is not worth speaking of again.
MATERIAL_MOVE: Final = timedelta(minutes=30)
MATERIAL_SAVING: Final = 0.05


def recommend(
    answer: Answer | Impossible,
    household: Household,
    question: Question,
    pattern: Pattern,
    trace: Trace,
) -> Recommendation:
    """Return the recommendation that an answer stands for; its `answer` is still empty."""
    blank = _blank(answer, household, question, pattern, trace)
    if isinstance(answer, Impossible):
        verdict, reason = decide(
            household, answer.case, None, infeasible=answer.infeasible
        )
        return replace(
            blank,
            verdict=verdict,
            reason=reason,
            conflicts=answer.infeasible.conflicts,
        )
    return _with_plan(blank, answer, household)


def without_tariff(
    household: Household, question: Question, pattern: Pattern, trace: Trace
) -> Recommendation:
    """Return the recommendation of a home whose prices nobody knows."""
    target = question.appliances[0] if len(question.appliances) == 1 else None
    return Recommendation(
        verdict=Verdict.NOT_POSSIBLE,
        reason=Reason.NO_PRICES,
        request_id=trace.request_id,
        pattern=pattern,
        language=question.language,
        appliance=target,
        appliance_name=household.appliance(target).name if target else None,
        degraded=tuple(trace.codes),
    )


def is_material(draft: Recommendation, refined: Recommendation) -> bool:
    """Return whether a person who was told a draft has to hear of what it was refined to.

    That is when the verdict is another, a start moves by half an hour or more, or
    a saving changes by more than 0.05 of the currency.
    """
    if draft.verdict is not refined.verdict:
        return True
    before, after = _runs(draft), _runs(refined)
    return before.keys() != after.keys() or any(
        _has_moved(run, after[one]) for one, run in before.items()
    )


def _runs(advice: Recommendation) -> Mapping[str, PlannedRun]:
    """Return the runs that advice speaks of, by appliance: the one asked about, else all."""
    asked = () if advice.run is None else (advice.run,)
    all_runs = advice.plan.runs if advice.plan and not advice.appliance else asked
    return {run.appliance: run for run in all_runs}


def _has_moved(before: PlannedRun, after: PlannedRun) -> bool:
    """Return whether a run starts at another time or saves another amount, by what matters."""
    if abs(after.start - before.start) >= MATERIAL_MOVE:
        return True
    return abs((after.saving or 0.0) - (before.saving or 0.0)) > MATERIAL_SAVING


def _blank(
    answer: Answer | Impossible,
    household: Household,
    question: Question,
    pattern: Pattern,
    trace: Trace,
) -> Recommendation:
    """Return what is the same whatever the answer is."""
    case = answer.case
    target = case.targets[0] if len(case.targets) == 1 and question.appliances else None
    return Recommendation(
        verdict=Verdict.NOT_POSSIBLE,
        reason=Reason.NOTHING_PENDING,
        request_id=trace.request_id,
        pattern=pattern,
        language=question.language,
        currency=household.tariff.currency if household.tariff else None,
        appliance=target,
        appliance_name=household.appliance(target).name if target else None,
        relaxed=case.relaxed,
        hint=ready_hint(household, target) if target else None,
        until=_until(case, household, target) if target else None,
        prices_until=case.prices_until,
        escalation=trace.escalation,
        agreed=trace.agreed,
        instead=answer.instead if target else None,
        degraded=tuple(trace.codes),
        cloud=trace.cloud,
        seconds=dict(trace.seconds),
    )


def _with_plan(
    blank: Recommendation, answer: Answer, household: Household
) -> Recommendation:
    """Return the recommendation of a verified schedule."""
    case = answer.case
    concluded = conclude(
        case, household, answer.schedule, answer.verification, answer.source, answer.gap
    )
    target = blank.appliance
    run = concluded.plan.run(target) if target else None
    conflicts: tuple[Constraint, ...] = ()
    if target and concluded.reason is Reason.OUTSIDE_ALLOWED_TIME:
        conflicts = _forbid_now(case.problem.load(target))
    return replace(
        blank,
        verdict=concluded.verdict,
        reason=concluded.reason,
        plan=concluded.plan,
        delay=(
            find_delay(case, household, concluded.schedule, target, run.cost)
            if target and run
            else None
        ),
        run=run,
        conflicts=conflicts,
    )


def _until(case: Case, household: Household, appliance: str) -> datetime | None:
    """Return when what runs ends, or when what is timed starts (home's timezone)."""
    state = household.state(appliance)
    if state.status is ApplianceStatus.DELAY_SET:
        return state.delayed_start
    return placed_until(case, appliance)


def _forbid_now(load: Load) -> tuple[Constraint, ...]:
    """Return the constraints that do not let a load start at minute 0."""
    found = (rule.constraint for rule in load.rules if _forbids_now(load, rule))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _forbids_now(load: Load, rule: Rule) -> bool:
    """Return whether a rule forbids a run from minute 0."""
    if rule.latest_end is not None and load.duration > rule.latest_end:
        return True
    if rule.earliest_start is not None and rule.earliest_start > 0:
        return True
    if any(span.start <= 0 < span.end for span in rule.no_start):
        return True
    return any(span.start < load.duration and span.end > 0 for span in rule.quiet)
