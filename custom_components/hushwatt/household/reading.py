"""Reads the whole home at one moment, for one question."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_LIMIT,
    CONF_MORNING,
    CONF_PRICE_SOURCE,
    CONF_SEGMENT,
    DEFAULT_MORNING,
    DEFAULT_SEGMENT,
    LOGGER,
)
from ..vocabulary import Appliance, Constraint, Household, Tariff
from .appliances import async_read_appliances
from .base_load import async_read_base_load
from .notes_store import async_get_notes
from .solar import async_read_solar
from .tariffs import TariffError, async_read_tariff
from .zone import home_zone


async def async_read_household(hass: HomeAssistant, entry: ConfigEntry) -> Household:
    """Return what a question needs to know of the home now.

    Times are in the home's zone, powers kW, energies kWh. The tariff is None
    when the source cannot be read; the constraints are those of the notes,
    those of the forms are with the appliances.
    """
    options = entry.options
    zone = home_zone()
    now = dt_util.utcnow().astimezone(zone)
    appliances, states = await async_read_appliances(hass, entry, now)
    notes = await async_get_notes(hass)
    return Household(
        now=now,
        timezone=zone,
        appliances=appliances,
        states=states,
        constraints=_of_known_appliances(notes.constraints(), appliances),
        tariff=await _async_tariff(hass, entry),
        limit=_number(options, CONF_LIMIT),
        base_load=await async_read_base_load(hass, options),
        morning=dt_util.parse_time(options.get(CONF_MORNING, DEFAULT_MORNING))
        or time(7),
        solar=await async_read_solar(hass, options),
        segment=int(options.get(CONF_SEGMENT, DEFAULT_SEGMENT)),
        unread_notes=sum(
            stored.reading is None or stored.reading.question is not None
            for stored in notes.open_notes()
        ),
    )


async def _async_tariff(hass: HomeAssistant, entry: ConfigEntry) -> Tariff | None:
    """Return the tariff, None when there is none to be read."""
    try:
        return await async_read_tariff(
            hass, entry.data.get(CONF_PRICE_SOURCE), entry.options
        )
    except TariffError as error:
        LOGGER.debug(
            "No prices: %s %s", error.translation_key, dict(error.placeholders)
        )
        return None


def _of_known_appliances(
    constraints: Iterable[Constraint], appliances: Iterable[Appliance]
) -> tuple[Constraint, ...]:
    """Return the constraints whose appliances are still there."""
    known = {None, *(appliance.id for appliance in appliances)}
    return tuple(c for c in constraints if c.appliance in known and c.other in known)


def _number(options: Mapping[str, Any], key: str) -> float | None:
    """Return an option as a number, None when it is not set."""
    value = options.get(key)
    return None if value is None else float(value)
