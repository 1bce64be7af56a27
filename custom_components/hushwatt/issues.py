"""What a person should mend: repair issues that come and go with their cause.

No issue holds a word of a note: it tells how many, and leads to the list.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .cloud_name import telling_names
from .const import (
    CONF_AVAILABILITY_ENTITY,
    CONF_BATTERY_ENTITY,
    CONF_CLOUD,
    CONF_LOCAL,
    CONF_MODEL,
    CONF_NAMES_CONFIRMED,
    CONF_PART,
    CONF_POWER_ENTITY,
    CONF_PRICE_SOURCE,
    CONF_STATE_ENTITY,
    DOMAIN,
    LOGGER,
    SUBENTRY_APPLIANCE,
)
from .coordinator import SIGNAL_ADVICE, SIGNAL_HOUSEHOLD, HushwattConfigEntry
from .household.notes_store import NotesChange
from .vocabulary import Degraded, Household, NoteQuestion, Recommendation

GRACE: Final = timedelta(minutes=30)

_ENTITY_KEYS: Final = (
    CONF_AVAILABILITY_ENTITY,
    CONF_STATE_ENTITY,
    CONF_POWER_ENTITY,
    CONF_BATTERY_ENTITY,
)


class Issue(StrEnum):
    """What can be wrong, as the key of its texts."""

    BUDGET_REACHED = "budget_reached"
    CLOUD_NAME_PRIVATE = "cloud_name_private"
    ENTITY_MISSING = "entity_missing"
    LEDGER_UNWRITABLE = "ledger_unwritable"
    LOCAL_MODEL_MISSING = "local_model_missing"
    LOCAL_NOT_LOCAL = "local_not_local"
    NOTES_CONTRADICT = "notes_contradict"
    NOTES_SET_ASIDE = "notes_set_aside"
    NOTES_UNCLEAR = "notes_unclear"
    NOTES_UNREADABLE = "notes_unreadable"
    PRICES_NO_TOMORROW = "prices_no_tomorrow"
    PRICES_STALE = "prices_stale"
    PRICES_UNREADABLE = "prices_unreadable"


# What an answer went without, and the issue that this is.
_OF_ANSWERS: Final = {
    Degraded.BUDGET: Issue.BUDGET_REACHED,
    Degraded.LEDGER_UNWRITABLE: Issue.LEDGER_UNWRITABLE,
    Degraded.LOCAL_MODEL_MISSING: Issue.LOCAL_MODEL_MISSING,
    Degraded.LOCAL_NOT_LOCAL: Issue.LOCAL_NOT_LOCAL,
}
# What asks for a new key, and the part of the entry that it is for.
_OF_KEYS: Final = {
    Degraded.CLOUD_KEY_REJECTED: CONF_CLOUD,
    Degraded.LOCAL_KEY_REJECTED: CONF_LOCAL,
}
_FIXABLE: Final = frozenset(
    {
        Issue.BUDGET_REACHED,
        Issue.CLOUD_NAME_PRIVATE,
        Issue.ENTITY_MISSING,
        Issue.LOCAL_MODEL_MISSING,
        Issue.LOCAL_NOT_LOCAL,
        Issue.NOTES_SET_ASIDE,
        Issue.NOTES_UNREADABLE,
        Issue.PRICES_STALE,
        Issue.PRICES_UNREADABLE,
    }
)
# What the log tells once when it begins and once when it is over.
_OUTAGES: Final = {
    Degraded.LOCAL_UNREACHABLE: "The model server at home cannot be reached",
    Degraded.CLOUD_UNREACHABLE: "The cloud model cannot be reached",
}
# What is over only once the cloud was asked and gave no cause to tell of it.
_OF_THE_CLOUD: Final = frozenset(
    {Degraded.BUDGET, Degraded.LEDGER_UNWRITABLE, Degraded.CLOUD_UNREACHABLE}
)


class IssueKeeper:
    """Raises and withdraws the issues of one home while it is loaded."""

    def __init__(self, hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
        """Set up; nothing is raised before `async_start`."""
        self._hass = hass
        self._entry = entry
        self._no_prices_since: datetime | None = None
        self._outages: set[Degraded] = set()

    @callback
    def async_start(self) -> None:
        """Check now, and whenever notes, plans or answers are new."""
        data = self._entry.runtime_data
        on_unload = self._entry.async_on_unload
        on_unload(data.notes.async_listen(self._check_notes))
        on_unload(
            async_dispatcher_connect(self._hass, SIGNAL_HOUSEHOLD, self._check_home)
        )
        on_unload(
            async_dispatcher_connect(self._hass, SIGNAL_ADVICE, self._check_answer)
        )
        self._withdraw_outdated()
        self._check_notes(NotesChange.READINGS)
        if data.notes.set_aside is not None:
            # Until a person has seen it, restarts included.
            self._set(
                Issue.NOTES_SET_ASIDE, True, persistent=True, file=data.notes.set_aside
            )
        if data.reader.last is not None:
            self._check_home(data.reader.last)
        self._check_cloud_name()

    def _withdraw_outdated(self) -> None:
        """Withdraw what the next answer will tell anew, and what is about appliances that went."""
        for issue in _OF_ANSWERS.values():
            self._set(issue, False)
        for domain, issue_id in list(ir.async_get(self._hass).issues):
            subentry_id = issue_id.removeprefix(f"{Issue.ENTITY_MISSING}_")
            if domain == DOMAIN and subentry_id not in (
                issue_id,
                *self._entry.subentries,
            ):
                ir.async_delete_issue(self._hass, DOMAIN, issue_id)

    @callback
    def _check_notes(self, change: NotesChange) -> None:
        """Tell of notes that need an answer of a person."""
        notes = self._entry.runtime_data.notes
        questions = [
            stored.reading.question
            for stored in notes.open_notes()
            if stored.reading is not None and stored.reading.question is not None
        ]
        contradictions = questions.count(NoteQuestion.CONTRADICTION)
        unclear = len(questions) - contradictions
        self._count(Issue.NOTES_CONTRADICT, contradictions)
        self._count(Issue.NOTES_UNCLEAR, unclear)
        self._count(Issue.NOTES_UNREADABLE, notes.unreadable)

    @callback
    def _check_home(self, household: Household) -> None:
        """Tell of prices and entities that are missing."""
        if self._entry.data.get(CONF_PRICE_SOURCE) is not None:
            self._check_prices(household)
        for subentry in self._entry.get_subentries_of_type(SUBENTRY_APPLIANCE):
            self._check_entities(subentry)

    def _check_prices(self, household: Household) -> None:
        """Tell of prices that cannot be read, are past, or end at midnight."""
        tariff, now = household.tariff, household.now
        readable = tariff is not None and bool(tariff.windows)
        known_until = tariff.windows[-1].end if tariff and tariff.windows else now
        stale = readable and known_until <= now
        if readable and not stale:
            self._no_prices_since = None
        elif self._no_prices_since is None:
            self._no_prices_since = now
        waited = (
            self._no_prices_since is not None and now - self._no_prices_since >= GRACE
        )
        self._set(Issue.PRICES_UNREADABLE, waited and not readable)
        self._set(Issue.PRICES_STALE, waited and stale)
        self._set(
            Issue.PRICES_NO_TOMORROW, tariff is not None and tariff.tomorrow_overdue
        )

    def _check_entities(self, subentry: ConfigSubentry) -> None:
        """Tell of an appliance whose entities are gone."""
        registry = er.async_get(self._hass)
        missing = [
            entity_id
            for key in _ENTITY_KEYS
            if (entity_id := subentry.data.get(key))
            and self._hass.states.get(entity_id) is None
            and registry.async_get(entity_id) is None
        ]
        self._set(
            Issue.ENTITY_MISSING,
            bool(missing) and self._hass.is_running,
            suffix=subentry.subentry_id,
            appliance=subentry.title,
            entities=", ".join(missing),
        )

    @callback
    def _check_answer(self, recommendation: Recommendation) -> None:
        """Tell of what an answer went without."""
        if recommendation.draft:
            # What it goes without is known when it is refined.
            return
        codes = set(recommendation.degraded)
        unknown = frozenset() if recommendation.cloud.called else _OF_THE_CLOUD - codes
        for code, issue in _OF_ANSWERS.items():
            if code in unknown:
                continue
            local = self._entry.data.get(CONF_LOCAL, {})
            self._set(issue, code in codes, model=str(local.get(CONF_MODEL)))
        for code, part in _OF_KEYS.items():
            if code in codes:
                self._entry.async_start_reauth(self._hass, data={CONF_PART: part})
        self._log_outages((codes | (self._outages & unknown)) & _OUTAGES.keys())

    def _log_outages(self, now: Iterable[Degraded]) -> None:
        """Log once that a server is gone, and once that it is back."""
        now = set(now)
        for code in now - self._outages:
            LOGGER.warning(_OUTAGES[code])
        for code in self._outages - now:
            LOGGER.warning("%s: this is over", _OUTAGES[code])
        self._outages = now

    def _check_cloud_name(self) -> None:
        """Tell of a model or an address whose name tells of the home, unless it was confirmed at set-up."""
        cloud = self._entry.data.get(CONF_CLOUD, {})
        known = cloud.get(CONF_NAMES_CONFIRMED, False)
        telling = not known and telling_names(self._hass, self._entry, cloud)
        self._set(Issue.CLOUD_NAME_PRIVATE, bool(telling))

    def _count(self, issue: Issue, count: int) -> None:
        """Raise an issue that leads to the list of notes, or withdraw it."""
        self._set(issue, count > 0, learn_more=notes_url(self._hass), count=str(count))

    def _set(
        self,
        issue: Issue,
        present: bool,
        *,
        suffix: str | None = None,
        learn_more: str | None = None,
        persistent: bool = False,
        **placeholders: str,
    ) -> None:
        """Raise an issue, or withdraw it."""
        issue_id = f"{issue}_{suffix}" if suffix else str(issue)
        if not present:
            ir.async_delete_issue(self._hass, DOMAIN, issue_id)
            return
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            issue_id,
            data={"subentry_id": suffix},
            is_fixable=issue in _FIXABLE,
            is_persistent=persistent,
            learn_more_url=learn_more,
            severity=ir.IssueSeverity.WARNING,
            translation_key=issue,
            translation_placeholders=placeholders,
        )


@callback
def notes_url(hass: HomeAssistant) -> str | None:
    """Return where the list of notes is shown."""
    entry = next(iter(hass.config_entries.async_loaded_entries(DOMAIN)), None)
    if entry is None:
        return None
    entity_id = er.async_get(hass).async_get_entity_id(
        "todo", DOMAIN, f"{entry.entry_id}_notes"
    )
    return f"homeassistant://todo?entity_id={entity_id}"


@callback
def async_withdraw_all(hass: HomeAssistant) -> None:
    """Withdraw every issue of ours."""
    for domain, issue_id in list(ir.async_get(hass).issues):
        if domain == DOMAIN:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
