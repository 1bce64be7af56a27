"""A Home Assistant with what every door needs."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant, ServiceRegistry
from homeassistant.data_entry_flow import FlowManager
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from . import texts
from custom_components.hushwatt import flow_local
from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE

PRICES = "sensor.prices"


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return snapshots in the form that Home Assistant's own tests use."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


def price_rows() -> list[dict[str, Any]]:
    """Return a day of hourly prices, as price integrations write them."""
    return [
        {
            "start": f"2026-01-14T{hour:02}:00:00+01:00",
            "end": f"2026-01-14T{hour + 1:02}:00:00+01:00",
            "value": 0.1 + hour / 100,
        }
        for hour in range(23)
    ]


@pytest.fixture(autouse=True)
def no_browser_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is quick be quick."""
    monkeypatch.setattr(flow_local, "LISTENING_SECONDS", 0.0)


@pytest.fixture(autouse=True)
def every_text_is_there(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which a flow, an error or an issue showed a raw key."""
    missing: list[str] = []
    handle_step = FlowManager._async_handle_step
    call_action = ServiceRegistry.async_call
    raise_issue = ir.IssueRegistry.async_get_or_create

    async def handle(self: Any, flow: Any, step_id: str, *more: Any) -> Any:
        """Check what a step shows."""
        result = await handle_step(self, flow, step_id, *more)
        if (path := texts.flow_path(self, flow)) is not None:
            missing.extend(texts.check_result(path, step_id, result))
        return result

    async def call(self: Any, *more: Any, **named: Any) -> Any:
        """Check what an action fails with."""
        try:
            return await call_action(self, *more, **named)
        except HomeAssistantError as error:
            missing.extend(texts.check_error(error))
            raise

    def issue(self: Any, domain: str, issue_id: str, **details: Any) -> Any:
        """Check what an issue says."""
        if domain == DOMAIN:
            missing.extend(texts.check_issue(details))
        return raise_issue(self, domain, issue_id, **details)

    monkeypatch.setattr(FlowManager, "_async_handle_step", handle)
    monkeypatch.setattr(ServiceRegistry, "async_call", call)
    monkeypatch.setattr(ir.IssueRegistry, "async_get_or_create", issue)
    yield
    assert missing == []


@pytest.fixture(autouse=True)
async def core(hass: HomeAssistant, tmp_path: Path) -> None:
    """Set up what a running Home Assistant always has, in a folder of its own."""
    (tmp_path / ".storage").mkdir()
    hass.config.config_dir = str(tmp_path)
    assert await async_setup_component(hass, "homeassistant", {})


@pytest.fixture
def price_entity(hass: HomeAssistant) -> str:
    """Return an entity that carries a list of prices."""
    attributes = {
        "raw_today": price_rows(),
        "unit_of_measurement": "EUR/kWh",
        "friendly_name": "Prices",
    }
    hass.states.async_set(PRICES, "0.1", attributes)
    return PRICES


@pytest.fixture
async def entry(
    hass: HomeAssistant, price_entity: str
) -> AsyncIterator[MockConfigEntry]:
    """Return a home in built-in mode, loaded, without appliances."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Hushwatt",
        data={
            "mode": "built_in",
            "price_source": {"kind": "entity", "entity_id": price_entity},
        },
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    yield entry
    # A change of the entry starts it again.
    await hass.async_block_till_done()


EVENING = "2026-11-17T18:30:00+01:00"

TABLE: dict[str, Any] = {
    "kind": "table",
    "currency": "EUR",
    "prices": [
        {"from": "17:00", "to": "20:00", "price": 0.45},
        {"from": "20:00", "to": "00:00", "price": 0.22},
        {"from": "00:00", "to": "06:00", "price": 0.12},
        {"from": "06:00", "to": "17:00", "price": 0.25},
    ],
}
NOTES = (
    "The dishwasher must be done by 06:30.",
    "The dishwasher must not run after 22:30.",
)


def appliance(key: str, title: str, **data: Any) -> ConfigSubentryData:
    """Return an appliance whose subentry id is known."""
    return ConfigSubentryData(
        data=data,
        subentry_id=key,
        subentry_type=SUBENTRY_APPLIANCE,
        title=title,
        unique_id=None,
    )


def reference_home(**changes: Any) -> MockConfigEntry:
    """Return the entry of the reference home, with changes of its data or options."""
    options = changes.pop("options", {})
    return MockConfigEntry(
        domain=DOMAIN,
        title="Hushwatt",
        data={"mode": "built_in", "price_source": TABLE, **changes},
        options=options,
        subentries_data=[
            appliance(
                "dishwasher",
                "Dishwasher",
                duration=90,
                energy=1.2,
                aliases=["the dishes"],
                availability_entity="binary_sensor.dishwasher",
            ),
            appliance(
                "car",
                "Car",
                duration=120,
                energy=14.0,
                ready_by="07:00:00",
                availability_entity="binary_sensor.car",
            ),
            appliance(
                "vacuum",
                "Robot vacuum",
                duration=60,
                energy=0.05,
                availability_entity="binary_sensor.vacuum",
            ),
        ],
    )


async def start(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Load an entry and wait until all is quiet."""
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


@pytest.fixture
async def evening(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let it be half past six on the reference evening, the appliances as they are then."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(EVENING)
    hass.states.async_set("binary_sensor.dishwasher", "on")
    hass.states.async_set("binary_sensor.car", "on")
    hass.states.async_set("binary_sensor.vacuum", "off")


@pytest.fixture
async def home(hass: HomeAssistant, evening: None) -> AsyncIterator[MockConfigEntry]:
    """Return the reference home in built-in mode, loaded, its notes read."""
    entry = reference_home()
    await start(hass, entry)
    for note in NOTES:
        await entry.runtime_data.notes.async_add(note)
    await settle(hass)
    yield entry
    await hass.async_block_till_done()


async def settle(hass: HomeAssistant) -> None:
    """Let everything that is due soon happen: notes are read, the plan is made again."""
    for _ in range(3):
        await hass.async_block_till_done(wait_background_tasks=True)
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=2))
    await hass.async_block_till_done(wait_background_tasks=True)
