"""Sentences for Home Assistant's default agent: now or later, and when, without replacing it."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from homeassistant.components.conversation import ConversationInput
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.const import EVENT_COMPONENT_LOADED, Platform
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.collection import CollectionChange
from homeassistant.setup import EventComponentLoaded
from homeassistant.util.hass_dict import HassKey

from .asking import async_ask_or_draft
from .const import AGENT_KEY, DOMAIN, LOGGER
from .coordinator import HushwattConfigEntry
from .grounding.saying import say_outside
from .grounding.talking import ask_which, say_failed, say_not_understood
from .household.appliances import read_appliances
from .understanding import (
    Ask,
    AskKind,
    trigger_sentences,
    understand_in_any_language,
)
from .vocabulary import Question, Recommendation

if TYPE_CHECKING:
    from hassil.recognize import RecognizeResult

    from homeassistant.components.assist_pipeline.runtime import PipelineData

PIPELINES: Final = "assist_pipeline"
# Not imported: that part of Home Assistant may be missing, or come later.
_PIPELINE_DATA: HassKey[PipelineData] = HassKey(PIPELINES)

# The answer cannot be streamed, and a satellite gives up a little later.
ANSWER_SECONDS: Final = 2.0
MOST_ANSWERS: Final = 3


class DefaultAgentSentences:
    """Keeps our sentences with the default agent while no pipeline uses our own agent.

    They are heard before any agent is asked, cannot hand on and cannot stream,
    so they would take the best questions away from our own agent.
    """

    def __init__(self, hass: HomeAssistant, entry: HushwattConfigEntry) -> None:
        """Prepare; nothing is registered yet."""
        self._hass = hass
        self._entry = entry
        self._sentences: list[str] = []
        self._unregister: CALLBACK_TYPE | None = None
        self._unfollow: CALLBACK_TYPE | None = None

    async def async_start(self) -> None:
        """Read the sentences, and keep them registered as pipelines come and go, until unload."""
        appliances = read_appliances(self._hass, self._entry)
        self._sentences = await self._hass.async_add_executor_job(
            trigger_sentences,
            [one.name for one in appliances],
            [alias for one in appliances for alias in one.aliases],
        )
        listen, on_unload = self._hass.bus.async_listen, self._entry.async_on_unload
        on_unload(listen(EVENT_COMPONENT_LOADED, self._loaded))
        on_unload(listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._renamed))
        on_unload(self._stop)
        self._follow()

    @callback
    def _follow(self) -> None:
        """Follow the pipelines, if there are any by now."""
        if self._unfollow is None and PIPELINES in self._hass.config.components:
            store = self._hass.data[_PIPELINE_DATA].pipeline_store
            self._unfollow = store.async_add_change_set_listener(self._async_changed)
        self._update()

    @callback
    def _loaded(self, event: Event[EventComponentLoaded]) -> None:
        """React to pipelines that come later than we do."""
        if event.data["component"] == PIPELINES:
            self._follow()

    @callback
    def _renamed(self, event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """React to a new name of an entity, which may be our agent's."""
        if "old_entity_id" in event.data:
            self._update()

    async def _async_changed(self, changes: Iterable[CollectionChange]) -> None:
        """React to a pipeline that was made, changed or removed."""
        self._update()

    @callback
    def _update(self) -> None:
        """Register the sentences, or take them back."""
        wanted = bool(self._sentences) and not self._is_in_a_pipeline()
        if wanted and self._unregister is None:
            self._unregister = get_agent_manager(self._hass).register_trigger(
                self._sentences, self._async_answer
            )
        elif not wanted and self._unregister is not None:
            self._unregister()
            self._unregister = None

    def _is_in_a_pipeline(self) -> bool:
        """Tell whether any pipeline uses our own agent."""
        if PIPELINES not in self._hass.config.components:
            return False
        agent = er.async_get(self._hass).async_get_entity_id(
            Platform.CONVERSATION, DOMAIN, f"{self._entry.entry_id}_{AGENT_KEY}"
        )
        pipelines = self._hass.data[_PIPELINE_DATA].pipeline_store.async_items()
        return any(one.conversation_engine == agent for one in pipelines)

    @callback
    def _stop(self) -> None:
        """Take the sentences back for good."""
        self._sentences = []
        self._update()
        if self._unfollow is not None:
            self._unfollow()
            self._unfollow = None

    async def _async_answer(
        self, user_input: ConversationInput, result: RecognizeResult
    ) -> str:
        """Return what the default agent says; nobody else can answer any more."""
        try:
            return await self._async_advise(user_input)
        except Exception as error:  # noqa: BLE001  # silence is worse than any answer
            # Not its text, which may hold a word of the home.
            LOGGER.error("A sentence was not answered: %s", type(error).__name__)
            return say_failed(user_input.language)

    async def _async_advise(self, user_input: ConversationInput) -> str:
        """Return the advice on each appliance that is meant: appliance, time and money only."""
        household = await self._entry.runtime_data.reader()
        ask, language = await self._hass.async_add_executor_job(
            understand_in_any_language,
            user_input.text,
            user_input.language,
            household.appliances,
            household.now,
        )
        if ask.kind not in (AskKind.ADVISE, AskKind.WHEN):
            return say_not_understood(language)
        if not 0 < len(ask.appliances) <= MOST_ANSWERS:
            named = [household.appliance(one) for one in ask.appliances]
            return ask_which(named or household.appliances, language)
        found = await asyncio.gather(
            *(self._async_ask(ask, one, language) for one in ask.appliances)
        )
        return " ".join(say_outside(one, household) for one in found)

    async def _async_ask(
        self, ask: Ask, appliance: str, language: str
    ) -> Recommendation:
        """Return the advice on one appliance, in time to be said."""
        question = Question(
            appliances=(appliance,), language=language, allow_cloud=ask.allow_cloud
        )
        return await async_ask_or_draft(
            self._hass, self._entry, question, ANSWER_SECONDS
        )
