"""Homes and recommendations to put into words: the reference evening, and generated ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from custom_components.hushwatt.grounding.languages import LANGUAGES
from custom_components.hushwatt.vocabulary import (
    Appliance,
    Constraint,
    ConstraintKind,
    Degraded,
    Delay,
    Household,
    Pattern,
    Plan,
    PlannedRun,
    PlanSource,
    PriceWindow,
    ReadyHint,
    Reason,
    Recommendation,
    Segment,
    Tariff,
    Verdict,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 14, 18, 30, tzinfo=BERLIN)
"""A Wednesday evening."""

TAGS = ("en", "en-US", "de", "fr", "nl", "es")
NAMES = {
    "en": ("Dishwasher", "EV charger", "Anna's dryer"),
    "de": ("Geschirrspüler", "Wallbox", "Annas Trockner"),
    "fr": ("Lave-vaisselle", "Borne de recharge", "Sèche-linge d'Anna"),
    "nl": ("Vaatwasser", "Laadpaal", "Anna's droger"),
    "es": ("Lavavajillas", "Cargador del coche", "Secadora de Anna"),
}
IDS = ("01hqdishwasher", "01hqcharger", "01hqdryer")


def named(tag: str) -> tuple[str, ...]:
    """Return names of appliances as a home of that language has them."""
    return NAMES[tag.split("-", maxsplit=1)[0]]


def home(tag: str = "en", **changes: Any) -> Household:
    """Return a home at 18:30 with a dishwasher, a charger and a dryer."""
    appliances = tuple(
        Appliance(id=each, name=name, duration=90, energy=1.2)
        for each, name in zip(IDS, named(tag), strict=True)
    )
    facts: dict[str, Any] = {
        "now": NOW,
        "timezone": BERLIN,
        "appliances": appliances,
        "states": {},
        "constraints": (),
        "tariff": Tariff(windows=prices(), currency="EUR"),
    }
    return Household(**facts | changes)


def prices() -> tuple[PriceWindow, ...]:
    """Return the tariff of the reference evening, from 17:00 to 17:00."""
    start, windows = NOW.replace(hour=17, minute=0), []
    for hours, price in ((3, 0.45), (4, 0.22), (6, 0.12), (11, 0.25)):
        end = start + timedelta(hours=hours)
        windows.append(PriceWindow(start, end, price))
        start = end
    return tuple(windows)


def planned(
    index: int,
    start: datetime,
    *,
    minutes: int = 90,
    cost: float = 0.264,
    cost_now: float | None = 0.54,
    tag: str = "en",
) -> PlannedRun:
    """Return a run of one of the home's appliances."""
    segment = Segment(start, start + timedelta(minutes=minutes))
    return PlannedRun(
        appliance=IDS[index],
        name=named(tag)[index],
        segments=(segment,),
        cost=cost,
        cost_now=cost_now,
    )


def later(tag: str = "en", **changes: Any) -> Recommendation:
    """Return the reference answer: the dishwasher at 20:00, the charger at midnight."""
    run = planned(0, NOW.replace(hour=20, minute=0), tag=tag)
    midnight = NOW.replace(day=15, hour=0, minute=0)
    charger = planned(1, midnight, minutes=120, cost=1.68, cost_now=None, tag=tag)
    facts: dict[str, Any] = {
        "verdict": Verdict.RUN_LATER,
        "reason": Reason.CHEAPER_LATER,
        "request_id": "r",
        "pattern": Pattern.SANITIZE_AND_SOLVE,
        "language": tag,
        "currency": "EUR",
        "appliance": IDS[0],
        "appliance_name": named(tag)[0],
        "run": run,
        "plan": Plan(runs=(run, charger)),
    }
    return Recommendation(**facts | changes)


def now(tag: str = "en", **changes: Any) -> Recommendation:
    """Return the answer to run the dishwasher now."""
    run = planned(0, NOW, cost=0.264, cost_now=0.264, tag=tag)
    facts: dict[str, Any] = {
        "verdict": Verdict.RUN_NOW,
        "reason": Reason.CHEAPEST_NOW,
        "run": run,
        "plan": Plan(runs=(run,)),
    }
    return later(tag, **facts | changes)


def without_run(reason: Reason, tag: str = "en", **changes: Any) -> Recommendation:
    """Return an answer without a run."""
    facts: dict[str, Any] = {
        "verdict": Verdict.NOT_POSSIBLE,
        "reason": reason,
        "run": None,
        "plan": None,
    }
    return later(tag, **facts | changes)


def rule(kind: ConstraintKind = ConstraintKind.NOT_BEFORE, **fields: Any) -> Constraint:
    """Return a constraint on the dishwasher."""
    return Constraint(**{"kind": kind, "appliance": IDS[0], "time": time(20)} | fields)


_MINUTES = st.integers(0, 23 * 60 + 59)


@st.composite
def moments_now(draw: st.DrawFn) -> datetime:
    """Draw a moment at which somebody asks."""
    day = draw(st.sampled_from((1, 14, 17, 18, 24, 25, 31)))
    minute = draw(_MINUTES)
    return datetime(2026, 10, day, minute // 60, minute % 60, tzinfo=BERLIN)


@st.composite
def runs(draw: st.DrawFn, index: int, asked: datetime, tag: str) -> PlannedRun:
    """Draw a later run of one appliance, with costs of any size and sign."""
    start = asked + timedelta(minutes=draw(st.integers(1, 30 * 60)))
    cost = draw(st.floats(-2, 30, allow_nan=False))
    saving = draw(st.floats(-1, 20, allow_nan=False) | st.none())
    first = planned(
        index,
        start.astimezone(BERLIN),
        minutes=draw(st.integers(1, 600)),
        cost=cost,
        cost_now=None if saving is None else cost + saving,
        tag=tag,
    )
    return draw(st.sampled_from((first, _cut(first))))


def _cut(run: PlannedRun) -> PlannedRun:
    """Return a run in two segments."""
    pause = timedelta(hours=1)
    one = run.segments[0]
    return replace(
        run,
        segments=(
            Segment(one.start, one.start + timedelta(minutes=30)),
            Segment(one.start + timedelta(minutes=30) + pause, one.end + pause),
        ),
    )


@st.composite
def answers(
    draw: st.DrawFn,
    tags: Sequence[str] = TAGS,
    verdicts: Sequence[Verdict] = (Verdict.RUN_NOW, Verdict.RUN_LATER),
    reasons: Sequence[Reason] | None = None,
    alone: bool | None = None,
) -> tuple[Recommendation, Household]:
    """Draw a recommendation with a plan, and the home it is about.

    `alone` says whether it is about one appliance or about all of them.
    """
    tag, asked = draw(st.sampled_from(tags)), draw(moments_now())
    target = draw(runs(0, asked, tag))
    verdict = draw(st.sampled_from(verdicts))
    if verdict is Verdict.RUN_NOW:
        target = planned(0, asked, cost=target.cost, cost_now=target.cost, tag=tag)
    others = [
        draw(runs(index, asked, tag)) for index in range(1, draw(st.integers(1, 3)))
    ]
    alone = draw(st.booleans()) if alone is None else alone
    recommendation = Recommendation(
        verdict=verdict,
        reason=draw(st.sampled_from(reasons or _reasons(verdict))),
        request_id="r",
        pattern=draw(st.sampled_from(Pattern)),
        language=tag,
        currency=draw(st.sampled_from(("EUR", "GBP", "USD", "SEK", "JPY"))),
        appliance=IDS[0] if alone else None,
        appliance_name=named(tag)[0] if alone else None,
        run=target if alone else None,
        plan=Plan(
            runs=(target, *others),
            source=draw(st.sampled_from(PlanSource)),
            gap=draw(st.sampled_from((0.0, 0.2))),
        ),
        conflicts=draw(st.sampled_from(((), (rule(),)))),
        relaxed=draw(st.none() | st.just(rule(ConstraintKind.FINISH_BY))),
        hint=draw(st.none() | st.sampled_from(ReadyHint)),
        prices_until=draw(st.none() | st.just(asked + timedelta(hours=9))),
        delay=draw(st.none() | delays(asked, target)),
        degraded=tuple(draw(st.lists(st.sampled_from(Degraded), max_size=2))),
    )
    return recommendation, home(tag, now=asked)


@st.composite
def delays(draw: st.DrawFn, asked: datetime, run: PlannedRun) -> Delay:
    """Draw what a timer can be set to, and what comes of it."""
    hours = draw(st.sampled_from((0.5, 1.0, 3.0)))
    start = asked + timedelta(hours=hours)
    return Delay(
        hours=hours,
        to_end=draw(st.booleans()),
        start=draw(st.sampled_from((run.start, start))),
        end=start + (run.end - run.start),
        cost=run.cost + draw(st.sampled_from((0.0, 0.07))),
    )


def _reasons(verdict: Verdict) -> tuple[Reason, ...]:
    """Return the reasons that go with a verdict."""
    if verdict is Verdict.RUN_NOW:
        return Reason.CHEAPEST_NOW, Reason.NEAR_TIE, Reason.NOT_READY
    return (
        Reason.CHEAPER_LATER,
        Reason.OUTSIDE_ALLOWED_TIME,
        Reason.NO_PRICES,
        Reason.NOT_READY,
        Reason.DEADLINE_UNREACHABLE,
    )


LANGUAGE_CODES = tuple(LANGUAGES)
