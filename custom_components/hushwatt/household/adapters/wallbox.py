"""Wallbox chargers (core)."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import (
    BLOCKED,
    CHARGING,
    PLUGGED,
    SCHEDULED,
    UNPLUGGED,
    Charger,
    charger_state,
)
from .view import ApplianceView

_PLATFORM: Final = "wallbox"
_WORDS: Final = {
    "disconnected": UNPLUGGED,
    "ready": UNPLUGGED,
    "locked": UNPLUGGED,
    "locked,_car_connected": BLOCKED,
    "charging": CHARGING,
    "discharging": BLOCKED,
    "paused": PLUGGED,
    "scheduled": SCHEDULED,
    "waiting": PLUGGED,
    "waiting_for_car_demand": PLUGGED,
    "waiting_in_queue_by_power_sharing": PLUGGED,
    "waiting_in_queue_by_power_boost": PLUGGED,
    "waiting_in_queue_by_eco_smart": PLUGGED,
    "waiting_mid_failed": BLOCKED,
    "waiting_mid_safety_margin_exceeded": BLOCKED,
    "updating": BLOCKED,
    "error": BLOCKED,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a charger is doing, None when it is another family's."""
    state = view.find("sensor", key="status_description", platform=_PLATFORM)
    if state is None:
        return None
    power = view.find("sensor", key="charging_power", platform=_PLATFORM)
    return charger_state(Charger(state=state, words=_WORDS, power=power), view)
