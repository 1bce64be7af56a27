"""Where the cloud's procedures are kept."""

from functools import partial
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import STORAGE_DIR

from .const import DOMAIN


def procedures_path(hass: HomeAssistant) -> Path:
    """Return the file of the procedures that the cloud gave."""
    return Path(hass.config.path(STORAGE_DIR, f"{DOMAIN}.procedures"))


async def async_delete_procedures(hass: HomeAssistant) -> None:
    """Remove them, for good."""
    path = procedures_path(hass)
    await hass.async_add_executor_job(partial(path.unlink, missing_ok=True))
