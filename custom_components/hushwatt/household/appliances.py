"""Appliances from their subentries, and what they are doing from their entities."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_ALIASES,
    CONF_ASSUME_READY,
    CONF_AVAILABILITY_ENTITY,
    CONF_DELAY_STEP,
    CONF_INTERRUPTIBLE,
    CONF_NOISY,
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
    ApplianceStatus,
    Constraint,
    ConstraintKind,
    Source,
)
from .adapters import read_state, read_timer
from .adapters.battery import Battery
from .adapters.view import ApplianceView
from .cycles.past import async_read_past
from .figures import Figures, read_battery, read_figures, read_form_figures
from .views import device_of, view_appliance

# The chosen entities whose other names are names of the appliance.
_NAMED = (CONF_STATE_ENTITY, CONF_AVAILABILITY_ENTITY, CONF_POWER_ENTITY)
_BUSY = frozenset({ApplianceStatus.RUNNING, ApplianceStatus.DELAY_SET})


def appliance_subentries(entry: ConfigEntry) -> tuple[ConfigSubentry, ...]:
    """Return the subentries that are appliances, in the order they were made."""
    return tuple(entry.get_subentries_of_type(SUBENTRY_APPLIANCE))


def read_appliances(hass: HomeAssistant, entry: ConfigEntry) -> tuple[Appliance, ...]:
    """Return the appliances of an entry with the figures that are known."""
    now = dt_util.utcnow()
    return tuple(
        read_appliance(hass, subentry, view_appliance(hass, subentry, now))
        for subentry in appliance_subentries(entry)
    )


def read_form_appliances(
    hass: HomeAssistant, entry: ConfigEntry
) -> tuple[Appliance, ...]:
    """Return the appliances of an entry with what a person typed, and nothing else.

    It stays the same while the forms do, whatever devices and batteries say.
    """
    return tuple(
        _appliance(hass, subentry, read_form_figures(subentry))
        for subentry in appliance_subentries(entry)
    )


async def async_read_appliances(
    hass: HomeAssistant, entry: ConfigEntry, now: datetime
) -> tuple[tuple[Appliance, ...], dict[str, ApplianceState]]:
    """Return the appliances of an entry, and what each is doing by subentry id.

    `now` is aware. The event loop gets its turn between two appliances.
    """
    appliances: list[Appliance] = []
    states: dict[str, ApplianceState] = {}
    for subentry in appliance_subentries(entry):
        view = view_appliance(hass, subentry, now)
        appliance = read_appliance(hass, subentry, view)
        if power_entity := subentry.data.get(CONF_POWER_ENTITY):
            past = await async_read_past(hass, power_entity, appliance.duration)
            view = view_appliance(hass, subentry, now, past)
        appliances.append(appliance)
        states[appliance.id] = _state(hass, subentry, view, appliance)
        await asyncio.sleep(0)
    return tuple(appliances), states


def read_appliance(
    hass: HomeAssistant, subentry: ConfigSubentry, view: ApplianceView
) -> Appliance:
    """Return one appliance with the figures that are known."""
    appliance = _appliance(hass, subentry, read_figures(hass, subentry, view))
    if (timer := read_timer(view)) is None:
        return appliance
    return replace(
        appliance,
        delay_step=appliance.delay_step or timer.step,
        delay_to_end=timer.to_end,
        delay_most=timer.most,
    )


def _appliance(
    hass: HomeAssistant, subentry: ConfigSubentry, figures: Figures
) -> Appliance:
    """Return one appliance with some figures."""
    form = subentry.data
    return Appliance(
        id=subentry.subentry_id,
        name=subentry.title,
        aliases=_aliases(hass, subentry),
        duration=figures.duration,
        energy=figures.energy,
        phases=figures.phases,
        figure_source=figures.source,
        interruptible=bool(form.get(CONF_INTERRUPTIBLE, False)),
        noisy=bool(form.get(CONF_NOISY, False)),
        assume_ready=bool(form.get(CONF_ASSUME_READY, False)),
        delay_step=form_delay_step(subentry),
        constraints=form_constraints(subentry),
    )


def _state(
    hass: HomeAssistant,
    subentry: ConfigSubentry,
    view: ApplianceView,
    appliance: Appliance,
) -> ApplianceState:
    """Return what an appliance is doing, with what its figures add to that."""
    state = read_state(view)
    if state.status is ApplianceStatus.DELAY_SET:
        return _delayed(state, appliance)
    battery = read_battery(hass, subentry.data, view)
    return state if battery is None else _charging(state, battery, view.now)


def _delayed(state: ApplianceState, appliance: Appliance) -> ApplianceState:
    """Return a state with a timer set; machines that know an end only start in time."""
    end, duration = state.expected_end, appliance.duration
    if state.delayed_start is not None or end is None or duration is None:
        return state
    return replace(state, delayed_start=end - timedelta(minutes=duration))


def _charging(state: ApplianceState, battery: Battery, now: datetime) -> ApplianceState:
    """Return the state of a battery: full at its target, else done when it gets there.

    What is missing is missing from now on, whenever the charging began.
    """
    if state.status is ApplianceStatus.RUNNING and state.expected_end is None:
        left = battery.minutes_at(state.power)
        end = None if left is None else now + timedelta(minutes=left)
        return replace(state, expected_end=end)
    if battery.energy > 0 or state.status in _BUSY:
        return state
    return ApplianceState(
        status=ApplianceStatus.FINISHED, finished_at=state.finished_at
    )


def form_delay_step(subentry: ConfigSubentry) -> int | None:
    """Return the minutes of one step of a machine's timer, None when it has none."""
    step = subentry.data.get(CONF_DELAY_STEP)
    return round(float(step)) if step else None


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
    registry = er.async_get(hass)
    chosen = [registry.async_get(subentry.data.get(key) or "") for key in _NAMED]
    device = dr.async_get(hass).async_get(device_of(hass, subentry.data) or "")
    if device is not None:
        entries = er.async_entries_for_device(registry, device.id)
        chosen += [entry for entry in entries if _is_main(entry)]
    for entry in chosen:
        if entry is not None:
            names += [alias for alias in entry.aliases if isinstance(alias, str)]
    if device is not None:
        names += [name for name in (device.name_by_user, device.name) if name]
    return _unique(names, subentry.title)


def _is_main(entry: er.RegistryEntry) -> bool:
    """Tell whether an entity stands for its device as a whole and bears its name only."""
    return entry.has_entity_name and entry.name is None and entry.original_name is None


def _unique(names: Iterable[str], title: str) -> tuple[str, ...]:
    """Return names in order, each once, without the title."""
    seen = {title.strip().casefold()}
    unique = []
    for name in (name.strip() for name in names):
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            unique.append(name)
    return tuple(unique)


def _clock(value: str | None) -> time | None:
    """Return a clock time, None when there is none."""
    return None if not value else dt_util.parse_time(value)
