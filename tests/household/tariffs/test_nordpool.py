"""Nord Pool's own integration, its network answered in the shape of its API."""

from datetime import date, datetime, timedelta
import re
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientError
from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Event, HomeAssistant

from .conftest import SetUp, only_offer
from .market import (
    AUTUMN,
    ORDINARY,
    OSLO,
    SPRING,
    day_of,
    days_of,
    local_noon,
    windows_of,
)
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_read_tariff,
)
from custom_components.hushwatt.household.tariffs.days import RETRY

ENTRY = {"areas": ["SE3", "FI"], "currency": "SEK"}


class Market:
    """The API: day-ahead prices per MWh of the days that are published."""

    def __init__(self, mocker: AiohttpClientMocker) -> None:
        """Answer every question for a day."""
        self.until = date.max
        self.broken: set[date] = set()
        mocker.get(re.compile(r".*DayAheadPrices.*"), side_effect=self.answer)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return a day, or what the API returns of one it does not know."""
        day = date.fromisoformat(url.query["date"])
        if day in self.broken:
            raise ClientError
        if day > self.until:
            return AiohttpClientMockResponse(method, url, status=204)
        return AiohttpClientMockResponse(method, url, json=payload(day))


def payload(day: date) -> dict[str, Any]:
    """Return the answer for a day of the market, in the API's shape."""
    entries = [
        {
            "deliveryStart": slot.start.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "deliveryEnd": slot.end.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "entryPerArea": {
                "SE3": round(slot.price * 1000, 2),
                "FI": round(slot.price * 2000, 2),
            },
        }
        for slot in day_of(day, OSLO)
    ]
    whole = {"deliveryStart": entries[0]["deliveryStart"]}
    return {
        "deliveryDateCET": day.isoformat(),
        "version": 3,
        "updatedAt": f"{day.isoformat()}T12:15:03.9456464Z",
        "deliveryAreas": ["SE3", "FI"],
        "market": "DayAhead",
        "multiAreaEntries": entries,
        "blockPriceAggregates": [
            {
                "blockName": name,
                **whole,
                "deliveryEnd": entries[-1]["deliveryEnd"],
                "averagePricePerArea": {
                    area: {"average": 1.0, "min": 1.0, "max": 1.0}
                    for area in ("SE3", "FI")
                },
            }
            for name in ("Off-peak 1", "Peak", "Off-peak 2")
        ],
        "currency": "SEK",
        "exchangeRate": 11.05,
        "areaStates": [{"state": "Final", "areas": ["SE3", "FI"]}],
        "areaAverages": [
            {"areaCode": "SE3", "price": 1.0},
            {"areaCode": "FI", "price": 2.0},
        ],
    }


def asked_days(calls: list[Event[Any]]) -> list[date]:
    """Return the days that the action was called for."""
    return [date.fromisoformat(call.data["service_data"]["date"]) for call in calls]


@pytest.fixture
def market(aioclient_mock: AiohttpClientMocker) -> Market:
    """Answer for Nord Pool."""
    return Market(aioclient_mock)


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Europe/Helsinki"])
@pytest.mark.parametrize(("area", "factor"), [("SE3", 1), ("FI", 2)])
async def test_both_days_of_the_market_are_read(
    hass: HomeAssistant,
    set_up: SetUp,
    market: Market,
    freezer: FrozenDateTimeFactory,
    day: date,
    zone: str,
    area: str,
    factor: float,
) -> None:
    """Prices per MWh come out per kWh, on days of 23 and 25 hours, in any home's zone."""
    await hass.config.async_set_time_zone(zone)
    freezer.move_to(local_noon(day, OSLO))
    await set_up("nordpool", ENTRY)
    offer = await only_offer(hass, family="nordpool", area=area)
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows == windows_of(
        [
            type(slot)(
                slot.start, slot.end, round(slot.price * 1000 * factor, 2) / 1000
            )
            for slot in days_of(day, 2, OSLO)
        ]
    )
    assert (tariff.currency, tariff.taxes_included) == ("SEK", False)


async def test_after_the_home_s_midnight_the_market_is_still_at_its_old_day(
    hass: HomeAssistant,
    set_up: SetUp,
    market: Market,
    freezer: FrozenDateTimeFactory,
) -> None:
    """In Finland the day begins an hour before the market's: now is always covered."""
    await hass.config.async_set_time_zone("Europe/Helsinki")
    now = datetime(2026, 6, 11, 0, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
    freezer.move_to(now)
    await set_up("nordpool", ENTRY)
    offer = await only_offer(hass, area="FI")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows[0].start <= now < tariff.windows[-1].end
    assert tariff.windows[-1].end.astimezone(OSLO).date() == date(2026, 6, 12)


async def test_tomorrow_is_known_once_it_is_published(
    hass: HomeAssistant,
    set_up: SetUp,
    market: Market,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Before, the prices end at midnight; a day is asked for no more than it must be."""
    market.until = ORDINARY
    freezer.move_to(local_noon(ORDINARY, OSLO, 11))
    await set_up("nordpool", ENTRY)
    source = (await only_offer(hass, area="SE3")).source
    calls = async_capture_events(hass, EVENT_CALL_SERVICE)

    today = len(day_of(ORDINARY, OSLO))
    for hour in (11, 12, 13):
        freezer.move_to(local_noon(ORDINARY, OSLO, hour))
        tariff = await async_read_tariff(hass, source)
        assert tariff is not None
        assert len(tariff.windows) == today
    tomorrow = ORDINARY + timedelta(days=1)
    assert asked_days(calls) == [ORDINARY, tomorrow]

    market.until = tomorrow
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    assert len(tariff.windows) == today
    freezer.tick(RETRY)
    for _ in range(3):
        tariff = await async_read_tariff(hass, source)
        assert tariff is not None
        assert len(tariff.windows) == 2 * today
    assert asked_days(calls) == [ORDINARY, tomorrow, tomorrow]


async def test_an_error_is_told_and_asked_again_soon(
    hass: HomeAssistant,
    set_up: SetUp,
    market: Market,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A failing API is an error that names the action; prices return with it."""
    freezer.move_to(local_noon(ORDINARY, OSLO))
    await set_up("nordpool", ENTRY)
    source = (await only_offer(hass, area="SE3")).source
    market.broken = {ORDINARY}
    calls = async_capture_events(hass, EVENT_CALL_SERVICE)
    for _ in range(2):
        with pytest.raises(TariffError) as caught:
            await async_read_tariff(hass, source)
        assert caught.value.translation_key == "action_failed"
        assert caught.value.placeholders == {"action": "nordpool.get_prices_for_date"}
    assert asked_days(calls).count(ORDINARY) == 1

    market.broken = set()
    freezer.tick(timedelta(minutes=1))
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    assert tariff.windows[0].start == day_of(ORDINARY, OSLO)[0].start


async def test_an_integration_that_is_out_of_order_takes_back_nothing(
    hass: HomeAssistant,
    set_up: SetUp,
    market: Market,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What it told of today and tomorrow is known while it is not set up."""
    freezer.move_to(local_noon(ORDINARY, OSLO))
    entry = await set_up("nordpool", ENTRY)
    source = (await only_offer(hass, area="SE3")).source
    before = await async_read_tariff(hass, source)
    assert before is not None
    await hass.config_entries.async_unload(entry.entry_id)
    freezer.tick(timedelta(hours=8))
    assert await async_read_tariff(hass, source) == before
    freezer.tick(timedelta(hours=6))
    later = await async_read_tariff(hass, source)
    assert later is not None
    assert later.windows == before.windows[len(day_of(ORDINARY, OSLO)) :]
    freezer.tick(timedelta(days=1))
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, source)
    assert caught.value.translation_key == "entry_missing"


async def test_an_entry_that_is_gone_is_told(
    hass: HomeAssistant,
    set_up: SetUp,
    market: Market,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Removing the integration leaves a source that says what is missing."""
    freezer.move_to(local_noon(ORDINARY, OSLO))
    entry = await set_up("nordpool", ENTRY)
    source = (await only_offer(hass, area="SE3")).source
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, source)
    assert caught.value.translation_key == "entry_missing"
    assert caught.value.placeholders == {"entry": entry.title}
    await hass.config_entries.async_remove(entry.entry_id)
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, source)
    assert caught.value.placeholders == {"entry": ""}
