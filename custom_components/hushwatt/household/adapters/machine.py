"""Machines that run a programme: what their entities say together, when they agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus, ReadyHint
from .view import ApplianceView, EntityView, kilowatts

# No programme takes longer; a machine that runs since then has lost its connection.
LONGEST_RUN: Final = timedelta(hours=24)
# A programme that should have ended may be late by this much.
LATE: Final = timedelta(minutes=15)
# What core calls an entity that its integration cannot reach, and what that means.
STATE_UNAVAILABLE: Final = "unavailable"
UNREACHABLE: Final = ApplianceState(
    status=ApplianceStatus.NOT_READY, hint=ReadyHint.UNAVAILABLE
)
# Power below which a programme does nothing, and for how long before it is over.
STANDBY_KW: Final = 0.01
QUIET_FOR: Final = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What the entities of a machine say, each for itself.

    `began` is when the programme began, `finish` when it is to end, and
    `delayed_start` when it is to begin; None when nothing says so. `door_open`
    and `remote_start` are None when the machine does not tell.
    """

    state: EntityView
    words: Mapping[str, ApplianceStatus]
    began: datetime | None = None
    finish: datetime | None = None
    delayed_start: datetime | None = None
    door_open: bool | None = None
    remote_start: bool | None = None


def machine_state(machine: Machine, view: ApplianceView) -> ApplianceState:
    """Return what a machine is doing; what contradicts itself is not believed."""
    if not machine.state.known:
        return silent(machine.state)
    status = machine.words.get(machine.state.word, ApplianceStatus.UNKNOWN)
    match status:
        case ApplianceStatus.RUNNING:
            return _running(machine, view)
        case ApplianceStatus.DELAY_SET:
            return _delayed(machine, view)
        case ApplianceStatus.FINISHED:
            return ApplianceState(status=status, finished_at=machine.state.changed)
        case ApplianceStatus.READY:
            return _ready(machine)
    return ApplianceState(status=status)


def _running(machine: Machine, view: ApplianceView) -> ApplianceState:
    """Return a running machine, or what it is when it only says so."""
    since, finish = _since(machine, view), machine.finish
    coming = finish if finish is not None and finish > view.now else None
    if coming is None and _stands_still(view):
        ended = view.now if view.power is None else view.power.changed
        return ApplianceState(
            status=ApplianceStatus.FINISHED, finished_at=max(since, ended)
        )
    overdue = finish is not None and finish < view.now - LATE and finish > since
    if coming is None and (view.now - since > LONGEST_RUN or (overdue and _lost(view))):
        return ApplianceState()
    return ApplianceState(
        status=ApplianceStatus.RUNNING,
        started_at=since,
        expected_end=coming,
        power=kilowatts(view.power),
    )


def _since(machine: Machine, view: ApplianceView) -> datetime:
    """Return when a run began; a pause or a next step is not its beginning."""
    if machine.began is not None and machine.began <= view.now:
        return machine.began
    return machine.state.changed


def _delayed(machine: Machine, view: ApplianceView) -> ApplianceState:
    """Return a machine whose timer is set; what lies in the past is not told."""
    start, finish = machine.delayed_start, machine.finish
    return ApplianceState(
        status=ApplianceStatus.DELAY_SET,
        delayed_start=start if start is not None and start > view.now else None,
        expected_end=finish if finish is not None and finish > view.now else None,
    )


def _ready(machine: Machine) -> ApplianceState:
    """Return a machine that can start, or what keeps it from starting."""
    hint = None
    if machine.door_open:
        hint = ReadyHint.CLOSE_DOOR
    elif machine.remote_start is False:
        hint = ReadyHint.ENABLE_REMOTE_START
    status = ApplianceStatus.READY if hint is None else ApplianceStatus.NOT_READY
    return ApplianceState(status=status, hint=hint)


def silent(entity: EntityView) -> ApplianceState:
    """Return what a state that says nothing means: not reached, or not told yet."""
    return UNREACHABLE if entity.state == STATE_UNAVAILABLE else ApplianceState()


def _stands_still(view: ApplianceView) -> bool:
    """Tell whether the power sensor has shown nothing but standby for long."""
    power = kilowatts(view.power)
    if power is None or view.power is None:
        return False
    return (
        power < STANDBY_KW + view.standby and view.now - view.power.changed >= QUIET_FOR
    )


def _lost(view: ApplianceView) -> bool:
    """Tell whether no entity of the device has said anything for long."""
    newest = max((e.updated for e in view.entities()), default=view.now)
    return view.now - newest > QUIET_FOR


def finish_from(moment: EntityView | None) -> datetime | None:
    """Return the time in a timestamp sensor, None when it has none."""
    return None if moment is None else moment.moment


def finish_after(remaining: EntityView | None) -> datetime | None:
    """Return when a time that is left is over, counted from when it was told.

    None when nothing is left: idle machines say zero.
    """
    if remaining is None or not (left := minutes(remaining)):
        return None
    return remaining.updated + timedelta(minutes=left)


_MINUTES: Final[Mapping[str, float]] = {"s": 1 / 60, "min": 1, "h": 60, "d": 1440}


def minutes(entity: EntityView | None) -> float | None:
    """Return a duration in minutes, None when the entity tells none."""
    if entity is None or (number := entity.number) is None or number < 0:
        return None
    return number * _MINUTES.get(entity.unit or "min", 1)


def is_on(entity: EntityView | None) -> bool | None:
    """Return whether a binary sensor is on, None when it does not say."""
    if entity is None or not entity.known:
        return None
    return entity.word == "on"
