"""What a home always draws is told, or measured over a day."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.db_schema import StatisticsShortTerm
from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.core import HomeAssistant

from .conftest import grid
from .test_solar import solar
from custom_components.hushwatt.const import CONF_BASE_LOAD
from custom_components.hushwatt.household.base_load import (
    RECHECK,
    async_read_base_load,
)

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


async def measure(hass: HomeAssistant, entity_id: str, watts: list[float]) -> None:
    """Have the recorder keep five-minute means up to now."""
    metadata = StatisticMetaData(
        mean_type=StatisticMeanType.ARITHMETIC,
        has_sum=False,
        name=None,
        source="recorder",
        statistic_id=entity_id,
        unit_class="power",
        unit_of_measurement="W",
    )
    start = NOW - timedelta(minutes=5 * len(watts))
    rows = [
        StatisticData(start=start + timedelta(minutes=5 * n), mean=value)
        for n, value in enumerate(watts)
    ]
    get_instance(hass).async_import_statistics(metadata, rows, StatisticsShortTerm)
    await async_wait_recording_done(hass)


@pytest.fixture
async def home(
    hass: HomeAssistant,
    energy: Callable[..., Awaitable[None]],
    freezer: FrozenDateTimeFactory,
) -> HomeAssistant:
    """Return a home whose grid and roof are measured."""
    freezer.move_to(NOW)
    roof = {**solar(), "stat_rate": "sensor.roof"}
    await energy(grid(stat_rate="sensor.grid"), roof)
    return hass


async def test_the_option_counts_first(home: HomeAssistant) -> None:
    """Nought is a figure too."""
    await measure(home, "sensor.grid", [500.0] * 100)
    assert await async_read_base_load(home, {CONF_BASE_LOAD: 0.7}) == 0.7
    assert await async_read_base_load(home, {CONF_BASE_LOAD: 0}) == 0


async def test_the_median_of_grid_and_roof_together(
    home: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A dishwasher now and then does not move it; export is no consumption."""
    day = [400.0] * 60 + [2400.0] * 12 + [-600.0] * 48
    sun = [0.0] * 72 + [1000.0] * 48
    await measure(home, "sensor.grid", day)
    await measure(home, "sensor.roof", sun)
    assert await async_read_base_load(home, {}) == pytest.approx(0.4)
    await measure(home, "sensor.grid", [900.0] * 120)
    assert await async_read_base_load(home, {}) == pytest.approx(0.4)
    freezer.tick(RECHECK)
    assert await async_read_base_load(home, {}) > 0.5


async def test_too_little_says_nothing(home: HomeAssistant) -> None:
    """Less than six hours, or the grid without the roof."""
    await measure(home, "sensor.grid", [400.0] * 120)
    await measure(home, "sensor.roof", [0.0] * 30)
    assert await async_read_base_load(home, {}) == 0


async def test_without_measurements_there_is_none(
    hass: HomeAssistant, energy: Callable[..., Awaitable[None]]
) -> None:
    """A dashboard without powers."""
    await energy(grid())
    assert await async_read_base_load(hass, {}) == 0


async def test_without_a_recorder_there_is_none(hass: HomeAssistant) -> None:
    """Or without a past."""
    assert await async_read_base_load(hass, {}) == 0
