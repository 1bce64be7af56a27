"""Where the ledger of a home is kept."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import STORAGE_DIR
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN, LOGGER
from .privacy.ledger import Ledger

DATA_LEDGER: HassKey[Ledger] = HassKey(f"{DOMAIN}.ledger")


async def async_get_ledger(hass: HomeAssistant) -> Ledger:
    """Return the home's ledger, the same object for the set-up flow and the entry.

    One that cannot be opened refuses every record, so that nothing is sent.
    """
    if DATA_LEDGER not in hass.data:
        ledger = hass.data[DATA_LEDGER] = _ledger(hass)
        try:
            await ledger.open()
        except OSError as error:
            LOGGER.error("The ledger cannot be opened, so nothing is sent: %s", error)
    return hass.data[DATA_LEDGER]


async def async_delete_ledger(hass: HomeAssistant) -> None:
    """Remove what was recorded, for good, though an answer be still under way."""
    await (hass.data.pop(DATA_LEDGER, None) or _ledger(hass)).delete()


def _ledger(hass: HomeAssistant) -> Ledger:
    """Return a ledger in the home's file, not opened."""
    return Ledger(_path(hass), hass.async_add_executor_job, clock=dt_util.now)


def _path(hass: HomeAssistant) -> Path:
    """Return the file of what was sent to the cloud."""
    return Path(hass.config.path(STORAGE_DIR, f"{DOMAIN}.ledger"))
