"""The steps that choose where prices come from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_ACTION, CONF_ENTITY_ID
from homeassistant.core import HomeAssistant, SupportsResponse
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    ObjectSelector,
    ObjectSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TimeSelector,
)

from .const import CONF_PRICE_SOURCE, DOMAIN
from .flow_steps import SetUpSteps
from .household.tariffs import (
    KIND_ANY_ACTION,
    KIND_ENTITY,
    KIND_TABLE,
    SOURCE_DOMAINS,
    PriceSourceOffer,
    TariffError,
    async_find_price_sources,
    async_offer_source,
    async_read_tariff,
    price_units,
)
from .household.tariffs.any_action import DAY

CONF_CALENDAR: Final = "calendar"
CONF_CURRENCY: Final = "currency"
CONF_DATA: Final = "data"
CONF_KIND: Final = "kind"
CONF_PRICE: Final = "price"
CONF_PRICES: Final = "prices"
CONF_UNIT: Final = "unit"

WEEKDAYS: Final = [str(day) for day in range(7)]
MONTHS: Final = [str(month) for month in range(1, 13)]
HOLIDAYS: Final = {"only": True, "never": False}

PRICE_SELECTOR = NumberSelector(
    NumberSelectorConfig(min=-100, max=1000, step="any", mode=NumberSelectorMode.BOX)
)


def rows_selector(translation_key: str, *figures: str) -> ObjectSelector:
    """Return a field for rows of a table: clock times, figures, and on which days."""

    def choice(options: Iterable[str], key: str, *, multiple: bool) -> SelectSelector:
        """Return a choice of days."""
        return SelectSelector(
            SelectSelectorConfig(
                options=list(options), multiple=multiple, translation_key=key
            )
        )

    days = {
        "weekdays": choice(WEEKDAYS, "weekdays", multiple=True),
        "months": choice(MONTHS, "months", multiple=True),
        "holidays": choice(HOLIDAYS, "holidays", multiple=False),
    }
    return ObjectSelector(
        ObjectSelectorConfig(
            multiple=True,
            label_field="from",
            description_field=figures[0],
            translation_key=translation_key,
            fields={
                "from": {"selector": TimeSelector(), "required": True},
                "to": {"selector": TimeSelector(), "required": True},
                **{
                    figure: {"selector": PRICE_SELECTOR, "required": True}
                    for figure in figures
                },
                **{key: {"selector": field} for key, field in days.items()},
            },
        )
    )


def as_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what is stored of the rows of a form: days as numbers."""
    return [{**row, **_days(row, int, HOLIDAYS)} for row in rows]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a form of what is stored: days as texts."""
    named = {value: name for name, value in HOLIDAYS.items()}
    return [{**row, **_days(row, str, named)} for row in rows]


def _days(
    row: Mapping[str, Any], number: type, holidays: Mapping[Any, Any]
) -> dict[str, Any]:
    """Return the days of a row, written in another way."""
    days: dict[str, Any] = {
        key: [number(day) for day in row[key]]
        for key in ("weekdays", "months")
        if row.get(key)
    }
    if row.get("holidays") is not None:
        days["holidays"] = holidays[row["holidays"]]
    return days


def price_source_selector(offers: Sequence[PriceSourceOffer]) -> SelectSelector:
    """Return the choice between what was found, another entity, a table and an action."""
    found = [SelectOptionDict(value=offer.key, label=offer.label) for offer in offers]
    own = [
        SelectOptionDict(value=kind, label=kind)
        for kind in (KIND_TABLE, KIND_ENTITY, KIND_ANY_ACTION)
    ]
    return SelectSelector(
        SelectSelectorConfig(
            options=[*found, *own],
            mode=SelectSelectorMode.DROPDOWN,
            translation_key="price_source",
        )
    )


def action_schema(hass: HomeAssistant) -> vol.Schema:
    """Return the form of an action with prices in its answer: any that answers at all."""
    actions = sorted(
        f"{domain}.{name}"
        for domain, services in hass.services.async_services().items()
        for name, service in services.items()
        if domain != DOMAIN and service.supports_response is not SupportsResponse.NONE
    )
    return vol.Schema(
        {
            vol.Optional(CONF_ACTION): _typed_or_chosen(actions),
            vol.Optional(CONF_DATA): ObjectSelector(),
            vol.Optional(CONF_UNIT): _typed_or_chosen(
                price_units(hass.config.currency)
            ),
        }
    )


def _typed_or_chosen(options: Iterable[str]) -> SelectSelector:
    """Return a choice of what is known, beside which anything can be typed."""
    return SelectSelector(
        SelectSelectorConfig(
            options=list(options), custom_value=True, mode=SelectSelectorMode.DROPDOWN
        )
    )


def figures_selector(figures: Sequence[str]) -> ObjectSelector:
    """Return a field with one price for each name."""
    return ObjectSelector(
        ObjectSelectorConfig(
            fields={
                figure: {
                    "label": figure,
                    "selector": PRICE_SELECTOR,
                    "required": True,
                }
                for figure in figures
            }
        )
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
        if source.get(CONF_KIND) in (KIND_TABLE, KIND_ANY_ACTION):
            return str(source[CONF_KIND])
        if CONF_ENTITY_ID in source:
            return KIND_ENTITY
        return next((offer.key for offer in self._offers or ()), None)

    async def async_take_price_source(self, choice: str) -> ConfigFlowResult:
        """Go on with what was chosen in the list of sources; raise TariffError."""
        if choice == KIND_ENTITY:
            return await self.async_step_price_entity()
        if choice == KIND_TABLE:
            return await self.async_step_price_table()
        if choice == KIND_ANY_ACTION:
            return await self.async_step_price_action()
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

    async def async_step_price_figures(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the prices of the names that a helper or a meter switches between."""
        failed: TariffError | None = None
        if user_input is not None:
            try:
                return await self._async_accept({**self._source, **user_input})
            except TariffError as error:
                failed = error
        return self.async_show_form(
            step_id="price_figures",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(
                    {vol.Required(CONF_PRICES): figures_selector(self._offer.figures)}
                ),
                user_input or self.current.get(CONF_PRICE_SOURCE),
            ),
            errors=as_errors(failed, CONF_PRICES),
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
                vol.Schema(
                    {vol.Optional(CONF_UNIT): _typed_or_chosen(self._offer.units)}
                ),
                user_input,
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
                            "price_rows", CONF_PRICE
                        ),
                        vol.Optional(CONF_CALENDAR): EntitySelector(
                            EntitySelectorConfig(domain="calendar")
                        ),
                        vol.Required(CONF_CURRENCY, default=currency): TextSelector(),
                    }
                ),
                user_input or from_table(self.current.get(CONF_PRICE_SOURCE) or {}),
            ),
            errors=missing or as_errors(failed, "base"),
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


def as_table(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored table of a form: its rows, then the price at all other times."""
    rest = {"from": "00:00", "to": "00:00", "price": form[CONF_PRICE]}
    table = {
        CONF_KIND: KIND_TABLE,
        CONF_CURRENCY: form[CONF_CURRENCY].strip().upper(),
        CONF_PRICES: [*as_rows(form.get(CONF_PRICES, ())), rest],
    }
    if CONF_CALENDAR in form:
        table[CONF_CALENDAR] = form[CONF_CALENDAR]
    return table


def from_table(source: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the form of a stored table, None when another kind is stored."""
    if source.get(CONF_KIND) != KIND_TABLE:
        return None
    *rows, rest = source[CONF_PRICES]
    return {
        **source,
        CONF_PRICE: rest["price"],
        CONF_PRICES: from_rows(rows),
    }
