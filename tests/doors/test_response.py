"""A recommendation as the response of an action."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from .test_issues import ANSWER
from custom_components.hushwatt.response import as_response
from custom_components.hushwatt.vocabulary import Delay, Plan, PlannedRun, Segment

START = datetime(2026, 11, 17, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_interrupted_run_names_its_segments() -> None:
    """One that is not interrupted has none to name."""
    segments = (
        Segment(START, START + HOUR),
        Segment(START + 3 * HOUR, START + 4 * HOUR),
    )
    car = PlannedRun(appliance="car", name="Car", segments=segments, cost=1.0)
    washer = replace(car, appliance="washer", name="Washer", segments=segments[:1])
    response = as_response(replace(ANSWER, plan=Plan(runs=(car, washer)), run=car))
    assert response["start"] == "2026-11-17T19:00:00+00:00"
    assert response["end"] == "2026-11-17T23:00:00+00:00"
    assert response["schedule"] == [
        {
            "appliance": "Car",
            "start": "2026-11-17T19:00:00+00:00",
            "end": "2026-11-17T23:00:00+00:00",
            "cost": 1.0,
            "segments": [
                {
                    "start": "2026-11-17T19:00:00+00:00",
                    "end": "2026-11-17T20:00:00+00:00",
                },
                {
                    "start": "2026-11-17T22:00:00+00:00",
                    "end": "2026-11-17T23:00:00+00:00",
                },
            ],
        },
        {
            "appliance": "Washer",
            "start": "2026-11-17T19:00:00+00:00",
            "end": "2026-11-17T20:00:00+00:00",
            "cost": 1.0,
        },
    ]


def test_what_does_not_apply_is_null() -> None:
    """An answer without a plan has no figures, and claims no check."""
    response = as_response(ANSWER)
    for key in ("start", "end", "cost", "cost_now", "saving", "delay", "plan_source"):
        assert response[key] is None
    assert response["schedule"] == []
    assert response["verified"] is False


def test_what_to_set_on_a_timer_is_there_with_what_comes_of_it() -> None:
    """Hours to the start or to the end, and the run that this makes."""
    delay = Delay(hours=1.75, to_end=True, start=START, end=START + HOUR, cost=0.123456)
    assert as_response(replace(ANSWER, delay=delay))["delay"] == {
        "hours": 1.75,
        "counts_to": "end",
        "start": "2026-11-17T19:00:00+00:00",
        "end": "2026-11-17T20:00:00+00:00",
        "cost": 0.1235,
    }


def test_money_has_four_decimals_and_no_negative_zero() -> None:
    """A saving of nothing is nothing."""
    run = PlannedRun(
        appliance="x",
        name="X",
        segments=(Segment(START, START + HOUR),),
        cost=0.123456,
        cost_now=0.12345,
    )
    response = as_response(replace(ANSWER, run=run))
    assert response["cost"] == 0.1235
    assert str(response["saving"]) == "0.0"
