"""The state of Hushwatt on Home Assistant's system page."""

from collections.abc import Mapping
from typing import Any

from homeassistant.components import system_health
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.ssl import get_default_context

from .const import CONF_API_KEY, CONF_LOCAL, CONF_MODE, CONF_URL, DOMAIN
from .coordinator import HushwattConfigEntry
from .models.protocol import LocalModelError
from .models.server import OllamaServer


@callback
def async_register(
    hass: HomeAssistant, register: system_health.SystemHealthRegistration
) -> None:
    """Register what is shown."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return mode, notes, prices and spending of the loaded home."""
    entries: list[HushwattConfigEntry] = hass.config_entries.async_loaded_entries(
        DOMAIN
    )
    if not entries:
        return {}
    entry = entries[0]
    data = entry.runtime_data
    tariff = data.reader.last.tariff if data.reader.last else None
    info: dict[str, Any] = {
        "mode": entry.data[CONF_MODE],
        "appliances": len(data.coordinator.data),
        "notes": len(data.notes.open_notes()),
        "prices_until": tariff.windows[-1].end if tariff and tariff.windows else None,
    }
    if data.spending.data is not None:
        info["cloud_calls"] = data.spending.data.calls
        info["blocked_sends"] = data.spending.data.blocked
    if CONF_LOCAL in entry.data:
        info["local_model"] = _async_check_server(entry.data[CONF_LOCAL])
    return info


async def _async_check_server(local: Mapping[str, Any]) -> str | dict[str, str]:
    """Return whether the model server at home answers."""
    server = OllamaServer(
        local[CONF_URL],
        ssl_context=get_default_context(),
        api_key=local.get(CONF_API_KEY),
        seconds=4.0,
    )
    try:
        await server.version()
    except LocalModelError as error:
        # Shown as it is, as core shows its own "unreachable" and "timeout".
        told = error.code.removeprefix("local_").replace("_", " ")
        return {"type": "failed", "error": told}
    finally:
        await server.close()
    return "ok"
