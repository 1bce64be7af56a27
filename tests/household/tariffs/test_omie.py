"""OMIE's own integration, its network answered in the shape of the published files."""

from datetime import UTC, date, datetime, timedelta
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.core import HomeAssistant

from .conftest import SetUp, offers_of_entities, only_offer
from .market import AUTUMN, MADRID, ORDINARY, SPRING, Slot, day_of, days_of, local_noon
from custom_components.hushwatt.household.tariffs import async_read_tariff
from custom_components.hushwatt.household.tariffs.omie import set_right
from custom_components.hushwatt.household.tariffs.rows import Row

SERIES = (
    "Potencia total con bilaterales del mercado Ibérico (MW)",
    "Potencia total de compra sistema español (MW)",
    "Potencia total de compra sistema portugués (MW)",
    "Potencia total de venta sistema español (MW)",
    "Potencia total de venta sistema portugués (MW)",
    "Potencia total del mercado Ibérico (MW)",
    "Exportación de España a Portugal (MW)",
    "Importación de España desde Portugal (MW)",
)


def published(day: date) -> bytes:
    """Return the file of a market day: quarters in columns, prices per MWh with commas."""

    def line(name: str, values: list[float]) -> str:
        """Return a line of the file."""
        return ";".join([name, *(f"{v:.2f}".replace(".", ",") for v in values), ""])

    slots = day_of(day, MADRID)
    spain = [slot.price * 1000 for slot in slots]
    lines = [
        f"OMIE - Mercado de electricidad;Fecha Emisión :{day:%d/%m/%Y} - 13:00;;",
        "",
        ";" + ";".join(f"H{n // 4 + 1}Q{n % 4 + 1}" for n in range(len(slots))) + ";",
        line("Precio marginal en el sistema español (EUR/MWh)", spain),
        line(
            "Precio marginal en el sistema portugués (EUR/MWh)",
            [price + 1 for price in spain],
        ),
        *(line(name, [1.0] * len(slots)) for name in SERIES),
    ]
    return "\r\n".join(lines).encode("iso-8859-1")


class Site:
    """The site with a file per market day."""

    def __init__(self, mocker: AiohttpClientMocker) -> None:
        """Answer every question for a file."""
        self.until = date.max
        mocker.get(re.compile(r"https://www\.omie\.es/.*"), side_effect=self.answer)

    async def answer(
        self, method: str, url: URL, data: Any
    ) -> AiohttpClientMockResponse:
        """Return a file, or that there is none."""
        found = re.search(r"H_1_(\d\d)_(\d\d)_(\d{4})", url.path)
        assert found is not None
        day = date(int(found[3]), int(found[2]), int(found[1]))
        if day > self.until:
            return AiohttpClientMockResponse(method, url, status=404)
        return AiohttpClientMockResponse(method, url, response=published(day))


@pytest.fixture
def site(aioclient_mock: AiohttpClientMocker) -> Site:
    """Answer for OMIE."""
    return Site(aioclient_mock)


def told(slots: list[Slot], extra: float = 0) -> list[tuple[datetime, float]]:
    """Return starts and prices as the files, with two decimals per MWh, tell them."""
    return [
        (s.start, round((round(s.price * 1000, 2) + extra) / 1000, 10)) for s in slots
    ]


@pytest.mark.parametrize(("country", "extra"), [("es", 0.0), ("pt", 1.0)])
@pytest.mark.parametrize("zone", ["Europe/Madrid", "Europe/Lisbon", "Atlantic/Canary"])
async def test_two_market_days_are_read(
    hass: HomeAssistant,
    set_up: SetUp,
    site: Site,
    freezer: FrozenDateTimeFactory,
    country: str,
    extra: float,
    zone: str,
) -> None:
    """Prices per kWh come out as they are, wherever the home is."""
    await hass.config.async_set_time_zone(zone)
    freezer.move_to(local_noon(ORDINARY, MADRID))
    await set_up("omie")
    offer = await only_offer(hass, family="omie", country=country)
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert [(w.start, w.price) for w in tariff.windows] == told(
        days_of(ORDINARY, 2, MADRID), extra
    )
    assert (tariff.currency, tariff.taxes_included) == ("EUR", False)


async def test_an_unpublished_day_is_not_there(
    hass: HomeAssistant, set_up: SetUp, site: Site, freezer: FrozenDateTimeFactory
) -> None:
    """Prices end where the market day ends."""
    site.until = ORDINARY
    freezer.move_to(local_noon(ORDINARY, MADRID, 13))
    await set_up("omie")
    offer = await only_offer(hass, family="omie", country="es")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert len(tariff.windows) == 96


async def test_the_day_of_25_hours_is_whole_in_spite_of_the_integration(
    hass: HomeAssistant, set_up: SetUp, site: Site, freezer: FrozenDateTimeFactory
) -> None:
    """What is told an hour late after the change is set right; no hole, no spill."""
    await hass.config.async_set_time_zone("Europe/Madrid")
    freezer.move_to(local_noon(AUTUMN, MADRID))
    await set_up("omie")
    offer = await only_offer(hass, family="omie", country="es")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    assert [(w.start, w.price) for w in tariff.windows] == told(
        days_of(AUTUMN, 2, MADRID)
    )
    assert len(tariff.windows) == 100 + 96


async def test_the_day_of_23_hours_lacks_only_what_the_integration_lost(
    hass: HomeAssistant, set_up: SetUp, site: Site, freezer: FrozenDateTimeFactory
) -> None:
    """All that is told is right; the hour after the change is unknown, not invented."""
    await hass.config.async_set_time_zone("Europe/Madrid")
    freezer.move_to(local_noon(SPRING, MADRID))
    await set_up("omie")
    offer = await only_offer(hass, family="omie", country="es")
    tariff = await async_read_tariff(hass, offer.source)
    assert tariff is not None
    lost = datetime(2026, 3, 29, 1, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert [(w.start, w.price) for w in tariff.windows] == told(
        [s for s in days_of(SPRING, 2, MADRID) if not lost <= s.start < lost + hour]
    )


@pytest.mark.parametrize("day", [ORDINARY, SPRING, AUTUMN])
def test_a_day_that_is_told_rightly_is_left_alone(day: date) -> None:
    """Once the integration is repaired, nothing is set right any more."""
    rows = tuple(Row(s.start, s.price, s.end) for s in day_of(day, MADRID))
    assert set_right(rows, day) == rows
    assert set_right((), day) == ()


async def test_a_sensor_stands_for_its_country(
    hass: HomeAssistant, set_up: SetUp, site: Site, freezer: FrozenDateTimeFactory
) -> None:
    """Spain's for Spain, Portugal's for Portugal."""
    freezer.move_to(local_noon(ORDINARY, MADRID, 13))
    entry = await set_up("omie")
    assert await offers_of_entities(hass, entry, "country") == {
        "es_spot_price": "es",
        "pt_spot_price": "pt",
    }
