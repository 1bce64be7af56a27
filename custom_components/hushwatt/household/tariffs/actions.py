"""Response actions of other integrations."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant

from ...const import LOGGER
from .errors import TariffError

# An integration that hangs is given up; it would hold up every answer.
TIMEOUT: Final = 20


async def async_call(
    hass: HomeAssistant, domain: str, action: str, data: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return an action's response; raise TariffError `action_missing`, `action_failed`."""
    name = f"{domain}.{action}"
    if not hass.services.has_service(domain, action):
        raise TariffError("action_missing", action=name)
    try:
        async with asyncio.timeout(TIMEOUT):
            response = await hass.services.async_call(
                domain, action, dict(data), blocking=True, return_response=True
            )
    except Exception as error:  # another integration's code, which can raise anything
        LOGGER.debug("%s gave no prices", name, exc_info=True)
        raise TariffError("action_failed", action=name) from error
    return response or {}


async def async_ask(
    hass: HomeAssistant, entry: ConfigEntry, action: str, data: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the response of an action of an entry's integration; raise TariffError.

    An entry that is not set up now is `entry_missing`.
    """
    if entry.state is not ConfigEntryState.LOADED:
        raise TariffError("entry_missing", entry=entry.title)
    return await async_call(hass, entry.domain, action, data)


def get_entry(hass: HomeAssistant, entry_id: str) -> ConfigEntry:
    """Return an entry of another integration; raise TariffError `entry_missing`.

    It need not be set up now: what it told before is still known.
    """
    if (entry := hass.config_entries.async_get_entry(entry_id)) is None:
        raise TariffError("entry_missing", entry="")
    return entry


def loaded_entries(hass: HomeAssistant, domain: str) -> list[ConfigEntry]:
    """Return the entries of an integration that are set up."""
    return hass.config_entries.async_loaded_entries(domain)
