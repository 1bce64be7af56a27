"""An event for each advice that was given, for automations."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import SIGNAL_ADVICE, HushwattConfigEntry
from .entity import HushwattEntity
from .response import as_response
from .vocabulary import Recommendation, Verdict

PARALLEL_UPDATES = 0

# Words of a note can stand behind these; an event is kept by the recorder.
_LEFT_OUT = ("recommendation", "answer", "conflicts")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the event of advice."""
    async_add_entities([AdviceEvent(entry, "advice")])


class AdviceEvent(HushwattEntity, EventEntity):
    """What was advised: the verdict is the type, the figures are attributes."""

    _attr_event_types = [verdict.value for verdict in Verdict]
    _unrecorded_attributes = frozenset({"schedule", "cloud"})

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what is advised."""
        await super().async_added_to_hass()
        self.async_on_remove(
            async_dispatcher_connect(self.hass, SIGNAL_ADVICE, self._advised)
        )

    @callback
    def _advised(self, recommendation: Recommendation) -> None:
        """Tell of one advice."""
        figures = {
            key: value
            for key, value in as_response(recommendation).items()
            if key not in _LEFT_OUT
        }
        self._trigger_event(recommendation.verdict.value, figures)
        self.async_write_ha_state()
