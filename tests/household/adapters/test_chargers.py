"""Chargers and cars, with the entities that their integrations give them."""

import pytest

from .views import (
    ApplianceStatus,
    ReadyHint,
    ago,
    device,
    entity,
    read_state,
    status,
    told,
)
from custom_components.hushwatt.household.adapters.battery import (
    Battery,
    level_of,
    limit_of,
    percentage,
)
from custom_components.hushwatt.household.adapters.view import (
    ApplianceView,
    EntityView,
)

READY = ApplianceStatus.READY
RUNNING = ApplianceStatus.RUNNING
FINISHED = ApplianceStatus.FINISHED
NOT_READY = ApplianceStatus.NOT_READY

# Platform, key of the state, key and unit of the power.
SHAPES = {
    "easee": ("easee", "easee_status", None, "kW"),
    "zaptec": ("zaptec", "charger_operation_mode", None, "W"),
    "wallbox": ("wallbox", "status_description", "charging_power", "kW"),
    "ohme": ("ohme", "status", None, "W"),
    "tesla": ("teslemetry", "charge_state_charging_state", "charge_state_charger_power", "kW"),
}  # fmt: skip
OPTIONS = {"tesla": ["starting", "charging", "stopped", "complete", "disconnected", "no_power"]}  # fmt: skip


def charger(
    family: str, state: str, power: float | None = None, since: float = 60
) -> ApplianceView:
    """Return a charger, with its power when one is given."""
    platform, key, power_key, unit = SHAPES[family]
    sensor = entity(
        "sensor.s", state, platform=platform, key=key, since=since,
        options=OPTIONS.get(family, []),
    )  # fmt: skip
    if power is None:
        return device(sensor)
    return device(sensor, powers(platform, power_key, power, unit, since))


def powers(
    platform: str, key: str | None, value: float, unit: str, since: float
) -> EntityView:
    """Return the power sensor of a charger."""
    return entity(
        "sensor.p",
        str(value),
        platform=platform,
        key=key,
        since=since,
        device_class="power",
        unit_of_measurement=unit,
    )


@pytest.mark.parametrize(
    ("family", "state", "expected", "hint"),
    [
        ("easee", "disconnected", NOT_READY, ReadyHint.PLUG_IN),
        ("easee", "awaiting_start", READY, None),
        ("easee", "ready_to_charge", READY, None),
        ("easee", "charging", RUNNING, None),
        ("easee", "completed", FINISHED, None),
        ("easee", "awaiting_authorization", NOT_READY, None),
        ("easee", "offline", NOT_READY, ReadyHint.UNAVAILABLE),
        ("zaptec", "disconnected", NOT_READY, ReadyHint.PLUG_IN),
        ("zaptec", "connected_requesting", READY, None),
        ("zaptec", "connected_charging", RUNNING, None),
        ("zaptec", "connected_finished", FINISHED, None),
        ("zaptec", "waiting", READY, None),
        ("zaptec", "charge_done", FINISHED, None),
        ("wallbox", "Disconnected", NOT_READY, ReadyHint.PLUG_IN),
        ("wallbox", "Waiting for car demand", READY, None),
        ("wallbox", "Charging", RUNNING, None),
        ("wallbox", "Scheduled", ApplianceStatus.DELAY_SET, None),
        ("wallbox", "Locked, car connected", NOT_READY, None),
        ("ohme", "unplugged", NOT_READY, ReadyHint.PLUG_IN),
        ("ohme", "plugged_in", READY, None),
        ("ohme", "charging", RUNNING, None),
        ("ohme", "finished", FINISHED, None),
        ("tesla", "disconnected", NOT_READY, ReadyHint.PLUG_IN),
        ("tesla", "stopped", READY, None),
        ("tesla", "charging", RUNNING, None),
        ("tesla", "complete", FINISHED, None),
        ("tesla", "unavailable", NOT_READY, ReadyHint.UNAVAILABLE),
    ],
)
def test_what_a_charger_says(
    family: str, state: str, expected: ApplianceStatus, hint: ReadyHint | None
) -> None:
    """Unplugged, waiting, charging, full: in everybody's own words."""
    found = read_state(charger(family, state))
    assert (found.status, found.hint) == (expected, hint)


@pytest.mark.parametrize("family", SHAPES)
def test_charging_without_power_is_waiting(family: str) -> None:
    """The car has paused it, or is full, whatever the charger says."""
    word = {"zaptec": "connected_charging"}.get(family, "charging")
    factor = 1 if SHAPES[family][3] == "kW" else 1000
    assert status(charger(family, word, 0, since=20)) is READY
    assert status(charger(family, word, 0, since=2)) is RUNNING
    found = read_state(charger(family, word, 7.2 * factor, since=20))
    assert found.status is RUNNING
    assert told(found) == {"started_at": ago(20), "power": pytest.approx(7.2)}


def test_a_full_car_was_full_since_then() -> None:
    """Which tells whether it was charged since it came home."""
    assert told(read_state(charger("easee", "completed", since=30))) == {
        "finished_at": ago(30)
    }


def test_zaptec_is_known_by_its_words_alone() -> None:
    """Its mode has options in newer releases, and none in older ones."""
    options = ["unknown", "disconnected", "connected_requesting", "connected_charging", "connected_finished"]  # fmt: skip
    named = entity("sensor.s", "connected_requesting", options=options)
    assert status(device(named)) is READY
    assert status(device(entity("sensor.s", "connected_charging"))) is not RUNNING


@pytest.mark.parametrize("family", SHAPES)
def test_what_was_not_told_yet_is_not_out_of_reach(family: str) -> None:
    """A car that sleeps since a restart says nothing; a charger without power cannot."""
    found = read_state(charger(family, "unknown"))
    assert (found.status, found.hint) == (ApplianceStatus.UNKNOWN, None)
    assert read_state(charger(family, "unavailable")).hint is ReadyHint.UNAVAILABLE


@pytest.mark.parametrize(
    ("place", "zones", "away"),
    [
        ("home", [], False),
        ("not_home", [], True),
        ("Work", ["zone.work"], True),
        ("Garage", ["zone.garage", "zone.home"], False),
        ("unknown", None, False),
    ],
)
def test_a_tesla_elsewhere_is_not_plugged_in_here(
    place: str, zones: list[str] | None, away: bool
) -> None:
    """What it charges there is none of the home's."""
    tracker = entity("device_tracker.car", place, key="location", in_zones=zones)
    route = entity("device_tracker.route", "not_home", key="route")
    view = charger("tesla", "charging", 11)
    found = read_state(device(route, tracker, *view.device))
    assert found.status is (NOT_READY if away else RUNNING)
    assert found.hint is (ReadyHint.PLUG_IN if away else None)


@pytest.mark.parametrize(
    ("pending", "expected"), [("on", ApplianceStatus.DELAY_SET), ("off", READY)]
)
def test_a_tesla_that_charges_by_its_own_schedule_is_set(
    pending: str, expected: ApplianceStatus
) -> None:
    """Its sensor for that has to be enabled first."""
    waits = entity(
        "binary_sensor.p", pending, key="charge_state_scheduled_charging_pending"
    )
    view = charger("tesla", "stopped")
    assert status(device(*view.device, waits)) is expected


def test_a_tesla_knows_when_it_is_full() -> None:
    """Its time to full charge is a moment."""
    view = charger("tesla", "charging", 7.0)
    full = entity(
        "sensor.f",
        "2026-06-10T19:00:00+00:00",
        key="charge_state_minutes_to_full_charge",
    )
    assert read_state(device(*view.device, full)).expected_end == ago(-150)
    past = entity(
        "sensor.f",
        "2026-06-10T12:00:00+00:00",
        key="charge_state_minutes_to_full_charge",
    )
    assert read_state(device(*view.device, past)).expected_end is None


@pytest.mark.parametrize("key", ["charging", None])
@pytest.mark.parametrize(
    ("connected", "charging", "power", "expected", "hint"),
    [
        ("off", "off", 0, NOT_READY, ReadyHint.PLUG_IN),
        ("on", "off", 0, READY, None),
        ("on", "on", 7200, RUNNING, None),
        ("on", "on", 0, READY, None),
        ("unavailable", "on", 0, NOT_READY, ReadyHint.UNAVAILABLE),
        ("on", "unavailable", 0, READY, None),
    ],
)
def test_v2c_has_binary_sensors(
    connected: str,
    charging: str,
    key: str | None,
    power: float,
    expected: ApplianceStatus,
    hint: ReadyHint | None,
) -> None:
    """Connected, charging (with a key until 2026.10), and a power that must agree."""
    found = read_state(
        device(
            entity("binary_sensor.c", connected, platform="v2c", key="connected"),
            entity(
                "binary_sensor.g",
                charging,
                platform="v2c",
                key=key,
                device_class="battery_charging",
            ),
            powers("v2c", "charge_power", power, "W", 60),
        )
    )
    assert (found.status, found.hint) == (expected, hint)


def test_what_a_battery_still_takes() -> None:
    """The missing share of its size, at the power of the charger."""
    battery = Battery(level=35, target=80, size=60, power=7.2)
    assert battery.energy == pytest.approx(27)
    assert battery.duration == 225
    assert Battery(level=35, target=80, size=60).duration is None
    assert Battery(level=90, target=80, size=60, power=7).energy == 0
    assert Battery(level=90, target=80, size=60, power=7).duration == 0


@pytest.mark.parametrize(
    ("state", "value"),
    [("55", 55), ("0", 0), ("100", 100), ("101", None), ("-1", None), ("x", None)],
)
def test_a_percentage_is_one_or_none(state: str, value: float | None) -> None:
    """What cannot be a level is no level."""
    assert percentage(entity("sensor.b", state)) == value
    assert percentage(None) is None


@pytest.mark.parametrize(
    "key", ["charge_state_battery_level", "vehicle_battery", "state_of_charge"]
)
def test_cars_and_chargers_tell_their_battery(key: str) -> None:
    """Unless the form names another entity."""
    view = device(entity("sensor.b", "42", key=key))
    assert level_of(view, None) == 42
    assert level_of(view, entity("sensor.other", "50")) == 50
    assert level_of(view, entity("sensor.other", "unknown")) is None
    assert level_of(device(), None) is None


def test_cars_tell_their_limit() -> None:
    """The target of the car itself."""
    limit = entity("number.l", "80", key="charge_state_charge_limit_soc")
    assert limit_of(device(limit)) == 80
    assert limit_of(device()) is None
