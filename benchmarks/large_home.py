"""A furnished home: rooms, lights, blinds, sensors, exposed to assistants as a person leaves them."""

from itertools import cycle
from typing import Final

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er

ROOMS: Final = (
    "Kitchen",
    "Living room",
    "Bedroom",
    "Nursery",
    "Bathroom",
    "Hallway",
    "Study",
    "Garage",
    "Garden",
    "Attic",
)
# What a room has, in this order: domain, what it is called, its state, its attributes.
THINGS: Final = (
    ("light", "Ceiling light", "on", {"brightness": 180}),
    ("sensor", "Temperature", "20.5", {"unit_of_measurement": "°C", "device_class": "temperature"}),
    ("cover", "Blinds", "open", {"current_position": 100, "device_class": "blind"}),
    ("climate", "Thermostat", "heat", {"temperature": 21, "current_temperature": 20.5}),
    ("sensor", "Humidity", "48", {"unit_of_measurement": "%", "device_class": "humidity"}),
    ("switch", "Socket", "off", {"device_class": "outlet"}),
    ("media_player", "Speaker", "idle", {"volume_level": 0.4}),
    ("binary_sensor", "Window", "off", {"device_class": "window"}),
)  # fmt: skip


def furnish(hass: HomeAssistant, entities: int, *, exposed: int | None = None) -> None:
    """Put so many entities into rooms, evenly; all are exposed, or the first so many."""
    areas = {name: ar.async_get(hass).async_get_or_create(name).id for name in ROOMS}
    places = ((room, thing) for thing in cycle(THINGS) for room in ROOMS)
    for number, (room, (domain, name, state, attributes)) in zip(
        range(entities), places, strict=False
    ):
        entity = er.async_get(hass).async_get_or_create(
            domain,
            "benchmark",
            f"{number}",
            suggested_object_id=f"{room}_{name}_{number}",
            original_name=f"{room} {name.lower()}",
        )
        er.async_get(hass).async_update_entity(entity.entity_id, area_id=areas[room])
        hass.states.async_set(
            entity.entity_id,
            state,
            {"friendly_name": entity.original_name, **attributes},
        )
        shown = exposed is None or number < exposed
        async_expose_entity(hass, "conversation", entity.entity_id, shown)
