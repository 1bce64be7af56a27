"""Two years, two zones, every publication time: no wrong, missing or doubled window."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
import random
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)

from .market import (
    OSLO,
    Slot,
    day_of,
    days_between,
    price_at,
    windows_of,
)
from .test_table import REFERENCE
from custom_components.hushwatt.household.tariffs import async_read_tariff
from custom_components.hushwatt.household.tariffs.days import DATA_DAYS
from tests import full_run

ZONES = ["Europe/Helsinki", "Europe/Lisbon"]
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)

type Show = Callable[[Slot, ZoneInfo], dict[str, Any]]


def days() -> list[date]:
    """Return every day; in a quick run every fifth, and all around clock changes."""
    return [
        day
        for day in days_between(FIRST, LAST)
        if full_run() or day.toordinal() % 5 == 0 or _is_near_a_change(day)
    ]


def _is_near_a_change(day: date) -> bool:
    """Tell whether clocks are changed within two days."""
    start = datetime.combine(day - timedelta(days=2), time(), OSLO)
    return start.utcoffset() != (start + timedelta(days=5)).utcoffset()


def published_at(day: date, chance: random.Random) -> datetime:
    """Return when the prices of the day after a market day are published."""
    minutes = chance.choice([0, 12, 45, 120, 300])
    start = datetime.combine(day, time(12, 42), OSLO).astimezone(UTC)
    return start + timedelta(minutes=minutes)


def in_datetimes(slot: Slot, zone: ZoneInfo) -> dict[str, Any]:
    """Return a row as Nord Pool's HACS integration shows it."""
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    return {"start": start, "end": end, "value": slot.price}


def in_strings(slot: Slot, zone: ZoneInfo) -> dict[str, Any]:
    """Return a row as ENTSO-e's shows it, without an end."""
    return {"time": str(slot.start.astimezone(zone)), "price": slot.price}


def in_wall_clock(slot: Slot, zone: ZoneInfo) -> dict[str, Any]:
    """Return a row without an offset."""
    local = slot.start.astimezone(zone).replace(tzinfo=None)
    return {"datetime": local.isoformat(), "price": slot.price}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("names", "show"),
    [
        (("raw_today", "raw_tomorrow"), in_datetimes),
        (("prices_today", "prices_tomorrow"), in_strings),
        (("list_today", "list_tomorrow"), in_wall_clock),
    ],
)
async def test_lists_of_today_and_tomorrow(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    zone: str,
    names: tuple[str, str],
    show: Show,
) -> None:
    """At any moment exactly what is published is known, of the home's own days."""
    await hass.config.async_set_time_zone(zone)
    home = ZoneInfo(zone)
    chance = random.Random(zone)
    for day in days():
        minutes = 15 if _is_near_a_change(day) else 60
        today = day_of(day, home, minutes)
        tomorrow = day_of(day + timedelta(days=1), home, minutes)
        published = published_at(day, chance)
        for hour in (0, 2, 13, 23):
            now = datetime.combine(day, time(hour, chance.randrange(60)), home)
            freezer.move_to(now.astimezone(UTC))
            count = len(tomorrow) if now >= published else 0
            if count and chance.random() < 0.2:
                count = chance.randrange(1, count)
            known = [*today, *tomorrow[:count]]
            attributes = {
                names[0]: [show(slot, home) for slot in today],
                names[1]: [show(slot, home) for slot in tomorrow[:count]],
                "unit_of_measurement": "EUR/kWh",
            }
            hass.states.async_set("sensor.price", "unknown", attributes)
            tariff = await async_read_tariff(
                hass, {"kind": "entity", "entity_id": "sensor.price"}
            )
            assert tariff is not None
            assert tariff.windows == windows_of(known), now


@pytest.mark.parametrize("zone", ZONES)
async def test_market_days_that_are_asked_for(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, zone: str
) -> None:
    """The market's days are not the home's; now is always covered, tomorrow when it is."""
    await hass.config.async_set_time_zone(zone)
    home = ZoneInfo(zone)
    chance = random.Random(zone)
    published = {
        day + timedelta(days=1): published_at(day, chance)
        for day in days_between(FIRST - timedelta(days=3), LAST)
    }

    async def prices(call: ServiceCall) -> ServiceResponse:
        """Return a market day once it is published."""
        day = date.fromisoformat(call.data["day"])
        if datetime.now(UTC) < published[day]:
            return {"rows": []}
        rows: Any = [
            {"start": slot.start.isoformat(), "price": slot.price}
            for slot in day_of(day, home, 60)
        ]
        return {"rows": rows}

    hass.services.async_register(
        "market", "prices", prices, supports_response=SupportsResponse.ONLY
    )
    source = {
        "kind": "any_action",
        "action": "market.prices",
        "data": {"day": "{date}"},
        "unit": "EUR/kWh",
    }
    for day in days():
        for hour in (0, 2, 12, 14, 20, 23):
            now = datetime.combine(day, time(hour, chance.randrange(60)), home)
            freezer.move_to(now.astimezone(UTC))
            tariff = await async_read_tariff(hass, source)
            assert tariff is not None
            tomorrow = day + timedelta(days=1)
            known = day_of(day, home, 60)
            if now >= published[tomorrow]:
                known += day_of(tomorrow, home, 60)
            assert tariff.windows == windows_of(known), now
    assert len(hass.data[DATA_DAYS].days) <= 4


@pytest.mark.parametrize("zone", ZONES)
async def test_a_table_of_clock_times(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, zone: str
) -> None:
    """Each quarter of an hour of two years has the price of its clock time."""
    await hass.config.async_set_time_zone(zone)
    home = ZoneInfo(zone)
    rows = [(row["from"], row["to"], row["price"]) for row in REFERENCE]

    def truth(moment: datetime) -> float:
        """Return the price of a moment by comparing texts of clock times."""
        clock = moment.astimezone(home).strftime("%H:%M")
        return float(next(price for since, to, price in rows if since <= clock < to))

    source = {"kind": "table", "currency": "EUR", "prices": REFERENCE}
    moment = datetime.combine(FIRST, time(12), home).astimezone(UTC)
    while moment.astimezone(home).date() < LAST:
        freezer.move_to(moment)
        tariff = await async_read_tariff(hass, source)
        assert tariff is not None
        place = 0
        for quarter in range(7 * 96):
            at = moment + timedelta(minutes=15 * quarter)
            while tariff.windows[place].end <= at:
                place += 1
            window = tariff.windows[place]
            assert window.start <= at < window.end
            assert window.price == truth(at), at
        moment += timedelta(days=7)


def test_the_market_of_these_tests_has_every_price_once() -> None:
    """The truth that all is compared with is one by itself."""
    for zone in ZONES:
        home = ZoneInfo(zone)
        slots = [s for day in days_between(FIRST, LAST) for s in day_of(day, home, 60)]
        starts = [slot.start for slot in slots]
        assert starts == [starts[0] + timedelta(hours=n) for n in range(len(starts))]
        assert len(starts) == 2 * 365 * 24
        assert slots[5].price == price_at(starts[5])
