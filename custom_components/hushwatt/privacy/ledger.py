"""The ledger: what left the house, to the byte, written down before it leaves."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
import math
from pathlib import Path
from typing import Protocol

from ..models.protocol import CloudReply
from ..vocabulary import Degraded
from .blocked import Blocked
from .guard import ClearedRequest
from .ledger_entries import Entry
from .ledger_file import LedgerFile, OverBudget

__all__ = ["Ledger", "Month", "OverBudget", "RunBlocking"]


class RunBlocking(Protocol):
    """Runs a blocking call on a worker thread."""

    def __call__[*Args, Result](
        self, call: Callable[[*Args], Result], /, *args: *Args
    ) -> Awaitable[Result]:
        """Return the call's result."""


@dataclass(frozen=True, kw_only=True)
class Month:
    """What was sent since the first of the month; cost in USD.

    `fields` are the kinds of field of the newest request.
    """

    calls: int
    blocked: int
    cost: float
    last_at: datetime | None
    fields: tuple[str, ...]


class Ledger:
    """An append-only file of JSON lines; all file work is done off the event loop.

    The API key is never written. `open`, `record` and `entries` raise OSError
    when the file cannot be read or written; what is not recorded is not sent.
    """

    def __init__(
        self,
        path: Path,
        run_blocking: RunBlocking,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare for a file, which need not exist.

        `clock` gives the aware time in the zone whose months the budget counts.
        """
        self._file = LedgerFile(path, clock)
        self._run_blocking = run_blocking
        self._lock = asyncio.Lock()

    async def _run[*Args, Result](
        self, call: Callable[[*Args], Result], *args: *Args
    ) -> Result:
        """Return a blocking call's result, one call at a time.

        A caller that is cancelled does not cut a write short.
        """

        async def locked() -> Result:
            async with self._lock:
                return await self._run_blocking(call, *args)

        return await asyncio.shield(locked())

    async def open(self) -> None:
        """Compact the file; attempts that a crash left without outcome become unknown."""
        await self._run(self._file.open)

    async def record(
        self, cleared: ClearedRequest, *, reserve: float = 0.0, budget: float = math.inf
    ) -> str:
        """Write an attempt through to the disk and return its id; then it may be sent.

        `reserve` is the most that it can cost, in USD: what the month counts
        until the outcome says better. Raises OverBudget when that is more than
        this month's `budget` has left; whoever asks at the same time, what one
        reserves is gone for the other.
        """
        return await self._run(
            self._file.record,
            cleared.url,
            cleared.level,
            cleared.body,
            reserve,
            budget,
        )

    async def outcome(
        self, attempt: str, reply: CloudReply | None, code: Degraded | None
    ) -> None:
        """Write what became of an attempt; `code` is None when it was answered."""
        await self._run(self._file.outcome, attempt, reply, code)

    async def record_blocked(self, blocked: Blocked) -> None:
        """Write that the guard kept a request back; what it held is not kept."""
        await self._run(self._file.record_blocked, blocked.objection.value)

    async def delete(self) -> None:
        """Remove the file for good; nothing can be recorded any more."""
        await self._run(self._file.delete)

    async def entries(self) -> tuple[Entry, ...]:
        """Return all attempts and blocked requests, the newest first."""
        return await self._run(self._file.entries)

    async def month(self) -> Month:
        """Return the sums of this calendar month; raises OSError.

        An attempt without outcome counts its reserve.
        """
        newest = next((entry for entry in await self.entries() if entry.body), None)
        totals = await self._run(self._file.month_totals)
        return Month(
            calls=totals.calls,
            blocked=totals.blocked,
            cost=totals.cost,
            last_at=None if newest is None else newest.at,
            fields=() if newest is None else newest.fields,
        )
