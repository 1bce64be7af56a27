"""How costs grow with the home: the exponent of the power law that fits best.

1 is in proportion, 0 is not at all; the fit is least squares in logarithms.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from math import log
from statistics import fmean, median
from time import process_time

from homeassistant.components.conversation import async_converse
from homeassistant.core import Context

from . import many
from .cloud_tokens import bodies
from .encoding import measure_of
from .large_home import furnish
from .played import played_models
from .rows import Row
from .running import (
    AGENT,
    CLOUD_MODEL,
    Home,
    add,
    add_core_openai,
    have_notes,
    our_entry,
    reference_entry,
    remove,
    running_home,
)
from .scale import Scale
from demo import reference_home

LARGEST: float = 1.2
LOADS, WINDOWS, NOTES, ENTITIES = 8, 96, 60, 60


def exponent(sizes: Sequence[float], figures: Sequence[float]) -> float:
    """Return the slope of figures over sizes in logarithms; both are positive."""
    x, y = [log(size) for size in sizes], [log(figure) for figure in figures]
    across, up = fmean(x), fmean(y)
    return sum((a - across) * (b - up) for a, b in zip(x, y, strict=True)) / sum(
        (a - across) ** 2 for a in x
    )


def fitted(name: str, sizes: Sequence[float], figures: Sequence[float]) -> Row:
    """Return the row of an exponent; the goal is about in proportion, or better."""
    found = exponent(sizes, figures)
    return Row(
        name=f"{name}, {sizes[0]:g} to {sizes[-1]:g}",
        ours=found,
        unit="exponent",
        goal=f"under {LARGEST:g}",
        met=found < LARGEST,
    )


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield the exponents, one for each kind of size."""
    async with played_models() as models, running_home(models) as home:
        furnish(home.hass, scale.entities)
        yield await _with_loads(home, scale)
        yield await _with_windows(home, scale)
        async for row in _with_notes(home, scale):
            yield row
        async for row in _with_entities(home, scale):
            yield row


async def _with_loads(home: Home, scale: Scale) -> Row:
    """Return how planning the whole home grows with its appliances."""
    sizes = [LOADS * factor for factor in scale.growing]
    many.tell_prices(home.hass, 2 * WINDOWS)
    figures = []
    for size in sizes:
        entry = await add(
            home, our_entry(many.SOURCE, many.appliances(home.hass, size))
        )
        coordinator = entry.runtime_data.coordinator
        figures.append(await _busy(coordinator.async_refresh, scale))
        await remove(home, entry)
    return fitted("planning the home grows with its appliances", sizes, figures)


async def _with_windows(home: Home, scale: Scale) -> Row:
    """Return how planning the whole home grows with the price windows."""
    sizes = [WINDOWS * factor for factor in scale.growing]
    entry = await add(home, our_entry(many.SOURCE, many.appliances(home.hass, LOADS)))
    coordinator = entry.runtime_data.coordinator
    figures = []
    for size in sizes:
        many.tell_prices(home.hass, size)
        figures.append(await _busy(coordinator.async_refresh, scale))
    await remove(home, entry)
    return fitted("planning the home grows with price windows", sizes, figures)


async def _with_notes(home: Home, scale: Scale) -> AsyncIterator[Row]:
    """Yield how writing notes, and a question, grow with the notes that are there."""
    sizes = [NOTES * factor for factor in scale.growing]
    writing, asking = [], []
    for size in sizes:
        entry = await add(home, reference_entry(None))
        began = process_time()
        await have_notes(home, entry, many.notes(size))
        writing.append(process_time() - began)
        asking.append(await _busy(lambda: _ask(home), scale))
        await remove(home, entry)
    yield fitted(
        "importing notes and reading them grows with their number", sizes, writing
    )
    yield fitted("a question grows with notes", sizes, asking)


async def _with_entities(home: Home, scale: Scale) -> AsyncIterator[Row]:
    """Yield how a question and what it sends grow with the home's entities."""
    assert home.models is not None
    measure = measure_of(CLOUD_MODEL)
    sizes = [ENTITIES * factor for factor in scale.growing]
    peer = await add_core_openai(home, home.models)
    entry = await add(home, reference_entry(home.models))
    await have_notes(home, entry, reference_home.NOTES)
    asking, ours, theirs = [], [], []
    for size in sizes:
        furnish(home.hass, size)
        asking.append(await _busy(lambda: _ask(home), scale))
        ours.append(sum(map(measure.count, await bodies(home, AGENT))))
        theirs.append(sum(map(measure.count, await bodies(home, peer))))
    yield fitted("a question grows with exposed entities, both models", sizes, asking)
    sent = fitted(
        f"cloud input ({measure.unit}) grows with exposed entities", sizes, ours
    )
    yield Row(
        name=f"{sent.name}, against core's openai_conversation",
        ours=sent.ours,
        peer=exponent(sizes, theirs),
        unit=sent.unit,
        goal=sent.goal,
        met=sent.met,
    )


async def _ask(home: Home) -> None:
    """Ask the reference question."""
    await async_converse(
        home.hass,
        reference_home.QUESTION,
        None,
        Context(),
        language="en",
        agent_id=AGENT,
    )


async def _busy(call: Callable[[], Awaitable[object]], scale: Scale) -> float:
    """Return the median processor seconds of a call, after a first one that does not count."""
    await call()
    figures = []
    for _ in range(scale.growth_runs):
        began = process_time()
        await asyncio.ensure_future(call())
        figures.append(process_time() - began)
    return median(figures)
