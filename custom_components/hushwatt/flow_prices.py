"""The steps that choose where prices come from."""

from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_ACTION, CONF_ENTITY_ID
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    TextSelector,
)

from .const import CONF_PRICE_SOURCE
from .flow_price_fields import (
    CALENDAR_SELECTOR,
    CONF_CALENDAR,
    CONF_CURRENCY,
    CONF_DATA,
    CONF_KIND,
    CONF_PRICE,
    CONF_PRICES,
    CONF_UNIT,
    PRICE_SELECTOR,
    action_schema,
    as_rows,
    as_table,
    figures_selector,
    from_rows,
    from_table,
    lacks_calendar,
    rows_selector,
    tariff_selector,
    unit_selector,
)
from .flow_steps import SetUpSteps
from .household.tariffs import (
    DAY,
    HELPER_DOMAINS,
    KIND_ANY_ACTION,
    KIND_ENTITY,
    KIND_TABLE,
    SOURCE_DOMAINS,
    PriceSourceOffer,
    TariffError,
    async_find_price_sources,
    async_offer_source,
    async_read_tariff,
)

CONF_HELPERS: Final = "helpers"
CONF_TARIFF: Final = "tariff"
CONF_TIMES: Final = "times"

HELPER_SELECTOR = EntitySelector(
    EntitySelectorConfig(domain=[*HELPER_DOMAINS, "sensor"])
)


class PriceSteps(SetUpSteps):
    """Choose a price source that can be read."""

    def __init__(self) -> None:
        """Start with no source in hand."""
        super().__init__()
        self._offers: list[PriceSourceOffer] | None = None
        self._offer: PriceSourceOffer
        self._source: dict[str, Any] = {}

    async def async_price_offers(self) -> list[PriceSourceOffer]:
        """Return what the home already has, looked up once per flow."""
        if self._offers is None:
            self._offers = await async_find_price_sources(self.hass)
        return self._offers

    def chosen_price_source(self) -> str | None:
        """Return the choice that stands for the entry's price source."""
        source: Mapping[str, Any] = self.current.get(CONF_PRICE_SOURCE) or {}
        for offer in self._offers or ():
            if offer.source.items() <= source.items():
                return offer.key
        if source.get(CONF_KIND) in (KIND_ANY_ACTION, KIND_TABLE):
            return str(source[CONF_KIND])
        if CONF_ENTITY_ID in source:
            return KIND_ENTITY
        return next((offer.key for offer in self._offers or ()), None)

    async def async_take_price_source(self, choice: str) -> ConfigFlowResult:
        """Go on with what was chosen in the list of sources; raise TariffError."""
        if choice == KIND_ENTITY:
            return await self.async_step_price_entity()
        if choice == KIND_ANY_ACTION:
            return await self.async_step_price_action()
        if choice == KIND_TABLE:
            return await self.async_step_price_table()
        offers = await self.async_price_offers()
        return await self._async_take(next(one for one in offers if one.key == choice))

    async def _async_take(self, offer: PriceSourceOffer) -> ConfigFlowResult:
        """Ask for what an offer lacks, and go on; raise TariffError."""
        self._offer, self._source = offer, dict(offer.source)
        if not offer.unit_known:
            return await self.async_step_price_unit()
        if offer.figures:
            return await self.async_step_price_figures()
        return await self._async_accept(self._source)

    async def async_step_price_entity(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for an entity that was not found by its shape."""
        failed: TariffError | None = None
        if user_input is not None:
            try:
                return await self._async_take(
                    await async_offer_source(self.hass, user_input[CONF_ENTITY_ID])
                )
            except TariffError as error:
                failed = error
        return self.async_show_form(
            step_id="price_entity",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {
                        vol.Required(CONF_ENTITY_ID): EntitySelector(
                            EntitySelectorConfig(domain=list(SOURCE_DOMAINS))
                        )
                    }
                ),
                user_input or self.current.get(CONF_PRICE_SOURCE),
            ),
            errors=as_errors(failed, CONF_ENTITY_ID),
            description_placeholders=failed.placeholders if failed else None,
        )

    async def async_step_price_action(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for an action of any integration whose answer holds a list of prices."""
        failed: TariffError | None = None
        errors = {
            **lacking(user_input, CONF_ACTION, "action_empty"),
            **lacking(user_input, CONF_UNIT, "unit_missing"),
        }
        if user_input is not None and not errors:
            if not isinstance(user_input.get(CONF_DATA, {}), Mapping):
                errors = {CONF_DATA: "data_invalid"}
            else:
                try:
                    return await self._async_accept(
                        {CONF_KIND: KIND_ANY_ACTION, **user_input}
                    )
                except TariffError as error:
                    failed = error
                    field = (
                        CONF_UNIT if CONF_UNIT in error.placeholders else CONF_ACTION
                    )
                    errors = as_errors(error, field)
        return self.async_show_form(
            step_id="price_action",
            data_schema=self.add_suggested_values_to_schema(
                action_schema(self.hass),
                user_input or self.current.get(CONF_PRICE_SOURCE),
            ),
            errors=errors,
            description_placeholders={
                **(failed.placeholders if failed else {}),
                "day": DAY,
            },
        )

    async def async_step_price_figures(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the prices of the names that a helper or a meter switches between."""
        failed: TariffError | None = None
        if user_input is not None:
            self._source[CONF_PRICES] = {
                **user_input.get(CONF_PRICES, {}),
                **{
                    n: one for n, one in user_input.get(CONF_HELPERS, {}).items() if one
                },
            }
            try:
                if CONF_TIMES in self._stored_source():
                    return await self.async_step_price_times()
                return await self._async_accept(self._source)
            except TariffError as error:
                if error.translation_key == "history_short":
                    return await self.async_step_price_times()
                failed = error
        return self.async_show_form(
            step_id="price_figures",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {
                        vol.Optional(CONF_PRICES): figures_selector(
                            self._offer.figures
                        ),
                        vol.Optional(CONF_HELPERS): figures_selector(
                            self._offer.figures, HELPER_SELECTOR
                        ),
                    }
                ),
                user_input or from_figures(self._stored_source()),
            ),
            errors=as_errors(failed, CONF_PRICES),
            description_placeholders={
                **(failed.placeholders if failed else {}),
                "entity": self._offer.label,
            },
        )

    async def async_step_price_times(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask when which tariff of a meter holds, while its history cannot tell."""
        failed: TariffError | None = None
        missing: dict[str, str] = {}
        if user_input is not None and lacks_calendar(user_input, CONF_TIMES):
            missing[CONF_CALENDAR] = "calendar_missing"
        elif user_input is not None:
            times = as_rows(user_input.get(CONF_TIMES, ()))
            try:
                return await self._async_accept(
                    {**self._source, **user_input, CONF_TIMES: times}
                )
            except TariffError as error:
                failed = error
        stored = self._stored_source()
        tariffs = tariff_selector(self._offer.figures)
        return self.async_show_form(
            step_id="price_times",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {
                        vol.Optional(CONF_TIMES): rows_selector(
                            "tariff_rows", {CONF_TARIFF: tariffs}
                        ),
                        vol.Optional(CONF_CALENDAR): CALENDAR_SELECTOR,
                    }
                ),
                user_input
                or {**stored, CONF_TIMES: from_rows(stored.get(CONF_TIMES, ()))},
            ),
            errors=missing or as_errors(failed, "base"),
            description_placeholders={
                **(failed.placeholders if failed else {}),
                "entity": self._offer.label,
            },
        )

    async def async_step_price_unit(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the unit of prices that do not tell their own."""
        failed: TariffError | None = None
        missing = lacking(user_input, CONF_UNIT, "unit_missing")
        if user_input is not None and not missing:
            try:
                return await self._async_accept({**self._source, **user_input})
            except TariffError as error:
                failed = error
        return self.async_show_form(
            step_id="price_unit",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema({vol.Optional(CONF_UNIT): unit_selector(self._offer.units)}),
                user_input or self._stored_source(),
            ),
            errors=missing or as_errors(failed, CONF_UNIT),
            description_placeholders={
                **(failed.placeholders if failed else {}),
                "entity": self._offer.label,
            },
        )

    async def async_step_price_table(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for one price, or for prices by the time of day."""
        failed: TariffError | None = None
        missing = lacking(user_input, CONF_PRICE, "price_missing")
        if user_input is not None and lacks_calendar(user_input, CONF_PRICES):
            missing[CONF_CALENDAR] = "calendar_missing"
        if user_input is not None and not missing:
            try:
                return await self._async_accept(as_table(user_input))
            except TariffError as error:
                failed = error
        currency = self.hass.config.currency
        return self.async_show_form(
            step_id="price_table",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {
                        vol.Optional(CONF_PRICE): PRICE_SELECTOR,
                        vol.Optional(CONF_PRICES): rows_selector(
                            "price_rows", {CONF_PRICE: PRICE_SELECTOR}
                        ),
                        vol.Optional(CONF_CALENDAR): CALENDAR_SELECTOR,
                        vol.Required(CONF_CURRENCY, default=currency): TextSelector(),
                    }
                ),
                user_input or from_table(self.current.get(CONF_PRICE_SOURCE) or {}),
            ),
            errors=missing or as_errors(failed, "base"),
            description_placeholders=failed.placeholders if failed else None,
        )

    def _stored_source(self) -> Mapping[str, Any]:
        """Return what is stored of the source in hand, nothing when it is a new one."""
        stored: Mapping[str, Any] = self.current.get(CONF_PRICE_SOURCE) or {}
        same = self._offer.source.items() <= stored.items()
        return stored if same else {}

    async def async_why_unreadable(self) -> TariffError | None:
        """Return why the price source of the entry cannot be read, None when it can."""
        try:
            await async_read_tariff(
                self.hass,
                self.current.get(CONF_PRICE_SOURCE),
                self._get_reconfigure_entry().options,
            )
        except TariffError as error:
            return error
        return None

    async def _async_accept(self, source: dict[str, Any]) -> ConfigFlowResult:
        """Keep a source that can be read and go on; raise TariffError."""
        await async_read_tariff(self.hass, source)
        self.collected[CONF_PRICE_SOURCE] = source
        return await self.async_continue()


def lacking(form: Mapping[str, Any] | None, field: str, error: str) -> dict[str, str]:
    """Return the error of a field that was left empty.

    Where a field is required, a browser fills in a number or a unit of its own,
    and a price would be guessed.
    """
    return {} if form is None or field in form else {field: error}


def as_errors(failed: TariffError | None, field: str) -> dict[str, str]:
    """Return the errors of a form: why its field cannot be read, if it was tried."""
    return {} if failed is None else {field: failed.translation_key}


def from_figures(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of stored prices: numbers apart from helpers that hold them."""
    prices: Mapping[str, Any] = source.get(CONF_PRICES, {})
    helpers = {name: one for name, one in prices.items() if isinstance(one, str)}
    numbers = {name: one for name, one in prices.items() if name not in helpers}
    form = {CONF_PRICES: numbers, CONF_HELPERS: helpers}
    return {key: value for key, value in form.items() if value}
