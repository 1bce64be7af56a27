"""An answer in time: first words soon, the answer in the same run, else the draft."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .conftest import reference_home, start
from .test_issues import ANSWER
from custom_components.hushwatt import answering
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.answering import Answering, Piece
from custom_components.hushwatt.coordinator import SIGNAL_ADVICE
from custom_components.hushwatt.grounding.talking import say_progress
from custom_components.hushwatt.recommending import is_material
from custom_components.hushwatt.vocabulary import (
    PlannedRun,
    Question,
    Recommendation,
    Segment,
    Verdict,
)

LANGUAGES = ("en", "de", "fr", "nl", "es")
AT_EIGHT = datetime.fromisoformat("2026-11-17T20:00:00+01:00")
RUN = PlannedRun(
    appliance="dishwasher",
    name="Dishwasher",
    segments=(Segment(AT_EIGHT, AT_EIGHT + timedelta(minutes=90)),),
    cost=0.264,
    cost_now=0.54,
)
DRAFT = replace(ANSWER, run=RUN, draft=True, answer="At eight.")
REFINED = replace(ANSWER, run=RUN, answer="At eight, says the cloud.")
MOVED = replace(
    REFINED,
    run=replace(
        RUN,
        segments=(
            Segment(AT_EIGHT + timedelta(hours=1), AT_EIGHT + timedelta(hours=3)),
        ),
    ),
    answer="At nine.",
)
STILL = "I am still checking; if that changes, I will tell you."


@pytest.fixture
async def ticking(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[MockConfigEntry]:
    """Return a loaded home at the real time, whose people are impatient."""
    monkeypatch.setattr(answering, "SILENCE_SECONDS", 0.05)
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 0.25)
    monkeypatch.setattr(answering, "GRACE_SECONDS", 0.02)
    entry = reference_home()
    await start(hass, entry)
    yield entry
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
def told(hass: HomeAssistant) -> list[Recommendation]:
    """Return what the house is told of, as it is told."""
    advised: list[Recommendation] = []

    @callback
    def listen(advice: Recommendation) -> None:
        """Keep an advice."""
        advised.append(advice)

    async_dispatcher_connect(hass, SIGNAL_ADVICE, listen)
    return advised


def let_advise(
    monkeypatch: pytest.MonkeyPatch,
    answer: Recommendation | Exception,
    *,
    seconds: float = 0.0,
    draft: Recommendation | None = None,
    exact: Recommendation | None = None,
    before: float = 0.0,
) -> None:
    """Let the advisor hand out what it has after a while, and answer after another."""

    async def advise(
        self: Advisor, question: Question, *, on_draft: Any, on_exact: Any, **_: Any
    ) -> Recommendation:
        """Hand out, wait, answer."""
        await asyncio.sleep(before)
        if exact is not None:
            await on_exact(exact)
        if draft is not None:
            await on_draft(draft)
        await asyncio.sleep(seconds)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(Advisor, "advise", advise)


async def ask(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    language: str = "en",
    *,
    heard: bool = False,
) -> tuple[list[Piece], Answering]:
    """Return what is said to a question, and what has become of it."""
    one = Answering(
        hass,
        entry,
        Question(appliances=("dishwasher",), language=language),
        lambda advice: advice.answer,
        started=hass.loop.time(),
        heard=heard,
    )
    return [piece async for piece in one.pieces()], one


async def test_an_answer_that_is_there_at_once_is_all_that_is_said(
    hass: HomeAssistant, ticking: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where there was a draft."""
    let_advise(monkeypatch, REFINED, draft=DRAFT, exact=DRAFT)
    pieces, one = await ask(hass, ticking)
    assert pieces == [Piece(REFINED.answer)]
    assert one.given is REFINED
    assert one.refining is None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_who_would_hear_nothing_hears_that_it_takes_a_moment(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """In more than sixty characters, so that speech begins; not in the same words each time."""
    let_advise(monkeypatch, REFINED, exact=DRAFT, seconds=0.1)
    said = set()
    for _ in range(3):
        pieces, one = await ask(hass, ticking, language)
        interim, answer = pieces
        said.add(interim.text)
        assert len(interim.text) > 60
        assert not interim.text.endswith("?")
        assert answer == Piece(REFINED.answer)
        assert one.given is REFINED
    assert len(said) == 3


async def test_who_has_heard_something_is_not_asked_for_patience_twice(
    hass: HomeAssistant, ticking: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Understanding may have taken its time already."""
    let_advise(monkeypatch, REFINED, exact=DRAFT, seconds=0.1)
    pieces, _ = await ask(hass, ticking, heard=True)
    assert pieces == [Piece(REFINED.answer)]


async def test_a_draft_is_said_at_once_and_confirmed_in_the_same_message(
    hass: HomeAssistant, ticking: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads it later reads the verdict, too."""
    let_advise(monkeypatch, REFINED, draft=DRAFT, seconds=0.1)
    pieces, one = await ask(hass, ticking)
    assert pieces == [
        Piece(f"At eight. {STILL}"),
        Piece("I have checked it: it stays as I said.", begins=False),
    ]
    assert one.given is REFINED


async def test_a_refined_answer_that_differs_is_a_message_of_its_own(
    hass: HomeAssistant, ticking: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the place of the draft."""
    let_advise(monkeypatch, MOVED, draft=DRAFT, seconds=0.1)
    pieces, one = await ask(hass, ticking)
    assert pieces[1:] == [Piece("The plan has changed. At nine.")]
    assert one.given is MOVED


async def test_a_draft_that_is_late_follows_the_first_words(
    hass: HomeAssistant, ticking: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the answer follows the draft."""
    let_advise(monkeypatch, MOVED, draft=DRAFT, before=0.1, seconds=0.1)
    pieces, _ = await ask(hass, ticking)
    assert [piece.begins for piece in pieces] == [True, True, True]
    assert pieces[1].text == f"At eight. {STILL}"


@pytest.mark.parametrize("drafted", [True, False])
async def test_when_time_is_up_the_draft_stands_and_the_refinement_goes_on(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[Recommendation],
    monkeypatch: pytest.MonkeyPatch,
    drafted: bool,
) -> None:
    """In every pattern: the exact local answer is a draft that was not asked for."""
    let_advise(
        monkeypatch,
        MOVED,
        draft=DRAFT if drafted else None,
        exact=DRAFT,
        seconds=0.4,
    )
    pieces, one = await ask(hass, ticking)
    assert pieces[-1] == Piece(f"At eight. {STILL}")
    assert len(pieces) == (1 if drafted else 2)
    assert one.given is DRAFT
    assert told == [DRAFT]
    assert one.refining is not None
    assert await one.refining is MOVED
    assert told == [DRAFT, MOVED]


async def test_when_there_is_nothing_by_then_that_is_said_and_nothing_goes_on(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[Recommendation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Silence would be worse."""
    let_advise(monkeypatch, MOVED, seconds=60)
    pieces, one = await ask(hass, ticking)
    assert pieces[-1].text == "Sorry, something went wrong. Please ask again."
    assert one.given is None
    assert one.refining is None
    assert told == []


async def test_what_the_advisor_raises_is_raised_after_the_first_words(
    hass: HomeAssistant, ticking: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asked knows what to say then."""
    let_advise(monkeypatch, RuntimeError(), seconds=0.1)
    with pytest.raises(RuntimeError):
        await ask(hass, ticking)


async def test_who_stops_listening_stops_the_work(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[Recommendation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A repeated wake word is nothing unusual."""
    let_advise(monkeypatch, REFINED, draft=DRAFT, seconds=0.1)
    one = Answering(
        hass,
        ticking,
        Question(),
        lambda advice: advice.answer,
        started=hass.loop.time(),
    )
    async with aclosing(one.pieces()) as pieces:
        async for _ in pieces:
            break
    await asyncio.sleep(0.15)
    assert told == []


@pytest.mark.parametrize(
    ("change", "material"),
    [
        ({}, False),
        ({"start": 29}, False),
        ({"start": 30}, True),
        ({"start": -30}, True),
        ({"cost": 0.264 + 0.05}, False),
        ({"cost": 0.264 + 0.051}, True),
        ({"cost": 0.264 - 0.051}, True),
        ({"verdict": Verdict.RUN_NOW}, True),
        ({"run": None}, True),
    ],
)
def test_what_matters_is_half_an_hour_or_five_cents_or_another_verdict(
    change: dict[str, Any], material: bool
) -> None:
    """Less than that is not worth a person's attention."""
    begin = AT_EIGHT + timedelta(minutes=change.get("start", 0))
    run: PlannedRun | None = replace(
        RUN,
        segments=(Segment(begin, begin + timedelta(minutes=90)),),
        cost=change.get("cost", RUN.cost),
    )
    if "run" in change:
        run = None
    refined = replace(REFINED, run=run, verdict=change.get("verdict", REFINED.verdict))
    assert is_material(DRAFT, refined) is material


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_done_meanwhile_is_shown_and_not_spoken(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """After the first words, each step that takes its time once; nothing of the question is in it."""

    async def advise(
        self: Advisor, question: Question, *, on_step: Any, **_: Any
    ) -> Recommendation:
        """Take one step after the other."""
        on_step("household")
        on_step("cloud")
        await asyncio.sleep(0.1)
        on_step("wording")
        await asyncio.sleep(0.05)
        return REFINED

    monkeypatch.setattr(Advisor, "advise", advise)
    pieces, _ = await ask(hass, ticking, language)
    interim, *shown, answer = pieces
    assert not interim.silent
    assert answer == Piece(REFINED.answer)
    assert [piece.silent for piece in shown] == [True, True]
    cloud, words = (say_progress(step, language) for step in ("cloud", "wording"))
    assert [piece.text for piece in shown] == [cloud, words]
    assert say_progress("household", language) is None
