"""State words that appliances of all makers use, and what they mean."""

from typing import Final

from ...vocabulary import ApplianceStatus

_RUNNING: Final = frozenset(
    {
        "run",
        "running",
        "in_use",
        "on",
        "active",
        "start",
        "started",
        "washing",
        "wash",
        "main_wash",
        "rinse",
        "rinsing",
        "spin",
        "spinning",
        "drying",
        "dry",
        "cooling",
        "heating",
        "cleaning",
        "returning",
        "charging",
        "pause",
        "paused",
        "pausing",
        "soaking",
        "weight_sensing",
        "detecting",
        "anti_crease",
    }
)
_FINISHED: Final = frozenset(
    {
        "finish",
        "finished",
        "done",
        "end",
        "ended",
        "complete",
        "completed",
        "program_ended",
        "cycle_finished",
        "fully_charged",
        "full",
    }
)
_IDLE: Final = frozenset(
    {
        "off",
        "idle",
        "inactive",
        "standby",
        "docked",
        "stop",
        "stopped",
        "power_off",
        "sleep",
    }
)
_DELAY_SET: Final = frozenset(
    {
        "delayedstart",
        "delayed_start",
        "delay_start",
        "delay_set",
        "waiting_to_start",
        "scheduled",
        "programmed",
        "reserved",
        "under_delay_start",
        "timer_set",
    }
)
_READY: Final = frozenset(
    {
        "ready",
        "ready_to_start",
        "available",
        "loaded",
        "awaiting_start",
        "plugged_in",
        "connected",
        "home",
        "yes",
        "true",
    }
)
_NOT_READY: Final = frozenset(
    {
        "disconnected",
        "not_ready",
        "unplugged",
        "not_connected",
        "error",
        "fault",
        "failure",
        "no",
        "false",
        "not_home",
        "away",
        "empty",
        "open",
    }
)

STATUS_BY_WORD: Final = {
    word: status
    for words, status in (
        (_RUNNING, ApplianceStatus.RUNNING),
        (_FINISHED, ApplianceStatus.FINISHED),
        (_IDLE, ApplianceStatus.IDLE),
        (_DELAY_SET, ApplianceStatus.DELAY_SET),
        (_READY, ApplianceStatus.READY),
        (_NOT_READY, ApplianceStatus.NOT_READY),
    )
    for word in words
}
