"""Has each note read when it is written, off the event loop, and keeps the reading."""

import asyncio
from collections.abc import Mapping
from datetime import time
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.util import dt as dt_util

from ..const import CONF_MORNING, DEFAULT_MORNING, LOGGER
from ..models.protocol import LocalModel
from ..notes import ReadingContext, compile_notes, reading_key
from ..vocabulary import Note, Reading
from .appliances import read_appliances
from .notes_store import NotesChange, NotesStore
from .zone import home_zone

# Long enough to read an import of many notes in one go.
COOLDOWN: Final = 0.5


class NotesCompiler:
    """Reads notes that have no reading for the present circumstances.

    Circumstances are the words, the appliances, the language and the model;
    `async_schedule` is called when one of the last three changes.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        store: NotesStore,
        model: LocalModel | None = None,
    ) -> None:
        """Set up; nothing is read before `async_start` or `async_compile`."""
        self._hass = hass
        self._entry = entry
        self._store = store
        self._model = model
        self._debouncer = Debouncer[object](
            hass,
            LOGGER,
            cooldown=COOLDOWN,
            immediate=False,
            function=self._async_compile_quietly,
            background=True,
        )
        self._lock = asyncio.Lock()

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Read what is unread now and after every change; the result stops it."""
        stop_listening = self._store.async_listen(self._on_change)
        self.async_schedule()

        @callback
        def stop() -> None:
            """Stop listening and drop what was scheduled."""
            stop_listening()
            self._debouncer.async_shutdown()

        return stop

    @callback
    def async_schedule(self) -> None:
        """Read the notes again soon, in the background."""
        self._debouncer.async_schedule_call()

    def context(self) -> ReadingContext:
        """Return what a note is read against."""
        morning = self._entry.options.get(CONF_MORNING, DEFAULT_MORNING)
        return ReadingContext(
            appliances=read_appliances(self._hass, self._entry),
            timezone=home_zone(),
            morning=dt_util.parse_time(morning) or time(7),
            language=self._hass.config.language,
        )

    async def async_compile(self) -> None:
        """Read what has no reading for the present circumstances, and keep it."""
        async with self._lock:
            notes = tuple(stored.note for stored in self._store.open_notes())
            context = self.context()
            readings = await self._async_read(notes, context)
            await self._store.async_set_readings(
                {
                    note.uid: (note, self._key(note, context), readings[note.uid])
                    for note in notes
                    if note.uid in readings
                }
            )

    async def _async_read(
        self, notes: tuple[Note, ...], context: ReadingContext
    ) -> Mapping[str, Reading]:
        """Return readings by note uid: by the model, else by our reader in a thread."""
        cached = {
            stored.reading_key: stored.reading
            for stored in self._store.notes
            if stored.reading is not None and stored.reading_key is not None
        }
        if self._model is not None:
            return await compile_notes(notes, context, self._model, cached=cached)
        return await self._hass.async_add_executor_job(
            asyncio.run, compile_notes(notes, context, None, cached=cached)
        )

    def _key(self, note: Note, context: ReadingContext) -> str:
        """Return under which circumstances a note is read."""
        return reading_key(
            note, context, None if self._model is None else self._model.name
        )

    async def _async_compile_quietly(self) -> None:
        """Read in the background; a failure leaves the notes unread, and says so."""
        try:
            await self.async_compile()
        except Exception:  # noqa: BLE001 - nobody waits for a background task
            LOGGER.debug("Household notes were not read", exc_info=True)

    @callback
    def _on_change(self, change: NotesChange) -> None:
        """Read again when words changed, not when readings came in."""
        if change is NotesChange.WORDS:
            self.async_schedule()
