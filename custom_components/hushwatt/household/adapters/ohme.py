"""Ohme chargers (core)."""

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
from .view import ApplianceView

_PLATFORM: Final = "ohme"
_WORDS: Final = {
    "unplugged": UNPLUGGED,
    "pending_approval": BLOCKED,
    "plugged_in": PLUGGED,
    "paused": PLUGGED,
    "charging": CHARGING,
    "finished": FULL,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a charger is doing, None when it is another family's."""
    state = view.find("sensor", key="status", platform=_PLATFORM)
    if state is None:
        return None
    power = view.find("sensor", device_class="power", platform=_PLATFORM)
    return charger_state(Charger(state=state, words=_WORDS, power=power), view)
