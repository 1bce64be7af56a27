"""What is sent as it is, and whether it tells of the home: the names of a cloud model and its server."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .const import CONF_ENDPOINT, CONF_MODEL
from .household.notes_store import DATA_NOTES
from .household.private_strings import telling_strings
from .models.prices import PRICES, base_name
from .privacy.nets import holds_private

# What of an address is the provider's.
_DOMAINS: Final = (
    "api.openai.com",
    ".openai.azure.com",
    ".cognitiveservices.azure.com",
    ".services.ai.azure.com",
)
_PATH: Final = frozenset({"", "v1", "openai", "responses"})


@callback
def telling_names(
    hass: HomeAssistant, entry: ConfigEntry | None, cloud: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the model and the address, or that of them, which holds a private string.

    `cloud` is what is stored of a cloud model, `entry` is None before there is
    one.
    """
    strings = telling_strings(hass, entry, hass.data.get(DATA_NOTES))
    model = cloud.get(CONF_MODEL, "")
    address = cloud.get(CONF_ENDPOINT, "")
    told = {model: "" if base_name(model) in PRICES else model}
    told[address] = _own_part(address)
    return tuple(
        name for name, part in told.items() if part and holds_private(part, strings)
    )


def _own_part(address: str) -> str:
    """Return what of an address is not the provider's; the whole of what is none."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    for domain in _DOMAINS:
        host = host.removesuffix(domain)
    path = (part for part in parts.path.split("/") if part.lower() not in _PATH)
    return " ".join((host, *path, parts.query)).strip()
