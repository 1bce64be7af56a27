"""Zaptec chargers (HACS)."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import CHARGING, FULL, PLUGGED, UNPLUGGED, Charger, charger_state
from .view import ApplianceView, EntityView

_PLATFORM: Final = "zaptec"
_KEYS: Final = ("charger_operation_mode", "operating_mode")
_OPTIONS: Final = frozenset(
    {"connected_requesting", "connected_charging", "connected_finished"}
)
# Older releases have the shorter words.
_WORDS: Final = {
    "disconnected": UNPLUGGED,
    "connected_requesting": PLUGGED,
    "connected_charging": CHARGING,
    "connected_finished": FULL,
    "waiting": PLUGGED,
    "charging": CHARGING,
    "charge_done": FULL,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a charger is doing, None when it is another family's."""
    state = _state(view)
    if state is None:
        return None
    power = view.find("sensor", device_class="power", platform=_PLATFORM)
    return charger_state(Charger(state=state, words=_WORDS, power=power), view)


def _state(view: ApplianceView) -> EntityView | None:
    """Return the entity of the charger's mode: by its key, else by its words."""
    for key in _KEYS:
        state = view.find("sensor", key=key, platform=_PLATFORM)
        if state is not None:
            return state
    return view.find("sensor", options=_OPTIONS)
