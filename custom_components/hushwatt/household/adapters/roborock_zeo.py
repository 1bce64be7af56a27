"""Roborock Zeo washers and dryers (core)."""

from typing import Final

from ...vocabulary import ApplianceState, ApplianceStatus
from .machine import Machine, finish_after, machine_state
from .view import ApplianceView, EntityView

_OPTIONS: Final = frozenset({"under_delay_start", "weighing", "aftercare"})
_DELAYED: Final = "under_delay_start"
_STEPS: Final = (
    "weighing",
    "soaking",
    "washing",
    "rinsing",
    "spinning",
    "drying",
    "cooling",
    "steam_caring",
    "descaling",
    "waiting_for_drying",
    "pre_heating",
    "pre_heat_complete",
    "in_care",
)
_DONE: Final = ("done", "cloth_ready", "aftercare", "waiting_for_aftercare")
_WORDS: Final = {
    **dict.fromkeys(_STEPS, ApplianceStatus.RUNNING),
    **dict.fromkeys(_DONE, ApplianceStatus.FINISHED),
    "standby": ApplianceStatus.IDLE,
    "null": ApplianceStatus.IDLE,
    "updating": ApplianceStatus.NOT_READY,
    _DELAYED: ApplianceStatus.DELAY_SET,
}


def read(view: ApplianceView) -> ApplianceState | None:
    """Return what a machine is doing, None when it is another family's."""
    state = state_entity(view)
    if state is None:
        return None
    delayed = state.word == _DELAYED
    machine = Machine(
        state=state,
        words=_WORDS,
        finish=None
        if delayed
        else finish_after(view.find("sensor", key="washing_left")),
        delayed_start=finish_after(view.find("sensor", key="countdown")),
    )
    return machine_state(machine, view)


def state_entity(view: ApplianceView) -> EntityView | None:
    """Return the entity of the machine's state."""
    return view.find("sensor", options=_OPTIONS)
