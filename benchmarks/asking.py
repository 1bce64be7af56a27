"""What a question costs beyond its models, against core's agent on the same Ollama server.

Both are asked in the same Home Assistant, taking turns. A model's own time is
that from the last byte of its request to the last byte of its answer, as the
server sees it.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from homeassistant.components.conversation import async_converse
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context

from .large_home import furnish
from .played import Played, played_models
from .rows import Row
from .running import (
    AGENT,
    Home,
    add,
    add_core_ollama,
    have_notes,
    reference_entry,
    remove,
    running_home,
)
from .scale import Scale
from .slices import longest, settled_heap, watched_loop
from demo import reference_home

MOST: float = 15.0
MOST_IN_A_SLICE: float = 5.0


@dataclass(frozen=True)
class Turn:
    """Milliseconds beyond the models of one question, and of the next one's longest slice."""

    overhead: float
    slice: float


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield what a question costs in each mode, where its time goes, and the longest slice."""
    async with played_models() as models, running_home(models) as home:
        furnish(home.hass, scale.entities)
        peer = await add_core_ollama(home, models)
        modes = {"no model": None, "local model": False, "both models": True}
        for mode, cloud in modes.items():
            entry = reference_entry(
                None if cloud is None else models, cloud=bool(cloud)
            )
            await add(home, entry)
            await have_notes(home, entry, reference_home.NOTES)
            settled_heap()
            ours, theirs = await _turns(home, models, peer, scale)
            yield _overhead(mode, ours, theirs)
            yield _slice(mode, ours, theirs)
            if cloud:
                for row in await _steps(home, entry, scale):
                    yield row
                furnish(home.hass, scale.many_entities, exposed=scale.entities)
                settled_heap()
                ours, theirs = await _turns(home, models, peer, scale)
                large = f"{mode}, a home of {scale.many_entities} entities"
                yield _slice(large, ours, theirs)
            await remove(home, entry)


async def _turns(
    home: Home, models: Played, peer: str, scale: Scale
) -> tuple[Sequence[Turn], Sequence[Turn]]:
    """Return the turns of our agent and of the peer, one after the other; the first do not count."""
    turns = [
        (await _turn(home, models, AGENT), await _turn(home, models, peer))
        for _ in range(scale.questions + 1)
    ][1:]
    return [ours for ours, _ in turns], [theirs for _, theirs in turns]


async def _steps(home: Home, entry: ConfigEntry, scale: Scale) -> Sequence[Row]:
    """Return the steps of a question, as its own trace tells them; models included.

    The home was read before that, to understand the question.
    """
    told: list[Mapping[str, float]] = []
    for _ in range(scale.questions):
        await _ask(home, AGENT)
        advice = entry.runtime_data.spending.last_advice
        told.append(advice.seconds)
    return [
        Row(
            name=f"a question, both models: its step {step}, the models included",
            ours=median(one[step] for one in told) * 1e3,
        )
        for step in told[0]
        if step != "household"
    ]


def _overhead(mode: str, ours: Sequence[Turn], theirs: Sequence[Turn]) -> Row:
    """Return the row of the overhead, whose goal has two parts."""
    own = median(turn.overhead for turn in ours)
    peer = median(turn.overhead for turn in theirs)
    return Row(
        name=f"a question, {mode}: beyond the models' own time, against core's ollama agent",
        ours=own,
        peer=peer,
        ratio=peer / own,
        goal=f"under {MOST:g} ms and not above core's agent",
        met=own < MOST and own <= peer,
    )


def _slice(mode: str, ours: Sequence[Turn], theirs: Sequence[Turn]) -> Row:
    """Return the row of the longest slice of the event loop during a question."""
    own = median(turn.slice for turn in ours)
    peer = median(turn.slice for turn in theirs)
    return Row(
        name=f"a question, {mode}: longest slice of the event loop",
        ours=own,
        peer=peer,
        ratio=peer / own,
        goal=f"under {MOST_IN_A_SLICE:g} ms",
        met=own < MOST_IN_A_SLICE,
    )


async def _turn(home: Home, models: Played, agent: str) -> Turn:
    """Return what a question to an agent costs; the slices are those of another one."""
    await models.spent()
    began = perf_counter()
    await _ask(home, agent)
    overhead = perf_counter() - began - await models.seconds()
    with watched_loop() as slices:
        # A task of its own, so that its first and last slice are seen whole.
        await asyncio.create_task(_ask(home, agent))
    return Turn(overhead * 1e3, longest(slices).wall)


async def _ask(home: Home, agent: str) -> None:
    """Ask an agent the reference question."""
    result = await async_converse(
        home.hass,
        reference_home.QUESTION,
        None,
        Context(),
        language="en",
        agent_id=agent,
    )
    assert result.response.error_code is None, result.response.speech
