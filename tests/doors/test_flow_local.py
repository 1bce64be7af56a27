"""The steps that choose a model at home, against a server on loopback."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from ipaddress import ip_network
from time import monotonic
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
)

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import (
    EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE,
    FlowResultType,
)
from homeassistant.helpers.dispatcher import async_dispatcher_send

from .conftest import reference_home, start
from .flows import start_set_up, submit, suggested
from .test_issues import ANSWER
from custom_components.hushwatt import flow_local, local_servers
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.coordinator import SIGNAL_ADVICE
from custom_components.hushwatt.flow_local import model_selector, suggest_model
from custom_components.hushwatt.local_servers import FoundServer
from custom_components.hushwatt.models import address
from custom_components.hushwatt.models.server import (
    OllamaServer,
    PullProgress,
    ServedModel,
)
from custom_components.hushwatt.vocabulary import Degraded
from stand_ins.faults import Fault
from stand_ins.ollama import GEMMA, SMALL, STUB, OllamaStandIn


@pytest.fixture
async def ollama(
    loopback: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OllamaStandIn]:
    """Return a server where the flow looks for one."""
    async with OllamaStandIn(models=(GEMMA, SMALL, STUB)) as server:
        monkeypatch.setattr(local_servers, "KNOWN_HOSTS", (server.url,))
        yield server


async def reach_server(hass: HomeAssistant, price_entity: str) -> Any:
    """Come to the step that asks for the server."""
    result = await start_set_up(hass)
    result = await submit(hass, result, {"mode": "local", "price_source": price_entity})
    assert result["step_id"] == "local"
    return result


async def reach_models(hass: HomeAssistant, price_entity: str, url: str) -> Any:
    """Come to the step that asks for the model."""
    result = await reach_server(hass, price_entity)
    result = await submit(hass, result, {"url": url})
    assert result["step_id"] == "local_model"
    return result


async def finish(hass: HomeAssistant, result: Any) -> Any:
    """Wait until no progress is shown any more, and return what comes then."""
    while result["type"] is FlowResultType.SHOW_PROGRESS:
        await hass.async_block_till_done()
        result = await hass.config_entries.flow.async_configure(result["flow_id"])
    return result


async def test_a_browser_has_the_time_to_listen_for_the_end(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A model that answers at once would end the progress before anybody listens."""
    monkeypatch.setattr(flow_local, "LISTENING_SECONDS", 0.2)
    result = await reach_models(hass, price_entity, ollama.url)
    began = monotonic()
    result = await submit(hass, result, {"model": "gemma4:e4b"})
    result = await finish(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert monotonic() - began > 0.2


async def test_a_server_that_was_found_and_its_gemma_are_two_steps(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """Both are suggested; nothing is typed."""
    result = await reach_server(hass, price_entity)
    assert suggested(result) == {"url": ollama.url}
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == {"model": "gemma4:e4b"}
    result = await submit(hass, result, suggested(result))
    assert result["progress_action"] == "measure"
    result = await finish(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    local = result["data"]["local"]
    assert local["url"] == ollama.url
    assert local["model"] == "gemma4:e4b"
    assert local["tokens_per_second"] > 0
    assert 60 <= local["seconds"] <= 900


async def test_a_configured_ollama_entry_comes_first_and_is_listed_once(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """What core already talks to is the first choice, even when it sleeps now."""
    MockConfigEntry(domain="ollama", data={"url": "http://gpu:11434/"}).add_to_hass(
        hass
    )
    MockConfigEntry(domain="ollama", data={"url": ollama.url}).add_to_hass(hass)
    result = await reach_server(hass, price_entity)
    assert suggested(result) == {"url": "http://gpu:11434"}
    field = result["data_schema"].schema["url"]
    assert [one["value"] for one in field.config["options"]] == [
        "http://gpu:11434",
        ollama.url,
    ]


async def test_an_addon_that_does_not_run_is_offered_and_said_to_sleep(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By its name; once it is started the same form goes on."""
    asleep = FoundServer(url=ollama.url, name="Ollama", stopped=True)
    found = [asleep]

    async def find(hass: HomeAssistant) -> list[FoundServer]:
        """Return what the Supervisor knows."""
        return found

    monkeypatch.setattr(flow_local, "async_find_servers", find)
    await ollama.fail(Fault.REFUSED)
    result = await reach_server(hass, price_entity)
    (option,) = result["data_schema"].schema["url"].config["options"]
    assert option["label"] == f"⏸ Ollama ({ollama.url})"
    result = await submit(hass, result, suggested(result))
    assert result["errors"] == {"url": "addon_stopped"}
    assert result["description_placeholders"] == {"addon": "Ollama"}
    found[:] = [replace(asleep, stopped=False)]
    result = await submit(hass, result, suggested(result))
    assert result["errors"] == {"url": "local_unreachable"}
    await ollama.recover()
    result = await submit(hass, result, suggested(result))
    assert result["step_id"] == "local_model"


async def test_without_any_server_an_address_is_typed(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """Wrong ones are told of; a right one goes on."""
    await ollama.fail(Fault.REFUSED)
    result = await reach_server(hass, price_entity)
    assert suggested(result) == {}
    result = await submit(hass, result, {"url": "ftp://x y"})
    assert result["errors"] == {"url": "invalid_url"}
    result = await submit(hass, result, {"url": ollama.url})
    assert result["errors"] == {"url": "local_unreachable"}
    await ollama.recover()
    result = await submit(hass, result, {"url": ollama.url.removeprefix("http://")})
    assert result["step_id"] == "local_model"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.HTML, "local_invalid"),
        (Fault.BAD_GATEWAY, "local_error"),
        (Fault.REDIRECT, "local_error"),
    ],
)
async def test_a_server_that_is_none_is_told_of(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    fault: Fault,
    error: str,
) -> None:
    """A web page or a proxy that fails is no model server."""
    result = await reach_server(hass, price_entity)
    await ollama.fail(fault, at="/api/tags")
    result = await submit(hass, result, {"url": ollama.url})
    assert result["errors"] == {"url": error}
    await ollama.recover()
    result = await submit(hass, result, {"url": ollama.url})
    assert result["step_id"] == "local_model"


async def test_a_server_outside_of_the_home_must_be_confirmed(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is named, and not taken before the person says so."""
    # A network that is nobody's here stands for one outside.
    networks = (ip_network("10.0.0.0/8"),)
    monkeypatch.setattr(address, "_HOME_NETWORKS", networks)
    result = await reach_server(hass, price_entity)
    result = await submit(hass, result, {"url": ollama.url})
    assert result["step_id"] == "local_outside"
    assert result["description_placeholders"] == {"url": ollama.url}
    result = await submit(hass, result, {"outside": False})
    assert result["errors"] == {"outside": "not_confirmed"}
    result = await submit(hass, result, {"outside": True})
    assert result["step_id"] == "local_model"


async def test_a_model_of_the_cloud_is_refused_and_another_can_be_chosen(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """By its name, and by what the server says of it."""
    result = await reach_models(hass, price_entity, ollama.url)
    result = await submit(hass, result, {"model": "gemma4:31b-cloud"})
    assert result["errors"] == {"model": "local_not_local"}
    await ollama.fail(Fault.REMOTE_MODEL, at="/api/show")
    result = await submit(hass, result, {"model": "gemma4:e4b"})
    assert result["errors"] == {"model": "local_not_local"}
    await ollama.recover()
    result = await submit(hass, result, {"model": "gemma4:e4b"})
    result = await finish(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_missing_model_is_pulled_with_its_progress(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """The flow shows how much of it is there, and then goes on by itself."""
    del ollama.models["gemma4:e4b"]
    updates = async_capture_events(hass, EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE)
    result = await reach_models(hass, price_entity, ollama.url)
    result = await submit(hass, result, suggested(result))
    assert result["progress_action"] == "pull"
    assert result["description_placeholders"] == {"model": "gemma4:e4b"}
    result = await finish(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    shares = [update.data["progress"] for update in updates]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert 0.5 in shares


async def test_a_pull_that_breaks_goes_on_where_it_was(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The person does not even notice."""
    monkeypatch.setattr("custom_components.hushwatt.flow_local.PULL_PAUSE", 0.0)
    del ollama.models["gemma4:e4b"]
    result = await reach_models(hass, price_entity, ollama.url)
    await ollama.fail(Fault.CUT, at="/api/pull", times=2)
    result = await submit(hass, result, {"model": "gemma4:e4b"})
    result = await finish(hass, result)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_a_pull_that_breaks_for_good_can_be_taken_up_again(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The choice comes back; submitted again it goes on where the server was."""
    monkeypatch.setattr("custom_components.hushwatt.flow_local.PULL_PAUSE", 0.0)
    del ollama.models["gemma4:e4b"]
    result = await reach_models(hass, price_entity, ollama.url)
    await ollama.fail(Fault.CUT, at="/api/pull")
    result = await finish(hass, await submit(hass, result, {"model": "gemma4:e4b"}))
    assert result["step_id"] == "local_model"
    assert result["errors"] == {"model": "local_error"}
    await ollama.recover()
    updates = async_capture_events(hass, EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE)
    result = await finish(hass, await submit(hass, result, suggested(result)))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert updates[0].data["progress"] > 0


async def test_the_progress_of_a_pull_never_goes_back(
    hass: HomeAssistant,
    price_entity: str,
    ollama: OllamaStandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server names the parts of a model one by one, and each of them many times."""
    parts = [(0, 0), (50, 100), (50, 100), (100, 100), (100, 200), (180, 200)]

    async def pull(self: OllamaServer, name: str) -> AsyncGenerator[PullProgress]:
        """Tell of two parts of the same size."""
        ollama.models["gemma4:e4b"] = GEMMA
        for completed, total in [*parts, (200, 200)]:
            yield PullProgress(status="", completed=completed, total=total)

    del ollama.models["gemma4:e4b"]
    monkeypatch.setattr(OllamaServer, "pull", pull)
    updates = async_capture_events(hass, EVENT_DATA_ENTRY_FLOW_PROGRESS_UPDATE)
    result = await reach_models(hass, price_entity, ollama.url)
    result = await finish(hass, await submit(hass, result, {"model": "gemma4:e4b"}))
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert [update.data["progress"] for update in updates] == [0.5, 1.0]


async def test_a_model_that_nobody_has_is_told_of(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """The choice comes back with what was typed."""
    result = await reach_models(hass, price_entity, ollama.url)
    result = await submit(hass, result, {"model": "gemma5:e4b"})
    result = await finish(hass, result)
    assert result["step_id"] == "local_model"
    assert result["errors"] == {"model": "local_model_missing"}
    assert suggested(result) == {"model": "gemma5:e4b"}


async def test_a_model_that_does_not_answer_is_not_accepted(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """It would not answer later either."""
    result = await reach_models(hass, price_entity, ollama.url)
    await ollama.fail(Fault.OUT_OF_MEMORY)
    result = await submit(hass, result, {"model": "gemma4:e4b"})
    result = await finish(hass, result)
    assert result["errors"] == {"model": "local_error"}
    await ollama.recover()
    result = await finish(hass, await submit(hass, result, {"model": "llama3.2:1b"}))
    assert result["data"]["local"]["model"] == "llama3.2:1b"


async def test_closing_the_dialog_stops_the_pull_and_the_connection(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """Nothing goes on behind a dialog that is gone."""
    del ollama.models["gemma4:e4b"]
    ollama.pace = 0.2
    result = await reach_models(hass, price_entity, ollama.url)
    result = await submit(hass, result, {"model": "gemma4:e4b"})
    hass.config_entries.flow.async_abort(result["flow_id"])
    await hass.async_block_till_done()
    assert "gemma4:e4b" not in ollama.models


def test_the_choice_tells_sizes_and_marks_what_is_not_at_home() -> None:
    """Embedding models are left out; the default is offered for download."""
    served = (
        ServedModel(
            name="llama3:8b",
            local=True,
            size=4_700_000_000,
            parameters="8.0B",
            capabilities=frozenset({"completion", "tools", "thinking"}),
        ),
        ServedModel(name="old:1b", local=True),
        ServedModel(name="embed:1b", local=True, capabilities=frozenset({"embedding"})),
        ServedModel(name="gemma4:31b-cloud", local=False),
    )
    labels = [option["label"] for option in model_selector(served).config["options"]]
    assert labels == [
        "llama3:8b (8.0B, 4.7 GB, thinking, tools)",
        "old:1b",
        "☁ gemma4:31b-cloud",
        "⬇ gemma4:e4b",
    ]


@pytest.mark.parametrize(
    ("names", "suggestion"),
    [
        (["llama3:8b", "gemma4:12b", "gemma4:e4b"], "gemma4:e4b"),
        (["llama3:8b", "gemma4:12b"], "gemma4:12b"),
        (["llama3:8b"], "gemma4:e4b"),
        ([], "gemma4:e4b"),
    ],
)
def test_a_gemma_that_is_there_is_suggested(names: list[str], suggestion: str) -> None:
    """Else the default, to be downloaded."""
    served = [ServedModel(name=name, local=True) for name in names]
    assert suggest_model(served) == suggestion


async def test_a_server_behind_a_proxy_needs_its_key(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """Without it, or with a wrong one, nothing goes on."""
    ollama.key = "right"
    result = await reach_server(hass, price_entity)
    for key in ({}, {"api_key": "wrong"}):
        result = await submit(hass, result, {"url": ollama.url, **key})
        assert result["errors"] == {"url": "local_key_rejected"}
    result = await submit(hass, result, {"url": ollama.url, "api_key": " right "})
    result = await finish(hass, await submit(hass, result, {"model": "gemma4:e4b"}))
    assert result["data"]["local"]["api_key"] == "right"


async def test_the_key_that_core_has_of_a_server_is_used(
    hass: HomeAssistant, price_entity: str, ollama: OllamaStandIn
) -> None:
    """Nobody types it twice."""
    ollama.key = "right"
    MockConfigEntry(
        domain="ollama", data={"url": ollama.url, "api_key": "right"}
    ).add_to_hass(hass)
    result = await reach_models(hass, price_entity, ollama.url)
    result = await finish(hass, await submit(hass, result, {"model": "gemma4:e4b"}))
    assert result["data"]["local"]["api_key"] == "right"


async def test_a_key_that_is_rejected_later_is_asked_for_again(
    hass: HomeAssistant, evening: None, ollama: OllamaStandIn
) -> None:
    """An answer that went without the model starts it; the new key is tried."""
    ollama.key = "right"
    entry = reference_home(
        mode="local",
        local={"url": ollama.url, "model": "gemma4:e4b", "api_key": "right"},
    )
    await start(hass, entry)
    ollama.key = "renewed"
    async_dispatcher_send(
        hass, SIGNAL_ADVICE, replace(ANSWER, degraded=(Degraded.LOCAL_KEY_REJECTED,))
    )
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["step_id"] == "reauth_local"
    result = await submit(hass, flow, {"api_key": "wrong"})
    assert result["errors"] == {"api_key": "local_key_rejected"}
    result = await submit(hass, result, {"api_key": "renewed"})
    assert result["reason"] == "reauth_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["local"]["api_key"] == "renewed"
    assert await hass.config_entries.async_unload(entry.entry_id)


async def test_reconfigure_keeps_the_key_of_the_same_server(
    hass: HomeAssistant, evening: None, ollama: OllamaStandIn
) -> None:
    """The form never shows it."""
    ollama.key = "right"
    entry = reference_home(
        mode="local",
        local={"url": ollama.url, "model": "gemma4:e4b", "api_key": "right"},
    )
    await start(hass, entry)
    result = await entry.start_reconfigure_flow(hass)
    result = await submit(hass, result, suggested(result))
    result = await submit(hass, result, suggested(result))
    assert suggested(result) == {"url": ollama.url}
    result = await submit(hass, result, suggested(result))
    result = await finish(hass, await submit(hass, result, suggested(result)))
    assert result["reason"] == "reconfigure_successful"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert entry.data["local"]["api_key"] == "right"
    assert await hass.config_entries.async_unload(entry.entry_id)
