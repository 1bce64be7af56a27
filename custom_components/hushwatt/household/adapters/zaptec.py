"""Zaptec chargers (HACS)."""

from typing import Final

from ...vocabulary import ApplianceState
from .charger import CHARGING, FULL, PLUGGED, UNPLUGGED, Charger, charger_state
from .view import ApplianceView, EntityView

_PLATFORM: Final = "zaptec"
_WORDS: Final = {
    "disconnected": UNPLUGGED,
    "connected_requesting": PLUGGED,
    "connected_charging": CHARGING,
    "connected_finished": FULL,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a charger is doing, None when it is another family's."""
    state = _state(view)
    if state is None:
        return None
    power = view.find("sensor", device_class="power", platform=_PLATFORM)
    return charger_state(Charger(state=state, words=_WORDS, power=power), view)


def _state(view: ApplianceView) -> EntityView | None:
    """Return the entity of the charger's mode, whose words no other one has."""
    by_options = view.find("sensor", options=frozenset(_WORDS))
    if by_options is not None:
        return by_options
    return next(
        (
            e
            for e in view.entities()
            if e.platform == _PLATFORM and e.domain == "sensor" and e.word in _WORDS
        ),
        None,
    )
