"""Easee chargers (HACS)."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import (
    BLOCKED,
    CHARGING,
    FULL,
    PLUGGED,
    UNPLUGGED,
    Charger,
    charger_state,
)
from .machine import UNREACHABLE
from .view import ApplianceView

_PLATFORM: Final = "easee"
_KEYS: Final = ("easee_status", "status")
_WORDS: Final = {
    "disconnected": UNPLUGGED,
    "awaiting_start": PLUGGED,
    "ready_to_charge": PLUGGED,
    "charging": CHARGING,
    "completed": FULL,
    "awaiting_authorization": BLOCKED,
    "de_authorizing": BLOCKED,
    "error": BLOCKED,
    "offline": UNREACHABLE,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a charger is doing, None when it is another family's."""
    for key in _KEYS:
        state = view.find("sensor", key=key, platform=_PLATFORM)
        if state is not None:
            power = view.find("sensor", device_class="power", platform=_PLATFORM)
            return charger_state(Charger(state=state, words=_WORDS, power=power), view)
    return None
