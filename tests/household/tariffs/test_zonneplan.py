"""Zonneplan's own integration (core): two hours are known, and no more is claimed."""

from datetime import UTC, date, datetime, timedelta
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import HomeAssistant

from .conftest import SetUp, only_offer
from .market import AMSTERDAM, AUTUMN, ORDINARY, Slot, days_of, local_noon
from custom_components.hushwatt.household.tariffs import async_read_tariff

HOUR = timedelta(hours=1)


def money(slot: Slot) -> dict[str, int]:
    """Return a price as the API tells it: in ten-millionths of a euro."""
    return {"amount": round(slot.price * 10_000_000)}


def account() -> dict[str, Any]:
    """Return an account with one electricity connection."""
    moment = "2026-06-10T04:00:00.000000Z"
    address = {
        "id": "a", "street": "S", "number": "1", "zipcode": "1000AA", "city": "C",
        "sunrise": moment, "sunset": moment,
    }  # fmt: skip
    connection = {"uuid": "c", "market_segment": "electricity", "contracts": []}
    user = {
        "uuid": "u", "email": "e@example.org", "first_name": "A", "full_name": "A B",
        "initials": "AB",
    }  # fmt: skip
    return {
        "user_account": user,
        "address_groups": [
            {"uuid": "g", "address": address, "connections": [connection]}
        ],
    }


def answer_for_zonneplan(mocker: AiohttpClientMocker, day: date) -> None:
    """Answer in the shape of the API, for some days."""
    slots = days_of(day - timedelta(days=1), 4, AMSTERDAM, 60)
    points = [
        {
            "start_date": s.start.strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
            "end_date": s.end.strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
            "price_tax_included": money(s),
            "price_tax_excluded": {"amount": 1},
            "sustainability_score": {"permille": 500},
            "tariff_group": "normal",
        }
        for s in slots
    ]
    stretch = {
        "start_date": points[0]["start_date"],
        "end_date": points[-1]["end_date"],
    }
    chart = {"chart": {"range": stretch, "series": {"prices": points}}}
    base = "https://app-api.zonneplan.nl"
    mocker.get(f"{base}/user-accounts/me", json={"data": account()})
    mocker.get(re.compile(f"{base}/api/consumer-prices/.*"), json={"data": chart})
    usage = {"measurement_groups": [], "contracts": []}
    mocker.get(re.compile(f"{base}/connections/.*"), json={"data": usage})


@pytest.mark.parametrize("hour", [0, 3, 14, 23])
@pytest.mark.parametrize("day", [ORDINARY, AUTUMN])
async def test_this_hour_and_the_next_are_known(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    day: date,
    hour: int,
) -> None:
    """Their prices are right also when they are read late."""
    answer_for_zonneplan(aioclient_mock, day)
    now = local_noon(day, AMSTERDAM, hour).astimezone(UTC) + timedelta(minutes=7)
    freezer.move_to(now)
    token = {
        "access_token": "t",
        "refresh_token": "r",
        "expires_at": (now + timedelta(days=9)).isoformat(),
    }
    await set_up("zonneplan", {"email": "e@example.org", "token": token})
    offer = await only_offer(amsterdam, kind="entity")
    this = now.replace(minute=0)
    known = [
        (s.start, s.end, round(s.price, 7))
        for s in days_of(day, 2, AMSTERDAM, 60)
        if this <= s.start < this + 2 * HOUR
    ]
    for late in (0, 20, 70):
        freezer.move_to(now + timedelta(minutes=late))
        tariff = await async_read_tariff(amsterdam, offer.source)
        assert tariff is not None
        assert [(w.start, w.end, w.price) for w in tariff.windows] == known
    async_fire_time_changed(amsterdam, now + timedelta(minutes=70))
    await amsterdam.async_block_till_done(wait_background_tasks=True)
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    assert [w.start for w in tariff.windows] == [this + HOUR, this + 2 * HOUR]
    assert (tariff.currency, tariff.taxes_included) == ("EUR", True)


async def test_without_a_price_nothing_is_known(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A sensor that has no number tells no hour."""
    answer_for_zonneplan(aioclient_mock, ORDINARY)
    freezer.move_to(datetime(2030, 1, 1, tzinfo=UTC))
    token = {
        "access_token": "t",
        "refresh_token": "r",
        "expires_at": "2031-01-01T00:00:00+00:00",
    }
    await set_up("zonneplan", {"email": "e@example.org", "token": token})
    offer = await only_offer(amsterdam, kind="entity")
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    assert tariff.windows == ()
