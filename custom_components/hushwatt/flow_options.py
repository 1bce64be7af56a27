"""What a person can set once Hushwatt runs."""

from collections.abc import Mapping
from typing import Any, Final, override

import voluptuous as vol

from homeassistant.components.conversation import (
    DOMAIN as CONVERSATION_DOMAIN,
    HOME_ASSISTANT_AGENT,
)
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.data_entry_flow import section
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    ConversationAgentSelector,
    EntitySelector,
    EntitySelectorConfig,
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
    CONF_CLOUD,
    CONF_DEARER_PLAN,
    CONF_EXPORT_SOURCE,
    CONF_HAND_OFF_AGENT,
    CONF_INPUT_PRICE,
    CONF_LIMIT,
    CONF_MARKUP,
    CONF_MODE,
    CONF_MODEL,
    CONF_MORNING,
    CONF_OUTPUT_PRICE,
    CONF_PATTERN,
    CONF_PRIVACY,
    CONF_SEGMENT,
    CONF_SOLAR_ENTITIES,
    DEFAULT_BUDGET,
    DEFAULT_CLOUD_MODEL,
    DEFAULT_MORNING,
    DEFAULT_SEGMENT,
)
from .flow_export import (
    CONF_EXPORT_ENTITY,
    CONF_EXPORT_PRICE,
    ExportSteps,
    export_form,
)
from .flow_price_fields import (
    CALENDAR_SELECTOR,
    CONF_CALENDAR,
    CONF_FACTOR,
    CONF_SURCHARGE,
    PRICE_SELECTOR,
    as_rows,
    from_rows,
    lacks_calendar,
    rows_selector,
)
from .household.tariffs import PRICE_DOMAINS, TariffError
from .household.tariffs.markup import read_markup
from .models.prices import PRICES_AS_OF, prices_of
from .vocabulary import Mode, Pattern, PrivacyLevel

SECTION_HOME: Final = "home"
SECTION_PRICES: Final = "prices"
SECTION_CLOUD: Final = "cloud"
SECTIONS: Final = (SECTION_HOME, SECTION_PRICES, SECTION_CLOUD)
DEARER_PLANS: Final = ("replace", "show")

HOME_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_LIMIT): NumberSelector(
            NumberSelectorConfig(
                min=0.5,
                max=200,
                step="any",
                unit_of_measurement="kW",
                mode=NumberSelectorMode.BOX,
            )
        ),
        vol.Optional(CONF_BASE_LOAD): NumberSelector(
            NumberSelectorConfig(
                min=0,
                max=100,
                step="any",
                unit_of_measurement="kW",
                mode=NumberSelectorMode.BOX,
            )
        ),
        vol.Required(CONF_MORNING, default=DEFAULT_MORNING): TimeSelector(),
        vol.Required(CONF_SEGMENT, default=DEFAULT_SEGMENT): NumberSelector(
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

PRICES_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_MARKUP): rows_selector(
            "markup_rows", dict.fromkeys((CONF_FACTOR, CONF_SURCHARGE), PRICE_SELECTOR)
        ),
        vol.Optional(CONF_CALENDAR): CALENDAR_SELECTOR,
        vol.Optional(CONF_EXPORT_PRICE): PRICE_SELECTOR,
        vol.Optional(CONF_EXPORT_ENTITY): EntitySelector(
            EntitySelectorConfig(domain=list(PRICE_DOMAINS))
        ),
        vol.Optional(CONF_SOLAR_ENTITIES): EntitySelector(
            EntitySelectorConfig(domain="sensor", multiple=True)
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


CLOUD_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_PRIVACY, default=PrivacyLevel.BLINDED): _choice(
            [PrivacyLevel.BLINDED, PrivacyLevel.READABLE], CONF_PRIVACY
        ),
        vol.Required(CONF_DEARER_PLAN, default=DEARER_PLANS[0]): _choice(
            list(DEARER_PLANS), CONF_DEARER_PLAN
        ),
        vol.Required(CONF_BUDGET, default=DEFAULT_BUDGET): dollars(1000),
        vol.Optional(CONF_INPUT_PRICE): dollars(10_000),
        vol.Optional(CONF_OUTPUT_PRICE): dollars(10_000),
    }
)


def options_schema(mode: Mode) -> vol.Schema:
    """Return the options that make sense with the models that a home has."""
    fields: dict[vol.Marker, Any] = {
        vol.Required(CONF_PATTERN, default=Pattern.SANITIZE_AND_SOLVE): _choice(
            list(Pattern), CONF_PATTERN
        ),
        vol.Required(
            CONF_HAND_OFF_AGENT, default=HOME_ASSISTANT_AGENT
        ): ConversationAgentSelector(),
        vol.Required(SECTION_HOME): section(HOME_SCHEMA),
        vol.Required(SECTION_PRICES): section(PRICES_SCHEMA, {"collapsed": True}),
    }
    if mode is Mode.HYBRID:
        fields[vol.Required(SECTION_CLOUD)] = section(CLOUD_SCHEMA)
    return vol.Schema(fields)


class HushwattOptionsFlow(ExportSteps):
    """One form with what can be chosen at any time, and a unit that it may lack."""

    def __init__(self) -> None:
        """Start with nothing filled in."""
        super().__init__()
        self._form: dict[str, Any] = {}

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the options."""
        errors: dict[str, str] = {}
        placeholders: Mapping[str, str] = {}
        if user_input is not None:
            errors = self._check(user_input)
            if not errors:
                try:
                    self._form = user_input
                    return await self.async_take_export(user_input[SECTION_PRICES])
                except TariffError as error:
                    errors["base"] = error.translation_key
                    placeholders = error.placeholders
        mode = Mode(self.config_entry.data[CONF_MODE])
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                options_schema(mode), user_input or as_form(self.config_entry.options)
            ),
            errors=errors,
            description_placeholders={**placeholders, **self._list_prices()},
        )

    @override
    async def async_finish(self) -> ConfigFlowResult:
        """Store what was filled in; raise TariffError."""
        return self.async_create_entry(data=await self._async_as_options(self._form))

    def _list_prices(self) -> dict[str, str]:
        """Return what the model costs by the provider's list, and since when that holds."""
        prices = prices_of(
            self.config_entry.data.get(CONF_CLOUD, {}).get(
                CONF_MODEL, DEFAULT_CLOUD_MODEL
            )
        )
        return {
            "input_price": f"{prices.input:.2f}",
            "output_price": f"{prices.output:.2f}",
            "date": PRICES_AS_OF.isoformat(),
        }

    async def _async_as_options(self, form: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is stored of a form; raise TariffError.

        Cloud options outlive a mode without cloud.
        """
        cloud = form.get(SECTION_CLOUD) or {
            str(key): self.config_entry.options[key]
            for key in CLOUD_SCHEMA.schema
            if key in self.config_entry.options
        }
        own = {key: value for key, value in form.items() if key not in SECTIONS}
        return {
            **own,
            **form[SECTION_HOME],
            **await self._async_as_prices(form[SECTION_PRICES]),
            **cloud,
        }

    async def _async_as_prices(self, prices: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is stored of the prices' section; raise TariffError."""
        stored: dict[str, Any] = {}
        if prices.get(CONF_MARKUP):
            stored[CONF_MARKUP] = as_rows(prices[CONF_MARKUP])
            read_markup(stored[CONF_MARKUP])
        for key in (CONF_CALENDAR, CONF_SOLAR_ENTITIES):
            if prices.get(key):
                stored[key] = prices[key]
        if (export := await self.async_export_source(prices)) is not None:
            stored[CONF_EXPORT_SOURCE] = export
        return stored

    def _check(self, form: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with a form."""
        home, prices = form[SECTION_HOME], form[SECTION_PRICES]
        if lacks_calendar(prices, CONF_MARKUP):
            return {"base": "calendar_missing"}
        limit = home.get(CONF_LIMIT)
        if limit is not None and home.get(CONF_BASE_LOAD, 0) >= limit:
            return {"base": "base_load_too_high"}
        if CONF_EXPORT_ENTITY in prices and CONF_EXPORT_PRICE in prices:
            return {"base": "export_twice"}
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
    known = dict(options)
    if CONF_MARKUP in known:
        known[CONF_MARKUP] = from_rows(known[CONF_MARKUP])
    if CONF_EXPORT_SOURCE in known:
        known |= export_form(known[CONF_EXPORT_SOURCE])
    sections = {
        SECTION_HOME: HOME_SCHEMA,
        SECTION_PRICES: PRICES_SCHEMA,
        SECTION_CLOUD: CLOUD_SCHEMA,
    }
    return {
        **known,
        **{
            name: {str(key): known[key] for key in schema.schema if key in known}
            for name, schema in sections.items()
        },
    }
