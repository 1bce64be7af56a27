"""Where a model server of the home may be, to be offered in the set-up flow."""

import asyncio
from collections.abc import Iterable
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
PROBE_SECONDS: Final = 1.5

# The names that known add-on repositories give their server, and this machine.
KNOWN_HOSTS: Final = (
    "http://76e18fb5-ollama:11434",
    "http://ee10bdf4-ollama:11434",
    "http://homeassistant.local:11434",
    "http://localhost:11434",
)


async def async_find_servers(hass: HomeAssistant) -> list[str]:
    """Return the addresses that are configured, then those that answer."""
    likely = [*await _async_from_addons(hass), *KNOWN_HOSTS]
    answered = await asyncio.gather(*(_async_answers(url) for url in likely))
    found = [url for url, there in zip(likely, answered, strict=True) if there]
    return _unique([*configured_servers(hass), *found])


@callback
def configured_servers(hass: HomeAssistant) -> dict[str, str]:
    """Return the servers of core's own integration, with their API key or nothing."""
    return {
        entry.data[CONF_URL].rstrip("/"): (entry.data.get(CONF_API_KEY) or "").strip()
        for entry in hass.config_entries.async_entries(OLLAMA_DOMAIN)
        if CONF_URL in entry.data
    }


async def _async_from_addons(hass: HomeAssistant) -> list[str]:
    """Return the addresses of Ollama add-ons that run."""
    if not is_hassio(hass):
        return []
    addons = get_supervisor_client(hass).addons
    try:
        return [
            f"http://{(await addons.addon_info(addon.slug)).hostname}:11434"
            for addon in await addons.list()
            if addon.slug.endswith(ADDON_SUFFIX) and addon.state is AddonState.STARTED
        ]
    except SupervisorError as error:
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


def _unique(urls: Iterable[str]) -> list[str]:
    """Return addresses in order, each once."""
    return list(dict.fromkeys(urls))
