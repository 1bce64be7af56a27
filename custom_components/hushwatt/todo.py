"""The household's notes as a to-do list that no assistant can see."""

from functools import partial
from typing import override

from homeassistant.components.homeassistant.exposed_entities import (
    KNOWN_ASSISTANTS,
    async_expose_entity,
    async_listen_entity_updates,
    async_should_expose,
)
from homeassistant.components.todo import (
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
    TodoListEntityFeature,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import DOMAIN
from .coordinator import HushwattConfigEntry
from .entity import HushwattEntity
from .grounding.describing import describe_reading
from .household.notes_records import StoredNote
from .household.notes_store import NotesChange, NotesStore

# The store takes changes as they come and writes those that wait in one go.
PARALLEL_UPDATES = 0

MAXIMUM_LENGTH = 1000


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the list of household notes."""
    async_add_entities([NotesList(entry)])


class NotesList(HushwattEntity, TodoListEntity):
    """Notes in a person's own words, each with what was understood."""

    _attr_supported_features = (
        TodoListEntityFeature.CREATE_TODO_ITEM
        | TodoListEntityFeature.UPDATE_TODO_ITEM
        | TodoListEntityFeature.DELETE_TODO_ITEM
        | TodoListEntityFeature.MOVE_TODO_ITEM
        | TodoListEntityFeature.SET_DUE_DATE_ON_ITEM
        | TodoListEntityFeature.SET_DUE_DATETIME_ON_ITEM
    )

    def __init__(self, entry: HushwattConfigEntry) -> None:
        """Set up the list."""
        super().__init__(entry, "notes")
        self._items: dict[str, tuple[StoredNote, TodoItem]] = {}

    @property
    def _notes(self) -> NotesStore:
        """Return the store of the notes."""
        return self.entry.runtime_data.notes

    @property
    @override
    def todo_items(self) -> list[TodoItem]:
        """Return the notes in their order."""
        return [item for _, item in self._items.values()]

    @override
    async def async_added_to_hass(self) -> None:
        """Hide the list from every assistant, and follow the notes."""
        await super().async_added_to_hass()
        for assistant in KNOWN_ASSISTANTS:
            async_expose_entity(self.hass, assistant, self.entity_id, False)
            self.async_on_remove(
                async_listen_entity_updates(
                    self.hass, assistant, partial(self._stay_hidden, assistant)
                )
            )
        self.async_on_remove(self._notes.async_listen(self._changed))
        self._read_items()

    @override
    async def async_create_todo_item(self, item: TodoItem) -> None:
        """Write a new note."""
        await self._notes.async_add(
            _checked(item.summary),
            until=item.due,
            completed=item.status == TodoItemStatus.COMPLETED,
        )

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Change a note's words or date, or say that it no longer applies."""
        try:
            await self._notes.async_update(
                item.uid or "",
                text=_checked(item.summary),
                until=item.due,
                completed=item.status == TodoItemStatus.COMPLETED,
            )
        except KeyError as error:
            raise _gone() from error

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Forget notes."""
        await self._notes.async_remove(uids)

    @override
    async def async_move_todo_item(
        self, uid: str, previous_uid: str | None = None
    ) -> None:
        """Put a note behind another one, or first."""
        try:
            await self._notes.async_move(uid, previous_uid)
        except KeyError as error:
            raise _gone() from error

    @callback
    def _stay_hidden(self, assistant: str) -> None:
        """Hide the list again, since what it holds must not reach an assistant."""
        if async_should_expose(self.hass, assistant, self.entity_id):
            async_expose_entity(self.hass, assistant, self.entity_id, False)

    @callback
    def _changed(self, change: NotesChange) -> None:
        """Show the notes as they are now."""
        self._read_items()
        self.async_write_ha_state()

    @callback
    def _read_items(self) -> None:
        """Make the items of the notes."""
        names = {
            subentry.subentry_id: subentry.title
            for subentry in self.entry.subentries.values()
        }
        language = self.hass.config.language
        before, self._items = self._items, {}
        for stored in self._notes.notes:
            known, item = before.get(stored.uid, (None, None))
            if item is None or known is not stored:
                item = _item(stored, names, language)
            self._items[stored.uid] = (stored, item)


def _item(stored: StoredNote, names: dict[str, str], language: str) -> TodoItem:
    """Return a note as an item whose description is what was understood."""
    reading = stored.reading
    return TodoItem(
        summary=stored.note.text,
        uid=stored.uid,
        status=TodoItemStatus.COMPLETED
        if stored.completed
        else TodoItemStatus.NEEDS_ACTION,
        due=stored.note.until,
        description=describe_reading(reading, names, language) if reading else None,
    )


def _checked(summary: str | None) -> str:
    """Return the words of a note; raise when there are none or far too many."""
    text = (summary or "").strip()
    if not text:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="note_empty"
        )
    if len(text) > MAXIMUM_LENGTH:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="note_too_long",
            translation_placeholders={"maximum": str(MAXIMUM_LENGTH)},
        )
    return text


def _gone() -> ServiceValidationError:
    """Return the error for a note that is no longer there."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key="note_gone"
    )
