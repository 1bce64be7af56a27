"""LG ThinQ machines (core)."""

from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import Machine, finish_from, is_on, machine_state, minutes
from .view import ApplianceView, EntityView

_PLATFORM: Final = "lg_thinq"
_KEY: Final = "current_state"

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
    state = _state(view)
    if state is None:
        return None
    machine = Machine(
        state=state,
        words={state.word: ApplianceStatus.RUNNING} | _WORDS,
        finish=finish_from(view.find("sensor", key="remain")),
        delayed_start=finish_from(view.find("sensor", key="relative_to_start_wm")),
        door_open=is_on(view.find("binary_sensor", key="door_state")),
        remote_start=is_on(view.find("binary_sensor", key="remote_control_enabled")),
    )
    return machine_state(machine, view)


def duration(view: ApplianceView) -> int | None:
    """Return the minutes of the chosen programme, which is known before it runs."""
    if _state(view) is None:
        return None
    total = minutes(view.find("sensor", key="total"))
    return round(total) if total else None


def _state(view: ApplianceView) -> EntityView | None:
    """Return the entity of the machine's state."""
    return view.find("sensor", key=_KEY, platform=_PLATFORM)
