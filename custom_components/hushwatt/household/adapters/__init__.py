"""What an appliance is doing, read from its entities, one small module per family."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
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
from .timer import Timer
from .view import ApplianceView, EntityView

__all__ = ["find_state_entity", "is_run", "read_duration", "read_state", "read_timer"]

type ReadState = Callable[[ApplianceView], ApplianceState | None]
type ReadDuration = Callable[[ApplianceView], int | None]
type FindState = Callable[[ApplianceView], EntityView | None]
type ReadTimer = Callable[[ApplianceView], Timer | None]

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
_STATES: Final[tuple[FindState, ...]] = (
    home_connect.state_entity,
    miele.state_entity,
    lg_thinq.state_entity,
    smartthings.state_entity,
    roborock_zeo.state_entity,
)
_DURATIONS: Final[tuple[ReadDuration, ...]] = (miele.duration, lg_thinq.duration)
_TIMERS: Final[tuple[ReadTimer, ...]] = (home_connect.timer, lg_thinq.timer)


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


def find_state_entity(view: ApplianceView) -> EntityView | None:
    """Return the entity that says whether a machine runs: the form's, else its family's."""
    if view.state is not None:
        return view.state
    found = (find(view) for find in _STATES)
    return next((entity for entity in found if entity is not None), None)


def is_run(entity: EntityView, word: str) -> bool:
    """Tell whether a state that an entity had once was that of a run."""
    once = replace(entity, state=word)
    alone = ApplianceView(now=entity.changed, state=once)
    activity = _read_family(alone) or read_words(once)
    return activity is not None and activity.status is ApplianceStatus.RUNNING


def read_timer(view: ApplianceView) -> Timer | None:
    """Return the machine's own timer, if it tells of one that knows steps only."""
    for read in _TIMERS:
        if (timer := read(view)) is not None:
            return timer
    return None


def _read_family(view: ApplianceView) -> ApplianceState | None:
    """Return what the first family that knows the device makes of it."""
    for read in _FAMILIES:
        if (state := read(view)) is not None:
            return state
    return None
