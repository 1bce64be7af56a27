"""Driving flows as the frontend does: it shows what a step asks, and submits it."""

from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowContext,
    ConfigFlowResult,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.selector import (
    BooleanSelector,
    DeviceSelector,
    EntitySelector,
    SelectSelector,
)

from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE


async def start_set_up(hass: HomeAssistant) -> ConfigFlowResult:
    """Open the set-up flow."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )


async def start_reconfigure(
    hass: HomeAssistant, entry: ConfigEntry
) -> ConfigFlowResult:
    """Open the flow that changes models or prices."""
    context = ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=entry.entry_id)
    return await hass.config_entries.flow.async_init(DOMAIN, context=context)


async def submit(
    hass: HomeAssistant, result: ConfigFlowResult, values: dict[str, Any]
) -> ConfigFlowResult:
    """Submit a step of the set-up flow."""
    return await hass.config_entries.flow.async_configure(
        result["flow_id"], as_sent(result, values)
    )


async def choose(
    hass: HomeAssistant, result: ConfigFlowResult, step: str
) -> ConfigFlowResult:
    """Choose where to go on, of a menu in the set-up flow."""
    return await hass.config_entries.flow.async_configure(
        result["flow_id"], {"next_step_id": step}
    )


async def start_appliance(
    hass: HomeAssistant, entry: ConfigEntry
) -> SubentryFlowResult:
    """Open the form of a new appliance."""
    return await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_APPLIANCE), context={"source": SOURCE_USER}
    )


async def submit_appliance(
    hass: HomeAssistant, result: SubentryFlowResult, values: dict[str, Any]
) -> SubentryFlowResult:
    """Submit a step of an appliance's form."""
    return await hass.config_entries.subentries.async_configure(
        result["flow_id"], as_sent(result, values)
    )


def as_sent(
    result: ConfigFlowResult | SubentryFlowResult, values: dict[str, Any]
) -> dict[str, Any]:
    """Return what a browser sends: what was typed, and the sections nobody opened."""
    if result.get("data_schema") is None:
        return values
    untouched = {
        name: shown
        for name, shown in suggested(result).items()
        if isinstance(shown, dict) and name not in values
    }
    return {**values, **untouched}


def suggested(result: ConfigFlowResult | SubentryFlowResult) -> dict[str, Any]:
    """Return what a form shows before anything is typed, section by section."""
    assert result["data_schema"] is not None
    return _suggested(result["data_schema"].schema)


def _suggested(fields: dict[Any, Any]) -> dict[str, Any]:
    """Return what the frontend fills in: a section that has a value itself shows none inside."""
    values: dict[str, Any] = {}
    for key, field in fields.items():
        inner = getattr(field, "schema", None)
        if key.description and key.description.get("suggested_value") is not None:
            values[str(key)] = key.description["suggested_value"]
        elif callable(key.default):
            values[str(key)] = key.default()
        elif inner is not None and hasattr(inner, "schema"):
            values[str(key)] = _suggested(inner.schema)
    return values


class Newcomer:
    """Goes through flows as a person does, and counts what that takes.

    `submitted` are the forms that were sent off, `typed` the values that the
    person had to type because they were neither suggested nor to be chosen.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with nothing done."""
        self._hass = hass
        self.submitted = 0
        self.typed = 0

    async def set_up(self, **values: Any) -> Any:
        """Open the set-up flow and submit its first step; return what comes next."""
        return await self.submit(await start_set_up(self._hass), **values)

    async def submit(self, result: Any, **values: Any) -> Any:
        """Submit a step of the set-up flow with what it suggests and some values."""
        self._count(result, values)
        result = await submit(self._hass, result, {**suggested(result), **values})
        while result["type"] is FlowResultType.SHOW_PROGRESS:
            await self._hass.async_block_till_done()
            result = await self._hass.config_entries.flow.async_configure(
                result["flow_id"]
            )
        return result

    async def open_next(self, result: Any) -> Any:
        """Return the form that the set-up goes on to, as the frontend opens it."""
        assert result["type"] is FlowResultType.CREATE_ENTRY, result
        _, flow_id = result["next_flow"]
        return await self._hass.config_entries.subentries.async_configure(flow_id)

    async def describe(self, result: Any, **values: Any) -> Any:
        """Submit a step of an appliance's form with what it suggests and some values."""
        self._count(result, values)
        return await submit_appliance(
            self._hass, result, {**suggested(result), **values}
        )

    def _count(self, result: Any, values: dict[str, Any]) -> None:
        """Count a form, and what in it was typed."""
        assert result["type"] is FlowResultType.FORM, result
        self.submitted += 1
        fields = {
            str(key): field for key, field in result["data_schema"].schema.items()
        }
        for key, value in values.items():
            self.typed += not _can_be_chosen(fields[key], value)


def _can_be_chosen(field: Any, value: Any) -> bool:
    """Tell whether a value can be clicked on."""
    if isinstance(field, SelectSelector):
        return value in [
            option if isinstance(option, str) else option["value"]
            for option in field.config["options"]
        ]
    return isinstance(field, BooleanSelector | DeviceSelector | EntitySelector)
