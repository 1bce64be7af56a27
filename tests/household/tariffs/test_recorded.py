"""Real answers of the public APIs, by the real integrations of core; real states of others.

What is expected is taken out of the recording by a line or two that share
nothing with the product.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import json
import re
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
    AiohttpClientMockResponse,
)
from yarl import URL

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .conftest import SetUp, only_offer
from .market import AMSTERDAM, MADRID
from .test_zonneplan import account
from custom_components.hushwatt.household.tariffs import async_read_tariff
from tests.household.recorded import recorded, recorded_text

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)

type Told = list[tuple[datetime, datetime, float]]


def at(text: str) -> datetime:
    """Return a moment of a recording, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


async def read(hass: HomeAssistant, source: Any) -> Told:
    """Return start, end and price of each window."""
    tariff = await async_read_tariff(hass, source)
    assert tariff is not None
    return [(w.start, w.end, w.price) for w in tariff.windows]


def same(told: Told, expected: Told) -> None:
    """Compare windows; prices to a millionth."""
    assert [row[:2] for row in told] == [row[:2] for row in expected]
    assert [row[2] for row in told] == pytest.approx(
        [row[2] for row in expected], abs=1e-6
    )


def answer_by_day(
    mocker: AiohttpClientMocker,
    url: str,
    day_of: Callable[[URL], str],
    answers: dict[str, Any],
    otherwise: int,
) -> None:
    """Answer for the days that were recorded, and with a status for all others."""

    async def answer(method: str, url: URL, data: Any) -> AiohttpClientMockResponse:
        """Return what was recorded of the day that is asked for."""
        found = answers.get(day_of(url))
        if found is None:
            return AiohttpClientMockResponse(method, url, status=otherwise)
        body = {"response": found} if isinstance(found, bytes) else {"json": found}
        headers = {"Content-Type": "application/json"}
        return AiohttpClientMockResponse(method, url, headers=headers, **body)

    mocker.get(re.compile(url), side_effect=answer)


async def test_nord_pool(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Two areas of a day of hours; a price of nothing is a price."""
    day = recorded("nord_pool_2024-11-05")
    # Core asks for yesterday as well; that is made up.
    yesterday = json.dumps(day).replace("11-04", "11-03").replace("11-05", "11-04")
    days = {"2024-11-04": json.loads(yesterday), "2024-11-05": day}
    url = ".*DayAheadPrices.*"
    answer_by_day(aioclient_mock, url, lambda url: url.query["date"], days, 204)
    freezer.move_to("2024-11-05T11:00:00+00:00")
    await set_up("nordpool", {"areas": ["SE3", "SE4"], "currency": "SEK"})
    for area in ("SE3", "SE4"):
        offer = await only_offer(hass, family="nordpool", area=area)
        same(
            await read(hass, offer.source),
            [
                (
                    at(entry["deliveryStart"]),
                    at(entry["deliveryEnd"]),
                    entry["entryPerArea"][area] / 1000,
                )
                for entry in day["multiAreaEntries"]
            ],
        )


@pytest.mark.parametrize(
    ("price_type", "stream"),
    [("market", "base_with_vat"), ("all_in", "all_in_with_vat")],
)
async def test_energyzero(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    price_type: str,
    stream: str,
) -> None:
    """A day of quarters in four streams of text."""
    day = recorded("energyzero_2025-12-16")

    def day_of(url: URL) -> str:
        """Return the day, nothing for gas."""
        electric = url.query["energyType"] == "ENERGY_TYPE_ELECTRICITY"
        return url.query["date"] if electric else ""

    url = r"https://public\.api\.energyzero\.nl/.*"
    answer_by_day(aioclient_mock, url, day_of, {"16-12-2025": day}, 404)
    freezer.move_to("2025-12-16T11:00:00+00:00")
    await set_up("energyzero")
    offer = await only_offer(amsterdam, family="energyzero", price_type=price_type)
    same(
        await read(amsterdam, offer.source),
        [
            (at(row["start"]), at(row["end"]), float(row["price"]["value"]))
            for row in day[stream]
        ],
    )


@pytest.mark.parametrize(
    ("price_type", "key"),
    [
        ("market", "priceIncVat"),
        ("invoice", "invoicePrice"),
        ("return", "priceIncVat"),
    ],
)
async def test_easyenergy(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    price_type: str,
    key: str,
) -> None:
    """An afternoon of negative prices, its times without an offset."""
    day = recorded("easyenergy_2026-04-19")
    url = r"https://price-graph\.mijn\.easyenergy\.com/api/prices.*"
    days = {"2026-04-19": day}
    answer_by_day(aioclient_mock, url, lambda url: url.query["start"], days, 404)
    freezer.move_to("2026-04-19T12:10:00+00:00")
    await set_up("easyenergy")
    offer = await only_offer(amsterdam, family="easyenergy", price_type=price_type)
    same(
        await read(amsterdam, offer.source),
        [
            (
                datetime.fromisoformat(row["from"][:19])
                .replace(tzinfo=AMSTERDAM)
                .astimezone(UTC),
                datetime.fromisoformat(row["until"][:19])
                .replace(tzinfo=AMSTERDAM)
                .astimezone(UTC),
                row[key],
            )
            for row in day["prices"]
        ],
    )


async def test_omie(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The published file of the first day of quarters."""
    text = recorded_text("omie_2025-10-01.txt")
    body = text.encode("iso-8859-1")
    url = r"https://www\.omie\.es/.*"

    def day_of(url: URL) -> str:
        """Return the day of a file."""
        found = re.search(r"H_1_(\d\d)_(\d\d)_(\d{4})", url.path)
        assert found is not None
        return f"{found[3]}-{found[2]}-{found[1]}"

    answer_by_day(aioclient_mock, url, day_of, {"2025-10-01": body}, 404)
    await hass.config.async_set_time_zone("Europe/Madrid")
    freezer.move_to("2025-10-01T10:00:00+02:00")
    await set_up("omie")
    midnight = datetime(2025, 10, 1, tzinfo=MADRID).astimezone(UTC)
    for country, name in (("es", "español"), ("pt", "portugués")):
        (line,) = [
            line
            for line in text.splitlines()
            if line.startswith(f"Precio marginal en el sistema {name}")
        ]
        prices = [float(cell.replace(",", ".")) for cell in line.split(";")[1:97]]
        offer = await only_offer(hass, family="omie", country=country)
        same(
            await read(hass, offer.source),
            [
                (midnight + n * QUARTER, midnight + (n + 1) * QUARTER, price / 1000)
                for n, price in enumerate(prices)
            ],
        )


@pytest.mark.parametrize(
    ("day", "hours"), [("2021-10-30", 24), ("2021-10-31", 25), ("2022-03-27", 23)]
)
async def test_pvpc(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
    day: str,
    hours: int,
) -> None:
    """Days of 23, 24 and 25 hours, in the order of their hours."""
    told = recorded(f"pvpc_{day}")
    url = r"https://api\.esios\.ree\.es/archives/.*"
    missing = {"message": "No values for specified archive"}

    async def answer(method: str, url: URL, data: Any) -> AiohttpClientMockResponse:
        """Return the day, or what the API says of one that it does not know."""
        known = url.query["date"].startswith(day)
        return AiohttpClientMockResponse(method, url, json=told if known else missing)

    aioclient_mock.get(re.compile(url), side_effect=answer)
    await hass.config.async_set_time_zone("Europe/Madrid")
    freezer.move_to(f"{day}T09:00:00+00:00")
    await set_up(
        "pvpc_hourly_pricing",
        {"name": "PVPC", "tariff": "2.0TD", "power": 4.6, "power_p3": 5.75},
        unique_id="2.0TD",
    )
    offer = await only_offer(hass, kind="entity")
    midnight = datetime.fromisoformat(day).replace(tzinfo=MADRID).astimezone(UTC)
    prices = [float(row["PCB"].replace(",", ".")) for row in told["PVPC"]]
    assert len(prices) == hours
    told_windows = await read(hass, offer.source)
    assert [row[0] for row in told_windows] == [
        midnight + n * HOUR for n in range(hours)
    ]
    assert [row[2] for row in told_windows] == pytest.approx(
        [price / 1000 for price in prices], abs=6e-6
    )


async def test_green_planet(
    hass: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Three days in one answer; the next 24 hours of it."""
    told = recorded("green_planet_2026-02-20")
    aioclient_mock.post("https://mein.green-planet-energy.de/p2", json=told)
    berlin = ZoneInfo("Europe/Berlin")
    await hass.config.async_set_time_zone("Europe/Berlin")
    now = datetime(2026, 2, 21, 10, tzinfo=berlin).astimezone(UTC)
    freezer.move_to(now)
    await set_up("green_planet_energy")
    offer = await only_offer(hass, family="green_planet_energy")
    starts = [
        datetime.strptime(text, "%d.%m.%y, %H:%M Uhr")
        .replace(tzinfo=berlin)
        .astimezone(UTC)
        for text in told["result"]["datum"]
    ]
    same(
        await read(hass, offer.source),
        [
            (start, start + QUARTER, float(price) / 100)
            for start, price in zip(starts, told["result"]["wert"], strict=True)
            if now <= start < now + 24 * HOUR
        ],
    )


async def test_zonneplan(
    amsterdam: HomeAssistant,
    set_up: SetUp,
    aioclient_mock: AiohttpClientMocker,
    freezer: FrozenDateTimeFactory,
) -> None:
    """An hour and the next of an afternoon, tax included."""
    chart = recorded("zonneplan_2026-08-29")
    base = "https://app-api.zonneplan.nl"
    aioclient_mock.get(f"{base}/user-accounts/me", json={"data": account()})
    aioclient_mock.get(
        re.compile(f"{base}/api/consumer-prices/.*"), json={"data": chart}
    )
    usage = {"measurement_groups": [], "contracts": []}
    aioclient_mock.get(re.compile(f"{base}/connections/.*"), json={"data": usage})
    now = datetime(2026, 8, 29, 14, 10, tzinfo=UTC)
    freezer.move_to(now)
    token = {
        "access_token": "t",
        "refresh_token": "r",
        "expires_at": (now + timedelta(days=9)).isoformat(),
    }
    await set_up("zonneplan", {"email": "e@example.org", "token": token})
    offer = await only_offer(amsterdam, kind="entity")
    rows = {at(row["start_date"]): row for row in chart["chart"]["series"]["prices"]}
    hour = now.replace(minute=0)
    same(
        await read(amsterdam, offer.source),
        [
            (start, start + HOUR, rows[start]["price_tax_included"]["amount"] / 1e7)
            for start in (hour, hour + HOUR)
        ],
    )


async def test_states_of_amber(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Five minutes and half hours that begin a second late, with negative prices."""
    freezer.move_to("2025-11-11T11:27:00+00:00")
    entry = MockConfigEntry(domain="amberelectric")
    entry.add_to_hass(hass)
    ids = []
    forecast, price = recorded("amber_2025-11-11")
    for name, state in (("forecast", forecast), ("price", price)):
        entity = er.async_get(hass).async_get_or_create(
            "sensor", "amberelectric", name, config_entry=entry
        )
        hass.states.async_set(entity.entity_id, state["state"], state["attributes"])
        ids.append(entity.entity_id)
    offer = await only_offer(hass, entity_id=ids[0])
    rows = [price["attributes"], *forecast["attributes"]["forecasts"]]
    same(
        await read(hass, offer.source),
        [
            (
                at(row["start_time"]) - timedelta(seconds=1),
                at(row["end_time"]),
                row["per_kwh"],
            )
            for row in rows
        ],
    )


async def test_states_of_entso_e(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Quarters of two days with a space in their times, beside a state that is a mean."""
    await hass.config.async_set_time_zone("Europe/Helsinki")
    hass.config.currency = "EUR"
    freezer.move_to("2025-10-28T18:00:00+02:00")
    state = recorded("entsoe_2025-10-28")
    attributes = {**state["attributes"], "unit_of_measurement": "EUR/kWh"}
    hass.states.async_set("sensor.entsoe", state["state"], attributes)
    offer = await only_offer(hass, entity_id="sensor.entsoe")
    rows = [*attributes["prices_today"], *attributes["prices_tomorrow"]]
    same(
        await read(hass, offer.source),
        [(at(row["time"]), at(row["time"]) + QUARTER, row["price"]) for row in rows],
    )


async def test_states_of_nord_pool_of_hacs(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Cents of two days, some below nothing, beside plain lists of the same."""
    await hass.config.async_set_time_zone("Europe/Helsinki")
    freezer.move_to("2024-07-13T18:00:00+03:00")
    state = recorded("nord_pool_hacs_2024-07-13")
    hass.states.async_set("sensor.nordpool", state["state"], state["attributes"])
    offer = await only_offer(hass, entity_id="sensor.nordpool")
    rows = [*state["attributes"]["raw_today"], *state["attributes"]["raw_tomorrow"]]
    same(
        await read(hass, offer.source),
        [(at(row["start"]), at(row["end"]), row["value"] / 100) for row in rows],
    )


async def test_states_of_stromligning(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Today in a sensor, tomorrow in a binary sensor."""
    await hass.config.async_set_time_zone("Europe/Copenhagen")
    freezer.move_to("2026-04-01T18:00:00+02:00")
    entry = MockConfigEntry(domain="stromligning")
    entry.add_to_hass(hass)
    days = recorded("stromligning_2026-04-01")
    names = (
        ("sensor", "current_price_vat"),
        ("binary_sensor", "tomorrow_available_vat"),
    )
    ids = []
    for (domain, name), state in zip(names, days, strict=True):
        entity = er.async_get(hass).async_get_or_create(
            domain, "stromligning", name, config_entry=entry, translation_key=name
        )
        hass.states.async_set(entity.entity_id, state["state"], state["attributes"])
        ids.append(entity.entity_id)
    same(
        await read(hass, {"kind": "entity", "entity_id": ids[0]}),
        [
            (at(row["start"]), at(row["end"]), row["price"])
            for state in days
            for row in state["attributes"]["prices"]
        ],
    )
