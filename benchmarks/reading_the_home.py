"""What reading a large home costs the event loop: 50 appliances, 672 price windows.

The home is a real Home Assistant core with entity and device registry; the
loop is measured callback by callback, so that a slice is what other things had
to wait for.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from statistics import median
import tempfile
from typing import Any, Final

import homeassistant  # noqa: F401  # isort: skip  # serves `voluptuous` to what follows

from homeassistant import bootstrap, loader
from homeassistant.config_entries import ConfigEntries, ConfigEntry, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .many import SOURCE, tell_prices
from .rows import Row, bounded
from .scale import Scale
from .slices import Slice, longest, settled_heap, watched_loop, whole
from custom_components.hushwatt.const import (
    CONF_ALIASES,
    CONF_AVAILABILITY_ENTITY,
    CONF_DEVICE,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_MARKUP,
    CONF_POWER_ENTITY,
    CONF_PRICE_SOURCE,
    CONF_READY_BY,
    DOMAIN,
    SUBENTRY_APPLIANCE,
)
from custom_components.hushwatt.household.reading import async_read_household

# Milliseconds.
MOST_IN_ALL: Final = 20.0
MOST_IN_A_SLICE: Final = 5.0

# Taxes all day, and a grid fee on the evenings of working days.
MARKUP: Final = [
    {
        "from": "17:00",
        "to": "20:00",
        "factor": 1.21,
        "surcharge": 0.2,
        "weekdays": [0, 1, 2, 3, 4],
    },
    {"from": "00:00", "to": "00:00", "factor": 1.21, "surcharge": 0.13},
]


async def rows(scale: Scale) -> AsyncIterator[Row]:
    """Yield the loop's time in all and in the longest slice, by the clock and of a processor."""
    readings = await _measure(scale)
    what = f"reading {scale.appliances} appliances, {scale.windows} price windows"
    wholes, slices = (
        [whole(one) for one in readings],
        [longest(one) for one in readings],
    )
    yield bounded(
        f"{what}: event loop in all",
        median(one.wall for one in wholes),
        below=MOST_IN_ALL,
    )
    yield bounded(
        f"{what}: longest slice",
        median(one.wall for one in slices),
        below=MOST_IN_A_SLICE,
    )


async def _measure(scale: Scale) -> list[list[Slice]]:
    """Return the slices of each reading of the home."""
    with tempfile.TemporaryDirectory() as folder:
        hass = HomeAssistant(folder)
        hass.config_entries = ConfigEntries(hass, {})
        loader.async_setup(hass)
        await bootstrap.async_load_base_functionality(hass)
        await hass.config.async_set_time_zone("Europe/Amsterdam")
        hass.config.currency = "EUR"
        entry = _furnish(hass, scale)
        await async_read_household(hass, entry)
        settled_heap()
        readings = []
        for _ in range(scale.readings):
            tell_prices(hass, scale.windows)
            with watched_loop() as slices:
                # A task of its own, so that its first and last slice are seen whole.
                await asyncio.create_task(async_read_household(hass, entry))
            readings.append(slices)
        await hass.async_stop(force=True)
        return readings


def _furnish(hass: HomeAssistant, scale: Scale) -> ConfigEntry:
    """Return the entry of a home with appliances of many entities each."""
    maker = _entry("smartthings", {}, [])
    hass.config_entries._entries[maker.entry_id] = maker  # noqa: SLF001
    forms = [_appliance(hass, maker, number) for number in range(scale.appliances)]
    options = {CONF_MARKUP: MARKUP}
    entry = _entry(DOMAIN, {CONF_PRICE_SOURCE: SOURCE}, forms, options)
    hass.config_entries._entries[entry.entry_id] = entry  # noqa: SLF001
    tell_prices(hass, scale.windows)
    return entry


def _appliance(
    hass: HomeAssistant, maker: ConfigEntry, number: int
) -> ConfigSubentryData:
    """Return an appliance whose device has eight entities."""
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=maker.entry_id,
        identifiers={("smartthings", str(number))},
        name=f"Machine {number}",
    )
    states = {
        "washer_machine_state": "run" if number % 5 == 0 else "stop",
        "washer_job_state": "wash" if number % 5 == 0 else "none",
        "completion_time": (dt_util.utcnow() + timedelta(hours=1)).isoformat(),
        "power": "3.1",
        "energy": "120.5",
        "water_consumption": "8",
        "detergent": "low",
        "spin_level": "1400",
    }
    for key, state in states.items():
        entity = er.async_get(hass).async_get_or_create(
            "sensor",
            "smartthings",
            f"{number}_{key}",
            suggested_object_id=f"machine_{number}_{key}",
            config_entry=maker,
            device_id=device.id,
            translation_key=key,
        )
        unit = {"unit_of_measurement": "W"} if key == "power" else {}
        hass.states.async_set(entity.entity_id, state, unit)
    hass.states.async_set(f"input_boolean.machine_{number}", "on")
    return ConfigSubentryData(
        data={
            CONF_ALIASES: [f"alias {number}", f"other name {number}"],
            CONF_DEVICE: device.id,
            CONF_DURATION: 90,
            CONF_ENERGY: 1.2,
            CONF_READY_BY: "06:30:00",
            CONF_AVAILABILITY_ENTITY: f"input_boolean.machine_{number}",
            CONF_POWER_ENTITY: f"sensor.machine_{number}_power",
        },
        subentry_type=SUBENTRY_APPLIANCE,
        title=f"Machine {number}",
        unique_id=None,
    )


def _entry(
    domain: str,
    data: Mapping[str, Any],
    appliances: list[ConfigSubentryData],
    options: Mapping[str, Any] | None = None,
) -> ConfigEntry:
    """Return an entry that nobody sets up."""
    return ConfigEntry(
        data=dict(data),
        discovery_keys={},  # type: ignore[arg-type]
        domain=domain,
        minor_version=1,
        options=dict(options or {}),
        source="user",
        subentries_data=appliances,
        title=domain,
        unique_id=None,
        version=1,
    )
