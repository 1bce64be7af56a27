"""Appliances from their subentries, and what they are doing from their entities."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_ALIASES,
    CONF_ASSUME_READY,
    CONF_AVAILABILITY_ENTITY,
    CONF_DELAY_STEP,
    CONF_DEVICE,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_INTERRUPTIBLE,
    CONF_NOISY,
    CONF_PHASES,
    CONF_POWER_ENTITY,
    CONF_QUIET_FROM,
    CONF_QUIET_UNTIL,
    CONF_READY_BY,
    CONF_STATE_ENTITY,
    SUBENTRY_APPLIANCE,
)
from ..vocabulary import (
    Appliance,
    ApplianceState,
    Constraint,
    ConstraintKind,
    Phase,
    Source,
)
from .adapters import read_state
from .adapters.view import ApplianceView, EntityView


def appliance_subentries(entry: ConfigEntry) -> tuple[ConfigSubentry, ...]:
    """Return the subentries that are appliances, in the order they were made."""
    return tuple(
        subentry
        for subentry in entry.subentries.values()
        if subentry.subentry_type == SUBENTRY_APPLIANCE
    )


def read_appliances(hass: HomeAssistant, entry: ConfigEntry) -> tuple[Appliance, ...]:
    """Return the appliances of an entry with the figures that are known."""
    return tuple(_read_appliance(hass, s) for s in appliance_subentries(entry))


async def async_read_states(
    hass: HomeAssistant, entry: ConfigEntry, now: datetime
) -> dict[str, ApplianceState]:
    """Return what each appliance is doing, by subentry id (`now` is aware).

    The event loop gets its turn between two appliances.
    """
    states = {}
    for subentry in appliance_subentries(entry):
        states[subentry.subentry_id] = read_state(view_appliance(hass, subentry, now))
        await asyncio.sleep(0)
    return states


def view_appliance(
    hass: HomeAssistant, subentry: ConfigSubentry, now: datetime
) -> ApplianceView:
    """Return an appliance's entities as plain data."""
    named = {
        key: _view_entity(hass, subentry.data.get(key))
        for key in (CONF_AVAILABILITY_ENTITY, CONF_STATE_ENTITY, CONF_POWER_ENTITY)
    }
    return ApplianceView(
        now=now,
        availability=named[CONF_AVAILABILITY_ENTITY],
        state=named[CONF_STATE_ENTITY],
        power=named[CONF_POWER_ENTITY],
        device=tuple(_device_entities(hass, subentry.data.get(CONF_DEVICE))),
        missing=tuple(
            subentry.data[key]
            for key, entity in named.items()
            if subentry.data.get(key) and entity is None
        ),
    )


def _read_appliance(hass: HomeAssistant, subentry: ConfigSubentry) -> Appliance:
    """Return one appliance."""
    data = subentry.data
    phases = _read_phases(data.get(CONF_PHASES, ()))
    return Appliance(
        id=subentry.subentry_id,
        name=subentry.title,
        aliases=_aliases(hass, subentry),
        duration=_duration(data, phases),
        energy=_energy(data, phases),
        phases=phases,
        interruptible=bool(data.get(CONF_INTERRUPTIBLE, False)),
        noisy=bool(data.get(CONF_NOISY, False)),
        assume_ready=bool(data.get(CONF_ASSUME_READY, False)),
        delay_step=_whole(data.get(CONF_DELAY_STEP)),
        constraints=form_constraints(subentry),
    )


def form_constraints(subentry: ConfigSubentry) -> tuple[Constraint, ...]:
    """Return what the form demands: ready by a time, quiet between two times."""
    constraints = []
    if (ready_by := _clock(subentry.data.get(CONF_READY_BY))) is not None:
        constraints.append(
            Constraint(
                kind=ConstraintKind.FINISH_BY,
                appliance=subentry.subentry_id,
                source=Source.FORM,
                time=ready_by,
            )
        )
    quiet_from = _clock(subentry.data.get(CONF_QUIET_FROM))
    quiet_until = _clock(subentry.data.get(CONF_QUIET_UNTIL))
    if quiet_from is not None and quiet_until is not None and quiet_from != quiet_until:
        constraints.append(
            Constraint(
                kind=ConstraintKind.QUIET_WINDOW,
                appliance=subentry.subentry_id,
                source=Source.FORM,
                time=quiet_from,
                until=quiet_until,
            )
        )
    return tuple(constraints)


def _aliases(hass: HomeAssistant, subentry: ConfigSubentry) -> tuple[str, ...]:
    """Return the other names of an appliance: typed ones, then the registries'."""
    names: list[str] = list(subentry.data.get(CONF_ALIASES, ()))
    entities = er.async_get(hass)
    for key in (CONF_STATE_ENTITY, CONF_AVAILABILITY_ENTITY):
        entry = entities.async_get(subentry.data.get(key) or "")
        if entry is not None:
            names += [alias for alias in entry.aliases if isinstance(alias, str)]
    device = dr.async_get(hass).async_get(subentry.data.get(CONF_DEVICE) or "")
    if device is not None:
        names += [name for name in (device.name_by_user, device.name) if name]
    return _unique(names, subentry.title)


def _unique(names: Iterable[str], title: str) -> tuple[str, ...]:
    """Return names in order, each once, without the title."""
    seen = {title.strip().casefold()}
    unique = []
    for name in (name.strip() for name in names):
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            unique.append(name)
    return tuple(unique)


def _device_entities(
    hass: HomeAssistant, device_id: str | None
) -> Iterable[EntityView]:
    """Yield the enabled entities of a device that have a state."""
    if not device_id:
        return
    registry = er.async_get(hass)
    for entry in er.async_entries_for_device(registry, device_id):
        if (view := _view_entity(hass, entry.entity_id)) is not None:
            yield view


def _view_entity(hass: HomeAssistant, entity_id: str | None) -> EntityView | None:
    """Return an entity as plain data, None when it has no state."""
    if not entity_id or (state := hass.states.get(entity_id)) is None:
        return None
    entry = er.async_get(hass).async_get(entity_id)
    return EntityView(
        entity_id=entity_id,
        state=state.state,
        changed=state.last_changed,
        updated=state.last_reported,
        attributes=state.attributes,
        platform=None if entry is None else entry.platform,
        key=None if entry is None else entry.translation_key,
    )


def _read_phases(phases: Iterable[Mapping[str, Any]]) -> tuple[Phase, ...]:
    """Return a power profile: minutes and kW of each phase."""
    return tuple(Phase(int(p["minutes"]), float(p["power"])) for p in phases)


def _duration(data: Mapping[str, Any], phases: tuple[Phase, ...]) -> int | None:
    """Return the minutes of a cycle, those of its profile when it has one."""
    if phases:
        return sum(phase.minutes for phase in phases)
    return _whole(data.get(CONF_DURATION))


def _energy(data: Mapping[str, Any], phases: tuple[Phase, ...]) -> float | None:
    """Return the kWh of a cycle, those of its profile when it has one."""
    if phases:
        return sum(phase.minutes * phase.power for phase in phases) / 60
    energy = data.get(CONF_ENERGY)
    return None if energy is None else float(energy)


def _whole(value: float | str | None) -> int | None:
    """Return a whole number of minutes, None when there is none."""
    return None if value is None else round(float(value))


def _clock(value: str | None) -> time | None:
    """Return a clock time, None when there is none."""
    return None if not value else dt_util.parse_time(value)
