"""Tesla cars, by Tesla Fleet and by Teslemetry (core)."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import BLOCKED, CHARGING, FULL, PLUGGED, UNPLUGGED, Charger, charger_state
from .machine import finish_from
from .view import ApplianceView

_OPTIONS: Final = frozenset({"starting", "no_power", "disconnected", "complete"})
_WORDS: Final = {
    "starting": CHARGING,
    "charging": CHARGING,
    "stopped": PLUGGED,
    "complete": FULL,
    "disconnected": UNPLUGGED,
    "no_power": BLOCKED,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a car is doing, None when it is another family's."""
    state = view.find("sensor", options=_OPTIONS)
    if state is None:
        return None
    charger = Charger(
        state=state,
        words=_WORDS,
        power=view.find("sensor", key="charge_state_charger_power"),
        full_at=finish_from(
            view.find("sensor", key="charge_state_minutes_to_full_charge")
        ),
    )
    return charger_state(charger, view)
