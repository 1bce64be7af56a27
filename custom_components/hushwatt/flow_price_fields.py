"""The fields of the steps about prices, and what is stored of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import voluptuous as vol

from homeassistant.const import CONF_ACTION
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
    Selector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TimeSelector,
)

from .const import DOMAIN
from .household.tariffs import (
    KIND_ANY_ACTION,
    KIND_ENTITY,
    KIND_TABLE,
    PriceSourceOffer,
    price_units,
)

CONF_CALENDAR: Final = "calendar"
CONF_CURRENCY: Final = "currency"
CONF_DATA: Final = "data"
CONF_FACTOR: Final = "factor"
CONF_KIND: Final = "kind"
CONF_PRICE: Final = "price"
CONF_PRICES: Final = "prices"
CONF_SURCHARGE: Final = "surcharge"
CONF_UNIT: Final = "unit"

WEEKDAYS: Final = [str(day) for day in range(7)]
MONTHS: Final = [str(month) for month in range(1, 13)]
HOLIDAYS: Final = {"only": True, "never": False}

PRICE_SELECTOR = NumberSelector(
    NumberSelectorConfig(min=-100, max=1000, step="any", mode=NumberSelectorMode.BOX)
)


CALENDAR_SELECTOR = EntitySelector(EntitySelectorConfig(domain="calendar"))


def rows_selector(
    translation_key: str, figures: Mapping[str, Selector[Any]]
) -> ObjectSelector:
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
            description_field=next(iter(figures)),
            translation_key=translation_key,
            fields={
                "from": {"selector": TimeSelector(), "required": True},
                "to": {"selector": TimeSelector(), "required": True},
                **{
                    figure: {"selector": selector, "required": True}
                    for figure, selector in figures.items()
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


def lacks_calendar(form: Mapping[str, Any], key: str) -> bool:
    """Tell whether a row of a form is about holidays and the form names no calendar."""
    about = any(row.get("holidays") is not None for row in form.get(key) or ())
    return about and not form.get(CONF_CALENDAR)


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
    """Return the choice between what was found, any other source and a table."""
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


def figures_selector(
    figures: Sequence[str], selector: Selector[Any] = PRICE_SELECTOR
) -> ObjectSelector:
    """Return a field with one entry for each name, by default a price."""
    return ObjectSelector(
        ObjectSelectorConfig(
            fields={
                figure: {"label": figure, "selector": selector} for figure in figures
            }
        )
    )


def tariff_selector(tariffs: Sequence[str]) -> SelectSelector:
    """Return a choice of one of a meter's tariffs, by the names that it gives them."""
    return SelectSelector(
        SelectSelectorConfig(options=list(tariffs), mode=SelectSelectorMode.DROPDOWN)
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
            vol.Optional(CONF_UNIT): unit_selector(price_units(hass.config.currency)),
        }
    )


def unit_selector(units: Iterable[str]) -> SelectSelector:
    """Return a choice of a unit of prices; another can be typed."""
    return _typed_or_chosen(units)


def _typed_or_chosen(options: Iterable[str]) -> SelectSelector:
    """Return a choice of what is known, beside which anything can be typed."""
    return SelectSelector(
        SelectSelectorConfig(
            options=list(options), custom_value=True, mode=SelectSelectorMode.DROPDOWN
        )
    )


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
