"""What a person can set once Hushwatt runs."""

from collections.abc import Mapping
from typing import Any, Final

import probatio

from homeassistant.components.conversation import (
    DOMAIN as CONVERSATION_DOMAIN,
    HOME_ASSISTANT_AGENT,
)
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.data_entry_flow import section
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    ConversationAgentSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TimeSelector,
)

from .const import (
    CONF_BASE_LOAD,
    CONF_BUDGET,
    CONF_DEARER_PLAN,
    CONF_HAND_OFF_AGENT,
    CONF_INPUT_PRICE,
    CONF_LIMIT,
    CONF_MODE,
    CONF_MORNING,
    CONF_OUTPUT_PRICE,
    CONF_PATTERN,
    CONF_PRIVACY,
    CONF_SEGMENT,
    DEFAULT_BUDGET,
    DEFAULT_MORNING,
    DEFAULT_SEGMENT,
)
from .vocabulary import Mode, Pattern, PrivacyLevel

SECTION_HOME: Final = "home"
SECTION_CLOUD: Final = "cloud"
DEARER_PLANS: Final = ("replace", "show")

HOME_SCHEMA = probatio.Schema(
    {
        probatio.Optional(CONF_LIMIT): NumberSelector(
            NumberSelectorConfig(
                min=0.5,
                max=200,
                step="any",
                unit_of_measurement="kW",
                mode=NumberSelectorMode.BOX,
            )
        ),
        probatio.Optional(CONF_BASE_LOAD): NumberSelector(
            NumberSelectorConfig(
                min=0,
                max=100,
                step="any",
                unit_of_measurement="kW",
                mode=NumberSelectorMode.BOX,
            )
        ),
        probatio.Required(CONF_MORNING, default=DEFAULT_MORNING): TimeSelector(),
        probatio.Required(CONF_SEGMENT, default=DEFAULT_SEGMENT): NumberSelector(
            NumberSelectorConfig(
                min=5,
                max=240,
                step=5,
                unit_of_measurement="min",
                mode=NumberSelectorMode.BOX,
            )
        ),
    }
)


def _choice(options: list[str], translation_key: str) -> SelectSelector:
    """Return a choice of one out of a few."""
    return SelectSelector(
        SelectSelectorConfig(
            options=options,
            mode=SelectSelectorMode.DROPDOWN,
            translation_key=translation_key,
        )
    )


def dollars(maximum: float) -> NumberSelector:
    """Return a field for an amount of US dollars."""
    return NumberSelector(
        NumberSelectorConfig(
            min=0,
            max=maximum,
            step="any",
            unit_of_measurement="USD",
            mode=NumberSelectorMode.BOX,
        )
    )


CLOUD_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_PRIVACY, default=PrivacyLevel.BLINDED): _choice(
            [PrivacyLevel.BLINDED, PrivacyLevel.READABLE], CONF_PRIVACY
        ),
        probatio.Required(CONF_DEARER_PLAN, default=DEARER_PLANS[0]): _choice(
            list(DEARER_PLANS), CONF_DEARER_PLAN
        ),
        probatio.Required(CONF_BUDGET, default=DEFAULT_BUDGET): dollars(1000),
        probatio.Optional(CONF_INPUT_PRICE): dollars(10_000),
        probatio.Optional(CONF_OUTPUT_PRICE): dollars(10_000),
    }
)


def options_schema(mode: Mode) -> probatio.Schema:
    """Return the options that make sense with the models that a home has."""
    fields: dict[probatio.Marker, Any] = {
        probatio.Required(CONF_PATTERN, default=Pattern.SANITIZE_AND_SOLVE): _choice(
            list(Pattern), CONF_PATTERN
        ),
        probatio.Required(
            CONF_HAND_OFF_AGENT, default=HOME_ASSISTANT_AGENT
        ): ConversationAgentSelector(),
        probatio.Required(SECTION_HOME): section(HOME_SCHEMA),
    }
    if mode is Mode.HYBRID:
        fields[probatio.Required(SECTION_CLOUD)] = section(CLOUD_SCHEMA)
    return probatio.Schema(fields)


class HushwattOptionsFlow(OptionsFlow):
    """One form with what can be chosen at any time."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the options."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = self._check(user_input)
            if not errors:
                return self.async_create_entry(data=self._as_options(user_input))
        mode = Mode(self.config_entry.data[CONF_MODE])
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                options_schema(mode), user_input or as_form(self.config_entry.options)
            ),
            errors=errors,
        )

    def _as_options(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is stored of a form; cloud options outlive a mode without cloud."""
        kept = (
            {}
            if SECTION_CLOUD in form
            else {
                str(key): self.config_entry.options[key]
                for key in CLOUD_SCHEMA.schema
                if key in self.config_entry.options
            }
        )
        flat = {
            key: value
            for key, value in form.items()
            if key not in (SECTION_HOME, SECTION_CLOUD)
        }
        return {
            **kept,
            **flat,
            **form[SECTION_HOME],
            **form.get(SECTION_CLOUD, {}),
        }

    def _check(self, form: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with a form."""
        home = form[SECTION_HOME]
        limit = home.get(CONF_LIMIT)
        if limit is not None and home.get(CONF_BASE_LOAD, 0) >= limit:
            return {"base": "base_load_too_high"}
        if self._is_own_agent(form[CONF_HAND_OFF_AGENT]):
            return {CONF_HAND_OFF_AGENT: "own_agent"}
        return {}

    def _is_own_agent(self, agent_id: str) -> bool:
        """Tell whether questions would be handed to the agent that they come from."""
        entry = er.async_get(self.hass).async_get(agent_id)
        return (
            entry is not None
            and entry.domain == CONVERSATION_DOMAIN
            and entry.config_entry_id == self.config_entry.entry_id
        )


def as_form(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of stored options."""
    return {
        **options,
        **{
            name: {str(key): options[key] for key in schema.schema if key in options}
            for name, schema in (
                (SECTION_HOME, HOME_SCHEMA),
                (SECTION_CLOUD, CLOUD_SCHEMA),
            )
        },
    }
