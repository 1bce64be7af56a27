"""Tomorrow's prices arrive, and the plan is made again, with no state of ours to follow."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .conftest import appliance, start
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.household.tariffs.days import PATIENCE, RETRY
from tests.household.tariffs.market import Slot, day_of
from tests.household.tariffs.test_nordpool import ENTRY, Market

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 6, 10)
TOMORROW = TODAY + timedelta(days=1)
# From when on the prices of tomorrow can be had.
PUBLISHED = datetime(2026, 6, 10, 12, 47, tzinfo=BERLIN)
BEST = "sensor.dishwasher_best_start"
# The cheapest hours of the two days.
CHEAP_TODAY = datetime(2026, 6, 10, 20, tzinfo=BERLIN)
CHEAP_TOMORROW = datetime(2026, 6, 11, 3, tzinfo=BERLIN)


def price(slot: Slot) -> float:
    """Return a price that is low in one hour of each day, tomorrow the lower."""
    hour = slot.start.replace(minute=0)
    return {CHEAP_TODAY: 0.2, CHEAP_TOMORROW: 0.1}.get(hour, 0.3)


class Supplier:
    """An action that tells a day once it is published, when it does not fail."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Offer the action."""
        self.asked: list[datetime] = []
        self.broken = False
        self.slow: asyncio.Event | None = None
        hass.services.async_register(
            "supplier",
            "prices",
            self.answer,
            supports_response=SupportsResponse.ONLY,
        )

    async def answer(self, call: ServiceCall) -> ServiceResponse:
        """Return the rows of a day."""
        self.asked.append(dt_util.utcnow())
        day = date.fromisoformat(call.data["day"])
        if self.slow is not None and day == TOMORROW:
            await self.slow.wait()
        if self.broken:
            raise HomeAssistantError("no")
        if day > TODAY and dt_util.utcnow() < PUBLISHED:
            return {"rows": []}
        rows: Any = [
            {"start": slot.start.isoformat(), "price": price(slot)}
            for slot in day_of(day, BERLIN)
        ]
        return {"rows": rows}


def home_of(source: dict[str, Any]) -> MockConfigEntry:
    """Return a home with a dishwasher that must be done by seven."""
    dishwasher = appliance(
        "dishwasher",
        "Dishwasher",
        duration=60,
        energy=1.2,
        ready_by="07:00:00",
        assume_ready=True,
    )
    return MockConfigEntry(
        domain=DOMAIN,
        data={"mode": "built_in", "price_source": source},
        subentries_data=[dishwasher],
    )


@pytest.fixture
async def morning(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let it be eleven in the morning in Germany."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    hass.config.currency = "EUR"
    freezer.move_to(datetime(2026, 6, 10, 11, tzinfo=BERLIN).astimezone(UTC))


@pytest.fixture
async def supplier(hass: HomeAssistant, morning: None) -> AsyncIterator[Supplier]:
    """Return a supplier who is asked by an action, and a home that asks it."""
    supplier = Supplier(hass)
    source = {
        "kind": "any_action",
        "action": "supplier.prices",
        "data": {"day": "{date}"},
        "unit": "EUR/kWh",
    }
    await start(hass, home_of(source))
    yield supplier
    if supplier.slow is not None:
        supplier.slow.set()
    await hass.async_block_till_done(wait_background_tasks=True)


async def pass_minutes(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, minutes: int
) -> None:
    """Let minutes pass as a clock does, half by half."""
    for _ in range(2 * minutes):
        freezer.tick(timedelta(seconds=30))
        async_fire_time_changed(hass, dt_util.utcnow())
        await hass.async_block_till_done()


async def tick(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float
) -> None:
    """Let seconds pass, and wait for nothing that takes longer."""
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass, dt_util.utcnow())
    for _ in range(20):
        await asyncio.sleep(0)


async def answer(hass: HomeAssistant) -> str:
    """Return what is said when somebody asks for the dishwasher."""
    response = await hass.services.async_call(
        DOMAIN,
        "recommend",
        {"appliance": "Dishwasher", "language": "en"},
        blocking=True,
        return_response=True,
    )
    assert response is not None
    return str(response["answer"])


def best_start(hass: HomeAssistant) -> datetime | None:
    """Return the best start that is shown."""
    state = hass.states.get(BEST)
    assert state is not None
    return dt_util.parse_datetime(state.state)


async def test_a_plan_on_an_action_is_made_again_when_tomorrow_is_published(
    hass: HomeAssistant, supplier: Supplier, freezer: FrozenDateTimeFactory
) -> None:
    """By the clock alone: no entity changes, nobody asks."""
    assert best_start(hass) == CHEAP_TODAY
    assert (await answer(hass)).endswith("The known prices end tonight at 00:00.")
    states = set(hass.states.async_entity_ids())
    await pass_minutes(hass, freezer, 105)
    assert dt_util.utcnow() < PUBLISHED
    assert best_start(hass) == CHEAP_TODAY
    await pass_minutes(hass, freezer, 12)
    assert dt_util.utcnow() - PUBLISHED <= RETRY
    assert best_start(hass) == CHEAP_TOMORROW
    assert "known prices" not in await answer(hass)
    await pass_minutes(hass, freezer, 10)
    assert dt_util.now() > datetime(2026, 6, 10, 13, tzinfo=BERLIN)
    assert best_start(hass) == CHEAP_TOMORROW
    assert set(hass.states.async_entity_ids()) == states
    # Whole days are asked for no more.
    count = len(supplier.asked)
    await pass_minutes(hass, freezer, 60)
    assert len(supplier.asked) == count


async def test_prices_that_come_late_make_a_plan_when_they_come(
    hass: HomeAssistant, supplier: Supplier, freezer: FrozenDateTimeFactory
) -> None:
    """An integration that takes its time does not hold up the plan, and is not lost."""
    await pass_minutes(hass, freezer, 106)
    supplier.slow = asyncio.Event()
    count = len(supplier.asked)
    while len(supplier.asked) == count:
        await tick(hass, freezer, 30)
    await tick(hass, freezer, PATIENCE + 1)
    assert best_start(hass) == CHEAP_TODAY
    supplier.slow.set()
    await hass.async_block_till_done(wait_background_tasks=True)
    freezer.tick(timedelta(seconds=2))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()
    assert best_start(hass) == CHEAP_TOMORROW


async def test_an_action_that_fails_is_asked_again_soon_and_then_less_often(
    hass: HomeAssistant, supplier: Supplier, freezer: FrozenDateTimeFactory
) -> None:
    """A supplier who is down for an hour is not asked every minute of it."""
    supplier.broken = True
    begun = len(supplier.asked)
    await pass_minutes(hass, freezer, 60)
    assert 6 <= len(supplier.asked) - begun <= 14
    supplier.broken = False
    await pass_minutes(hass, freezer, 60)
    assert best_start(hass) == CHEAP_TOMORROW


async def test_no_cheaper_time_is_claimed_beyond_the_prices(
    hass: HomeAssistant, morning: None
) -> None:
    """With two hours of prices nobody knows what the third one costs."""
    rows = [
        {"start": f"2026-06-10T{hour}:00:00+02:00", "price": hour / 100}
        for hour in (11, 12)
    ]
    attributes = {"prices": rows, "unit_of_measurement": "EUR/kWh"}
    hass.states.async_set("sensor.prices", "0.11", attributes)
    await start(hass, home_of({"kind": "entity", "entity_id": "sensor.prices"}))
    assert await answer(hass) == (
        "Now: start the dishwasher; it is done at 12:00 and costs €0.13. No later time "
        "with a known price is cheaper. The known prices end at 13:00."
    )


async def test_a_list_that_grows_makes_a_new_plan_at_once(
    hass: HomeAssistant, morning: None, freezer: FrozenDateTimeFactory
) -> None:
    """An entity whose state stays the same and whose attributes do not."""

    def show(*days: date) -> None:
        """Show the prices of some days."""
        rows = [
            {"start": s.start.isoformat(), "price": price(s)}
            for day in days
            for s in day_of(day, BERLIN)
        ]
        attributes = {"prices": rows, "unit_of_measurement": "EUR/kWh"}
        hass.states.async_set("sensor.prices", "0.3", attributes)

    show(TODAY)
    await start(hass, home_of({"kind": "entity", "entity_id": "sensor.prices"}))
    assert best_start(hass) == CHEAP_TODAY
    show(TODAY, TOMORROW)
    await pass_minutes(hass, freezer, 1)
    assert best_start(hass) == CHEAP_TOMORROW


async def test_nord_pool_of_core_is_asked_again_when_tomorrow_is_published(
    hass: HomeAssistant,
    morning: None,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The real integration, its network answered: prices end a day later than before."""
    market = Market(aioclient_mock)
    market.until = TODAY
    entry = MockConfigEntry(domain="nordpool", data=ENTRY)
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "nordpool", {})
    await hass.async_block_till_done()
    source = {
        "kind": "action",
        "family": "nordpool",
        "config_entry": entry.entry_id,
        "area": "SE3",
    }
    ours = home_of(source)
    await start(hass, ours)

    def known_until() -> datetime:
        """Return when the prices end that the last plan rests on."""
        end: datetime = ours.runtime_data.reader.last.tariff.windows[-1].end
        return end

    assert known_until() == datetime(2026, 6, 11, tzinfo=BERLIN)
    await pass_minutes(hass, freezer, 105)
    market.until = TOMORROW
    await pass_minutes(hass, freezer, 15)
    assert known_until() == datetime(2026, 6, 12, tzinfo=BERLIN)
