"""Sunshine makes a time cheap: what is not used at home is only paid as what is fed in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant

from .conftest import appliance, settle, start
from .test_replanning import best_start
from custom_components.hushwatt.const import DOMAIN

BERLIN = ZoneInfo("Europe/Berlin")
FLAT = {"kind": "table", "currency": "EUR", "prices": [{"price": 0.3}]}
FEED_IN = {"kind": "table", "currency": "EUR", "prices": [{"price": 0.05}]}


def tell_sun(hass: HomeAssistant, hour: int, power: float) -> None:
    """Have a forecast tell two sunny hours, as Solcast does."""
    first = datetime(2026, 6, 10, hour, tzinfo=BERLIN)
    rows = [
        {"period_start": first + n * timedelta(minutes=30), "pv_estimate": power}
        for n in range(4)
    ]
    hass.states.async_set("sensor.roof", str(2 * power), {"detailedForecast": rows})


@pytest.mark.parametrize(
    ("power", "cost"),
    [
        # 0.3 kW are used by the home: all of the 1.2 kW, a half of it, nothing.
        (2.0, 1.2 * 0.05),
        (0.9, 0.6 * 0.05 + 0.6 * 0.3),
        (0.2, 1.2 * 0.3),
    ],
)
async def test_the_sunny_hour_costs_what_is_not_fed_in(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, power: float, cost: float
) -> None:
    """At nine in the morning a run waits for noon, if noon has anything to give."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    hass.config.currency = "EUR"
    now = datetime(2026, 6, 10, 9, tzinfo=BERLIN)
    freezer.move_to(now.astimezone(UTC))
    tell_sun(hass, 12, power)
    entry = MockConfigEntry(
        domain=DOMAIN,
        data={"mode": "built_in", "price_source": FLAT},
        options={
            "export_source": FEED_IN,
            "solar_entities": ["sensor.roof"],
            "base_load": 0.3,
        },
        subentries_data=[
            appliance(
                "dishwasher",
                "Dishwasher",
                duration=60,
                energy=1.2,
                ready_by="18:00:00",
                assume_ready=True,
            )
        ],
    )
    await start(hass, entry)
    response = await hass.services.async_call(
        DOMAIN,
        "recommend",
        {"appliance": "Dishwasher"},
        blocking=True,
        return_response=True,
    )
    assert response is not None
    assert response["cost"] == pytest.approx(cost, abs=1e-4)
    assert response["cost_now"] == pytest.approx(1.2 * 0.3)
    sunny = power > 0.3
    assert best_start(hass) == (now.replace(hour=12) if sunny else now)
    tell_sun(hass, 14, power)
    await settle(hass)
    freezer.tick(timedelta(seconds=31))
    await settle(hass)
    assert sunny == (best_start(hass) == now.replace(hour=14))
