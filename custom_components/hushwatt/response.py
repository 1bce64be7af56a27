"""The response of the actions: a recommendation as plain, JSON-able values."""

from homeassistant.util.json import JsonArrayType, JsonObjectType, JsonValueType

from .privacy.ledger_entries import Entry
from .vocabulary import Delay, PlannedRun, Recommendation

MONEY_DIGITS = 4
CLOUD_DIGITS = 6
SECONDS_DIGITS = 3
HOURS_DIGITS = 2


def as_response(recommendation: Recommendation) -> JsonObjectType:
    """Return the response of the public interface.

    Money is in `currency`, to 4 decimals; times are ISO 8601 with the home's
    offset; what does not apply is null.
    """
    plan = recommendation.plan
    return {
        **as_advice(recommendation),
        "conflicts": list(recommendation.conflict_words),
        "answer": recommendation.answer,
        "delay": _delay(recommendation.delay),
        "schedule": as_schedule(recommendation),
        "pattern": recommendation.pattern.value,
        "plan_source": plan.source.value if plan else None,
        "verified": plan.verified if plan else False,
        "optimality_gap": plan.gap if plan else None,
        "degraded": [code.value for code in recommendation.degraded],
        "escalation": (
            recommendation.escalation.value if recommendation.escalation else None
        ),
        "agreed": recommendation.agreed,
        "draft": recommendation.draft,
        "request_id": recommendation.request_id,
        "cloud": _cloud(recommendation),
    }


def as_advice(recommendation: Recommendation) -> JsonObjectType:
    """Return what may be passed on: appliance, time and money, no rule of the household.

    Money is in `currency`, to 4 decimals; times are ISO 8601 with the home's
    offset; what does not apply is null.
    """
    run = recommendation.run
    return {
        "recommendation": recommendation.verdict.value,
        "reason": recommendation.reason.value,
        "appliance": recommendation.appliance_name,
        "start": run.start.isoformat() if run else None,
        "end": run.end.isoformat() if run else None,
        "cost": _money(run.cost) if run else None,
        "cost_now": _money(run.cost_now) if run else None,
        "saving": _money(run.saving) if run else None,
        "currency": recommendation.currency,
    }


def as_schedule(recommendation: Recommendation) -> JsonArrayType:
    """Return every run of the plan, with its parts where it has some."""
    plan = recommendation.plan
    return [_run(one) for one in plan.runs] if plan else []


def as_entry(entry: Entry) -> JsonObjectType:
    """Return an entry of the ledger; `body` is what was sent, to the byte."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "status": entry.status.value,
        "url": entry.url,
        "level": entry.level.value if entry.level else None,
        "body": entry.body,
        "code": entry.code,
        "model": entry.model,
        "input_tokens": entry.input_tokens,
        "output_tokens": entry.output_tokens,
        "cost_usd": round(entry.cost, CLOUD_DIGITS),
        "seconds": round(entry.seconds, SECONDS_DIGITS),
    }


def _run(run: PlannedRun) -> JsonObjectType:
    """Return one run of the schedule; `segments` only where it is interrupted."""
    response: JsonObjectType = {
        "appliance": run.name,
        "start": run.start.isoformat(),
        "end": run.end.isoformat(),
        "cost": _money(run.cost),
    }
    if len(run.segments) > 1:
        response["segments"] = [
            {"start": segment.start.isoformat(), "end": segment.end.isoformat()}
            for segment in run.segments
        ]
    return response


def _delay(delay: Delay | None) -> JsonValueType:
    """Return what to set on a timer that only knows a delay, null where there is none."""
    if delay is None:
        return None
    return {
        "hours": round(delay.hours, HOURS_DIGITS),
        "counts_to": "end" if delay.to_end else "start",
        "start": delay.start.isoformat(),
        "end": delay.end.isoformat(),
        "cost": _money(delay.cost),
    }


def _cloud(recommendation: Recommendation) -> JsonObjectType:
    """Return what the question used of the cloud."""
    cloud = recommendation.cloud
    return {
        "called": cloud.called,
        "model": cloud.model,
        "input_tokens": cloud.input_tokens,
        "output_tokens": cloud.output_tokens,
        "cost_usd": round(cloud.cost_usd, CLOUD_DIGITS),
        "seconds": round(cloud.seconds, SECONDS_DIGITS),
    }


def _money(amount: float | None) -> JsonValueType:
    """Return an amount to 4 decimals, null for none."""
    return None if amount is None else round(amount, MONEY_DIGITS) + 0.0
