"""SmartThings: Samsung's washers, dryers and dishwashers (core)."""

from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import Machine, finish_from, is_on, machine_state
from .view import ApplianceView, EntityView

_PLATFORM: Final = "smartthings"
_MACHINE_KEYS: Final = (
    "washer_machine_state",
    "dryer_machine_state",
    "dishwasher_machine_state",
)
_JOB_KEYS: Final = ("washer_job_state", "dryer_job_state", "dishwasher_job_state")
_WORDS: Final = {
    "run": ApplianceStatus.RUNNING,
    "pause": ApplianceStatus.RUNNING,
    "stop": ApplianceStatus.IDLE,
}
_DELAYED: Final = "delay_wash"
_DONE: Final = frozenset({"finish", "finished"})


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a machine is doing, None when it is another family's.

    The completion time stays in the past when the machine is done, and the
    machine runs while its delayed start counts down.
    """
    state = state_entity(view)
    if state is None:
        return None
    words = dict(_WORDS)
    job = _find(view, _JOB_KEYS)
    if job is not None and job.word == _DELAYED:
        words["run"] = ApplianceStatus.DELAY_SET
    elif job is not None and job.word in _DONE:
        words["stop"] = ApplianceStatus.FINISHED
    elif state.word == "stop" and _can_start(view):
        words["stop"] = ApplianceStatus.READY
    machine = Machine(
        state=state,
        words=words,
        finish=finish_from(view.find("sensor", key="completion_time")),
        door_open=is_on(_door(view)),
        remote_start=is_on(view.find("binary_sensor", key="remote_control")),
    )
    return machine_state(machine, view)


def state_entity(view: ApplianceView) -> EntityView | None:
    """Return the entity of the machine's state."""
    return _find(view, _MACHINE_KEYS)


def _door(view: ApplianceView) -> EntityView | None:
    """Return the door, which is an opening in newer releases."""
    door = view.find("binary_sensor", device_class="door")
    return door or view.find("binary_sensor", key="door", platform=_PLATFORM)


def _can_start(view: ApplianceView) -> bool:
    """Tell whether somebody has readied the machine for a start from afar."""
    return is_on(view.find("binary_sensor", key="remote_control")) is True


def _find(view: ApplianceView, keys: tuple[str, ...]) -> EntityView | None:
    """Return the first entity with one of some keys."""
    for key in keys:
        entity = view.find("sensor", key=key, platform=_PLATFORM)
        if entity is not None:
            return entity
    return None
