"""The steps that a pattern arranges."""

import asyncio
from collections.abc import Callable
from threading import Event

import pytest

from .conftest import MakeSteps
from custom_components.hushwatt.patterns import steps as steps_module
from custom_components.hushwatt.patterns.answer import Answer, Impossible
from custom_components.hushwatt.patterns.local import answer_exactly
from custom_components.hushwatt.scheduling.building import Case


async def test_a_search_that_nobody_waits_for_any_more_ends(
    make_steps: MakeSteps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repeated wake word cancels the question, and the worker thread is free again."""
    begun, ended = Event(), Event()

    def search(case: Case, *, cancelled: Callable[[], bool]) -> Answer | Impossible:
        """Search until told to stop."""
        begun.set()
        for _ in range(500):
            if cancelled():
                ended.set()
                break
            Event().wait(0.01)
        return answer_exactly(case)

    monkeypatch.setattr(steps_module, "answer_exactly", search)
    task = asyncio.create_task(make_steps().solve())
    await asyncio.to_thread(begun.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 2)


async def test_a_search_that_is_waited_for_is_not_hurried(
    make_steps: MakeSteps, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody tells it to stop while it runs."""
    told: list[bool] = []

    def search(case: Case, *, cancelled: Callable[[], bool]) -> Answer | Impossible:
        """Ask once."""
        told.append(cancelled())
        return answer_exactly(case, cancelled=cancelled)

    monkeypatch.setattr(steps_module, "answer_exactly", search)
    assert isinstance(await make_steps().solve(), Answer)
    assert told == [False]
