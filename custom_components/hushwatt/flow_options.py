"""What a person can set once Hushwatt runs."""

from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.components.conversation import (
    DOMAIN as CONVERSATION_DOMAIN,
    HOME_ASSISTANT_AGENT,
)
from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.const import CONF_ENTITY_ID
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
from .flow_price_fields import (
    CALENDAR_SELECTOR,
    CONF_CALENDAR,
    CONF_CURRENCY,
    CONF_FACTOR,
    CONF_PRICE,
    CONF_SURCHARGE,
    CONF_UNIT,
    PRICE_SELECTOR,
    as_rows,
    as_table,
    from_rows,
    from_table,
    rows_selector,
    unit_selector,
)
from .flow_prices import as_errors, lacking
from .household.tariffs import (
    PRICE_DOMAINS,
    PriceSourceOffer,
    TariffError,
    async_offer_source,
    async_read_tariff,
)
from .household.tariffs.markup import read_markup
from .models.prices import PRICES_AS_OF, prices_of
from .vocabulary import Mode, Pattern, PrivacyLevel

CONF_EXPORT_ENTITY: Final = "export_entity"
CONF_EXPORT_PRICE: Final = "export_price"
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


class HushwattOptionsFlow(OptionsFlow):
    """One form with what can be chosen at any time, and a unit that it may lack."""

    def __init__(self) -> None:
        """Start with nothing chosen."""
        super().__init__()
        self._form: dict[str, Any] = {}
        self._offer: PriceSourceOffer | None = None
        self._unit: str | None = None

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
                    return await self._async_take(user_input)
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

    async def _async_take(self, form: dict[str, Any]) -> ConfigFlowResult:
        """Ask for the unit of the export price, or finish; raise TariffError."""
        self._form = form
        if (entity_id := form[SECTION_PRICES].get(CONF_EXPORT_ENTITY)) is not None:
            self._offer = await async_offer_source(self.hass, entity_id)
            if not self._offer.unit_known:
                return await self.async_step_export_unit()
        return self.async_create_entry(data=await self._async_as_options(form))

    async def async_step_export_unit(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the unit of what is paid for what is fed in."""
        offer = self._offer
        assert offer is not None
        failed: TariffError | None = None
        missing = lacking(user_input, CONF_UNIT, "unit_missing")
        if user_input is not None and not missing:
            self._unit = user_input[CONF_UNIT]
            try:
                return self.async_create_entry(
                    data=await self._async_as_options(self._form)
                )
            except TariffError as error:
                failed = error
        known = self.config_entry.options.get(CONF_EXPORT_SOURCE, {})
        return self.async_show_form(
            step_id="export_unit",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Optional(CONF_UNIT): unit_selector(offer.units)}),
                user_input or known,
            ),
            errors=missing or as_errors(failed, CONF_UNIT),
            description_placeholders={
                **(failed.placeholders if failed else {}),
                "entity": offer.label,
            },
        )

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
        if CONF_EXPORT_ENTITY in prices and self._offer is not None:
            stored[CONF_EXPORT_SOURCE] = {
                **self._offer.source,
                CONF_ENTITY_ID: prices[CONF_EXPORT_ENTITY],
                **({} if self._unit is None else {CONF_UNIT: self._unit}),
            }
            await async_read_tariff(self.hass, stored[CONF_EXPORT_SOURCE])
        elif CONF_EXPORT_PRICE in prices:
            stored[CONF_EXPORT_SOURCE] = as_table(
                {
                    CONF_CURRENCY: self.hass.config.currency,
                    CONF_PRICE: prices[CONF_EXPORT_PRICE],
                }
            )
        return stored

    def _check(self, form: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with a form."""
        home, prices = form[SECTION_HOME], form[SECTION_PRICES]
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
    export = from_table(known.get(CONF_EXPORT_SOURCE) or {})
    if export is not None:
        known[CONF_EXPORT_PRICE] = export[CONF_PRICE]
    elif CONF_EXPORT_SOURCE in known:
        known[CONF_EXPORT_ENTITY] = known[CONF_EXPORT_SOURCE].get(CONF_ENTITY_ID)
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
