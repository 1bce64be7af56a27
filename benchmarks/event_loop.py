"""The longest slice of the event loop while the whole home is planned, and while notes come in.

Home Assistant does nothing else meanwhile: switches, lights and everybody's
automations wait for the end of the slice.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from statistics import median
from time import perf_counter

from . import many
from .large_home import furnish
from .rows import Row, bounded
from .running import (
    Home,
    add,
    our_entry,
    reference_entry,
    remove,
    running_home,
    until_read,
    write_notes,
)
from .scale import Scale
from .slices import Slice, longest, settled_heap, watched_loop

MOST_IN_A_SLICE: float = 5.0


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield the longest slices, and how long the whole takes."""
    async with running_home() as home:
        furnish(home.hass, scale.entities)
        for row in await _planning(home, scale):
            yield row
        for row in await _importing(home, scale):
            yield row


async def _planning(home: Home, scale: Scale) -> Sequence[Row]:
    """Return what it costs to plan the whole home after new prices."""
    many.tell_prices(home.hass, scale.windows)
    appliances = many.appliances(home.hass, scale.appliances)
    entry = await add(home, our_entry(many.SOURCE, appliances))
    await until_read(home, entry)
    coordinator = entry.runtime_data.coordinator
    settled_heap()
    slices, seconds = [], []
    for _ in range(scale.plans):
        many.tell_prices(home.hass, scale.windows)
        with watched_loop() as turns:
            began = perf_counter()
            await asyncio.create_task(coordinator.async_refresh())
            seconds.append(perf_counter() - began)
        slices.append(longest(turns))
    await remove(home, entry)
    what = f"planning {scale.appliances} appliances, {scale.windows} price windows"
    return [
        *_slices(what, slices),
        Row(name=f"{what}: all of it, in a worker thread", ours=median(seconds) * 1e3),
    ]


async def _importing(home: Home, scale: Scale) -> Sequence[Row]:
    """Return what it costs to write notes into the list and to have them read."""
    slices, seconds = [], []
    for _ in range(scale.imports):
        entry = await add(home, reference_entry(None))
        await until_read(home, entry)
        settled_heap()
        with watched_loop() as turns:
            began = perf_counter()
            await asyncio.create_task(write_notes(home, many.notes(scale.notes)))
            await until_read(home, entry)
            seconds.append(perf_counter() - began)
        assert len(entry.runtime_data.notes.notes) == scale.notes
        slices.append(longest(turns))
        await remove(home, entry)
    what = f"importing {scale.notes} notes"
    return [
        *_slices(what, slices),
        Row(name=f"{what}: all of it, each saved", ours=median(seconds) * 1e3),
    ]


def _slices(what: str, slices: Sequence[Slice]) -> Sequence[Row]:
    """Return the rows of the longest slice: by the clock, and of a processor."""
    return [
        bounded(
            f"{what}: longest slice of the event loop",
            median(one.wall for one in slices),
            below=MOST_IN_A_SLICE,
        ),
        bounded(
            f"{what}: the same in processor time",
            median(one.busy for one in slices),
            below=MOST_IN_A_SLICE,
        ),
    ]
