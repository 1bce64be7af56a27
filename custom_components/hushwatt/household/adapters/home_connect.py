"""Home Connect: BSH machines, in core and in HACS."""

from datetime import datetime, timedelta
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import Machine, finish_from, is_on, machine_state, minutes
from .timer import Timer, timer_of
from .view import ApplianceView, EntityView

# Only these machines call their states so.
_OPTIONS: Final = frozenset({"delayedstart", "run", "actionrequired"})
_START_KEY: Final = "start_in_relative"
_END_KEY: Final = "finish_in_relative"
_DELAYED: Final = "delayedstart"
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
    state = state_entity(view)
    if state is None:
        return None
    door = view.find("sensor", key="door")
    machine = Machine(
        state=state,
        words=_WORDS,
        finish=_finish(view, state),
        delayed_start=_delayed_to(view, state, _START_KEY),
        door_open=None if door is None or not door.known else door.word == "open",
        remote_start=is_on(view.find("binary_sensor", key="remote_start")),
    )
    return machine_state(machine, view)


def state_entity(view: ApplianceView) -> EntityView | None:
    """Return the entity of the machine's state."""
    return view.find("sensor", options=_OPTIONS)


def timer(view: ApplianceView) -> Timer | None:
    """Return the machine's timer: dishwashers know a start, washers an end."""
    if state_entity(view) is None:
        return None
    return timer_of(
        view.find("number", key=_START_KEY), view.find("number", key=_END_KEY), "s"
    )


def _finish(view: ApplianceView, state: EntityView) -> datetime | None:
    """Return when the programme ends, for one that is still to start by its timer."""
    if state.word == _DELAYED:
        return _delayed_to(view, state, _END_KEY)
    return finish_from(view.find("sensor", key="program_finish_time"))


def _delayed_to(view: ApplianceView, state: EntityView, key: str) -> datetime | None:
    """Return the moment that a relative delay means.

    It counts from when the machine told it, at the earliest from when the
    machine was started with it.
    """
    delay = view.find("number", key=key)
    if delay is None or not (left := minutes(delay)):
        return None
    return max(delay.changed, state.changed) + timedelta(minutes=left)
