"""Zonneplan (HACS): ten-millionths of a euro, in the two shapes that it has had."""

from datetime import date
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from .conftest import only_offer
from .market import AMSTERDAM, AUTUMN, ORDINARY, SPRING, Slot, days_of, local_noon
from custom_components.hushwatt.household.tariffs import async_read_tariff


def row(slot: Slot, shape: str) -> dict[str, Any]:
    """Return a slot in a shape."""
    amount = round(slot.price * 10_000_000)
    start = slot.start.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    if shape == "legacy":
        return {
            "datetime": start,
            "electricity_price": amount,
            "electricity_price_excl_tax": amount // 2,
            "tariff_group": "normal",
        }
    return {
        "start_date": start,
        "end_date": slot.end.strftime("%Y-%m-%dT%H:%M:%S.000000Z"),
        "price_tax_included": {"amount": amount},
        "price_tax_excluded": {"amount": amount // 2},
        "sustainability_score": {"permille": 500},
    }


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
@pytest.mark.parametrize(
    ("shape", "minutes"), [("legacy", 60), ("new", 60), ("new", 15)]
)
async def test_the_list_is_read_in_euro(
    amsterdam: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    day: date,
    shape: str,
    minutes: int,
) -> None:
    """The state is in euro, the list is not, and the list is what counts."""
    freezer.move_to(local_noon(day, AMSTERDAM))
    slots = days_of(day, 2, AMSTERDAM, minutes)
    amsterdam.states.async_set(
        "sensor.tariff",
        "0.31",
        {
            "forecast": [row(slot, shape) for slot in slots],
            "unit_of_measurement": "EUR/kWh",
        },
    )
    offer = await only_offer(amsterdam, entity_id="sensor.tariff")
    tariff = await async_read_tariff(amsterdam, offer.source)
    assert tariff is not None
    assert [(w.start, w.end) for w in tariff.windows] == [
        (s.start, s.end) for s in slots
    ]
    assert [w.price for w in tariff.windows] == pytest.approx([s.price for s in slots])
    assert (tariff.currency, tariff.taxes_included) == ("EUR", True)


@pytest.mark.parametrize(
    "forecast",
    [
        [],
        ["sunny"],
        [{"datetime": "2026-06-10T00:00:00Z", "temperature": 21, "condition": "sunny"}],
        "rain",
    ],
)
async def test_a_weather_forecast_is_no_price_list(
    amsterdam: HomeAssistant, forecast: Any
) -> None:
    """The attribute has the same name and nothing else in common."""
    amsterdam.states.async_set("sensor.weather", "21", {"forecast": forecast})
    with pytest.raises(AssertionError):
        await only_offer(amsterdam, entity_id="sensor.weather")
