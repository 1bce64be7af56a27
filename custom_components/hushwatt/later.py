"""What a draft was refined to is told after the run in which it was given."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from homeassistant.components import persistent_notification
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util

from .const import DOMAIN, LOGGER
from .coordinator import HushwattConfigEntry
from .grounding.talking import say_refined
from .quiet import is_quiet
from .recommending import is_material
from .vocabulary import Recommendation

# A satellite may say that it is idle before it has said everything.
CHARACTERS_A_SECOND: Final = 14.0
PAUSE_SECONDS: Final = 2.0
# Who has talked on for so long finds it in the notifications.
PATIENCE_SECONDS: Final = 300.0

_SATELLITE: Final = "assist_satellite"
_IDLE: Final = "idle"


@dataclass(frozen=True, kw_only=True)
class Given:
    """A draft that was given: how many characters were said, and where.

    `words` puts advice into the words that were asked for, `keep` takes what the
    talk is about from now on. `satellite` is an entity id, None for a talk in
    writing.
    """

    draft: Recommendation
    said: int
    satellite: str | None
    words: Callable[[Recommendation], str]
    keep: Callable[[Recommendation], None]


class LaterTeller:
    """Waits for refinements; one for each talk, the newest."""

    def __init__(self, hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
        """Wait for nothing yet."""
        self._hass = hass
        self._entry = entry
        self._waiting: dict[str, asyncio.Task[None]] = {}

    @callback
    def async_follow(
        self, talk: str, refining: Awaitable[Recommendation], given: Given
    ) -> None:
        """Tell of what a draft becomes, if that matters to whoever heard it."""
        self.async_forget(talk)
        task = self._entry.async_create_background_task(
            self._hass, self._async_tell(refining, given), f"{DOMAIN} refinement"
        )
        self._waiting[talk] = task
        task.add_done_callback(lambda done: self._async_done(talk, done))

    @callback
    def async_forget(self, talk: str) -> None:
        """Tell no more of an earlier question: a talk has gone on."""
        if (task := self._waiting.pop(talk, None)) is not None:
            task.cancel()

    @callback
    def _async_done(self, talk: str, task: asyncio.Task[None]) -> None:
        """Forget a telling that is over."""
        if self._waiting.get(talk) is task:
            del self._waiting[talk]

    async def _async_tell(
        self, refining: Awaitable[Recommendation], given: Given
    ) -> None:
        """Say a refinement that matters where the draft was said, else show it."""
        not_before = (
            self._hass.loop.time() + given.said / CHARACTERS_A_SECOND + PAUSE_SECONDS
        )
        try:
            refined = await asyncio.shield(asyncio.ensure_future(refining))
        except Exception as error:  # noqa: BLE001  # the draft stands, whatever came of its refinement
            LOGGER.debug("A draft was not refined: %s", type(error).__name__)
            return
        given.keep(refined)
        if not is_material(given.draft, refined):
            return
        message = say_refined(given.words(refined), refined.language, changed=True)
        if not await self._async_say(given.satellite, message, not_before):
            persistent_notification.async_create(
                self._hass, message, self._entry.title, f"{DOMAIN}_refined"
            )

    async def _async_say(
        self, satellite: str | None, message: str, not_before: float
    ) -> bool:
        """Return whether a satellite said a message, which it does when it serves nobody."""
        if satellite is None or self._is_quiet():
            return False
        await asyncio.sleep(max(0.0, not_before - self._hass.loop.time()))
        if not await _async_idle(self._hass, satellite) or self._is_quiet():
            return False
        try:
            await self._hass.services.async_call(
                _SATELLITE,
                "announce",
                {ATTR_ENTITY_ID: satellite, "message": message},
                blocking=True,
            )
        except Exception as error:  # noqa: BLE001  # whatever a satellite raises, the person is told in another way
            LOGGER.debug("A satellite did not speak: %s", type(error).__name__)
            return False
        return True

    def _is_quiet(self) -> bool:
        """Return whether the home is quiet now."""
        household = self._entry.runtime_data.reader.last
        return household is not None and is_quiet(household, dt_util.utcnow())


async def _async_idle(hass: HomeAssistant, satellite: str) -> bool:
    """Return whether a satellite is idle, after waiting for that as long as it is worth it."""
    idle = asyncio.Event()

    @callback
    def look(state: State | None) -> None:
        """See what the satellite does."""
        if state is not None and state.state == _IDLE:
            idle.set()
        else:
            idle.clear()

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        """React to another state."""
        look(event.data["new_state"])

    cancel = async_track_state_change_event(hass, satellite, changed)
    look(hass.states.get(satellite))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            # Woken later than told, it may be busy again.
            while not idle.is_set():
                await idle.wait()
    except TimeoutError:
        return False
    finally:
        cancel()
    return True
