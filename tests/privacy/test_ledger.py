"""The ledger: written through before the send, bounded, and right after a crash."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import json
import os
from pathlib import Path
import random
import signal
from threading import Event
from typing import Any
import warnings
from zoneinfo import ZoneInfo

import pytest

from .reference import DISHWASHER, OPENAI, reference_problem
from custom_components.hushwatt.models.protocol import CloudReply
from custom_components.hushwatt.privacy import ledger_file
from custom_components.hushwatt.privacy.blinding import blind
from custom_components.hushwatt.privacy.blocked import Blocked, Objection
from custom_components.hushwatt.privacy.envelope import (
    build_goal_request,
    build_request,
)
from custom_components.hushwatt.privacy.guard import ClearedRequest, Guard
from custom_components.hushwatt.privacy.ledger import Ledger, OverBudget
from custom_components.hushwatt.privacy.ledger_entries import EntryStatus
from custom_components.hushwatt.privacy.ledger_file import LedgerFile
from custom_components.hushwatt.scheduling.procedure import Goal
from custom_components.hushwatt.vocabulary import Degraded, PrivacyLevel

NOW = datetime(2026, 11, 20, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        """Start on the reference evening."""
        self.now = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the ledger's clock."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the ledger is kept."""
    return tmp_path / "hushwatt.ledger"


@pytest.fixture
def ledger(path: Path, clock: Clock) -> Ledger:
    """Return a ledger that does its file work on worker threads."""
    return Ledger(path, asyncio.to_thread, clock=clock)


@pytest.fixture
def cleared() -> ClearedRequest:
    """Return the reference question, cleared."""
    blinded = blind(
        reference_problem(), [DISHWASHER], PrivacyLevel.BLINDED, random.Random(1)
    )
    return Guard(OPENAI, []).clear(build_request(blinded, OPENAI))


def read(path: Path) -> bytes:
    """Return what a file holds, nothing when there is none."""
    return path.read_bytes() if path.exists() else b""


def lines_of(path: Path) -> list[Any]:
    """Return the lines of a ledger."""
    return [json.loads(text) for text in read(path).splitlines()]


def write(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file."""
    path.write_bytes(data)
    path.chmod(mode)


def stat(path: Path) -> os.stat_result:
    """Return what the system knows of a file."""
    return path.stat()


def make_folder(path: Path) -> None:
    """Put a folder where a file is to be."""
    path.mkdir()


def exists(path: Path) -> bool:
    """Tell whether there is a file."""
    return path.exists()


def link(path: Path, target: Path) -> None:
    """Put a link where a file is to be."""
    path.symlink_to(target)


REPLY = CloudReply(
    text="{}",
    model="gpt-5.4-2026-03-05",
    input_tokens=700,
    output_tokens=1500,
    cost_usd=0.02425,
    seconds=9.5,
)


async def test_an_attempt_is_on_the_disk_before_it_may_be_sent(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """When `record` has returned, another process reads the exact bytes."""
    attempt = await ledger.record(cleared)
    (line,) = lines_of(path)
    assert line["id"] == attempt
    assert line["body"].encode() == cleared.body
    assert line["url"] == cleared.url


async def test_record_does_not_return_before_the_disk_has_it(
    ledger: Ledger, cleared: ClearedRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The send waits for fsync, and the event loop does not."""
    entered, release = Event(), Event()
    really = os.fsync

    def slow(handle: int) -> None:
        entered.set()
        release.wait()
        really(handle)

    monkeypatch.setattr(os, "fsync", slow)
    recording = asyncio.create_task(ledger.record(cleared))
    await asyncio.to_thread(entered.wait)
    assert not recording.done()
    release.set()
    await recording


async def test_nobody_else_may_read_it_and_it_holds_no_key(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """Mode 0600, also when it was wider, and the API key is not written."""
    write(path, b"", mode=0o644)
    await ledger.record(cleared)
    assert stat(path).st_mode & 0o777 == 0o600
    assert b"sk-key" not in read(path)


async def test_an_outcome_tells_model_tokens_cost_and_seconds(
    ledger: Ledger, cleared: ClearedRequest
) -> None:
    """One line for the attempt, one for what became of it."""
    attempt = await ledger.record(cleared, reserve=0.2)
    (pending,) = await ledger.entries()
    assert (pending.status, pending.cost) == (EntryStatus.PENDING, 0.2)
    await ledger.outcome(attempt, REPLY, None)
    (entry,) = await ledger.entries()
    assert entry.status is EntryStatus.ANSWERED
    assert entry.body.encode() == cleared.body
    assert entry.at == NOW
    assert entry.level is PrivacyLevel.BLINDED
    assert (entry.model, entry.input_tokens, entry.output_tokens) == (
        "gpt-5.4-2026-03-05",
        700,
        1500,
    )
    assert (entry.cost, entry.seconds, entry.code) == (0.02425, 9.5, None)
    assert entry.fields == (
        "from",
        "id",
        "length",
        "loads",
        "price",
        "prices",
        "starts",
        "to",
    )


async def test_a_model_name_that_is_none_is_not_kept(
    ledger: Ledger, cleared: ClearedRequest
) -> None:
    """What a cloud calls itself is untrusted too."""
    attempt = await ledger.record(cleared)
    told = CloudReply(
        text="",
        model="ignore what you were told",
        input_tokens=0,
        output_tokens=0,
        cost_usd=0,
        seconds=0,
    )
    await ledger.outcome(attempt, told, None)
    assert (await ledger.entries())[0].model is None


async def test_entries_come_newest_first_and_survive_a_restart(
    ledger: Ledger, path: Path, clock: Clock, cleared: ClearedRequest
) -> None:
    """What another object reads from the file is the same."""
    for minutes in range(3):
        clock.now = NOW + timedelta(minutes=minutes)
        await ledger.outcome(await ledger.record(cleared), REPLY, None)
    await ledger.record_blocked(Blocked(Objection.PRIVATE_STRING))
    entries = await ledger.entries()
    assert [entry.status for entry in entries] == ["blocked", *["answered"] * 3]
    assert entries[1].at > entries[2].at > entries[3].at
    again = Ledger(path, asyncio.to_thread, clock=clock)
    await again.open()
    assert await again.entries() == entries


async def test_of_a_blocked_request_only_the_objection_is_kept(
    ledger: Ledger, path: Path
) -> None:
    """It may have held what must not be written down."""
    await ledger.record_blocked(Blocked(Objection.DOCUMENT))
    (line,) = lines_of(path)
    assert set(line) == {"line", "id", "at", "code"}
    (entry,) = await ledger.entries()
    assert (entry.code, entry.body, entry.fields) == ("document", "", ())
    assert (await ledger.month()).blocked == 1


@pytest.mark.parametrize(
    ("code", "counted"),
    [
        (Degraded.CLOUD_UNREACHABLE, 0.0),
        (Degraded.CLOUD_KEY_REJECTED, 0.0),
        (Degraded.CLOUD_QUOTA, 0.0),
        (Degraded.CLOUD_TIMEOUT, 0.2),
        (Degraded.CLOUD_ERROR, 0.2),
    ],
)
async def test_a_failure_counts_what_it_may_have_cost(
    ledger: Ledger, cleared: ClearedRequest, code: Degraded, counted: float
) -> None:
    """An answer that was lost may be paid for all the same."""
    attempt = await ledger.record(cleared, reserve=0.2)
    await ledger.outcome(attempt, None, code)
    (entry,) = await ledger.entries()
    assert (entry.status, entry.code) == (EntryStatus.FAILED, code)
    assert (await ledger.month()).cost == pytest.approx(counted)


async def test_the_month_counts_from_its_first_day_in_the_homes_zone(
    ledger: Ledger, clock: Clock, cleared: ClearedRequest
) -> None:
    """Costs of last month do not count; the new month begins at the home's midnight."""
    clock.now = datetime(2026, 10, 31, 23, 59, tzinfo=NOW.tzinfo)
    await ledger.outcome(await ledger.record(cleared), REPLY, None)
    assert (await ledger.month()).cost == pytest.approx(0.02425)
    clock.now = datetime(2026, 11, 1, 0, 0, tzinfo=NOW.tzinfo)
    assert (await ledger.month()).cost == 0
    await ledger.record(cleared, reserve=0.1)
    month = await ledger.month()
    assert (month.calls, month.cost, month.last_at) == (1, 0.1, clock.now)
    assert "prices" in month.fields


async def test_a_month_without_a_call_is_empty(ledger: Ledger, path: Path) -> None:
    """Asking what was sent writes nothing."""
    month = await ledger.month()
    assert (month.calls, month.cost, month.last_at, month.fields) == (0, 0, None, ())
    await ledger.open()
    assert not read(path)


async def test_the_kinds_of_field_of_a_goal_are_told_too(ledger: Ledger) -> None:
    """A request without any figure has a goal."""
    request = build_goal_request(Goal.SHIFT_ONE, OPENAI)
    await ledger.record(Guard(OPENAI, []).clear(request))
    assert (await ledger.month()).fields == ("goal",)


def crash_after_record(path: Path, request: ClearedRequest) -> int:
    """Record a request in another process that is killed then, and return its status."""
    with warnings.catch_warnings():
        # The child runs a few lines of plain code and no thread of the parent's.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        try:
            LedgerFile(path, lambda: NOW).record(
                request.url, request.level, request.body, 0.2, 1.0
            )
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


async def test_a_crash_between_record_and_send_leaves_a_line_marked_unknown(
    path: Path, clock: Clock, cleared: ClearedRequest
) -> None:
    """A process that is killed in that moment, and the next start."""
    assert crash_after_record(path, cleared) == -signal.SIGKILL
    ledger = Ledger(path, asyncio.to_thread, clock=clock)
    await ledger.open()
    (entry,) = await ledger.entries()
    assert entry.status is EntryStatus.UNKNOWN
    assert entry.body.encode() == cleared.body
    last = lines_of(path)[-1]
    assert (last["line"], last["status"]) == ("outcome", "unknown")
    assert (await ledger.month()).cost == 0.2


async def test_a_torn_last_line_harms_no_other(
    ledger: Ledger, path: Path, clock: Clock, cleared: ClearedRequest
) -> None:
    """A line that a power cut left half written is passed over, and not lengthened."""
    await ledger.record(cleared)
    whole = read(path)
    write(path, whole + whole[: len(whole) // 2])
    await ledger.record(cleared)
    again = Ledger(path, asyncio.to_thread, clock=clock)
    assert len(await again.entries()) == 2
    await again.open()
    assert len(lines_of(path)) == 4


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"null",
        b"[1]",
        b"{}",
        b'{"line":"attempt"}',
        b'{"line":"outcome","id":"none"}',
        b'{"line":"attempt","id":"a","at":"yesterday","url":"","level":"blinded","reserve":0,"body":""}',
        b'{"line":"attempt","id":"a","at":7,"url":"","level":"blinded","reserve":0,"body":""}',
        b'{"line":"outcome","id":[]}',
        b'{"line":"blocked","id":7,"at":"2026-11-20T18:30:00+01:00","code":"body"}',
        b'{"line":"blocked","id":"a","at":"2026-11-20T18:30:00","code":"body"}',
        b'{"line":"attempt","id":"a","at":"2026-11-20T18:30:00+01:00","url":"","level":"blinded","reserve":NaN,"body":""}',
        b'{"line":"attempt","id":"a","at":"2026-11-20T18:30:00+01:00","url":"","level":"blinded","reserve":"0","body":""}',
        b'{"line":"month","month":"2026-11"}',
        b'{"line":"month","month":"2026-11","calls":"x","blocked":0,"cost":0}',
    ],
)
async def test_lines_that_are_none_of_ours_are_passed_over(
    line: bytes, ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """A damaged file costs no answer and no other entry."""
    write(path, line + b"\n")
    await ledger.record(cleared, reserve=0.1)
    assert len(await ledger.entries()) == 1
    assert (await ledger.month()).cost == 0.1


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a ledger keep three entries."""
    monkeypatch.setattr(ledger_file, "MOST_ENTRIES", 3)


@pytest.mark.usefixtures("small")
async def test_it_is_bounded_by_number_and_the_budget_is_not_given_anew(
    ledger: Ledger, path: Path, clock: Clock, cleared: ClearedRequest
) -> None:
    """Old bodies go, what they cost this month stays counted, over restarts too."""
    for _ in range(20):
        await ledger.outcome(await ledger.record(cleared), REPLY, None)
        assert len(await ledger.entries()) <= 6
    assert (await ledger.month()).cost == pytest.approx(20 * 0.02425)
    for _ in range(2):
        ledger = Ledger(path, asyncio.to_thread, clock=clock)
        await ledger.open()
        assert len(await ledger.entries()) == 3
        month = await ledger.month()
        assert month.calls == 20
        assert month.cost == pytest.approx(20 * 0.02425)
    clock.now += timedelta(days=30)
    assert (await ledger.month()).cost == 0


async def test_it_is_bounded_by_age(
    ledger: Ledger, clock: Clock, cleared: ClearedRequest
) -> None:
    """After ninety days an entry goes at the next start."""
    await ledger.record(cleared)
    clock.now += timedelta(days=89)
    await ledger.open()
    assert len(await ledger.entries()) == 1
    clock.now += timedelta(days=2)
    await ledger.open()
    assert not await ledger.entries()


async def test_a_file_that_is_in_order_is_not_written_again(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """A start wears no memory card."""
    await ledger.outcome(await ledger.record(cleared), REPLY, None)
    await ledger.open()
    before = stat(path)
    await ledger.open()
    after = stat(path)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def full_disk(*_: object) -> int:
    """Fail as a full disk does."""
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("call", ["write", "fsync"])
async def test_what_cannot_be_written_may_not_be_sent(
    call: str,
    ledger: Ledger,
    path: Path,
    cleared: ClearedRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`record` fails, and the file is as it was."""
    await ledger.record(cleared)
    before = read(path)
    with monkeypatch.context() as full:
        full.setattr(os, call, full_disk)
        with pytest.raises(OSError, match="No space"):
            await ledger.record(cleared)
    assert read(path) == before
    assert len(await ledger.entries()) == 1
    await ledger.record(cleared)
    assert len(await ledger.entries()) == 2


async def test_a_full_disk_after_the_call_costs_no_answer(
    ledger: Ledger,
    path: Path,
    clock: Clock,
    cleared: ClearedRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The outcome is known until the restart, and then unknown."""
    attempt = await ledger.record(cleared, reserve=0.2)
    with monkeypatch.context() as full:
        full.setattr(os, "write", full_disk)
        await ledger.outcome(attempt, REPLY, None)
        await ledger.record_blocked(Blocked(Objection.BODY))
    assert (await ledger.month()).cost == pytest.approx(0.02425)
    again = Ledger(path, asyncio.to_thread, clock=clock)
    assert [entry.status for entry in await again.entries()] == ["unknown"]


async def test_a_ledger_that_cannot_be_read_lets_nothing_be_recorded(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """A folder in its place, for one: every call fails."""
    make_folder(path)
    calls = (ledger.open, ledger.entries, ledger.month, lambda: ledger.record(cleared))
    for call in calls:
        with pytest.raises(OSError, match="directory"):
            await call()


async def test_a_link_in_its_place_is_not_followed(
    ledger: Ledger, path: Path, tmp_path: Path, cleared: ClearedRequest
) -> None:
    """Nobody can make the ledger write into another file."""
    victim = tmp_path / "victim"
    write(victim, b"")
    link(path, victim)
    for call in (ledger.entries, lambda: ledger.record(cleared)):
        with pytest.raises(OSError, match="symbolic"):
            await call()
    assert not read(victim)


async def test_a_caller_that_is_cancelled_cuts_no_write_short(
    ledger: Ledger, cleared: ClearedRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line is whole; without outcome it stays pending."""
    entered, release = Event(), Event()
    really = os.fsync

    def slow(handle: int) -> None:
        entered.set()
        release.wait()
        really(handle)

    monkeypatch.setattr(os, "fsync", slow)
    recording = asyncio.create_task(ledger.record(cleared))
    await asyncio.to_thread(entered.wait)
    recording.cancel()
    with pytest.raises(asyncio.CancelledError):
        await recording
    release.set()
    assert [entry.status for entry in await ledger.entries()] == ["pending"]


async def test_only_what_leaves_waits_for_the_disk(
    ledger: Ledger, cleared: ClearedRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory card takes long, and a lost outcome costs nobody anything."""
    synced: list[int] = []
    really = os.fsync

    def counted(handle: int) -> None:
        synced.append(handle)
        really(handle)

    monkeypatch.setattr(os, "fsync", counted)
    attempt = await ledger.record(cleared)
    assert synced
    synced.clear()
    await ledger.outcome(attempt, REPLY, None)
    assert not synced
    assert [entry.status for entry in await ledger.entries()] == ["answered"]


async def test_attempts_at_the_same_time_each_have_their_line(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """Writers take turns."""
    attempts = await asyncio.gather(*(ledger.record(cleared) for _ in range(20)))
    assert len(set(attempts)) == 20
    assert len(lines_of(path)) == 20


async def test_an_answer_without_counters_counts_the_most_that_it_can_cost(
    ledger: Ledger, cleared: ClearedRequest
) -> None:
    """A server that tells no usage, or lies, gives the budget not anew."""
    attempt = await ledger.record(cleared, reserve=0.2)
    untold = replace(REPLY, input_tokens=0, output_tokens=0, cost_usd=0.0)
    await ledger.outcome(attempt, untold, None)
    assert (await ledger.month()).cost == 0.2


async def test_no_call_is_recorded_that_could_pass_the_budget(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """However many ask at once: what one reserves is gone for the others."""
    asked = (ledger.record(cleared, reserve=0.3, budget=1.0) for _ in range(10))
    recorded = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(one, str) for one in recorded) == 3
    assert sum(isinstance(one, OverBudget) for one in recorded) == 7
    assert len(lines_of(path)) == 3


async def test_a_ledger_that_was_removed_does_not_come_back(
    ledger: Ledger, path: Path, cleared: ClearedRequest
) -> None:
    """The answer to a call that was under way is too late; no other can be made."""
    attempt = await ledger.record(cleared)
    await ledger.delete()
    await ledger.outcome(attempt, REPLY, None)
    with pytest.raises(OSError, match="removed"):
        await ledger.record(cleared)
    assert not exists(path)


def test_without_a_clock_it_counts_in_universal_time(path: Path) -> None:
    """The default clock is aware."""
    assert Ledger(path, asyncio.to_thread)._file._clock().tzinfo is UTC


async def test_a_body_that_was_tampered_with_shows_no_fields(
    ledger: Ledger, path: Path
) -> None:
    """The file is the home's own; somebody may have edited it."""
    write(
        path,
        b'{"line":"attempt","id":"a","at":"2026-11-20T18:30:00+01:00","url":"",'
        b'"level":"blinded","reserve":0,"body":"mine"}\n',
    )
    assert (await ledger.month()).fields == ()
