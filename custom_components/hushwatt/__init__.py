"""Should it run now or later? Advice that is true, and stays in the house."""

from pathlib import Path

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.storage import (
    STORAGE_DIR,
    UnsupportedStorageVersionError,
)
from homeassistant.helpers.typing import ConfigType

from .advisor import Advisor, Settings
from .connections import DEFAULT_SECONDS, connect_cloud, connect_local
from .const import (
    CONF_CLOUD,
    CONF_DEARER_PLAN,
    CONF_EFFORT,
    CONF_LOCAL,
    CONF_MODE,
    CONF_PATTERN,
    CONF_SECONDS,
    DEFAULT_EFFORT,
    DOMAIN,
    LOGGER,
)
from .coordinator import (
    HouseholdReader,
    HushwattConfigEntry,
    HushwattCoordinator,
    HushwattData,
    LedgerCoordinator,
)
from .household.cycles.book import CycleBook, async_forget_cycles, async_get_cycles
from .household.notes_compiler import NotesCompiler
from .household.notes_store import NotesStore, async_forget_notes, async_get_notes
from .issues import IssueKeeper, async_withdraw_all
from .ledger_store import async_delete_ledger, async_get_ledger
from .patterns.steps import DearerPlan
from .procedure_store import async_delete_procedures
from .sentences import DefaultAgentSentences
from .services import async_setup_services
from .vocabulary import Mode, Pattern

PLATFORMS = (
    Platform.BINARY_SENSOR,
    Platform.CALENDAR,
    Platform.CONVERSATION,
    Platform.EVENT,
    Platform.SENSOR,
    Platform.TODO,
)
CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions."""
    async_setup_services(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: HushwattConfigEntry) -> bool:
    """Set up a home; nothing outside of it has to answer for that."""
    notes = await _async_load_notes(hass)
    ledger = await async_get_ledger(hass)
    cycles = await async_get_cycles(hass)
    local = connect_local(entry)
    reader = HouseholdReader(hass, entry)
    advisor = Advisor(
        settings=_read_settings(entry),
        read_household=reader,
        run_blocking=hass.async_add_executor_job,
        local=local,
        cloud=connect_cloud(hass, entry, notes, ledger),
    )
    coordinator = HushwattCoordinator(hass, entry, advisor)
    spending = LedgerCoordinator(hass, entry, ledger)
    await coordinator.async_config_entry_first_refresh()
    await spending.async_refresh()
    entry.runtime_data = HushwattData(
        advisor=advisor,
        reader=reader,
        notes=notes,
        ledger=ledger,
        coordinator=coordinator,
        spending=spending,
    )
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    coordinator.async_follow(notes)
    spending.async_follow()
    IssueKeeper(hass, entry).async_start()
    entry.async_on_unload(cycles.async_start(entry))
    entry.async_on_unload(NotesCompiler(hass, entry, notes, local).async_start())
    await DefaultAgentSentences(hass, entry).async_start()
    entry.async_on_unload(entry.add_update_listener(_async_reload))
    return True


async def async_unload_entry(hass: HomeAssistant, entry: HushwattConfigEntry) -> bool:
    """Unload a home; its notes stay in their file."""
    unloaded = await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
    if unloaded:
        async_forget_notes(hass)
        async_forget_cycles(hass)
    return unloaded


async def async_remove_entry(hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
    """Remove all that a home's entry wrote."""
    async_withdraw_all(hass)
    await NotesStore(hass).async_delete_file()
    await CycleBook(hass).async_delete_file()
    await async_delete_ledger(hass)
    await async_delete_procedures(hass)
    await hass.async_add_executor_job(_delete_set_aside, hass)


def _delete_set_aside(hass: HomeAssistant) -> None:
    """Remove files of ours that could not be read and were kept under another name."""
    for path in Path(hass.config.path(STORAGE_DIR)).glob(f"{DOMAIN}.*.corrupt.*"):
        path.unlink(missing_ok=True)


async def async_migrate_entry(hass: HomeAssistant, entry: HushwattConfigEntry) -> bool:
    """Bring an older entry into today's form; one of a later major version stays.

    1.1 was made before models were measured and before the effort could be
    chosen.
    """
    if entry.version > 1:
        return False
    if entry.minor_version < 2:
        data = dict(entry.data)
        if local := data.get(CONF_LOCAL):
            data[CONF_LOCAL] = {CONF_SECONDS: DEFAULT_SECONDS, **local}
        if cloud := data.get(CONF_CLOUD):
            data[CONF_CLOUD] = {CONF_EFFORT: DEFAULT_EFFORT, **cloud}
        hass.config_entries.async_update_entry(entry, data=data, minor_version=2)
    LOGGER.debug("The entry is of version %s.%s", entry.version, entry.minor_version)
    return True


async def _async_reload(hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
    """Start again with what a person changed."""
    await hass.config_entries.async_reload(entry.entry_id)


async def _async_load_notes(hass: HomeAssistant) -> NotesStore:
    """Return the notes; raise ConfigEntryError when a newer Hushwatt wrote them."""
    try:
        return await async_get_notes(hass)
    except UnsupportedStorageVersionError as error:
        raise ConfigEntryError(
            translation_domain=DOMAIN, translation_key="notes_too_new"
        ) from error


def _read_settings(entry: HushwattConfigEntry) -> Settings:
    """Return what the home has chosen."""
    return Settings(
        mode=Mode(entry.data[CONF_MODE]),
        pattern=Pattern(entry.options.get(CONF_PATTERN, Pattern.SANITIZE_AND_SOLVE)),
        dearer_plan=DearerPlan(entry.options.get(CONF_DEARER_PLAN, DearerPlan.REPLACE)),
    )
