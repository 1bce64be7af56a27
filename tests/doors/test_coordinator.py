"""The plan is kept current by what changes, and by nothing else."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.util import dt as dt_util

from .conftest import TABLE, appliance, reference_home, settle, start
from .test_issues import ANSWER
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.coordinator import SIGNAL_ADVICE, next_quarter
from custom_components.hushwatt.household.energy_dashboard import SIGNAL_DASHBOARD
from custom_components.hushwatt.watching import watched_entities


class Counter:
    """Counts how often the plan is made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Count from now on."""
        self.plans = 0
        real = Advisor.refresh

        async def refresh(advisor: Advisor) -> Any:
            """Count, and make the plan."""
            self.plans += 1
            return await real(advisor)

        monkeypatch.setattr(Advisor, "refresh", refresh)


@pytest.fixture
def counter(home: MockConfigEntry, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Count the plans of the reference home."""
    return Counter(monkeypatch)


async def pass_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, **span: float
) -> None:
    """Let time pass."""
    freezer.tick(timedelta(**span))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_many_changes_at_once_make_one_plan(
    hass: HomeAssistant, counter: Counter, freezer: FrozenDateTimeFactory
) -> None:
    """A device that comes back changes all its entities in a row."""
    for number in range(20):
        hass.states.async_set("binary_sensor.car", "on", {"step": number})
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans == 1


async def test_nothing_is_polled(
    hass: HomeAssistant, counter: Counter, freezer: FrozenDateTimeFactory
) -> None:
    """Between two quarters of an hour nothing happens by itself."""
    for _ in range(14):
        await pass_time(hass, freezer, minutes=1)
    assert counter.plans == 0
    await pass_time(hass, freezer, minutes=1)
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans == 1


async def test_a_state_of_something_else_makes_no_plan(
    hass: HomeAssistant, counter: Counter, freezer: FrozenDateTimeFactory
) -> None:
    """Neither do our own entities."""
    hass.states.async_set("light.kitchen", "on")
    hass.states.async_set("sensor.dishwasher_best_start", "unknown")
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans == 0


async def test_a_meter_that_ticks_makes_a_plan_twice_a_minute_at_most(
    hass: HomeAssistant,
    evening: None,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A power sensor tells something every second."""
    hass.states.async_set("sensor.power", "0")
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={"mode": "built_in", "price_source": TABLE},
        subentries_data=[
            appliance("x", "X", duration=60, energy=1.0, power_entity="sensor.power")
        ],
    )
    await start(hass, entry)
    await settle(hass)
    counter = Counter(monkeypatch)
    for watts in range(1, 60):
        hass.states.async_set("sensor.power", str(watts))
        await pass_time(hass, freezer, seconds=1)
    assert counter.plans <= 2
    await pass_time(hass, freezer, seconds=30)
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans >= 1
    counter.plans = 0
    hass.states.async_set("sensor.power", "unavailable")
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans == 1
    hass.states.async_remove("sensor.power")
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans == 2


async def test_another_energy_dashboard_makes_another_plan(
    hass: HomeAssistant, counter: Counter, freezer: FrozenDateTimeFactory
) -> None:
    """It may hold the price, the price of what is fed in, or another roof."""
    async_dispatcher_send(hass, SIGNAL_DASHBOARD)
    await pass_time(hass, freezer, seconds=2)
    assert counter.plans == 1


async def test_another_time_zone_makes_another_plan(
    hass: HomeAssistant, home: MockConfigEntry, counter: Counter
) -> None:
    """Clock times of notes and forms are those of the home."""
    await hass.config.async_update(time_zone="Europe/Athens")
    await settle(hass)
    assert counter.plans >= 1
    assert home.runtime_data.reader.last.timezone.key == "Europe/Athens"


async def test_a_plan_that_is_the_same_writes_no_state(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The recorder is left in peace."""
    coordinator = home.runtime_data.coordinator
    before = coordinator.data
    with patch.object(coordinator, "async_update_listeners") as told:
        await coordinator.async_refresh()
    assert coordinator.data == before
    told.assert_not_called()


async def test_after_unloading_nothing_is_followed_any_more(
    hass: HomeAssistant,
    home: MockConfigEntry,
    counter: Counter,
    freezer: FrozenDateTimeFactory,
) -> None:
    """No timer, no listener."""
    hass.states.async_set("binary_sensor.car", "off")
    assert await hass.config_entries.async_unload(home.entry_id)
    hass.states.async_set("binary_sensor.car", "on")
    await pass_time(hass, freezer, minutes=20)
    assert counter.plans == 0


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-17T18:30:00+01:00", "2026-11-17T18:45:00+01:00"),
        ("2026-11-17T18:44:59.999+01:00", "2026-11-17T18:45:00+01:00"),
        ("2026-10-25T02:50:00+02:00", "2026-10-25T02:00:00+01:00"),
    ],
)
def test_the_next_quarter_is_right_on_every_day(now: str, then: str) -> None:
    """On the night of 25 hours as well."""
    assert next_quarter(datetime.fromisoformat(now)) == datetime.fromisoformat(then)


async def test_the_sums_of_the_month_are_read_after_an_advice_and_on_a_new_day(
    hass: HomeAssistant, home: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """And at no other time."""
    ledger = type(home.runtime_data.ledger)
    reads = 0
    real = ledger.month

    async def month(self: Any) -> Any:
        """Count, and read."""
        nonlocal reads
        reads += 1
        return await real(self)

    with patch.object(ledger, "month", month):
        await pass_time(hass, freezer, hours=1)
        assert reads == 0
        async_dispatcher_send(hass, SIGNAL_ADVICE, ANSWER)
        await pass_time(hass, freezer, seconds=2)
        assert reads == 1
        freezer.move_to("2026-11-18T00:00:00.6+01:00")
        async_fire_time_changed(hass, dt_util.utcnow())
        await pass_time(hass, freezer, seconds=2)
        assert reads == 2


def test_what_is_watched_are_prices_forecasts_appliances_and_their_devices(
    hass: HomeAssistant,
) -> None:
    """None of our own entities is among them."""
    other = MockConfigEntry(domain="nordpool")
    other.add_to_hass(hass)
    registry = er.async_get(hass)
    price = registry.async_get_or_create(
        "sensor", "nordpool", "price", config_entry=other
    )
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("x", "1")}, name="Car"
    )
    plug = registry.async_get_or_create("sensor", "x", "plug", device_id=device.id)
    registry.async_get_or_create("sensor", DOMAIN, "ours", device_id=device.id)
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={
            "mode": "built_in",
            "price_source": {"kind": "action", "config_entry": other.entry_id},
        },
        options={
            "export_source": {"kind": "entity", "entity_id": "sensor.export"},
            "solar_entities": ["sensor.roof"],
        },
        subentries_data=[
            appliance(
                "car",
                "Car",
                device_id=device.id,
                availability_entity="binary_sensor.car",
                battery_entity="sensor.battery",
            )
        ],
    )
    assert watched_entities(hass, entry) == {
        price.entity_id,
        "sensor.export",
        "sensor.roof",
        plug.entity_id,
        "binary_sensor.car",
        "sensor.battery",
    }


def test_what_a_price_source_names_is_watched_and_where_its_other_days_are(
    hass: HomeAssistant,
) -> None:
    """Helpers with prices, calendars of holidays, the event entity of the next day."""
    other = MockConfigEntry(domain="octopus_energy")
    other.add_to_hass(hass)
    registry = er.async_get(hass)
    today, tomorrow, usage = (
        registry.async_get_or_create(
            domain, "octopus_energy", name, config_entry=other
        ).entity_id
        for domain, name in (("event", "a"), ("event", "b"), ("sensor", "c"))
    )
    assert usage.startswith("sensor.")
    schedule = {
        "kind": "schedule",
        "entity_id": "schedule.night",
        "prices": {"on": "input_number.night", "off": 0.3},
        "calendar": "calendar.days_off",
    }
    for source, watched in (
        ({"kind": "entity", "entity_id": today}, {today, tomorrow}),
        (
            schedule,
            {"schedule.night", "input_number.night", "calendar.days_off"},
        ),
        (TABLE, set()),
    ):
        entry = MockConfigEntry(
            domain=DOMAIN,
            data={"mode": "built_in", "price_source": source},
            options={"calendar": "calendar.more_days"},
        )
        assert watched_entities(hass, entry) == {*watched, "calendar.more_days"}


async def test_a_home_without_a_price_source_watches_its_appliances(
    hass: HomeAssistant, evening: None
) -> None:
    """And says that there are no prices."""
    entry = reference_home(price_source=None)
    await start(hass, entry)
    assert watched_entities(hass, entry) == {
        "binary_sensor.dishwasher",
        "binary_sensor.car",
        "binary_sensor.vacuum",
    }
