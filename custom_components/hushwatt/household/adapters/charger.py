"""Chargers and cars: plugged in, charging, full, as far as their entities agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus, ReadyHint
from .machine import silent
from .view import ApplianceView, EntityView, kilowatts

# Below this nothing is charged, and after this long it is no pause of the car's.
CHARGING_KW: Final = 0.05
IDLE_FOR: Final = timedelta(minutes=5)

# What the words of a charger come down to.
UNPLUGGED: Final = ApplianceState(
    status=ApplianceStatus.NOT_READY, hint=ReadyHint.PLUG_IN
)
BLOCKED: Final = ApplianceState(status=ApplianceStatus.NOT_READY)
PLUGGED: Final = ApplianceState(status=ApplianceStatus.READY)
CHARGING: Final = ApplianceState(status=ApplianceStatus.RUNNING)
FULL: Final = ApplianceState(status=ApplianceStatus.FINISHED)
SCHEDULED: Final = ApplianceState(status=ApplianceStatus.DELAY_SET)


@dataclass(frozen=True, kw_only=True)
class Charger:
    """What the entities of a charger say, each for itself.

    `power` measures the charging; `full_at` is when the car expects to be full.
    """

    state: EntityView
    words: Mapping[str, ApplianceState]
    power: EntityView | None = None
    full_at: datetime | None = None


def charger_state(charger: Charger, view: ApplianceView) -> ApplianceState:
    """Return what a charger is doing; one that charges nothing only waits."""
    state = charger.state
    if not state.known:
        return silent(state)
    meant = charger.words.get(state.word, ApplianceState())
    if meant is CHARGING:
        return charging_state(state.changed, charger.power or view.power, charger, view)
    if meant is FULL:
        return ApplianceState(
            status=ApplianceStatus.FINISHED, finished_at=state.changed
        )
    return meant


def charging_state(
    since: datetime,
    sensor: EntityView | None,
    charger: Charger | None,
    view: ApplianceView,
) -> ApplianceState:
    """Return a charging that is one, by the power sensor if there is one."""
    power = kilowatts(sensor)
    if (
        sensor is not None
        and power is not None
        and power < CHARGING_KW
        and view.now - max(sensor.changed, since) >= IDLE_FOR
    ):
        return PLUGGED
    full_at = None if charger is None else charger.full_at
    return ApplianceState(
        status=ApplianceStatus.RUNNING,
        started_at=since,
        expected_end=full_at if full_at is not None and full_at > view.now else None,
        power=power,
    )
