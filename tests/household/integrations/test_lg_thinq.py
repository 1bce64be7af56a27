"""LG ThinQ, its network answered in the shape of the ThinQ Connect API.

What it pushes comes over the MQTT of AWS by a native library, which speaks
to nothing but the real endpoint: there a broker stands in that hands over the
messages.
"""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from thinqconnect import mqtt_client

from .conftest import Home
from .network import Answer, answering
from custom_components.hushwatt.vocabulary import ApplianceStatus, Source

API = "https://api-eic.lgthinq.com"
DEVICE = "d27bf9f07c8d4c6f9b2f9c1b4f5f2d6a"
NUMBER = {"type": "number", "mode": ["r"]}


def _enum(mode: str, *values: str) -> dict[str, Any]:
    """Return the profile of a word that can be read or written."""
    return {"type": "enum", "mode": [mode], "value": {mode: list(values)}}


class Cloud:
    """The cloud of a washing machine."""

    def __init__(self, mock: AiohttpClientMocker) -> None:
        """Answer for a machine that is off."""
        self.state: dict[str, Any] = {
            "location": {"locationName": "MAIN"},
            "runState": {"currentState": "POWER_OFF"},
            "remoteControlEnable": {"remoteControlEnabled": False},
            "timer": {
                "relativeHourToStop": 0,
                "relativeMinuteToStop": 0,
                "remainHour": 0,
                "remainMinute": 0,
                "totalHour": 0,
                "totalMinute": 0,
            },
            "cycle": {"cycleCount": 41},
        }
        device = {
            "deviceId": DEVICE,
            "deviceInfo": {
                "deviceType": "DEVICE_WASHER",
                "modelName": "F_R7_Y___W.A__QEUK",
                "alias": "Washer",
                "reportable": True,
            },
        }
        mock.get(f"{API}/devices", side_effect=self.response(lambda: [device]))
        mock.get(f"{API}/devices/{DEVICE}/profile", side_effect=self.response(self.profile))  # fmt: skip
        mock.get(f"{API}/devices/{DEVICE}/state", side_effect=self.response(lambda: [self.state]))  # fmt: skip
        mock.get(f"{API}/devices/energy/{DEVICE}/profile", side_effect=self.response(lambda: {"property": []}))  # fmt: skip
        mock.get(f"{API}/route", side_effect=self.response(lambda: {"apiServer": API, "mqttServer": "mqtts://a3.iot.eu-west-1.amazonaws.com:8883", "webSocketServer": "wss://x"}))  # fmt: skip
        mock.post(f"{API}/client", side_effect=self.response(dict))
        mock.post(f"{API}/client/certificate", side_effect=self.response(lambda: {"result": {"certificatePem": "pem", "subscriptions": ["app/clients/1/push"]}}))  # fmt: skip
        mock.delete(f"{API}/client", side_effect=self.response(dict))
        for kind in ("push", "event"):
            mock.post(f"{API}/{kind}/{DEVICE}/subscribe", side_effect=self.response(dict))  # fmt: skip
            mock.delete(f"{API}/{kind}/{DEVICE}/unsubscribe", side_effect=self.response(dict))  # fmt: skip

    @staticmethod
    def response(make: Any) -> Any:
        """Return what answers as the API does."""
        return answering(
            lambda: {
                "messageId": "fNvdZ1brTn-wWKUlWGoSVw",
                "timestamp": "2026-11-17T17:30:00.000000",
                "response": make(),
            }
        )

    def profile(self) -> dict[str, Any]:
        """Return what the machine can tell and be told."""
        return {
            "property": [
                {
                    "location": {"locationName": "MAIN"},
                    "runState": {"currentState": _enum("r", "POWER_OFF", "INITIAL", "DETECTING", "RUNNING", "RINSING", "SPINNING", "RESERVED", "PAUSE", "ERROR", "END")},
                    "operation": {"washerOperationMode": _enum("w", "START", "STOP", "POWER_OFF")},
                    "remoteControlEnable": {"remoteControlEnabled": {"type": "boolean", "mode": ["r"], "value": {"r": [False, True]}}},
                    "timer": {
                        "relativeHourToStop": {"type": "range", "mode": ["r", "w"], "value": {"r": {"min": 0, "max": 19, "step": 1}, "w": {"min": 3, "max": 19, "step": 1}}},
                        "relativeMinuteToStop": NUMBER,
                        "remainHour": NUMBER,
                        "remainMinute": NUMBER,
                        "totalHour": NUMBER,
                        "totalMinute": NUMBER,
                    },
                    "cycle": {"cycleCount": NUMBER},
                }
            ],
            "notification": {"push": ["WASHING_IS_COMPLETE", "ERROR_DURING_WASHING"]},
        }  # fmt: skip

    def become(self, state: str, *, remote: bool = True, **timer: int) -> None:
        """Change what the machine does."""
        self.state["runState"]["currentState"] = state
        self.state["remoteControlEnable"]["remoteControlEnabled"] = remote
        self.state["timer"] = dict.fromkeys(self.state["timer"], 0) | timer


class Broker:
    """The end of the connection that is the library's own."""

    def __init__(self) -> None:
        """Start without a listener."""
        self.listener: Callable[..., None] | None = None

    def connect(self) -> Future[dict[str, bool]]:
        """Be connected at once."""
        done: Future[dict[str, bool]] = Future()
        done.set_result({"session_present": False})
        return done

    def subscribe(
        self, topic: str, qos: Any, callback: Callable[..., None]
    ) -> tuple[Future[None], int]:
        """Keep who listens."""
        self.listener = callback
        done: Future[None] = Future()
        done.set_result(None)
        return done, 1

    def unsubscribe(self, topic: str) -> None:
        """Forget who listened."""
        self.listener = None

    async def push(self, home: Home, state: dict[str, Any]) -> None:
        """Hand over a message as the library does, from another thread."""
        message = {
            "deviceId": DEVICE,
            "deviceType": "DEVICE_WASHER",
            "pushType": "DEVICE_STATUS",
            "serviceId": "app",
            "report": [state],
        }
        assert self.listener is not None
        payload = json.dumps(message).encode()
        await home.hass.async_add_executor_job(
            self.listener, "app/clients/1/push", payload, False, 1, False
        )
        await home.settle()


@asynccontextmanager
async def certificate(method: str, url: str, **more: Any) -> AsyncIterator[Answer]:
    """Answer with the root certificate."""
    yield Answer(method, url, text="-----BEGIN CERTIFICATE-----")


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    """Return the broker of what is pushed."""
    broker = Broker()
    monkeypatch.setattr(mqtt_client, "request", certificate)
    builder = mqtt_client.mqtt_connection_builder
    monkeypatch.setattr(builder, "mtls_from_bytes", lambda **_: broker)
    return broker


@pytest.fixture
def cloud(aioclient_mock: AiohttpClientMocker, broker: Broker) -> Cloud:
    """Return the cloud."""
    return Cloud(aioclient_mock)


async def own(home: Home, **form: Any) -> None:
    """Set core's integration up and give its machine to Hushwatt."""
    data = {"access_token": "t", "connect_client_id": "c", "country": "NL"}
    entry = await home.set_up("lg_thinq", data, unique_id="me", version=1)
    await home.own("Washer", device_id=home.device(entry), energy=1, **form)


async def test_a_washer_is_read_through_its_run(
    home: Home, cloud: Cloud, broker: Broker
) -> None:
    """Off, chosen, waiting for its end, running, done; by what is pushed."""
    await own(home)
    assert await home.status() is ApplianceStatus.IDLE
    assert (await home.ask())["reason"] == "unknown_figures"

    async def become(state: str, **told: Any) -> None:
        """Push what the machine does now."""
        cloud.become(state, **told)
        await broker.push(home, cloud.state)

    chosen = {"totalHour": 1, "totalMinute": 58, "remainHour": 1, "remainMinute": 58}
    await become("INITIAL", remote=False, **chosen)
    assert "Allow remote start on it first." in await home.hear()
    await become("INITIAL", **chosen)
    appliance, _ = await home.read()
    assert (appliance.duration, appliance.figure_source) == (118, Source.DEVICE)
    assert await home.hear() == (
        "Later: start the washer tonight at 00:00; it is done tonight at 01:58. "
        "That costs €0.12 instead of €0.40 now, so you save €0.28. "
        "Set its timer to be done in 8 hours. It then starts tonight at 00:32."
    )
    await become("RESERVED", **chosen, relativeHourToStop=5, relativeMinuteToStop=20)
    assert await home.hear() == "Later: the washer is already set to start at 21:52."
    await become("RINSING", **chosen | {"remainMinute": 10})
    assert await home.hear() == (
        "No need: the washer is already running and should be done at 19:40."
    )
    await become("END")
    assert await home.hear() == "No need: the washer has finished."
    await become("POWER_OFF")
    assert await home.status() is ApplianceStatus.IDLE


async def test_no_hour_is_told_that_the_machine_cannot_be_set_to(
    home: Home, cloud: Cloud, broker: Broker
) -> None:
    """Its longest delay is in its profile: nineteen hours."""
    await own(home, duration=118)
    appliance, _ = await home.read()
    assert (appliance.delay_step, appliance.delay_most) == (60, 19 * 60)
    assert appliance.delay_to_end
