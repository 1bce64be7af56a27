"""Strømligning (HACS): the shapes that its entities have."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

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
from custom_components.hushwatt.household.tariffs import async_read_tariff

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def prices(slots: list[Slot], *, hourly_ends: bool = False) -> list[dict[str, Any]]:
    """Return prices in local datetimes; some releases end every row after an hour."""
    return [
        {
            "start": slot.start.astimezone(COPENHAGEN),
            "end": (
                slot.start + timedelta(hours=1) if hourly_ends else slot.end
            ).astimezone(COPENHAGEN),
            "price": slot.price,
        }
        for slot in slots
    ]


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return an entry of the integration, in a home in Denmark."""
    await hass.config.async_set_time_zone("Europe/Copenhagen")
    hass.config.currency = "DKK"
    entry = MockConfigEntry(domain="stromligning")
    entry.add_to_hass(hass)
    return entry


def add(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    domain: str,
    key: str,
    attributes: dict[str, Any],
) -> str:
    """Add an entity and return its id."""
    entity = er.async_get(hass).async_get_or_create(
        domain, "stromligning", key, config_entry=entry, translation_key=key
    )
    state = "on" if domain == "binary_sensor" else "1.23"
    hass.states.async_set(entity.entity_id, state, attributes)
    return entity.entity_id


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize("minutes", [15, 60])
@pytest.mark.parametrize(("kind", "taxes"), [("vat", True), ("ex_vat", False)])
async def test_tomorrow_is_found_in_the_binary_sensor(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    day: date,
    minutes: int,
    kind: str,
    taxes: bool,
) -> None:
    """With and without VAT are kept apart; ends that say an hour are not believed."""
    freezer.move_to(local_noon(day, COPENHAGEN))
    tomorrow = day_of(day + timedelta(days=1), COPENHAGEN, minutes)
    today = {
        "prices": prices(day_of(day, COPENHAGEN, minutes)),
        "unit_of_measurement": "kr/kWh",
    }
    chosen = add(hass, entry, "sensor", f"current_price_{kind}", today)
    add(hass, entry, "sensor", "spotprice_vat", {"unit_of_measurement": "kr/kWh"})
    listed = {"prices": prices(tomorrow, hourly_ends=True), "available_at": "13:00"}
    add(hass, entry, "binary_sensor", f"tomorrow_available_{kind}", listed)
    doubled = [{**row, "price": row["price"] * 2} for row in prices(tomorrow)]
    other = "ex_vat" if kind == "vat" else "vat"
    wrong = {"prices": doubled}
    add(hass, entry, "binary_sensor", f"tomorrow_available_{other}", wrong)

    offer = await only_offer(hass, entity_id=chosen)
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows == windows_of(days_of(day, 2, COPENHAGEN, minutes))
    assert (tariff.currency, tariff.taxes_included) == ("DKK", taxes)


async def test_without_tomorrow_prices_end_at_midnight(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """A binary sensor without a list adds nothing; an empty list is no offer."""
    freezer.move_to(local_noon(ORDINARY, COPENHAGEN, 10))
    today = day_of(ORDINARY, COPENHAGEN, 60)
    chosen = add(hass, entry, "sensor", "current_price_vat", {"prices": prices(today)})
    add(hass, entry, "binary_sensor", "tomorrow_available_vat", {})
    add(hass, entry, "sensor", "current_price_ex_vat", {"prices": []})
    offer = await only_offer(hass, kind="entity")
    assert offer.source["entity_id"] == chosen
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert tariff.windows == windows_of(today)
