"""Keep what the entities show current, with the local solver only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, State, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.dispatcher import (
    async_dispatcher_connect,
    async_dispatcher_send,
)
from homeassistant.helpers.event import (
    EventStateChangedData,
    async_call_later,
    async_track_point_in_utc_time,
    async_track_state_change_event,
    async_track_time_change,
)
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util
from homeassistant.util.signal_type import SignalType

from .advisor import Advisor
from .const import DOMAIN, LOGGER
from .household.energy_dashboard import SIGNAL_DASHBOARD
from .household.notes_store import NotesChange, NotesStore
from .household.reading import async_read_household
from .household.tariffs import SIGNAL_PRICES, next_asking
from .privacy.ledger import Ledger, Month
from .vocabulary import Household, PlannedRun, Reason, Recommendation, Verdict
from .watching import watched_entities

SIGNAL_HOUSEHOLD: SignalType[Household] = SignalType(f"{DOMAIN}_household")
SIGNAL_ADVICE: SignalType[Recommendation] = SignalType(f"{DOMAIN}_advice")
DEBOUNCE_SECONDS = 1.0
TICK_SECONDS = 30.0
QUARTER = timedelta(minutes=15)
LATCHED_MONEY = 0.01


class HouseholdReader:
    """Reads the household for the advisor, and remembers what it read last."""

    def __init__(self, hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
        """Start with nothing read."""
        self._hass = hass
        self._entry = entry
        self.last: Household | None = None

    async def __call__(self) -> Household:
        """Return the household as it is now."""
        self.last = await async_read_household(self._hass, self._entry)
        async_dispatcher_send(self._hass, SIGNAL_HOUSEHOLD, self.last)
        return self.last


@dataclass(frozen=True, kw_only=True)
class HushwattData:
    """What a loaded entry holds."""

    advisor: Advisor
    reader: HouseholdReader
    notes: NotesStore
    ledger: Ledger
    coordinator: HushwattCoordinator
    spending: LedgerCoordinator


type HushwattConfigEntry = ConfigEntry[HushwattData]


@dataclass(frozen=True, kw_only=True)
class ApplianceAdvice:
    """What the entities of one appliance show; costs in `currency`.

    `run` is latched: it stays until its start moves by a quarter of an hour or
    its cost by 0.01. `best_start` is its start, or the one that was shown before
    a restart.
    """

    name: str
    verdict: Verdict
    reason: Reason
    run: PlannedRun | None
    best_start: datetime | None
    cost_now: float | None
    currency: str | None

    @property
    def waits(self) -> bool:
        """Tell whether the appliance waits to be run, and can be."""
        return (
            self.verdict is not Verdict.NOT_POSSIBLE
            and self.reason is not Reason.NOT_READY
        )

    @property
    def good_time_now(self) -> bool:
        """Tell whether running now is allowed, and waiting would save next to nothing."""
        return self.waits and self.verdict is Verdict.RUN_NOW

    @property
    def saving(self) -> float | None:
        """Return what waiting for the latched run saves against running now."""
        if self.run is None or self.cost_now is None:
            return None
        return self.cost_now - self.run.cost


class HushwattCoordinator(DataUpdateCoordinator[Mapping[str, ApplianceAdvice]]):
    """The local plan of every appliance, by subentry id.

    It is made again, debounced, when a state, a price, a note or the clock
    changes what is best; never by polling and never with the cloud.
    """

    config_entry: HushwattConfigEntry

    def __init__(
        self, hass: HomeAssistant, entry: HushwattConfigEntry, advisor: Advisor
    ) -> None:
        """Set up; nothing is followed before `async_follow`."""
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=DOMAIN,
            request_refresh_debouncer=Debouncer(
                hass, LOGGER, cooldown=DEBOUNCE_SECONDS, immediate=False
            ),
            always_update=False,
        )
        self._advisor = advisor
        self._cancel_clock: CALLBACK_TYPE | None = None
        self._cancel_measured: CALLBACK_TYPE | None = None
        # Starts that were shown before a restart, until there is a plan.
        self._shown_before: dict[str, datetime] = {}
        # From the first plan on, so that a set-up that fails later leaves no timer.
        entry.async_on_unload(self._stop_timers)

    @override
    async def _async_update_data(self) -> Mapping[str, ApplianceAdvice]:
        """Return fresh local advice, latched onto what was shown before.

        A plan that cannot be made is tried again with the next quarter of an
        hour, and told of in the log once.
        """
        try:
            fresh = await self._advisor.refresh()
        except Exception as error:
            self._follow_clock(())
            if self.last_update_success:
                raise
            raise UpdateFailed(
                translation_domain=DOMAIN, translation_key="plan_failed"
            ) from error
        before = self.data or {}
        advice = {
            appliance: self._with_shown_before(
                appliance, _latched(before.get(appliance), recommendation)
            )
            for appliance, recommendation in fresh.items()
        }
        self._follow_clock(advice.values())
        return advice

    @callback
    def async_restore(self, appliance_id: str, best_start: datetime) -> None:
        """Take up the start that was shown before a restart, now or when there is a plan."""
        self._shown_before[appliance_id] = best_start
        if (advice := self.data.get(appliance_id)) is not None:
            restored = self._with_shown_before(appliance_id, advice)
            self.data = {**self.data, appliance_id: restored}

    @callback
    def _with_shown_before(
        self, appliance_id: str, advice: ApplianceAdvice
    ) -> ApplianceAdvice:
        """Return advice with the start of before a restart while it is as good.

        Prices and devices come late after a restart: until Home Assistant has
        started, a start that is not past stays as it was.
        """
        best_start = self._shown_before.get(appliance_id)
        if best_start is None:
            return advice
        if advice.best_start is None:
            waits = not self.hass.is_running and best_start + QUARTER > dt_util.utcnow()
            return replace(advice, best_start=best_start) if waits else advice
        if advice.run is None:
            return advice
        del self._shown_before[appliance_id]
        if abs(advice.best_start - best_start) < QUARTER:
            return replace(advice, best_start=best_start)
        return advice

    @callback
    def async_follow(self, notes: NotesStore) -> None:
        """Make the plan again whenever something that it rests on changes."""
        on_unload = self.config_entry.async_on_unload
        on_unload(
            async_track_state_change_event(
                self.hass,
                watched_entities(self.hass, self.config_entry),
                self._state_changed,
            )
        )
        on_unload(notes.async_listen(self._notes_changed))
        on_unload(
            self.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._config_changed)
        )
        on_unload(async_at_started(self.hass, self._started))
        for signal in (SIGNAL_PRICES, SIGNAL_DASHBOARD):
            on_unload(async_dispatcher_connect(self.hass, signal, self._prices_came))

    @callback
    def _request(self) -> None:
        """Ask for one refresh soon; many requests make one."""
        if not self._shutdown_requested:
            self.config_entry.async_create_task(
                self.hass, self.async_request_refresh(), eager_start=True
            )

    @callback
    def _state_changed(self, event: Event[EventStateChangedData]) -> None:
        """React to a new state of a watched entity; a meter that ticks can wait."""
        if not _is_tick(event.data["old_state"], event.data["new_state"]):
            self._request()
        elif self._cancel_measured is None:
            self._cancel_measured = async_call_later(
                self.hass, TICK_SECONDS, self._tick_reached
            )

    @callback
    def _tick_reached(self, now: datetime) -> None:
        """React to what meters told meanwhile."""
        self._cancel_measured = None
        self._request()

    @callback
    def _notes_changed(self, change: NotesChange) -> None:
        """React to a note that was written or understood."""
        self._request()

    @callback
    def _config_changed(self, event: Event[Mapping[str, object]]) -> None:
        """React to a new time zone or currency of the home."""
        self._request()

    @callback
    def _started(self, hass: HomeAssistant) -> None:
        """React to the end of the start, when every price source is there."""
        self._request()

    @callback
    def _prices_came(self) -> None:
        """React to prices that came late, or out of another Energy dashboard."""
        self._request()

    @callback
    def _clock_reached(self, now: datetime) -> None:
        """React to a moment at which another run may be best."""
        self._cancel_clock = None
        self._request()

    @callback
    def _follow_clock(self, advice: Iterable[ApplianceAdvice]) -> None:
        """Wake at the next quarter of an hour, the next start, or when prices may come."""
        if self._cancel_clock is not None:
            self._cancel_clock()
        if self._shutdown_requested:
            return
        now = dt_util.utcnow()
        moments = [one.run.start for one in advice if one.run and one.run.start > now]
        if (asking := next_asking(self.hass, now)) is not None:
            moments.append(asking)
        self._cancel_clock = async_track_point_in_utc_time(
            self.hass, self._clock_reached, min([next_quarter(now), *moments])
        )

    @callback
    def _stop_timers(self) -> None:
        """Forget what is due."""
        for cancel in (self._cancel_clock, self._cancel_measured):
            if cancel is not None:
                cancel()
        self._cancel_clock = self._cancel_measured = None


class LedgerCoordinator(DataUpdateCoordinator[Month]):
    """What this month was sent to the cloud; read again after each advice."""

    config_entry: HushwattConfigEntry

    def __init__(
        self, hass: HomeAssistant, entry: HushwattConfigEntry, ledger: Ledger
    ) -> None:
        """Set up; nothing is followed before `async_follow`."""
        super().__init__(
            hass,
            LOGGER,
            config_entry=entry,
            name=f"{DOMAIN} ledger",
            request_refresh_debouncer=Debouncer(
                hass, LOGGER, cooldown=DEBOUNCE_SECONDS, immediate=False
            ),
            always_update=False,
        )
        self._ledger = ledger
        self.last_advice: Recommendation | None = None

    @override
    async def _async_update_data(self) -> Month:
        """Return the sums of this month."""
        try:
            return await self._ledger.month()
        except OSError as error:
            raise UpdateFailed(
                translation_domain=DOMAIN, translation_key="ledger_unreadable"
            ) from error

    @callback
    def async_follow(self) -> None:
        """Read the ledger again after each advice, and when a month may begin."""
        on_unload = self.config_entry.async_on_unload
        on_unload(async_dispatcher_connect(self.hass, SIGNAL_ADVICE, self._advised))
        on_unload(
            async_track_time_change(
                self.hass, self._day_began, hour=0, minute=0, second=0
            )
        )

    @callback
    def _advised(self, recommendation: Recommendation) -> None:
        """React to advice that may have used the cloud."""
        self.last_advice = recommendation
        self.config_entry.async_create_task(
            self.hass, self.async_request_refresh(), eager_start=True
        )

    @callback
    def _day_began(self, now: datetime) -> None:
        """React to a new day."""
        self.config_entry.async_create_task(
            self.hass, self.async_request_refresh(), eager_start=True
        )


def _is_tick(old: State | None, new: State | None) -> bool:
    """Tell whether a number merely became another number."""
    if old is None or new is None:
        return False
    try:
        float(old.state), float(new.state)
    except ValueError:
        return False
    return True


def next_quarter(now: datetime) -> datetime:
    """Return the next quarter of an hour after `now` (aware), where prices change."""
    return now - (now - dt_util.utc_from_timestamp(0)) % QUARTER + QUARTER


def _latched(
    before: ApplianceAdvice | None, recommendation: Recommendation
) -> ApplianceAdvice:
    """Return advice that keeps the run shown before while it is as good as the new."""
    fresh = run = recommendation.run
    best_start = None if run is None else run.start
    if before and before.run and before.best_start and fresh:
        moved = abs(fresh.start - before.best_start) >= QUARTER
        dearer = abs(fresh.cost - before.run.cost) >= LATCHED_MONEY
        if not moved and not dearer:
            run, best_start = before.run, before.best_start
    return ApplianceAdvice(
        name=recommendation.appliance_name or "",
        verdict=recommendation.verdict,
        reason=recommendation.reason,
        run=run,
        best_start=best_start,
        cost_now=None if fresh is None else fresh.cost_now,
        currency=recommendation.currency,
    )
