"""Home Connect: BSH machines, in core and in HACS."""

from datetime import datetime, timedelta
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import Machine, finish_from, is_on, machine_state, minutes
from .view import ApplianceView

# Only these machines call their states so.
_OPTIONS: Final = frozenset({"delayedstart", "run", "actionrequired"})
_DELAY_KEY: Final = "start_in_relative"
_WORDS: Final = {
    "inactive": ApplianceStatus.IDLE,
    "ready": ApplianceStatus.READY,
    "delayedstart": ApplianceStatus.DELAY_SET,
    "run": ApplianceStatus.RUNNING,
    "pause": ApplianceStatus.RUNNING,
    "actionrequired": ApplianceStatus.RUNNING,
    "finished": ApplianceStatus.FINISHED,
    "error": ApplianceStatus.NOT_READY,
    "aborting": ApplianceStatus.RUNNING,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a machine is doing, None when it is another family's."""
    state = view.find("sensor", options=_OPTIONS)
    if state is None:
        return None
    door = view.find("sensor", key="door")
    machine = Machine(
        state=state,
        words=_WORDS,
        finish=finish_from(view.find("sensor", key="program_finish_time")),
        delayed_start=_delayed_start(view),
        door_open=None if door is None or not door.known else door.word == "open",
        remote_start=is_on(view.find("binary_sensor", key="remote_start")),
    )
    return machine_state(machine, view)


def _delayed_start(view: ApplianceView) -> datetime | None:
    """Return the start that a relative delay means, counted from when it was told."""
    delay = view.find("number", key=_DELAY_KEY)
    if delay is None or not (left := minutes(delay)):
        return None
    return delay.updated + timedelta(minutes=left)


def delay_step(view: ApplianceView) -> int | None:
    """Return the minutes of one step of the machine's relative start."""
    delay = view.find("number", key=_DELAY_KEY)
    if delay is None or view.find("sensor", options=_OPTIONS) is None:
        return None
    step = delay.attributes.get("step")
    if not isinstance(step, int | float):
        return None
    seconds_in = {"s": 1, "min": 60, "h": 3600}.get(delay.unit or "s", 1)
    whole = round(step * seconds_in / 60)
    return whole if whole > 1 else None
