"""Every private string of a home, for the guard's second net."""

from collections.abc import Iterable, Iterator
import re

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)

from .appliances import read_appliances
from .notes_store import NotesStore

_WORD = re.compile(r"\w+", re.UNICODE)


def private_strings(
    hass: HomeAssistant, entry: ConfigEntry, notes: NotesStore
) -> frozenset[str]:
    """Return the names, places and words of a home, as they are written.

    The home's own name, appliances and their aliases, areas, floors, labels,
    devices, entities and their ids, people, zones, and the notes, whole and word
    by word.
    """
    found = {
        *_home(hass),
        *_appliances(hass, entry),
        *_registries(hass),
        *_states(hass),
        *_notes(notes),
    }
    return frozenset(text.strip() for text in found if text.strip())


def _home(hass: HomeAssistant) -> Iterator[str]:
    """Yield the home's own name, and its time zone, which names a place."""
    yield hass.config.location_name
    yield hass.config.time_zone


def _appliances(hass: HomeAssistant, entry: ConfigEntry) -> Iterator[str]:
    """Yield names, aliases and subentry ids of the appliances."""
    for appliance in read_appliances(hass, entry):
        yield appliance.id
        yield appliance.name
        yield from appliance.aliases


def _registries(hass: HomeAssistant) -> Iterator[str]:
    """Yield what people called the parts of their home."""
    for area in ar.async_get(hass).async_list_areas():
        yield area.name
        yield from _texts(area.aliases)
    for floor in fr.async_get(hass).async_list_floors():
        yield floor.name
        yield from _texts(floor.aliases)
    for label in lr.async_get(hass).async_list_labels():
        yield label.name
    for device in dr.async_get(hass).devices:
        yield from _texts((device.name, device.name_by_user, device.id))
    for entity in er.async_get(hass).entities.values():
        yield entity.entity_id
        yield entity.entity_id.partition(".")[2]
        yield from _texts((entity.name, entity.original_name))
        yield from _texts(entity.aliases)


def _states(hass: HomeAssistant) -> Iterator[str]:
    """Yield the ids and names of what is in no registry, people and zones too."""
    for state in hass.states.async_all():
        yield state.entity_id
        yield state.entity_id.partition(".")[2]
        yield state.name


def _notes(notes: NotesStore) -> Iterator[str]:
    """Yield every note, completed ones too, whole and word by word."""
    for stored in notes.notes:
        yield stored.note.text
        yield from _WORD.findall(stored.note.text)


def _texts(values: Iterable[object]) -> Iterator[str]:
    """Yield those values that are texts; registries mix in markers."""
    for value in values:
        if isinstance(value, str):
            yield value
