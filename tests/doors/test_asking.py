"""A question waits for its answer, or takes the draft and hears of the answer later."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .conftest import reference_home, start
from .test_issues import ANSWER
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.asking import async_ask_or_draft, async_ask_within
from custom_components.hushwatt.coordinator import SIGNAL_ADVICE
from custom_components.hushwatt.vocabulary import Question, Recommendation

DRAFT = replace(ANSWER, answer="draft")
REFINED = replace(ANSWER, answer="refined")
QUESTION = Question(appliances=("dishwasher",))


@pytest.fixture
async def ticking(hass: HomeAssistant) -> AsyncIterator[MockConfigEntry]:
    """Return a loaded home at the real time, since a frozen clock ends no wait."""
    entry = reference_home()
    await start(hass, entry)
    yield entry
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
def told(hass: HomeAssistant) -> list[str]:
    """Return what the house is told of, as it is told."""
    words: list[str] = []

    @callback
    def listen(advice: Recommendation) -> None:
        """Keep the words of an advice."""
        words.append(advice.answer)

    async_dispatcher_connect(hass, SIGNAL_ADVICE, listen)
    return words


def let_advise(
    monkeypatch: pytest.MonkeyPatch, go_on: asyncio.Event, *, draft: bool = True
) -> None:
    """Let the advisor hand a draft out at once, and answer when it may."""

    async def advise(
        self: Advisor,
        question: Question,
        *,
        on_draft: Any = None,
        on_exact: Any = None,
        **_: Any,
    ) -> Recommendation:
        """Draft, wait, refine."""
        if on_exact is not None:
            await on_exact(DRAFT)
        if draft and on_draft is not None:
            await on_draft(DRAFT)
        await go_on.wait()
        return REFINED

    monkeypatch.setattr(Advisor, "advise", advise)


async def test_a_draft_is_returned_in_time_and_the_answer_told_of_later(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both have the same request id."""
    go_on = asyncio.Event()
    let_advise(monkeypatch, go_on)
    assert await async_ask_within(hass, ticking, QUESTION, 0.01) is DRAFT
    assert told == ["draft"]
    go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert told == ["draft", "refined"]
    assert DRAFT.request_id == REFINED.request_id


async def test_an_answer_that_comes_in_time_is_the_only_one(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its draft is not told of."""
    go_on = asyncio.Event()
    go_on.set()
    let_advise(monkeypatch, go_on)
    assert await async_ask_within(hass, ticking, QUESTION, 5) is REFINED
    assert told == ["refined"]


async def test_without_a_draft_the_answer_is_waited_for(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However long it takes; models have bounds of their own."""
    go_on = asyncio.Event()
    let_advise(monkeypatch, go_on, draft=False)
    asked = hass.async_create_task(async_ask_within(hass, ticking, QUESTION, 0.01))
    await asyncio.sleep(0.05)
    assert not asked.done()
    go_on.set()
    assert await asked is REFINED
    assert told == ["refined"]


async def test_a_question_that_nobody_waits_for_is_stopped(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is told of it."""
    go_on = asyncio.Event()
    let_advise(monkeypatch, go_on)
    asked = hass.async_create_task(async_ask_within(hass, ticking, QUESTION, 60))
    await asyncio.sleep(0.05)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert told == []


async def test_what_has_to_be_said_soon_is_the_local_answer_and_the_other_is_told_of_later(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever the cloud does; both have the same request id."""
    go_on = asyncio.Event()
    let_advise(monkeypatch, go_on, draft=False)
    assert await async_ask_or_draft(hass, ticking, QUESTION, 0.01) is DRAFT
    assert told == []
    go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert told == ["refined"]
    assert await async_ask_or_draft(hass, ticking, QUESTION, 5) is REFINED


async def test_nothing_goes_on_that_has_to_be_said_soon_and_nobody_waits_for(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The question is stopped."""
    go_on = asyncio.Event()
    let_advise(monkeypatch, go_on, draft=False)
    asked = hass.async_create_task(async_ask_or_draft(hass, ticking, QUESTION, 60))
    await asyncio.sleep(0.05)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    go_on.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    assert told == []


async def test_who_has_to_speak_soon_and_knows_nothing_is_told_so(
    hass: HomeAssistant,
    ticking: MockConfigEntry,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing goes on that could only come too late."""

    async def advise(self: Advisor, question: Question, **_: Any) -> Recommendation:
        """Answer much too late."""
        await asyncio.sleep(0.1)
        return REFINED

    monkeypatch.setattr(Advisor, "advise", advise)
    with pytest.raises(TimeoutError):
        await async_ask_or_draft(hass, ticking, QUESTION, 0.01)
    await asyncio.sleep(0.15)
    assert told == []
