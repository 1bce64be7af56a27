"""Tesla cars, by Tesla Fleet and by Teslemetry (core)."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import (
    BLOCKED,
    CHARGING,
    FULL,
    PLUGGED,
    SCHEDULED,
    UNPLUGGED,
    Charger,
    charger_state,
)
from .machine import finish_from, is_on
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
    if _is_away(view):
        return UNPLUGGED
    pending = view.find("binary_sensor", key="charge_state_scheduled_charging_pending")
    charger = Charger(
        state=state,
        words=_WORDS | ({"stopped": SCHEDULED} if is_on(pending) else {}),
        power=view.find("sensor", key="charge_state_charger_power"),
        full_at=finish_from(
            view.find("sensor", key="charge_state_minutes_to_full_charge")
        ),
    )
    return charger_state(charger, view)


def _is_away(view: ApplianceView) -> bool:
    """Tell whether the car is elsewhere, where it may charge as it likes."""
    place = view.find("device_tracker", key="location")
    if place is None or not place.known or place.word == "home":
        return False
    return "zone.home" not in (place.attributes.get("in_zones") or ())
