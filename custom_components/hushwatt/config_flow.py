"""Set Hushwatt up: models, prices, and then the first appliance."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, override

import voluptuous as vol

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
    SubentryFlowContext,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from .const import (
    CONF_API_KEY,
    CONF_CLOUD,
    CONF_LOCAL,
    CONF_MODE,
    CONF_PART,
    CONF_PRICE_SOURCE,
    DOMAIN,
    SUBENTRY_APPLIANCE,
)
from .flow_appliance import ApplianceFlow
from .flow_cloud import CloudSteps
from .flow_local import LocalSteps
from .flow_options import HushwattOptionsFlow
from .flow_price_fields import price_source_selector
from .flow_prices import PriceSteps, as_errors
from .flow_steps import KEY_SELECTOR
from .household.tariffs import TariffError
from .vocabulary import Mode

TITLE = "Hushwatt"


class HushwattConfigFlow(PriceSteps, LocalSteps, CloudSteps, domain=DOMAIN):
    """Set up or change the one entry of a home."""

    VERSION = 1
    MINOR_VERSION = 2

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the kinds of subentry: appliances."""
        return {SUBENTRY_APPLIANCE: ApplianceFlow}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow of the options."""
        return HushwattOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which models the home has and where prices come from."""
        return await self._async_step_home("user", user_input)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Change the models or the price source, or only the part that an issue names."""
        if user_input is not None and CONF_PART in user_input:
            part = user_input[CONF_PART]
            self.collected = {k: v for k, v in self.current.items() if k != part}
            return await self.async_continue()
        return await self._async_step_home("reconfigure", user_input)

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Ask for a new key, of the server at home or of the cloud."""
        if entry_data.get(CONF_PART) == CONF_LOCAL:
            return await self.async_step_reauth_local()
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a key that the cloud accepts."""
        return await self._async_step_key(
            "reauth_confirm", CONF_CLOUD, self.async_try_cloud, user_input
        )

    async def async_step_reauth_local(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take a key that the server at home accepts."""
        return await self._async_step_key(
            "reauth_local", CONF_LOCAL, self.async_try_local, user_input
        )

    async def _async_step_key(
        self,
        step_id: str,
        part: str,
        try_part: Callable[[Mapping[str, Any]], Awaitable[dict[str, str]]],
        user_input: dict[str, Any] | None,
    ) -> ConfigFlowResult:
        """Take a key for a part of the entry that `try_part` finds nothing wrong with."""
        entry = self._get_reauth_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            tried = {**entry.data[part], CONF_API_KEY: user_input[CONF_API_KEY].strip()}
            errors = await try_part(tried)
            if not errors:
                return self.async_update_and_abort(entry, data_updates={part: tried})
        return self.async_show_form(
            step_id=step_id,
            data_schema=vol.Schema({vol.Required(CONF_API_KEY): KEY_SELECTOR}),
            errors=errors,
        )

    async def _async_step_home(
        self, step_id: str, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        """Ask which models the home has and where prices come from."""
        offers = await self.async_price_offers()
        failed: TariffError | None = None
        if user_input is not None:
            self.collected = {CONF_MODE: user_input[CONF_MODE]}
            try:
                return await self.async_take_price_source(user_input[CONF_PRICE_SOURCE])
            except TariffError as error:
                failed = error
        elif self.source == "reconfigure":
            failed = await self.async_why_unreadable()
        schema = vol.Schema(
            {
                vol.Required(CONF_MODE): SelectSelector(
                    SelectSelectorConfig(
                        options=list(Mode),
                        mode=SelectSelectorMode.LIST,
                        translation_key=CONF_MODE,
                    )
                ),
                vol.Required(CONF_PRICE_SOURCE): price_source_selector(offers),
            }
        )
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                schema,
                user_input
                or {
                    CONF_MODE: self.current.get(CONF_MODE, Mode.BUILT_IN),
                    CONF_PRICE_SOURCE: self.chosen_price_source(),
                },
            ),
            errors=as_errors(failed, CONF_PRICE_SOURCE),
            description_placeholders=failed.placeholders if failed else None,
        )

    @override
    async def async_continue(self) -> ConfigFlowResult:
        """Go to the next part that is missing, or finish."""
        mode = self.collected[CONF_MODE]
        if CONF_PRICE_SOURCE not in self.collected:
            return await self._async_step_home("reconfigure", None)
        if mode != Mode.BUILT_IN and CONF_LOCAL not in self.collected:
            return await self.async_step_local()
        if mode == Mode.HYBRID and CONF_CLOUD not in self.collected:
            return await self.async_step_cloud()
        if self.source == "reconfigure":
            return self.async_update_and_abort(
                self._get_reconfigure_entry(), data=self.collected
            )
        return self.async_create_entry(title=TITLE, data=self.collected)

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on to the first appliance, unless the home could not be set up."""
        appliance = await self.hass.config_entries.subentries.async_init(
            (result["result"].entry_id, SUBENTRY_APPLIANCE),
            context=SubentryFlowContext(source=SOURCE_USER),
        )
        if appliance["type"] is FlowResultType.FORM:
            result["next_flow"] = (
                FlowType.CONFIG_SUBENTRIES_FLOW,
                appliance["flow_id"],
            )
        return result
