"""What a cycle takes: form, then device, then history; a battery what it misses."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .conftest import MakeEntry
from custom_components.hushwatt.const import (
    CONF_BATTERY_ENTITY,
    CONF_BATTERY_SIZE,
    CONF_BATTERY_TARGET,
    CONF_CHARGE_POWER,
    CONF_DEVICE,
    CONF_DURATION,
    CONF_ENERGY,
    CONF_PHASES,
    CONF_POWER_ENTITY,
)
from custom_components.hushwatt.household.appliances import appliance_subentries
from custom_components.hushwatt.household.cycles.book import (
    DATA_CYCLES,
    STORAGE_KEY,
    async_get_cycles,
)
from custom_components.hushwatt.household.cycles.programmes import Programme
from custom_components.hushwatt.household.figures import Figures, read_figures
from custom_components.hushwatt.household.views import view_appliance
from custom_components.hushwatt.vocabulary import Phase, Source

NOW = datetime(2026, 6, 10, 16, 30, tzinfo=UTC)
PLUG = "sensor.plug"
LONG = Programme(
    duration=120, energy=1.1, phases=(Phase(60, 1.0), Phase(60, 0.1)), runs=9, confidence=0.9
)  # fmt: skip
SHORT = Programme(
    duration=35, energy=0.6, phases=(Phase(35, 1.0),), runs=4, confidence=0.8
)
UNSURE = Programme(duration=70, energy=0.9, phases=(), runs=2, confidence=0.3)
WORDS = Programme(duration=95, energy=0.0, phases=(), runs=9, confidence=0.9)


def figures_of(
    hass: HomeAssistant, make_entry: MakeEntry, form: dict[str, Any]
) -> Figures:
    """Return the figures of an appliance with a form."""
    entry = make_entry({"A": form})
    (subentry,) = appliance_subentries(entry)
    return read_figures(hass, subentry, view_appliance(hass, subentry, NOW))


@pytest.fixture
def learned(hass: HomeAssistant, hass_storage: dict[str, Any]) -> Any:
    """Return what has programmes known of the plug."""

    async def learn(*programmes: Programme) -> None:
        """Store programmes as if they had been learned."""
        records = [
            {
                "duration": p.duration,
                "energy": p.energy,
                "phases": [{"minutes": f.minutes, "power": f.power} for f in p.phases],
                "runs": p.runs,
                "confidence": p.confidence,
            }
            for p in programmes
        ]
        hass_storage[STORAGE_KEY] = {
            "version": 1,
            "minor_version": 1,
            "data": {"programmes": {PLUG: records}},
        }
        hass.data.pop(DATA_CYCLES, None)
        await async_get_cycles(hass)

    return learn


async def test_history_serves_where_nobody_typed(
    hass: HomeAssistant, make_entry: MakeEntry, learned: Any
) -> None:
    """The most frequent programme, with its profile."""
    await learned(LONG, SHORT)
    assert figures_of(hass, make_entry, {CONF_POWER_ENTITY: PLUG}) == Figures(
        duration=120, energy=1.1, phases=LONG.phases, source=Source.HISTORY
    )


@pytest.mark.parametrize(
    ("typed", "duration", "energy", "source"),
    [
        ({CONF_DURATION: 90, CONF_ENERGY: 1.2}, 90, 1.2, Source.FORM),
        ({CONF_DURATION: 40}, 40, 0.6, Source.HISTORY),
        ({CONF_DURATION: 110}, 110, 1.1, Source.HISTORY),
        ({CONF_ENERGY: 1.5}, 120, 1.5, Source.HISTORY),
    ],
)
async def test_what_was_typed_counts_before_what_was_learned(
    hass: HomeAssistant,
    make_entry: MakeEntry,
    learned: Any,
    typed: dict[str, Any],
    duration: int,
    energy: float,
    source: Source,
) -> None:
    """What is missing comes from the programme that is most like it."""
    await learned(LONG, SHORT)
    form = {CONF_POWER_ENTITY: PLUG, **typed}
    assert figures_of(hass, make_entry, form) == Figures(
        duration=duration, energy=energy, source=source
    )


async def test_what_was_learned_too_unsurely_is_not_used(
    hass: HomeAssistant, make_entry: MakeEntry, learned: Any
) -> None:
    """Unknown is asked for."""
    await learned(UNSURE)
    assert figures_of(hass, make_entry, {CONF_POWER_ENTITY: PLUG}) == Figures()


async def test_words_know_no_energy(
    hass: HomeAssistant, make_entry: MakeEntry, learned: Any
) -> None:
    """A duration that was learned from words leaves the energy unknown."""
    await learned(WORDS)
    assert figures_of(hass, make_entry, {CONF_POWER_ENTITY: PLUG}) == Figures(
        duration=95, source=Source.HISTORY
    )


def test_without_anything_nothing_is_known(
    hass: HomeAssistant, make_entry: MakeEntry
) -> None:
    """And one figure alone is that figure."""
    assert figures_of(hass, make_entry, {}) == Figures()
    assert figures_of(hass, make_entry, {CONF_DURATION: 80}) == Figures(duration=80)


async def test_a_device_counts_before_history(
    hass: HomeAssistant, make_entry: MakeEntry, learned: Any
) -> None:
    """LG tells the length of the chosen programme before it runs."""
    await learned(LONG, SHORT)
    maker = MockConfigEntry(domain="lg_thinq")
    maker.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("lg_thinq", "w")}
    )
    for key, state in (("current_state", "initial"), ("total", "38")):
        entity = er.async_get(hass).async_get_or_create(
            "sensor", "lg_thinq", key, device_id=device.id, translation_key=key
        )
        hass.states.async_set(entity.entity_id, state, {"unit_of_measurement": "min"})
    form: dict[str, Any] = {CONF_DEVICE: device.id, CONF_POWER_ENTITY: PLUG}
    assert figures_of(hass, make_entry, form) == Figures(
        duration=38, energy=0.6, source=Source.HISTORY
    )
    assert figures_of(hass, make_entry, {**form, CONF_ENERGY: 0.7}) == Figures(
        duration=38, energy=0.7, source=Source.DEVICE
    )
    assert figures_of(hass, make_entry, {**form, CONF_DURATION: 50}).duration == 50


@pytest.mark.parametrize(
    ("form", "level", "duration", "energy"),
    [
        ({CONF_BATTERY_TARGET: 80, CONF_CHARGE_POWER: 7.2}, "35", 225, 27),
        ({CONF_CHARGE_POWER: 7.2}, "35", 325, 39),
        ({CONF_BATTERY_TARGET: "number.limit", CONF_CHARGE_POWER: 6}, "30", 360, 36),
        ({CONF_BATTERY_TARGET: "number.gone", CONF_CHARGE_POWER: 6}, "30", 420, 42),
        ({CONF_DURATION: 120, CONF_ENERGY: 14}, "50", 257, 30),
        ({CONF_DURATION: 120}, "50", 120, 30),
        ({}, "50", None, 30),
        ({CONF_BATTERY_TARGET: 80, CONF_CHARGE_POWER: 7}, "90", 0, 0),
    ],
)
def test_a_battery_takes_what_it_misses(
    hass: HomeAssistant,
    make_entry: MakeEntry,
    form: dict[str, Any],
    level: str,
    duration: int | None,
    energy: float,
) -> None:
    """To the typed target, the car's own limit, or the brim; at the known power."""
    hass.states.async_set("sensor.soc", level)
    hass.states.async_set("number.limit", "90")
    battery = {CONF_BATTERY_ENTITY: "sensor.soc", CONF_BATTERY_SIZE: 60}
    figures = figures_of(hass, make_entry, {**battery, **form})
    assert figures.duration == duration
    assert figures.energy == pytest.approx(energy)
    assert figures.source is Source.DEVICE


@pytest.mark.parametrize("level", ["unknown", "unavailable", "150"])
def test_a_battery_that_does_not_tell_leaves_the_form(
    hass: HomeAssistant, make_entry: MakeEntry, level: str
) -> None:
    """What was once typed for a charge holds then."""
    hass.states.async_set("sensor.soc", level)
    form = {
        CONF_BATTERY_ENTITY: "sensor.soc",
        CONF_BATTERY_SIZE: 60,
        CONF_DURATION: 120,
        CONF_ENERGY: 14,
    }
    assert figures_of(hass, make_entry, form) == Figures(duration=120, energy=14)


def test_a_profile_stands_above_all(hass: HomeAssistant, make_entry: MakeEntry) -> None:
    """A person who typed phases meant them."""
    hass.states.async_set("sensor.soc", "50")
    form = {
        CONF_PHASES: [{"minutes": 60, "power": 1}],
        CONF_BATTERY_ENTITY: "sensor.soc",
        CONF_BATTERY_SIZE: 60,
    }
    assert figures_of(hass, make_entry, form).energy == 1
