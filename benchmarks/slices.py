"""How long each turn of an event loop takes: what everything else has to wait for."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
import gc
from threading import get_ident
from time import perf_counter, thread_time


@dataclass(frozen=True)
class Slice:
    """Milliseconds of one turn: by the clock, and of a processor.

    The first is what others wait for; the second is the same on a machine
    that does other things besides.
    """

    wall: float
    busy: float


def longest(slices: Sequence[Slice]) -> Slice:
    """Return the longest turn by the clock and the longest of a processor."""
    return Slice(max(one.wall for one in slices), max(one.busy for one in slices))


def whole(slices: Sequence[Slice]) -> Slice:
    """Return the sum of all turns."""
    return Slice(sum(one.wall for one in slices), sum(one.busy for one in slices))


@contextmanager
def watched_loop() -> Iterator[list[Slice]]:
    """Give the turns of the event loop of this thread, for as long as the context lasts."""
    slices: list[Slice] = []
    original = asyncio.Handle._run  # noqa: SLF001
    watched = get_ident()

    def run(handle: asyncio.Handle) -> None:
        """Run a callback and note how long it took; loops of other threads are not ours."""
        wall, busy = perf_counter(), thread_time()
        original(handle)
        if get_ident() == watched:
            slices.append(
                Slice((perf_counter() - wall) * 1e3, (thread_time() - busy) * 1e3)
            )

    asyncio.Handle._run = run  # type: ignore[method-assign]  # noqa: SLF001
    try:
        yield slices
    finally:
        asyncio.Handle._run = original  # type: ignore[method-assign]  # noqa: SLF001


def settled_heap() -> None:
    """Take what is there off the garbage collector's hands.

    Its full pass over the objects of a started Home Assistant takes tens of
    milliseconds, comes when it comes, and would be counted for whoever is
    measured just then. What is made from now on is collected as ever.
    """
    gc.collect()
    gc.freeze()
