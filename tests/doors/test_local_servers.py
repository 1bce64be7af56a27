"""Where a model server may be: core's own entries, add-ons, known addresses."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components.hassio.const import DATA_COMPONENT
from homeassistant.components.hassio.handler import HassIO
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from custom_components.hushwatt import local_servers
from custom_components.hushwatt.local_servers import FoundServer, async_find_servers
from stand_ins.ollama import GEMMA, OllamaStandIn


def addon(slug: str, state: str, **more: Any) -> dict[str, Any]:
    """Return an add-on as the Supervisor lists it."""
    return {
        "advanced": False,
        "available": True,
        "build": False,
        "description": "",
        "homeassistant": None,
        "icon": False,
        "logo": False,
        "name": slug.partition("_")[2].title(),
        "repository": slug.partition("_")[0],
        "slug": slug,
        "stage": "stable",
        "update_available": False,
        "url": None,
        "version": "1",
        "version_latest": "1",
        "detached": False,
        "state": state,
        **more,
    }


def details(slug: str, state: str) -> dict[str, Any]:
    """Return all that the Supervisor tells of an add-on."""
    nothing: dict[str, Any] = dict.fromkeys(
        (
            *("auth_api", "docker_api", "full_access", "homeassistant_api"),
            *("host_network", "host_pid", "ingress", "signed", "hassio_api"),
            *("protected", "host_ipc", "host_uts", "host_dbus", "changelog", "stdin"),
            *("gpio", "usb", "uart", "kernel_modules", "devicetree", "udev", "video"),
            *("audio", "watchdog", "auto_update", "documentation", "system_managed"),
        ),
        False,
    )
    lists: dict[str, Any] = dict.fromkeys(
        ("arch", "dns", "machine", "privileged", "devices", "discovery", "services"),
        (),
    )
    return addon(
        slug,
        state,
        **nothing,
        **lists,
        apparmor="default",
        hassio_role="default",
        long_description=None,
        rating=6,
        hostname=slug.replace("_", "-"),
        boot="auto",
        boot_config="auto",
        startup="application",
        options={},
        schema=[],
        network={"11434/tcp": None},
        network_description=None,
        ingress_entry=None,
        ingress_url=None,
        ingress_port=None,
        ingress_panel=None,
        audio_input=None,
        audio_output=None,
        webui=None,
        ip_address="172.30.33.1",
        translations={},
        system_managed_config_entry=None,
    )


class Supervisor:
    """The part of the Supervisor's API that tells of add-ons, on a real socket."""

    def __init__(self) -> None:
        """Have no add-ons; `addons` holds the state of each by its slug."""
        self.addons: dict[str, str] = {}
        self.fails = False
        self.older = False
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        """Answer as the Supervisor does."""
        self.asked.append(request.path)
        if self.fails:
            return web.json_response({"result": "error", "message": "no"}, status=400)
        data: dict[str, Any] = {
            "addons": [addon(slug, state) for slug, state in self.addons.items()]
        }
        if request.path != "/addons":
            slug = request.path.split("/")[2]
            data = details(slug, self.addons[slug])
            if self.older:
                del data["startup"]
        return web.json_response({"result": "ok", "data": data})


@pytest.fixture
async def supervisor(
    hass: HomeAssistant, loopback: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Supervisor]:
    """Return the Supervisor of Home Assistant OS; nothing answers at known addresses."""
    monkeypatch.setattr(local_servers, "KNOWN_HOSTS", ())
    supervisor = Supervisor()
    app = web.Application()
    app.router.add_get("/{tail:.*}", supervisor.answer)
    async with TestServer(app) as server:
        hass.data[DATA_COMPONENT] = HassIO(
            hass.loop, async_get_clientsession(hass), f"127.0.0.1:{server.port}"
        )
        hass.config.components.add("hassio")
        yield supervisor


async def test_addons_are_found_by_their_slug_those_that_run_first(
    hass: HomeAssistant, supervisor: Supervisor
) -> None:
    """The Supervisor knows their host names, and nobody has to try whether they are there."""
    supervisor.addons = {
        "a_ollama": "stopped",
        "local_ollama": "started",
        "b_other": "started",
        "d_ollama": "startup",
        "c_ollama": "error",
    }
    assert await async_find_servers(hass) == [
        FoundServer(url="http://local-ollama:11434", name="Ollama"),
        FoundServer(url="http://d-ollama:11434", name="Ollama"),
        FoundServer(url="http://a-ollama:11434", name="Ollama", stopped=True),
        FoundServer(url="http://c-ollama:11434", name="Ollama", stopped=True),
    ]
    assert "/addons/b_other/info" not in supervisor.asked


async def test_an_addon_that_core_uses_is_listed_once_and_by_its_name(
    hass: HomeAssistant, supervisor: Supervisor
) -> None:
    """At the place of core's entry, with what the Supervisor knows of it."""
    MockConfigEntry(
        domain="ollama", data={"url": "http://a-ollama:11434/"}
    ).add_to_hass(hass)
    supervisor.addons = {"b_ollama": "started", "a_ollama": "stopped"}
    assert await async_find_servers(hass) == [
        FoundServer(url="http://a-ollama:11434", name="Ollama", stopped=True),
        FoundServer(url="http://b-ollama:11434", name="Ollama"),
    ]


async def test_a_supervisor_that_fails_keeps_nobody_from_the_rest(
    hass: HomeAssistant, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What answers at a known address is still found."""
    supervisor.fails = True
    async with OllamaStandIn(models=(GEMMA,)) as ollama:
        monkeypatch.setattr(
            local_servers, "KNOWN_HOSTS", (ollama.url, "http://127.0.0.1:9")
        )
        assert await async_find_servers(hass) == [FoundServer(url=ollama.url)]
    assert supervisor.asked == ["/addons"]


async def test_a_supervisor_that_tells_other_things_is_no_reason_to_fail(
    hass: HomeAssistant, supervisor: Supervisor
) -> None:
    """Its library wants every field of its own release."""
    supervisor.addons = {"a_ollama": "started"}
    supervisor.older = True
    assert await async_find_servers(hass) == []


async def test_without_a_supervisor_nobody_is_asked_for_addons(
    hass: HomeAssistant, loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container or a plain installation has no add-ons."""
    monkeypatch.setattr(local_servers, "KNOWN_HOSTS", ())
    assert await async_find_servers(hass) == []


def test_the_addresses_of_known_addons_and_of_this_machine_are_tried() -> None:
    """The host name of an add-on is made of its repository's address and its slug."""
    assert local_servers.KNOWN_HOSTS == (
        "http://76e18fb5-ollama:11434",
        "http://ee10bdf4-ollama:11434",
        "http://homeassistant.local:11434",
        "http://localhost:11434",
    )
