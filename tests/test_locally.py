"""Advice on every appliance at once: what waits is planned together."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from .scheduling.homes import BERLIN, READY, REFERENCE_NOW, demand, reference_home
from custom_components.hushwatt import locally
from custom_components.hushwatt.locally import advise_locally, advise_on_all
from custom_components.hushwatt.patterns.answer import Answer, Impossible
from custom_components.hushwatt.patterns.local import answer_exactly
from custom_components.hushwatt.scheduling.building import Case
from custom_components.hushwatt.scheduling.problem import Schedule
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ConstraintKind,
    Household,
    Pattern,
    PlannedRun,
    Question,
    Reason,
    Recommendation,
    Verdict,
)

LIKE_THIS = Pattern.SANITIZE_AND_SOLVE


def machines(number: int, **changes: object) -> Household:
    """Return the reference home with so many machines of another size each, all ready."""
    appliances = tuple(
        Appliance(id=f"m{one}", name=f"M{one}", duration=60 + one, energy=1.0 + one)
        for one in range(number)
    )
    states = {one.id: READY for one in appliances}
    home = reference_home(appliances=appliances, states=states, constraints=())
    return replace(home, **changes)  # type: ignore[arg-type]


def alone(home: Household, appliance: str) -> Recommendation:
    """Return the advice that a question about one appliance has."""
    return advise_locally(home, Question(appliances=(appliance,)), LIKE_THIS)


def told(found: Recommendation) -> object:
    """Return what an entity shows of advice."""
    return found.verdict, found.reason, found.run, found.hint, found.until


def run_of(found: Recommendation) -> PlannedRun:
    """Return the run that is advised."""
    assert found.run is not None
    return found.run


@pytest.mark.parametrize(
    "home",
    [
        reference_home(),
        reference_home(tariff=None),
        machines(4),
        machines(3, constraints=(demand(ConstraintKind.FINISH_BY, "m1", time=time(18, 40)),)),
    ],
    ids=["reference", "no tariff", "machines", "a deadline that cannot be reached"],
)  # fmt: skip
def test_it_is_the_advice_that_each_has_alone(home: Household) -> None:
    """Where nothing is shared, and where something has to give way."""
    advice = advise_on_all(home, LIKE_THIS)
    assert list(advice) == [one.id for one in home.appliances]
    for appliance, found in advice.items():
        assert told(found) == told(alone(home, appliance))


def test_what_shares_a_limit_is_never_advised_to_run_at_once() -> None:
    """Each alone would run at the cheapest hour."""
    home = machines(2, limit=2.9)
    runs = [run_of(found) for found in advise_on_all(home, LIKE_THIS).values()]
    first, then = sorted(runs, key=lambda run: run.start)
    assert first.end <= then.start


def test_all_that_waits_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much it is."""
    solved: list[Case] = []

    def answer(case: Case, **more: Any) -> Answer | Impossible:
        """Answer, and keep what was asked."""
        solved.append(case)
        return answer_exactly(case, **more)

    monkeypatch.setattr(locally, "answer_exactly", answer)
    advice = advise_on_all(machines(12), LIKE_THIS)
    assert len(advice) == 12
    assert len(solved) == 1


def test_what_does_not_wait_is_asked_about_alone() -> None:
    """It is in nobody else's plan."""
    found = advise_on_all(reference_home(), LIKE_THIS)["vacuum"]
    assert (found.verdict, found.reason) == told(alone(reference_home(), "vacuum"))[:2]


def test_the_horizon_is_that_of_the_appliance_that_is_asked_about() -> None:
    """Not the latest of all."""
    late = demand(ConstraintKind.NOT_BEFORE, "m1", time=time(9))
    home = machines(2, constraints=(late,))
    soon = datetime(2026, 10, 14, 18, 30, tzinfo=BERLIN) + timedelta(hours=24)
    assert home.now == REFERENCE_NOW < soon
    for one in ("m0", "m1"):
        together = advise_on_all(home, LIKE_THIS)[one]
        assert together.prices_until == alone(home, one).prices_until
    assert Verdict.RUN_LATER is together.verdict
    assert together.reason is not Reason.NOTHING_PENDING


def test_a_plan_starts_from_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the minutes of today's problem; what is new has no run yet."""
    starts: list[Schedule | None] = []

    def answer(case: Case, warm: Schedule | None = None) -> Answer | Impossible:
        """Answer, and keep what it starts from."""
        starts.append(warm)
        return answer_exactly(case, warm=warm)

    monkeypatch.setattr(locally, "answer_exactly", answer)
    home = machines(3, limit=3.5)
    last = advise_on_all(home, LIKE_THIS)
    later = replace(home, now=home.now + timedelta(minutes=7))
    again = advise_on_all(later, LIKE_THIS, last)
    assert [told(one) for one in again.values()] == [told(one) for one in last.values()]
    nothing, before = starts
    assert nothing is not None
    assert before is not None
    assert nothing.runs == {}
    assert list(before.runs) == ["m0", "m1", "m2"]
    for one, (span,) in before.runs.items():
        start = run_of(last[one]).start
        assert start == later.now.replace(second=0) + timedelta(minutes=span.start)
