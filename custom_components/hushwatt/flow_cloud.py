"""The steps that choose a model in the cloud, and try it."""

from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
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
from .connections import read_endpoint
from .const import (
    CONF_API_KEY,
    CONF_API_VERSION,
    CONF_CLOUD,
    CONF_EFFORT,
    CONF_ENDPOINT,
    CONF_MODEL,
    CONF_PROVIDER,
    DEFAULT_CLOUD_MODEL,
    DEFAULT_EFFORT,
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

    async def async_step_cloud(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for provider, key and model, and send one tiny request."""
        known: Mapping[str, Any] = self.current.get(CONF_CLOUD) or {}
        errors: dict[str, str] = {}
        if user_input is not None:
            cloud = as_cloud(user_input, known.get(CONF_API_KEY, ""))
            errors = check_cloud(cloud)
            if not errors:
                errors = await self.async_try_cloud(cloud)
            if not errors:
                self.collected[CONF_CLOUD] = cloud
                return await self.async_continue()
        return self.async_show_form(
            step_id="cloud",
            data_schema=self.add_suggested_values_to_schema(
                cloud_schema(key_known=bool(known)), user_input or as_form(known)
            ),
            errors=errors,
        )

    async def async_try_cloud(self, cloud: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with a cloud model, nothing when it answered."""
        ledger = await async_get_ledger(self.hass)
        code = await async_check_cloud(self.hass, read_endpoint(cloud), ledger)
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
