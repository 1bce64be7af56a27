"""Tibber's own integration, its network answered in the shape of its API."""

from datetime import UTC, date, datetime, timedelta
import re
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp.hdrs import USER_AGENT
from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.components.application_credentials import (
    ClientCredential,
    async_import_client_credential,
)
from homeassistant.components.recorder import Recorder
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component

from .conftest import SetUp, offers_of_entities, only_offer
from .market import AUTUMN, ORDINARY, SPRING, Slot, days_of, local_noon, windows_of
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_find_price_sources,
    async_read_tariff,
)
from custom_components.hushwatt.household.tariffs.days import RETRY

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def starts_at(slot: Slot) -> str:
    """Return a start as Tibber writes it."""
    return slot.start.astimezone(STOCKHOLM).isoformat(timespec="milliseconds")


class OpenResponse(AiohttpClientMockResponse):
    """A response that can still be read."""

    closed = False


class Api:
    """The GraphQL API, and the data API without devices."""

    def __init__(self, mocker: AiohttpClientMocker) -> None:
        """Answer every question."""
        self.until = date.max
        graph = re.compile(r"https://api\.tibber\.com/.*")
        mocker.post(graph, side_effect=self.answer)
        data = re.compile(r"https://data-api\.tibber\.com/.*")
        mocker.get(data, side_effect=self.answer_data)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return what a query asks for."""
        query = data["query"]
        if "priceInfo" in query:
            viewer: dict[str, Any] = {"home": self.home()}
        elif "consumption(" in query:
            page = {"hasPreviousPage": False, "startCursor": None}
            viewer = {"home": {"consumption": {"pageInfo": page, "nodes": []}}}
        else:
            running = {"id": "home", "subscriptions": [{"status": "running"}]}
            viewer = {"name": "A", "userId": "u", "homes": [running]}
        return AiohttpClientMockResponse(
            method,
            url,
            json={"data": {"viewer": viewer}},
            headers={"Content-Type": "application/json"},
        )

    async def answer_data(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return that there are no devices."""
        headers = {"Content-Type": "application/json"}
        return OpenResponse(method, url, json={"homes": []}, headers=headers)

    def home(self) -> dict[str, Any]:
        """Return the home with its prices of today and tomorrow."""
        today = datetime.now(STOCKHOLM).date()
        days = [
            [
                {"total": slot.price, "startsAt": starts_at(slot), "level": "NORMAL"}
                for slot in days_of(day, 1, STOCKHOLM)
                if day <= self.until
            ]
            for day in (today, today + timedelta(days=1))
        ]
        price_info = {
            "current": {"currency": "SEK", **(days[0] or [{}])[0]},
            "today": days[0],
            "tomorrow": days[1],
        }
        return {
            "currentSubscription": {"status": "running", "priceInfo": price_info},
            "appNickname": "Our house",
            "features": {"realTimeConsumptionEnabled": False},
            "address": {"address1": "Street 1"},
            "meteringPointData": {
                "consumptionEan": "1",
                "estimatedAnnualConsumption": 9000,
                "gridCompany": "Grid",
                "productionEan": None,
            },
            "timeZone": "Europe/Stockholm",
            "subscriptions": [{"id": "s", "status": "running"}],
        }


@pytest.fixture
async def api(
    recorder_mock: Recorder, hass: HomeAssistant, aioclient_mock: AiohttpClientMocker
) -> Api:
    """Answer for Tibber, in a home in Sweden."""
    await hass.config.async_set_time_zone("Europe/Stockholm")
    hass.config.currency = "SEK"
    assert await async_setup_component(hass, "application_credentials", {})
    async_get_clientsession(hass).headers[USER_AGENT] = "Home Assistant"
    credential = ClientCredential("client", "secret")
    await async_import_client_credential(hass, "tibber", credential, "tibber")
    return Api(aioclient_mock)


async def set_up_tibber(set_up: SetUp) -> MockConfigEntry:
    """Set an account up."""
    expires = datetime.now(UTC) + timedelta(days=400)
    token = {
        "access_token": "t",
        "refresh_token": "r",
        "expires_at": expires.timestamp(),
    }
    data = {"auth_implementation": "tibber", "token": token}
    return await set_up("tibber", data, version=1)


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
async def test_quarters_of_today_and_tomorrow_are_read(
    hass: HomeAssistant,
    set_up: SetUp,
    api: Api,
    freezer: FrozenDateTimeFactory,
    day: date,
) -> None:
    """Total prices come out in the unit of the integration's own sensor."""
    freezer.move_to(local_noon(day, STOCKHOLM, 23))
    await set_up_tibber(set_up)
    offer = await only_offer(hass, family="tibber", home="Our house")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(day, 2, STOCKHOLM))
    assert (tariff.currency, tariff.taxes_included) == ("SEK", True)


async def test_an_unpublished_tomorrow_does_not_make_a_call_each_time(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """The integration would ask Tibber each time it is asked; it is not."""
    api.until = ORDINARY
    freezer.move_to(local_noon(ORDINARY, STOCKHOLM, 13))
    await set_up_tibber(set_up)
    source = (await only_offer(hass, family="tibber")).source
    calls = async_capture_events(hass, EVENT_CALL_SERVICE)
    for _ in range(5):
        tariff = await async_read_tariff(hass, source)
        assert tariff is not None
        assert tariff.windows == windows_of(days_of(ORDINARY, 1, STOCKHOLM))
    assert len(calls) == 2
    api.until = date.max
    freezer.tick(RETRY)
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(ORDINARY, 2, STOCKHOLM))


async def test_a_home_that_is_gone_and_a_unit_that_is_not_known_are_told(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """What was set up and is no more has its own words; a unit can be chosen."""
    freezer.move_to(local_noon(ORDINARY, STOCKHOLM, 13))
    await set_up_tibber(set_up)
    source = (await only_offer(hass, family="tibber")).source
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, {**source, "home": "Old house"})
    assert caught.value.translation_key == "no_price_list"

    for state in hass.states.async_all("sensor"):
        hass.states.async_set(state.entity_id, "0.1", {})
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, source)
    assert caught.value.translation_key == "unknown_unit"
    tariff = await async_read_tariff(hass, {**source, "unit": "0.01 SEK/kWh"})
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(ORDINARY, 2, STOCKHOLM), 0.01)


async def test_an_account_that_does_not_answer_is_not_offered(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """What cannot be asked for its homes now cannot be chosen now."""
    freezer.move_to(local_noon(ORDINARY, STOCKHOLM, 13))
    await set_up_tibber(set_up)
    hass.services.async_remove("tibber", "get_prices")
    offers = await async_find_price_sources(hass)
    assert [offer for offer in offers if offer.source.get("family") == "tibber"] == []


async def test_without_tibber_nothing_is_offered(hass: HomeAssistant) -> None:
    """What is not set up cannot be chosen."""
    assert await async_find_price_sources(hass) == []


async def test_a_sensor_stands_for_its_home(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """A device is named after its home; one of another home tells no list."""
    freezer.move_to(local_noon(ORDINARY, STOCKHOLM, 13))
    entry = await set_up_tibber(set_up)
    homes = await offers_of_entities(hass, entry, "home")
    assert set(homes.values()) == {"Our house"}
    for device in dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id):
        dr.async_get(hass).async_update_device(device.id, name="Summer house")
    with pytest.raises(TariffError) as caught:
        await offers_of_entities(hass, entry, "home")
    assert caught.value.translation_key == "no_price_list"
