"""Miele machines (core)."""

from datetime import datetime
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import (
    UNREACHABLE,
    Machine,
    finish_after,
    finish_from,
    is_on,
    machine_state,
    minutes,
)
from .view import ApplianceView, EntityView

_OPTIONS: Final = frozenset({"in_use", "program_ended", "waiting_to_start"})
_WORDS: Final = {
    "off": ApplianceStatus.IDLE,
    "on": ApplianceStatus.READY,
    "idle": ApplianceStatus.IDLE,
    "programmed": ApplianceStatus.READY,
    "reserved": ApplianceStatus.DELAY_SET,
    "waiting_to_start": ApplianceStatus.DELAY_SET,
    "in_use": ApplianceStatus.RUNNING,
    "pause": ApplianceStatus.RUNNING,
    "rinse_hold": ApplianceStatus.RUNNING,
    "autocleaning": ApplianceStatus.RUNNING,
    "program_ended": ApplianceStatus.FINISHED,
    "program_interrupted": ApplianceStatus.NOT_READY,
    "failure": ApplianceStatus.NOT_READY,
    "service": ApplianceStatus.NOT_READY,
}
# States in which the remaining time is that of a programme still to be run.
_BEFORE: Final = frozenset({"programmed", "waiting_to_start"})


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a machine is doing, None when it is another family's."""
    state = state_entity(view)
    if state is None:
        return None
    if state.word == "not_connected":
        return UNREACHABLE
    remaining = view.find("sensor", key="remaining_time")
    finish = finish_from(view.find("sensor", key="finish"))
    machine = Machine(
        state=state,
        words=_WORDS,
        began=finish_from(view.find("sensor", key="start")),
        finish=finish or finish_after(remaining),
        delayed_start=_delayed_start(view),
        door_open=is_on(view.find("binary_sensor", device_class="door")),
        remote_start=is_on(view.find("binary_sensor", key="mobile_start")),
    )
    return machine_state(machine, view)


def duration(view: ApplianceView) -> int | None:
    """Return the minutes of the programme that is chosen and not yet running."""
    state = state_entity(view)
    if state is None or state.word not in _BEFORE:
        return None
    left = minutes(view.find("sensor", key="remaining_time"))
    return round(left) if left else None


def state_entity(view: ApplianceView) -> EntityView | None:
    """Return the entity of the machine's state."""
    return view.find("sensor", options=_OPTIONS)


def _delayed_start(view: ApplianceView) -> datetime | None:
    """Return when the timer starts the machine: newer entities say the moment."""
    start = finish_from(view.find("sensor", key="start"))
    return start or finish_after(view.find("sensor", key="start_time"))
