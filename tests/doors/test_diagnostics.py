"""Diagnostics and system health: kinds, counts and times, and no word of the home."""

import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    get_system_health_info,
)
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .conftest import NOTES, reference_home, settle, start
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.privacy.ledger import Ledger
from stand_ins.faults import Fault
from stand_ins.ollama import GEMMA, OllamaStandIn

CLOUD = {
    "provider": "azure",
    "api_key": "key-0123456789",
    "model": "grandmas-planner",
    "effort": "low",
    "endpoint": "https://grandma.openai.azure.com",
}
# What no diagnostics may hold: names, notes, keys, addresses, ids of the home.
PRIVATE = (
    "ishwasher",
    "acuum",
    "the dishes",
    "binary_sensor",
    "key-0123456789",
    "grandma",
    "gpu-box",
    "Berlin",
    *NOTES,
)


async def test_the_diagnostics_of_the_reference_home(
    hass: HomeAssistant,
    home: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    snapshot: SnapshotAssertion,
) -> None:
    """All that they hold."""
    found = await get_diagnostics_for_config_entry(hass, hass_client, home)
    assert found == snapshot


async def test_diagnostics_hold_nothing_private(
    hass: HomeAssistant,
    evening: None,
    socket_enabled: None,
    hass_client: ClientSessionGenerator,
) -> None:
    """With every part of an entry filled with what is private."""
    entry = reference_home(
        mode="hybrid",
        local={
            "url": "http://gpu-box:11434",
            "model": "grandmas-gemma",
            "tokens_per_second": 12.5,
            "seconds": 120,
        },
        cloud=CLOUD,
        options={
            "hand_off_agent": "conversation.grandma",
            "power_limit": 11.0,
            "solar_entities": ["sensor.grandmas_roof"],
        },
    )
    await start(hass, entry)
    for note in (*NOTES, "The car must be done by 6:30."):
        await entry.runtime_data.notes.async_add(note)
    await settle(hass)
    found: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    told = json.dumps(found)
    assert [word for word in PRIVATE if word in told] == []
    assert found["notes"]["all"] == 3
    assert found["local"] == {
        "default_model": False,
        "at_home": True,
        "tokens_per_second": 12.5,
        "seconds": 120,
    }
    assert found["cloud"] == {
        "provider": "azure",
        "model": None,
        "effort": "low",
        "own_address": True,
    }
    assert found["options"] == {"power_limit": 11.0}


async def test_diagnostics_of_a_home_without_prices_and_ledger(
    hass: HomeAssistant,
    evening: None,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is not known is said to be so."""

    async def fail(self: Ledger) -> None:
        """Fail as a disk does."""
        raise OSError

    monkeypatch.setattr(Ledger, "month", fail)
    entry = reference_home(price_source={"kind": "entity", "entity_id": "sensor.gone"})
    await start(hass, entry)
    found: Any = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    assert found["prices"] == {"kind": "entity", "family": None, "windows": 0}
    assert found["ledger"] is None


async def test_system_health_of_the_reference_home(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """What the system page shows."""
    assert await async_setup_component(hass, "system_health", {})
    info = await get_system_health_info(hass, DOMAIN)
    until = info.pop("prices_until")
    assert until > home.runtime_data.reader.last.now
    assert info == {
        "mode": "built_in",
        "appliances": 3,
        "notes": 2,
        "cloud_calls": 0,
        "blocked_sends": 0,
    }


async def test_system_health_asks_the_server_at_home_and_nobody_else(
    hass: HomeAssistant, evening: None, loopback: None
) -> None:
    """It says whether it answers, and how not."""
    async with OllamaStandIn(models=(GEMMA,)) as server:
        entry = reference_home(
            mode="local", local={"url": server.url, "model": "gemma4:e4b"}
        )
        await start(hass, entry)
        assert await async_setup_component(hass, "system_health", {})
        info = await get_system_health_info(hass, DOMAIN)
        assert await info["local_model"] == "ok"
        await server.fail(Fault.REFUSED)
        info = await get_system_health_info(hass, DOMAIN)
        assert await info["local_model"] == {
            "type": "failed",
            "error": "unreachable",
        }
        assert await hass.config_entries.async_unload(entry.entry_id)


async def test_system_health_without_a_loaded_home_is_empty(
    hass: HomeAssistant,
) -> None:
    """It is registered with the component."""
    assert await async_setup_component(hass, DOMAIN, {})
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    assert await get_system_health_info(hass, DOMAIN) == {}


async def test_system_health_of_a_home_whose_ledger_is_gone(
    hass: HomeAssistant,
    evening: None,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It leaves out what it does not know."""

    async def fail(self: Ledger) -> None:
        """Fail as a disk does."""
        raise OSError

    monkeypatch.setattr(Ledger, "month", fail)
    await start(hass, reference_home())
    assert await async_setup_component(hass, "system_health", {})
    info = await get_system_health_info(hass, DOMAIN)
    assert "cloud_calls" not in info
