"""Repair issues: they come and go with their cause, and mend what they can."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .conftest import EVENING, reference_home, settle, start
from custom_components.hushwatt import local_servers
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.coordinator import SIGNAL_ADVICE
from custom_components.hushwatt.household.notes_store import NotesFile
from custom_components.hushwatt.issues import Issue
from custom_components.hushwatt.vocabulary import (
    CloudUse,
    Degraded,
    Pattern,
    Reason,
    Recommendation,
    Verdict,
)

ANSWER = Recommendation(
    verdict=Verdict.RUN_LATER,
    reason=Reason.CHEAPER_LATER,
    request_id="1",
    pattern=Pattern.SANITIZE_AND_SOLVE,
    language="en",
)


def issues(hass: HomeAssistant) -> dict[str, ir.IssueEntry]:
    """Return our issues by id."""
    return {
        issue_id: issue
        for (domain, issue_id), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN
    }


async def answer_with(
    hass: HomeAssistant, *codes: Degraded, asked: bool = True
) -> None:
    """Let an answer have gone without something; `asked` says whether the cloud was asked."""
    answer = replace(ANSWER, degraded=codes, cloud=CloudUse(called=asked))
    async_dispatcher_send(hass, SIGNAL_ADVICE, answer)
    await hass.async_block_till_done()


async def fix(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, issue_id: str
) -> tuple[Any, Any]:
    """Open the flow that mends an issue; return the client and what it shows."""
    assert await async_setup_component(hass, "repairs", {})
    await hass.async_block_till_done()
    client = await hass_client()
    answer = await client.post(
        "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue_id}
    )
    assert answer.status == 200
    return client, await answer.json()


async def go_on(client: Any, shown: Any, values: dict[str, Any]) -> Any:
    """Submit a step of a fix flow."""
    answer = await client.post(
        f"/api/repairs/issues/fix/{shown['flow_id']}", json=values
    )
    assert answer.status == 200
    return await answer.json()


async def test_an_ordinary_home_has_no_issue(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Nothing is to be mended."""
    assert issues(hass) == {}


async def test_notes_with_a_question_are_one_issue_that_leads_to_them(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It tells how many and holds none of their words; it goes with the last."""
    for hour in (6, 7):
        await home.runtime_data.notes.async_add(f"The car must be done by {hour}:15.")
    await settle(hass)
    issue = issues(hass)[Issue.NOTES_UNCLEAR]
    assert issue.translation_placeholders == {"count": "2"}
    assert issue.learn_more_url == (
        "homeassistant://todo?entity_id=todo.hushwatt_household_notes"
    )
    assert not issue.is_fixable
    unclear = [stored.uid for stored in home.runtime_data.notes.notes[2:]]
    await home.runtime_data.notes.async_remove(unclear[:1])
    await settle(hass)
    issue = issues(hass)[Issue.NOTES_UNCLEAR]
    assert issue.translation_placeholders == {"count": "1"}
    await home.runtime_data.notes.async_complete(unclear[1])
    await settle(hass)
    assert issues(hass) == {}


async def test_notes_that_contradict_each_other_are_an_issue_of_their_own(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Neither counts until the person decides."""
    for note in (
        "The car must run between 01:00 and 03:00.",
        "The car must not run between 01:00 and 03:00.",
    ):
        await home.runtime_data.notes.async_add(note)
    await settle(hass)
    assert Issue.NOTES_CONTRADICT in issues(hass)


async def test_an_entity_that_is_gone_is_told_of_by_the_name_of_its_appliance(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Until it is back."""
    hass.states.async_remove("binary_sensor.car")
    await settle(hass)
    issue = issues(hass)["entity_missing_car"]
    assert issue.translation_placeholders == {
        "appliance": "Car",
        "entities": "binary_sensor.car",
    }
    hass.states.async_set("binary_sensor.car", "on")
    await settle(hass)
    assert issues(hass) == {}


async def test_a_missing_entity_is_mended_in_the_form_of_its_appliance(
    hass: HomeAssistant, home: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """The repair goes on to that form."""
    hass.states.async_remove("binary_sensor.car")
    await settle(hass)
    client, shown = await fix(hass, hass_client, "entity_missing_car")
    assert shown["description_placeholders"]["appliance"] == "Car"
    done = await go_on(client, shown, {})
    assert done["type"] == "create_entry"
    kind, flow_id = done["next_flow"]
    assert kind == "config_subentries_flow"
    form = hass.config_entries.subentries.async_get(flow_id)
    assert form["step_id"] == "reconfigure"
    assert form["context"]["subentry_id"] == "car"


async def test_an_appliance_that_is_removed_takes_its_issue_along(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Nobody could mend it any more."""
    hass.states.async_remove("binary_sensor.car")
    hass.states.async_remove("binary_sensor.vacuum")
    await settle(hass)
    assert set(issues(hass)) == {"entity_missing_car", "entity_missing_vacuum"}
    hass.config_entries.async_remove_subentry(home, "car")
    await settle(hass)
    assert set(issues(hass)) == {"entity_missing_vacuum"}


async def test_a_change_of_the_models_withdraws_what_was_said_of_the_old_ones(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The next answer tells whether it still holds."""
    await answer_with(hass, Degraded.LOCAL_MODEL_MISSING, Degraded.BUDGET)
    assert len(issues(hass)) == 2
    hass.config_entries.async_update_entry(home, data={**home.data, "mode": "local"})
    await settle(hass)
    assert issues(hass) == {}
    await answer_with(hass, Degraded.BUDGET)
    assert set(issues(hass)) == {Issue.BUDGET_REACHED}


async def test_prices_that_stay_away_are_told_of_after_a_while(
    hass: HomeAssistant, evening: None, freezer: FrozenDateTimeFactory
) -> None:
    """Not at once, since integrations take their time after a start."""
    entry = reference_home(
        price_source={"kind": "entity", "entity_id": "sensor.prices"}
    )
    await start(hass, entry)
    assert issues(hass) == {}
    freezer.tick(timedelta(minutes=31))
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle(hass)
    assert set(issues(hass)) == {Issue.PRICES_UNREADABLE}
    hass.states.async_set("sensor.prices", "0.1", prices("2026-11-17T18", 30))
    await settle(hass)
    assert issues(hass) == {}
    freezer.move_to("2026-11-19T12:00:00+01:00")
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle(hass)
    freezer.tick(timedelta(minutes=31))
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle(hass)
    assert set(issues(hass)) == {Issue.PRICES_STALE}


def prices(since: str, hours: int) -> dict[str, Any]:
    """Return the attributes of a price list of so many hours."""
    first = dt_util.parse_datetime(f"{since}:00:00+01:00")
    assert first is not None
    rows = [
        {
            "start": (first + timedelta(hours=hour)).isoformat(),
            "end": (first + timedelta(hours=hour + 1)).isoformat(),
            "value": 0.2,
        }
        for hour in range(hours)
    ]
    return {"raw_today": rows, "unit_of_measurement": "EUR/kWh"}


async def test_tomorrow_that_is_overdue_is_told_of(
    hass: HomeAssistant, evening: None, freezer: FrozenDateTimeFactory
) -> None:
    """At nine in the evening every market has published it, whatever the list is of."""
    hass.states.async_set("sensor.prices", "0.1", prices("2026-11-17T00", 24))
    entry = reference_home(
        price_source={"kind": "entity", "entity_id": "sensor.prices"}
    )
    await start(hass, entry)
    assert issues(hass) == {}
    freezer.move_to("2026-11-17T21:00:00+01:00")
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle(hass)
    assert set(issues(hass)) == {Issue.PRICES_NO_TOMORROW}
    hass.states.async_set("sensor.prices", "0.1", prices("2026-11-17T00", 48))
    await settle(hass)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await settle(hass)
    assert issues(hass) == {}


async def test_unreadable_prices_are_mended_by_choosing_another_source(
    hass: HomeAssistant,
    evening: None,
    freezer: FrozenDateTimeFactory,
    hass_client: ClientSessionGenerator,
) -> None:
    """The repair goes on to the first step of reconfiguring."""
    entry = reference_home(
        price_source={"kind": "entity", "entity_id": "sensor.prices"}
    )
    await start(hass, entry)
    freezer.tick(timedelta(minutes=31))
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle(hass)
    # The client's token is not good for longer than that.
    freezer.move_to(EVENING)
    client, shown = await fix(hass, hass_client, Issue.PRICES_UNREADABLE)
    done = await go_on(client, shown, {})
    kind, flow_id = done["next_flow"]
    assert kind == "config_flow"
    assert hass.config_entries.flow.async_get(flow_id)["step_id"] == "reconfigure"


@pytest.mark.parametrize(
    ("code", "issue", "fixable"),
    [
        (Degraded.BUDGET, Issue.BUDGET_REACHED, True),
        (Degraded.LEDGER_UNWRITABLE, Issue.LEDGER_UNWRITABLE, False),
        (Degraded.LOCAL_MODEL_MISSING, Issue.LOCAL_MODEL_MISSING, True),
        (Degraded.LOCAL_NOT_LOCAL, Issue.LOCAL_NOT_LOCAL, True),
    ],
)
async def test_what_an_answer_went_without_is_an_issue_until_one_has_it(
    hass: HomeAssistant,
    home: MockConfigEntry,
    code: Degraded,
    issue: Issue,
    fixable: bool,
) -> None:
    """The next good answer withdraws it."""
    await answer_with(hass, Degraded.NO_CLOUD, code)
    assert set(issues(hass)) == {issue}
    assert issues(hass)[issue].is_fixable is fixable
    await answer_with(hass, Degraded.NO_CLOUD)
    assert issues(hass) == {}


async def test_a_rejected_key_asks_for_a_new_one_once(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Home Assistant shows that among the repairs."""
    for _ in range(2):
        await answer_with(hass, Degraded.CLOUD_KEY_REJECTED)
    (flow,) = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["context"]["source"] == SOURCE_REAUTH
    assert issues(hass) == {}


async def test_a_reached_budget_can_be_raised_at_once(
    hass: HomeAssistant, home: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    """The repair asks for the new one."""
    await answer_with(hass, Degraded.BUDGET)
    client, shown = await fix(hass, hass_client, Issue.BUDGET_REACHED)
    assert shown["data_schema"][0]["default"] == 1.0
    done = await go_on(client, shown, {"monthly_budget": 3.0})
    assert done["type"] == "create_entry"
    await settle(hass)
    assert home.options["monthly_budget"] == 3.0


async def test_a_model_that_is_gone_is_mended_by_choosing_one(
    hass: HomeAssistant,
    evening: None,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The repair goes straight to the server; prices stay as they are."""
    monkeypatch.setattr(local_servers, "KNOWN_HOSTS", ())
    entry = reference_home(
        mode="local", local={"url": "http://127.0.0.1:9", "model": "gemma4:e4b"}
    )
    await start(hass, entry)
    await answer_with(hass, Degraded.LOCAL_MODEL_MISSING)
    issue = issues(hass)[Issue.LOCAL_MODEL_MISSING]
    assert issue.translation_placeholders == {"model": "gemma4:e4b"}
    client, shown = await fix(hass, hass_client, Issue.LOCAL_MODEL_MISSING)
    assert shown["description_placeholders"] == {"model": "gemma4:e4b"}
    done = await go_on(client, shown, {})
    _, flow_id = done["next_flow"]
    assert hass.config_entries.flow.async_get(flow_id)["step_id"] == "local"


@pytest.mark.parametrize(
    ("cloud", "told"),
    [
        ({"model": "gpt-5.4"}, False),
        ({"model": "solver", "endpoint": "https://x1.openai.azure.com"}, False),
        ({"model": "planner", "endpoint": "https://x1.openai.azure.com"}, False),
        ({"model": "hushwatt-household-notes"}, False),
        ({"model": "dishwasher-gpt", "names_confirmed": True}, False),
        ({"model": "dishwasher-gpt"}, True),
        ({"model": "gpt-5.4", "endpoint": "https://dishwasher.openai.azure.com"}, True),
    ],
)
async def test_a_cloud_name_that_tells_of_the_home_is_told_of(
    hass: HomeAssistant,
    evening: None,
    socket_enabled: None,
    cloud: dict[str, str],
    told: bool,
) -> None:
    """It is sent as it is, so the person should know; names of our own making tell nothing."""
    entry = reference_home(
        mode="hybrid",
        local={"url": "http://127.0.0.1:9", "model": "gemma4:e4b"},
        cloud={
            "provider": "azure",
            "api_key": "0123456789",
            "effort": "low",
            "endpoint": "https://api.openai.com/v1",
            **cloud,
        },
    )
    await start(hass, entry)
    assert (Issue.CLOUD_NAME_PRIVATE in issues(hass)) is told


async def test_a_server_that_is_gone_is_logged_once_and_once_when_it_is_back(
    hass: HomeAssistant, home: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """However many answers went without it."""
    for _ in range(3):
        await answer_with(hass, Degraded.LOCAL_UNREACHABLE)
    assert caplog.text.count("The model server at home cannot be reached") == 1
    for _ in range(3):
        await answer_with(hass)
    assert caplog.text.count("this is over") == 1


async def test_a_draft_says_nothing_of_servers_that_it_did_not_wait_for(
    hass: HomeAssistant, home: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """What is wrong with them stays told of until an answer says otherwise."""
    await answer_with(hass, Degraded.LOCAL_UNREACHABLE)
    before = issues(hass)
    async_dispatcher_send(hass, SIGNAL_ADVICE, replace(ANSWER, draft=True))
    await hass.async_block_till_done()
    assert issues(hass) == before
    assert "this is over" not in caplog.text


async def test_an_answer_for_which_the_cloud_was_not_asked_tells_nothing_of_it(
    hass: HomeAssistant, home: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """A kept procedure, a local answer that is good enough, a question that forbids the cloud."""
    await answer_with(hass, Degraded.CLOUD_UNREACHABLE)
    await answer_with(hass, Degraded.BUDGET, asked=False)
    await answer_with(hass, asked=False)
    assert Issue.BUDGET_REACHED in issues(hass)
    assert "this is over" not in caplog.text
    await answer_with(hass)
    assert Issue.BUDGET_REACHED not in issues(hass)
    assert caplog.text.count("this is over") == 1


DAMAGED: dict[str, Any] = {
    "version": 1,
    "minor_version": 1,
    "key": "hushwatt.notes",
    "data": {"notes": [{"uid": 3}], "unreadable": []},
}


async def test_damaged_notes_are_told_of_and_kept_until_a_person_lets_them_go(
    hass: HomeAssistant,
    evening: None,
    hass_storage: dict[str, Any],
    hass_client: ClientSessionGenerator,
) -> None:
    """They do not count; the repair forgets them, and nothing else does."""
    hass_storage["hushwatt.notes"] = DAMAGED
    entry = reference_home()
    await start(hass, entry)
    issue = issues(hass)[Issue.NOTES_UNREADABLE]
    assert issue.translation_placeholders == {"count": "1"}
    await entry.runtime_data.notes.async_add("Written again.")
    assert hass_storage["hushwatt.notes"]["data"]["unreadable"] == [{"uid": 3}]
    client, shown = await fix(hass, hass_client, Issue.NOTES_UNREADABLE)
    assert shown["description_placeholders"] == {"count": "1"}
    done = await go_on(client, shown, {})
    assert done["type"] == "create_entry"
    assert Issue.NOTES_UNREADABLE not in issues(hass)
    stored = hass_storage["hushwatt.notes"]["data"]
    assert stored["unreadable"] == []
    assert [note["text"] for note in stored["notes"]] == ["Written again."]


async def test_a_file_that_is_set_aside_is_told_of_until_a_person_has_seen_it(
    hass: HomeAssistant,
    evening: None,
    hass_client: ClientSessionGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another start of Hushwatt does not withdraw it."""
    monkeypatch.setattr(NotesFile, "set_aside", "hushwatt.notes.corrupt.2026")
    entry = reference_home()
    await start(hass, entry)
    monkeypatch.setattr(NotesFile, "set_aside", None)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    issue = issues(hass)[Issue.NOTES_SET_ASIDE]
    assert issue.is_persistent
    client, shown = await fix(hass, hass_client, Issue.NOTES_SET_ASIDE)
    assert shown["description_placeholders"] == {"file": "hushwatt.notes.corrupt.2026"}
    await go_on(client, shown, {})
    assert issues(hass) == {}
