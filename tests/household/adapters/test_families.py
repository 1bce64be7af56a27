"""Every state that the integrations of core know is known to the family that reads it."""

from collections.abc import Callable, Iterable
import json
from pathlib import Path
from typing import Any

from ohme import ChargerStatus as OhmeStatus
import pytest
from roborock.data.zeo.zeo_code_mappings import ZeoState

import homeassistant.components
from homeassistant.components.home_connect.sensor import SENSORS
from homeassistant.components.miele.const import StateStatus
from homeassistant.components.smartthings.sensor import WASHER_OPTIONS
from homeassistant.components.tesla_fleet.sensor import CHARGE_STATES
from homeassistant.components.wallbox.const import ChargerStatus as WallboxStatus

from .views import ApplianceStatus, device, entity
from custom_components.hushwatt.household.adapters import (
    home_connect,
    lg_thinq,
    miele,
    ohme,
    roborock_zeo,
    smartthings,
    tesla,
    wallbox,
)
from custom_components.hushwatt.household.adapters.view import ApplianceView
from custom_components.hushwatt.vocabulary import ApplianceState


def lg_states() -> Iterable[str]:
    """Return the states of LG's machines out of core's own texts."""
    folder = Path(homeassistant.components.__path__[0]) / "lg_thinq"
    texts = json.loads((folder / "translations" / "en.json").read_text())
    states: dict[str, Any] = texts["entity"]["sensor"]["current_state"]["state"]
    return states


def operation_states() -> Iterable[str]:
    """Return the states of Home Connect's machines."""
    return next(
        d.options or [] for d in SENSORS if d.translation_key == "operation_state"
    )


type Read = Callable[[ApplianceView], ApplianceState | None]

FAMILIES: dict[str, tuple[Read, str, str | None, list[str]]] = {
    "home_connect": (
        home_connect.read,
        "home_connect",
        "operation_state",
        list(operation_states()),
    ),
    "miele": (miele.read, "miele", "status", list(StateStatus.keys())),
    "lg_thinq": (lg_thinq.read, "lg_thinq", "current_state", list(lg_states())),
    "smartthings": (
        smartthings.read,
        "smartthings",
        "washer_machine_state",
        list(WASHER_OPTIONS),
    ),
    "roborock": (roborock_zeo.read, "roborock", "zeo_state", list(ZeoState.keys())),
    "wallbox": (
        wallbox.read,
        "wallbox",
        "status_description",
        [status.value for status in WallboxStatus],
    ),
    "ohme": (ohme.read, "ohme", "status", [status.value for status in OhmeStatus]),
    "tesla": (
        tesla.read,
        "tesla_fleet",
        "charge_state_charging_state",
        list(CHARGE_STATES.values()),
    ),
}
# What these integrations themselves call unknown, or what says nothing of a wash.
SILENT = {
    "Unknown",
    "superfreezing",
    "supercooling",
    "superheating",
    "supercooling_superfreezing",
}
CASES = [
    (family, state)
    for family, (_, _, _, states) in FAMILIES.items()
    for state in states
]


@pytest.mark.parametrize(("family", "state"), CASES)
def test_every_state_of_core_is_understood(family: str, state: str) -> None:
    """A new state in a new release of Home Assistant shows here."""
    read, platform, key, options = FAMILIES[family]
    sensor = entity(
        "sensor.any_name",
        state,
        platform=platform,
        key=key,
        device_class="enum",
        options=options,
    )
    found = read(device(sensor))
    assert found is not None
    assert (found.status is ApplianceStatus.UNKNOWN) == (state in SILENT)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_leaves_other_appliances_alone(family: str) -> None:
    """It knows its own by what they are, not by what they are called."""
    read = FAMILIES[family][0]
    assert read(device()) is None
    assert read(device(entity("sensor.dishwasher_operation_state", "run"))) is None
    for other, (_, platform, key, options) in FAMILIES.items():
        if other == family:
            continue
        sensor = entity(
            "sensor.machine", options[0], platform=platform, key=key, options=options
        )
        assert read(device(sensor)) is None, other
