"""The whole home at one moment."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from .conftest import MakeEntry
from .tariffs.test_table import REFERENCE
from .test_solar import half_hours
from custom_components.hushwatt.const import (
    CONF_AVAILABILITY_ENTITY,
    CONF_BASE_LOAD,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_EXPORT_SOURCE,
    CONF_LIMIT,
    CONF_MARKUP,
    CONF_MORNING,
    CONF_PRICE_SOURCE,
    CONF_SEGMENT,
    CONF_SOLAR_ENTITIES,
    CONF_STATE_ENTITY,
)
from custom_components.hushwatt.household.notes_store import (
    NoteReading,
    NotesStore,
    async_forget_notes,
    async_get_notes,
)
from custom_components.hushwatt.household.reading import async_read_household
from custom_components.hushwatt.household.zone import home_zone
from custom_components.hushwatt.vocabulary import (
    ApplianceStatus,
    Constraint,
    ConstraintKind,
    Reading,
)

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 6, 10, 18, 30, tzinfo=ZONE)
TABLE = {"kind": "table", "currency": "EUR", "prices": REFERENCE}
APPLIANCES = {
    "dishwasher": {
        CONF_DURATION: 90,
        CONF_ENERGY: 1.2,
        CONF_AVAILABILITY_ENTITY: "input_boolean.dishes",
    },
    "car": {
        CONF_DURATION: 120,
        CONF_ENERGY: 14,
        CONF_AVAILABILITY_ENTITY: "binary_sensor.plug",
    },
    "vacuum": {CONF_STATE_ENTITY: "vacuum.robot"},
}


@pytest.fixture
async def home(
    amsterdam: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncIterator[HomeAssistant]:
    """Return the reference home at 18:30 of the reference evening."""
    freezer.move_to(NOW)
    amsterdam.states.async_set("input_boolean.dishes", "on")
    amsterdam.states.async_set("binary_sensor.plug", "on", {"device_class": "plug"})
    amsterdam.states.async_set("vacuum.robot", "docked")
    yield amsterdam
    async_forget_notes(amsterdam)


async def demand(notes: NotesStore, appliance: str | None, other: str | None) -> None:
    """Write a note that was read to demand something of appliances."""
    stored = await notes.async_add("a note")
    constraint = Constraint(
        kind=ConstraintKind.AFTER_LOAD,
        appliance=appliance,
        other=other,
        note_uid=stored.uid,
    )
    reading = Reading(note_uid=stored.uid, constraints=(constraint,))
    await notes.async_set_readings(
        [NoteReading(note=stored.note, reading=reading, key="k")]
    )


async def test_the_reference_home_is_read(
    home: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Appliances, what they do, prices, the clock; the vacuum is on its dock."""
    entry = make_entry(APPLIANCES, data={CONF_PRICE_SOURCE: TABLE})
    household = await async_read_household(home, entry)
    assert household.now == NOW
    assert household.now.utcoffset() == timedelta(hours=2)
    assert household.timezone == ZONE
    assert [a.id for a in household.appliances] == list(APPLIANCES)
    assert {key: state.status for key, state in household.states.items()} == {
        "dishwasher": ApplianceStatus.READY,
        "car": ApplianceStatus.READY,
        "vacuum": ApplianceStatus.IDLE,
    }
    assert household.tariff is not None
    now = dt_util.as_utc(NOW)
    current = [w.price for w in household.tariff.windows if w.start <= now < w.end]
    assert current == [0.45]
    assert (household.limit, household.base_load, household.solar) == (None, 0, ())
    assert (household.morning, household.segment) == (time(7), 30)
    assert household.constraints == ()


async def test_options_are_read(home: HomeAssistant, make_entry: MakeEntry) -> None:
    """Each where the problem needs it."""
    home.states.async_set("sensor.today", "9", half_hours(10, "datetime"))
    options: dict[str, Any] = {
        CONF_LIMIT: "9.2",
        CONF_BASE_LOAD: 0.5,
        CONF_MORNING: "08:30:00",
        CONF_SEGMENT: 15.0,
        CONF_MARKUP: [{"surcharge": 0.1}],
        CONF_EXPORT_SOURCE: {**TABLE, "prices": [{"price": 0.03}]},
        CONF_SOLAR_ENTITIES: ["sensor.today"],
    }
    entry = make_entry(data={CONF_PRICE_SOURCE: TABLE}, options=options)
    household = await async_read_household(home, entry)
    assert (household.limit, household.base_load) == (9.2, 0.5)
    assert (household.morning, household.segment) == (time(8, 30), 15)
    assert len(household.solar) == 4
    assert household.tariff is not None
    assert max(w.price for w in household.tariff.windows) == pytest.approx(0.55)
    assert {w.price for w in household.tariff.export_windows} == {0.03}


@pytest.mark.parametrize(
    "source",
    [
        None,
        {"kind": "entity", "entity_id": "sensor.gone"},
        {"kind": "table", "prices": []},
        {"kind": "oracle"},
    ],
)
async def test_without_prices_the_rest_is_read(
    home: HomeAssistant, make_entry: MakeEntry, source: Any
) -> None:
    """An answer says then what is missing."""
    data = {} if source is None else {CONF_PRICE_SOURCE: source}
    household = await async_read_household(home, make_entry(APPLIANCES, data=data))
    assert household.tariff is None
    assert len(household.appliances) == 3


async def test_notes_demand_of_appliances_that_are_there(
    home: HomeAssistant, make_entry: MakeEntry
) -> None:
    """A removed appliance takes its demands along until notes are read again."""
    notes = await async_get_notes(home)
    for appliance, other in (
        ("dishwasher", None),
        (None, None),
        ("gone", None),
        ("car", "gone"),
        ("car", "dishwasher"),
    ):
        await demand(notes, appliance, other)
    household = await async_read_household(home, make_entry(APPLIANCES))
    assert [(c.appliance, c.other) for c in household.constraints] == [
        ("dishwasher", None),
        (None, None),
        ("car", "dishwasher"),
    ]


def test_a_zone_that_is_none_is_utc() -> None:
    """Before Home Assistant has set its own."""
    before = dt_util.get_default_time_zone()
    try:
        dt_util.set_default_time_zone(dt_util.UTC)
        assert home_zone() == ZoneInfo("UTC")
        dt_util.set_default_time_zone(ZONE)
        assert home_zone() is ZONE
    finally:
        dt_util.set_default_time_zone(before)
