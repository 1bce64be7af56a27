"""Any response action with a list in its answer can be a price source."""

from datetime import date, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.exceptions import HomeAssistantError

from .market import AMSTERDAM, ORDINARY, day_of, days_of, local_noon, windows_of
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_read_tariff,
)

SOURCE = {
    "kind": "any_action",
    "action": "supplier.prices",
    "data": {"day": "{date}", "area": 7},
    "unit": "EUR/MWh",
}


@pytest.fixture
def asked(amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory) -> list[Any]:
    """Return what a supplier's action is asked."""
    freezer.move_to(local_noon(ORDINARY, AMSTERDAM))
    asked: list[Any] = []

    async def prices(call: ServiceCall) -> ServiceResponse:
        """Return a day deep in an answer, or two days when none is asked for."""
        asked.append(dict(call.data))
        if call.data.get("area") == "broken":
            raise HomeAssistantError("no")
        if call.data.get("area") == "strange":
            return {"prices": "later"}
        day = call.data.get("day")
        slots = (
            days_of(ORDINARY, 2, AMSTERDAM)
            if day is None
            else day_of(date.fromisoformat(day), AMSTERDAM)
        )
        rows: Any = [
            {"timestamp": str(slot.start), "price": slot.price * 1000} for slot in slots
        ]
        return {"status": {"code": 1}, "answer": {"areas": {"NL": {"rates": rows}}}}

    amsterdam.services.async_register(
        "supplier", "prices", prices, supports_response=SupportsResponse.ONLY
    )
    return asked


async def test_a_day_is_asked_for_by_its_date(
    amsterdam: HomeAssistant, asked: list[Any]
) -> None:
    """Where the data has a place for it; and each day once."""
    for _ in range(3):
        tariff = await async_read_tariff(amsterdam, SOURCE)
        assert tariff is not None
        assert [(w.start, w.end) for w in tariff.windows] == [
            (s.start, s.end) for s in days_of(ORDINARY, 2, AMSTERDAM)
        ]
        assert [w.price for w in tariff.windows] == pytest.approx(
            [s.price for s in days_of(ORDINARY, 2, AMSTERDAM)]
        )
    tomorrow = ORDINARY + timedelta(days=1)
    assert asked == [
        {"day": day.isoformat(), "area": 7} for day in (ORDINARY, tomorrow)
    ]


async def test_an_action_without_a_date_is_asked_once(
    amsterdam: HomeAssistant, asked: list[Any]
) -> None:
    """It tells all it knows at once."""
    source = {**SOURCE, "data": {}}
    tariff = await async_read_tariff(amsterdam, source)
    assert tariff is not None
    assert len(tariff.windows) == len(windows_of(days_of(ORDINARY, 2, AMSTERDAM)))
    assert asked == [{}]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"action": "supplier.gone"}, "action_missing"),
        ({"data": {"area": "broken"}}, "action_failed"),
        ({"data": {"area": "broken", "day": "{date}"}}, "action_failed"),
        ({"data": {"area": "strange"}}, "no_price_list"),
        ({"unit": None}, "unknown_unit"),
        ({"unit": "per hour"}, "unknown_unit"),
    ],
)
async def test_what_is_missing_is_told(
    amsterdam: HomeAssistant, asked: list[Any], change: dict[str, Any], key: str
) -> None:
    """An action that is gone or fails, an answer without prices, a missing unit."""
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(amsterdam, {**SOURCE, **change})
    assert caught.value.translation_key == key
