"""Any appliance: a state in words, a power sensor, something that says ready."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus, ReadyHint
from .view import ApplianceView, EntityView, kilowatts
from .words import STATUS_BY_WORD

# A machine draws more while it runs, and less for so long once it is done.
RUNNING_KW: Final = 0.02
DONE_KW: Final = 0.006
DONE_FOR: Final = timedelta(minutes=2)
# Only something that runs draws this much.
HEATING_KW: Final = 0.3

_BUSY: Final = frozenset({ApplianceStatus.RUNNING, ApplianceStatus.DELAY_SET})
# What keeps an appliance from starting however ready a person says it is.
_IN_THE_WAY: Final = frozenset(
    {ReadyHint.CLOSE_DOOR, ReadyHint.ENABLE_REMOTE_START, ReadyHint.PLUG_IN}
)


def read_words(entity: EntityView | None) -> ApplianceState | None:
    """Return what a state in words says, None when it says nothing known."""
    if entity is None or not entity.known:
        return None
    status = STATUS_BY_WORD.get(entity.word)
    if status is ApplianceStatus.RUNNING:
        return ApplianceState(status=status, started_at=entity.changed)
    if status is ApplianceStatus.FINISHED:
        return ApplianceState(status=status, finished_at=entity.changed)
    return None if status is None else ApplianceState(status=status)


def read_power(view: ApplianceView) -> ApplianceState | None:
    """Return what the power says: running, idle, or None when in doubt.

    The past knows a pause from the end of a run, the present alone does not.
    """
    power = kilowatts(view.power)
    if view.power is None or power is None:
        return None
    if power > RUNNING_KW + view.standby or view.running_since is not None:
        since = view.running_since or view.power.changed
        return ApplianceState(
            status=ApplianceStatus.RUNNING, started_at=since, power=power
        )
    if power < DONE_KW + view.standby and view.now - view.power.changed >= DONE_FOR:
        return ApplianceState(status=ApplianceStatus.IDLE, finished_at=view.ended_at)
    return None


def trust_power(
    activity: ApplianceState | None, view: ApplianceView
) -> ApplianceState | None:
    """Return what an appliance does, running when its power says so beyond doubt.

    A state can be stale, a heating element cannot.
    """
    power = kilowatts(view.power)
    if activity is None or activity.status is ApplianceStatus.RUNNING:
        return activity
    if power is None or power < HEATING_KW:
        return activity
    return ApplianceState(
        status=ApplianceStatus.RUNNING, started_at=view.running_since, power=power
    )


def combine(
    activity: ApplianceState | None, availability: EntityView | None
) -> ApplianceState:
    """Return the state of an appliance from what it does and whether it is ready.

    What it does wins while it is busy. Ready counts until a cycle ended that
    began after it: then it has finished.
    """
    if activity is not None and activity.status in _BUSY:
        return activity
    if availability is None:
        return activity or ApplianceState()
    if activity is not None and activity.hint in _IN_THE_WAY:
        return activity
    finished = None if activity is None else activity.finished_at
    if finished is not None and (
        finished >= availability.changed or not _says_ready(availability)
    ):
        return replace(activity or ApplianceState(), status=ApplianceStatus.FINISHED)
    if _says_ready(availability):
        return ApplianceState(status=ApplianceStatus.READY, finished_at=finished)
    return ApplianceState(
        status=ApplianceStatus.NOT_READY, hint=_hint(availability), finished_at=finished
    )


def _says_ready(entity: EntityView) -> bool:
    """Tell whether an availability entity says that the appliance can start."""
    if entity.domain == "binary_sensor" and entity.device_class in ("door", "opening"):
        return entity.word == "off"
    return entity.word == "on" or STATUS_BY_WORD.get(entity.word) in (
        ApplianceStatus.READY,
        ApplianceStatus.RUNNING,
    )


def _hint(entity: EntityView) -> ReadyHint:
    """Return what a person can do when an availability entity says not ready."""
    if not entity.known:
        return ReadyHint.UNAVAILABLE
    if entity.device_class in ("plug", "battery_charging", "connectivity") or (
        entity.word in ("disconnected", "unplugged", "not_connected")
    ):
        return ReadyHint.PLUG_IN
    if entity.device_class in ("door", "opening") or entity.word == "open":
        return ReadyHint.CLOSE_DOOR
    return ReadyHint.LOAD_IT
