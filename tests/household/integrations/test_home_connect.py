"""Home Connect, its network answered in the shape of its API: REST and server-sent events."""

import asyncio
from collections.abc import AsyncIterator
import json
from typing import Any, override

import httpx
import pytest
import respx

from .conftest import Home
from custom_components.hushwatt.vocabulary import ApplianceStatus

HA_ID = "BOSCH-SMV6ZCX42E-68A40E000000"
API = "https://api.home-connect.com/api/homeappliances"


class Events(httpx.AsyncByteStream):
    """The stream of events, which stays open."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        self.queue: asyncio.Queue[bytes] = asyncio.Queue()

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield events as they come."""
        yield b"event: KEEP-ALIVE\ndata:\n\n"
        while True:
            yield await self.queue.get()


class Cloud:
    """The cloud of a single machine."""

    def __init__(self, mock: respx.MockRouter, kind: str = "Dishwasher") -> None:
        """Answer for a machine that is on, closed, and may be started from afar."""
        self.kind = kind
        self.program = "Dishcare.Dishwasher.Program.Eco50"
        self.connected = True
        self.status: dict[str, Any] = {
            "BSH.Common.Status.RemoteControlActive": True,
            "BSH.Common.Status.RemoteControlStartAllowed": True,
            "BSH.Common.Status.LocalControlActive": False,
            "BSH.Common.Status.OperationState": "BSH.Common.EnumType.OperationState.Ready",
            "BSH.Common.Status.DoorState": "BSH.Common.EnumType.DoorState.Closed",
        }
        self.options: list[dict[str, Any]] = [
            {"key": "BSH.Common.Option.StartInRelative", "value": 0, "unit": "seconds"},
        ]
        self.definitions: list[dict[str, Any]] = [
            {
                "key": "BSH.Common.Option.StartInRelative",
                "name": "Start in",
                "type": "Int",
                "unit": "seconds",
                "constraints": {"min": 0, "max": 86340, "stepsize": 1800},
            }
        ]
        self.events = Events()
        headers = {"content-type": "text/event-stream"}
        mock.get(f"{API}/events").mock(
            return_value=httpx.Response(200, headers=headers, stream=self.events)
        )
        mock.get(url__startswith=API).mock(side_effect=self.answer)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Return what a path holds."""
        path = request.url.path.partition(f"/{HA_ID}")[2]
        appliance = {
            "haId": HA_ID,
            "name": "Dishwasher",
            "type": self.kind,
            "brand": "Bosch",
            "vib": "SMV6ZCX42E",
            "enumber": "SMV6ZCX42E/31",
            "connected": self.connected,
        }
        data: dict[str, Any]
        match path.split("/")[1:]:
            case []:
                whole = request.url.path.endswith("/homeappliances")
                data = {"homeappliances": [appliance]} if whole else appliance
            case ["settings"]:
                on = "BSH.Common.EnumType.PowerState.On"
                data = {
                    "settings": [
                        {"key": "BSH.Common.Setting.PowerState", "value": on},
                    ]
                }
            case ["status"]:
                data = {
                    "status": [
                        {"key": key, "value": value}
                        for key, value in self.status.items()
                    ]
                }
            case ["programs"]:
                data = {
                    "programs": [
                        {
                            "key": self.program,
                            "constraints": {
                                "available": True,
                                "execution": "selectandstart",
                            },
                        }
                    ],
                    "selected": {"key": self.program, "options": self.options},
                }
            case ["programs", "available", _]:
                data = {"key": self.program, "options": self.definitions}
            case ["commands"]:
                data = {"commands": []}
            case _:
                error = {"key": "SDK.Error.UnsupportedOperation", "description": path}
                return httpx.Response(409, json={"error": error})
        return httpx.Response(200, json={"data": data})

    def tell(self, kind: str, *items: tuple[str, Any]) -> None:
        """Send an event."""
        data = {
            "haId": HA_ID,
            "items": [
                {
                    "key": key,
                    "value": value,
                    "timestamp": 1795000000,
                    "level": "hint",
                    "handling": "none",
                    "uri": f"/api/homeappliances/{HA_ID}/status/{key}",
                }
                for key, value in items
            ],
        }
        text = f"event: {kind}\nid: {HA_ID}\ndata: {json.dumps(data)}\n\n"
        self.events.queue.put_nowait(text.encode())


@pytest.fixture
def cloud(respx_mock: respx.MockRouter) -> Cloud:
    """Return the cloud."""
    return Cloud(respx_mock)


async def own(home: Home, **form: Any) -> str:
    """Set core's integration up and give its machine to Hushwatt."""
    entry = await home.sign_in(
        "home_connect", unique_id="1234567890", version=1, minor_version=3
    )
    await home.settle()
    device = home.device(entry)
    await home.own("Dishwasher", device_id=device, duration=90, energy=1.2, **form)
    return device


OPERATION = "BSH.Common.Status.OperationState"
STATE = "BSH.Common.EnumType.OperationState."

OPERATION = "BSH.Common.Status.OperationState"
DOOR = "BSH.Common.Status.DoorState"
REMOTE = "BSH.Common.Status.RemoteControlStartAllowed"
START_IN = "BSH.Common.Option.StartInRelative"
FINISH_IN = "BSH.Common.Option.FinishInRelative"
LEFT = "BSH.Common.Option.RemainingProgramTime"


def operation(state: str) -> tuple[str, str]:
    """Return an operation state as the API calls it."""
    return OPERATION, f"BSH.Common.EnumType.OperationState.{state}"


def door(state: str) -> tuple[str, str]:
    """Return a state of the door as the API calls it."""
    return DOOR, f"BSH.Common.EnumType.DoorState.{state}"


async def test_a_dishwasher_that_waits_is_planned_and_its_timer_told(
    home: Home, cloud: Cloud
) -> None:
    """In steps of half an hour, as the machine says."""
    await own(home)
    response = await home.ask()
    assert response["reason"] == "cheaper_later"
    assert response["answer"] == (
        "Later: start the dishwasher tonight at 00:00; it is done tonight at 01:30. "
        "That costs €0.14 instead of €0.54 now, so you save €0.40. "
        "Set its timer to 5.5 hours."
    )
    assert response["delay"] == {
        "hours": 5.5,
        "counts_to": "start",
        "start": "2026-11-18T00:00:00+01:00",
        "end": "2026-11-18T01:30:00+01:00",
        "cost": 0.144,
    }
    await home.wait(10)
    assert (await home.hear()).endswith(
        "Set its timer to 5.5 hours. It then starts tonight at 00:10."
    )


async def test_a_dishwasher_runs_until_it_says_and_has_finished_then(
    home: Home, cloud: Cloud
) -> None:
    """By what the stream of events tells."""
    await own(home)
    cloud.tell("STATUS", operation("Run"))
    cloud.tell("NOTIFY", (LEFT, 4200))
    await home.settle()
    running = "No need: the dishwasher is already running and should be done at 19:40."
    assert await home.hear() == running
    await home.wait(30)
    assert await home.hear() == running
    cloud.tell("STATUS", operation("Pause"))
    await home.settle()
    assert await home.hear() == running
    await home.wait(40)
    cloud.tell("STATUS", operation("Finished"))
    await home.settle()
    assert await home.hear() == "No need: the dishwasher has finished."


async def test_a_run_that_has_lost_its_connection_is_not_believed_for_ever(
    home: Home, cloud: Cloud
) -> None:
    """Its end is long past and nothing has been told since."""
    await own(home)
    cloud.tell("STATUS", operation("Run"))
    cloud.tell("NOTIFY", (LEFT, 4200))
    await home.settle()
    await home.wait(80)
    assert await home.status() is ApplianceStatus.RUNNING
    await home.wait(30)
    assert await home.status() is ApplianceStatus.UNKNOWN
    assert (await home.ask())["reason"] == "cheaper_later"


async def test_what_a_person_has_to_do_first_is_said(home: Home, cloud: Cloud) -> None:
    """The door, the remote start, and a machine that is off the network."""
    await own(home)
    cloud.tell("STATUS", door("Open"))
    await home.settle()
    response = await home.ask()
    assert response["reason"] == "not_ready"
    assert (
        "But the dishwasher is not ready. Close its door first." in response["answer"]
    )
    cloud.tell("STATUS", door("Closed"), (REMOTE, False))
    await home.settle()
    assert "Allow remote start on it first." in await home.hear()
    cloud.tell("DISCONNECTED")
    await home.settle()
    assert "Home Assistant cannot reach it at the moment." in await home.hear()


async def test_a_start_that_is_set_already_is_said(home: Home, cloud: Cloud) -> None:
    """Counted from when the machine was started with it."""
    await own(home)
    cloud.tell("NOTIFY", (START_IN, 7200))
    await home.settle()
    await home.wait(5)
    cloud.tell("STATUS", operation("DelayedStart"))
    await home.settle()
    set_for = "Later: the dishwasher is already set to start at 20:35."
    assert await home.hear() == set_for
    await home.wait(20)
    assert await home.hear() == set_for


async def test_a_washer_knows_only_when_it_is_to_be_done(
    home: Home, respx_mock: respx.MockRouter
) -> None:
    """Its timer counts to the end, and so does what it tells of it."""
    cloud = Cloud(respx_mock, "Washer")
    cloud.program = "LaundryCare.Washer.Program.Cotton"
    cloud.options[0]["key"] = cloud.definitions[0]["key"] = FINISH_IN
    await own(home)
    assert (await home.hear()).endswith("Set its timer to be done in 7 hours.")
    assert (await home.ask())["delay"]["counts_to"] == "end"
    cloud.tell("NOTIFY", (FINISH_IN, 5 * 3600))
    cloud.tell("STATUS", operation("DelayedStart"))
    await home.settle()
    assert (
        await home.hear() == "Later: the dishwasher is already set to start at 22:00."
    )
