"""What an appliance is doing, read from its entities, one small module per family."""

from collections.abc import Callable
from typing import Final

from ...vocabulary import ApplianceState
from . import (
    easee,
    home_connect,
    lg_thinq,
    miele,
    ohme,
    roborock_zeo,
    smartthings,
    tesla,
    v2c,
    wallbox,
    zaptec,
)
from .plain import combine, read_power, read_words, trust_power
from .view import ApplianceView

__all__ = ["read_delay_step", "read_duration", "read_state"]

type ReadState = Callable[[ApplianceView], ApplianceState | None]
type ReadDuration = Callable[[ApplianceView], int | None]

_FAMILIES: Final[tuple[ReadState, ...]] = (
    home_connect.read,
    miele.read,
    lg_thinq.read,
    smartthings.read,
    roborock_zeo.read,
    easee.read,
    zaptec.read,
    wallbox.read,
    ohme.read,
    v2c.read,
    tesla.read,
)
_DURATIONS: Final[tuple[ReadDuration, ...]] = (miele.duration, lg_thinq.duration)


def read_state(view: ApplianceView) -> ApplianceState:
    """Return what an appliance is doing, from all its entities together."""
    activity = _read_family(view) or read_words(view.state)
    if activity is None:
        activity = read_power(view)
    return combine(trust_power(activity, view), view.availability)


def read_duration(view: ApplianceView) -> int | None:
    """Return the minutes that the device itself says its next cycle takes."""
    for read in _DURATIONS:
        if (minutes := read(view)) is not None:
            return minutes
    return None


def read_delay_step(view: ApplianceView) -> int | None:
    """Return the minutes of one step of the machine's own timer, if it tells them."""
    return home_connect.delay_step(view)


def _read_family(view: ApplianceView) -> ApplianceState | None:
    """Return what the first family that knows the device makes of it."""
    for read in _FAMILIES:
        if (state := read(view)) is not None:
            return state
    return None
