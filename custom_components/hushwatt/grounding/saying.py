"""The templates: a recommendation in the person's language, without a model."""

from dataclasses import replace
from datetime import timedelta

from ..vocabulary import (
    Degraded,
    Delay,
    Household,
    PlannedRun,
    PlanSource,
    ReadyHint,
    Reason,
    Recommendation,
    Verdict,
)
from .appliances import list_appliances
from .language import Case
from .languages import language_for
from .telling import Telling
from .texts import Text

MOST_ITEMS = 6
"""No more runs of a plan are named than a person would listen to."""
MOST_PARTS = 3
"""No more parts of a run are named than this."""
NEAR = timedelta(minutes=5)
"""A timer that starts a run so near to the plan starts it as planned."""

_HINTS = {
    ReadyHint.PLUG_IN: Text.PLUG_IN,
    ReadyHint.ENABLE_REMOTE_START: Text.ENABLE_REMOTE_START,
    ReadyHint.CLOSE_DOOR: Text.CLOSE_DOOR,
    ReadyHint.LOAD_IT: Text.LOAD_IT,
    ReadyHint.UNAVAILABLE: Text.UNAVAILABLE,
}

# With more hours and with one, by whether a timer counts to the end.
_TIMERS = {
    False: (Text.DELAY_HOURS, Text.DELAY_HOUR),
    True: (Text.DELAY_END_HOURS, Text.DELAY_END_HOUR),
}


def say(recommendation: Recommendation, household: Household) -> str:
    """Return the answer by templates: the verdict, the reason, then what is missing.

    Times are in the home's timezone, money is in the tariff's currency to its
    minor unit. The text never ends in a question mark.
    """
    telling = Telling.of(recommendation, household)
    return " ".join((say_verdict(telling), *say_asides(telling)))


def say_outside(recommendation: Recommendation, household: Household) -> str:
    """Return the answer for somebody who may pass it on: appliance, time and money.

    What the household's rules demand is left out; it came from notes.
    """
    bare = replace(recommendation, conflicts=(), relaxed=None, instead=None)
    sentences = [say(bare, household)]
    if recommendation.relaxed is not None and recommendation.plan is not None:
        language = language_for(recommendation.language)
        sentences.append(language.say(Text.DEADLINE_MOVED_PLAIN))
    return " ".join(sentences)


def say_verdict(telling: Telling) -> str:
    """Return the first sentences: now, later or not possible, and why."""
    recommendation = telling.recommendation
    if recommendation.appliance is None and recommendation.plan is not None:
        return _plan(telling)
    run = recommendation.run
    if recommendation.verdict is Verdict.NOT_POSSIBLE or run is None:
        return _without_run(telling)
    values = telling.named() | telling.run(run)
    values["rule"] = telling.rules(*recommendation.conflicts)
    return telling.language.say(_with_run(telling, run), **values)


def say_asides(telling: Telling) -> list[str]:
    """Return the sentences after it: readiness, deadline, parts, timer, prices, what failed."""
    return [
        *_readiness(telling),
        *_moved_deadline(telling),
        *_instead(telling),
        *_parts(telling),
        *_timer(telling),
        *_prices_end(telling),
        *_missing(telling),
    ]


def is_worth_saying(telling: Telling, run: PlannedRun) -> bool:
    """Return whether waiting saves an amount that is more than nothing in words."""
    nothing = telling.money(0.0)
    return (run.saving or 0.0) > 0 and telling.money(run.saving or 0.0) != nothing


def _with_run(telling: Telling, run: PlannedRun) -> Text:
    """Return the sentence of a run now or later."""
    recommendation = telling.recommendation
    if recommendation.verdict is Verdict.RUN_NOW:
        known = recommendation.prices_until is not None
        return {
            Reason.CHEAPEST_NOW: Text.NOW_CHEAPEST_KNOWN
            if known
            else Text.NOW_CHEAPEST,
            Reason.NEAR_TIE: Text.NOW_NEAR_TIE,
        }.get(recommendation.reason, Text.NOW)
    if recommendation.reason is Reason.NO_PRICES:
        return Text.LATER_NO_PRICE_NOW
    if recommendation.reason is Reason.OUTSIDE_ALLOWED_TIME:
        ruled = bool(recommendation.conflicts)
        return Text.LATER_NOT_NOW_RULE if ruled else Text.LATER_NOT_NOW
    if run.saving is None:
        return Text.LATER
    return Text.LATER_SAVES if is_worth_saying(telling, run) else Text.LATER_FITS


def _without_run(telling: Telling) -> str:
    """Return the sentence of an answer without a run."""
    recommendation, language = telling.recommendation, telling.language
    values = telling.named() | {
        "until": telling.moment(recommendation.until) if recommendation.until else "",
        "rules": telling.rules(*recommendation.conflicts),
        "appliances": list_appliances(telling.household.appliances, language),
    }
    text = (
        _for_one(telling) if recommendation.appliance is not None else _for_all(telling)
    )
    return language.say(text, **values)


def _for_one(telling: Telling) -> Text:
    """Return the sentence about one appliance that gets no run."""
    recommendation = telling.recommendation
    timed, ruled = recommendation.until is not None, bool(recommendation.conflicts)
    match recommendation.reason:
        case Reason.ALREADY_RUNNING:
            return Text.ALREADY_RUNNING_UNTIL if timed else Text.ALREADY_RUNNING
        case Reason.DELAY_SET:
            return Text.DELAY_SET_AT if timed else Text.DELAY_SET
        case Reason.FINISHED:
            return Text.FINISHED
        case Reason.UNKNOWN_FIGURES:
            return Text.UNKNOWN_FIGURES
        case Reason.NO_PRICES:
            return _no_prices(telling)
        case Reason.DEADLINE_UNREACHABLE:
            return Text.TOO_LATE_RULES if ruled else Text.TOO_LATE
        case _ if len(recommendation.conflicts) == 1:
            return Text.CONFLICT_RULE
        case _ if ruled:
            return Text.CONFLICT_RULES
        case _ if recommendation.prices_until is not None:
            return Text.CONFLICT_PRICES
        case _:
            return Text.CONFLICT


def _for_all(telling: Telling) -> Text:
    """Return the sentence about no appliance in particular."""
    match telling.recommendation.reason:
        case Reason.UNKNOWN_APPLIANCE:
            some = bool(telling.household.appliances)
            return Text.UNKNOWN_APPLIANCE if some else Text.NO_APPLIANCES
        case Reason.UNKNOWN_FIGURES:
            return Text.UNKNOWN_FIGURES_SOME
        case Reason.NO_PRICES:
            return _no_prices(telling)
        case Reason.CONFLICT | Reason.DEADLINE_UNREACHABLE:
            return Text.NO_PLAN
        case _:
            return Text.NOTHING_PENDING


def _no_prices(telling: Telling) -> Text:
    """Return the sentence about prices that nobody gives, or that are missing for now."""
    return Text.NO_PRICES if telling.household.tariff is None else Text.PRICES_MISSING


def _plan(telling: Telling) -> str:
    """Return the plan of all appliances, the first to start first."""
    plan, language = telling.recommendation.plan, telling.language
    runs = sorted(plan.runs if plan else (), key=lambda run: run.start)
    if not runs:
        return language.say(Text.NOTHING_PENDING)
    items = [
        language.texts[Text.PLAN_ITEM].format(
            subject=language.name(run.name, Case.SUBJECT),
            start=telling.moment(run.start),
            cost=telling.money(run.cost),
        )
        for run in runs[:MOST_ITEMS]
    ]
    if len(items) == 1:
        return language.say(Text.PLAN_ONE, item=items[0])
    if more := len(runs) - len(items):
        items.append(language.texts[Text.MORE].format(count=more))
    total = telling.money(sum(run.cost for run in runs))
    return language.say(Text.PLAN, items=language.listing(items), cost=total)


def _readiness(telling: Telling) -> list[str]:
    """Return what a person has to do first."""
    hint = telling.recommendation.hint
    if hint is None or telling.recommendation.appliance is None:
        return []
    language, subject = telling.language, telling.named()["subject"]
    return [
        language.say(Text.NOT_READY, subject=subject),
        language.say(_HINTS[hint]),
    ]


def _moved_deadline(telling: Telling) -> list[str]:
    """Return which deadline could not be met."""
    relaxed = telling.recommendation.relaxed
    if relaxed is None or telling.recommendation.plan is None:
        return []
    return [telling.language.say(Text.DEADLINE_MOVED, rule=telling.rules(relaxed))]


def _instead(telling: Telling) -> list[str]:
    """Return what giving up a part of what clashes would make possible."""
    instead, language = telling.recommendation.instead, telling.language
    if instead is None:
        return []
    rules, start = telling.rules(*instead.without), telling.moment(instead.start)
    return [language.say(Text.INSTEAD, rules=rules, start=start)]


def _parts(telling: Telling) -> list[str]:
    """Return the parts of a run that is cut."""
    run, language = telling.recommendation.run, telling.language
    if run is None or len(run.segments) < 2:
        return []
    if len(run.segments) > MOST_PARTS:
        return [language.say(Text.PARTS_MANY, count=str(len(run.segments)))]
    parts = [
        language.texts[Text.PART].format(
            start=language.clock(
                one.start.astimezone(telling.household.timezone).time()
            ),
            end=language.clock(one.end.astimezone(telling.household.timezone).time()),
        )
        for one in run.segments
    ]
    return [language.say(Text.PARTS, parts=language.listing(parts))]


def _timer(telling: Telling) -> list[str]:
    """Return what to set on a timer that knows only a delay, and what comes of it."""
    delay, language = telling.recommendation.delay, telling.language
    if delay is None:
        return []
    many, one = _TIMERS[delay.to_end]
    if delay.hours == 1:
        return [language.say(one), *_timed(telling, delay)]
    setting = language.say(many, hours=language.number(delay.hours))
    return [setting, *_timed(telling, delay)]


def _timed(telling: Telling, delay: Delay) -> list[str]:
    """Return when a timer starts the run and what that costs, where the plan differs."""
    run, language = telling.recommendation.run, telling.language
    if run is None:
        return []
    start, cost = telling.moment(delay.start), telling.money(delay.cost)
    if cost != telling.money(run.cost):
        return [language.say(Text.DELAY_COSTS, start=start, cost=cost)]
    if abs(delay.start - run.start) < NEAR:
        return []
    return [language.say(Text.DELAY_STARTS, start=start)]


def _prices_end(telling: Telling) -> list[str]:
    """Return until when prices are known, where that cut the plan."""
    until = telling.recommendation.prices_until
    if until is None or telling.recommendation.plan is None:
        return []
    return [telling.language.say(Text.PRICES_END, until=telling.moment(until))]


def _missing(telling: Telling) -> list[str]:
    """Return a sentence for the first thing that was missing and is worth saying."""
    sentences = telling.language.degraded
    worth = [code for code in telling.recommendation.degraded if code in sentences]
    return [sentences[worth[0]]] if worth else _differing(telling)


def _differing(telling: Telling) -> list[str]:
    """Return that home and cloud differ, where the cheaper plan of the two is given."""
    recommendation = telling.recommendation
    plan, differ = recommendation.plan, recommendation.agreed is False
    dearer = Degraded.CLOUD_DEARER in recommendation.degraded
    shown = dearer and plan is not None and plan.source is PlanSource.CLOUD
    if plan is not None and differ and not shown:
        return [telling.language.say(Text.DISAGREED)]
    return _dearer(telling)


def _dearer(telling: Telling) -> list[str]:
    """Return what became of a cloud plan that was dearer than the cheapest one."""
    plan, language = telling.recommendation.plan, telling.language
    if plan is None or Degraded.CLOUD_DEARER not in telling.recommendation.degraded:
        return []
    if plan.source is PlanSource.SOLVER:
        return [language.say(Text.DEARER_REPLACED)]
    above = plan.gap * abs(sum(run.cost for run in plan.runs))
    if telling.money(above) == telling.money(0.0):
        return []
    return [language.say(Text.DEARER_SHOWN, saving=telling.money(above))]
