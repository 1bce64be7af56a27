"""The household's notes: private, in order, each with what it was read to mean."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
import os
from pathlib import Path
from typing import Any, Final, override

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.ulid import ulid_now

from ..const import DOMAIN, LOGGER
from ..vocabulary import Constraint, Note, Reading
from .notes_records import StoredNote, is_past, note_from_record, note_to_record

STORAGE_KEY: Final = f"{DOMAIN}.notes"
STORAGE_VERSION: Final = 1
STORAGE_MINOR_VERSION: Final = 1

DATA_NOTES: HassKey[NotesStore] = HassKey(STORAGE_KEY)


class NotesChange(StrEnum):
    """What happened to the notes."""

    WORDS = "words"
    READINGS = "readings"


@dataclass(frozen=True, kw_only=True)
class NoteReading:
    """What a note was read to mean; its key is None when it is to be read again."""

    note: Note
    reading: Reading
    key: str | None
    clash: Reading | None = None


type NotesListener = Callable[[NotesChange], None]


async def async_get_notes(hass: HomeAssistant) -> NotesStore:
    """Return the home's notes, loaded; always the same object until forgotten.

    Raises UnsupportedStorageVersionError when a newer Hushwatt wrote them.
    """
    if DATA_NOTES not in hass.data:
        hass.data[DATA_NOTES] = NotesStore(hass)
    store = hass.data[DATA_NOTES]
    await store.async_load()
    return store


@callback
def async_forget_notes(hass: HomeAssistant) -> None:
    """Drop the notes from memory, for unloading the entry; the file stays."""
    hass.data.pop(DATA_NOTES, None)


class NotesFile(Store[dict[str, Any]]):
    """The file of the notes: mode 0600, replaced as a whole or not at all."""

    # The name under which a file that was no store of ours is kept.
    set_aside: str | None = None

    def __init__(self, hass: HomeAssistant) -> None:
        """Set up the file; records are frozen, so a thread may write them."""
        super().__init__(
            hass,
            STORAGE_VERSION,
            STORAGE_KEY,
            private=True,
            atomic_writes=True,
            minor_version=STORAGE_MINOR_VERSION,
            serialize_in_event_loop=False,
        )

    @override
    async def async_load(self) -> dict[str, Any] | None:
        """Return what is stored; a file that is no store at all is set aside."""
        try:
            return await super().async_load()
        except KeyError, TypeError, AttributeError:
            aside = f"{self.path}.corrupt.{dt_util.utcnow().isoformat()}"
            LOGGER.error("The household notes cannot be read; see %s", aside)
            await self.hass.async_add_executor_job(os.rename, self.path, aside)
            self.set_aside = Path(aside).name
            return None

    @override
    async def _async_migrate_func(
        self,
        old_major_version: int,
        old_minor_version: int,
        old_data: dict[str, Any],
    ) -> dict[str, Any]:
        """Return older data in today's form; there is only one form so far."""
        return old_data


class NotesStore:
    """Keeps the notes, saves each change at once, and tells who listens.

    What of a file cannot be understood is kept in it, counted in `unreadable`
    and never shown as a note until the person lets it be forgotten. A file that
    is no JSON is set aside by Home Assistant, which raises a repair issue for
    it; one that is no store is set aside by us, under the name `set_aside`.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Set up an empty store; `async_load` fills it."""
        self._file = NotesFile(hass)
        self._notes: dict[str, StoredNote] = {}
        self._written: dict[str, tuple[StoredNote, dict[str, Any]]] = {}
        self._unreadable: list[Any] = []
        self._listeners: set[NotesListener] = set()
        self._load_lock = asyncio.Lock()
        self._loaded = False

    async def async_load(self) -> None:
        """Read the file once; raise UnsupportedStorageVersionError of a newer one."""
        async with self._load_lock:
            if not self._loaded:
                self._notes, self._unreadable = _read_file(
                    await self._file.async_load()
                )
                self._loaded = True
                self._tell_of_unreadable()

    def _tell_of_unreadable(self) -> None:
        """Log once what of the file could not be understood."""
        if self._unreadable:
            LOGGER.warning(
                "%d stored household notes cannot be read; they are kept in %s",
                len(self._unreadable),
                STORAGE_KEY,
            )

    @property
    def notes(self) -> tuple[StoredNote, ...]:
        """Return all notes in the person's order, completed ones too."""
        return tuple(self._notes.values())

    @property
    def unreadable(self) -> int:
        """Return how many records of the file could not be understood."""
        return len(self._unreadable)

    @property
    def set_aside(self) -> str | None:
        """Return the name of a file that could not be read at all and is kept."""
        return self._file.set_aside

    def get(self, uid: str) -> StoredNote | None:
        """Return a note by its uid."""
        return self._notes.get(uid)

    def open_notes(self) -> tuple[StoredNote, ...]:
        """Return the notes that apply now, in order."""
        now = dt_util.now()
        return tuple(stored for stored in self._notes.values() if stored.applies(now))

    def unread(self) -> tuple[StoredNote, ...]:
        """Return the notes that apply and that nobody has read yet."""
        return tuple(stored for stored in self.open_notes() if stored.reading is None)

    def constraints(self) -> tuple[Constraint, ...]:
        """Return what the notes that apply now demand, in the notes' order."""
        now = dt_util.now()
        return tuple(
            constraint
            for stored in self.open_notes()
            if stored.reading is not None
            for constraint in stored.reading.constraints
            if not is_past(constraint.active_until, now)
        )

    async def async_add(
        self,
        text: str,
        *,
        until: date | datetime | None = None,
        completed: bool = False,
    ) -> StoredNote:
        """Add a note at the end, saved when this returns."""
        note = Note(
            uid=ulid_now(), text=text.strip(), written_at=dt_util.now(), until=until
        )
        stored = StoredNote(note=note, completed=completed)
        self._notes[note.uid] = stored
        await self._async_changed(NotesChange.WORDS)
        return stored

    async def async_update(
        self,
        uid: str,
        *,
        text: str,
        until: date | datetime | None,
        completed: bool,
    ) -> StoredNote:
        """Change a note; new words are a new note in time. KeyError if unknown."""
        old = self._notes[uid]
        note = replace(old.note, until=until)
        stored = replace(old, note=note, completed=completed)
        if text.strip() != old.note.text:
            note = replace(note, text=text.strip(), written_at=dt_util.now())
            stored = StoredNote(note=note, completed=completed)
        self._notes[uid] = stored
        await self._async_changed(NotesChange.WORDS)
        return stored

    async def async_complete(self, uid: str, completed: bool = True) -> StoredNote:
        """Say that a note no longer applies, or does again. KeyError if unknown."""
        old = self._notes[uid].note
        return await self.async_update(
            uid, text=old.text, until=old.until, completed=completed
        )

    async def async_remove(self, uids: Iterable[str]) -> None:
        """Forget notes; unknown uids are ignored."""
        for uid in uids:
            self._notes.pop(uid, None)
        await self._async_changed(NotesChange.WORDS)

    async def async_forget_unreadable(self) -> None:
        """Forget for good what of the file could not be understood."""
        self._unreadable = []
        await self._async_changed(NotesChange.WORDS)

    async def async_move(self, uid: str, previous_uid: str | None = None) -> None:
        """Put a note after another, or first. KeyError if either is unknown."""
        order = [other for other in self._notes if other != uid]
        moved = self._notes[uid]
        if previous_uid is None or previous_uid == uid:
            place = 0 if previous_uid is None else list(self._notes).index(uid)
        elif previous_uid in self._notes:
            place = order.index(previous_uid) + 1
        else:
            raise KeyError(previous_uid)
        order.insert(place, uid)
        notes = {**self._notes, uid: moved}
        self._notes = {other: notes[other] for other in order}
        await self._async_changed(NotesChange.WORDS)

    async def async_set_readings(self, readings: Iterable[NoteReading]) -> None:
        """Keep what notes were read to mean.

        A note whose words were changed meanwhile keeps no reading of the old ones.
        """
        changed = False
        for one in readings:
            stored = self._notes.get(one.note.uid)
            if stored is None or stored.note != one.note:
                continue
            kept = stored.own_reading, stored.reading_key, stored.clash
            if kept == (one.reading, one.key, one.clash):
                continue
            self._notes[stored.uid] = replace(
                stored,
                own_reading=one.reading,
                reading_key=one.key,
                clash=one.clash,
            )
            changed = True
        if changed:
            await self._async_changed(NotesChange.READINGS)

    @callback
    def async_listen(self, listener: NotesListener) -> CALLBACK_TYPE:
        """Call a listener after every change until the returned function is called."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    async def async_delete_file(self) -> None:
        """Remove the stored notes for good."""
        await self._file.async_remove()

    async def _async_changed(self, change: NotesChange) -> None:
        """Tell the listeners and save."""
        for listener in tuple(self._listeners):
            listener(change)
        await self._file.async_save(
            {
                "notes": self._records(),
                "unreadable": list(self._unreadable),
            }
        )

    def _records(self) -> list[dict[str, Any]]:
        """Return what is written of each note; only what changed is made anew."""
        before, self._written = self._written, {}
        for uid, stored in self._notes.items():
            known, record = before.get(uid, (None, {}))
            if known is not stored:
                record = note_to_record(stored)
            self._written[uid] = stored, record
        return [record for _, record in self._written.values()]


def _read_file(data: Any) -> tuple[dict[str, StoredNote], list[Any]]:
    """Return the notes of a file, and what in it cannot be understood."""
    notes: dict[str, StoredNote] = {}
    if data is None:
        return notes, []
    if not isinstance(data, dict) or not isinstance(data.get("notes"), list):
        return notes, [data]
    kept = data.get("unreadable")
    unreadable: list[Any] = list(kept) if isinstance(kept, list) else []
    for record in data["notes"]:
        try:
            stored = note_from_record(record)
        except KeyError, TypeError, ValueError:
            unreadable.append(record)
            continue
        notes[stored.uid] = stored
    return notes, unreadable
