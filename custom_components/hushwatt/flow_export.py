"""The part of the options that is about what is paid for what is fed in."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.const import CONF_ENTITY_ID

from .const import CONF_EXPORT_SOURCE, CONF_PRICE_SOURCE
from .flow_price_fields import (
    CONF_CURRENCY,
    CONF_PRICE,
    CONF_UNIT,
    as_table,
    from_table,
    unit_selector,
)
from .flow_prices import as_errors, lacking
from .household.tariffs import (
    PriceSourceOffer,
    TariffError,
    async_offer_source,
    async_read_tariff,
)

CONF_EXPORT_ENTITY: Final = "export_entity"
CONF_EXPORT_PRICE: Final = "export_price"


class ExportSteps(OptionsFlow):
    """Take the export price out of a form, and ask for the unit that it may lack."""

    def __init__(self) -> None:
        """Start with nothing chosen."""
        super().__init__()
        self._offer: PriceSourceOffer | None = None
        self._unit: str | None = None

    @abstractmethod
    async def async_finish(self) -> ConfigFlowResult:
        """Store the options; raise TariffError."""

    async def async_take_export(self, prices: Mapping[str, Any]) -> ConfigFlowResult:
        """Ask for the unit of the export price, or finish; raise TariffError."""
        self._offer = None
        if (entity_id := prices.get(CONF_EXPORT_ENTITY)) is not None:
            self._offer = await async_offer_source(self.hass, entity_id)
            if not self._offer.unit_known:
                return await self.async_step_export_unit()
        return await self.async_finish()

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
                return await self.async_finish()
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

    async def async_export_source(
        self, prices: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Return the price source of a form, None when it has none; raise TariffError.

        A typed price is in the currency of the prices that are paid; one of
        another currency could be set off against nothing.
        """
        paid = await self._async_currency()
        if self._offer is not None:
            source = {
                **self._offer.source,
                CONF_ENTITY_ID: prices[CONF_EXPORT_ENTITY],
                **({} if self._unit is None else {CONF_UNIT: self._unit}),
            }
            tariff = await async_read_tariff(self.hass, source)
            if tariff is not None and paid not in (None, tariff.currency):
                raise TariffError(
                    "export_currency", other=tariff.currency, currency=str(paid)
                )
            return source
        if CONF_EXPORT_PRICE not in prices:
            return None
        return as_table(
            {
                CONF_CURRENCY: paid or self.hass.config.currency,
                CONF_PRICE: prices[CONF_EXPORT_PRICE],
            }
        )

    async def _async_currency(self) -> str | None:
        """Return the currency of the prices that are paid, None when it is not known now."""
        source = self.config_entry.data.get(CONF_PRICE_SOURCE)
        try:
            tariff = await async_read_tariff(self.hass, source)
        except TariffError:
            return None
        return None if tariff is None else tariff.currency


def export_form(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a stored export price."""
    table = from_table(source)
    if table is not None:
        return {CONF_EXPORT_PRICE: table[CONF_PRICE]}
    return {CONF_EXPORT_ENTITY: source.get(CONF_ENTITY_ID)}
