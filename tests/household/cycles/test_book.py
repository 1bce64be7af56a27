"""What was learned is kept, learned again, and forgotten with the entry."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.models import StatisticData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .test_reading import (
    DAYS,
    NOW,
    PLUG,
    import_statistics,
    is_right,
    record_states,
    sum_rows,
)
from custom_components.hushwatt.const import (
    CONF_DEVICE,
    CONF_POWER_ENTITY,
    CONF_STATE_ENTITY,
    DOMAIN,
)
from custom_components.hushwatt.household.appliances import read_appliances
from custom_components.hushwatt.household.cycles.book import (
    EVERY,
    STORAGE_KEY,
    CycleBook,
    async_forget_cycles,
    async_get_cycles,
    async_learn_appliance,
    learned_programmes,
    meters_of,
)
from custom_components.hushwatt.household.views import view_appliance
from custom_components.hushwatt.vocabulary import Source
from evals.cycles.synthesis import DISHWASHER, WASHER, days_of_runs
from tests.household.conftest import MakeEntry

FORM = {CONF_POWER_ENTITY: PLUG}


@pytest.fixture
async def home(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncIterator[HomeAssistant]:
    """Return a home whose plug has seen a dishwasher for some days."""
    freezer.move_to(NOW)
    await record_states(hass, days_of_runs([DISHWASHER], DAYS, 1, noise=0, flicker=0))
    yield hass
    async_forget_cycles(hass)


async def test_programmes_are_learned_and_kept(
    home: HomeAssistant, make_entry: MakeEntry, hass_storage: Mapping[str, Any]
) -> None:
    """Over a restart, by the entity that showed them."""
    entry = make_entry({"dishwasher": FORM, "kettle": {}})
    book = await async_get_cycles(home)
    await book.async_learn(entry)
    assert is_right(book.programmes(None, PLUG), DISHWASHER)
    assert book.programmes("sensor.other", None) == ()
    subentry = entry.subentries["dishwasher"]
    assert learned_programmes(
        home, subentry, view_appliance(home, subentry, NOW)
    ) == book.programmes(PLUG)

    async_forget_cycles(home)
    assert learned_programmes(home, subentry, view_appliance(home, subentry, NOW)) == ()
    again = await async_get_cycles(home)
    assert again is not book
    assert await async_get_cycles(home) is again
    assert again.programmes(PLUG) == book.programmes(PLUG)
    await again.async_delete_file()
    assert STORAGE_KEY not in hass_storage


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"programmes": []},
        {"programmes": {PLUG: [{"duration": 90}]}},
        {"programmes": {PLUG: [{"duration": "x"}]}},
        {"programmes": {PLUG: 3}},
    ],
)
async def test_a_file_that_makes_no_sense_is_learned_again(
    hass: HomeAssistant, hass_storage: dict[str, Any], data: Any
) -> None:
    """It holds nothing that cannot be had again."""
    hass_storage[STORAGE_KEY] = {"version": 1, "minor_version": 1, "data": data}
    book = CycleBook(hass)
    await book.async_load()
    assert book.programmes(PLUG) == ()


async def test_learning_goes_on_in_the_background(
    home: HomeAssistant, make_entry: MakeEntry, freezer: FrozenDateTimeFactory
) -> None:
    """At the start and then every day, until it is stopped."""
    entry = make_entry({"dishwasher": FORM})
    book = await async_get_cycles(home)
    stop = book.async_start(entry)
    await home.async_block_till_done(wait_background_tasks=True)
    assert is_right(book.programmes(PLUG), DISHWASHER)

    home.config_entries.async_update_entry(entry)
    home.config_entries.async_remove_subentry(entry, "dishwasher")
    await fire_after_a_day(home, freezer)
    assert book.programmes(PLUG) == ()
    stop()
    other = make_entry({"dishwasher": FORM})
    await fire_after_a_day(home, freezer)
    assert book.programmes(PLUG) == ()
    assert other.subentries


async def fire_after_a_day(home: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let a day pass."""
    freezer.tick(EVERY)
    async_fire_time_changed(home, datetime.now(UTC))
    await home.async_block_till_done(wait_background_tasks=True)


async def test_a_meter_of_the_device_serves_when_there_is_no_power(
    home: HomeAssistant, make_entry: MakeEntry
) -> None:
    """The energy that a machine counts itself."""
    device_id = add_meter(home)
    meters = ("sensor.machine_energy", "sensor.machine_green")
    assert meters_of(home, {CONF_DEVICE: device_id}) == meters
    assert meters_of(home, {CONF_STATE_ENTITY: "sensor.machine_energy"}) == meters
    assert meters_of(home, {CONF_DEVICE: "gone"}) == ()
    assert meters_of(home, {}) == ()
    found = await async_learn_appliance(home, {CONF_DEVICE: device_id})
    assert found == {}

    trace = days_of_runs([WASHER], DAYS, 4)
    rows = sum_rows(trace)
    # A third of it came from the roof, as another meter says.
    green = [
        StatisticData(start=row["start"], state=row["sum"] / 3, sum=row["sum"] / 3)
        for row in rows
    ]
    await import_statistics(home, green, meter=True, entity_id=meters[1])
    await import_statistics(home, rows, meter=True, entity_id=meters[0])
    found = await async_learn_appliance(home, {CONF_DEVICE: device_id})
    assert set(found) == {meters[0]}
    assert is_right(found[meters[0]], WASHER)


def add_meter(home: HomeAssistant) -> str:
    """Add a device with an energy sensor, and return its id."""
    entry = MockConfigEntry(domain="maker")
    entry.add_to_hass(home)
    device = dr.async_get(home).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={("maker", "1")}
    )
    for name, kind in (("door", "door"), ("energy", "energy"), ("green", "energy")):
        er.async_get(home).async_get_or_create(
            "sensor" if kind == "energy" else "binary_sensor",
            "maker",
            name,
            suggested_object_id=f"machine_{name}",
            device_id=device.id,
            config_entry=entry,
            original_device_class=kind,
        )
    return device.id


async def test_words_serve_when_there_is_nothing_else(home: HomeAssistant) -> None:
    """And an appliance without entities teaches nothing."""
    assert await async_learn_appliance(home, {}) == {}
    for day in range(DAYS):
        for hour, word in ((9, "running"), (11, "off")):
            moment = NOW.timestamp() - (DAYS - day) * 86400 + hour * 3600
            home.states.async_set("sensor.state", word, {}, timestamp=moment)
    await async_wait_recording_done(home)
    found = await async_learn_appliance(
        home, {CONF_POWER_ENTITY: "sensor.gone", CONF_STATE_ENTITY: "sensor.state"}
    )
    assert [p.duration for p in found["sensor.state"]] == [120]


async def test_the_state_of_a_machine_s_own_integration_tells_how_long_it_ran(
    home: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Its steps are one run, however its maker calls them; a chosen device is enough."""
    device_id = add_meter(home)
    state = er.async_get(home).async_get_or_create(
        "sensor", "lg_thinq", "1", device_id=device_id, translation_key="current_state"
    )
    steps = (("initial", 0), ("detecting", 5), ("steam_softening", 12), ("end", 100))
    for day in range(DAYS):
        for word, minute in steps:
            moment = NOW.timestamp() - (DAYS - day) * 86400 + minute * 60
            home.states.async_set(state.entity_id, word, {}, timestamp=moment)
    await async_wait_recording_done(home)
    form = {CONF_DEVICE: device_id}
    found = await async_learn_appliance(home, form)
    assert [p.duration for p in found[state.entity_id]] == [95]
    book = await async_get_cycles(home)
    await book.async_learn(make_entry({"washer": {**form, "energy": 1}}))
    (entry,) = home.config_entries.async_entries(DOMAIN)
    (washer,) = read_appliances(home, entry)
    assert (washer.duration, washer.energy) == (95, 1)
    assert washer.figure_source is Source.HISTORY
