"""Notes are read when they are written, in the background, and once."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import time, timedelta
import json
from typing import Any, override

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from .conftest import MakeEntry
from custom_components.hushwatt.const import CONF_DURATION, CONF_ENERGY, CONF_MORNING
from custom_components.hushwatt.household.notes_compiler import (
    COOLDOWN,
    RETRY,
    NotesCompiler,
)
from custom_components.hushwatt.household.notes_store import (
    NotesStore,
    async_forget_notes,
    async_get_notes,
)
from custom_components.hushwatt.models.protocol import (
    LocalModel,
    LocalModelError,
    LocalReply,
    Message,
)
from custom_components.hushwatt.vocabulary import (
    Constraint,
    ConstraintKind,
    Degraded,
    NoteQuestion,
    NoteReader,
)

FORM = {CONF_DURATION: 90, CONF_ENERGY: 1.2}


class Model(LocalModel):
    """A model that answers as it is told, or not at all."""

    def __init__(self, answer: Mapping[str, Any] | None) -> None:
        """Answer so; None does not answer."""
        self.answer = answer
        self.asked = 0

    @property
    @override
    def name(self) -> str:
        """Return its name."""
        return "stand-in:1b"

    @override
    async def warm(self) -> None:
        """Be there already."""

    @override
    async def chat(
        self,
        messages: Sequence[Message],
        *,
        think: bool,
        schema: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> LocalReply:
        """Return the answer, or fail as a server that is away does."""
        self.asked += 1
        if self.answer is None:
            raise LocalModelError(Degraded.LOCAL_UNREACHABLE)
        return LocalReply(text=json.dumps(self.answer))

    @override
    def stream(
        self, messages: Sequence[Message], *, think: bool, seconds: float | None = None
    ) -> AsyncIterator[str]:
        """Never be asked for words."""
        raise NotImplementedError


@pytest.fixture
async def notes(hass: HomeAssistant) -> AsyncIterator[NotesStore]:
    """Return an empty store in a Dutch home."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    yield await async_get_notes(hass)
    async_forget_notes(hass)


async def settle(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let what was scheduled happen."""
    freezer.tick(timedelta(seconds=COOLDOWN + 0.1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


def times(
    constraints: Sequence[Constraint],
) -> list[tuple[ConstraintKind, time | None]]:
    """Return kinds and clock times."""
    return [(constraint.kind, constraint.time) for constraint in constraints]


async def test_a_note_is_read_after_it_was_written(
    hass: HomeAssistant,
    notes: NotesStore,
    make_entry: MakeEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """And again when its words change; until the entry is unloaded."""
    stop = NotesCompiler(hass, make_entry({"dishwasher": FORM}), notes).async_start()
    note = await notes.async_add("The dishwasher must be done by 06:30.")
    assert notes.unread() == (note,)
    await settle(hass, freezer)
    assert times(notes.constraints()) == [(ConstraintKind.FINISH_BY, time(6, 30))]
    assert notes.constraints()[0].appliance == "dishwasher"

    words = "The dishwasher must be done by 07:45."
    await notes.async_update(note.uid, text=words, until=None, completed=False)
    assert notes.constraints() == ()
    await settle(hass, freezer)
    assert times(notes.constraints()) == [(ConstraintKind.FINISH_BY, time(7, 45))]

    stop()
    await notes.async_add("The dishwasher must be done by 05:00.")
    await settle(hass, freezer)
    assert len(notes.unread()) == 1


async def test_what_is_known_is_not_read_again(
    hass: HomeAssistant, notes: NotesStore, make_entry: MakeEntry
) -> None:
    """Only new words, another form or another language make a new reading."""
    entry = make_entry({"dishwasher": FORM}, options={CONF_MORNING: "08:00:00"})
    compiler = NotesCompiler(hass, entry, notes)
    assert compiler.context().morning == time(8)
    note = await notes.async_add("Dishwasher finished by 06:30")
    await compiler.async_compile()
    first = notes.get(note.uid)
    await compiler.async_compile()
    assert notes.get(note.uid) is first
    hass.config.language = "de"
    await compiler.async_compile()
    second = notes.get(note.uid)
    assert first is not None
    assert second is not None
    assert second.reading_key != first.reading_key


async def test_notes_that_contradict_each_other_are_asked_about(
    hass: HomeAssistant, notes: NotesStore, make_entry: MakeEntry
) -> None:
    """Both, until one of them is gone; then the other holds again."""
    compiler = NotesCompiler(hass, make_entry({"dishwasher": FORM}), notes)
    weekend = await notes.async_add("Only run the dishwasher on Saturday.")
    other = await notes.async_add("Never run the dishwasher on Saturday.")
    await compiler.async_compile()
    readings = [stored.reading for stored in notes.notes]
    assert [r.question for r in readings if r is not None] == [
        NoteQuestion.CONTRADICTION,
        NoteQuestion.CONTRADICTION,
    ]
    assert notes.constraints() == ()
    await notes.async_remove([other.uid])
    await compiler.async_compile()
    (constraint,) = notes.constraints()
    assert constraint.note_uid == weekend.uid
    assert constraint.kind is ConstraintKind.WEEKDAY_ONLY


async def test_a_model_reads_where_there_is_one(
    hass: HomeAssistant, notes: NotesStore, make_entry: MakeEntry
) -> None:
    """Its reading is kept under its name."""
    demand = {"kind": "finish_by", "appliance": "dishwasher", "time": "06:30"}
    model = Model({"constraints": [demand], "irrelevant_times": []})
    compiler = NotesCompiler(hass, make_entry({"dishwasher": FORM}), notes, model)
    await notes.async_add("Dishwasher must be finished by 06:30, please.")
    for _ in range(2):
        await compiler.async_compile()
    (stored,) = notes.notes
    assert stored.reading is not None
    assert stored.reading.reader is NoteReader.MODEL
    assert times(notes.constraints()) == [(ConstraintKind.FINISH_BY, time(6, 30))]
    assert model.asked == 1
    assert compiler.degraded == ()


async def test_a_model_that_is_away_is_asked_again_later(
    hass: HomeAssistant,
    notes: NotesStore,
    make_entry: MakeEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Meanwhile the built-in reader's reading holds."""
    model = Model(None)
    compiler = NotesCompiler(hass, make_entry({"dishwasher": FORM}), notes, model)
    stop = compiler.async_start()
    await notes.async_add("Dishwasher must be finished by 06:30.")
    await settle(hass, freezer)
    assert times(notes.constraints()) == [(ConstraintKind.FINISH_BY, time(6, 30))]
    assert compiler.degraded == (Degraded.LOCAL_UNREACHABLE,)
    assert notes.notes[0].reading_key is None

    demand = {"kind": "finish_by", "appliance": "dishwasher", "time": "06:30"}
    model.answer = {"constraints": [demand], "irrelevant_times": []}
    freezer.tick(RETRY)
    await settle(hass, freezer)
    await settle(hass, freezer)
    reading = notes.notes[0].reading
    assert reading is not None
    assert reading.reader is NoteReader.MODEL
    assert compiler.degraded == ()

    model.answer = None
    await notes.async_add("The dishwasher must not run before 21:00.")
    await settle(hass, freezer)
    assert compiler.degraded
    stop()


async def test_a_failure_leaves_the_notes_unread(
    hass: HomeAssistant,
    notes: NotesStore,
    make_entry: MakeEntry,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is told in the debug log and breaks nothing; notes are never in it."""
    entry = make_entry({"dishwasher": {CONF_DURATION: "long"}})
    stop = NotesCompiler(hass, entry, notes).async_start()
    await notes.async_add("secret words")
    await settle(hass, freezer)
    assert len(notes.unread()) == 1
    ours = [r.getMessage() for r in caplog.records if "hushwatt" in r.name]
    assert any("notes were not read: ValueError" in message for message in ours)
    assert not any("secret words" in message for message in ours)
    stop()


async def test_an_import_of_many_notes_is_read_in_one_go(
    hass: HomeAssistant,
    notes: NotesStore,
    make_entry: MakeEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """However many are written, one reading follows; it is shown in parts, each a short slice of the loop."""
    heard: list[str] = []
    notes.async_listen(lambda change: heard.append(change.value))
    stop = NotesCompiler(hass, make_entry({"dishwasher": FORM}), notes).async_start()
    for number in range(60):
        await notes.async_add(f"Dishwasher finished by 0{number % 10}:{number:02d}")
    await settle(hass, freezer)
    assert notes.unread() == ()
    assert heard == ["words"] * 60 + ["readings"] * 2
    stop()
