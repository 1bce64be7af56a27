"""Tesla's cars by Tesla Fleet, polled, and by Teslemetry, streamed; in the shapes of their APIs."""

import json
from typing import Any

import jwt
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import (
    AiohttpClientMocker,
)
from teslemetry_stream.const import Signal

from homeassistant.core import HomeAssistant

from .conftest import Home
from .network import Stream, answering
from custom_components.hushwatt.vocabulary import ApplianceStatus

VIN = "LRW3F7FS9PC000001"
FLEET = "https://fleet-api.prd.eu.vn.cloud.tesla.com/api/1"
PLACE = {"latitude": 52.37, "longitude": 4.89}
SCOPES = ["openid", "offline_access", "vehicle_device_data", "vehicle_location"]
PRODUCT = {
    "id": 1234,
    "vehicle_id": 1234,
    "vin": VIN,
    "color": None,
    "access_type": "OWNER",
    "display_name": "Model 3",
    "option_codes": None,
    "granular_access": {"hide_private": False},
    "tokens": ["abc", "def"],
    "state": "online",
    "in_service": False,
    "id_s": "1234",
    "calendar_enabled": True,
    "api_version": 82,
    "backseat_token": None,
    "backseat_token_updated_at": None,
    "command_signing": "off",
    "release_notes_supported": True,
}


class Fleet:
    """Tesla's own cloud, with one car."""

    def __init__(self, mock: AiohttpClientMocker) -> None:
        """Answer for a car that is at home and not plugged in."""
        self.state = "online"
        self.charge: dict[str, Any] = {
            "battery_heater_on": False,
            "battery_level": 52,
            "battery_range": 165.9,
            "charge_current_request": 16,
            "charge_current_request_max": 16,
            "charge_enable_request": True,
            "charge_energy_added": 0,
            "charge_limit_soc": 80,
            "charge_limit_soc_max": 100,
            "charge_limit_soc_min": 50,
            "charge_limit_soc_std": 80,
            "charge_port_door_open": False,
            "charge_port_latch": "Engaged",
            "charge_rate": 0,
            "charger_actual_current": 0,
            "charger_phases": None,
            "charger_power": 0,
            "charger_voltage": 2,
            "charging_state": "Disconnected",
            "conn_charge_cable": "<invalid>",
            "minutes_to_full_charge": 0,
            "scheduled_charging_mode": "Off",
            "scheduled_charging_pending": False,
            "scheduled_charging_start_time": None,
            "time_to_full_charge": 0,
            "timestamp": 1795000000000,
            "usable_battery_level": 52,
        }
        self.place = dict(PLACE)
        mock.get(f"{FLEET}/products", side_effect=answering(self.products))
        mock.get(f"{FLEET}/vehicles/{VIN}", side_effect=answering(self.vehicle))
        mock.get(
            f"{FLEET}/vehicles/{VIN}/vehicle_data", side_effect=answering(self.data)
        )

    def products(self) -> Any:
        """Return what the account has."""
        return {"response": [dict(PRODUCT)], "count": 1}

    def vehicle(self) -> Any:
        """Tell whether the car sleeps."""
        return {"response": {**PRODUCT, "state": self.state}}

    def data(self) -> Any:
        """Return all that the car tells."""
        vehicle = {
            **PRODUCT,
            "charge_state": self.charge,
            "climate_state": {"inside_temp": 14.1, "outside_temp": 8, "is_climate_on": False},
            "drive_state": {
                "active_route_latitude": None,
                "gps_as_of": 1795000000,
                "heading": 90,
                "power": 0,
                "shift_state": None,
                "speed": None,
                "timestamp": 1795000000000,
                **self.place,
            },
            "vehicle_config": {"car_type": "model3", "charge_port_type": "CCS", "rhd": False},
            "vehicle_state": {"car_version": "2026.36.3", "locked": True, "odometer": 9000, "timestamp": 1795000000000},
        }  # fmt: skip
        return {"response": vehicle}


@pytest.fixture
def fleet(aioclient_mock: AiohttpClientMocker) -> Fleet:
    """Return Tesla's cloud."""
    return Fleet(aioclient_mock)


async def test_a_car_is_polled_through_an_evening(home: Home, fleet: Fleet) -> None:
    """Unplugged, plugged in, charging, charging in name only, full and asleep, away."""
    await home.hass.config.async_update(**PLACE)
    claims = {"sub": "me", "aud": [], "scp": SCOPES, "ou_code": "EU"}
    token = {"access_token": jwt.encode(claims, key="k" * 32)}
    entry = await home.sign_in("tesla_fleet", token, unique_id="me")
    form = {"battery_size": 60, "charge_power": 11}
    await home.own("Car", device_id=home.device(entry), **form)

    async def become(state: str, **charge: Any) -> str:
        """Change what the car tells, let it be asked, and return what is heard."""
        fleet.charge |= {"charging_state": state, **charge}
        await home.wait(11)
        return await home.hear()

    assert "But the car is not ready. Plug it in first." in await home.hear()
    answer = await become("Stopped")
    # From 52 % to the limit of 80 % that the car itself is set to.
    appliance, _ = await home.read()
    assert (appliance.energy, appliance.duration) == (16.8, 92)
    assert answer.startswith("Later: charge the car tonight at 00:00")
    charging = await become("Charging", charger_power=11, minutes_to_full_charge=95)
    assert (
        charging == "No need: the car is already running and should be done at 20:27."
    )
    await become("Charging", charger_power=0, minutes_to_full_charge=0)
    await home.wait(11)
    assert await home.status() is ApplianceStatus.READY
    full = await become("Complete", battery_level=80)
    assert full == "No need: the car has finished."
    fleet.state = "asleep"
    await home.wait(11)
    assert await home.hear() == full
    fleet.state, fleet.place = "online", {"latitude": 51.0, "longitude": 5.0}
    away = await become("Charging", charger_power=150, battery_level=40)
    assert "But the car is not ready. Plug it in first." in away


class Telemetry:
    """Teslemetry's cloud, which streams what one car tells."""

    def __init__(self, mock: AiohttpClientMocker) -> None:
        """Answer for a car that streams."""
        self.events = Stream()
        fields = {signal.value: {"interval_seconds": 60} for signal in Signal}
        metadata = {
            "uid": "abc-123",
            "region": "EU",
            "scopes": SCOPES,
            "vehicles": {
                VIN: {
                    "access": True,
                    "polling": False,
                    "proxy": True,
                    "firmware": "2026.36.3",
                    "discounted": False,
                    "fleet_telemetry": "1.0.2",
                    "name": "Model 3",
                    "config": {},
                }
            },
            "energy_sites": {},
        }
        for host in ("api", "eu"):
            url = f"https://{host}.teslemetry.com"
            mock.get(f"{url}/api/metadata", side_effect=answering(lambda: metadata))
            mock.get(f"{url}/api/1/products", side_effect=answering(lambda: {"response": [dict(PRODUCT)], "count": 1}))  # fmt: skip
            mock.get(f"{url}/api/config/{VIN}", side_effect=answering(lambda: {"fields": fields}))  # fmt: skip
            mock.patch(f"{url}/api/config/{VIN}", side_effect=answering(lambda: {"response": {"updated_vehicles": 1}}))  # fmt: skip
            mock.get(f"{url}/sse", side_effect=self.events.answer)

    def tell(self, **data: Any) -> None:
        """Stream what has changed."""
        event = {"vin": VIN, "data": data, "createdAt": "2026-11-17T17:30:00.000Z"}
        self.events.tell(f"data: {json.dumps(event)}")


@pytest.fixture
def telemetry(hass: HomeAssistant, aioclient_mock: AiohttpClientMocker) -> Telemetry:
    """Return Teslemetry's cloud; of its local ways, Bluetooth is not there."""
    hass.config.components.add("bluetooth_adapters")
    return Telemetry(aioclient_mock)


async def test_a_car_streams_through_an_evening(
    home: Home, telemetry: Telemetry
) -> None:
    """What it has not told yet is not known; then as for the one that is polled."""
    entry = await home.sign_in("teslemetry", unique_id="abc-123", version=2)
    form = {"battery_size": 60, "charge_power": 11}
    await home.own("Car", device_id=home.device(entry), **form)
    assert await home.status() is ApplianceStatus.UNKNOWN
    assert (await home.ask())["reason"] == "unknown_figures"

    async def become(state: str, **data: Any) -> str:
        """Stream what the car tells, and return what is heard."""
        telemetry.tell(DetailedChargeState=f"DetailedChargeState{state}", **data)
        await home.settle()
        return await home.hear()

    unplugged = await become("Disconnected", BatteryLevel=52.0, ChargeLimitSoc=80)
    assert "But the car is not ready. Plug it in first." in unplugged
    appliance, _ = await home.read()
    assert (appliance.energy, appliance.duration) == (16.8, 92)
    stopped = await become("Stopped")
    assert stopped.startswith("Later: charge the car tonight at 00:00")
    charging = await become("Charging", ACChargingPower=10.9, TimeToFullCharge=1.5)
    assert (
        charging == "No need: the car is already running and should be done at 20:00."
    )
    full = await become("Complete", ACChargingPower=0, BatteryLevel=80)
    assert full == "No need: the car has finished."
