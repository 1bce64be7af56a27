"""What a power sensor's last day says of the run that is on, or the one that ended."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from homeassistant.components.recorder import get_instance, history
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.unit_conversion import PowerConverter

from ...const import DOMAIN
from .detection import MINUTE, RUN_KW, STAND_KW, standby
from .trace import Seconds, Trace, make_trace

DAY: Final = timedelta(days=1)
# The recorder is not asked more often; power sensors tell every few seconds.
RECHECK: Final = timedelta(minutes=1)
# A machine that has been quiet for so long is done, one in a pause for so long is not.
DONE_AFTER: Final = 2 * MINUTE
LONGEST_PAUSE: Final = 45 * MINUTE
# What is always on beside a machine draws no more; a plug that shows more all day
# long shows a machine that ran all day long.
MOST_STANDBY: Final = 0.06
# What draws less in all was no run.
_LEAST_KWH: Final = 0.02


@dataclass(frozen=True)
class PowerPast:
    """Since when a machine runs, or when it last ended a run (aware UTC).

    `standby` is the kW that its plug measures when nothing runs.
    """

    running_since: datetime | None = None
    ended_at: datetime | None = None
    standby: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class _Known:
    """What was read, and when."""

    past: PowerPast
    read: datetime


DATA_PASTS: HassKey[dict[str, _Known]] = HassKey(f"{DOMAIN}.power_pasts")


async def async_read_past(
    hass: HomeAssistant, entity_id: str, duration: int | None
) -> PowerPast:
    """Return what a power sensor's last day says; read at most once a minute.

    `duration` is the minutes of the machine's cycle, when they are known.
    """
    pasts = hass.data.setdefault(DATA_PASTS, {})
    now = dt_util.utcnow()
    known = pasts.get(entity_id)
    if known is not None and now - known.read < RECHECK:
        return known.past
    state = hass.states.get(entity_id)
    unit = None if state is None else state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    if (
        unit not in PowerConverter.VALID_UNITS
        or "recorder" not in hass.config.components
    ):
        return PowerPast()
    past = await get_instance(hass).async_add_executor_job(
        _read_past, hass, entity_id, unit, now, duration
    )
    pasts[entity_id] = _Known(past, now)
    return past


def power_past(trace: Trace, duration: int | None) -> PowerPast:
    """Return what a trace that ends now says of the last run in it.

    A pause ends a run after two minutes, or after 45 while the cycle is not
    over by its known duration.
    """
    base = standby(trace)
    past = PowerPast(standby=base if base <= MOST_STANDBY else 0.0)
    runs = _runs(trace, past.standby, duration)
    if not runs:
        return past
    start, end = runs[-1]
    if trace.end - end < _patience(start, trace.end, duration):
        return replace(past, running_since=_moment(start))
    return replace(past, ended_at=_moment(end))


def _runs(
    trace: Trace, base: float, duration: int | None
) -> list[tuple[Seconds, Seconds]]:
    """Return the runs of a trace, those too small left out unless still on."""
    runs: list[tuple[Seconds, Seconds]] = []
    for start, end, power in trace.spans():
        if power is None or power <= base + (RUN_KW if not runs else STAND_KW):
            continue
        if runs and start - runs[-1][1] < _patience(runs[-1][0], start, duration):
            runs[-1] = (runs[-1][0], end)
        elif power > base + RUN_KW:
            runs.append((start, end))
    return [
        (start, end)
        for start, end in runs
        if trace.energy(start, end) - base * (end - start) / 3600 >= _LEAST_KWH
        or trace.end - end < DONE_AFTER
    ]


def _patience(start: Seconds, at: Seconds, duration: int | None) -> Seconds:
    """Return how long a machine may be quiet before its run is over."""
    if duration is not None and at < start + duration * MINUTE:
        return LONGEST_PAUSE
    return DONE_AFTER


def _read_past(
    hass: HomeAssistant,
    entity_id: str,
    unit: str,
    now: datetime,
    duration: int | None,
) -> PowerPast:
    """Return what the recorder's last day says; blocking, for a worker thread."""
    states = history.state_changes_during_period(
        hass, now - DAY, now, entity_id, no_attributes=True
    ).get(entity_id, [])
    convert = PowerConverter.converter_factory(unit, "kW")
    points: list[tuple[Seconds, float | None]] = []
    for state in states:
        try:
            power: float | None = convert(float(state.state))
        except ValueError:
            power = None
        points.append((state.last_updated_timestamp, power))
    return power_past(make_trace(points, now.timestamp()), duration)


def _moment(seconds: Seconds) -> datetime:
    """Return seconds since the epoch as an aware datetime."""
    return dt_util.utc_from_timestamp(seconds)
