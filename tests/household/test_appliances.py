"""Appliances are what their forms and their devices say together."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .conftest import MakeEntry
from custom_components.hushwatt.const import (
    CONF_ALIASES,
    CONF_ASSUME_READY,
    CONF_AVAILABILITY_ENTITY,
    CONF_BATTERY_ENTITY,
    CONF_BATTERY_SIZE,
    CONF_DELAY_STEP,
    CONF_DEVICE,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_INTERRUPTIBLE,
    CONF_NOISY,
    CONF_PHASES,
    CONF_POWER_ENTITY,
    CONF_QUIET_FROM,
    CONF_QUIET_UNTIL,
    CONF_READY_BY,
    CONF_STATE_ENTITY,
    DOMAIN,
)
from custom_components.hushwatt.household.appliances import (
    async_read_appliances,
    read_appliances,
    read_form_appliances,
)
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus,
    Constraint,
    ConstraintKind,
    Phase,
    ReadyHint,
    Source,
)

NOW = datetime(2026, 6, 10, 16, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Let the clock stand still."""
    freezer.move_to(NOW)
    return freezer


async def state_of(hass: HomeAssistant, entry: MockConfigEntry) -> ApplianceState:
    """Return what the only appliance is doing."""
    _, states = await async_read_appliances(hass, entry, NOW)
    (state,) = states.values()
    return state


def test_an_empty_form_is_an_appliance_with_a_name(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Nothing is known of it, and nothing assumed."""
    entry = make_entry({"Kettle": {}})
    assert read_appliances(hass, entry) == (Appliance(id="Kettle", name="Kettle"),)


def test_a_form_is_read_whole(hass: HomeAssistant, make_entry: MakeEntry) -> None:
    """Every field has its place."""
    form = {
        CONF_ALIASES: ["dishes", " Dishwasher ", "the Bosch"],
        CONF_DURATION: 90.0,
        CONF_ENERGY: 1.2,
        CONF_INTERRUPTIBLE: True,
        CONF_NOISY: True,
        CONF_ASSUME_READY: True,
        CONF_DELAY_STEP: 30.0,
        CONF_READY_BY: "06:30:00",
        CONF_QUIET_FROM: "22:30",
        CONF_QUIET_UNTIL: "07:00:00",
    }
    (appliance,) = read_appliances(hass, make_entry({"Dishwasher": form}))
    assert appliance == Appliance(
        id="Dishwasher",
        name="Dishwasher",
        aliases=("dishes", "the Bosch"),
        duration=90,
        energy=1.2,
        interruptible=True,
        noisy=True,
        assume_ready=True,
        delay_step=30,
        constraints=(
            Constraint(
                kind=ConstraintKind.FINISH_BY,
                appliance="Dishwasher",
                source=Source.FORM,
                time=time(6, 30),
            ),
            Constraint(
                kind=ConstraintKind.QUIET_WINDOW,
                appliance="Dishwasher",
                source=Source.FORM,
                time=time(22, 30),
                until=time(7),
            ),
        ),
    )


@pytest.mark.parametrize(
    "form",
    [
        {CONF_QUIET_FROM: "22:00"},
        {CONF_QUIET_UNTIL: "07:00"},
        {CONF_QUIET_FROM: "22:00", CONF_QUIET_UNTIL: "22:00"},
        {CONF_READY_BY: None, CONF_QUIET_FROM: "", CONF_QUIET_UNTIL: ""},
        {CONF_READY_BY: "soon"},
    ],
)
def test_half_a_constraint_is_none(
    hass: HomeAssistant, make_entry: MakeEntry, form: dict[str, Any]
) -> None:
    """A quiet time needs two ends."""
    (appliance,) = read_appliances(hass, make_entry({"A": form}))
    assert appliance.constraints == ()


def test_a_power_profile_gives_the_figures(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Its phases are the run, whatever else was typed."""
    form = {
        CONF_PHASES: [{"minutes": 30, "power": 2.0}, {"minutes": 60.0, "power": 0.1}],
        CONF_DURATION: 10,
        CONF_ENERGY: 10,
    }
    (appliance,) = read_appliances(hass, make_entry({"A": form}))
    assert appliance.phases == (Phase(30, 2.0), Phase(60, 0.1))
    assert (appliance.duration, appliance.energy) == (90, pytest.approx(1.1))


def test_other_subentries_are_no_appliances(hass: HomeAssistant) -> None:
    """Only those of the type count."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        subentries_data=[
            ConfigSubentryData(
                data={}, subentry_type="other", title="x", unique_id=None
            )
        ],
    )
    entry.add_to_hass(hass)
    assert read_appliances(hass, entry) == ()


def add_device(hass: HomeAssistant) -> str:
    """Add a washer of core's SmartThings, and return its device's id."""
    maker = MockConfigEntry(domain="smartthings")
    maker.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("smartthings", "w")}, name="WW90T"
    )
    for key, state in (
        ("washer_machine_state", "run"),
        ("washer_job_state", "wash"),
        ("completion_time", "2026-06-10T17:30:00+00:00"),
    ):
        entity = er.async_get(hass).async_get_or_create(
            "sensor",
            "smartthings",
            key,
            suggested_object_id=key,
            config_entry=maker,
            device_id=device.id,
            translation_key=key,
        )
        hass.states.async_set(entity.entity_id, state)
    ours = MockConfigEntry(domain=DOMAIN)
    ours.add_to_hass(hass)
    er.async_get(hass).async_get_or_create(
        "sensor", DOMAIN, "ours", config_entry=ours, device_id=device.id
    )
    return device.id


async def test_a_device_tells_what_it_is_doing(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """By the registry, whatever its entities are called; named or found."""
    device_id = add_device(hass)
    for form in (
        {CONF_DEVICE: device_id},
        {CONF_STATE_ENTITY: "sensor.washer_machine_state"},
    ):
        state = await state_of(hass, make_entry({"Washer": form}))
        assert state.status is ApplianceStatus.RUNNING
        assert state.expected_end == NOW + timedelta(hours=1)


def test_names_of_the_registries_are_aliases(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Each once, and the appliance's own name not again."""
    device_id = add_device(hass)
    dr.async_get(hass).async_update_device(device_id, name_by_user="Laundry")
    er.async_get(hass).async_update_entity(
        "sensor.washer_machine_state", aliases=["the washing", "LAUNDRY", ""]
    )
    form = {
        CONF_ALIASES: ["the washing"],
        CONF_STATE_ENTITY: "sensor.washer_machine_state",
    }
    (appliance,) = read_appliances(hass, make_entry({"Washer": form}))
    assert appliance.aliases == ("the washing", "LAUNDRY", "WW90T")


def test_the_entity_that_is_the_device_itself_gives_its_other_names_too(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """And the power sensor that was chosen; not those of a door or a child lock."""
    other = MockConfigEntry(domain="lg_thinq")
    other.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("lg_thinq", "1")}, name="WW90T"
    )
    registry = er.async_get(hass)
    for key, name, alias in (
        ("main", None, "the washing"),
        ("door", "Door", "the porthole"),
        ("power", "Power", "laundry"),
    ):
        entity = registry.async_get_or_create(
            "sensor",
            "lg_thinq",
            key,
            device_id=device.id,
            config_entry=other,
            has_entity_name=True,
            original_name=name,
            suggested_object_id=key,
        )
        registry.async_update_entity(entity.entity_id, aliases=[alias])
    form = {CONF_DEVICE: device.id, CONF_POWER_ENTITY: "sensor.power"}
    (appliance,) = read_appliances(hass, make_entry({"Washer": form}))
    assert appliance.aliases == ("laundry", "the washing", "WW90T")


async def test_a_switch_says_ready(hass: HomeAssistant, make_entry: MakeEntry) -> None:
    """And its going off that the machine is to be loaded."""
    entry = make_entry({"A": {CONF_AVAILABILITY_ENTITY: "input_boolean.loaded"}})
    assert (await state_of(hass, entry)).status is ApplianceStatus.UNKNOWN
    hass.states.async_set("input_boolean.loaded", "on")
    assert (await state_of(hass, entry)).status is ApplianceStatus.READY
    hass.states.async_set("input_boolean.loaded", "off")
    state = await state_of(hass, entry)
    assert (state.status, state.hint) == (
        ApplianceStatus.NOT_READY,
        ReadyHint.LOAD_IT,
    )


async def test_the_reference_vacuum_has_run_and_is_idle(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """A robot on its dock is nothing to plan."""
    hass.states.async_set("vacuum.robot", "docked")
    entry = make_entry({"Vacuum": {CONF_STATE_ENTITY: "vacuum.robot"}})
    assert (await state_of(hass, entry)).status is ApplianceStatus.IDLE


@pytest.mark.parametrize(
    ("plugged", "expected"),
    [
        ("on", ApplianceStatus.FINISHED),
        ("off", ApplianceStatus.FINISHED),
    ],
)
async def test_a_battery_at_its_target_is_finished(
    hass: HomeAssistant, make_entry: MakeEntry, plugged: str, expected: ApplianceStatus
) -> None:
    """Plugged in or not, there is nothing to charge."""
    hass.states.async_set("binary_sensor.plug", plugged, {"device_class": "plug"})
    hass.states.async_set("sensor.soc", "100")
    form = {
        CONF_AVAILABILITY_ENTITY: "binary_sensor.plug",
        CONF_BATTERY_ENTITY: "sensor.soc",
        CONF_BATTERY_SIZE: 60,
    }
    entry = make_entry({"Car": form})
    assert (await state_of(hass, entry)).status is expected
    hass.states.async_set("sensor.soc", "40")
    assert (await state_of(hass, entry)).status is not expected


async def test_a_plug_tells_whether_it_runs(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """Without a recorder only the present is known."""
    hass.states.async_set("sensor.plug", "1900", {"unit_of_measurement": "W"})
    state = await state_of(hass, make_entry({"A": {CONF_POWER_ENTITY: "sensor.plug"}}))
    assert state.status is ApplianceStatus.RUNNING
    assert state.power == pytest.approx(1.9)


def test_forms_stay_the_same_while_batteries_change(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """What notes are read against does not follow a car's state of charge."""
    form = {
        CONF_DURATION: 120,
        CONF_ENERGY: 14,
        CONF_BATTERY_ENTITY: "sensor.soc",
        CONF_BATTERY_SIZE: 60,
    }
    entry = make_entry({"Car": form})
    hass.states.async_set("sensor.soc", "40")
    before = read_form_appliances(hass, entry)
    hass.states.async_set("sensor.soc", "70")
    assert read_form_appliances(hass, entry) == before
    assert before[0].energy == 14
    assert read_appliances(hass, entry)[0].energy == pytest.approx(18)
