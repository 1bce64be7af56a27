"""The list of household notes."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.components.conversation import DOMAIN as CONVERSATION_DOMAIN
from homeassistant.components.homeassistant.exposed_entities import (
    KNOWN_ASSISTANTS,
    async_expose_entity,
    async_should_expose,
)
from homeassistant.components.todo import TodoListEntityFeature
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er, llm
from homeassistant.setup import async_setup_component

from .conftest import NOTES, settle
from custom_components.hushwatt.advisor import Advisor
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.household.notes_compiler import NotesCompiler

LIST = "todo.hushwatt_household_notes"


async def call(hass: HomeAssistant, service: str, **data: Any) -> Any:
    """Call an action of the list."""
    return await hass.services.async_call(
        "todo",
        service,
        {"entity_id": LIST, **data},
        blocking=True,
        return_response=service == "get_items",
    )


async def items(hass: HomeAssistant) -> list[dict[str, Any]]:
    """Return all items of the list."""
    response = await call(hass, "get_items", status=["needs_action", "completed"])
    found: list[dict[str, Any]] = response[LIST]["items"]
    return found


async def test_each_item_says_what_was_understood(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """A note that is unclear shows the question instead."""
    await call(hass, "add_item", item="The car must be done by 6:30.")
    await settle(hass)
    first, second, third = await items(hass)
    assert first["description"] == "Dishwasher: finish by 06:30"
    assert "22:30" in second["description"]
    assert "6:30" in third["description"]
    assert third["description"] != "Car: finish by 06:30"
    assert hass.states.get(LIST).state == "3"


async def test_a_note_goes_through_its_whole_life(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It is added, changed, dated, completed, reopened and deleted."""
    notes = home.runtime_data.notes
    until = (date(2026, 11, 17) + timedelta(days=3)).isoformat()
    await call(
        hass, "add_item", item=" The car must be done by 05:00. ", due_date=until
    )
    stored = notes.notes[-1]
    assert stored.note.text == "The car must be done by 05:00."
    assert stored.note.until == date(2026, 11, 20)
    await call(hass, "update_item", item=stored.uid, rename="Car done by 04:00.")
    assert notes.get(stored.uid).note.text == "Car done by 04:00."
    await call(hass, "update_item", item=stored.uid, due_datetime="2026-11-18 12:00:00")
    assert notes.get(stored.uid).note.until.isoformat() == "2026-11-18T12:00:00+01:00"
    await call(hass, "update_item", item=stored.uid, status="completed")
    assert notes.get(stored.uid).completed
    assert hass.states.get(LIST).state == "2"
    await call(hass, "update_item", item=stored.uid, status="needs_action")
    assert not notes.get(stored.uid).completed
    await call(hass, "remove_item", item=[stored.uid])
    assert notes.get(stored.uid) is None


async def test_what_was_understood_cannot_be_written_over(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The description is ours; people write in the summary."""
    features = hass.states.get(LIST).attributes["supported_features"]
    assert not features & TodoListEntityFeature.SET_DESCRIPTION_ON_ITEM
    for offered in (
        TodoListEntityFeature.CREATE_TODO_ITEM,
        TodoListEntityFeature.UPDATE_TODO_ITEM,
        TodoListEntityFeature.DELETE_TODO_ITEM,
        TodoListEntityFeature.MOVE_TODO_ITEM,
        TodoListEntityFeature.SET_DUE_DATE_ON_ITEM,
        TodoListEntityFeature.SET_DUE_DATETIME_ON_ITEM,
    ):
        assert features & offered
    before = await items(hass)
    with pytest.raises(ServiceValidationError):
        await call(hass, "update_item", item=before[0]["uid"], description="mine")
    assert await items(hass) == before


async def test_a_completed_note_no_longer_counts(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """The plan is made again without it."""
    best = "sensor.dishwasher_best_start"
    assert hass.states.get(best).state == "2026-11-17T19:00:00+00:00"
    await call(hass, "update_item", item=NOTES[1], status="completed")
    await settle(hass)
    assert hass.states.get(best).state == "2026-11-17T23:00:00+00:00"


async def test_notes_are_put_in_another_order(
    hass: HomeAssistant, home: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    """As the frontend does it; a note that is gone is told of."""
    client = await hass_ws_client(hass)
    first, second = (stored.uid for stored in home.runtime_data.notes.notes)
    move = {"type": "todo/item/move", "entity_id": LIST}
    await client.send_json_auto_id({**move, "uid": second})
    assert (await client.receive_json())["success"]
    assert [stored.uid for stored in home.runtime_data.notes.notes] == [second, first]
    await client.send_json_auto_id({**move, "uid": second, "previous_uid": "gone"})
    answer = await client.receive_json()
    assert not answer["success"]
    assert answer["error"]["message"] == "This note is no longer there"


async def test_a_note_that_is_gone_cannot_be_changed(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Somebody else deleted it while the dialog was open."""
    entity = hass.data["todo"].get_entity(LIST)
    item = entity.todo_items[0]
    await home.runtime_data.notes.async_remove([item.uid])
    with pytest.raises(ServiceValidationError) as error:
        await entity.async_update_todo_item(item)
    assert error.value.translation_key == "note_gone"


@pytest.mark.parametrize(
    ("words", "key"), [(" ", "note_empty"), ("x" * 1001, "note_too_long")]
)
async def test_a_note_needs_words_and_not_too_many(
    hass: HomeAssistant, home: MockConfigEntry, words: str, key: str
) -> None:
    """Nothing is stored, and the person hears why."""
    entity = hass.data["todo"].get_entity(LIST)
    item = entity.todo_items[0]
    item.summary = words
    with pytest.raises(ServiceValidationError) as error:
        await entity.async_create_todo_item(item)
    assert error.value.translation_key == key
    assert len(home.runtime_data.notes.notes) == 2


async def test_the_list_is_hidden_from_every_assistant_and_stays_so(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Core exposes to-do lists by default; exposing it by hand does not last."""
    for assistant in KNOWN_ASSISTANTS:
        assert not async_should_expose(hass, assistant, LIST)
        async_expose_entity(hass, assistant, LIST, True)
        assert not async_should_expose(hass, assistant, LIST)


async def test_the_list_stays_hidden_when_it_was_exposed_while_hushwatt_slept(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """It is hidden again before it has a state."""
    assert await hass.config_entries.async_unload(home.entry_id)
    er.async_get(hass).async_update_entity_options(
        LIST, CONVERSATION_DOMAIN, {"should_expose": True}
    )
    assert await hass.config_entries.async_setup(home.entry_id)
    await settle(hass)
    assert not async_should_expose(hass, CONVERSATION_DOMAIN, LIST)


async def test_the_tools_of_an_llm_agent_cannot_see_the_list(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """Another list is seen, so that the test would notice."""
    assert await async_setup_component(hass, "intent", {})
    assert await async_setup_component(hass, "llm", {})
    shopping = MockConfigEntry(
        domain="local_todo", data={"todo_list_name": "Shop", "storage_key": "shop"}
    )
    shopping.add_to_hass(hass)
    assert await hass.config_entries.async_setup(shopping.entry_id)
    await hass.async_block_till_done()
    context = llm.LLMContext(
        platform=DOMAIN,
        context=Context(),
        language="en",
        assistant=CONVERSATION_DOMAIN,
        device_id=None,
    )
    api = await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)
    known = api.api_prompt + "".join(
        f"{tool.name} {tool.parameters.schema}" for tool in api.tools
    )
    assert "Shop" in known
    assert "ousehold notes" not in known
    assert "dishwasher must" not in known


async def test_an_import_of_five_hundred_notes_is_read_and_planned_once(
    hass: HomeAssistant, home: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However fast they come: readers and solver do not work for each of them."""
    done: Counter[str] = Counter()

    def count(owner: type, method: str) -> None:
        """Count the calls of a method."""
        real = getattr(owner, method)

        async def counted(*arguments: Any) -> Any:
            """Count, and do what was asked for."""
            done[method] += 1
            return await real(*arguments)

        monkeypatch.setattr(owner, method, counted)

    count(NotesCompiler, "async_compile")
    count(Advisor, "refresh")
    entity = hass.data["todo"].get_entity(LIST)
    before = entity.todo_items[0]
    words = [f"Note {number} is about nothing." for number in range(500)]
    await asyncio.gather(*(call(hass, "add_item", item=text) for text in words))
    await settle(hass)
    stored = home.runtime_data.notes.notes
    assert [one.note.text for one in stored[2:]] == words
    assert all(one.reading is not None for one in stored)
    assert entity.todo_items[0] is before
    # The words, then what they were read to mean; what is settled here can take two turns.
    assert done["async_compile"] <= 3
    assert done["refresh"] <= 4


async def test_the_list_speaks_of_appliances_by_their_new_name(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    """What was understood follows a change of the appliance."""
    subentry = home.subentries["dishwasher"]
    hass.config_entries.async_update_subentry(
        home, subentry, title="Plates", data={"aliases": ["dishwasher"]}
    )
    await settle(hass)
    assert "Plates" in (await items(hass))[0]["description"]
