"""What core does not ship, in the exact shapes of its entities: from states in to words out."""

from typing import Any, Final

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.helpers import device_registry as dr, entity_registry as er

from .conftest import Home
from custom_components.hushwatt.vocabulary import ApplianceStatus

STATE: Final = "sensor.wallbox"
# Domain of the integration, key of the state, of the power and its unit, and its
# words for: unplugged, waiting, charging, full.
CHARGERS: Final = {
    "easee": ("easee_status", "power", "kW", ("disconnected", "awaiting_start", "charging", "completed")),
    "zaptec": ("charger_operation_mode", "total_charge_power", "W", ("disconnected", "connected_requesting", "connected_charging", "connected_finished")),
}  # fmt: skip


class Device:
    """A device of a custom integration, and its entities."""

    def __init__(self, home: Home, domain: str) -> None:
        """Register the device."""
        self._hass = home.hass
        self._entry = MockConfigEntry(domain=domain)
        self._entry.add_to_hass(home.hass)
        self._domain = domain
        self.id = (
            dr.async_get(home.hass)
            .async_get_or_create(
                config_entry_id=self._entry.entry_id, identifiers={(domain, "1")}
            )
            .id
        )

    def tell(
        self, key: str, state: str, *, domain: str = "sensor", **attributes: Any
    ) -> None:
        """Write the state of an entity with a translation key."""
        entity = er.async_get(self._hass).async_get_or_create(
            domain,
            self._domain,
            key,
            device_id=self.id,
            config_entry=self._entry,
            translation_key=key,
        )
        self._hass.states.async_set(entity.entity_id, state, attributes)


@pytest.mark.parametrize("family", CHARGERS)
async def test_a_charger_is_read_through_an_evening(home: Home, family: str) -> None:
    """Unplugged, waiting, charging, charging in name only, full."""
    key, power, unit, (unplugged, waiting, charging, full) = CHARGERS[family]
    device = Device(home, family)

    def tell(state: str, kilowatts: float = 0.0) -> None:
        """Change what the charger does."""
        value = kilowatts * (1000 if unit == "W" else 1)
        device.tell(key, state)
        device.tell(power, str(value), unit_of_measurement=unit, device_class="power")

    tell(unplugged)
    await home.own("Car", device_id=device.id, duration=120, energy=14)
    assert "But the car is not ready. Plug it in first." in await home.hear()
    tell(waiting)
    assert (await home.hear()).startswith("Later: charge the car tonight at 00:00")
    tell(charging, 7.2)
    running = "No need: the car is already running and should be done at 20:30."
    assert await home.hear() == running
    tell(charging, 0)
    await home.wait(6)
    assert await home.status() is ApplianceStatus.READY
    tell(full)
    assert await home.hear() == "No need: the car has finished."


async def test_what_runs_or_is_set_to_start_has_its_place_in_the_plan_of_others(
    home: Home,
) -> None:
    """A dishwasher that has to be done waits for the car, where the home's limit wants it."""
    device = Device(home, "easee")
    kilowatts = {"unit_of_measurement": "kW", "device_class": "power"}
    device.tell("easee_status", "awaiting_start")
    device.tell("power", "0", **kilowatts)
    dishwasher = {"duration": 90, "energy": 1.5, "ready_by": "22:15:00"}
    await home.own(
        "Car",
        device_id=device.id,
        duration=120,
        energy=14,
        beside=dishwasher,
        options={"power_limit": 7.5},
    )
    free = await home.ask(appliance="beside")
    assert (free["start"], free["reason"]) == (
        "2026-11-17T20:00:00+01:00",
        "cheaper_later",
    )
    device.tell("easee_status", "charging")
    device.tell("power", "7.2", **kilowatts)
    taken = await home.ask(appliance="beside")
    assert taken["start"] == "2026-11-17T20:30:00+01:00"
    assert [run["appliance"] for run in taken["schedule"]] == ["Dishwasher"]
    device.tell("easee_status", "completed")
    device.tell("power", "0", **kilowatts)
    assert (await home.ask(appliance="beside"))["start"] == free["start"]


# What is heard when it runs, has finished, is set to start, and must be plugged in.
HEARD: Final = {
    "en": (
        "No need: the car is already running and should be done at 20:30.",
        "No need: the car has finished.",
        "Later: the car already has a delayed start set.",
        "Plug it in first.",
    ),
    "de": (
        "Nicht nötig: Car läuft schon und ist voraussichtlich um 20:30 Uhr fertig.",
        "Nicht nötig: Car ist fertig.",
        "Später: Car hat schon eine Startzeit.",
        "Schließ zuerst das Kabel an.",
    ),
    "fr": (
        "Inutile : Car fonctionne déjà et devrait avoir fini à 20 heures 30.",
        "Inutile : Car a fini.",
        "Plus tard : Car a déjà un départ différé.",
        "Branchez d'abord le câble.",
    ),
    "nl": (
        "Niet nodig: Car draait al en is naar verwachting om 20:30 uur klaar.",
        "Niet nodig: Car is klaar.",
        "Later: Car heeft al een uitgestelde start.",
        "Sluit eerst de kabel aan.",
    ),
    "es": (
        "No hace falta: Car ya está en marcha y debería terminar a las 20:30.",
        "No hace falta: Car ya ha terminado.",
        "Más tarde: Car ya tiene un inicio diferido.",
        "Conecta antes el cable.",
    ),
}


@pytest.mark.parametrize("language", HEARD)
async def test_what_an_appliance_is_doing_is_said_in_every_language(
    home: Home, language: str
) -> None:
    """By the words of its own state, here of an appliance without an integration."""
    states = home.hass.states
    form = {"state_entity": STATE, "availability_entity": "binary_sensor.cable"}
    states.async_set(STATE, "charging")
    await home.own("Car", duration=120, energy=14, **form)
    *doing, plug_in = HEARD[language]
    for word, words in zip(("charging", "finished", "scheduled"), doing, strict=True):
        states.async_set(STATE, word)
        assert await home.hear(language) == words
    states.async_set(STATE, "ready")
    states.async_set("binary_sensor.cable", "off", {"device_class": "plug"})
    assert plug_in in await home.hear(language)


# What a timer in hours is told, to the start and to the end.
TIMERS: Final = {
    "en": (
        "Set its timer to be done in 8 hours. It then starts tonight at 00:45.",
        "Set its timer to 6 hours. It then starts tonight at 00:30.",
    ),
    "de": (
        "Stell die Fertigzeit auf 8 Stunden. Dann geht es heute Nacht um 00:45 Uhr los.",
        "Stell die Zeitvorwahl auf 6 Stunden. Dann geht es heute Nacht um 00:30 Uhr los.",
    ),
    "fr": (
        "Réglez la fin différée sur 8 h. Le départ aura alors lieu cette nuit à 0 heure 45.",
        "Réglez le départ différé sur 6 h. Le départ aura alors lieu cette nuit à 0 heure 30.",
    ),
    "nl": (
        "Stel de uitgestelde eindtijd in op 8 uur. Het begint dan vannacht om 00:45 uur.",
        "Stel de uitgestelde start in op 6 uur. Het begint dan vannacht om 00:30 uur.",
    ),
    "es": (
        "Pon el fin diferido en 8 horas. Así empezará esta noche a las 00:45.",
        "Pon el inicio diferido en 6 horas. Así empezará esta noche a las 00:30.",
    ),
}


@pytest.mark.parametrize("language", TIMERS)
async def test_a_timer_is_told_in_every_language(home: Home, language: str) -> None:
    """With what comes of its steps, to the end and to the start."""
    device = Device(home, "lg_thinq")
    device.tell("current_state", "initial")
    hours = {"unit_of_measurement": "h", "step": 1, "max": 19}
    to_end, to_start = TIMERS[language]
    device.tell("relative_hour_to_stop_wm", "0", domain="number", **hours)
    await home.own("Car", device_id=device.id, duration=105, energy=1)
    assert (await home.hear(language)).endswith(to_end)
    device.tell("relative_hour_to_start_wm", "0", domain="number", **hours)
    assert (await home.hear(language)).endswith(to_start)


async def test_a_timer_s_step_keeps_the_rules_and_tells_what_it_costs(
    home: Home,
) -> None:
    """Of hours that are allowed the cheapest, though the plan's own would be cheaper."""
    form = {"delay_step": 120, "ready_by": "02:00:00", "duration": 105, "energy": 1}
    await home.own("Washer", **form)
    response = await home.ask()
    assert response["start"] == "2026-11-18T00:00:00+01:00"
    assert response["cost"] == 0.12
    # In six hours it would be done at 02:15.
    assert response["answer"].endswith(
        "Set its timer to 4 hours. It then starts at 22:30 and costs €0.21."
    )
    assert response["delay"] == {
        "hours": 4.0,
        "counts_to": "start",
        "start": "2026-11-17T22:30:00+01:00",
        "end": "2026-11-18T00:15:00+01:00",
        "cost": 0.2057,
    }


async def test_a_plug_alone_tells_when_something_runs(home: Home) -> None:
    """By its power: standby is nothing, heating is a run whatever a state says."""

    def tell(watts: float) -> None:
        """Measure a power."""
        unit = {"unit_of_measurement": "W", "device_class": "power"}
        home.hass.states.async_set("sensor.plug", str(watts), unit)

    tell(1.2)
    await home.own("Washer", power_entity="sensor.plug", duration=120, energy=1)
    await home.wait(5)
    assert await home.status() is ApplianceStatus.IDLE
    assert (await home.hear()).startswith("Later: start the washer tonight at 00:00")
    tell(1950)
    _, state = await home.read()
    assert (state.status, state.power) == (ApplianceStatus.RUNNING, 1.95)
    assert await home.hear() == (
        "No need: the washer is already running and should be done at 20:35."
    )
    home.hass.states.async_set("sensor.plug", "unavailable")
    assert await home.status() is ApplianceStatus.UNKNOWN


async def test_a_battery_alone_tells_what_it_misses(home: Home) -> None:
    """From its level to the target, be that a number or an entity."""
    states = home.hass.states
    percent = {"unit_of_measurement": "%", "device_class": "battery"}
    states.async_set("sensor.battery", "40", percent)
    states.async_set("number.target", "90", percent)
    form = {"battery_entity": "sensor.battery", "battery_size": 10, "charge_power": 2.5}
    await home.own("Bike", battery_target="number.target", **form)
    appliance, _ = await home.read()
    assert (appliance.energy, appliance.duration) == (5, 120)
    assert (await home.hear()).startswith("Later: start the bike tonight at 00:00")
    states.async_set("sensor.battery", "90", percent)
    assert await home.hear() == "No need: the bike has finished."
    for untold in ("unknown", "101", "nan"):
        states.async_set("sensor.battery", untold, percent)
        assert (await home.ask())["reason"] == "unknown_figures"
