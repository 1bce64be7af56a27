"""PVPC's own integration, its network answered in the shape of its API."""

from datetime import UTC, date, datetime, timedelta
import re
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.core import HomeAssistant

from .conftest import SetUp, only_offer
from .market import AUTUMN, MADRID, ORDINARY, SPRING, day_of, days_of, local_noon
from custom_components.hushwatt.household.tariffs import async_read_tariff


class Api:
    """The public archive: a file per day, hours in order, prices per MWh."""

    def __init__(self, mocker: AiohttpClientMocker, zone: ZoneInfo) -> None:
        """Answer every question for a day."""
        self.until = date.max
        self.zone = zone
        url = re.compile(r"https://api\.esios\.ree\.es/archives/.*")
        mocker.get(url, side_effect=self.answer)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return a day, or what the API says of one it does not know."""
        day = date.fromisoformat(url.query["date"])
        if day > self.until:
            body: dict[str, Any] = {"message": "No values for specified archive"}
            return AiohttpClientMockResponse(method, url, json=body)
        hours = [
            {
                "Dia": f"{day:%d/%m/%Y}",
                "Hora": f"{n:02d}-{n + 1:02d}",
                "PCB": f"{slot.price * 1000:.2f}".replace(".", ","),
                "CYM": "1,00",
            }
            for n, slot in enumerate(day_of(day, self.zone, 60))
        ]
        return AiohttpClientMockResponse(method, url, json={"PVPC": hours})


def told(
    first: date, days: int, zone: ZoneInfo
) -> list[tuple[datetime, datetime, float]]:
    """Return start, end and price of hours as they are published."""
    return [
        (s.start, s.end, round(round(s.price * 1000, 2) / 1000, 5))
        for s in days_of(first, days, zone, 60)
    ]


async def read_at(
    hass: HomeAssistant, set_up: SetUp, freezer: FrozenDateTimeFactory, now: datetime
) -> list[tuple[datetime, datetime, float]]:
    """Return start, end and price of what is known at a moment."""
    freezer.move_to(now)
    await set_up(
        "pvpc_hourly_pricing",
        {"name": "PVPC", "tariff": "2.0TD", "power": 4.6, "power_p3": 5.75},
        unique_id="2.0TD",
    )
    return await read_again(hass)


async def read_again(hass: HomeAssistant) -> list[tuple[datetime, datetime, float]]:
    """Return start, end and price of what is known now."""
    offer = await only_offer(hass, kind="entity")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.currency == "EUR"
    return [(w.start, w.end, w.price) for w in tariff.windows]


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
async def test_hours_of_the_wall_clock_are_moments(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    day: date,
) -> None:
    """In the evening both days are known, those of 23 and 25 hours too."""
    await hass.config.async_set_time_zone("Europe/Madrid")
    Api(aioclient_mock, MADRID)
    now = local_noon(day, MADRID, 21)
    assert await read_at(hass, set_up, freezer, now) == told(day, 2, MADRID)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
async def test_the_evening_before_the_clock_change_knows_the_next_day(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    day: date,
) -> None:
    """The doubled and the missing hour of tomorrow are right already today."""
    await hass.config.async_set_time_zone("Europe/Madrid")
    Api(aioclient_mock, MADRID)
    before = day - timedelta(days=1)
    now = local_noon(before, MADRID, 21)
    assert await read_at(hass, set_up, freezer, now) == told(before, 2, MADRID)


async def test_before_the_evening_prices_end_at_midnight(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """And an hour later the state is still of its day, also past midnight."""
    await hass.config.async_set_time_zone("Europe/Madrid")
    api = Api(aioclient_mock, MADRID)
    api.until = ORDINARY
    now = local_noon(ORDINARY, MADRID, 12)
    known = told(ORDINARY, 1, MADRID)
    assert await read_at(hass, set_up, freezer, now) == known
    freezer.move_to(local_noon(ORDINARY, MADRID, 23) + timedelta(hours=2))
    assert await read_again(hass) == known
    api.until = date.max
    for _ in range(2):
        async_fire_time_changed(hass, datetime.now(UTC))
        await hass.async_block_till_done(wait_background_tasks=True)
    tomorrow = ORDINARY + timedelta(days=1)
    assert (await read_again(hass))[0] == told(tomorrow, 1, MADRID)[0]


async def test_the_canaries_lose_only_the_hour_that_home_assistant_drops(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """There the doubled hour is that of one o'clock, whose attribute is not shown."""
    canary = ZoneInfo("Atlantic/Canary")
    await hass.config.async_set_time_zone("Atlantic/Canary")
    Api(aioclient_mock, canary)
    now = local_noon(AUTUMN, canary, 21)
    lost = datetime(2026, 10, 25, 1, tzinfo=UTC)
    expected = [row for row in told(AUTUMN, 2, canary) if row[0] != lost]
    assert await read_at(hass, set_up, freezer, now) == expected


async def test_what_is_no_hour_of_its_day_is_left_out(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A word, a truth and an hour that the clock skips have no price."""
    await hass.config.async_set_time_zone("Europe/Madrid")
    freezer.move_to(local_noon(SPRING, MADRID))
    slots = day_of(SPRING, MADRID, 60)
    clocks = [slot.start.astimezone(MADRID).hour for slot in slots]
    attributes: dict[str, Any] = {
        f"price_{clock:02d}h": slot.price
        for clock, slot in zip(clocks, slots, strict=True)
    }
    attributes |= {"price_02h": 9.0, "price_05h": "high", "price_06h": True}
    attributes |= {"price_24h": 9.0, "unit_of_measurement": "€/kWh"}
    hass.states.async_set("sensor.pvpc", "0.1", attributes)
    expected = [
        (s.start, s.end, s.price)
        for clock, s in zip(clocks, slots, strict=True)
        if clock not in (5, 6)
    ]
    assert await read_again(hass) == expected
