"""Holidays come from the all-day events of a calendar."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .market import AMSTERDAM
from custom_components.hushwatt.const import CONF_MARKUP
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_read_tariff,
)
from custom_components.hushwatt.household.tariffs.holidays import async_read_holidays
from custom_components.hushwatt.household.tariffs.rows import current_price

NOW = datetime(2026, 12, 23, 12, tzinfo=AMSTERDAM)
CALENDAR = "calendar.days_off"


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder for the calendar's file."""
    return str(tmp_path)


@pytest.fixture
async def calendar(amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory) -> str:
    """Return a calendar of core with Christmas and an appointment."""
    freezer.move_to(NOW)
    entry = MockConfigEntry(
        domain="local_calendar",
        data={"calendar_name": "Days off", "storage_key": "days_off"},
    )
    entry.add_to_hass(amsterdam)
    Path(amsterdam.config.path(".storage")).mkdir(exist_ok=True)  # noqa: ASYNC240
    assert await async_setup_component(amsterdam, "local_calendar", {})
    await amsterdam.async_block_till_done()
    for event in (
        {"summary": "Christmas", "start_date": "2026-12-25", "end_date": "2026-12-27"},
        {
            "summary": "Dentist",
            "start_date_time": "2026-12-28T09:00:00+01:00",
            "end_date_time": "2026-12-28T10:00:00+01:00",
        },
    ):
        await amsterdam.services.async_call(
            "calendar", "create_event", {"entity_id": CALENDAR, **event}, blocking=True
        )
    return CALENDAR


async def test_all_day_events_are_days_off(
    amsterdam: HomeAssistant, calendar: str
) -> None:
    """Each day of an event that lasts counts; an appointment is none."""
    days = await async_read_holidays(amsterdam, calendar, NOW, AMSTERDAM)
    assert days == {date(2026, 12, 25), date(2026, 12, 26)}


async def test_a_table_and_a_mark_up_follow_the_calendar(
    amsterdam: HomeAssistant, calendar: str
) -> None:
    """On a holiday another row holds, and another mark-up."""
    source: dict[str, Any] = {
        "kind": "table",
        "currency": "EUR",
        "calendar": calendar,
        "prices": [{"price": 0.1, "holidays": True}, {"price": 0.3}],
    }
    options = {
        CONF_MARKUP: [{"holidays": True, "surcharge": 1}],
        "calendar": calendar,
    }
    tariff = await async_read_tariff(amsterdam, source, options)
    assert tariff is not None
    christmas = dt_util.as_utc(NOW + timedelta(days=2))
    assert current_price(tariff.windows, christmas) == 1.1
    assert current_price(tariff.windows, dt_util.as_utc(NOW)) == 0.3


@pytest.mark.parametrize(
    ("state", "key"), [(None, "entity_missing"), ("unavailable", "entity_unavailable")]
)
async def test_a_calendar_that_is_gone_is_told(
    amsterdam: HomeAssistant, state: str | None, key: str
) -> None:
    """Prices that hang on holidays are not known without them."""
    if state is not None:
        amsterdam.states.async_set(CALENDAR, state)
    with pytest.raises(TariffError) as caught:
        await async_read_holidays(amsterdam, CALENDAR, NOW, AMSTERDAM)
    assert caught.value.translation_key == key
    assert await async_read_holidays(amsterdam, None, NOW, AMSTERDAM) == frozenset()


async def test_a_calendar_is_read_once_an_hour_and_an_outage_changes_nothing(
    amsterdam: HomeAssistant, calendar: str
) -> None:
    """Many ask a server each time; and one that does not answer is no end of prices."""
    calls = async_capture_events(amsterdam, EVENT_CALL_SERVICE)
    christmas = {date(2026, 12, 25), date(2026, 12, 26)}

    async def days_at(now: datetime) -> frozenset[date]:
        """Return the days off that are known at a moment."""
        return await async_read_holidays(amsterdam, calendar, now, AMSTERDAM)

    for minutes in (0, 10, 59):
        assert await days_at(NOW + timedelta(minutes=minutes)) == christmas
    assert len(calls) == 1
    assert await days_at(NOW + timedelta(hours=1)) == christmas
    assert len(calls) == 2
    midnight = datetime(2026, 12, 24, tzinfo=AMSTERDAM)
    assert await days_at(midnight - timedelta(minutes=30)) == christmas
    assert await days_at(midnight) == christmas
    assert len(calls) == 4
    amsterdam.states.async_set(calendar, "unavailable")
    assert await days_at(midnight + timedelta(hours=9)) == christmas
    assert len(calls) == 4
