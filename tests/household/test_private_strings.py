"""Every private string of a home, and those by which a name could tell of it."""

from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)

from .conftest import MakeEntry
from custom_components.hushwatt.const import DOMAIN
from custom_components.hushwatt.household.notes_store import NotesStore, async_get_notes
from custom_components.hushwatt.household.private_strings import (
    named_parts,
    private_strings,
    telling_strings,
)

NAMES = {
    "Villa Rosenhag",
    "rosenhag.duckdns.org",
    "Dishwasher",
    "Grandma's machine",
    "Nursery",
    "Baby room",
    "Attic",
    "Top",
    "Medicine",
    "Maria's phone",
    "Handy",
    "sensor.marias_sleep",
    "Sleep of Maria",
    "Nap",
    "person.maria",
    "Maria Rosenhag",
    "zone.dialysis",
    "Dialysis centre",
    "Zoë sleeps lightly",
    "lightly",
}


async def furnish(
    hass: HomeAssistant, make_entry: MakeEntry
) -> tuple[MockConfigEntry, NotesStore]:
    """Fill a home with names; return its entry and its notes."""
    await hass.config.async_update(
        location_name="Villa Rosenhag",
        time_zone="Europe/Vienna",
        external_url="https://rosenhag.duckdns.org:8123",
    )
    form = {"aliases": ["Grandma's machine"], "duration": 90, "energy": 1.2}
    entry = make_entry({"Dishwasher": form})
    ar.async_get(hass).async_create("Nursery", aliases={"Baby room"})
    fr.async_get(hass).async_create("Attic", aliases={"Top"})
    lr.async_get(hass).async_create("Medicine")
    other = MockConfigEntry()
    other.add_to_hass(hass)
    devices = dr.async_get(hass)
    phone = devices.async_get_or_create(
        config_entry_id=other.entry_id,
        identifiers={("mobile_app", "1")},
        name="Maria's phone",
    )
    devices.async_update_device(phone.id, name_by_user="Handy")
    devices.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, entry.entry_id)},
        name="Hushwatt",
    )
    entities = er.async_get(hass)
    sleep = entities.async_get_or_create(
        "sensor", "mobile_app", "1", object_id_base="marias_sleep"
    )
    entities.async_update_entity(
        sleep.entity_id, name="Sleep of Maria", aliases=["Nap"]
    )
    ours = entities.async_get_or_create(
        "calendar", DOMAIN, "1", object_id_base="hushwatt_plan", original_name="Plan"
    )
    hass.states.async_set(ours.entity_id, "off", {"friendly_name": "Hushwatt Plan"})
    hass.states.async_set("person.maria", "home", {"friendly_name": "Maria Rosenhag"})
    hass.states.async_set("zone.dialysis", "0", {"friendly_name": "Dialysis centre"})
    hass.states.async_set("zone.home", "0", {"friendly_name": "Villa Rosenhag"})
    notes = await async_get_notes(hass)
    await notes.async_add("Zoë sleeps lightly")
    return entry, notes


async def test_every_name_place_and_note_of_a_home_is_private(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """As it is written; the guard folds."""
    entry, notes = await furnish(hass, make_entry)
    found = private_strings(named_parts(hass, entry, notes))
    assert found >= {*NAMES, "Europe/Vienna", "Hushwatt Plan", "calendar.hushwatt_plan"}
    assert all(text == text.strip() != "" for text in found)


async def test_names_of_our_own_making_and_what_every_home_has_tell_nothing(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """A deployment may be called planner, in Europe, at home."""
    entry, notes = await furnish(hass, make_entry)
    found = telling_strings(hass, entry, notes)
    assert found >= {*NAMES, "Vienna"}
    nothing = {
        "Europe/Vienna",
        "zone.home",
        "Hushwatt",
        "Plan",
        "calendar.hushwatt_plan",
    }
    assert not found & {*nothing, "Hushwatt Plan", "hushwatt_plan"}
    await hass.config.async_update(location_name="Home")
    assert "Home" not in telling_strings(hass, entry, notes)


async def test_before_there_is_an_entry_the_rest_of_the_home_tells(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Set-up warns the first time, too."""
    await furnish(hass, make_entry)
    found = telling_strings(hass, None, None)
    assert {"Villa Rosenhag", "Nursery", "Maria Rosenhag"} <= found
    assert not {"Dishwasher", "lightly"} & found
