"""Miele, its network answered in the shape of its third-party API."""

from datetime import timedelta
import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from .conftest import EVENING, Home
from .network import Stream, answering
from custom_components.hushwatt.vocabulary import ApplianceStatus, Source

API = "https://api.mcs3.miele.com/v1/devices"
SERIAL = "000123456789"
OFF, ON, PROGRAMMED, WAITING, IN_USE, PAUSE, ENDED = range(1, 8)
NOT_CONNECTED = 255


class Cloud:
    """The cloud of a washing machine."""

    def __init__(self, mock: AiohttpClientMocker) -> None:
        """Answer for a machine that is on."""
        self.events = Stream()
        self.state: dict[str, Any] = {
            "ProgramID": {"value_raw": 1, "value_localized": "Cottons", "key_localized": "Program name"},
            "status": {"value_raw": ON, "value_localized": "On", "key_localized": "status"},
            "programType": {"value_raw": 1, "value_localized": "Own programme", "key_localized": "Program type"},
            "programPhase": {"value_raw": 256, "value_localized": "", "key_localized": "Program phase"},
            "remainingTime": [0, 0],
            "startTime": [0, 0],
            "targetTemperature": [{"value_raw": -32768, "value_localized": None, "unit": "Celsius"}],
            "coreTargetTemperature": [],
            "temperature": [{"value_raw": -32768, "value_localized": None, "unit": "Celsius"}],
            "coreTemperature": [],
            "signalInfo": False,
            "signalFailure": False,
            "signalDoor": False,
            "remoteEnable": {"fullRemoteControl": True, "smartGrid": False, "mobileStart": True},
            "ambientLight": None,
            "light": None,
            "elapsedTime": [0, 0],
            "spinningSpeed": {"unit": "rpm", "value_raw": 1600, "value_localized": "1600", "key_localized": "Spin speed"},
            "dryingStep": {"value_raw": None, "value_localized": "", "key_localized": "Drying level"},
            "ventilationStep": {"value_raw": None, "value_localized": "", "key_localized": "Fan level"},
            "plateStep": [],
            "ecoFeedback": None,
            "batteryLevel": None,
        }  # fmt: skip
        mock.get(f"{API}/all/events", side_effect=self.events.answer)
        mock.get(f"{API}/{SERIAL}/actions", json={"processAction": [1], "powerOn": False, "powerOff": True})  # fmt: skip
        mock.get(f"{API}/fillingLevels", json=[])
        mock.get(API, side_effect=answering(self.answer))

    def answer(self) -> Any:
        """Return all devices."""
        device = {
            "ident": {
                "type": {
                    "key_localized": "Device type",
                    "value_raw": 1,
                    "value_localized": "Washing machine",
                },
                "deviceName": "",
                "protocolVersion": 4,
                "deviceIdentLabel": {
                    "fabNumber": SERIAL,
                    "fabIndex": "44",
                    "techType": "WCI870",
                    "matNumber": "11387290",
                    "swids": ["5975", "20456"],
                },
                "xkmIdentLabel": {"techType": "EK057", "releaseVersion": "08.32"},
            },
            "state": self.state,
        }
        return {SERIAL: device}

    def become(self, status: int, **state: Any) -> None:
        """Change the state."""
        self.state["status"]["value_raw"] = status
        self.state |= state
        self.events.tell("event: devices", f"data: {json.dumps(self.answer())}")


@pytest.fixture
def cloud(aioclient_mock: AiohttpClientMocker) -> Cloud:
    """Return the cloud."""
    return Cloud(aioclient_mock)


async def own(home: Home, **form: Any) -> str:
    """Set core's integration up and give its machine to Hushwatt."""
    entry = await home.sign_in("miele", unique_id="me")
    device = home.device(entry)
    await home.own("Washer", device_id=device, **form)
    return device


async def test_a_programme_that_is_chosen_tells_how_long_it_runs(
    home: Home, cloud: Cloud
) -> None:
    """Before that nobody knows, and it is asked for."""
    await own(home, energy=1)
    assert (await home.ask())["reason"] == "unknown_figures"
    cloud.become(PROGRAMMED, remainingTime=[2, 19])
    await home.settle()
    appliance, _ = await home.read()
    assert (appliance.duration, appliance.figure_source) == (139, Source.DEVICE)
    assert (await home.hear()).startswith(
        "Later: start the washer tonight at 00:00; it is done tonight at 02:19."
    )


async def test_a_machine_is_read_through_its_run(home: Home, cloud: Cloud) -> None:
    """Its timer, its run with a pause, its end; idle machines say zero."""
    await own(home, energy=1, duration=139)
    cloud.become(WAITING, remainingTime=[2, 19], startTime=[3, 30])
    await home.settle()
    assert await home.hear() == "Later: the washer is already set to start at 22:00."
    cloud.become(IN_USE, remainingTime=[1, 39], startTime=[0, 0], elapsedTime=[0, 40])
    await home.settle()
    _, state = await home.read()
    assert state.started_at == EVENING - timedelta(minutes=40)
    assert await home.hear() == (
        "No need: the washer is already running and should be done at 20:09."
    )
    cloud.become(PAUSE)
    await home.settle()
    _, state = await home.read()
    assert state.started_at == EVENING - timedelta(minutes=40)
    assert state.expected_end == EVENING + timedelta(minutes=99)
    cloud.become(ENDED, remainingTime=[0, 0], elapsedTime=[2, 19])
    await home.settle()
    assert await home.hear() == "No need: the washer has finished."


async def test_what_a_person_has_to_do_first_is_said(home: Home, cloud: Cloud) -> None:
    """The door, the mobile start, and a machine off the network."""
    await own(home, energy=1, duration=139)
    cloud.become(ON, signalDoor=True)
    await home.settle()
    assert "Close its door first." in await home.hear()
    remote = {"fullRemoteControl": True, "smartGrid": False, "mobileStart": False}
    cloud.become(ON, signalDoor=False, remoteEnable=remote)
    await home.settle()
    assert "Allow remote start on it first." in await home.hear()
    cloud.become(NOT_CONNECTED)
    await home.settle()
    assert "Home Assistant cannot reach it at the moment." in await home.hear()
    cloud.become(OFF)
    await home.settle()
    assert await home.status() is ApplianceStatus.IDLE
