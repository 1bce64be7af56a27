"""The set-up flow, driven as a person drives it."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.hushwatt.const import DOMAIN


async def start(hass: HomeAssistant) -> ConfigFlowResult:
    """Open the set-up flow."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )


async def submit(
    hass: HomeAssistant, result: ConfigFlowResult, **values: Any
) -> ConfigFlowResult:
    """Submit a step."""
    return await hass.config_entries.flow.async_configure(result["flow_id"], values)


async def test_a_price_entity_that_was_found_makes_an_entry_in_one_step(
    hass: HomeAssistant, price_entity: str
) -> None:
    """The first step suggests the entity; submitting it is all."""
    result = await start(hass)
    assert result["type"] is FlowResultType.FORM
    result = await submit(hass, result, mode="built_in", price_source=price_entity)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"] == {
        "mode": "built_in",
        "price_source": {"kind": "entity", "entity_id": price_entity},
    }
