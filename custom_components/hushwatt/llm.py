"""Tools for other agents: ask for advice, get appliance, time and money, never a note."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, Final, override

import voluptuous as vol

from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    LLMContext,
    Tool,
    ToolAnnotations,
    ToolInput,
    ToolResult,
)
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType

from .asking import async_ask_or_draft
from .const import CONF_CLOUD, DOMAIN, LOGGER
from .coordinator import HushwattConfigEntry
from .grounding.saying import say_outside
from .response import as_advice, as_schedule
from .understanding import find_appliances
from .vocabulary import Constraint, ConstraintKind, Question, Recommendation, Source

ATTR_APPLIANCE: Final = "appliance"
DEMANDS: Final = {
    "finish_by": ConstraintKind.FINISH_BY,
    "not_before": ConstraintKind.NOT_BEFORE,
}

# Another agent's turn, of which a person waits for the end.
ANSWER_SECONDS: Final = 8.0
LONGEST_NAME: Final = 100


class AdviceTool(Tool):
    """What both tools have in common."""

    integration = DOMAIN

    def __init__(self, entry: HushwattConfigEntry) -> None:
        """Take the home; a question may reach the cloud only where one is set up."""
        self._entry = entry
        self.annotations = ToolAnnotations(
            read_only=True,
            destructive=False,
            idempotent=True,
            open_world=CONF_CLOUD in entry.data,
        )

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        """Return the advice, or why there is none."""
        asked = self.parameters(tool_input.tool_args)
        language = llm_context.language or hass.config.language
        try:
            return await self._async_answer(hass, asked, language)
        except Exception as error:  # noqa: BLE001  # its words may be private, and the agent would pass them on
            LOGGER.error("A tool was not answered: %s", type(error).__name__)
            return _failure("The advice could not be worked out")

    @abstractmethod
    async def _async_answer(
        self, hass: HomeAssistant, asked: Mapping[str, Any], language: str
    ) -> ToolResult:
        """Return the advice, or what to ask for instead."""

    async def _async_advise(
        self, hass: HomeAssistant, question: Question
    ) -> tuple[Recommendation, JsonObjectType]:
        """Return the advice, and what of it may be passed on."""
        found = await async_ask_or_draft(hass, self._entry, question, ANSWER_SECONDS)
        household = await self._entry.runtime_data.reader()
        return found, {**as_advice(found), "answer": say_outside(found, household)}


class RecommendTool(AdviceTool):
    """Advice on one appliance."""

    name = f"{DOMAIN}__recommend"
    title = "Recommend when to run an appliance"
    description = (
        "Tells whether a household appliance that uses electricity should run now or later, when exactly, what that"
        " costs and what waiting saves. Use it for any question about the cheapest or best time to run, start or"
        " charge an appliance, or about what a run costs. It starts nothing. Times are local; repeat times and costs"
        " exactly as given."
    )
    parameters = vol.Schema(
        {
            vol.Required(
                ATTR_APPLIANCE,
                description="The appliance in the user's own words, for example 'dishwasher' or 'car'",
            ): vol.All(cv.string, vol.Length(min=1, max=LONGEST_NAME)),
            vol.Optional(
                "finish_by",
                description="Local time HH:MM by which it must be done, only if the user names one",
            ): cv.string,
            vol.Optional(
                "not_before",
                description="Local time HH:MM before which it must not start, only if the user names one",
            ): cv.string,
        }
    )

    @override
    async def _async_answer(
        self, hass: HomeAssistant, asked: Mapping[str, Any], language: str
    ) -> ToolResult:
        """Return the advice, or which appliances there are."""
        household = await self._entry.runtime_data.reader()
        found = await hass.async_add_executor_job(
            find_appliances, asked[ATTR_APPLIANCE], language, household.appliances
        )
        if len(found) != 1:
            fitting = found or [one.id for one in household.appliances]
            names = [household.appliance(one).name for one in fitting]
            told = "Several appliances fit" if found else "There is no such appliance"
            return _failure(told, known_appliances=names)
        try:
            constraints = tuple(_constraints(asked, found[0]))
        except ValueError:
            return _failure("A time has to be written as HH:MM")
        _, data = await self._async_advise(
            hass, Question(appliances=found, constraints=constraints, language=language)
        )
        return ToolResult(data=data)


class PlanTool(AdviceTool):
    """The plan of all appliances."""

    name = f"{DOMAIN}__plan"
    title = "Plan all appliances"
    description = (
        "Tells when each household appliance that waits to be run should run so that together they cost least. Use it"
        " when the user asks for a plan of the night or of everything. It starts nothing. Times are local; repeat"
        " times and costs exactly as given."
    )

    @override
    async def _async_answer(
        self, hass: HomeAssistant, asked: Mapping[str, Any], language: str
    ) -> ToolResult:
        """Return the plan."""
        plan, data = await self._async_advise(hass, Question(language=language))
        return ToolResult(data={**data, "schedule": as_schedule(plan)})


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools of the home that is loaded, for agents that may use Assist."""
    if api_id != LLM_API_ASSIST:
        return None
    entries: list[HushwattConfigEntry] = hass.config_entries.async_loaded_entries(
        DOMAIN
    )
    if not entries or not entries[0].subentries:
        return None
    # Appliances are not listed here, or their names would go out with every turn.
    return LLMTools(tools=[RecommendTool(entries[0]), PlanTool(entries[0])])


def _constraints(asked: Mapping[str, Any], appliance: str) -> Iterator[Constraint]:
    """Yield what is demanded for this question only; raise ValueError for no time."""
    for key, kind in DEMANDS.items():
        if not asked.get(key):
            continue
        if (time := dt_util.parse_time(asked[key])) is None:
            raise ValueError(key)
        yield Constraint(
            kind=kind, appliance=appliance, source=Source.QUESTION, time=time
        )


def _failure(told: str, **more: Any) -> ToolResult:
    """Return that there is no advice, and what to do about it."""
    data: JsonObjectType = {"error": told, **more}
    return ToolResult(data=data, error=True)
