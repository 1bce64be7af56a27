"""Green Planet Energy's own integration, its network answered in the shape of its API."""

from datetime import UTC, date, datetime, timedelta
import json
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.core import HomeAssistant

from .conftest import SetUp, only_offer
from .market import AUTUMN, ORDINARY, SPRING, Slot, days_between, days_of, local_noon
from custom_components.hushwatt.household.tariffs import async_read_tariff

BERLIN = ZoneInfo("Europe/Berlin")


class Api:
    """The JSON-RPC API: German clock times, cents in texts, with a point or a comma."""

    def __init__(self, mocker: AiohttpClientMocker) -> None:
        """Answer every question for a stretch of days."""
        self.until = date.max
        self.missing: set[datetime] = set()
        self.point = "."
        url = "https://mein.green-planet-energy.de/p2"
        mocker.post(url, side_effect=self.answer)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return the quarters of the days that are known."""
        asked = data if isinstance(data, dict) else json.loads(data)
        first = date.fromisoformat(asked["params"]["von"])
        last = min(date.fromisoformat(asked["params"]["bis"]), self.until)
        slots = [
            slot
            for day in days_between(first, last)
            for slot in days_of(day, 1, BERLIN)
            if slot.start not in self.missing
        ]
        result = {
            "errorCode": 0,
            "errorText": "",
            "datum": [
                s.start.astimezone(BERLIN).strftime("%d.%m.%y, %H:%M Uhr")
                for s in slots
            ],
            "wert": [f"{s.price * 100:.3f}".replace(".", self.point) for s in slots],
        }
        answer = {"jsonrpc": "2.0", "id": 564, "result": result}
        return AiohttpClientMockResponse(method, url, json=answer)


@pytest.fixture
async def api(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker) -> Api:
    """Answer for Green Planet Energy, in a home in Germany."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    return Api(aioclient_mock)


async def windows_at(
    hass: HomeAssistant, set_up: SetUp, freezer: FrozenDateTimeFactory, now: datetime
) -> list[tuple[datetime, datetime, float]]:
    """Return start, end and price of what is known at a moment."""
    freezer.move_to(now)
    await set_up("green_planet_energy")
    offer = await only_offer(hass, family="green_planet_energy")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert (tariff.currency, tariff.taxes_included) == ("EUR", True)
    return [(w.start, w.end, w.price) for w in tariff.windows]


def told(slots: list[Slot]) -> list[tuple[datetime, datetime, float]]:
    """Return slots as the API, with three decimals of a cent, tells them."""
    return [
        (s.start, s.end, round(float(f"{s.price * 100:.3f}") / 100, 6)) for s in slots
    ]


@pytest.mark.parametrize("point", [".", ","])
async def test_the_next_day_is_read(
    hass: HomeAssistant,
    set_up: SetUp,
    api: Api,
    freezer: FrozenDateTimeFactory,
    point: str,
) -> None:
    """24 hours from now on, in euro per kWh."""
    now = local_noon(ORDINARY, BERLIN)
    api.point = point
    expected = [
        s
        for s in days_of(ORDINARY, 2, BERLIN)
        if now <= s.start < now + timedelta(hours=24)
    ]
    assert await windows_at(hass, set_up, freezer, now) == told(expected)


async def test_what_is_missing_stays_a_hole(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """Quarters that the API leaves out, and an unpublished day, have no price."""
    now = local_noon(ORDINARY, BERLIN)
    api.until = ORDINARY
    api.missing = {now.astimezone(UTC) + timedelta(minutes=n) for n in (30, 45, 120)}
    expected = [
        s
        for s in days_of(ORDINARY, 1, BERLIN)
        if s.start >= now and s.start not in api.missing
    ]
    assert await windows_at(hass, set_up, freezer, now) == told(expected)


async def test_the_doubled_hour_is_unknown_and_all_else_right(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """One price cannot be told for two hours of the same name."""
    now = local_noon(AUTUMN - timedelta(days=1), BERLIN, 20).astimezone(UTC)
    doubled = datetime(2026, 10, 25, 0, tzinfo=UTC)
    expected = [
        s
        for s in days_of(AUTUMN - timedelta(days=1), 2, BERLIN)
        if now <= s.start < now + timedelta(hours=25)
        and not doubled <= s.start < doubled + timedelta(hours=2)
    ]
    assert await windows_at(hass, set_up, freezer, now) == told(expected)


async def test_the_skipped_hour_is_no_hour(
    hass: HomeAssistant, set_up: SetUp, api: Api, freezer: FrozenDateTimeFactory
) -> None:
    """The day of 23 hours has its own prices, each once."""
    now = local_noon(SPRING - timedelta(days=1), BERLIN, 20).astimezone(UTC)
    windows = await windows_at(hass, set_up, freezer, now)
    expected = [
        s
        for s in days_of(SPRING - timedelta(days=1), 2, BERLIN)
        if now <= s.start < now + timedelta(hours=23)
    ]
    assert windows == told(expected)
