"""What the home draws besides its appliances: told, or measured over the last day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.statistics import statistics_during_period
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..const import CONF_BASE_LOAD, DOMAIN
from .energy_dashboard import async_power_entities

DAY: Final = timedelta(days=1)
RECHECK: Final = timedelta(hours=1)
# Fewer five-minute means than these say nothing of a day.
_FEWEST: Final = 72


@dataclass(frozen=True)
class _Measured:
    """A base load in kW, and when it was measured."""

    power: float
    at: datetime


DATA_BASE_LOAD: HassKey[_Measured] = HassKey(f"{DOMAIN}.base_load")


async def async_read_base_load(
    hass: HomeAssistant, options: Mapping[str, Any]
) -> float:
    """Return the base load in kW: the option's, else the measured one, else none.

    Measured is the median of the last day's five-minute means of what came
    from the grid and from the roof together; appliances run too seldom to
    move it. It is measured once an hour.
    """
    if (told := options.get(CONF_BASE_LOAD)) is not None:
        return float(told)
    now = dt_util.utcnow()
    known = hass.data.get(DATA_BASE_LOAD)
    if known is not None and now - known.at < RECHECK:
        return known.power
    power = await _async_measure(hass, now)
    hass.data[DATA_BASE_LOAD] = _Measured(power, now)
    return power


async def _async_measure(hass: HomeAssistant, now: datetime) -> float:
    """Return the measured base load in kW, none when nothing measures it."""
    if "recorder" not in hass.config.components:
        return 0.0
    grid, solar = await async_power_entities(hass)
    if not grid:
        return 0.0
    return await get_instance(hass).async_add_executor_job(
        _median, hass, grid, solar, now
    )


def _median(
    hass: HomeAssistant, grid: Sequence[str], solar: Sequence[str], now: datetime
) -> float:
    """Return the median of the summed means; blocking, for a worker thread."""
    rows = statistics_during_period(
        hass, now - DAY, now, {*grid, *solar}, "5minute", {"power": "kW"}, {"mean"}
    )
    sums: dict[float, float] = defaultdict(float)
    seen: dict[float, int] = defaultdict(int)
    for entity_id in (*grid, *solar):
        for row in rows.get(entity_id, ()):
            if (mean := row.get("mean")) is not None:
                sums[row["start"]] += mean
                seen[row["start"]] += 1
    whole = [sums[start] for start in sums if seen[start] == len(grid) + len(solar)]
    if len(whole) < _FEWEST:
        return 0.0
    return round(max(median(whole), 0.0), 3)
