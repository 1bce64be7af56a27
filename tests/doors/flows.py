"""Driving flows as the frontend does: it shows what a step asks, and submits it."""

from typing import Any

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowResult,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant

from custom_components.hushwatt.const import DOMAIN, SUBENTRY_APPLIANCE


async def start_set_up(hass: HomeAssistant) -> ConfigFlowResult:
    """Open the set-up flow."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )


async def submit(
    hass: HomeAssistant, result: ConfigFlowResult, values: dict[str, Any]
) -> ConfigFlowResult:
    """Submit a step of the set-up flow."""
    return await hass.config_entries.flow.async_configure(
        result["flow_id"], as_sent(result, values)
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
