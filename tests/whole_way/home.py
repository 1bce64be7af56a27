"""The reference home in hybrid mode, and a person's hands on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
import json
from typing import Any, Final

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from homeassistant.components.conversation import async_converse
from homeassistant.config_entries import ConfigEntryState, ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.util import dt as dt_util

from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE
from demo import reference_home
from demo.reference_home import DemoAppliance
from stand_ins.ollama import Chat, OllamaStandIn
from stand_ins.openai import OpenAIStandIn

AGENT: Final = "conversation.hushwatt_advisor"
NOTES_LIST: Final = "todo.hushwatt_household_notes"
ADVICE: Final = "event.hushwatt_advice"
SOON: Final = timedelta(seconds=2)
EVENING: Final = "2026-11-17T18:30:00+01:00"
QUESTION: Final = reference_home.QUESTION

SCHEDULE: Final = [
    {
        "appliance": "Dishwasher",
        "start": "2026-11-17T20:00:00+01:00",
        "end": "2026-11-17T21:30:00+01:00",
        "cost": 0.264,
    },
    {
        "appliance": "EV charger",
        "start": "2026-11-18T00:00:00+01:00",
        "end": "2026-11-18T02:00:00+01:00",
        "cost": 1.68,
    },
]


@dataclass(frozen=True, kw_only=True)
class HybridHome:
    """A home with a model of its own and one in the cloud, both on this machine."""

    hass: HomeAssistant
    entry: MockConfigEntry
    appliances: Sequence[DemoAppliance]
    local: OllamaStandIn
    cloud: OpenAIStandIn

    async def start(self) -> None:
        """Load the entry, with all that the home's appliances tell."""
        for one in self.appliances:
            state = "on" if one.ready else "off"
            self.hass.states.async_set(f"input_boolean.{one.helper}", state)
        self.entry.add_to_hass(self.hass)
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.settle()

    async def stop(self) -> None:
        """Unload the entry, which closes its connections."""
        await self.settle()
        if self.entry.state is ConfigEntryState.LOADED:
            assert await self.hass.config_entries.async_unload(self.entry.entry_id)

    async def settle(self, after: timedelta = SOON) -> None:
        """Let everything that is due by then happen: notes are read, the plan is made again."""
        for _ in range(2):
            await self.hass.async_block_till_done(wait_background_tasks=True)
            async_fire_time_changed(self.hass, dt_util.utcnow() + after)
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def write(self, *notes: str) -> None:
        """Write notes into the list, and wait until they are read."""
        for note in notes:
            await self.hass.services.async_call(
                "todo",
                "add_item",
                {"entity_id": NOTES_LIST, "item": note},
                blocking=True,
            )
        await self.settle()

    async def ask(
        self, words: str = QUESTION, *, conversation: str | None = None
    ) -> tuple[str, Mapping[str, Any]]:
        """Ask the agent; return what it says, and what automations are told of it."""
        result = await async_converse(
            self.hass,
            words,
            conversation_id=conversation,
            context=Context(),
            language="en",
            agent_id=AGENT,
        )
        speech: str = result.response.speech["plain"]["speech"]
        event = self.hass.states.get(ADVICE)
        assert event is not None
        return speech, event.attributes

    async def call(self, action: str, **data: Any) -> Any:
        """Perform one of our actions as an administrator, and return its response."""
        return await self.hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True
        )

    async def recommend(self, **data: Any) -> Any:
        """Return the response to the reference question, or to a call of one's own."""
        return await self.call("recommend", **(data or {"question": QUESTION}))

    async def sent(self) -> list[Any]:
        """Return what was sent to the cloud, the newest first."""
        entries: list[Any] = (await self.call("get_sent"))["entries"]
        return entries

    @property
    def readings(self) -> list[Chat]:
        """Return the calls in which the model at home was asked to read a note."""
        return [chat for chat in self.local.chats if "household note" in chat.text]

    @property
    def problem(self) -> Any:
        """Return the problem that the cloud was sent last."""
        return json.loads(self.cloud.asked[-1]["input"])


def hybrid_entry(
    local: OllamaStandIn,
    cloud: OpenAIStandIn,
    appliances: Sequence[DemoAppliance],
    *,
    seconds: float,
    options: Mapping[str, Any],
) -> MockConfigEntry:
    """Return the entry as the flow makes it; `seconds` is what a local call may take."""
    return MockConfigEntry(
        domain=DOMAIN,
        title="Hushwatt",
        data={
            "mode": "hybrid",
            "price_source": {
                "kind": "table",
                "prices": list(reference_home.PRICE_ROWS),
                "currency": reference_home.CURRENCY,
            },
            "local": {"url": local.url, "model": "gemma4:e4b", "seconds": seconds},
            "cloud": {
                "provider": "openai",
                "api_key": cloud.key,
                "model": "gpt-5.4",
                "effort": "medium",
                "endpoint": f"{cloud.url}/v1",
            },
        },
        options=dict(options),
        subentries_data=[
            ConfigSubentryData(
                data={
                    "aliases": list(one.aliases),
                    "duration": one.duration,
                    "energy": one.energy,
                    "availability_entity": f"input_boolean.{one.helper}",
                },
                subentry_id=one.kind,
                subentry_type=SUBENTRY_APPLIANCE,
                title=one.name,
                unique_id=None,
            )
            for one in appliances
        ],
    )


def assert_true(figures: Mapping[str, Any], speech: str) -> None:
    """Check that an answer is that of the reference case, in figures and in words."""
    assert figures["reason"] == "cheaper_later"
    assert figures["appliance"] == "Dishwasher"
    assert figures["start"] == SCHEDULE[0]["start"]
    assert figures["end"] == SCHEDULE[0]["end"]
    assert figures["schedule"] == SCHEDULE
    assert (figures["cost_now"], figures["cost"]) == (0.54, 0.264)
    assert figures["saving"] == 0.276
    assert figures["verified"] is True
    assert figures["optimality_gap"] == 0
    assert speech.startswith("Later: ")
    for told in ("dishwasher", "20:00", "21:30", "€0.28"):
        assert told in speech
    assert "vacuum" not in speech.lower()
