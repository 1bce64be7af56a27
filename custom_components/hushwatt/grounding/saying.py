"""The templates: a recommendation in the person's language, without a model."""

from ..vocabulary import (
    Degraded,
    Household,
    PlannedRun,
    ReadyHint,
    Reason,
    Recommendation,
    Verdict,
)
from .describing import describe_constraint
from .language import Language, Text
from .languages import language_for

type Values = dict[str, str]


def say(recommendation: Recommendation, household: Household) -> str:
    """Return the answer by templates: the verdict, the reason, then what is missing.

    Times are in the home's timezone, money is in the tariff's currency to its
    minor unit. The text never ends in a question mark.
    """
    language = language_for(recommendation.language)
    sentences = [_verdict(recommendation, household, language)]
    sentences += _asides(recommendation, household, language)
    return " ".join(sentence for sentence in sentences if sentence)


def _verdict(
    recommendation: Recommendation, household: Household, language: Language
) -> str:
    """Return the first sentence: now, later or not possible, and why."""
    values = _values(recommendation, household, language)
    if recommendation.appliance is None and recommendation.plan is not None:
        return _plan(recommendation, household, language)
    return language.texts[_choose(recommendation)].format(**values)


def _choose(recommendation: Recommendation) -> Text:
    """Return the template of a verdict and its reason."""
    if recommendation.verdict is Verdict.NOT_POSSIBLE or recommendation.run is None:
        return _choose_impossible(recommendation)
    if recommendation.verdict is Verdict.RUN_NOW:
        return {
            Reason.CHEAPEST_NOW: Text.NOW_CHEAPEST,
            Reason.NEAR_TIE: Text.NOW_NEAR_TIE,
            Reason.OUTSIDE_ALLOWED_TIME: Text.NOW_ONLY_TIME,
        }.get(recommendation.reason, Text.NOW)
    return _choose_later(recommendation, recommendation.run)


def _choose_later(recommendation: Recommendation, run: PlannedRun) -> Text:
    """Return the template of "later"."""
    if recommendation.reason is Reason.OUTSIDE_ALLOWED_TIME:
        return (
            Text.LATER_NOT_NOW_RULE if recommendation.conflicts else Text.LATER_NOT_NOW
        )
    if run.saving is None:
        return Text.LATER
    return Text.LATER_SAVES if run.saving > 0 else Text.LATER_COSTS


def _choose_impossible(recommendation: Recommendation) -> Text:
    """Return the template of an answer without a run."""
    match recommendation.reason:
        case Reason.ALREADY_RUNNING:
            known = recommendation.until is not None
            return Text.ALREADY_RUNNING_UNTIL if known else Text.ALREADY_RUNNING
        case Reason.DELAY_SET:
            known = recommendation.until is not None
            return Text.DELAY_SET_AT if known else Text.DELAY_SET
        case Reason.CONFLICT if recommendation.conflicts:
            return Text.CONFLICT_RULES
        case Reason.CONFLICT if recommendation.prices_until is not None:
            return Text.CONFLICT_PRICES
        case (
            Reason.FINISHED
            | Reason.NO_PRICES
            | Reason.UNKNOWN_FIGURES
            | Reason.UNKNOWN_APPLIANCE
            | Reason.NOTHING_PENDING
        ) as reason:
            return Text(reason.value)
        case _:
            return Text.CONFLICT


def _values(
    recommendation: Recommendation, household: Household, language: Language
) -> Values:
    """Return all placeholders that a first sentence may use."""
    currency, run = recommendation.currency or "", recommendation.run
    rules = [
        describe_constraint(one, _names(household), recommendation.language)
        for one in recommendation.conflicts
    ]
    values = {
        "appliance": language.name(recommendation.appliance_name or ""),
        "appliances": language.listing([one.name for one in household.appliances]),
        "rule": "; ".join(rules),
        "rules": "; ".join(rules),
        "until": (
            language.moment(recommendation.until, household.now)
            if recommendation.until
            else ""
        ),
    }
    return values | (_run_values(run, currency, household, language) if run else {})


def _run_values(
    run: PlannedRun, currency: str, household: Household, language: Language
) -> Values:
    """Return the placeholders of a run."""
    return {
        "start": language.moment(run.start, household.now),
        "end": language.moment(run.end, household.now),
        "cost": language.money(run.cost, currency),
        "cost_now": language.money(run.cost_now or 0.0, currency),
        "saving": language.money(run.saving or 0.0, currency),
    }


def _plan(
    recommendation: Recommendation, household: Household, language: Language
) -> str:
    """Return the plan of all appliances in one sentence."""
    plan, currency = recommendation.plan, recommendation.currency or ""
    if plan is None or not plan.runs:
        return language.texts[Text.NOTHING_PENDING]
    runs = sorted(plan.runs, key=lambda run: run.start)
    items = [
        language.texts[Text.PLAN_ITEM].format(
            appliance=language.name(run.name),
            start=language.moment(run.start, household.now),
            cost=language.money(run.cost, currency),
        )
        for run in runs
    ]
    total = language.money(sum(run.cost for run in runs), currency)
    return language.texts[Text.PLAN].format(items=language.listing(items), cost=total)


def _asides(
    recommendation: Recommendation, household: Household, language: Language
) -> list[str]:
    """Return the sentences after the first: readiness, deadline, prices, what failed."""
    values = _values(recommendation, household, language)
    sentences: list[str] = []
    if recommendation.relaxed is not None and recommendation.run is not None:
        rule = describe_constraint(
            recommendation.relaxed, _names(household), recommendation.language
        )
        sentences.append(
            language.texts[Text.DEADLINE_UNREACHABLE].format(**values | {"rule": rule})
        )
    if recommendation.hint is not None:
        sentences.append(language.texts[Text.NOT_READY].format(**values))
        sentences.append(language.texts[_HINTS[recommendation.hint]])
    if recommendation.prices_until is not None and recommendation.run is not None:
        until = language.moment(recommendation.prices_until, household.now)
        sentences.append(language.texts[Text.PRICES_END].format(until=until))
    return sentences + _missing(recommendation, language)


_HINTS = {
    ReadyHint.PLUG_IN: Text.PLUG_IN,
    ReadyHint.ENABLE_REMOTE_START: Text.ENABLE_REMOTE_START,
    ReadyHint.CLOSE_DOOR: Text.CLOSE_DOOR,
    ReadyHint.LOAD_IT: Text.LOAD_IT,
    ReadyHint.UNAVAILABLE: Text.UNAVAILABLE,
}


def _missing(recommendation: Recommendation, language: Language) -> list[str]:
    """Return a sentence for the first thing that was missing and is worth saying."""
    worth = [code for code in recommendation.degraded if code in language.degraded]
    return [language.degraded[Degraded(worth[0])]] if worth else []


def _names(household: Household) -> dict[str, str]:
    """Return appliance names by subentry id."""
    return {appliance.id: appliance.name for appliance in household.appliances}
