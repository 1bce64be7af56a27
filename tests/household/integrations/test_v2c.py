"""V2C's Trydan, a charger on the local network, answered in the shape of its API."""

from typing import Any

import httpx
import pytest
import respx

from .conftest import Home
from custom_components.hushwatt.vocabulary import ApplianceStatus

HOST = "192.0.2.9"


class Charger:
    """The charger: its state, and what flows."""

    def __init__(self, mock: respx.MockRouter) -> None:
        """Answer for a charger with no car at it."""
        self.data: dict[str, Any] = {
            "ID": "ABC123",
            "ChargeState": 0,
            "ReadyState": 0,
            "ChargePower": 0,
            "VoltageInstallation": 230,
            "ChargeEnergy": 0,
            "SlaveError": 0,
            "ChargeTime": 0,
            "HousePower": 320,
            "FVPower": 0,
            "BatteryPower": 0,
            "Paused": 0,
            "Locked": 0,
            "Timer": 0,
            "Intensity": 16,
            "Dynamic": 0,
            "MinIntensity": 6,
            "MaxIntensity": 16,
            "PauseDynamic": 0,
            "FirmwareVersion": "2.1.7",
            "DynamicPowerMode": 2,
            "ContractedPower": 4600,
        }
        mock.get(f"http://{HOST}/RealTimeData").mock(side_effect=self.answer)
        mock.get(url__startswith=f"http://{HOST}/read/").respond(404)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Return what goes on now."""
        return httpx.Response(200, json=self.data)


@pytest.fixture
def charger(respx_mock: respx.MockRouter) -> Charger:
    """Return the charger."""
    return Charger(respx_mock)


async def plug_in(home: Home) -> None:
    """Set core's integration up and give its charger to Hushwatt."""
    entry = await home.set_up("v2c", {"host": HOST}, unique_id="ABC123")
    await home.own("Car", device_id=home.device(entry), duration=120, energy=14)


async def test_a_charger_is_read_through_an_evening(
    home: Home, charger: Charger
) -> None:
    """Unplugged, plugged in, charging, and charging in name only."""
    await plug_in(home)
    assert "But the car is not ready. Plug it in first." in await home.hear()
    charger.data["ChargeState"] = 1
    await home.wait(1)
    assert (await home.hear()).startswith("Later: charge the car tonight at 00:00")
    charger.data |= {"ChargeState": 2, "ChargePower": 7150}
    await home.wait(1)
    _, state = await home.read()
    assert (state.status, state.power) == (ApplianceStatus.RUNNING, 7.15)
    assert await home.hear() == (
        "No need: the car is already running and should be done at 20:32."
    )
    charger.data["ChargePower"] = 0
    await home.wait(1)
    assert await home.status() is ApplianceStatus.RUNNING
    await home.wait(6)
    assert await home.status() is ApplianceStatus.READY


async def test_a_charger_off_the_network_says_so(
    home: Home, charger: Charger, respx_mock: respx.MockRouter
) -> None:
    """And is planned for all the same."""
    await plug_in(home)
    respx_mock.get(f"http://{HOST}/RealTimeData").respond(500)
    await home.wait(1)
    answer = await home.hear()
    assert answer.startswith("Later: charge the car tonight at 00:00")
    assert "Home Assistant cannot reach it at the moment." in answer
