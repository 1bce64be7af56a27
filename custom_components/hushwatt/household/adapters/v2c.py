"""V2C Trydan chargers (core): binary sensors and a power."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import PLUGGED, UNPLUGGED, charging_state
from .machine import is_on, silent
from .view import ApplianceView

_PLATFORM: Final = "v2c"


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a charger is doing, None when it is another family's."""
    connected = view.find("binary_sensor", key="connected", platform=_PLATFORM)
    if connected is None:
        return None
    if not connected.known:
        return silent(connected)
    # By its class: from 2026.11 on it has no key of its own.
    charging = view.find(
        "binary_sensor", device_class="battery_charging", platform=_PLATFORM
    )
    if charging is not None and is_on(charging):
        power = view.find("sensor", key="charge_power", platform=_PLATFORM)
        return charging_state(charging.changed, power or view.power, None, view)
    return PLUGGED if is_on(connected) else UNPLUGGED
