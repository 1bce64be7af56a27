"""Answers about an advice that was given: why, why not now, what it costs."""

from ..vocabulary import Household, PlannedRun, Reason, Recommendation, Verdict
from .saying import is_worth_saying, say_verdict
from .telling import Telling
from .texts import Text


def say_why(recommendation: Recommendation, household: Household) -> str:
    """Return why an advice is what it is; of an answer without a run, what it said."""
    telling, run = Telling.of(recommendation, household), recommendation.run
    if run is None or recommendation.verdict is Verdict.NOT_POSSIBLE:
        return say_verdict(telling)
    if recommendation.relaxed is not None:
        rule = telling.rules(recommendation.relaxed)
        return telling.language.say(Text.WHY_DEADLINE, rule=rule)
    if recommendation.verdict is Verdict.RUN_NOW:
        tie = recommendation.reason is Reason.NEAR_TIE
        return telling.language.say(Text.WHY_NEAR_TIE if tie else Text.WHY_CHEAPEST_NOW)
    return _why_later(telling, run)


def say_why_not_now(recommendation: Recommendation, household: Household) -> str:
    """Return what speaks against now: what it costs more, or the rule against it."""
    telling, run = Telling.of(recommendation, household), recommendation.run
    if run is None or recommendation.verdict is Verdict.NOT_POSSIBLE:
        return say_verdict(telling)
    if recommendation.verdict is Verdict.RUN_NOW:
        return telling.language.say(Text.WHY_NOT_NOW_BUT_NOW)
    if run.cost_now is not None and is_worth_saying(telling, run):
        return telling.language.say(Text.WHY_NOT_NOW_DEARER, **telling.run(run))
    return _why_later(telling, run)


def say_cost(recommendation: Recommendation, household: Household) -> str:
    """Return what the run costs, and what it would cost now."""
    telling, run = Telling.of(recommendation, household), recommendation.run
    if run is None or recommendation.verdict is Verdict.NOT_POSSIBLE:
        return say_verdict(telling)
    values = telling.named() | telling.run(run)
    if recommendation.verdict is Verdict.RUN_NOW:
        return telling.language.say(Text.COST_NOW, **values)
    known = run.cost_now is not None
    return telling.language.say(
        Text.COST_THEN if known else Text.COST_THEN_ONLY, **values
    )


def _why_later(telling: Telling, run: PlannedRun) -> str:
    """Return why waiting is better."""
    recommendation, language = telling.recommendation, telling.language
    if recommendation.reason is Reason.NO_PRICES:
        return language.say(Text.WHY_NO_PRICE_NOW)
    if is_worth_saying(telling, run):
        return language.say(Text.WHY_CHEAPER, **telling.run(run))
    if recommendation.conflicts:
        rule = telling.rules(*recommendation.conflicts)
        return language.say(Text.WHY_RULE, rule=rule)
    if run.cost_now is None:
        return language.say(Text.WHY_NOT_ALLOWED)
    return language.say(Text.WHY_FITS)
