"""Notes are kept in order, privately, and survive what can happen to a file."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
import json
import os
from pathlib import Path
import random
import stat
import subprocess
import sys
import textwrap
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import UnsupportedStorageVersionError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from custom_components.hushwatt.household.notes_store import (
    STORAGE_KEY,
    NoteReading,
    NotesChange,
    NotesFile as StoredFile,
    NotesStore,
    async_forget_notes,
    async_get_notes,
)
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind,
    NoteQuestion,
    Reading,
)
from tests import full_run


@dataclass
class NotesFile:
    """The file of the notes, as somebody with a shell sees it."""

    path: Path

    def text(self) -> str:
        """Return what is in it."""
        return self.path.read_text()

    def records(self) -> dict[str, Any]:
        """Return what is in it, parsed."""
        parsed: dict[str, Any] = json.loads(self.text())
        return parsed

    def write(self, text: str) -> None:
        """Put something else into it."""
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(text)

    def set_aside(self) -> str:
        """Return what is in the only file that was set aside."""
        (aside,) = self.path.parent.glob(f"{STORAGE_KEY}.corrupt.*")
        return aside.read_text()

    def exists(self) -> bool:
        """Tell whether there is a file."""
        return self.path.exists()

    def delete(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)

    def mode(self) -> int:
        """Return who may do what with it."""
        return stat.S_IMODE(self.path.stat().st_mode)


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> dict[str, Any]:
    """Let Home Assistant write real files."""
    return {}


@pytest.fixture
def notes_file(hass_config_dir: str) -> NotesFile:
    """Return the file of the notes."""
    return NotesFile(Path(hass_config_dir) / ".storage" / STORAGE_KEY)


@pytest.fixture
async def notes(hass: HomeAssistant) -> NotesStore:
    """Return an empty store with a file of its own."""
    return await async_get_notes(hass)


async def reopened(hass: HomeAssistant) -> NotesStore:
    """Return the store as it is after a restart."""
    async_forget_notes(hass)
    return await async_get_notes(hass)


def texts(store: NotesStore) -> list[str]:
    """Return the words of all notes in order."""
    return [stored.note.text for stored in store.notes]


async def read_as(store: NotesStore, uid: str, *constraints: Constraint) -> None:
    """Keep a reading for a note."""
    stored = store.get(uid)
    assert stored is not None
    reading = Reading(note_uid=uid, constraints=constraints)
    await store.async_set_readings(
        [NoteReading(note=stored.note, reading=reading, key="key")]
    )


def by_six(uid: str, **more: Any) -> Constraint:
    """Return a constraint as a note would give it."""
    return Constraint(
        kind=ConstraintKind.FINISH_BY,
        appliance="dishwasher",
        note_uid=uid,
        time=time(6),
        **more,
    )


async def test_notes_are_kept_over_a_restart(
    hass: HomeAssistant, notes: NotesStore
) -> None:
    """Words, dates, order, completion and readings come back."""
    first = await notes.async_add("  dishwasher by six ")
    second = await notes.async_add("no noise", until=date(2030, 1, 1))
    third = await notes.async_add("old", completed=True)
    await notes.async_move(third.uid)
    await read_as(notes, first.uid, by_six(first.uid))

    again = await reopened(hass)
    assert again is not notes
    assert texts(again) == ["old", "dishwasher by six", "no noise"]
    assert again.notes == notes.notes
    assert again.constraints() == (by_six(first.uid),)
    assert again.get(second.uid) == second
    assert again.get("nobody") is None


async def test_the_file_is_for_its_owner_only(
    notes: NotesStore, notes_file: NotesFile
) -> None:
    """Nobody else on the machine can read what a household wrote."""
    await notes.async_add("we are away until Sunday")
    assert notes_file.mode() == 0o600


async def test_the_store_is_one_for_all(hass: HomeAssistant, notes: NotesStore) -> None:
    """Everyone who asks gets the same notes, loaded once."""
    assert await async_get_notes(hass) is notes
    await notes.async_add("a")
    await notes.async_load()
    assert texts(notes) == ["a"]


async def test_new_words_lose_the_old_reading(
    notes: NotesStore, freezer: FrozenDateTimeFactory
) -> None:
    """A changed note is a new one in time; a changed date is not."""
    note = await notes.async_add("by six")
    await read_as(notes, note.uid, by_six(note.uid))
    freezer.tick(timedelta(hours=1))

    dated = await notes.async_update(
        note.uid, text="by six ", until=date(2100, 1, 1), completed=False
    )
    assert dated.reading is not None
    assert dated.note.written_at == note.note.written_at
    assert dated.note.until == date(2100, 1, 1)

    changed = await notes.async_update(
        note.uid, text="by seven", until=None, completed=False
    )
    assert changed.reading is None
    assert changed.note.written_at == note.note.written_at + timedelta(hours=1)
    assert notes.constraints() == ()
    assert notes.unread() == (changed,)


async def test_completed_and_past_notes_demand_nothing(
    notes: NotesStore, freezer: FrozenDateTimeFactory
) -> None:
    """Only what still applies is demanded, and it can apply again."""
    freezer.move_to(datetime(2026, 5, 4, 19, 30, tzinfo=UTC))
    done = await notes.async_add("a")
    until = await notes.async_add("b", until=dt_util.now() + timedelta(hours=1))
    tonight = await notes.async_add("c")
    await read_as(notes, done.uid, by_six(done.uid))
    await read_as(notes, until.uid, by_six(until.uid))
    night = by_six(tonight.uid, active_until=dt_util.utcnow() + timedelta(hours=10))
    await read_as(notes, tonight.uid, night)
    assert len(notes.constraints()) == 3

    await notes.async_complete(done.uid)
    assert [c.note_uid for c in notes.constraints()] == [until.uid, tonight.uid]
    freezer.tick(timedelta(hours=2))
    assert [c.note_uid for c in notes.constraints()] == [tonight.uid]
    freezer.tick(timedelta(hours=10))
    assert notes.constraints() == ()
    await notes.async_complete(done.uid, completed=False)
    assert [c.note_uid for c in notes.constraints()] == [done.uid]


async def test_a_late_reading_of_old_words_is_not_kept(notes: NotesStore) -> None:
    """Words that changed while they were read are not taken for the new ones."""
    old = await notes.async_add("by six")
    await notes.async_update(old.uid, text="by seven", until=None, completed=False)
    reading = Reading(note_uid=old.uid, constraints=(by_six(old.uid),))
    gone = replace(old.note, uid="gone")
    await notes.async_set_readings(
        [NoteReading(note=note, reading=reading, key="k") for note in (old.note, gone)]
    )
    assert notes.constraints() == ()
    assert notes.get("gone") is None


async def test_a_note_that_clashes_demands_nothing(
    hass: HomeAssistant, notes: NotesStore
) -> None:
    """Its own reading is kept for when the other note goes, over a restart too."""
    note = await notes.async_add("by six")
    own = Reading(note_uid=note.uid, constraints=(by_six(note.uid),))
    clash = Reading(note_uid=note.uid, question=NoteQuestion.CONTRADICTION)
    kept = NoteReading(note=note.note, reading=own, key="k", clash=clash)
    await notes.async_set_readings([kept])
    assert notes.constraints() == ()
    again = await reopened(hass)
    stored = again.get(note.uid)
    assert stored is not None
    assert (stored.reading, stored.own_reading) == (clash, own)
    await again.async_set_readings([replace(kept, clash=None)])
    assert again.constraints() == (by_six(note.uid),)


async def test_notes_are_moved(notes: NotesStore) -> None:
    """A note goes first, or after another, or stays."""
    a, b, c = [await notes.async_add(text) for text in "abc"]
    await notes.async_move(c.uid)
    assert texts(notes) == ["c", "a", "b"]
    await notes.async_move(c.uid, b.uid)
    assert texts(notes) == ["a", "b", "c"]
    await notes.async_move(a.uid, b.uid)
    assert texts(notes) == ["b", "a", "c"]
    await notes.async_move(a.uid, a.uid)
    assert texts(notes) == ["b", "a", "c"]
    for uid, previous in ((a.uid, "nobody"), ("nobody", a.uid), ("nobody", None)):
        with pytest.raises(KeyError):
            await notes.async_move(uid, previous)
    assert texts(notes) == ["b", "a", "c"]


async def test_notes_are_removed(hass: HomeAssistant, notes: NotesStore) -> None:
    """Forgotten notes are gone from the file as well; unknown ones are no error."""
    a, b, c = [await notes.async_add(text) for text in "abc"]
    await notes.async_remove([a.uid, c.uid, "nobody"])
    assert texts(notes) == ["b"]
    assert (await reopened(hass)).notes == (b,)


async def test_unknown_notes_cannot_be_changed(notes: NotesStore) -> None:
    """A note that is gone is told to be gone."""
    with pytest.raises(KeyError):
        await notes.async_update("nobody", text="x", until=None, completed=False)
    with pytest.raises(KeyError):
        await notes.async_complete("nobody")


async def test_listeners_are_told_what_changed(notes: NotesStore) -> None:
    """Words and readings are told apart; who stopped listening hears nothing."""
    heard: list[NotesChange] = []
    stop = notes.async_listen(heard.append)
    note = await notes.async_add("a")
    await read_as(notes, note.uid, by_six(note.uid))
    await read_as(notes, note.uid, by_six(note.uid))
    assert heard == [NotesChange.WORDS, NotesChange.READINGS]
    stop()
    stop()
    await notes.async_remove([note.uid])
    assert heard == [NotesChange.WORDS, NotesChange.READINGS]


async def test_a_file_that_is_no_json_is_set_aside_and_told(
    hass: HomeAssistant, notes_file: NotesFile
) -> None:
    """Half a file starts an empty list, is kept beside it, and raises an issue."""
    notes_file.write('{"version": 1, "data": {"notes": [{"uid": "a", "te')
    store = await async_get_notes(hass)
    assert store.notes == ()
    assert store.set_aside is None
    assert notes_file.set_aside().endswith('"te')
    issues = ir.async_get(hass).issues
    assert any(STORAGE_KEY in issue_id for _, issue_id in issues)
    await store.async_add("new")
    assert texts(await reopened(hass)) == ["new"]


@pytest.mark.parametrize("content", ["[]", "17", '{"key": "x"}', '{"version": "1"}'])
async def test_json_that_is_no_store_is_set_aside_and_told(
    hass: HomeAssistant,
    notes_file: NotesFile,
    content: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A file of something else is kept beside the new one, with a word in the log."""
    notes_file.write(content)
    store = await async_get_notes(hass)
    assert store.notes == ()
    assert notes_file.set_aside() == content
    assert store.set_aside is not None
    assert store.set_aside.startswith(f"{STORAGE_KEY}.corrupt.")
    assert "household notes cannot be read" in caplog.text


async def test_records_that_are_no_notes_are_kept(
    hass: HomeAssistant, notes: NotesStore, notes_file: NotesFile
) -> None:
    """What cannot be understood is counted, kept through changes, and never shown."""
    await notes.async_add("good")
    stored = notes_file.records()
    stored["data"]["notes"].append({"uid": 5})
    notes_file.write(json.dumps(stored))

    store = await reopened(hass)
    assert texts(store) == ["good"]
    assert store.unreadable == 1
    await store.async_add("better")
    again = await reopened(hass)
    assert texts(again) == ["good", "better"]
    assert again.unreadable == 1
    assert {"uid": 5} in notes_file.records()["data"]["unreadable"]


@pytest.mark.parametrize("data", [[], {"notes": 3}, "x"])
async def test_data_of_another_form_are_kept_as_unreadable(
    hass: HomeAssistant, notes_file: NotesFile, data: object
) -> None:
    """A store of ours with something else in it loses nothing either."""
    header = {"version": 1, "minor_version": 1, "key": STORAGE_KEY}
    notes_file.write(json.dumps({**header, "data": data}))
    store = await async_get_notes(hass)
    assert store.notes == ()
    assert store.unreadable == 1
    await store.async_add("new")
    assert notes_file.records()["data"]["unreadable"] == [data]


async def test_notes_of_another_minor_version_are_read(
    hass: HomeAssistant, notes: NotesStore, notes_file: NotesFile
) -> None:
    """A file of an earlier or later minor version is taken over."""
    await notes.async_add("a")
    stored = notes_file.records()
    for minor in (0, 9):
        notes_file.write(json.dumps({**stored, "minor_version": minor}))
        assert texts(await reopened(hass)) == ["a"]


async def test_notes_of_a_newer_version_are_left_alone(
    hass: HomeAssistant, notes_file: NotesFile
) -> None:
    """After a downgrade nothing is overwritten."""
    content = json.dumps({"version": 2, "minor_version": 1, "data": {"new": 1}})
    notes_file.write(content)
    with pytest.raises(UnsupportedStorageVersionError):
        await async_get_notes(hass)
    assert notes_file.text() == content


async def test_the_file_can_be_deleted(
    hass: HomeAssistant, notes: NotesStore, notes_file: NotesFile
) -> None:
    """Removing the entry can leave nothing behind."""
    await notes.async_add("a")
    await notes.async_delete_file()
    assert not notes_file.exists()
    assert (await reopened(hass)).notes == ()


async def test_five_hundred_notes_that_come_at_once_are_written_in_one_go(
    hass: HomeAssistant, notes: NotesStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is in the file when its own addition is done, in the order in which they came."""
    written: list[int] = []
    write = StoredFile._async_write_data

    async def count(file: StoredFile, data: dict[str, Any]) -> None:
        """Count the notes that are written, and write them."""
        written.append(len(data["data"]["notes"]))
        await write(file, data)

    monkeypatch.setattr(StoredFile, "_async_write_data", count)
    words = [f"note {number}" for number in range(500)]
    await asyncio.gather(*map(notes.async_add, words))
    assert written == [1, 500]
    assert texts(await reopened(hass)) == words


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_changes_leave_file_and_memory_the_same(
    hass: HomeAssistant, notes_file: NotesFile, data: st.DataObject
) -> None:
    """After any row of changes a restart finds what was there before it."""
    notes_file.delete()
    store = await reopened(hass)
    for _ in range(data.draw(st.integers(1, 12))):
        uids = [stored.uid for stored in store.notes]
        step = data.draw(st.sampled_from("aauumrc" if uids else "a"))
        uid = data.draw(st.sampled_from(uids)) if uids else ""
        if step == "a":
            await store.async_add(data.draw(st.text(max_size=5)))
        elif step == "u":
            words = data.draw(st.text(max_size=5))
            await store.async_update(uid, text=words, until=None, completed=False)
        elif step == "m":
            previous = data.draw(st.none() | st.sampled_from(uids))
            await store.async_move(uid, previous)
        elif step == "r":
            await store.async_remove([uid])
        else:
            await store.async_complete(uid)
    assert (await reopened(hass)).notes == store.notes


WRITER = textwrap.dedent(
    """
    import asyncio, sys
    from homeassistant.core import HomeAssistant
    from custom_components.hushwatt.household.notes_store import async_get_notes

    async def main():
        hass = HomeAssistant(sys.argv[1])
        notes = await async_get_notes(hass)
        number = len(notes.notes)
        while True:
            await notes.async_add(f"note {number} " + "x" * 2000)
            number += 1
            print(number, flush=True)

    asyncio.run(main())
    """
)


def test_notes_survive_being_killed_while_they_are_written(tmp_path: Path) -> None:
    """Whenever the process dies, every note that was confirmed is in the file."""
    chance = random.Random(7)
    saved = 0
    for _ in range(8 if full_run() else 2):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        ) as writer:
            assert writer.stdout is not None
            for _ in range(chance.randint(3, 30)):
                saved = int(writer.stdout.readline())
            writer.kill()
            later = writer.stdout.read().split()
        saved = max([saved, *map(int, later)])
        stored = json.loads((tmp_path / ".storage" / STORAGE_KEY).read_text())
        kept = [record["text"].split()[1] for record in stored["data"]["notes"]]
        assert kept == [str(number) for number in range(len(kept))]
        assert len(kept) in (saved, saved + 1)
