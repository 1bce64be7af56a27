"""The advisor: the whole way of a question, without Home Assistant."""

import asyncio
from dataclasses import replace
from datetime import time

import pytest

from .scheduling.homes import demand, reference_home
from custom_components.hushwatt.advisor import Advisor, NotOurs, Settings
from custom_components.hushwatt.understanding import AskKind
from custom_components.hushwatt.vocabulary import (
    ApplianceState,
    ApplianceStatus,
    ConstraintKind,
    Degraded,
    Household,
    Pattern,
    PlanSource,
    Question,
    Reason,
    Recommendation,
    Verdict,
)

NOW_OR_LATER = "Should the dishwasher run now or later?"


def make_advisor(household: Household | None = None, **settings: object) -> Advisor:
    """Return the advisor of a home, the reference home if none is given."""
    home = household or reference_home()

    async def read() -> Household:
        """Return the home."""
        return home

    return Advisor(
        settings=Settings(**settings),  # type: ignore[arg-type]
        read_household=read,
        run_blocking=asyncio.to_thread,
    )


def money(amount: float | None) -> float:
    """Return an amount as a person reads it."""
    assert amount is not None
    return round(amount, 3)


async def test_the_reference_question_has_the_reference_answer() -> None:
    """Later, from 20:00 to 21:30, saving 0.276; the vacuum is not mentioned."""
    found = await make_advisor().advise(Question(words=NOW_OR_LATER))
    assert found.verdict is Verdict.RUN_LATER
    assert found.reason is Reason.CHEAPER_LATER
    assert found.run is not None
    assert f"{found.run.start:%H:%M}-{found.run.end:%H:%M}" == "20:00-21:30"
    assert money(found.run.cost) == 0.264
    assert money(found.run.cost_now) == 0.54
    assert money(found.run.saving) == 0.276
    assert found.plan is not None
    assert {run.appliance for run in found.plan.runs} == {"dishwasher", "ev"}
    assert "vacuum" not in found.answer.lower()
    assert found.answer.startswith("Later")
    assert found.degraded == (Degraded.NO_CLOUD,)
    assert {"household", "problem", "solve", "wording"} <= set(found.seconds)


@pytest.mark.parametrize("pattern", Pattern)
async def test_every_pattern_can_be_chosen_without_any_model(pattern: Pattern) -> None:
    """It answers by the local solver and says that there is no cloud."""
    found = await make_advisor().advise(
        Question(appliances=("dishwasher",), pattern=pattern)
    )
    assert found.pattern is pattern
    assert found.plan is not None
    assert found.plan.source is PlanSource.SOLVER
    assert found.degraded == (Degraded.NO_CLOUD,)


async def test_a_draft_is_the_exact_local_answer_in_words() -> None:
    """It is handed out in every pattern, should time run out, and marked as what it is."""
    drafts: list[Recommendation] = []

    async def keep(draft: Recommendation) -> None:
        """Keep a draft."""
        drafts.append(draft)

    for pattern in Pattern:
        drafts.clear()
        found = await make_advisor(pattern=pattern).advise(
            Question(appliances=("dishwasher",)), on_exact=keep
        )
        (draft,) = drafts
        assert draft.request_id == found.request_id
        assert draft.answer == found.answer
        assert draft.draft
        assert not found.draft


async def test_a_draft_nobody_waits_for_is_not_made() -> None:
    """The answer is the same."""
    found = await make_advisor(pattern=Pattern.DRAFT_THEN_REFINE).advise(
        Question(appliances=("dishwasher",))
    )
    assert found.answer.startswith("Later")


async def test_a_question_without_appliances_plans_all_that_waits() -> None:
    """Nobody in particular was asked about."""
    found = await make_advisor().advise(Question())
    assert found.appliance is None
    assert found.plan is not None
    assert len(found.plan.runs) == 2


async def test_one_appliance_that_cannot_run_does_not_spoil_the_plan_of_the_others() -> (
    None
):
    """It is left out; the others have their times."""
    home = reference_home()
    never = demand(ConstraintKind.QUIET_WINDOW, time=time(0), until=time(0))
    home = replace(home, constraints=(*home.constraints, never))
    found = await make_advisor(home).advise(Question())
    assert found.plan is not None
    assert [run.appliance for run in found.plan.runs] == ["ev"]


async def test_a_conflict_names_what_clashes_in_words() -> None:
    """A person can act on it."""
    home = reference_home()
    clash = demand(ConstraintKind.NOT_BEFORE, time=time(23))
    home = replace(home, constraints=(*home.constraints, clash))
    found = await make_advisor(home).advise(Question(appliances=("dishwasher",)))
    assert found.verdict is Verdict.NOT_POSSIBLE
    assert found.reason is Reason.CONFLICT
    assert any("23:00" in words for words in found.conflict_words)


async def test_what_does_not_let_it_run_now_is_told() -> None:
    """Later, because now is a quiet time."""
    quiet = demand(ConstraintKind.QUIET_WINDOW, time=time(18), until=time(19))
    home = reference_home()
    home = replace(home, constraints=(*home.constraints, quiet))
    found = await make_advisor(home).advise(Question(appliances=("dishwasher",)))
    assert found.reason is Reason.OUTSIDE_ALLOWED_TIME
    assert found.conflicts == (quiet,)
    assert found.run is not None
    assert found.run.cost_now is None


async def test_a_home_without_prices_says_what_to_set_up() -> None:
    """It does not guess."""
    found = await make_advisor(replace(reference_home(), tariff=None)).advise(
        Question(appliances=("dishwasher",))
    )
    assert found.reason is Reason.NO_PRICES
    assert found.appliance_name == "Dishwasher"
    assert found.run is None
    assert found.answer


async def test_notes_that_are_not_understood_are_told_of() -> None:
    """The plan may not keep what they demand."""
    found = await make_advisor(replace(reference_home(), unread_notes=2)).advise(
        Question(appliances=("dishwasher",))
    )
    assert Degraded.NOTES_UNREAD in found.degraded


async def test_the_end_of_known_prices_is_told_of() -> None:
    """The plan ends where they end."""
    home = reference_home()
    assert home.tariff is not None
    tariff = replace(home.tariff, windows=home.tariff.windows[:2])
    found = await make_advisor(replace(home, tariff=tariff)).advise(
        Question(appliances=("dishwasher",))
    )
    assert Degraded.PRICES_END in found.degraded
    assert found.prices_until is not None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("turn on the dishwasher", AskKind.NOT_OURS),
        ("is the washing machine finished", AskKind.NOT_OURS),
        ("should it run now or later", AskKind.ADVISE),
    ],
)
async def test_words_that_are_not_about_one_appliance_are_for_a_door_to_answer(
    words: str, kind: AskKind
) -> None:
    """What was understood goes with it."""
    with pytest.raises(NotOurs) as raised:
        await make_advisor().advise(Question(words=words))
    assert raised.value.ask.kind is kind


async def test_words_are_understood_with_the_home_at_hand() -> None:
    """The appliance is one of the home's."""
    ask, household = await make_advisor().understand(NOW_OR_LATER, "en")
    assert ask.appliances == ("dishwasher",)
    assert household.appliance("dishwasher").name == "Dishwasher"


async def test_a_refresh_advises_on_every_appliance_without_words() -> None:
    """Also on those that wait for nothing."""
    found = await make_advisor().refresh()
    assert set(found) == {"dishwasher", "ev", "vacuum"}
    assert found["dishwasher"].verdict is Verdict.RUN_LATER
    assert found["vacuum"].reason is Reason.FINISHED


async def test_a_refresh_without_prices_has_no_runs() -> None:
    """Each appliance says why."""
    found = await make_advisor(replace(reference_home(), tariff=None)).refresh()
    assert {one.reason for one in found.values()} == {Reason.NO_PRICES}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (ApplianceStatus.RUNNING, Reason.ALREADY_RUNNING),
        (ApplianceStatus.DELAY_SET, Reason.DELAY_SET),
    ],
)
async def test_an_appliance_that_runs_or_is_timed_says_until_when(
    status: ApplianceStatus, reason: Reason
) -> None:
    """Nothing is planned for it."""
    home = reference_home()
    until = home.now.replace(hour=20, minute=0)
    state = ApplianceState(status=status, expected_end=until, delayed_start=until)
    home = replace(home, states={**home.states, "dishwasher": state})
    found = await make_advisor(home).advise(Question(appliances=("dishwasher",)))
    assert found.reason is reason
    assert found.until == until
    assert "20:00" in found.answer
    assert found.prices_until is None


async def test_a_machine_with_a_delay_timer_is_told_what_to_set() -> None:
    """In its own steps."""
    home = reference_home()
    appliances = tuple(
        replace(one, delay_step=30) if one.id == "dishwasher" else one
        for one in home.appliances
    )
    found = await make_advisor(replace(home, appliances=appliances)).advise(
        Question(appliances=("dishwasher",))
    )
    assert found.delay is not None and found.run is not None
    assert (found.delay.hours, found.delay.start) == (1.5, found.run.start)
