"""The way from a stored price source to a tariff."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant

from .market import AMSTERDAM
from .test_finding import add_list
from custom_components.hushwatt.const import CONF_EXPORT_SOURCE, CONF_MARKUP
from custom_components.hushwatt.household.tariffs import (
    TariffError,
    async_read_tariff,
)
from tests.household.conftest import grid

NOW = datetime(2026, 6, 10, 12, tzinfo=AMSTERDAM)
TABLE = {"kind": "table", "currency": "EUR", "prices": [{"price": 0.3}]}
FEED_IN = {"kind": "table", "currency": "EUR", "prices": [{"price": 0.05}]}


async def prices_of(
    hass: HomeAssistant, options: dict[str, Any]
) -> tuple[list[float], list[float]]:
    """Return import and export prices of a table."""
    tariff = await async_read_tariff(hass, TABLE, options)
    assert tariff is not None
    return (
        [w.price for w in tariff.windows],
        [w.price for w in tariff.export_windows],
    )


@pytest.mark.parametrize("source", [None, {}])
async def test_no_source_is_no_tariff(hass: HomeAssistant, source: Any) -> None:
    """Before anything is set up there is nothing to read, and no error."""
    assert await async_read_tariff(hass, source) is None


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ({"kind": "oracle"}, "unknown_kind"),
        ({"entity_id": "sensor.x"}, "unknown_kind"),
        ({"kind": "action", "family": "oracle"}, "unknown_kind"),
        ({"kind": "entity"}, "source_invalid"),
        ({"kind": "table"}, "source_invalid"),
        ({"kind": "schedule"}, "source_invalid"),
        ({"kind": "table", "prices": []}, "table_invalid"),
        ({"kind": "action", "family": "omie", "config_entry": "x"}, "entry_missing"),
        ({"kind": "energy_dashboard"}, "no_price_list"),
    ],
)
async def test_a_source_that_makes_no_sense_is_told(
    hass: HomeAssistant, source: dict[str, Any], key: str
) -> None:
    """Of an older or a newer version, or edited by hand."""
    with pytest.raises(TariffError) as caught:
        await async_read_tariff(hass, source)
    assert caught.value.translation_key == key
    assert str(caught.value) == key


async def test_mark_up_and_export_price_are_options(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What is paid and what is got are told apart."""
    freezer.move_to(NOW)
    assert await prices_of(amsterdam, {}) == ([0.3], [])
    options = {
        CONF_MARKUP: [{"factor": 1.21, "surcharge": 0.1}],
        CONF_EXPORT_SOURCE: FEED_IN,
    }
    (paid,), got = await prices_of(amsterdam, options)
    assert paid == pytest.approx(0.463)
    assert set(got) == {0.05}


@pytest.mark.parametrize(
    "source",
    [{"kind": "oracle"}, {**FEED_IN, "currency": "SEK"}, {"kind": "table"}],
)
async def test_an_export_price_that_cannot_be_read_is_none(
    amsterdam: HomeAssistant, source: dict[str, Any]
) -> None:
    """It must not keep a home from its prices."""
    assert await prices_of(amsterdam, {CONF_EXPORT_SOURCE: source}) == ([0.3], [])


async def test_the_energy_dashboard_knows_the_export_price(
    energy: Callable[..., Awaitable[None]],
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """As a number, or as an entity with a list; an entity of another kind is none."""
    await hass.config.async_set_time_zone("Europe/Amsterdam")
    hass.config.currency = "EUR"
    freezer.move_to(NOW)
    await energy(grid(number_energy_price_export=0.07))
    assert await prices_of(hass, {}) == ([0.3], [0.07])

    add_list(hass, "sensor.feed_in", "EUR/kWh")
    await energy(grid(entity_energy_price_export="sensor.feed_in"))
    assert len((await prices_of(hass, {}))[1]) == 24
    await energy(grid(entity_energy_price_export="sensor.gone"))
    assert await prices_of(hass, {}) == ([0.3], [])
    await energy()
    assert await prices_of(hass, {}) == ([0.3], [])
