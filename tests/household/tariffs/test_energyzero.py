"""EnergyZero's own integration, its network answered in the shape of its API."""

from datetime import date, datetime
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.core import HomeAssistant

from .conftest import SetUp, offers_of_entities, only_offer
from .market import (
    AMSTERDAM,
    AUTUMN,
    ORDINARY,
    SPRING,
    day_of,
    days_of,
    local_noon,
    windows_of,
)
from custom_components.hushwatt.household.tariffs import async_read_tariff

ALL_IN = 0.13


def payload(day: date, minutes: int) -> dict[str, Any]:
    """Return the answer for a day, in the API's shape: four streams of text prices."""
    streams = {
        "base": 0.0,
        "base_with_vat": 0.02,
        "all_in": 0.1,
        "all_in_with_vat": ALL_IN,
    }
    return {
        stream: [
            {
                "start": slot.start.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "end": slot.end.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "price": {"value": f"{slot.price + extra:.5f}"},
            }
            for slot in day_of(day, AMSTERDAM, minutes)
        ]
        for stream, extra in streams.items()
    }  # fmt: skip


class Api:
    """The public API."""

    def __init__(self, mocker: AiohttpClientMocker) -> None:
        """Answer every question for a day."""
        self.until = date.max
        url = re.compile(r"https://public\.api\.energyzero\.nl/public/v1/.*")
        mocker.get(url, side_effect=self.answer)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return a day, or what the API returns of one it does not know."""
        day = datetime.strptime(url.query["date"], "%d-%m-%Y").date()
        electric = url.query["energyType"] == "ENERGY_TYPE_ELECTRICITY"
        if day > self.until or not electric:
            return AiohttpClientMockResponse(method, url, status=404, json={})
        minutes = 15 if url.query["interval"] == "INTERVAL_QUARTER" else 60
        return AiohttpClientMockResponse(
            method,
            url,
            json=payload(day, minutes),
            headers={"Content-Type": "application/json"},
        )


@pytest.fixture
def api(aioclient_mock: AiohttpClientMocker) -> Api:
    """Answer for EnergyZero."""
    return Api(aioclient_mock)


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize(
    ("price_type", "extra"), [("all_in", ALL_IN), ("market", 0.02)]
)
async def test_quarters_of_today_and_tomorrow_are_read(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    api: Api,
    freezer: FrozenDateTimeFactory,
    day: date,
    price_type: str,
    extra: float,
) -> None:
    """What is paid and what the market costs are offered apart, both with VAT."""
    freezer.move_to(local_noon(day, AMSTERDAM, 17))
    await set_up("energyzero")
    offer = await only_offer(amsterdam, family="energyzero", price_type=price_type)
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    expected = windows_of(days_of(day, 2, AMSTERDAM))
    assert [(w.start, w.end) for w in tariff.windows] == [
        (w.start, w.end) for w in expected
    ]
    assert [w.price for w in tariff.windows] == pytest.approx(
        [w.price + extra for w in expected], abs=1e-9
    )
    assert (tariff.currency, tariff.taxes_included) == ("EUR", True)


async def test_prices_end_at_midnight_while_tomorrow_is_unknown(
    amsterdam: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """Asking for an unpublished day is an error of the integration, not of ours."""
    api.until = ORDINARY
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM, 13))
    await set_up("energyzero")
    offer = await only_offer(amsterdam, family="energyzero", price_type="market")
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    assert len(tariff.windows) == 96
    assert tariff.windows[-1].end == day_of(ORDINARY, AMSTERDAM)[-1].end


async def test_a_sensor_stands_for_the_kind_of_price_that_it_shows(
    amsterdam: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """Whoever chooses the market's sensor does not get the price that is paid."""
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM, 13))
    entry = await set_up("energyzero")
    kinds = await offers_of_entities(amsterdam, entry, "price_type")
    assert set(kinds.values()) == {"all_in", "market"}
    for unique_id, kind in kinds.items():
        assert ("all_in" in unique_id) == (kind == "all_in")
