"""The file of the ledger: blocking, append-only, written through to the disk."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
import errno
import json
import os
from pathlib import Path
import re
from secrets import token_hex

from ..models.protocol import CloudReply
from ..vocabulary import Degraded, PrivacyLevel
from .ledger_entries import (
    Entry,
    EntryStatus,
    Line,
    Totals,
    attempt_line,
    blocked_line,
    month_line,
    month_of,
    outcome_line,
    read_entries,
    read_totals,
    written,
)

MOST_ENTRIES = 500
OLDEST = timedelta(days=90)
MODE = 0o600

# Lost answers may be paid for all the same: their reserve stays counted.
_MAY_COST = {Degraded.CLOUD_TIMEOUT, Degraded.CLOUD_ERROR}
_MODEL = re.compile(r"[A-Za-z0-9._:/-]{1,128}")


class OverBudget(Exception):
    """What a request could cost is more than the month's budget has left."""


class LedgerFile:
    """One file, one writer.

    `open`, `record`, `entries` and `month_totals` raise OSError when the file
    cannot be read or written. What is said of a request that left, or was kept back, is kept in
    memory when the disk will not have it: it must not cost a person the answer.

    The file is rewritten when it is opened and when twice the entries to keep
    have gathered. Costs of entries that are dropped stay in their month's
    total, so that the budget is not given anew.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        """Prepare for a file, which need not exist."""
        self._path = path
        self._clock = clock
        self._entries: dict[str, Entry] | None = None
        self._carried: dict[str, Totals] = {}
        self._deleted = False

    def open(self) -> None:
        """Compact the file; attempts without outcome become unknown."""
        self._entries = None
        self._opened()

    def delete(self) -> None:
        """Remove the file for good: what is still under way writes no new one."""
        self._deleted = True
        for path in (self._path, self._fresh):
            path.unlink(missing_ok=True)

    def record(
        self,
        url: str,
        level: PrivacyLevel,
        body: bytes,
        reserve: float,
        budget: float,
    ) -> str:
        """Append an attempt and return its id; raise OverBudget, with nothing appended."""
        if self.month_totals().cost + reserve > budget:
            raise OverBudget
        entry = Entry(
            id=token_hex(8),
            at=self._clock(),
            status=EntryStatus.PENDING,
            url=url,
            level=level,
            body=body.decode("ascii"),
            cost=reserve,
        )
        self._add(entry, attempt_line(entry, reserve))
        return entry.id

    def outcome(
        self, attempt: str, reply: CloudReply | None, code: Degraded | None
    ) -> None:
        """Append what became of an attempt; KeyError when there is none."""
        entry = self._opened()[attempt]
        status = EntryStatus.ANSWERED if code is None else EntryStatus.FAILED
        entry = replace(entry, status=status, code=code)
        if reply is None and code not in _MAY_COST:
            entry = replace(entry, cost=0.0)
        if reply is not None:
            entry = replace(
                entry,
                model=reply.model if _MODEL.fullmatch(reply.model) else None,
                input_tokens=reply.input_tokens,
                output_tokens=reply.output_tokens,
                # Nothing is read for nothing: an answer without counters may have cost the most.
                cost=reply.cost_usd if reply.input_tokens else entry.cost,
                seconds=reply.seconds,
            )
        self._opened()[attempt] = entry
        with suppress(OSError):
            # Lost with the power, it leaves the attempt unknown, at the most it can have cost.
            self._append([outcome_line(entry)], synced=False)

    def record_blocked(self, objection: str) -> None:
        """Append that a request was kept back."""
        entry = Entry(
            id=token_hex(8),
            at=self._clock(),
            status=EntryStatus.BLOCKED,
            code=objection,
        )
        with suppress(OSError):
            self._add(entry, blocked_line(entry))

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, the newest first."""
        return tuple(reversed(self._opened().values()))

    def month_totals(self) -> Totals:
        """Return the totals of the current month."""
        now = self._clock()
        month = month_of(now)
        entries = self._opened().values()
        totals = self._carried.get(month, Totals())
        for entry in entries:
            if month_of(entry.at.astimezone(now.tzinfo)) == month:
                totals = totals.plus(entry)
        return totals

    def _add(self, entry: Entry, line: Line) -> None:
        """Append a new entry and keep the file bounded."""
        entries = self._opened()
        if len(entries) >= 2 * MOST_ENTRIES:
            self._entries = entries = self._compacted(entries, [])
        self._append([line])
        entries[entry.id] = entry

    def _opened(self) -> dict[str, Entry]:
        """Return the entries, read from the file at the first call."""
        if self._entries is None:
            lines = self._read()
            entries = read_entries(lines)
            month = month_of(self._clock())
            self._carried = {month: read_totals(lines, month)}
            settled = {i: _settled(entry) for i, entry in entries.items()}
            self._entries = self._compacted(settled, lines)
        return self._entries

    def _compacted(
        self, entries: dict[str, Entry], lines: list[Line]
    ) -> dict[str, Entry]:
        """Return the entries to keep; `lines` are in the file, which is to hold just them."""
        now = self._clock()
        month = month_of(now)
        newest = list(entries.values())[-MOST_ENTRIES:]
        kept = {entry.id: entry for entry in newest if now - entry.at < OLDEST}
        totals = self._carried.get(month, Totals())
        for entry in entries.values():
            this_month = month_of(entry.at.astimezone(now.tzinfo)) == month
            if entry.id not in kept and this_month:
                totals = totals.plus(entry)
        wanted = [line for entry in kept.values() for line in written(entry)]
        if totals != Totals():
            wanted.insert(0, month_line(month, totals))
        if wanted != lines:
            self._rewrite(wanted)
        self._carried = {month: totals}
        return kept

    def _read(self) -> list[Line]:
        """Return the lines of the file, without those that cannot be read."""
        try:
            handle = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW)
        except FileNotFoundError:
            return []
        with os.fdopen(handle, "rb") as file:
            raw = file.read()
        lines: list[Line] = []
        for text in raw.splitlines():
            with suppress(ValueError):
                line = json.loads(text)
                if isinstance(line, dict):
                    lines.append(line)
        return lines

    def _rewrite(self, lines: Iterable[Line]) -> None:
        """Put a whole new file in the place of the old one, or leave the old one."""
        self._refuse_deleted()
        self._fresh.unlink(missing_ok=True)
        _write(self._fresh, lines)
        self._fresh.replace(self._path)
        _sync_folder(self._path.parent)

    def _append(self, lines: Iterable[Line], *, synced: bool = True) -> None:
        """Add lines at the end of the file."""
        self._refuse_deleted()
        is_new = not self._path.exists()
        _write(self._path, lines, synced=synced)
        if is_new:
            _sync_folder(self._path.parent)

    @property
    def _fresh(self) -> Path:
        """Return the file that takes the old one's place when it is whole."""
        return self._path.with_name(f"{self._path.name}.new")

    def _refuse_deleted(self) -> None:
        """Raise OSError when the file was removed."""
        if self._deleted:
            raise OSError(errno.ENOENT, "the ledger was removed")


def _settled(entry: Entry) -> Entry:
    """Return an entry as it is after a restart: without outcome it is unknown."""
    if entry.status is EntryStatus.PENDING:
        return replace(entry, status=EntryStatus.UNKNOWN)
    return entry


def _write(path: Path, lines: Iterable[Line], *, synced: bool = True) -> None:
    """Append lines, all of them or none; return when they are on the disk if `synced`."""
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    handle = os.open(path, flags, MODE)
    try:
        os.fchmod(handle, MODE)
        size = os.fstat(handle).st_size
        torn = size and os.pread(handle, 1, size - 1) != b"\n"
        try:
            _write_all(handle, ("\n" * bool(torn) + text).encode())
            if synced:
                os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    """Write all bytes, however many calls the system takes for it."""
    while data:
        data = data[os.write(handle, data) :]


def _sync_folder(folder: Path) -> None:
    """Write a folder's own entries through to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
