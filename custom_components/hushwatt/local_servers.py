"""Where a model server of the home may be, to be offered in the set-up flow."""

import asyncio
from dataclasses import dataclass
from typing import Final

from aiohasupervisor import SupervisorError
from aiohasupervisor.models import AddonState

from homeassistant.components.hassio import get_supervisor_client
from homeassistant.const import CONF_API_KEY, CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.hassio import is_hassio
from homeassistant.util.ssl import get_default_context

from .const import LOGGER
from .models.protocol import LocalModelError
from .models.server import OllamaServer

OLLAMA_DOMAIN: Final = "ollama"
ADDON_SUFFIX: Final = "_ollama"
# Within the network of the add-ons, whatever port the host shows.
PORT: Final = 11434
PROBE_SECONDS: Final = 1.5

# The names that known add-on repositories give their server, and this machine.
KNOWN_HOSTS: Final[tuple[str, ...]] = (
    "http://76e18fb5-ollama:11434",
    "http://ee10bdf4-ollama:11434",
    "http://homeassistant.local:11434",
    "http://localhost:11434",
)


@dataclass(frozen=True, kw_only=True)
class FoundServer:
    """A server that may be there: its address, what it is called, whether it runs.

    `name` is empty for an address that merely answered. `stopped` is true of an
    add-on that is installed and does not run.
    """

    url: str
    name: str = ""
    stopped: bool = False


async def async_find_servers(hass: HomeAssistant) -> list[FoundServer]:
    """Return what is configured, then add-ons that run, then what answers, then what sleeps."""
    addons = await _async_from_addons(hass)
    known = {server.url for server in addons}
    likely = [url for url in KNOWN_HOSTS if url not in known]
    answered = await asyncio.gather(*(_async_answers(url) for url in likely))
    found = [
        *(FoundServer(url=url) for url in configured_servers(hass)),
        *(server for server in addons if not server.stopped),
        *(
            FoundServer(url=url)
            for url, there in zip(likely, answered, strict=True)
            if there
        ),
        *(server for server in addons if server.stopped),
    ]
    # Each address once, at its first place, by the name that anybody knows for it.
    names = {server.url: server for server in reversed(found)}
    names |= {server.url: server for server in addons}
    return [names[url] for url in dict.fromkeys(server.url for server in found)]


@callback
def configured_servers(hass: HomeAssistant) -> dict[str, str]:
    """Return the servers of core's own integration, with their API key or nothing."""
    return {
        entry.data[CONF_URL].rstrip("/"): (entry.data.get(CONF_API_KEY) or "").strip()
        for entry in hass.config_entries.async_entries(OLLAMA_DOMAIN)
        if CONF_URL in entry.data
    }


async def _async_from_addons(hass: HomeAssistant) -> list[FoundServer]:
    """Return the Ollama add-ons that are installed, as the Supervisor knows them."""
    if not is_hassio(hass):
        return []
    addons = get_supervisor_client(hass).addons
    try:
        return [
            FoundServer(
                url=f"http://{(await addons.addon_info(addon.slug)).hostname}:{PORT}",
                name=addon.name,
                stopped=addon.state not in (AddonState.STARTUP, AddonState.STARTED),
            )
            for addon in await addons.list()
            if addon.slug.endswith(ADDON_SUFFIX)
        ]
    except (SupervisorError, LookupError, ValueError) as error:
        # The last two are what its library says of an answer in another form.
        LOGGER.debug("The Supervisor does not list its add-ons: %s", error)
        return []


async def _async_answers(url: str) -> bool:
    """Tell whether a model server answers at an address."""
    server = OllamaServer(
        url,
        ssl_context=get_default_context(),
        connect_seconds=PROBE_SECONDS,
        seconds=PROBE_SECONDS,
    )
    try:
        await server.version()
    except LocalModelError:
        return False
    finally:
        await server.close()
    return True
