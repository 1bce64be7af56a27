"""Amber's own integration, its network answered in the shape of its API."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
import json
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
import urllib3

# Its library makes classes of dates, which it cannot while the clock stands still.
import homeassistant.components.amberelectric  # noqa: F401
from homeassistant.core import HomeAssistant

from .conftest import SetUp
from .market import price_at
from custom_components.hushwatt.household.tariffs import (
    async_find_price_sources,
    async_read_tariff,
)

NOW = datetime(2026, 6, 10, 4, 2, 30, tzinfo=UTC)
NEM = ZoneInfo("Australia/Brisbane")


def intervals() -> list[tuple[datetime, int]]:
    """Return start and minutes: five by five to the half hour, then half hours."""
    first = NOW.replace(minute=0, second=0)
    fives = [(first + timedelta(minutes=n), 5) for n in range(0, 60, 5)]
    later = first + timedelta(hours=1)
    return fives + [(later + timedelta(minutes=30 * n), 30) for n in range(40)]


def payload(channel: str, sign: int) -> list[dict[str, Any]]:
    """Return the intervals of a channel: cents, ends in market time, a second off."""
    return [
        {
            "type": "CurrentInterval" if start <= NOW < end else "ForecastInterval",
            "duration": minutes,
            "spotPerKwh": 1.5,
            "perKwh": round(sign * price_at(start) * 100, 5),
            "date": start.astimezone(NEM).date().isoformat(),
            "nemTime": end.astimezone(NEM).isoformat(),
            "startTime": (start + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "endTime": end.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "renewables": 41.5,
            "channelType": channel,
            "tariffInformation": None,
            "spikeStatus": "none",
            "descriptor": "neutral",
            **({"estimate": True} if start <= NOW < end else {}),
        }
        for start, minutes in intervals()
        for end in [start + timedelta(minutes=minutes)]
    ]


@pytest.fixture
def api() -> Iterator[None]:
    """Answer for Amber where its client opens a connection."""
    body = json.dumps(payload("general", 1) + payload("feedIn", -1)).encode()

    def answer(*args: Any, **more: Any) -> urllib3.HTTPResponse:
        """Return all intervals."""
        return urllib3.HTTPResponse(
            body=body,
            status=200,
            headers={"Content-Type": "application/json"},
            preload_content=False,
        )

    with patch("urllib3.PoolManager.request", answer):
        yield


@pytest.mark.parametrize("channel", ["general", "feed_in"])
async def test_the_current_price_and_the_forecast_are_one_list(
    hass: HomeAssistant,
    set_up: SetUp,
    api: None,
    freezer: FrozenDateTimeFactory,
    channel: str,
) -> None:
    """Mixed lengths, starts a second late, dollars: each interval once, from now on."""
    await hass.config.async_set_time_zone("Australia/Sydney")
    hass.config.currency = "AUD"
    freezer.move_to(NOW)
    await set_up("amberelectric", {"api_token": "t", "site_id": "s"}, title="Home")
    offers = {
        offer.label: offer
        for offer in await async_find_price_sources(hass)
        if offer.kind == "entity"
    }
    name = {"general": "Home - General Forecast", "feed_in": "Home - Feed In Forecast"}
    offer = offers[name[channel]]
    assert offer.unit_known
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    expected = [
        (start, start + timedelta(minutes=minutes), round(price_at(start), 4))
        for start, minutes in intervals()
    ]
    told = [(w.start, w.end, round(w.price, 4)) for w in tariff.windows]
    assert [t[:2] for t in told] == [e[:2] for e in expected]
    assert [t[2] for t in told] == pytest.approx([e[2] for e in expected], abs=0.0051)
    assert (tariff.currency, tariff.taxes_included) == ("AUD", True)
