"""Ohme, its network answered in the shape of its cloud's API."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from .conftest import Home
from .network import answering
from custom_components.hushwatt.vocabulary import ApplianceStatus

API = "https://api.ohme.io/v1"


class Cloud:
    """The cloud of a charger."""

    def __init__(self, mock: AiohttpClientMocker) -> None:
        """Answer for a charger with no car at it."""
        self.rule = {"id": "rule", "targetPercent": 80, "targetTime": 25200, "preconditioningEnabled": False}  # fmt: skip
        self.session: dict[str, Any] = {
            "mode": "DISCONNECTED",
            "power": None,
            "batterySoc": None,
            "car": None,
            "chargerStatus": {"online": True},
            "allSessionSlots": [],
        }
        account = {
            "cars": [
                {"id": "car", "name": "Zoe", "batterySizeWh": 52000, "model": None}
            ],
            "userSettings": {"chargeSettings": [{"enabled": False, "value": 0}]},
            "chargeDevices": [
                {
                    "id": "chargerid",
                    "modelTypeDisplayName": "Ohme Home Pro",
                    "firmwareVersionLabel": "v2.65",
                    "modelCapabilities": {
                        "pauseResume": True,
                        "buttonsLockable": True,
                        "solarModes": [],
                        "stealth": True,
                        "plugsRequireApprovalMode": True,
                        "cloudCTSupport": False,
                    },
                    "optionalSettings": {"solarMode": "IGNORE"},
                }
            ],
            "tariff": None,
        }
        mock.post(
            "https://www.googleapis.com/identitytoolkit/v3/relyingparty/verifyPassword",
            json={"idToken": "a.e30=.c", "refreshToken": "again"},
        )
        mock.post("https://securetoken.googleapis.com/v1/token", json={"id_token": "a.e30=.c", "refresh_token": "again"})  # fmt: skip
        mock.get(f"{API}/users/me/account", json=account)
        mock.get(f"{API}/chargeSessions", side_effect=answering(lambda: [self.session]))
        mock.get(f"{API}/chargeSessions/nextSessionInfo", json={"rule": self.rule})

    def become(self, mode: str, **session: Any) -> None:
        """Change the session."""
        self.session |= {"mode": mode, "appliedRule": self.rule, **session}


@pytest.fixture
def cloud(aioclient_mock: AiohttpClientMocker) -> Cloud:
    """Return the cloud."""
    return Cloud(aioclient_mock)


async def own(home: Home) -> None:
    """Set core's integration up and give its charger to Hushwatt."""
    entry = await home.set_up(
        "ohme", {"email": "me@example.com", "password": "secret"}, unique_id="me"
    )
    form = {"battery_size": 52, "charge_power": 7.4}
    await home.own("Car", device_id=home.device(entry), **form)


async def test_a_car_that_is_not_there_has_no_battery_to_fill(
    home: Home, cloud: Cloud
) -> None:
    """The cloud calls it empty; what it misses is asked for, not guessed."""
    await own(home)
    appliance, _ = await home.read()
    assert appliance.energy is None
    response = await home.ask()
    assert response["reason"] == "unknown_figures"
    assert "Plug it in first." in response["answer"]


async def test_a_car_is_charged_to_the_charger_s_own_target(
    home: Home, cloud: Cloud
) -> None:
    """From what it has to that, at the power of the form or the measured one."""
    await own(home)
    cloud.become("SMART_CHARGE", car={"batterySoc": {"percent": 35, "wh": 100}})
    await home.wait(2)
    appliance, _ = await home.read()
    assert appliance.energy == pytest.approx(0.45 * 52)
    assert appliance.duration == round(0.45 * 52 / 7.4 * 60)
    assert (await home.hear()).startswith("Later: charge the car tonight at 00:00")
    cloud.become("SMART_CHARGE", power={"watt": 7200, "amp": 31, "volt": 232})
    await home.wait(2)
    assert await home.hear() == (
        "No need: the car is already running and should be done at 21:49."
    )
    # Two hours on, what is missing is missing from then on.
    await home.wait(120)
    cloud.become("SMART_CHARGE", car={"batterySoc": {"percent": 62, "wh": 14000}})
    await home.wait(1)
    assert await home.hear() == (
        "No need: the car is already running and should be done at 21:53."
    )


@pytest.mark.parametrize(
    ("mode", "status", "words"),
    [
        ("PENDING_APPROVAL", ApplianceStatus.NOT_READY, "Get it ready first."),
        ("STOPPED", ApplianceStatus.READY, "Later: charge the car"),
        ("FINISHED_CHARGE", ApplianceStatus.FINISHED, "No need: the car has finished."),
    ],
)
async def test_what_else_a_charger_says(
    home: Home, cloud: Cloud, mode: str, status: ApplianceStatus, words: str
) -> None:
    """A charge that waits for its owner, one that was stopped, one that is done."""
    await own(home)
    cloud.become(mode, car={"batterySoc": {"percent": 35, "wh": 100}})
    await home.wait(2)
    assert await home.status() is status
    assert words in await home.hear()


async def test_a_battery_at_its_target_needs_nothing(home: Home, cloud: Cloud) -> None:
    """Whatever the charger calls it."""
    await own(home)
    cloud.become("SMART_CHARGE", car={"batterySoc": {"percent": 81, "wh": 100}})
    await home.wait(2)
    assert await home.hear() == "No need: the car has finished."
