"""Homes of any size: appliances, price windows and notes by the number."""

from datetime import timedelta
from itertools import cycle
from time import perf_counter
from typing import Final

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.hushwatt.const import SUBENTRY_APPLIANCE
from demo import reference_home

PRICES: Final = "sensor.prices"
SOURCE: Final = {"kind": "entity", "entity_id": PRICES}
QUARTER: Final = timedelta(minutes=15)

# Kinds of note that people write; each number makes another one.
_NOTES: Final = (
    "The {name} has to be finished by {hour:02d}:{minute:02d} on weekdays, number {number}.",
    "No {name} after {late}:{minute:02d} please, because the nursery is above it, number {number}.",
    "The {name} already ran today, number {number}.",
    "Do not start the {name} before {hour:02d}:{minute:02d}, number {number}.",
    "Remember to buy tablets for the {name}, number {number}.",
)


def appliances(hass: HomeAssistant, number: int) -> list[ConfigSubentryData]:
    """Return so many appliances that wait to be run; nothing couples them."""
    return [_appliance(hass, one) for one in range(number)]


def _appliance(hass: HomeAssistant, number: int) -> ConfigSubentryData:
    """Return one appliance, with its helper in the home."""
    hass.states.async_set(f"input_boolean.machine_{number}", "on")
    return ConfigSubentryData(
        data={
            "aliases": [f"alias {number}", f"other name {number}"],
            "duration": 60 + 15 * (number % 9),
            "energy": 0.8 + 0.1 * (number % 30),
            "ready_by": f"{6 + number % 3:02d}:30:00",
            "availability_entity": f"input_boolean.machine_{number}",
        },
        subentry_type=SUBENTRY_APPLIANCE,
        title=f"Machine {number}",
        unique_id=None,
    )


def tell_prices(hass: HomeAssistant, windows: int) -> None:
    """Have the price sensor tell so many quarters of an hour from today on, as new."""
    start = dt_util.start_of_local_day()
    rows = [
        {
            "start": (start + number * QUARTER).isoformat(),
            "end": (start + (number + 1) * QUARTER).isoformat(),
            "price": 0.2 + number * 37 % 96 / 1000,
        }
        for number in range(windows)
    ]
    attributes = {"prices": rows, "unit_of_measurement": "EUR/kWh"}
    hass.states.async_set(PRICES, str(perf_counter()), attributes)


def notes(number: int) -> list[str]:
    """Return so many notes on the appliances of the reference home, each another one."""
    names = cycle(one.name for one in reference_home.APPLIANCES)
    return [
        _NOTES[one % len(_NOTES)].format(
            name=name, hour=6 + one % 4, late=22 + one % 2, minute=one % 60, number=one
        )
        for one, name in zip(range(number), names, strict=False)
    ]
