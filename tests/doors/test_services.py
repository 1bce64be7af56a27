"""The actions: their schemas, errors, permissions and responses."""

from collections.abc import AsyncIterator
import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)
from syrupy.assertion import SnapshotAssertion
import voluptuous

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)
from homeassistant.setup import async_setup_component

from .conftest import reference_home, settle, start
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.privacy.ledger import Ledger
from stand_ins.openai import KEY, OpenAIStandIn


async def call(
    hass: HomeAssistant, service: str, *, context: Context | None = None, **data: Any
) -> Any:
    """Call an action and return its response."""
    return await hass.services.async_call(
        DOMAIN, service, data, blocking=True, return_response=True, context=context
    )


def steady(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response without what is random or takes time."""
    cloud = {**response["cloud"], "seconds": 0.0}
    return {**response, "request_id": "steady", "cloud": cloud}


@pytest.fixture
async def hybrid(
    hass: HomeAssistant, evening: None, loopback: None
) -> AsyncIterator[OpenAIStandIn]:
    """Return the cloud of the reference home, loaded; the model at home is asleep."""
    async with OpenAIStandIn() as server:
        entry = reference_home(
            mode="hybrid",
            local={"url": "http://127.0.0.1:9", "model": "gemma4:e4b"},
            cloud={
                "provider": "openai",
                "api_key": KEY,
                "model": "gpt-5.4",
                "effort": "medium",
                "endpoint": f"{server.url}/v1",
            },
        )
        await start(hass, entry)
        yield server
        assert await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.parametrize(
    "data",
    [
        {"appliance": "dishwasher"},
        {"appliance": "THE DISHES"},
        {"question": "Should the dishwasher run now or later?"},
    ],
)
async def test_an_appliance_is_found_by_its_id_its_names_and_in_words(
    hass: HomeAssistant, home: MockConfigEntry, data: dict[str, str]
) -> None:
    """All of them get the answer of the reference case."""
    response = await call(hass, "recommend", **data)
    assert response["recommendation"] == "run_later"
    assert response["start"] == "2026-11-17T20:00:00+01:00"
    assert response["saving"] == 0.276
    assert "acuum" not in json.dumps(response)


async def test_the_whole_response_of_recommend(
    hass: HomeAssistant, home: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    """Every field of the public interface."""
    response = await call(hass, "recommend", appliance="dishwasher")
    assert steady(response) == snapshot


async def test_the_whole_response_of_plan(
    hass: HomeAssistant, home: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    """All appliances that wait, at once."""
    assert steady(await call(hass, "plan")) == snapshot


async def test_an_impossible_run_has_no_times_and_names_what_clashes(
    hass: HomeAssistant, home: MockConfigEntry, snapshot: SnapshotAssertion
) -> None:
    """What does not apply is null."""
    for words in (
        "The dishwasher may only run between 22:00 and 23:00.",
        "The car must only be charged on Sundays.",
    ):
        await home.runtime_data.notes.async_add(words)
    await settle(hass)
    response = await call(hass, "recommend", appliance="dishwasher")
    assert response["recommendation"] == "not_possible"
    assert response["reason"] == "conflict"
    for key in ("start", "end", "cost", "cost_now", "saving"):
        assert response[key] is None
    assert response["conflicts"]
    assert steady(response) == snapshot


async def test_the_language_and_the_pattern_can_be_chosen(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """For one call only."""
    response = await call(
        hass,
        "recommend",
        appliance="dishwasher",
        pattern="cross_check",
        language="en-GB",
    )
    assert response["pattern"] == "cross_check"
    response = await call(hass, "recommend", appliance="dishwasher")
    assert response["pattern"] == "sanitize_and_solve"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"question": "x", "appliance": "y"},
        {"question": " "},
        {"question": "x" * 501},
        {"appliance": "dishwasher", "pattern": "magic"},
        {"appliance": "dishwasher", "language": ""},
        {"appliance": "dishwasher", "allow_cloud": "perhaps"},
        {"appliance": "dishwasher", "verbose": True},
    ],
)
async def test_a_call_that_is_not_meant_is_refused(
    hass: HomeAssistant, home: MockConfigEntry, data: dict[str, Any]
) -> None:
    """Before anything is worked out."""
    with pytest.raises(voluptuous.Invalid):
        await call(hass, "recommend", **data)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"appliance": "toaster"}, "appliance_unknown"),
        ({"question": "who wrote Hamlet"}, "question_not_understood"),
    ],
)
async def test_what_nobody_can_answer_is_told_of(
    hass: HomeAssistant, home: MockConfigEntry, data: dict[str, str], key: str
) -> None:
    """As an error that is translated."""
    with pytest.raises(ServiceValidationError) as error:
        await call(hass, "recommend", **data)
    assert error.value.translation_domain == DOMAIN
    assert error.value.translation_key == key


async def test_a_name_that_fits_two_appliances_is_told_of(
    hass: HomeAssistant, evening: None
) -> None:
    """Names of the registries can repeat those of the forms."""
    entry = reference_home()
    await start(hass, entry)
    for subentry in list(entry.subentries.values())[:2]:
        hass.config_entries.async_update_subentry(
            entry, subentry, data={**subentry.data, "aliases": ["machine"]}
        )
    await hass.async_block_till_done(wait_background_tasks=True)
    with pytest.raises(ServiceValidationError) as error:
        await call(hass, "recommend", appliance="machine")
    assert error.value.translation_key == "appliance_ambiguous"


async def test_without_a_loaded_home_every_action_says_so(hass: HomeAssistant) -> None:
    """The actions are there from the start, so that automations are valid."""
    assert await async_setup_component(hass, DOMAIN, {})
    for service, data in (
        ("recommend", {"appliance": "dishwasher"}),
        ("plan", {}),
        ("get_sent", {}),
    ):
        with pytest.raises(ServiceValidationError):
            await call(hass, service, **data)


async def test_what_was_sent_is_returned_to_the_byte_the_newest_first(
    hass: HomeAssistant, hybrid: OpenAIStandIn
) -> None:
    """As it came to the other side."""
    for appliance in ("dishwasher", "car"):
        response = await call(hass, "recommend", appliance=appliance)
        assert response["plan_source"] == "cloud"
        assert response["cloud"]["called"]
    sent = (await call(hass, "get_sent"))["entries"]
    assert [entry["body"].encode() for entry in sent] == [
        request.body for request in reversed(hybrid.requests)
    ]
    assert sent[0]["status"] == "answered"
    assert sent[0]["model"] == "gpt-5.4-2026-03-05"
    assert sent[0]["cost_usd"] > 0
    assert KEY not in json.dumps(sent)
    (newest,) = (await call(hass, "get_sent", limit=1))["entries"]
    assert newest == sent[0]


async def test_the_whole_response_of_get_sent(
    hass: HomeAssistant, hybrid: OpenAIStandIn, snapshot: SnapshotAssertion
) -> None:
    """Every field of an entry; the body is as random as its shuffled ids."""
    await call(hass, "recommend", appliance="dishwasher")
    (sent,) = (await call(hass, "get_sent"))["entries"]
    body = json.loads(sent["body"])
    assert body["model"] == "gpt-5.4"
    assert sent.pop("url") == f"{hybrid.url}/v1/responses"
    for key in ("body", "id", "seconds", "cost_usd", "input_tokens"):
        sent[key] = type(sent[key]).__name__
    assert sent == snapshot


async def test_a_call_may_forbid_the_cloud(
    hass: HomeAssistant, hybrid: OpenAIStandIn
) -> None:
    """It is answered at home, and says so."""
    response = await call(hass, "recommend", appliance="dishwasher", allow_cloud=False)
    assert response["plan_source"] == "solver"
    assert "cloud_not_allowed" in response["degraded"]
    assert hybrid.requests == []


async def test_only_administrators_see_what_was_sent(
    hass: HomeAssistant,
    home: MockConfigEntry,
    hass_admin_user: User,
    hass_read_only_user: User,
) -> None:
    """Bodies are not for everybody; advice is."""
    reader = Context(user_id=hass_read_only_user.id)
    with pytest.raises(Unauthorized):
        await call(hass, "get_sent", context=reader)
    admin = Context(user_id=hass_admin_user.id)
    assert await call(hass, "get_sent", context=admin) == {"entries": []}
    assert await call(hass, "recommend", context=reader, appliance="dishwasher")


async def test_a_ledger_that_cannot_be_read_is_told_of(
    hass: HomeAssistant, home: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is gone."""

    async def fail(self: Ledger) -> None:
        """Fail as a disk does."""
        raise OSError

    monkeypatch.setattr(Ledger, "entries", fail)
    with pytest.raises(HomeAssistantError) as error:
        await call(hass, "get_sent")
    assert error.value.translation_key == "ledger_unreadable"


async def test_an_automation_uses_the_response(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It waits for the best start, as people do."""
    calls = async_mock_service(hass, "test", "remember")
    automation = {
        "trigger": {"platform": "event", "event_type": "ask"},
        "action": [
            {
                "action": "hushwatt.recommend",
                "data": {"appliance": "Dishwasher"},
                "response_variable": "advice",
            },
            {
                "action": "test.remember",
                "data": {"start": "{{ advice.start }}", "words": "{{ advice.answer }}"},
            },
        ],
    }
    assert await async_setup_component(hass, "automation", {"automation": automation})
    hass.bus.async_fire("ask")
    await hass.async_block_till_done(wait_background_tasks=True)
    (made,) = calls
    assert made.data["start"] == "2026-11-17T20:00:00+01:00"
    assert made.data["words"].startswith("Later:")
