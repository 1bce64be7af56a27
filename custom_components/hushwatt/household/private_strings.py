"""Every private string of a home, for the guard's second net and for names that are sent."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
import re
from typing import Final
from urllib.parse import urlsplit

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)

from ..const import DOMAIN
from ..vocabulary import Appliance
from .appliances import read_appliances
from .notes_records import StoredNote
from .notes_store import NotesStore

# What is in every Home Assistant and tells nothing of this one.
DEFAULT_NAME: Final = "Home"
_EVERYWHERE: Final = ("zone.home", "sun.sun", "conversation.home_assistant")
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, kw_only=True)
class NamedParts:
    """All of a home that has a name, at one moment.

    It is gathered on the event loop, which only copies what is there; nothing
    in it changes any more, so a worker thread may read the names.
    """

    own: tuple[str, ...]
    urls: tuple[str | None, ...]
    appliances: Sequence[Appliance]
    areas: Sequence[ar.AreaEntry]
    floors: Sequence[fr.FloorEntry]
    labels: Sequence[lr.LabelEntry]
    devices: Sequence[dr.DeviceEntry]
    entities: Sequence[er.RegistryEntry]
    states: Sequence[State]
    notes: Sequence[StoredNote]


@callback
def named_parts(
    hass: HomeAssistant, entry: ConfigEntry | None, notes: NotesStore | None
) -> NamedParts:
    """Return all of a home that has a name; `entry` and `notes` are None before there are any."""
    config = hass.config
    return NamedParts(
        own=(config.location_name, config.time_zone),
        urls=(config.internal_url, config.external_url),
        appliances=() if entry is None else read_appliances(hass, entry),
        areas=tuple(ar.async_get(hass).async_list_areas()),
        floors=tuple(fr.async_get(hass).async_list_floors()),
        labels=tuple(lr.async_get(hass).async_list_labels()),
        devices=tuple(dr.async_get(hass).devices),
        entities=tuple(er.async_get(hass).entities.values()),
        states=hass.states.async_all(),
        notes=() if notes is None else notes.notes,
    )


def private_strings(parts: NamedParts) -> frozenset[str]:
    """Return the names, places and words of a home, as they are written.

    The home's own name, time zone and addresses, appliances and their aliases,
    areas, floors, labels, devices, entities and their ids, people, zones, and
    the notes, whole and word by word.
    """
    return _clean((*parts.own, *_names(parts, ())))


def telling_strings(
    hass: HomeAssistant, entry: ConfigEntry | None, notes: NotesStore | None
) -> frozenset[str]:
    """Return those private strings by which a name that is sent could tell of the home.

    Left out are names of our own making, what every home has, and the
    continent. `entry` and `notes` are None before there are any.
    """
    parts = named_parts(hass, entry, notes)
    ours = {e.entity_id for e in parts.entities if e.platform == DOMAIN}
    city = hass.config.time_zone.rpartition("/")[2]
    name = {hass.config.location_name} - {DEFAULT_NAME}
    return _clean((*name, city, *_names(parts, {*ours, *_EVERYWHERE})))


def _clean(found: Iterable[str]) -> frozenset[str]:
    """Return the strings without blanks around them and without empty ones."""
    return frozenset(text.strip() for text in found if text.strip())


def _names(parts: NamedParts, skipped: Container[str]) -> Iterator[str]:
    """Yield all but the home's own name and place; `skipped` are ids of entities."""
    yield from _addresses(parts)
    yield from _appliances(parts)
    yield from _registries(parts)
    yield from _devices(parts, ours=not skipped)
    yield from _entities(parts, skipped)
    yield from _notes(parts)


def _addresses(parts: NamedParts) -> Iterator[str]:
    """Yield the hosts by which the home is reached from inside and outside."""
    for url in parts.urls:
        if url and (host := urlsplit(url).hostname):
            yield host


def _appliances(parts: NamedParts) -> Iterator[str]:
    """Yield names, aliases and subentry ids of the appliances."""
    for appliance in parts.appliances:
        yield appliance.id
        yield appliance.name
        yield from appliance.aliases


def _registries(parts: NamedParts) -> Iterator[str]:
    """Yield what people called the parts of their home."""
    for area in parts.areas:
        yield area.name
        yield from _texts(area.aliases)
    for floor in parts.floors:
        yield floor.name
        yield from _texts(floor.aliases)
    for label in parts.labels:
        yield label.name


def _devices(parts: NamedParts, *, ours: bool) -> Iterator[str]:
    """Yield the names and ids of devices; of those that we made, `ours`, or what a person called them."""
    for device in parts.devices:
        if ours or all(domain != DOMAIN for domain, *_ in device.identifiers):
            yield from _texts((device.name, device.id))
        yield from _texts((device.name_by_user,))


def _entities(parts: NamedParts, skipped: Container[str]) -> Iterator[str]:
    """Yield the ids and names of entities, people and zones too, in a registry or in none."""
    for entity in parts.entities:
        if entity.entity_id not in skipped:
            yield entity.entity_id
            yield entity.entity_id.partition(".")[2]
            yield from _texts((entity.original_name,))
        yield from _texts((entity.name,))
        yield from _texts(entity.aliases)
    for state in parts.states:
        if state.entity_id not in skipped:
            yield state.entity_id
            yield state.entity_id.partition(".")[2]
            yield state.name


def _notes(parts: NamedParts) -> Iterator[str]:
    """Yield every note, completed ones too, whole and word by word."""
    for stored in parts.notes:
        yield stored.note.text
        yield from _WORD.findall(stored.note.text)


def _texts(values: Iterable[object]) -> Iterator[str]:
    """Yield those values that are texts; registries mix in markers."""
    for value in values:
        if isinstance(value, str):
            yield value
