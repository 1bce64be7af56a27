"""The steps that choose a model in the cloud, and try it."""

from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlowResult
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from .cloud_check import async_check_cloud
from .cloud_name import telling_names
from .connections import read_endpoint
from .const import (
    CONF_API_KEY,
    CONF_API_VERSION,
    CONF_BUDGET,
    CONF_CLOUD,
    CONF_EFFORT,
    CONF_ENDPOINT,
    CONF_MODEL,
    CONF_NAMES_CONFIRMED,
    CONF_PROVIDER,
    DEFAULT_BUDGET,
    DEFAULT_CLOUD_MODEL,
    DEFAULT_EFFORT,
    DOMAIN,
)
from .flow_steps import KEY_SELECTOR, SetUpSteps
from .ledger_store import async_get_ledger
from .models.efforts import allowed_efforts
from .privacy.endpoint import Effort, Provider
from .vocabulary import Degraded

SECTION_DETAILS: Final = "details"

DETAILS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_EFFORT, default=DEFAULT_EFFORT): SelectSelector(
            SelectSelectorConfig(
                options=list(Effort),
                mode=SelectSelectorMode.DROPDOWN,
                translation_key=CONF_EFFORT,
            )
        ),
        vol.Optional(CONF_ENDPOINT): TextSelector(
            TextSelectorConfig(type=TextSelectorType.URL)
        ),
        vol.Optional(CONF_API_VERSION): TextSelector(),
    }
)


def cloud_schema(*, key_known: bool) -> vol.Schema:
    """Return the form of a cloud model; a key that is known may stay unsaid."""
    key = vol.Optional if key_known else vol.Required
    return vol.Schema(
        {
            vol.Required(CONF_PROVIDER, default=Provider.OPENAI): SelectSelector(
                SelectSelectorConfig(
                    options=list(Provider),
                    mode=SelectSelectorMode.LIST,
                    translation_key=CONF_PROVIDER,
                )
            ),
            key(CONF_API_KEY): KEY_SELECTOR,
            vol.Required(CONF_MODEL, default=DEFAULT_CLOUD_MODEL): TextSelector(),
            vol.Required(SECTION_DETAILS): section(DETAILS_SCHEMA, {"collapsed": True}),
        }
    )


class CloudSteps(SetUpSteps):
    """Choose a model in the cloud that answers."""

    def __init__(self) -> None:
        """Start with nothing typed."""
        super().__init__()
        self._cloud_form: dict[str, Any] | None = None
        self._cloud: dict[str, Any] = {}

    async def async_step_cloud(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for provider, key and model, and send one tiny request."""
        if user_input is None:
            return self._show_cloud({})
        known = self.current.get(CONF_CLOUD) or {}
        self._cloud_form = user_input
        self._cloud = as_cloud(user_input, known.get(CONF_API_KEY, ""))
        if errors := check_cloud(self._cloud):
            return self._show_cloud(errors)
        if self._telling_names():
            return await self.async_step_cloud_name()
        return await self._async_take_cloud()

    async def async_step_cloud_name(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn of names that tell of the home, before anything is sent."""
        return self.async_show_menu(
            step_id="cloud_name",
            menu_options=["cloud", "cloud_name_confirmed"],
            description_placeholders={"names": ", ".join(self._telling_names())},
        )

    async def async_step_cloud_name_confirmed(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on with names that tell of the home, since a person said so."""
        self._cloud[CONF_NAMES_CONFIRMED] = True
        return await self._async_take_cloud()

    async def _async_take_cloud(self) -> ConfigFlowResult:
        """Go on with a model that answers, else back to the form."""
        if errors := await self.async_try_cloud(self._cloud):
            return self._show_cloud(errors)
        self.collected[CONF_CLOUD] = self._cloud
        return await self.async_continue()

    def _show_cloud(self, errors: dict[str, str]) -> ConfigFlowResult:
        """Show the form with what was typed, else with what is stored."""
        known: Mapping[str, Any] = self.current.get(CONF_CLOUD) or {}
        return self.async_show_form(
            step_id="cloud",
            data_schema=self.add_suggested_values_to_schema(
                cloud_schema(key_known=bool(known)),
                self._cloud_form or as_form(known),
            ),
            errors=errors,
        )

    def _budget(self) -> float:
        """Return what may be spent in a month, in USD."""
        entry = next(iter(self.hass.config_entries.async_entries(DOMAIN)), None)
        options = {} if entry is None else entry.options
        return float(options.get(CONF_BUDGET, DEFAULT_BUDGET))

    def _telling_names(self) -> tuple[str, ...]:
        """Return what of model and address tells of the home; both will be sent."""
        reconfigured = self.source == SOURCE_RECONFIGURE
        entry = self._get_reconfigure_entry() if reconfigured else None
        return telling_names(self.hass, entry, self._cloud)

    async def async_try_cloud(self, cloud: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with a cloud model, nothing when it answered."""
        ledger = await async_get_ledger(self.hass)
        code = await async_check_cloud(
            self.hass, read_endpoint(cloud), ledger, self._budget()
        )
        if code is None:
            return {}
        if code is Degraded.CLOUD_KEY_REJECTED:
            return {CONF_API_KEY: code.value}
        return {"base": code.value}


def as_cloud(form: Mapping[str, Any], known_key: str) -> dict[str, Any]:
    """Return what is stored of a form, nothing empty."""
    flat = {**form, **form[SECTION_DETAILS]}
    flat.pop(SECTION_DETAILS)
    cloud = {key: value.strip() for key, value in flat.items() if value.strip()}
    return {CONF_API_KEY: known_key, **cloud}


def as_form(cloud: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of what is stored; the key stays unsaid."""
    form = {key: value for key, value in cloud.items() if key != CONF_API_KEY}
    return {**form, SECTION_DETAILS: form}


def check_cloud(cloud: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with a form, before anything is sent."""
    if not cloud[CONF_API_KEY]:
        return {CONF_API_KEY: "key_missing"}
    if cloud[CONF_PROVIDER] == Provider.AZURE and CONF_ENDPOINT not in cloud:
        return {"base": "endpoint_missing"}
    if Effort(cloud[CONF_EFFORT]) not in allowed_efforts(cloud[CONF_MODEL]):
        return {"base": "effort_not_allowed"}
    return {}
