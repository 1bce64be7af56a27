"""SmartThings, its network answered in the shape of its API: REST and server-sent events."""

import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.test_util.aiohttp import AiohttpClientMocker

from .conftest import Home
from .network import Stream, answering
from custom_components.hushwatt.vocabulary import ApplianceStatus

API = "https://api.smartthings.com"
PLACE = "88a3a314-f0c8-40b4-bb44-44ba06c9c42f"
APP = "123aa123-2be1-4e40-b257-e4ef59083324"
DEVICE = "f984b91d-f250-9d42-3436-33f09a422a47"
RUNS = "washerOperatingState"
TOLD = "2026-11-17T17:00:00.000Z"


class Cloud:
    """The cloud of a washing machine."""

    def __init__(self, mock: AiohttpClientMocker) -> None:
        """Answer for a machine that has long been done."""
        self.events = Stream()
        self.status: dict[str, dict[str, Any]] = {
            "washerOperatingState": {
                "completionTime": "2026-11-17T08:50:00Z",
                "machineState": "stop",
                "washerJobState": "none",
                "supportedMachineStates": ["stop", "run", "pause"],
            },
            "remoteControlStatus": {"remoteControlEnabled": "false"},
            "samsungce.doorState": {"doorState": "closed"},
            "switch": {"switch": "off"},
            "powerConsumptionReport": {
                "powerConsumption": {
                    "energy": 352800,
                    "deltaEnergy": 0,
                    "power": 0,
                    "powerEnergy": 0.0,
                    "persistedEnergy": 0,
                    "energySaved": 0,
                    "start": "2026-11-17T08:28:01Z",
                    "end": "2026-11-17T08:40:36Z",
                }
            },
        }
        mock.post(f"{API}/subscriptions", json={"subscriptionId": "s1", "registrationUrl": "https://spigot.smartthings.com/filters/s1/activate?filterRegion=eu-west-1", "name": "s", "version": 20250122})  # fmt: skip
        mock.delete(f"{API}/subscriptions/s1", status=200)
        mock.get("https://spigot.smartthings.com/filters/s1/activate?filterRegion=eu-west-1", side_effect=self.events.answer)  # fmt: skip
        mock.get(f"{API}/v1/locations/{PLACE}/rooms", json={"items": [], "_links": None})  # fmt: skip
        mock.get(f"{API}/v1/devices", json={"items": [self.device], "_links": {}})
        mock.get(
            f"{API}/v1/devices/{DEVICE}/status", side_effect=answering(self.answer)
        )
        mock.get(f"{API}/v1/devices/{DEVICE}/health", json={"deviceId": DEVICE, "state": "ONLINE", "lastUpdatedDate": TOLD})  # fmt: skip
        mock.get(f"{API}/v1/scenes", json={"items": [], "_links": {}})

    @property
    def device(self) -> dict[str, Any]:
        """Return what the machine is."""
        return {
            "deviceId": DEVICE,
            "name": "[washer] Samsung",
            "label": "Washer",
            "manufacturerName": "Samsung Electronics",
            "presentationId": "DA-WM-WM-000001",
            "deviceManufacturerCode": "Samsung Electronics",
            "locationId": PLACE,
            "ownerId": "b603d7e8-6066-4e10-8102-afa752a63816",
            "components": [
                {
                    "id": "main",
                    "label": "Washer",
                    "capabilities": [{"id": one, "version": 1} for one in self.status],
                    "categories": [
                        {"name": "Washer", "categoryType": "manufacturer"},
                    ],
                    "optional": False,
                }
            ],
            "createTime": "2023-03-31T07:56:25.803Z",
            "profile": {"id": "63803fae-cbed-356f-a063-2cf148ae3ca7"},
            "ocf": {
                "ocfDeviceType": "oic.d.washer",
                "name": "[washer] Samsung",
                "specVersion": "core.1.1.0",
                "verticalDomainSpecVersion": "1.2.1",
                "manufacturerName": "Samsung Electronics",
                "modelNumber": "DA_WM_TP2_20_COMMON|20224141|20010002001011000000000000000000",
                "platformVersion": "DAWIT 2.0",
                "platformOS": "TizenRT 1.0 + IPv6",
                "hwVersion": "ARTIK051",
                "firmwareVersion": "DA_WM_TP2_20_COMMON_30230804",
                "vendorId": "DA-WM-WM-000001",
                "lastSignupTime": "2023-03-31T07:56:22.258Z",
                "transferCandidate": True,
                "additionalAuthCodeRequired": False,
            },
            "type": "OCF",
            "restrictionTier": 0,
            "allowed": None,
            "executionContext": "CLOUD",
            "relationships": [],
        }

    def answer(self) -> Any:
        """Return the status."""
        components = {
            "main": {
                capability: {
                    attribute: {"value": value, "timestamp": TOLD}
                    for attribute, value in attributes.items()
                }
                for capability, attributes in self.status.items()
            }
        }
        return {"components": components}

    def tell(self, capability: str, **attributes: Any) -> None:
        """Push what has changed."""
        for attribute, value in attributes.items():
            event = {
                "eventTime": 1795000000000,
                "eventType": "DEVICE_EVENT",
                "deviceEvent": {
                    "eventId": "6f2b8b5c",
                    "locationId": PLACE,
                    "ownerId": PLACE,
                    "ownerType": "LOCATION",
                    "deviceId": DEVICE,
                    "componentId": "main",
                    "capability": capability,
                    "attribute": attribute,
                    "value": value,
                    "valueType": "string",
                    "stateChange": True,
                    "data": {},
                },
            }
            self.events.tell("event: DEVICE_EVENT", f"data: {json.dumps(event)}")


@pytest.fixture
def cloud(aioclient_mock: AiohttpClientMocker) -> Cloud:
    """Return the cloud."""
    return Cloud(aioclient_mock)


async def own(home: Home, **form: Any) -> str:
    """Set core's integration up and give its machine to Hushwatt."""
    token = {"installed_app_id": APP, "access_tier": 0, "scope": "r:devices:*"}
    entry = await home.sign_in(
        "smartthings",
        token,
        data={"location_id": PLACE},
        unique_id=PLACE,
        version=3,
        minor_version=3,
    )
    device = home.device(entry)
    await home.own("Washer", device_id=device, energy=1, duration=120, **form)
    return device


async def test_a_completion_long_past_is_no_run(home: Home, cloud: Cloud) -> None:
    """It stays when the machine is idle; ready is who may be started from afar."""
    await own(home)
    _, state = await home.read()
    assert (state.status, state.expected_end) == (ApplianceStatus.IDLE, None)
    assert (await home.hear()).startswith("Later: start the washer tonight at 00:00")
    cloud.tell("remoteControlStatus", remoteControlEnabled="true")
    await home.settle()
    assert await home.status() is ApplianceStatus.READY
    cloud.tell("samsungce.doorState", doorState="open")
    await home.settle()
    assert "But the washer is not ready. Close its door first." in await home.hear()


async def test_a_machine_is_read_through_its_run(home: Home, cloud: Cloud) -> None:
    """The start that its completion means, the run, the end."""
    await own(home)
    done = "2026-11-17T22:50:00Z"
    cloud.tell(
        RUNS, machineState="run", washerJobState="delayWash", completionTime=done
    )
    await home.settle()
    assert await home.hear() == "Later: the washer is already set to start at 21:50."
    done = "2026-11-17T19:50:00Z"
    cloud.tell(RUNS, washerJobState="wash", completionTime=done)
    await home.settle()
    assert await home.hear() == (
        "No need: the washer is already running and should be done at 20:50."
    )
    cloud.tell(RUNS, machineState="stop", washerJobState="finish")
    await home.settle()
    assert await home.hear() == "No need: the washer has finished."
    cloud.tell(RUNS, washerJobState="none")
    await home.settle()
    assert await home.status() is ApplianceStatus.IDLE
