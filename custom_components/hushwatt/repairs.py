"""Mend what an issue tells of, where a person can."""

from typing import Any, Final, override

import voluptuous as vol

from homeassistant.components.repairs import (
    ConfirmRepairFlow,
    FlowType,
    RepairsFlow,
    RepairsFlowResult,
)
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    SubentryFlowContext,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .const import (
    CONF_BUDGET,
    CONF_CLOUD,
    CONF_LOCAL,
    CONF_PART,
    CONF_PRICE_SOURCE,
    DEFAULT_BUDGET,
    DOMAIN,
    SUBENTRY_APPLIANCE,
)
from .flow_options import dollars
from .household.notes_store import async_get_notes
from .issues import Issue

type IssueData = dict[str, str | int | float | None]

# The part of the entry that is chosen anew to mend an issue.
_PARTS: Final = {
    Issue.CLOUD_NAME_PRIVATE: CONF_CLOUD,
    Issue.LOCAL_MODEL_MISSING: CONF_LOCAL,
    Issue.LOCAL_NOT_LOCAL: CONF_LOCAL,
    Issue.PRICES_STALE: CONF_PRICE_SOURCE,
    Issue.PRICES_UNREADABLE: CONF_PRICE_SOURCE,
}


class ChooseAnewFlow(RepairsFlow):
    """Confirm, then go on to the flow in which the cause is chosen anew."""

    def __init__(self, entry: ConfigEntry, part: str | None, subentry_id: str) -> None:
        """Keep what to go on to: a part of the entry, or an appliance."""
        super().__init__()
        self._entry = entry
        self._part = part
        self._subentry_id = subentry_id

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_confirm()

    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Say what is wrong, and on confirmation go on."""
        if user_input is None:
            return self.async_show_form(
                step_id="confirm",
                data_schema=vol.Schema({}),
                description_placeholders=self._placeholders(),
            )
        flow = await (self._async_part() if self._part else self._async_appliance())
        return self.async_create_entry(data={}, next_flow=flow)

    async def _async_part(self) -> tuple[FlowType, str]:
        """Open the flow that chooses a part of the entry anew."""
        flow = await self.hass.config_entries.flow.async_init(
            DOMAIN,
            context={
                "source": SOURCE_RECONFIGURE,
                "entry_id": self._entry.entry_id,
            },
            data={CONF_PART: self._part},
        )
        return FlowType.CONFIG_FLOW, flow["flow_id"]

    async def _async_appliance(self) -> tuple[FlowType, str]:
        """Open the form of the appliance."""
        flow = await self.hass.config_entries.subentries.async_init(
            (self._entry.entry_id, SUBENTRY_APPLIANCE),
            context=SubentryFlowContext(
                source=SOURCE_RECONFIGURE, subentry_id=self._subentry_id
            ),
        )
        return FlowType.CONFIG_SUBENTRIES_FLOW, flow["flow_id"]

    def _placeholders(self) -> dict[str, str] | None:
        """Return what the texts of the issue name."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return issue.translation_placeholders if issue else None


class BudgetFlow(RepairsFlow):
    """Raise the monthly budget."""

    def __init__(self, entry: ConfigEntry) -> None:
        """Keep the entry whose budget it is."""
        super().__init__()
        self._entry = entry

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_raise()

    async def async_step_raise(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Ask for the new budget."""
        if user_input is not None:
            self.hass.config_entries.async_update_entry(
                self._entry, options={**self._entry.options, **user_input}
            )
            return self.async_create_entry(data={})
        budget = self._entry.options.get(CONF_BUDGET, DEFAULT_BUDGET)
        return self.async_show_form(
            step_id="raise",
            data_schema=vol.Schema(
                {vol.Required(CONF_BUDGET, default=budget): dollars(1000)}
            ),
        )


class ForgetNotesFlow(ConfirmRepairFlow):
    """Forget stored notes that cannot be read, once the person says so."""

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Say how many there are, and on confirmation forget them."""
        if user_input is not None:
            notes = await async_get_notes(self.hass)
            await notes.async_forget_unreadable()
        return await super().async_step_confirm(user_input)


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: IssueData | None
) -> RepairsFlow:
    """Return the flow that mends an issue."""
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    if issue_id == Issue.BUDGET_REACHED:
        return BudgetFlow(entry)
    if issue_id == Issue.NOTES_UNREADABLE:
        return ForgetNotesFlow()
    if issue_id == Issue.NOTES_SET_ASIDE:
        return ConfirmRepairFlow()
    part = next((part for issue, part in _PARTS.items() if issue == issue_id), None)
    return ChooseAnewFlow(entry, part, str((data or {}).get("subentry_id")))
