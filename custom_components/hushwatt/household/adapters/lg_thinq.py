"""LG ThinQ machines (core)."""

from datetime import datetime
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import Machine, finish_from, is_on, machine_state, minutes
from .timer import Timer, timer_of
from .view import ApplianceView, EntityView

_PLATFORM: Final = "lg_thinq"
_KEY: Final = "current_state"

_STARTS: Final = ("relative_to_start_wm", "relative_to_start")
_ENDS: Final = ("relative_to_stop_wm", "relative_to_stop")
_START_HOURS: Final = ("relative_hour_to_start_wm", "relative_hour_to_start")
_END_HOURS: Final = ("relative_hour_to_stop_wm", "relative_hour_to_stop")

_IDLE: Final = ("power_off", "sleep", "standby")
_READY: Final = ("initial", "initializing", "power_on", "preference", "oven_setting")
_DELAYED: Final = ("reserved", "reservation")
_DONE: Final = ("end", "done", "complete", "running_end", "cook_complete")
_FAULT: Final = ("error", "power_fail", "as_pop_up")
_WORDS: Final = {
    **dict.fromkeys(_IDLE, ApplianceStatus.IDLE),
    **dict.fromkeys(_READY, ApplianceStatus.READY),
    **dict.fromkeys(_DELAYED, ApplianceStatus.DELAY_SET),
    **dict.fromkeys(_DONE, ApplianceStatus.FINISHED),
    **dict.fromkeys(_FAULT, ApplianceStatus.NOT_READY),
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a machine is doing, None when it is another family's.

    The long list of states names each step of a programme; whatever is not
    one of the few others is such a step.
    """
    state = state_entity(view)
    if state is None:
        return None
    machine = Machine(
        state=state,
        words={state.word: ApplianceStatus.RUNNING} | _WORDS,
        finish=_moment(view, *_ENDS)
        if state.word in _DELAYED
        else _moment(view, "remain"),
        delayed_start=_moment(view, *_STARTS),
        door_open=is_on(view.find("binary_sensor", key="door_state")),
        remote_start=is_on(view.find("binary_sensor", key="remote_control_enabled")),
    )
    return machine_state(machine, view)


def timer(view: ApplianceView) -> Timer | None:
    """Return the machine's timer: most washers of today know an end only."""
    if state_entity(view) is None:
        return None
    return timer_of(
        _first(view, "number", *_START_HOURS), _first(view, "number", *_END_HOURS), "h"
    )


def duration(view: ApplianceView) -> int | None:
    """Return the minutes of the chosen programme, which is known before it runs."""
    if state_entity(view) is None:
        return None
    total = minutes(view.find("sensor", key="total"))
    return round(total) if total else None


def state_entity(view: ApplianceView) -> EntityView | None:
    """Return the entity of the machine's state."""
    return view.find("sensor", key=_KEY, platform=_PLATFORM)


def _moment(view: ApplianceView, *keys: str) -> datetime | None:
    """Return the time that the first sensor of some keys tells."""
    return finish_from(_first(view, "sensor", *keys))


def _first(view: ApplianceView, domain: str, *keys: str) -> EntityView | None:
    """Return the first entity with one of some keys."""
    found = (view.find(domain, key=key, platform=_PLATFORM) for key in keys)
    return next((entity for entity in found if entity is not None), None)
