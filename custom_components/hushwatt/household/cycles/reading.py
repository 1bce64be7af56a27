"""Reads an appliance's past out of the recorder and learns its programmes from it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.components.recorder import get_instance, history
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import PowerConverter

from ..adapters import is_run
from ..adapters.view import EntityView
from .bins import BIN, Bin, bin_points
from .programmes import Programme, learn
from .trace import Seconds, make_trace

# The recorder keeps states and five-minute statistics for ten days unless told otherwise.
PAST: Final = timedelta(days=30)
# Around what the statistics show to be a run, the states are read as well; half
# an hour on either side takes in the longest pause.
_MARGIN: Final = 1800.0
# A plug that tells every second has states for so many runs only.
_MOST_WINDOWS: Final = 60

_UNKNOWN: Final = frozenset({"unavailable", "unknown", ""})


async def async_learn_from_power(
    hass: HomeAssistant, entity_id: str
) -> tuple[Programme, ...]:
    """Return the programmes that a power sensor's past shows, most frequent first."""
    state = hass.states.get(entity_id)
    unit = None if state is None else state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
    if unit not in PowerConverter.VALID_UNITS or not _has_recorder(hass):
        return ()
    return await get_instance(hass).async_add_executor_job(
        _learn_from_power, hass, entity_id, unit
    )


async def async_learn_from_energy(
    hass: HomeAssistant, entity_id: str
) -> tuple[Programme, ...]:
    """Return the programmes that an energy meter's past shows, most frequent first."""
    if not _has_recorder(hass):
        return ()
    return await get_instance(hass).async_add_executor_job(
        _learn_from_energy, hass, entity_id
    )


async def async_learn_durations(
    hass: HomeAssistant, entity: EntityView
) -> tuple[Programme, ...]:
    """Return the programmes that a state in words shows; their energy is 0.

    Words say how long a machine ran, and nothing of what it drew.
    """
    if not _has_recorder(hass):
        return ()
    return await get_instance(hass).async_add_executor_job(
        _learn_durations, hass, entity
    )


def _has_recorder(hass: HomeAssistant) -> bool:
    """Tell whether there is a past to be read."""
    return "recorder" in hass.config.components


def _learn_from_power(
    hass: HomeAssistant, entity_id: str, unit: str
) -> tuple[Programme, ...]:
    """Return the programmes in statistics, with their edges from the states."""
    end = dt_util.utcnow()
    bins = _read_bins(hass, entity_id, end, "mean")
    if bins:
        points = list(bin_points(bins))
        for first, last in _windows(bins):
            readings = _read_states(hass, entity_id, first, last)
            if readings:
                points = [p for p in points if not first <= p[0] < last]
                points += _power_points(readings, unit, first)
                points.append((last, _power_at(bins, last)))
    else:
        readings = _read_states(hass, entity_id, (end - PAST).timestamp(), None)
        points = list(_power_points(readings, unit, (end - PAST).timestamp()))
    return learn(make_trace(points, end.timestamp()))


def _learn_from_energy(hass: HomeAssistant, entity_id: str) -> tuple[Programme, ...]:
    """Return the programmes in what a meter counted every five minutes."""
    end = dt_util.utcnow()
    bins = _read_bins(hass, entity_id, end, "change")
    return learn(make_trace(bin_points(bins), end.timestamp()))


def _learn_durations(hass: HomeAssistant, entity: EntityView) -> tuple[Programme, ...]:
    """Return how long a machine ran, as if it had drawn one kW all the time."""
    end = dt_util.utcnow()
    start = (end - PAST).timestamp()
    readings = _read_states(hass, entity.entity_id, start, None)
    points = [(_since(state, start), _as_power(state, entity)) for state in readings]
    return tuple(
        Programme(
            duration=programme.duration,
            energy=0.0,
            phases=(),
            runs=programme.runs,
            confidence=programme.confidence,
        )
        for programme in learn(make_trace(points, end.timestamp()), told=True)
    )


def _read_bins(
    hass: HomeAssistant, entity_id: str, end: datetime, kind: str
) -> list[Bin]:
    """Return five-minute means in kW: as measured, or from what a meter counted."""
    rows: Sequence[Any] = statistics_during_period(
        hass,
        end - PAST,
        end,
        {entity_id},
        "5minute",
        {"power": "kW", "energy": "kWh"},
        {"mean", "max"} if kind == "mean" else {"change"},
    ).get(entity_id, [])
    factor = 1.0 if kind == "mean" else 3600 / BIN
    return [
        Bin(row["start"], max(row[kind] * factor, 0.0), row.get("max"))
        for row in rows
        if row.get(kind) is not None
    ]


def _windows(bins: Sequence[Bin]) -> list[tuple[Seconds, Seconds]]:
    """Return the times around what may be runs, the latest ones when there are many."""
    windows: list[tuple[Seconds, Seconds]] = []
    for one in bins:
        if not one.runs:
            continue
        start, end = one.start - _MARGIN, one.start + BIN + _MARGIN
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows[-_MOST_WINDOWS:]


def _power_at(bins: Sequence[Bin], moment: Seconds) -> float | None:
    """Return the mean power of the bin that a moment is in."""
    return next((b.power for b in bins if b.start <= moment < b.start + BIN), None)


def _read_states(
    hass: HomeAssistant, entity_id: str, start: Seconds, end: Seconds | None
) -> list[State]:
    """Return an entity's states of a time, the one before it too."""
    return history.state_changes_during_period(
        hass,
        dt_util.utc_from_timestamp(start),
        None if end is None else dt_util.utc_from_timestamp(end),
        entity_id,
        no_attributes=True,
    ).get(entity_id, [])


def _power_points(
    states: Sequence[State], unit: str, start: Seconds
) -> Iterator[tuple[Seconds, float | None]]:
    """Yield when the power became what, in kW."""
    convert = PowerConverter.converter_factory(unit, "kW")
    for state in states:
        try:
            power: float | None = convert(float(state.state))
        except ValueError:
            power = None
        yield _since(state, start), power


def _since(state: State, start: Seconds) -> Seconds:
    """Return when a state began, at the earliest when the reading did."""
    return max(state.last_updated_timestamp, start)


def _as_power(state: State, entity: EntityView) -> float | None:
    """Return 1 kW for a state that means running, nothing for others."""
    if state.state in _UNKNOWN:
        return None
    return 1.0 if is_run(entity, state.state) else 0.0
