"""An appliance's entities, out of Home Assistant, as the adapters want them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..const import (
    CONF_AVAILABILITY_ENTITY,
    CONF_DEVICE,
    CONF_POWER_ENTITY,
    CONF_STATE_ENTITY,
    DOMAIN,
)
from .adapters.view import ApplianceView, EntityView
from .cycles.past import PowerPast


def view_appliance(
    hass: HomeAssistant,
    subentry: ConfigSubentry,
    now: datetime,
    past: PowerPast | None = None,
) -> ApplianceView:
    """Return an appliance's entities as plain data; `past` is its power's last day.

    Without a device in its form, the appliance has that of its state entity.
    """
    return view_form(hass, subentry.data, now, past)


def view_form(
    hass: HomeAssistant,
    form: Mapping[str, Any],
    now: datetime,
    past: PowerPast | None = None,
) -> ApplianceView:
    """Return the entities of an appliance's form as plain data."""
    return ApplianceView(
        now=now,
        availability=view_entity(hass, form.get(CONF_AVAILABILITY_ENTITY)),
        state=view_entity(hass, form.get(CONF_STATE_ENTITY)),
        power=view_entity(hass, form.get(CONF_POWER_ENTITY)),
        device=tuple(_device_entities(hass, device_of(hass, form))),
        running_since=None if past is None else past.running_since,
        ended_at=None if past is None else past.ended_at,
        standby=0.0 if past is None else past.standby,
    )


def view_entity(hass: HomeAssistant, entity_id: str | None) -> EntityView | None:
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


def device_of(hass: HomeAssistant, form: Mapping[str, Any]) -> str | None:
    """Return the device of an appliance: its form's, else that of its state entity."""
    if device_id := form.get(CONF_DEVICE):
        return str(device_id)
    entry = er.async_get(hass).async_get(form.get(CONF_STATE_ENTITY) or "")
    return None if entry is None else entry.device_id


def _device_entities(
    hass: HomeAssistant, device_id: str | None
) -> Iterator[EntityView]:
    """Yield the enabled entities of a device that have a state, none of ours."""
    if not device_id:
        return
    registry = er.async_get(hass)
    for entry in er.async_entries_for_device(registry, device_id):
        if entry.platform == DOMAIN:
            continue
        if (view := view_entity(hass, entry.entity_id)) is not None:
            yield view
