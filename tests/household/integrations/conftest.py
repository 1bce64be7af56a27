"""A home with one appliance, whose device a real integration of core provides."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from homeassistant.components.application_credentials import (
    ClientCredential,
    async_import_client_credential,
)
from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE
from custom_components.hushwatt.household.appliances import async_read_appliances
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus,
)

EVENING: Final = datetime.fromisoformat("2026-11-17T18:30:00+01:00")
_PRICES: Final = [
    {"from": "17:00", "to": "20:00", "price": 0.45},
    {"from": "20:00", "to": "00:00", "price": 0.22},
    {"from": "00:00", "to": "06:00", "price": 0.12},
    {"from": "06:00", "to": "17:00", "price": 0.25},
]


@dataclass
class Home:
    """A home in built-in mode on the reference evening, and a person in it."""

    hass: HomeAssistant
    freezer: FrozenDateTimeFactory
    entries: list[MockConfigEntry] = field(default_factory=list)

    async def set_up(
        self, domain: str, data: Mapping[str, Any] | None = None, **more: Any
    ) -> MockConfigEntry:
        """Set a real integration up, and see that it is."""
        entry = MockConfigEntry(domain=domain, data=dict(data or {}), **more)
        entry.add_to_hass(self.hass)
        self.entries.append(entry)
        assert await async_setup_component(self.hass, domain, {})
        await self.hass.async_block_till_done()
        assert entry.state is ConfigEntryState.LOADED, entry.reason
        return entry

    async def sign_in(
        self, domain: str, token: Mapping[str, Any] | None = None, **more: Any
    ) -> MockConfigEntry:
        """Set up an integration whose cloud wants OAuth, with a token that holds."""
        assert await async_setup_component(self.hass, "application_credentials", {})
        await async_import_client_credential(
            self.hass, domain, ClientCredential("client", "secret"), domain
        )
        data = {
            "auth_implementation": domain,
            "token": {
                "access_token": "token",
                "refresh_token": "again",
                "token_type": "Bearer",
                "expires_in": 86400,
                "expires_at": EVENING.timestamp() + 86400,
                **(token or {}),
            },
        }
        return await self.set_up(domain, data | more.pop("data", {}), **more)

    def device(self, entry: MockConfigEntry, name: str | None = None) -> str:
        """Return the id of the device of an entry, by its name if it has several."""
        devices = [
            device
            for device in dr.async_entries_for_config_entry(
                dr.async_get(self.hass), entry.entry_id
            )
            if name is None or device.name == name
        ]
        assert len(devices) == 1, [device.name for device in devices]
        return devices[0].id

    def entity(self, device_id: str, key: str, domain: str = "sensor") -> str:
        """Return the entity of a device with a translation key."""
        found = [
            entry.entity_id
            for entry in er.async_entries_for_device(
                er.async_get(self.hass), device_id, include_disabled_entities=True
            )
            if entry.translation_key == key and entry.domain == domain
        ]
        assert len(found) == 1, found
        return found[0]

    async def own(
        self,
        name: str,
        *,
        beside: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        **form: Any,
    ) -> None:
        """Add an appliance to Hushwatt, as its form does, another beside it, and load it."""
        forms = {"appliance": (name, form)}
        if beside is not None:
            forms["beside"] = ("Dishwasher", beside)
        entry = MockConfigEntry(
            domain=DOMAIN,
            title="Hushwatt",
            data={
                "mode": "built_in",
                "price_source": {
                    "kind": "table",
                    "prices": _PRICES,
                    "currency": "EUR",
                },
            },
            options=dict(options or {}),
            subentries_data=[
                ConfigSubentryData(
                    data=dict(data),
                    subentry_id=subentry_id,
                    subentry_type=SUBENTRY_APPLIANCE,
                    title=title,
                    unique_id=None,
                )
                for subentry_id, (title, data) in forms.items()
            ],
        )
        entry.add_to_hass(self.hass)
        self.entries.append(entry)
        assert await self.hass.config_entries.async_setup(entry.entry_id)
        await self.hass.async_block_till_done()

    async def read(self) -> tuple[Appliance, ApplianceState]:
        """Return the appliance, and what it is doing."""
        (entry,) = self.hass.config_entries.async_entries(DOMAIN)
        now = dt_util.utcnow()
        appliances, states = await async_read_appliances(self.hass, entry, now)
        appliance = appliances[0]
        return appliance, states[appliance.id]

    async def ask(self, language: str = "en", appliance: str = "appliance") -> Any:
        """Return the response to whether an appliance should run now or later."""
        return await self.hass.services.async_call(
            DOMAIN,
            "recommend",
            {"appliance": appliance, "language": language},
            blocking=True,
            return_response=True,
        )

    async def hear(self, language: str = "en") -> str:
        """Return what a person hears to that question."""
        answer: str = (await self.ask(language))["answer"]
        return answer

    async def status(self) -> ApplianceStatus:
        """Return what the appliance is doing, in a word."""
        return (await self.read())[1].status

    async def settle(self) -> None:
        """Let what has arrived be taken in; the clock stands still meanwhile."""
        for _ in range(20):
            await asyncio.sleep(0)
        await self.hass.async_block_till_done()

    async def wait(self, minutes: float) -> None:
        """Let time pass, and happen what is due then."""
        self.freezer.tick(timedelta(minutes=minutes))
        async_fire_time_changed(self.hass, dt_util.utcnow())
        await self.settle()


type MakeHome = Callable[[], Awaitable[Home]]


@pytest.fixture
async def home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path
) -> AsyncIterator[Home]:
    """Return a home in the Netherlands at half past six in the evening."""
    (tmp_path / ".storage").mkdir()
    hass.config.config_dir = str(tmp_path)
    await hass.config.async_update(
        time_zone="Europe/Amsterdam", currency="EUR", country="NL"
    )
    freezer.move_to(EVENING)
    assert await async_setup_component(hass, "homeassistant", {})
    home = Home(hass, freezer)
    yield home
    for entry in reversed(home.entries):
        if entry.state is ConfigEntryState.LOADED:
            assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
