"""ComEd's own platform: the price of now, and nothing about later."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .conftest import only_offer
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_read_tariff,
)
from custom_components.hushwatt.vocabulary import PriceWindow

NOW = datetime(2026, 6, 10, 19, 30, 20, tzinfo=UTC)
FEED = "https://hourlypricing.comed.com/api?type=5minutefeed"


async def set_up_comed(hass: HomeAssistant) -> None:
    """Set the platform up in YAML, the only way there is."""
    config = {
        "platform": "comed_hourly_pricing",
        "monitored_feeds": [{"type": "five_minute"}],
    }
    assert await async_setup_component(hass, "sensor", {"sensor": config})
    await hass.async_block_till_done()


@pytest.mark.parametrize(("cents", "dollars"), [("2.9", 0.029), ("-0.4", -0.004)])
async def test_the_five_minutes_of_now_are_known(
    hass: HomeAssistant,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    cents: str,
    dollars: float,
) -> None:
    """The unit is a cent of whatever; the source knows that it is the dollar's."""
    hass.config.currency = "EUR"
    freezer.move_to(NOW)
    millis = str(int(NOW.timestamp() * 1000))
    aioclient_mock.get(FEED, json=[{"millisUTC": millis, "price": cents}])
    await set_up_comed(hass)
    offer = await only_offer(hass, kind="entity")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    start = NOW.replace(second=0)
    window = PriceWindow(start, start + timedelta(minutes=5), dollars)
    assert tariff.windows == (window,)
    assert tariff.currency == "USD"


async def test_no_answer_is_no_price(
    hass: HomeAssistant, aioclient_mock: AiohttpClientMocker
) -> None:
    """A sensor without a number is told to be unavailable."""
    aioclient_mock.get(FEED, text="nonsense")
    await set_up_comed(hass)
    (state,) = hass.states.async_all("sensor")
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, {"kind": "entity", "entity_id": state.entity_id})
    assert caught.value.translation_key == "entity_unavailable"
