"""Keeps what was learned of appliances, by the entity it was learned from."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ...const import (
    CONF_POWER_ENTITY,
    DOMAIN,
    LOGGER,
    SUBENTRY_APPLIANCE,
)
from ...vocabulary import Phase
from ..adapters import find_state_entity
from ..adapters.view import ApplianceView
from ..views import device_of, view_form
from .programmes import Programme
from .reading import (
    async_learn_durations,
    async_learn_from_energy,
    async_learn_from_power,
)

STORAGE_KEY: Final = f"{DOMAIN}.cycles"
STORAGE_VERSION: Final = 1
EVERY: Final = timedelta(days=1)

DATA_CYCLES: HassKey[CycleBook] = HassKey(STORAGE_KEY)


async def async_get_cycles(hass: HomeAssistant) -> CycleBook:
    """Return what was learned, loaded; always the same object until forgotten."""
    if DATA_CYCLES not in hass.data:
        hass.data[DATA_CYCLES] = CycleBook(hass)
    book = hass.data[DATA_CYCLES]
    await book.async_load()
    return book


@callback
def async_forget_cycles(hass: HomeAssistant) -> None:
    """Drop what was learned from memory, for unloading the entry; the file stays."""
    hass.data.pop(DATA_CYCLES, None)


class CycleBook:
    """The programmes of appliances, learned again every day in the background."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Set up an empty book; `async_load` fills it."""
        self._hass = hass
        self._file = Store[dict[str, Any]](
            hass, STORAGE_VERSION, STORAGE_KEY, private=True, atomic_writes=True
        )
        self._programmes: dict[str, tuple[Programme, ...]] = {}
        self._lock = asyncio.Lock()
        self._loaded = False

    async def async_load(self) -> None:
        """Read the file once; what cannot be read is learned again."""
        async with self._lock:
            if self._loaded:
                return
            self._loaded = True
            data = await self._file.async_load() or {}
            try:
                self._programmes = {
                    entity_id: tuple(_from_record(record) for record in records)
                    for entity_id, records in data["programmes"].items()
                }
            except AttributeError, KeyError, TypeError, ValueError:
                self._programmes = {}

    def programmes(self, *entity_ids: str | None) -> tuple[Programme, ...]:
        """Return the programmes of the first entity of which any are known."""
        for entity_id in entity_ids:
            if entity_id and (known := self._programmes.get(entity_id)):
                return known
        return ()

    @callback
    def async_start(self, entry: ConfigEntry) -> CALLBACK_TYPE:
        """Learn once Home Assistant runs and then every day; the result stops it."""

        async def learn(_: datetime | HomeAssistant) -> None:
            """Learn in the background."""
            entry.async_create_background_task(
                self._hass, self.async_learn(entry), "hushwatt cycles"
            )

        stops = (
            async_at_started(self._hass, learn),
            async_track_time_interval(self._hass, learn, EVERY),
        )

        @callback
        def stop() -> None:
            """Stop learning."""
            for one in stops:
                one()

        return stop

    async def async_learn(self, entry: ConfigEntry) -> None:
        """Learn the programmes of all appliances of an entry, and keep them."""
        learned: dict[str, tuple[Programme, ...]] = {}
        for subentry in entry.subentries.values():
            if subentry.subentry_type == SUBENTRY_APPLIANCE:
                learned |= await async_learn_appliance(self._hass, subentry.data)
        self._programmes = learned
        await self._file.async_save(
            {
                "programmes": {
                    entity_id: [asdict(programme) for programme in programmes]
                    for entity_id, programmes in learned.items()
                }
            }
        )

    async def async_delete_file(self) -> None:
        """Remove what is stored for good."""
        await self._file.async_remove()


async def async_learn_appliance(
    hass: HomeAssistant, form: Mapping[str, Any]
) -> dict[str, tuple[Programme, ...]]:
    """Return the programmes of an appliance's form, by the entity that shows them.

    Its power sensor is asked first, then the energy meters of its device, then
    its state, which tells durations only. Of several meters that which counts
    most counts all: others count what came from the sun, or was saved.
    """
    if power := form.get(CONF_POWER_ENTITY):
        if programmes := await async_learn_from_power(hass, power):
            return {power: programmes}
    counted: dict[str, tuple[Programme, ...]] = {}
    for meter in meters_of(hass, form):
        if programmes := await async_learn_from_energy(hass, meter):
            counted[meter] = programmes
    if counted:
        whole = max(counted, key=lambda meter: counted[meter][0].energy)
        return {whole: counted[whole]}
    state = find_state_entity(view_form(hass, form, dt_util.utcnow()))
    if state is not None:
        if programmes := await async_learn_durations(hass, state):
            return {state.entity_id: programmes}
    LOGGER.debug("The past shows no cycle")
    return {}


def learned_programmes(
    hass: HomeAssistant, subentry: ConfigSubentry, view: ApplianceView
) -> tuple[Programme, ...]:
    """Return what is known of an appliance without asking the recorder."""
    if DATA_CYCLES not in hass.data:
        return ()
    form, state = subentry.data, find_state_entity(view)
    return hass.data[DATA_CYCLES].programmes(
        form.get(CONF_POWER_ENTITY),
        *meters_of(hass, form),
        None if state is None else state.entity_id,
    )


def meters_of(hass: HomeAssistant, form: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the enabled entities that count the energy of an appliance's device."""
    if (device_id := device_of(hass, form)) is None:
        return ()
    return tuple(
        entity.entity_id
        for entity in er.async_entries_for_device(er.async_get(hass), device_id)
        if entity.domain == "sensor"
        and (entity.device_class or entity.original_device_class) == "energy"
    )


def _from_record(record: Mapping[str, Any]) -> Programme:
    """Return a programme from its JSON; raise KeyError, TypeError or ValueError."""
    return Programme(
        duration=int(record["duration"]),
        energy=float(record["energy"]),
        phases=tuple(
            Phase(int(phase["minutes"]), float(phase["power"]))
            for phase in record["phases"]
        ),
        runs=int(record["runs"]),
        confidence=float(record["confidence"]),
    )
