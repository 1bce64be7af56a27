"""easyEnergy's own integration, its network answered in the shape of its API."""

from datetime import UTC, date, datetime, timedelta
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
    Slot,
    days_between,
    days_of,
    local_noon,
)
from custom_components.hushwatt.household.tariffs import async_read_tariff


def interval(slot: Slot, granularity: str) -> dict[str, Any]:
    """Return one interval in the API's shape: clock times without an offset."""
    since, until = (
        moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M:%S.0000000")
        for moment in (slot.start, slot.end)
    )
    return {
        "from": since,
        "until": until,
        "price": slot.price,
        "priceIncVat": round(slot.price * 1.21, 5),
        "energyTax": 0.12,
        "purchasePrice": 0.02,
        "invoicePrice": round(slot.price * 1.21 + 0.14, 5),
        "average": 0.1,
        "averageInc": 0.121,
        "unit": "kWh",
        "granularity": granularity,
    }


class Api:
    """The price graph API; `end` is exclusive."""

    def __init__(self, mocker: AiohttpClientMocker) -> None:
        """Answer every question for a stretch of days."""
        self.until = date.max
        url = re.compile(r"https://price-graph\.mijn\.easyenergy\.com/api/prices.*")
        mocker.get(url, side_effect=self.answer)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return the intervals of the days that are known."""
        first = date.fromisoformat(url.query["start"])
        last = date.fromisoformat(url.query["end"]) - timedelta(days=1)
        minutes = {"quarter": 15, "hour": 60}.get(url.query["granularity"])
        prices = [
            interval(slot, url.query["granularity"])
            for day in days_between(first, min(last, self.until))
            for slot in days_of(day, 1, AMSTERDAM, minutes or 60)
            if minutes is not None
        ]
        return AiohttpClientMockResponse(
            method,
            url,
            json={"providedAt": "2026-04-19T22:16:43.9481189Z", "prices": prices},
            headers={"Content-Type": "application/json"},
        )


@pytest.fixture
def api(aioclient_mock: AiohttpClientMocker) -> Api:
    """Answer for easyEnergy."""
    return Api(aioclient_mock)


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize(
    ("price_type", "extra"), [("market", 0.0), ("invoice", 0.14), ("return", 0.0)]
)
async def test_each_kind_of_price_is_read_by_the_quarter(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    api: Api,
    freezer: FrozenDateTimeFactory,
    day: date,
    price_type: str,
    extra: float,
) -> None:
    """Market, invoice and return prices come out per kWh with VAT, negative ones too.

    The hour that autumn doubles has one price for two hours: it is left out.
    """
    freezer.move_to(local_noon(day, AMSTERDAM, 17))
    await set_up("easyenergy")
    offer = await only_offer(amsterdam, family="easyenergy", price_type=price_type)
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    doubled = datetime(2026, 10, 25, 0, tzinfo=UTC)
    slots = [
        slot
        for slot in days_of(day, 2, AMSTERDAM)
        if not doubled <= slot.start < doubled + timedelta(hours=2)
    ]
    assert [(w.start, w.end) for w in tariff.windows] == [
        (s.start, s.end) for s in slots
    ]
    assert [w.price for w in tariff.windows] == [
        round(s.price * 1.21 + extra, 5) for s in slots
    ]
    assert min(w.price for w in tariff.windows) < extra
    assert (tariff.currency, tariff.taxes_included) == ("EUR", True)


async def test_prices_end_at_midnight_while_tomorrow_is_unknown(
    amsterdam: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """A day without prices is not there, and the rest is."""
    api.until = ORDINARY
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM, 13))
    await set_up("easyenergy")
    offer = await only_offer(amsterdam, family="easyenergy", price_type="market")
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    assert [w.end for w in tariff.windows] == [
        s.end for s in days_of(ORDINARY, 1, AMSTERDAM)
    ]


async def test_a_sensor_stands_for_the_direction_that_it_is_of(
    amsterdam: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """What is paid for what is fed in is never taken for what is paid."""
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM, 13))
    entry = await set_up("easyenergy")
    kinds = await offers_of_entities(amsterdam, entry, "price_type")
    assert set(kinds.values()) == {"return", "market"}
    for unique_id, kind in kinds.items():
        assert ("_return_" in unique_id) == (kind == "return")
