"""The steps that choose a model in the cloud, against a server on loopback."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import SOURCE_RECONFIGURE
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar, issue_registry as ir

from .conftest import reference_home, settle, start
from .flows import choose, start_set_up, submit, suggested
from custom_components.hushwatt import local_servers
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.flow_cloud import as_cloud, as_form
from custom_components.hushwatt.ledger_store import async_get_ledger
from stand_ins.faults import Fault
from stand_ins.ollama import GEMMA, OllamaStandIn
from stand_ins.openai import KEY, OpenAIStandIn


@pytest.fixture
async def openai(
    loopback: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenAIStandIn]:
    """Return a server that solves what it is sent; nobody else is looked for."""
    monkeypatch.setattr(local_servers, "KNOWN_HOSTS", ())
    async with OpenAIStandIn(deployments={"planner": "gpt-5.4"}) as server:
        yield server


@pytest.fixture
async def hybrid(
    hass: HomeAssistant, evening: None, openai: OpenAIStandIn
) -> MockConfigEntry:
    """Return the reference home with both models, the one at home asleep, not loaded."""
    return reference_home(
        mode="hybrid",
        local={"url": "http://127.0.0.1:9", "model": "gemma4:e4b"},
        cloud={
            "provider": "openai",
            "api_key": KEY,
            "model": "gpt-5.4",
            "effort": "medium",
            "endpoint": f"{openai.url}/v1",
        },
    )


def form(server: OpenAIStandIn, **changes: Any) -> dict[str, Any]:
    """Return the form of the stand-in, with changes."""
    return {
        "provider": "openai",
        "api_key": KEY,
        "model": "gpt-5.4",
        "details": {"effort": "medium", "endpoint": f"{server.url}/v1"},
        **changes,
    }


async def reach_cloud(
    hass: HomeAssistant, price_entity: str, monkeypatch: pytest.MonkeyPatch, url: str
) -> Any:
    """Come to the step that asks for the cloud model."""
    monkeypatch.setattr("custom_components.hushwatt.local_servers.KNOWN_HOSTS", (url,))
    result = await start_set_up(hass)
    result = await submit(
        hass, result, {"mode": "hybrid", "price_source": price_entity}
    )
    result = await submit(hass, result, suggested(result))
    result = await submit(hass, result, suggested(result))
    while result["type"] is FlowResultType.SHOW_PROGRESS:
        await hass.async_block_till_done()
        result = await hass.config_entries.flow.async_configure(result["flow_id"])
    assert result["step_id"] == "cloud"
    return result


@pytest.fixture
async def cloud_step(
    hass: HomeAssistant,
    price_entity: str,
    openai: OpenAIStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Any]:
    """Return the step that asks for the cloud model."""
    async with OllamaStandIn(models=(GEMMA,)) as ollama:
        yield await reach_cloud(hass, price_entity, monkeypatch, ollama.url)
        await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_model_is_tried_with_a_made_up_problem_that_is_in_the_ledger(
    hass: HomeAssistant, cloud_step: Any, openai: OpenAIStandIn
) -> None:
    """One request, at the least effort, with nothing of the home in it."""
    result = await submit(hass, cloud_step, form(openai))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["cloud"] == {
        "provider": "openai",
        "api_key": KEY,
        "model": "gpt-5.4",
        "effort": "medium",
        "endpoint": f"{openai.url}/v1",
    }
    (asked,) = openai.asked
    assert asked["reasoning"]["effort"] == "none"
    (entry,) = await (await async_get_ledger(hass)).entries()
    assert entry.status == "answered"
    assert entry.body.encode() == openai.requests[0].body


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"api_key": "  "}, {"api_key": "key_missing"}),
        (
            {"provider": "azure", "details": {"effort": "low"}},
            {"base": "endpoint_missing"},
        ),
        (
            {"model": "gpt-5.4", "details": {"effort": "max"}},
            {"base": "effort_not_allowed"},
        ),
        ({"api_key": "sk-wrong-0123456789"}, {"api_key": "cloud_key_rejected"}),
        ({"model": "gpt-9"}, {"base": "cloud_error"}),
    ],
)
async def test_what_cannot_work_is_told_of_and_can_be_mended(
    hass: HomeAssistant,
    cloud_step: Any,
    openai: OpenAIStandIn,
    changes: dict[str, Any],
    errors: dict[str, str],
) -> None:
    """Each mistake has its sentence, and the form keeps what was typed."""
    result = await submit(hass, cloud_step, form(openai, **changes))
    assert result["errors"] == errors
    result = await submit(hass, result, form(openai))
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.REFUSED, "cloud_unreachable"),
        (Fault.NO_QUOTA, "cloud_quota"),
        (Fault.SERVER_ERROR, "cloud_error"),
        (Fault.HTML, "cloud_invalid"),
        (Fault.REFUSAL, "cloud_refused"),
        (Fault.INCOMPLETE, "cloud_incomplete"),
        (Fault.SPOKEN, "cloud_invalid"),
    ],
)
async def test_a_provider_that_fails_is_told_of(
    hass: HomeAssistant, cloud_step: Any, openai: OpenAIStandIn, fault: Fault, code: str
) -> None:
    """Nothing is accepted that was not seen to work."""
    await openai.fail(fault)
    result = await submit(hass, cloud_step, form(openai))
    assert result["errors"] == {"base": code}
    await openai.recover()
    result = await submit(hass, result, form(openai))
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize("version", [None, "2025-04-01-preview"])
async def test_a_deployment_at_azure_is_tried_at_its_own_address(
    hass: HomeAssistant,
    cloud_step: Any,
    openai: OpenAIStandIn,
    version: str | None,
) -> None:
    """With and without the classic API version."""
    details = {"effort": "low", "endpoint": openai.url}
    if version:
        details["api_version"] = version
    result = await submit(
        hass,
        cloud_step,
        form(openai, provider="azure", model="planner", details=details),
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    path = openai.requests[-1].path
    assert path == (
        f"/openai/responses?api-version={version}"
        if version
        else "/openai/v1/responses"
    )


async def test_reauth_takes_a_key_that_works(
    hass: HomeAssistant, hybrid: MockConfigEntry, openai: OpenAIStandIn
) -> None:
    """A wrong one is told of; the rest of the entry stays as it is."""
    await start(hass, hybrid)
    openai.key = "sk-renewed-0123456789"
    result = await hybrid.start_reauth_flow(hass)
    assert result["step_id"] == "reauth_confirm"
    result = await submit(hass, result, {"api_key": KEY})
    assert result["errors"] == {"api_key": "cloud_key_rejected"}
    result = await submit(hass, result, {"api_key": " sk-renewed-0123456789 "})
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hybrid.data["cloud"]["api_key"] == "sk-renewed-0123456789"
    assert hybrid.data["cloud"]["model"] == "gpt-5.4"


async def test_reconfigure_keeps_a_key_that_is_not_typed_again(
    hass: HomeAssistant, hybrid: MockConfigEntry, openai: OpenAIStandIn
) -> None:
    """The form never shows it."""
    await start(hass, hybrid)
    result = await hybrid.start_reconfigure_flow(hass)
    async with OllamaStandIn(models=(GEMMA,)) as ollama:
        result = await submit(hass, result, suggested(result))
        result = await submit(hass, result, suggested(result))
        result = await submit(hass, result, {"url": ollama.url})
        result = await submit(hass, result, suggested(result))
        while result["type"] is FlowResultType.SHOW_PROGRESS:
            await hass.async_block_till_done()
            result = await hass.config_entries.flow.async_configure(result["flow_id"])
        shown = suggested(result)
        assert "api_key" not in shown
        shown["details"]["effort"] = "high"
        result = await submit(hass, result, shown)
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hybrid.data["cloud"]["api_key"] == KEY
    assert hybrid.data["cloud"]["effort"] == "high"


async def test_a_name_that_tells_of_the_home_is_warned_of_before_it_is_sent(
    hass: HomeAssistant, cloud_step: Any, openai: OpenAIStandIn
) -> None:
    """Even the tiny request holds it; the person may choose another."""
    ar.async_get(hass).async_create("Nursery")
    telling = {"model": "nursery-planner", "provider": "azure"}
    result = await submit(hass, cloud_step, form(openai, **telling))
    assert result["type"] is FlowResultType.MENU
    assert result["step_id"] == "cloud_name"
    assert result["description_placeholders"] == {"names": "nursery-planner"}
    assert openai.requests == []
    result = await choose(hass, result, "cloud")
    assert result["step_id"] == "cloud"
    assert suggested(result)["model"] == "nursery-planner"
    changed = {"model": "planner", "provider": "azure"}
    result = await submit(hass, result, form(openai, **changed))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert "names_confirmed" not in result["data"]["cloud"]


async def test_a_name_that_tells_of_the_home_may_be_sent_once_that_is_said(
    hass: HomeAssistant, hybrid: MockConfigEntry, openai: OpenAIStandIn
) -> None:
    """It is not warned of again, until another one is chosen."""
    ar.async_get(hass).async_create("Planning room")
    await start(hass, hybrid)
    flow = await hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": hybrid.entry_id},
        data={"part": "cloud"},
    )
    shown: Any = form(openai, model="planning", provider="azure")
    result: Any = await submit(hass, flow, shown)
    assert result["step_id"] == "cloud_name"
    result = await choose(hass, result, "cloud_name_confirmed")
    assert result["errors"] == {"base": "cloud_error"}
    openai.deployments["planning"] = "gpt-5.4"
    result = await submit(hass, result, suggested(result))
    result = await choose(hass, result, "cloud_name_confirmed")
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hybrid.data["cloud"]["names_confirmed"] is True
    assert (DOMAIN, "cloud_name_private") not in ir.async_get(hass).issues


async def test_a_model_is_not_tried_over_the_monthly_budget(
    hass: HomeAssistant, hybrid: MockConfigEntry, openai: OpenAIStandIn
) -> None:
    """The tiny request is paid for like any other."""
    await start(hass, hybrid)
    hass.config_entries.async_update_entry(hybrid, options={"monthly_budget": 0.01})
    await hass.async_block_till_done()
    result: Any = await hass.config_entries.flow.async_init(
        DOMAIN,
        context={"source": SOURCE_RECONFIGURE, "entry_id": hybrid.entry_id},
        data={"part": "cloud"},
    )
    result = await submit(hass, result, form(openai))
    assert result["errors"] == {"base": "budget"}
    assert openai.requests == []


async def test_a_home_without_models_takes_both_on_later(
    hass: HomeAssistant, evening: None, openai: OpenAIStandIn
) -> None:
    """Appliances, notes and options stay as they are; the next answer uses them."""
    entry = reference_home(options={"morning": "06:00:00"})
    await start(hass, entry)
    note = await entry.runtime_data.notes.async_add(
        "The dishwasher must be done by 06:30."
    )
    async with OllamaStandIn(models=(GEMMA,)) as ollama:
        result = await entry.start_reconfigure_flow(hass)
        result = await submit(hass, result, {**suggested(result), "mode": "hybrid"})
        result = await submit(hass, result, suggested(result))
        result = await submit(hass, result, {"url": ollama.url})
        result = await submit(hass, result, suggested(result))
        while result["type"] is FlowResultType.SHOW_PROGRESS:
            await hass.async_block_till_done()
            result = await hass.config_entries.flow.async_configure(result["flow_id"])
        result = await submit(hass, result, form(openai))
        assert result["reason"] == "reconfigure_successful"
        await settle(hass)
        assert set(entry.data) == {"mode", "price_source", "local", "cloud"}
        assert set(entry.subentries) == {"dishwasher", "car", "vacuum"}
        assert entry.options == {"morning": "06:00:00"}
        assert entry.runtime_data.notes.get(note.uid) is not None
        advice = await hass.services.async_call(
            "hushwatt",
            "recommend",
            {"appliance": "dishwasher"},
            blocking=True,
            return_response=True,
        )
        assert advice["plan_source"] == "cloud"
        assert advice["verified"]
        assert await hass.config_entries.async_unload(entry.entry_id)


async def test_going_back_to_built_in_mode_forgets_the_key(
    hass: HomeAssistant, hybrid: MockConfigEntry
) -> None:
    """What is not used is not kept."""
    await start(hass, hybrid)
    result = await hybrid.start_reconfigure_flow(hass)
    result = await submit(hass, result, {**suggested(result), "mode": "built_in"})
    result = await submit(hass, result, suggested(result))
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert set(hybrid.data) == {"mode", "price_source"}


def test_the_form_of_what_is_stored_holds_no_key() -> None:
    """And what is stored holds nothing empty."""
    cloud = {"provider": "openai", "api_key": "k", "model": "m", "effort": "low"}
    assert "api_key" not in as_form(cloud)
    details = {"effort": "low", "endpoint": " "}
    stored = as_cloud(
        {"provider": "openai", "model": " m ", "details": details}, known_key="k"
    )
    assert stored == cloud
