"""Tomorrow's prices are late at an hour that is the source's own."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import HomeAssistant

from . import test_comed
from .conftest import SetUp, only_offer
from .market import AUTUMN, ORDINARY, OSLO, SPRING, days_of, local_noon, windows_of
from .test_nordpool import ENTRY, Market
from .test_octopus import AGILE, LONDON
from custom_components.hushwatt.household.tariffs import async_read_tariff
from custom_components.hushwatt.household.tariffs.publication import Publication
from custom_components.hushwatt.vocabulary import PriceWindow, Tariff

HELSINKI = ZoneInfo("Europe/Helsinki")


async def read(hass: HomeAssistant, source: Any) -> Tariff:
    """Return the tariff of a source."""
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    return tariff


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize("before", [timedelta(), timedelta(minutes=-45)])
def test_a_day_that_ends_at_midnight_is_no_tomorrow(
    day: date, before: timedelta
) -> None:
    """On days of 23 and 25 hours as well, and neither is a quarter of tomorrow."""
    publication = Publication(time(16), OSLO)
    start = datetime.combine(day, time(), OSLO).astimezone(UTC)
    midnight = datetime.combine(day + timedelta(days=1), time(), OSLO).astimezone(UTC)
    window = PriceWindow(start, midnight - before, 0.2)
    assert not publication.is_overdue([window], local_noon(day, OSLO, 15))
    assert publication.is_overdue([window], local_noon(day, OSLO, 16))
    longer = PriceWindow(start, midnight + timedelta(hours=2), 0.2)
    assert not publication.is_overdue([longer], local_noon(day, OSLO, 16))


def test_prices_that_are_past_and_no_prices_are_another_matter() -> None:
    """They are told as what they are."""
    publication = Publication(time(16), OSLO)
    now = local_noon(ORDINARY, OSLO, 18)
    assert not publication.is_overdue([], now)
    past = windows_of(days_of(ORDINARY - timedelta(days=1), 1, OSLO))
    assert not publication.is_overdue(past, now)


async def test_nord_pool_is_late_at_four_of_the_market_and_not_after_midnight(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """In Finland its day ends at one in the morning: no alarm in that hour."""
    await hass.config.async_set_time_zone("Europe/Helsinki")
    market = Market(aioclient_mock)
    market.until = ORDINARY
    freezer.move_to(local_noon(ORDINARY, HELSINKI, 16))
    await set_up("nordpool", ENTRY)
    source = (await only_offer(hass, area="FI")).source
    assert not (await read(hass, source)).tomorrow_overdue
    freezer.move_to(local_noon(ORDINARY, HELSINKI, 17))
    assert (await read(hass, source)).tomorrow_overdue
    market.until = ORDINARY + timedelta(days=1)
    freezer.tick(timedelta(minutes=10))
    assert not (await read(hass, source)).tomorrow_overdue
    freezer.move_to(local_noon(ORDINARY + timedelta(days=1), HELSINKI, 0))
    tariff = await read(hass, source)
    assert tariff.windows[-1].end > local_noon(ORDINARY, HELSINKI, 23)
    assert not tariff.tomorrow_overdue


async def test_octopus_is_late_in_the_evening_of_london(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Wherever the home's clock is."""
    rows = [
        {"start": s.start, "end": s.end, "value_inc_vat": s.price}
        for s in days_of(ORDINARY, 1, LONDON, 30)
    ]
    hass.states.async_set("event.x", "now", {"rates": rows, "tariff_code": AGILE})
    source = {"kind": "entity", "entity_id": "event.x"}
    for hour, late in ((18, False), (20, False), (21, True)):
        freezer.move_to(local_noon(ORDINARY, LONDON, hour))
        assert (await read(hass, source)).tomorrow_overdue == late


async def test_a_source_of_the_present_is_never_late(
    hass: HomeAssistant,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """ComEd tells five minutes; nobody waits for its tomorrow."""
    now = datetime(2026, 6, 11, 3, 50, tzinfo=UTC)
    freezer.move_to(now)
    millis = str(int(now.timestamp() * 1000))
    aioclient_mock.get(test_comed.FEED, json=[{"millisUTC": millis, "price": "2.9"}])
    await test_comed.set_up_comed(hass)
    source = (await only_offer(hass, kind="entity")).source
    tariff = await read(hass, source)
    assert len(tariff.windows) == 1
    assert not tariff.tomorrow_overdue


async def test_a_table_is_never_late(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A person typed it for every day."""
    freezer.move_to(local_noon(ORDINARY, OSLO, 23))
    source = {"kind": "table", "currency": "EUR", "prices": [{"price": 0.3}]}
    assert not (await read(hass, source)).tomorrow_overdue
