"""Price lists that need no module of their own: the shapes of many integrations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from .conftest import only_offer
from .market import (
    AUTUMN,
    ORDINARY,
    SPRING,
    Slot,
    day_of,
    days_of,
    local_noon,
    windows_of,
)
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_find_price_sources,
    async_read_tariff,
)
from tests import sampled


@dataclass(frozen=True)
class Shape:
    """How an integration shows two days: its zone, unit, lengths and attributes."""

    zone: str
    unit: str
    currency: str
    factor: float
    minutes: Sequence[int]
    show: Callable[[list[Slot], list[Slot], ZoneInfo], dict[str, Any]]


def nord_pool(
    today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo
) -> dict[str, Any]:
    """Return local datetimes, and plain lists beside them."""

    def raw(slots: list[Slot]) -> list[dict[str, Any]]:
        """Return one day."""
        return [
            {
                "start": slot.start.astimezone(zone),
                "end": slot.end.astimezone(zone),
                "value": slot.price,
            }
            for slot in slots
        ]

    return {
        "raw_today": raw(today),
        "raw_tomorrow": raw(tomorrow),
        "today": [slot.price for slot in today],
        "tomorrow": [slot.price for slot in tomorrow],
        "tomorrow_valid": bool(tomorrow),
        "off peak 1": 0.1,
    }


def energi_data_service(
    today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo
) -> dict[str, Any]:
    """Return starts only under `hour`, and a forecast that is no price."""

    def raw(slots: list[Slot]) -> list[dict[str, Any]]:
        """Return one day."""
        return [{"hour": s.start.astimezone(zone), "price": s.price} for s in slots]

    later = [{"hour": today[0].start + timedelta(days=3), "price": 99.0}]
    return {
        "raw_today": raw(today),
        "raw_tomorrow": raw(tomorrow) if tomorrow else None,
        "forecast": later,
        "tomorrow_valid": bool(tomorrow),
        "use_cent": False,
    }


def entso_e(today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo) -> dict[str, Any]:
    """Return strings with a space, and a rolling list beside the days."""

    def raw(slots: list[Slot]) -> list[dict[str, Any]]:
        """Return one day."""
        return [
            {"time": str(s.start.astimezone(zone)), "price": s.price} for s in slots
        ]

    return {
        "prices_today": raw(today),
        "prices_tomorrow": raw(tomorrow),
        "prices": raw([*today, *tomorrow]),
    }


def epex_spot(
    today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo
) -> dict[str, Any]:
    """Return one list of UTC strings."""
    return {
        "data": [
            {
                "start_time": slot.start.isoformat(),
                "end_time": slot.end.isoformat(),
                "price_per_kwh": slot.price,
            }
            for slot in [*today, *tomorrow]
        ]
    }


def frank_energie(
    today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo
) -> dict[str, Any]:
    """Return one list of datetimes from, till."""
    return {
        "prices": [
            {
                "from": slot.start.astimezone(zone),
                "till": slot.end.astimezone(zone),
                "price": slot.price,
            }
            for slot in [*today, *tomorrow]
        ]
    }


def by_time(today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo) -> dict[str, Any]:
    """Return a mapping of time to price under a name nobody knows."""
    return {
        "hourly_costs": {
            slot.start.isoformat(): slot.price for slot in [*today, *tomorrow]
        }
    }


def unnamed(today: list[Slot], tomorrow: list[Slot], zone: ZoneInfo) -> dict[str, Any]:
    """Return two lists under names that nobody knows but for today and tomorrow."""

    def raw(slots: list[Slot]) -> list[dict[str, Any]]:
        """Return one day."""
        return [
            {"starts_at": s.start.isoformat(), "total": str(s.price)} for s in slots
        ]

    return {"list_today": raw(today), "list_tomorrow": raw(tomorrow), "noise": [1, 2]}


SHAPES = {
    "Nord Pool in krone": Shape("Europe/Oslo", "NOK/kWh", "NOK", 1, (15, 60), nord_pool),
    "Nord Pool in øre": Shape("Europe/Oslo", "Øre/kWh", "NOK", 0.01, (15, 60), nord_pool),
    "Nord Pool in öre": Shape("Europe/Stockholm", "Öre/kWh", "SEK", 0.01, (60,), nord_pool),
    "Nord Pool in cents": Shape("Europe/Helsinki", "c/kWh", "EUR", 0.01, (60,), nord_pool),
    "Nord Pool per MWh": Shape("Europe/Riga", "EUR/MWh", "EUR", 0.001, (60,), nord_pool),
    "Energi Data Service": Shape(
        "Europe/Copenhagen", "DKK/kWh", "DKK", 1, (15, 60), energi_data_service
    ),
    "ENTSO-e": Shape("Europe/Brussels", "EUR/kWh", "EUR", 1, (15, 60), entso_e),
    "ENTSO-e per MWh": Shape("Europe/Vienna", "EUR/MWh", "EUR", 0.001, (60,), entso_e),
    "EPEX Spot": Shape("Europe/Berlin", "€/kWh", "EUR", 1, (15, 60), epex_spot),
    "EPEX Spot in pounds": Shape("Europe/London", "£/kWh", "GBP", 1, (30,), epex_spot),
    "Frank Energie": Shape("Europe/Amsterdam", "€/kWh", "EUR", 1, (15, 60), frank_energie),
    "a mapping of time to price": Shape(
        "Europe/Madrid", "EUR/kWh", "EUR", 1, (30, 60), by_time
    ),
    "names nobody knows": Shape("Europe/Rome", "ct/kWh", "EUR", 0.01, (60,), unnamed),
}  # fmt: skip
CASES = [
    (name, minutes, day)
    for name, shape in SHAPES.items()
    for minutes in shape.minutes
    for day in (ORDINARY, SPRING, AUTUMN)
]
PARTS = [(name, count) for name in SHAPES for count in (1, 2, 13)]


async def show(
    hass: HomeAssistant, shape: Shape, today: list[Slot], tomorrow: list[Slot]
) -> None:
    """Show two days in a sensor of a home where the integration is used."""
    await hass.config.async_set_time_zone(shape.zone)
    hass.config.currency = shape.currency
    attributes = shape.show(today, tomorrow, ZoneInfo(shape.zone))
    attributes |= {"unit_of_measurement": shape.unit, "currency": shape.currency}
    hass.states.async_set("sensor.whatever", "unknown", attributes)


async def read(hass: HomeAssistant) -> tuple[Any, ...]:
    """Return the windows of the sensor, found and read."""
    offer = await only_offer(hass, entity_id="sensor.whatever")
    assert offer.unit_known
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    return tariff.currency, tariff.windows


@pytest.mark.parametrize(("name", "minutes", "day"), sampled(CASES, 30))
async def test_two_days_are_read(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    name: str,
    minutes: int,
    day: date,
) -> None:
    """Each shape gives the windows of the market, whatever the length of the day."""
    shape = SHAPES[name]
    zone = ZoneInfo(shape.zone)
    freezer.move_to(local_noon(day, zone))
    tomorrow = day + timedelta(days=1)
    await show(hass, shape, day_of(day, zone, minutes), day_of(tomorrow, zone, minutes))
    expected = windows_of(days_of(day, 2, zone, minutes), shape.factor)
    assert await read(hass) == (shape.currency, expected)


@pytest.mark.parametrize("name", SHAPES)
async def test_without_tomorrow_prices_end_at_midnight(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, name: str
) -> None:
    """An empty list, or none, is nothing known."""
    shape = SHAPES[name]
    zone = ZoneInfo(shape.zone)
    freezer.move_to(local_noon(ORDINARY, zone, 9))
    today = day_of(ORDINARY, zone, shape.minutes[0])
    await show(hass, shape, today, [])
    assert await read(hass) == (shape.currency, windows_of(today, shape.factor))


@pytest.mark.parametrize(("name", "count"), sampled(PARTS, 15))
async def test_a_part_of_tomorrow_is_that_part(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, name: str, count: int
) -> None:
    """What is half published is known as far as it goes."""
    shape = SHAPES[name]
    zone = ZoneInfo(shape.zone)
    freezer.move_to(local_noon(ORDINARY, zone))
    minutes = shape.minutes[0]
    slots = days_of(ORDINARY, 2, zone, minutes)
    size = len(day_of(ORDINARY, zone, minutes))
    await show(hass, shape, slots[:size], slots[size : size + count])
    expected = windows_of(slots[: size + count], shape.factor)
    assert await read(hass) == (shape.currency, expected)


@pytest.mark.parametrize(
    ("factor", "state", "unit"),
    [
        (1e7, "current", "EUR/kWh"),
        (100, "current", "EUR/kWh"),
        (1000, "current", "EUR/kWh"),
        (0.01, "current", "ct/kWh"),
        (1, "current", "EUR/kWh"),
    ],
)
async def test_a_list_in_another_unit_than_its_sensor_is_set_right(
    amsterdam: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    factor: float,
    state: str,
    unit: str,
) -> None:
    """The price of now is told twice; a power of ten between them is a unit."""
    zone = ZoneInfo("Europe/Amsterdam")
    now = local_noon(ORDINARY, zone, 16)
    freezer.move_to(now)
    slots = day_of(ORDINARY, zone, 60)
    current = next(s.price for s in slots if s.start <= now < s.end)
    listed = [
        {
            "start": s.start.isoformat(),
            "end": s.end.isoformat(),
            "price": s.price * factor,
        }
        for s in slots
    ]
    attributes = {"prices": listed, "unit_of_measurement": unit}
    amsterdam.states.async_set("sensor.whatever", str(current), attributes)
    offer = await only_offer(amsterdam, entity_id="sensor.whatever")
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    scale = 0.01 if unit == "ct/kWh" else 1
    assert [w.price for w in tariff.windows] == pytest.approx(
        [s.price * scale for s in slots]
    )


@pytest.mark.parametrize("state", ["0", "-0.3", "0.123", "cheap", "unavailable", "1e9"])
async def test_a_state_that_is_something_else_changes_nothing(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory, state: str
) -> None:
    """An average, a word or zero beside a list says nothing of its unit."""
    zone = ZoneInfo("Europe/Amsterdam")
    freezer.move_to(local_noon(ORDINARY, zone))
    slots = day_of(ORDINARY, zone, 60)
    attributes = epex_spot(slots, [], zone) | {"unit_of_measurement": "EUR/kWh"}
    amsterdam.states.async_set("sensor.whatever", state, attributes)
    assert await read(amsterdam) == ("EUR", windows_of(slots))


async def test_an_unknown_unit_is_asked_for_and_then_used(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is read in a unit that somebody guessed."""
    zone = ZoneInfo("Europe/Amsterdam")
    freezer.move_to(local_noon(ORDINARY, zone))
    slots = day_of(ORDINARY, zone, 60)
    attributes = frank_energie(slots, [], zone)
    amsterdam.states.async_set("sensor.whatever", "0.5", attributes)
    offer = await only_offer(amsterdam, entity_id="sensor.whatever")
    assert not offer.unit_known
    assert offer.units == ("EUR/kWh", "0.01 EUR/kWh", "EUR/MWh")
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, offer.source)
    assert caught.value.translation_key == "unknown_unit"
    assert caught.value.placeholders == {"entity": "whatever", "unit": ""}
    tariff = await async_read_tariff(
        amsterdam, {**offer.source, "unit": "0.01 EUR/kWh"}
    )
    assert tariff is not None
    assert tariff.windows == windows_of(slots, 0.01)


@pytest.mark.parametrize(
    ("unit", "items"),
    [
        ("EUR/m³", [{"from": "2026-06-10T00:00:00Z", "price": 1.1}]),
        ("°C", [{"datetime": "2026-06-10T00:00:00Z", "value": 21}]),
        (None, [{"time": "2026-06-10T00:00:00Z", "value": 21}]),
        (None, [{"time": "2026-06-10T00:00:00Z", "total": 21}]),
        ("kW", [{"period_start": "2026-06-10T00:00:00Z", "pv_estimate": 2.1}]),
        ("EUR/kWh", []),
        ("EUR/kWh", [0.1, 0.2, 0.3]),
    ],
)
async def test_other_lists_are_not_offered(
    amsterdam: HomeAssistant, unit: str | None, items: list[Any]
) -> None:
    """Gas, weather, sunshine and plain numbers are no electricity prices."""
    attributes: dict[str, Any] = {"prices": items}
    if unit is not None:
        attributes["unit_of_measurement"] = unit
    amsterdam.states.async_set("sensor.whatever", "1", attributes)
    assert await async_find_price_sources(amsterdam) == []


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (None, "entity_missing"),
        ("unavailable", "entity_unavailable"),
        ("3", "no_price_list"),
    ],
)
async def test_why_an_entity_gives_nothing_is_told(
    amsterdam: HomeAssistant, state: str | None, key: str
) -> None:
    """Missing, unavailable and without a list are three things to a person."""
    if state is not None:
        amsterdam.states.async_set("sensor.whatever", state, {})
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(
            amsterdam, {"kind": "entity", "entity_id": "sensor.whatever"}
        )
    assert caught.value.translation_key == key


async def test_an_outage_takes_nothing_back(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What an entity told is still known while it is out of order, and no longer than it is."""
    zone = ZoneInfo("Europe/Amsterdam")
    freezer.move_to(local_noon(ORDINARY, zone, 9))
    slots = day_of(ORDINARY, zone, 60)
    attributes = epex_spot(slots, [], zone) | {"unit_of_measurement": "EUR/kWh"}
    amsterdam.states.async_set("sensor.whatever", "0.3", attributes)
    source = {"kind": "entity", "entity_id": "sensor.whatever"}
    before = await async_read_tariff(amsterdam, source)
    assert before is not None
    for state in ("unavailable", "unknown"):
        amsterdam.states.async_set("sensor.whatever", state, {})
        assert await async_read_tariff(amsterdam, source) == before
    amsterdam.states.async_set("sensor.whatever", "0.3", {})
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, source)
    assert caught.value.translation_key == "no_price_list"

    amsterdam.states.async_set("sensor.whatever", "unavailable", {})
    freezer.move_to(local_noon(ORDINARY, zone, 22))
    late = await async_read_tariff(amsterdam, source)
    assert late is not None
    assert late.windows == before.windows
    assert late.tomorrow_overdue


async def test_a_moment_with_two_prices_has_none(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Lists that contradict each other leave a hole where they do."""
    zone = ZoneInfo("Europe/Amsterdam")
    freezer.move_to(local_noon(ORDINARY, zone))
    slots = day_of(ORDINARY, zone, 60)
    stale = [Slot(slots[5].start, slots[5].end, 7.0)]
    await show(amsterdam, SHAPES["Nord Pool in krone"], slots, stale)
    await amsterdam.config.async_set_time_zone("Europe/Amsterdam")
    _, windows = await read(amsterdam)
    assert [w.start for w in windows] == [s.start for s in slots if s is not slots[5]]
    assert isinstance(windows[0].start, datetime)
