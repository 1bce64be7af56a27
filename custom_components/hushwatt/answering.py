"""An answer in time for a voice: first words soon, the answer in the same run, the rest later."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.dispatcher import async_dispatcher_send

from .asking import async_ask
from .const import DOMAIN
from .coordinator import SIGNAL_ADVICE, HushwattConfigEntry
from .grounding.talking import (
    say_draft,
    say_failed,
    say_interim,
    say_progress,
    say_refined,
)
from .recommending import is_material
from .vocabulary import Household, Question, Recommendation

# Seconds since the question. Who hears nothing for longer wonders whether anybody listens.
SILENCE_SECONDS: Final = 1.5
# Satellites give a silent run up a little later.
ANSWER_SECONDS: Final = 20.0
# An answer that follows its draft so closely is the only one that is said.
GRACE_SECONDS: Final = 0.3
# A home that was read longer ago is read again.
FRESH_SECONDS: Final = 0.5

_TURNS = count()


@dataclass(frozen=True)
class Piece:
    """A part of what is said; it begins a message of its own, or goes on with the last one.

    What is `silent` is shown to who wants to know details, and not spoken.
    """

    text: str
    begins: bool = True
    silent: bool = False


class Answering:
    """One question on its way to an answer.

    After all pieces, `given` is the advice that the last of them gave, and
    `refining` its refinement where that was not waited for.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: HushwattConfigEntry,
        question: Question,
        words: Callable[[Recommendation], str],
        *,
        started: float,
        household: Household | None = None,
        heard: bool = False,
    ) -> None:
        """Prepare to answer; `words` words advice.

        `started` is the loop's time of the question, `household` the home as it
        was read for it, `heard` says that something was said since.
        """
        self._hass = hass
        self._entry = entry
        self._question = question
        self._words = words
        self._household = household
        self._started = started
        self._heard = heard
        self._drafted: asyncio.Future[Recommendation] = hass.loop.create_future()
        self._exact: Recommendation | None = None
        self._steps: list[str] = []
        self._stepped = asyncio.Event()
        self.given: Recommendation | None = None
        self.refining: asyncio.Task[Recommendation] | None = None

    async def pieces(self) -> AsyncGenerator[Piece]:
        """Yield what is said; raise what the advisor raises."""
        task = self._entry.async_create_background_task(
            self._hass,
            async_ask(
                self._hass,
                self._entry,
                self._question,
                household=self._fresh(),
                on_draft=self._keep_draft,
                on_exact=self._keep_exact,
                on_step=self._begin_step,
            ),
            f"{DOMAIN} question",
        )
        try:
            async with aclosing(self._first_words(task)) as first:
                async for piece in first:
                    yield piece
            async with aclosing(self._progress({task})) as shown:
                async for piece in shown:
                    yield piece
        except BaseException:
            task.cancel()
            raise
        for piece in self._answer(task):
            yield piece

    def _fresh(self) -> Household | None:
        """Return the home as it was read for the question, None when that was a while ago."""
        passed = self._hass.loop.time() - self._started
        return self._household if passed < FRESH_SECONDS else None

    async def _first_words(
        self, task: asyncio.Task[Recommendation]
    ) -> AsyncGenerator[Piece]:
        """Yield a draft as soon as there is one, or that the answer takes a moment."""
        language, first = self._question.language, {task, self._drafted}
        if not self._heard:
            await self._wait(first, SILENCE_SECONDS)
            if not any(one.done() for one in first):
                yield Piece(say_interim(language, next(_TURNS)))
        async with aclosing(self._progress(first)) as shown:
            async for piece in shown:
                yield piece
        if self._drafted.done():
            await asyncio.wait({task}, timeout=GRACE_SECONDS)
        if self._drafted.done() and not task.done():
            self.given = self._drafted.result()
            yield Piece(say_draft(self._words(self.given), language))

    def _answer(self, task: asyncio.Task[Recommendation]) -> list[Piece]:
        """Return what is said at the end: the answer, what became of the draft, or the draft."""
        if task.done():
            return self._final(task.result())
        self.refining = task
        if self.given is None and self._exact is None:
            task.cancel()
            self.refining = None
            return [Piece(say_failed(self._question.language))]
        said, self.given = self.given, self.given or self._exact
        assert self.given is not None
        async_dispatcher_send(self._hass, SIGNAL_ADVICE, self.given)
        if said is not None:
            return []
        return [Piece(say_draft(self._words(self.given), self._question.language))]

    def _final(self, answer: Recommendation) -> list[Piece]:
        """Return the answer in words, after a draft only whether it is another one."""
        draft, self.given = self.given, answer
        words, language = self._words(answer), self._question.language
        if draft is None:
            return [Piece(words)]
        changed = is_material(draft, answer)
        return [Piece(say_refined(words, language, changed=changed), begins=changed)]

    async def _progress(
        self, things: set[asyncio.Future[Recommendation]]
    ) -> AsyncGenerator[Piece]:
        """Wait for the first of some things, until time is up; yield what is done meanwhile."""
        while not any(one.done() for one in things) and self._has_time():
            self._stepped.clear()
            for step in self._steps:
                if words := say_progress(step, self._question.language):
                    yield Piece(words, begins=False, silent=True)
            self._steps.clear()
            stepped = asyncio.ensure_future(self._stepped.wait())
            try:
                await self._wait({*things, stepped}, ANSWER_SECONDS)
            finally:
                stepped.cancel()

    def _has_time(self) -> bool:
        """Return whether there is time left for an answer."""
        return self._hass.loop.time() < self._started + ANSWER_SECONDS

    def _begin_step(self, step: str) -> None:
        """Note that a step has begun."""
        self._steps.append(step)
        self._stepped.set()

    async def _wait(self, things: set[asyncio.Future[Any]], seconds: float) -> None:
        """Wait for the first of some things, until so many seconds after the question."""
        left = self._started + seconds - self._hass.loop.time()
        await asyncio.wait(
            things, timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED
        )

    async def _keep_draft(self, draft: Recommendation) -> None:
        """Keep the draft that is to be heard at once."""
        if not self._drafted.done():
            self._drafted.set_result(draft)

    async def _keep_exact(self, exact: Recommendation) -> None:
        """Keep the exact local answer, which stands when time runs out."""
        self._exact = exact
