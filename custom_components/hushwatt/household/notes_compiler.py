"""Has each note read when it is written, off the event loop, and keeps the reading."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import batched
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..const import CONF_MORNING, DEFAULT_MORNING, LOGGER
from ..models.protocol import LocalModel
from ..notes import (
    CompiledNotes,
    ReadingContext,
    compile_notes,
    find_contradictions,
)
from ..vocabulary import Degraded, Note, Reading
from .appliances import read_form_appliances
from .notes_store import NoteReading, NotesChange, NotesStore
from .zone import home_zone

# Long enough to read an import of many notes in one go, in seconds.
COOLDOWN: Final = 0.5
# Few enough to be shown between two beats of the event loop.
BATCH: Final = 50
# A model that did not answer is asked again after this.
RETRY: Final = timedelta(minutes=5)


class NotesCompiler:
    """Reads notes that have no reading for the present circumstances.

    Circumstances are the words, the appliances, the language and the model;
    `async_schedule` is called when one of the last three changes. `degraded`
    says what was missing at the last reading.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        store: NotesStore,
        model: LocalModel | None = None,
    ) -> None:
        """Set up; nothing is read before `async_start` or `async_compile`."""
        self.degraded: tuple[Degraded, ...] = ()
        self._hass = hass
        self._entry = entry
        self._store = store
        self._model = model
        self._retry: CALLBACK_TYPE | None = None
        self._lock = asyncio.Lock()
        self._debouncer = Debouncer[object](
            hass,
            LOGGER,
            cooldown=COOLDOWN,
            immediate=False,
            function=self._async_compile_quietly,
            background=True,
        )

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Read what is unread now and after every change; the result stops it."""
        stop_listening = self._store.async_listen(self._on_change)
        self.async_schedule()

        @callback
        def stop() -> None:
            """Stop listening and drop what was scheduled."""
            stop_listening()
            self._cancel_retry()
            self._debouncer.async_shutdown()

        return stop

    @callback
    def async_schedule(self) -> None:
        """Read the notes again soon, in the background."""
        self._debouncer.async_schedule_call()

    def context(self) -> ReadingContext:
        """Return what a note is read against: forms, not what devices say today."""
        morning = self._entry.options.get(CONF_MORNING, DEFAULT_MORNING)
        return ReadingContext(
            appliances=read_form_appliances(self._hass, self._entry),
            timezone=home_zone(),
            morning=dt_util.parse_time(morning) or time(7),
            language=self._hass.config.language,
        )

    async def async_compile(self) -> None:
        """Read what has no reading for the present circumstances, and keep it."""
        async with self._lock:
            notes = tuple(stored.note for stored in self._store.open_notes())
            context = self.context()
            compiled = await self._async_read(notes, context)
            clashes = await self._hass.async_add_executor_job(
                find_contradictions, compiled.readings, context, notes
            )
            for readings in batched(
                _to_keep(notes, compiled, clashes), BATCH, strict=False
            ):
                await self._store.async_set_readings(readings)
            self.degraded = compiled.degraded
            self._plan_retry(bool(compiled.provisional))

    async def _async_read(
        self, notes: Sequence[Note], context: ReadingContext
    ) -> CompiledNotes:
        """Return readings by note uid: by the model, else by our reader in a thread."""
        cached = {
            stored.reading_key: stored.own_reading
            for stored in self._store.notes
            if stored.own_reading is not None and stored.reading_key is not None
        }
        if self._model is not None:
            return await compile_notes(notes, context, self._model, cached=cached)
        return await self._hass.async_add_executor_job(
            asyncio.run, compile_notes(notes, context, None, cached=cached)
        )

    async def _async_compile_quietly(self) -> None:
        """Read in the background; a failure leaves the notes as they were.

        It is told by its kind only, since its words may be those of a note.
        """
        try:
            await self.async_compile()
        except Exception as error:  # noqa: BLE001 - nobody waits for a background task
            LOGGER.debug("Household notes were not read: %s", type(error).__name__)

    @callback
    def _on_change(self, change: NotesChange) -> None:
        """Read again when words changed, not when readings came in."""
        if change is NotesChange.WORDS:
            self.async_schedule()

    @callback
    def _plan_retry(self, needed: bool) -> None:
        """Read again later what the model could not read now."""
        self._cancel_retry()
        if needed:
            self._retry = async_call_later(self._hass, RETRY, self._on_retry)

    @callback
    def _on_retry(self, _: datetime) -> None:
        """Read again."""
        self._retry = None
        self.async_schedule()

    @callback
    def _cancel_retry(self) -> None:
        """Forget a planned retry."""
        if self._retry is not None:
            self._retry()
            self._retry = None


def _to_keep(
    notes: Sequence[Note], compiled: CompiledNotes, clashes: Mapping[str, Reading]
) -> list[NoteReading]:
    """Return what is to be kept of the notes' readings."""
    return [
        NoteReading(
            note=note,
            reading=compiled[note.uid],
            key=None
            if note.uid in compiled.provisional
            else compiled.reading_keys[note.uid],
            clash=clashes.get(note.uid),
        )
        for note in notes
    ]
