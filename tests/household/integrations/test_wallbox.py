"""Wallbox, its network answered in the shape of its cloud's API."""

from typing import Any

import pytest
import requests_mock

from .conftest import EVENING, Home
from custom_components.hushwatt.vocabulary import ApplianceStatus

DISCONNECTED = 0
PAUSED = 178
SCHEDULED = 179
WAITING_FOR_CAR = 180
CHARGING = 194
LOCKED = 210


class Cloud:
    """The cloud of a charger."""

    def __init__(self, mock: requests_mock.Mocker) -> None:
        """Answer for a charger with no car at it."""
        self.status: dict[str, Any] = {
            "charging_power": 0,
            "max_available_power": 16,
            "charging_speed": 0,
            "added_range": 0,
            "added_energy": 0,
            "added_green_energy": 0,
            "added_discharged_energy": 0,
            "added_grid_energy": 0,
            "charging_time": 0,
            "finished": False,
            "cost": 0,
            "current_mode": 3,
            "preventive_discharge": False,
            "state_of_charge": None,
            "status_id": DISCONNECTED,
            "last_sync": "2026-11-17 17:29:31",
            "name": "Pulsar Plus SN 312345",
            "config_data": {
                "charger_id": 312345,
                "locked": 0,
                "max_charging_current": 16,
                "icp_max_current": 0,
                "energy_price": 0.25,
                "currency": {"id": 1, "name": "Euro Member Countries", "symbol": "€", "code": "EUR"},
                "serial_number": "312345",
                "part_number": "PLP1-0-2-4-9-002-E",
                "software": {"updateAvailable": False, "currentVersion": "6.7.1", "latestVersion": "6.7.1"},
                "plan": {"plan_name": "Basic", "features": []},
            },
        }  # fmt: skip
        token = {
            "token": "token",
            "refresh_token": "again",
            "ttl": (EVENING.timestamp() + 86400) * 1000,
            "refresh_token_ttl": (EVENING.timestamp() + 864000) * 1000,
            "user_id": "1",
            "error": False,
            "status": 200,
        }
        mock.get(
            "https://user-api.wall-box.com/users/signin",
            json={"data": {"type": "signin", "id": "1", "attributes": token}},
        )
        mock.get(
            "https://api.wall-box.com/chargers/status/312345",
            json=lambda request, context: self.status,
        )


@pytest.fixture
def cloud(requests_mock: requests_mock.Mocker) -> Cloud:
    """Return the cloud."""
    return Cloud(requests_mock)


async def test_a_charger_is_read_through_an_evening(home: Home, cloud: Cloud) -> None:
    """Unplugged, waiting, charging, charging in name only, scheduled, locked, broken."""
    entry = await home.set_up(
        "wallbox",
        {"username": "me", "password": "secret", "station": "312345"},
        unique_id="312345",
    )
    await home.own("Car", device_id=home.device(entry), duration=120, energy=14)

    async def become(status: int, power: float = 0, minutes: float = 2) -> None:
        """Change what the cloud says, and let it be asked."""
        cloud.status |= {"status_id": status, "charging_power": power}
        await home.wait(minutes)
        await home.hass.async_block_till_done(wait_background_tasks=True)

    assert "But the car is not ready. Plug it in first." in await home.hear()
    await become(WAITING_FOR_CAR)
    assert (await home.hear()).startswith("Later: charge the car tonight at 00:00")
    await become(CHARGING, 7.3)
    _, state = await home.read()
    assert (state.status, state.power) == (ApplianceStatus.RUNNING, 7.3)
    assert await home.hear() == (
        "No need: the car is already running and should be done at 20:34."
    )
    await become(CHARGING)
    assert await home.status() is ApplianceStatus.RUNNING
    await become(CHARGING, minutes=6)
    assert await home.status() is ApplianceStatus.READY
    await become(PAUSED)
    assert await home.status() is ApplianceStatus.READY
    await become(SCHEDULED)
    assert await home.hear() == "Later: the car already has a delayed start set."
    await become(LOCKED)
    assert "But the car is not ready. Get it ready first." in await home.hear()


async def test_the_battery_that_few_cars_tell_is_used(home: Home, cloud: Cloud) -> None:
    """With the size from the form it says what is missing."""
    cloud.status |= {"status_id": WAITING_FOR_CAR, "state_of_charge": 55}
    entry = await home.set_up(
        "wallbox",
        {"username": "me", "password": "secret", "station": "312345"},
        unique_id="312345",
    )
    form = {"battery_size": 60, "battery_target": "80", "charge_power": 7.5}
    await home.own("Car", device_id=home.device(entry), **form)
    appliance, _ = await home.read()
    assert (appliance.energy, appliance.duration) == (15, 120)
