"""Roborock's Zeo, its cloud answered in the shape of its API, its messages in their own cipher.

What the washer says goes through a broker that stands in for Roborock's, whose
session the library opens only to the real one.
"""

from collections.abc import Callable
import json
from typing import Any, override

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad
import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker
from roborock.data.zeo.zeo_code_mappings import ZeoState
from roborock.devices import device_manager
from roborock.mqtt.health_manager import HealthManager
from roborock.mqtt.session import MqttQos, MqttSession
from roborock.protocol import create_mqtt_decoder, create_mqtt_encoder
from roborock.roborock_message import (
    RoborockMessage,
    RoborockMessageProtocol,
    RoborockZeoProtocol as Point,
)

from .conftest import Home
from .network import answering
from custom_components.hushwatt.vocabulary import ApplianceStatus

WEB = "https://euiot.roborock.com"
API = "https://api-eu.roborock.com"
KEY = "0123456789abcdef"
USER = {
    "uid": 1,
    "tokentype": "token",
    "token": "abc123",
    "rruid": "abc123",
    "region": "eu",
    "countrycode": "31",
    "country": "NL",
    "nickname": "me",
    "rriot": {
        "u": "user",
        "s": "pass",
        "h": "hash",
        "k": "key12345",
        "r": {
            "r": "EU",
            "a": API,
            "m": "ssl://mqtt-eu.roborock.com:8883",
            "l": "https://wood-eu.roborock.com",
        },
    },
    "tuyaDeviceState": 2,
    "avatarurl": "",
}


class Broker(MqttSession):
    """The broker, and at its other end a washer that is asked for its data points."""

    def __init__(self) -> None:
        """Start with a washer that stands by."""
        self.listeners: dict[str, list[Callable[[bytes], None]]] = {}
        self.points: dict[int, Any] = dict.fromkeys(map(int, Point), 0)
        self.points[Point.STATE] = ZeoState.standby
        self.points[Point.MODE] = self.points[Point.PROGRAM] = 1
        self._health = HealthManager(self.restart)
        self._decode = create_mqtt_decoder(KEY)
        self._encode = create_mqtt_encoder(KEY)

    @property
    @override
    def connected(self) -> bool:
        """Be connected."""
        return True

    @property
    @override
    def health_manager(self) -> HealthManager:
        """Return what watches the connection."""
        return self._health

    @override
    async def subscribe(
        self, device_id: str, callback: Callable[[bytes], None]
    ) -> Callable[[], None]:
        """Keep who listens to a topic."""
        listeners = self.listeners.setdefault(device_id, [])
        listeners.append(callback)
        return lambda: listeners.remove(callback)

    @override
    async def publish(
        self, topic: str, message: bytes, qos: MqttQos = MqttQos.AT_MOST_ONCE
    ) -> None:
        """Have the washer answer which data points it is asked for."""
        (request,) = self._decode(message)
        asked = json.loads(unpad(request.payload or b"", AES.block_size))["dps"]
        wanted = json.loads(asked[str(int(Point.ID_QUERY))])
        answer = {"dps": {str(point): self.points[point] for point in wanted}}
        reply = self._encode(
            RoborockMessage(
                protocol=RoborockMessageProtocol.RPC_RESPONSE,
                version=b"A01",
                payload=pad(json.dumps(answer).encode(), AES.block_size),
            )
        )
        for listener in list(self.listeners[topic.replace("rr/m/i/", "rr/m/o/")]):
            listener(reply)

    @override
    async def restart(self) -> None:
        """Stay connected."""

    @override
    async def close(self) -> None:
        """Forget who listened."""
        self.listeners.clear()


@pytest.fixture
def broker(
    aioclient_mock: AiohttpClientMocker, monkeypatch: pytest.MonkeyPatch
) -> Broker:
    """Return the broker; the cloud tells of one washer."""
    washer = {
        "duid": "zeo",
        "name": "Zeo One",
        "localKey": KEY,
        "productId": "product",
        "fv": "01.00.94",
        "pv": "A01",
        "activeTime": 1699964128,
        "timeZoneId": "Europe/Amsterdam",
        "online": True,
        "share": False,
        "sn": "sn",
        "deviceStatus": {},
        "silentOtaSwitch": False,
        "f": False,
    }
    product = {
        "id": "product",
        "name": "Zeo One",
        "model": "roborock.wm.a102",
        "category": "roborock.wm",
        "capability": 2,
        "schema": [],
    }
    home = {
        "id": 1,
        "name": "My Home",
        "products": [product],
        "devices": [washer],
        "receivedDevices": [],
        "rooms": [],
    }
    detail = {"code": 200, "msg": "success", "data": {"id": 1, "name": "My Home", "rrHomeId": 1, "deviceListOrder": None, "tuyaHomeId": 0}}  # fmt: skip
    aioclient_mock.get(f"{WEB}/api/v1/getHomeDetail", side_effect=answering(lambda: detail))  # fmt: skip
    for version in ("v2", "v3"):
        aioclient_mock.get(f"{API}/{version}/user/homes/1", side_effect=answering(lambda: {"api": None, "code": 200, "result": home, "status": "ok", "success": True}))  # fmt: skip
    broker = Broker()

    async def connect(params: Any) -> Broker:
        """Connect to the broker that stands in."""
        return broker

    monkeypatch.setattr(device_manager, "create_lazy_mqtt_session", connect)
    return broker


async def test_a_washer_is_read_through_its_run(home: Home, broker: Broker) -> None:
    """Standing by, waiting for its start, washing, drying, done."""
    data = {"username": "me@example.com", "user_data": USER, "base_url": WEB}
    entry = await home.set_up("roborock", data, unique_id="abc123", minor_version=2)
    await home.settle()
    await home.own("Washer", device_id=home.device(entry), energy=1, duration=100)

    async def become(state: ZeoState, left: int = 0, countdown: int = 0) -> str:
        """Change what the washer answers, let it be asked, and return what is heard."""
        broker.points |= {
            int(Point.STATE): int(state),
            int(Point.WASHING_LEFT): left,
            int(Point.COUNTDOWN): countdown,
        }
        await home.wait(2)
        return await home.hear()

    assert await home.status() is ApplianceStatus.IDLE
    assert (await home.hear()).startswith("Later: start the washer tonight at 00:00")
    waiting = await become(ZeoState.under_delay_start, left=100, countdown=240)
    assert waiting == "Later: the washer is already set to start at 22:32."
    running = "No need: the washer is already running and should be done at "
    assert await become(ZeoState.washing, left=80) == running + "19:54."
    assert await become(ZeoState.drying, left=70) == running + "19:46."
    assert await become(ZeoState.done) == "No need: the washer has finished."
