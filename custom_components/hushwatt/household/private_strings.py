"""Every private string of a home, for the guard's second net and for names that are sent."""

from collections.abc import Container, Iterable, Iterator
import re
from typing import Final
from urllib.parse import urlsplit

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)

from ..const import DOMAIN
from .appliances import read_appliances
from .notes_store import NotesStore

# What is in every Home Assistant and tells nothing of this one.
DEFAULT_NAME: Final = "Home"
_EVERYWHERE: Final = ("zone.home", "sun.sun", "conversation.home_assistant")
_WORD = re.compile(r"\w+", re.UNICODE)


def private_strings(
    hass: HomeAssistant, entry: ConfigEntry, notes: NotesStore
) -> frozenset[str]:
    """Return the names, places and words of a home, as they are written.

    The home's own name, time zone and addresses, appliances and their aliases,
    areas, floors, labels, devices, entities and their ids, people, zones, and
    the notes, whole and word by word.
    """
    own = (hass.config.location_name, hass.config.time_zone)
    return _clean((*own, *_parts(hass, entry, notes, ())))


def telling_strings(
    hass: HomeAssistant, entry: ConfigEntry | None, notes: NotesStore | None
) -> frozenset[str]:
    """Return those private strings by which a name that is sent could tell of the home.

    Left out are names of our own making, what every home has, and the
    continent. `entry` and `notes` are None before there are any.
    """
    registry = er.async_get(hass)
    ours = {e.entity_id for e in registry.entities.values() if e.platform == DOMAIN}
    city = hass.config.time_zone.rpartition("/")[2]
    name = {hass.config.location_name} - {DEFAULT_NAME}
    return _clean((*name, city, *_parts(hass, entry, notes, {*ours, *_EVERYWHERE})))


def _clean(found: Iterable[str]) -> frozenset[str]:
    """Return the strings without blanks around them and without empty ones."""
    return frozenset(text.strip() for text in found if text.strip())


def _parts(
    hass: HomeAssistant,
    entry: ConfigEntry | None,
    notes: NotesStore | None,
    skipped: Container[str],
) -> Iterator[str]:
    """Yield all but the home's own name and place; `skipped` are ids of entities."""
    yield from _addresses(hass)
    if entry is not None:
        yield from _appliances(hass, entry)
    yield from _registries(hass)
    yield from _devices(hass, ours=not skipped)
    yield from _entities(hass, skipped)
    if notes is not None:
        yield from _notes(notes)


def _addresses(hass: HomeAssistant) -> Iterator[str]:
    """Yield the hosts by which the home is reached from inside and outside."""
    for url in (hass.config.internal_url, hass.config.external_url):
        if url and (host := urlsplit(url).hostname):
            yield host


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


def _devices(hass: HomeAssistant, *, ours: bool) -> Iterator[str]:
    """Yield the names and ids of devices; of those that we made, `ours`, or what a person called them."""
    for device in dr.async_get(hass).devices:
        if ours or all(domain != DOMAIN for domain, *_ in device.identifiers):
            yield from _texts((device.name, device.id))
        yield from _texts((device.name_by_user,))


def _entities(hass: HomeAssistant, skipped: Container[str]) -> Iterator[str]:
    """Yield the ids and names of entities, people and zones too, in a registry or in none."""
    for entity in er.async_get(hass).entities.values():
        if entity.entity_id not in skipped:
            yield entity.entity_id
            yield entity.entity_id.partition(".")[2]
            yield from _texts((entity.original_name,))
        yield from _texts((entity.name,))
        yield from _texts(entity.aliases)
    for state in hass.states.async_all():
        if state.entity_id not in skipped:
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
