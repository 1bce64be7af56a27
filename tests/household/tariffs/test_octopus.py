"""Octopus Energy (HACS): the shapes that its event entities have."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .conftest import only_offer
from .market import ORDINARY, day_of, days_of, local_noon, windows_of
from custom_components.hushwatt.household.tariffs import (
    async_find_price_sources,
    async_read_tariff,
)

LONDON = ZoneInfo("Europe/London")
SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)
AGILE = "E-1R-AGILE-24-10-01-A"


def rates(day: date, form: str = "datetime") -> list[dict[str, Any]]:
    """Return a day's rates: datetimes in memory, strings after a restart."""

    def told(moment: datetime) -> Any:
        """Return a moment in its form."""
        local = moment.astimezone(LONDON)
        return local if form == "datetime" else local.isoformat()

    return [
        {
            "start": told(slot.start),
            "end": told(slot.end),
            "value_inc_vat": slot.price,
            "is_capped": False,
            "is_intelligent_adjusted": False,
        }
        for slot in day_of(day, LONDON, 30)
    ]


@pytest.fixture
async def meter(hass: HomeAssistant) -> MockConfigEntry:
    """Return the entry of a meter, in a home in Britain."""
    await hass.config.async_set_time_zone("Europe/London")
    hass.config.currency = "GBP"
    entry = MockConfigEntry(domain="octopus_energy")
    entry.add_to_hass(hass)
    return entry


def add_event(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    name: str,
    items: list[dict[str, Any]],
    tariff: str = AGILE,
) -> str:
    """Add an event entity with rates, and return its id."""
    entity = er.async_get(hass).async_get_or_create(
        "event", "octopus_energy", name, config_entry=entry
    )
    hass.states.async_set(
        entity.entity_id,
        datetime.combine(ORDINARY, time(), LONDON).isoformat(),
        {
            "event_type": f"octopus_energy_electricity_{name}",
            "rates": items,
            "tariff_code": tariff,
            "mpan": "1000000000001",
            "friendly_name": name,
        },
    )
    return entity.entity_id


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize("form", ["datetime", "string"])
async def test_the_next_day_is_found_in_its_own_entity(
    hass: HomeAssistant,
    meter: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    day: date,
    form: str,
) -> None:
    """Pounds with VAT, by the half hour; of the same tariff only."""
    freezer.move_to(local_noon(day, LONDON, 17))
    tomorrow = day + timedelta(days=1)
    today = add_event(hass, meter, "current_day_rates", rates(day, form))
    add_event(hass, meter, "next_day_rates", rates(tomorrow, form))
    add_event(hass, meter, "previous_day_rates", rates(day - timedelta(days=1), form))
    add_event(hass, meter, "export_next_day", rates(tomorrow)[:5], "E-1R-OUTGOING-A")
    offer = await only_offer(hass, entity_id=today)
    assert offer.unit_known
    offered = [one.key for one in await async_find_price_sources(hass)]
    assert offered == [today], "yesterday and tomorrow are no sources by themselves"
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(day, 2, LONDON, 30))
    assert (tariff.currency, tariff.taxes_included) == ("GBP", True)


async def test_shortly_after_midnight_the_new_day_is_known(
    hass: HomeAssistant, meter: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The entities change their day a while after the clock does."""
    tomorrow = ORDINARY + timedelta(days=1)
    freezer.move_to(local_noon(tomorrow, LONDON, 0) + timedelta(minutes=10))
    today = add_event(hass, meter, "current_day_rates", rates(ORDINARY))
    add_event(hass, meter, "next_day_rates", rates(tomorrow))
    tariff = await async_read_tariff(hass, {"kind": "entity", "entity_id": today})
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(ORDINARY, 2, LONDON, 30))


async def test_an_empty_next_day_is_not_there(
    hass: HomeAssistant, meter: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Before it is published the next day's list is empty."""
    freezer.move_to(local_noon(ORDINARY, LONDON, 10))
    today = add_event(hass, meter, "current_day_rates", rates(ORDINARY))
    add_event(hass, meter, "next_day_rates", [])
    tariff = await async_read_tariff(hass, {"kind": "entity", "entity_id": today})
    assert tariff is not None
    assert tariff.windows == windows_of(day_of(ORDINARY, LONDON, 30))


async def test_an_entity_of_no_registry_is_read_alone(
    meter: MockConfigEntry, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What another program shows under the same names has no next day to find."""
    freezer.move_to(local_noon(ORDINARY, LONDON, 17))
    items = rates(ORDINARY)
    attributes = {"rates": items, "tariff_code": AGILE}
    hass.states.async_set("event.copy", "2026-06-10T00:00:00+00:00", attributes)
    add_event(hass, meter, "next_day_rates", rates(ORDINARY + timedelta(days=1)))
    source = {"kind": "entity", "entity_id": "event.copy"}
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    assert tariff.windows == windows_of(day_of(ORDINARY, LONDON, 30))
