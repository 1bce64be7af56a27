"""How much solar power is forecast, from the Energy dashboard or from attributes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isfinite
from typing import Any, Final

from homeassistant.components.energy.websocket_api import async_get_energy_platforms
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import CONF_SOLAR_ENTITIES, LOGGER
from ..vocabulary import PowerWindow
from .energy_dashboard import async_solar_entries

_HOUR: Final = timedelta(hours=1)
# Attributes of half-hourly and hourly forecasts, the finer first, and their keys.
_LISTS: Final = ("detailedForecast", "detailedHourly", "forecast")
_START: Final = "period_start"
_POWER: Final = "pv_estimate"


async def async_read_solar(
    hass: HomeAssistant, options: Mapping[str, Any]
) -> tuple[PowerWindow, ...]:
    """Return the forecast of all roofs together: UTC windows in order, kW.

    The entities of the options when there are some (lists of mean power, as
    Solcast has them), else the forecasts of the Energy dashboard.
    """
    entities: Sequence[str] = options.get(CONF_SOLAR_ENTITIES) or ()
    if entities:
        states = [hass.states.get(entity_id) for entity_id in entities]
        return read_forecast_lists(s.attributes for s in states if s is not None)
    forecasts = await _async_dashboard_forecasts(hass)
    return sum_forecasts(forecasts)


def read_forecast_lists(
    attributes: Iterable[Mapping[str, Any]],
) -> tuple[PowerWindow, ...]:
    """Return the mean powers of lists, such as one per day; the first of a time wins."""
    powers: dict[datetime, float] = {}
    for one in attributes:
        for item in next((one[name] for name in _LISTS if one.get(name)), ()):
            start = _moment(item.get(_START))
            power = _number(item.get(_POWER))
            if start is not None and power is not None:
                powers.setdefault(start, power)
    starts = sorted(powers)
    return tuple(
        PowerWindow(start, start + length, powers[start])
        for start, length in zip(starts, _lengths(starts), strict=True)
    )


def sum_forecasts(forecasts: Iterable[Mapping[str, float]]) -> tuple[PowerWindow, ...]:
    """Return hourly mean power (kW) of forecasts of Wh by ISO time of a period's start.

    Periods are as the Energy dashboard shows them: each belongs to the hour of
    the clock on the wall in which it starts, however short it is.
    """
    hours: dict[datetime, float] = defaultdict(float)
    for forecast in forecasts:
        for text, energy in forecast.items():
            moment, number = _moment(text, floor=True), _number(energy)
            if moment is not None and number is not None:
                hours[moment] += number / 1000
    return tuple(
        PowerWindow(start, start + _HOUR, round(hours[start], 6))
        for start in sorted(hours)
    )


async def _async_dashboard_forecasts(
    hass: HomeAssistant,
) -> list[Mapping[str, float]]:
    """Return the forecasts (Wh by ISO time) of the Energy dashboard's solar sources."""
    entry_ids = await async_solar_entries(hass)
    if not entry_ids:
        return []
    platforms = await async_get_energy_platforms(hass)
    forecasts: list[Mapping[str, float]] = []
    for entry_id in entry_ids:
        entry = hass.config_entries.async_get_entry(entry_id)
        if entry is None or entry.domain not in platforms:
            continue
        try:
            forecast = await platforms[entry.domain](hass, entry_id)
        except Exception:  # noqa: BLE001 - another integration's code
            LOGGER.debug("No solar forecast from %s", entry.domain, exc_info=True)
            continue
        if forecast is not None:
            forecasts.append(forecast["wh_hours"])
    return forecasts


def _lengths(starts: Sequence[datetime]) -> list[timedelta]:
    """Return how long each period is: to the next one, at most as its neighbour."""
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    usual = min(gaps, default=_HOUR)
    return [min(gap, usual, _HOUR) for gap in [*gaps, usual][: len(starts)]]


def _moment(value: Any, *, floor: bool = False) -> datetime | None:
    """Return a time in UTC, or the full hour on the wall that it is in."""
    moment = dt_util.parse_datetime(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt_util.get_default_time_zone())
    if floor:
        moment = moment.replace(minute=0, second=0, microsecond=0)
    return moment.astimezone(UTC)


def _number(value: Any) -> float | None:
    """Return a finite number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if isfinite(value) and value >= 0 else None
