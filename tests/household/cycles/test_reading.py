"""Programmes are learned from what the recorder of core really keeps."""

from datetime import UTC, datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from homeassistant.components.recorder import Recorder, get_instance
from homeassistant.components.recorder.db_schema import StatisticsShortTerm
from homeassistant.components.recorder.models import (
    StatisticData,
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.core import HomeAssistant

from custom_components.hushwatt.household.adapters.view import EntityView
from custom_components.hushwatt.household.cycles.bins import BIN
from custom_components.hushwatt.household.cycles.programmes import learn
from custom_components.hushwatt.household.cycles.reading import (
    async_learn_durations,
    async_learn_from_energy,
    async_learn_from_power,
)
from custom_components.hushwatt.household.cycles.trace import Step, Trace
from custom_components.hushwatt.household.views import view_entity
from evals.cycles.synthesis import DAY, DISHWASHER, WASHER, Machine, days_of_runs

NOW = datetime(2026, 6, 10, tzinfo=UTC)
DAYS = 4
START = NOW.timestamp() - DAYS * DAY
PLUG = "sensor.plug"


@pytest.fixture
async def home(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> HomeAssistant:
    """Return a home with a recorder."""
    freezer.move_to(NOW)
    return hass


def view_of(hass: HomeAssistant, entity_id: str) -> EntityView:
    """Return an entity that has a state."""
    view = view_entity(hass, entity_id)
    assert view is not None
    return view


async def record_states(
    hass: HomeAssistant, trace: Trace, unit: str = "W", factor: float = 1000
) -> None:
    """Have the recorder see each change of a power."""
    for start, _, power in trace.spans():
        value = "unavailable" if power is None else f"{power * factor:.4f}"
        attributes = {"unit_of_measurement": unit, "device_class": "power"}
        hass.states.async_set(PLUG, value, attributes, timestamp=START + start)
    await async_wait_recording_done(hass)


async def import_statistics(
    hass: HomeAssistant,
    rows: list[StatisticData],
    *,
    meter: bool = False,
    entity_id: str = PLUG,
) -> None:
    """Have the recorder keep five-minute statistics."""
    metadata = StatisticMetaData(
        mean_type=StatisticMeanType.NONE if meter else StatisticMeanType.ARITHMETIC,
        has_sum=meter,
        name=None,
        source="recorder",
        statistic_id=entity_id,
        unit_class="energy" if meter else "power",
        unit_of_measurement="Wh" if meter else "W",
    )
    get_instance(hass).async_import_statistics(metadata, rows, StatisticsShortTerm)
    await async_wait_recording_done(hass)


def mean_rows(trace: Trace) -> list[StatisticData]:
    """Return what the recorder makes of every five minutes, in watts."""
    rows = []
    for n in range(int(trace.end // BIN)):
        within = [power * 1000 for _, power in trace.between(n * BIN, (n + 1) * BIN)]
        rows.append(
            StatisticData(
                start=datetime.fromtimestamp(START + n * BIN, UTC),
                mean=trace.mean(n * BIN, (n + 1) * BIN) * 1000,
                min=min(within),
                max=max(within),
            )
        )
    return rows


def sum_rows(trace: Trace) -> list[StatisticData]:
    """Return what a meter counted, in watt hours."""
    rows = []
    total = 0.0
    for n in range(int(trace.end // BIN)):
        total += trace.energy(n * BIN, (n + 1) * BIN) * 1000
        start = datetime.fromtimestamp(START + n * BIN, UTC)
        rows.append(StatisticData(start=start, state=total, sum=total))
    return rows


def is_right(programmes: Any, machine: Machine) -> bool:
    """Tell whether the most frequent programme is the machine's, within 5 %."""
    return bool(
        programmes
        and programmes[0].duration == pytest.approx(machine.minutes, rel=0.05)
        and programmes[0].energy == pytest.approx(machine.energy, rel=0.05)
    )


@pytest.mark.parametrize(("unit", "factor"), [("W", 1000), ("kW", 1)])
async def test_states_alone_are_enough(
    home: HomeAssistant, unit: str, factor: float
) -> None:
    """A plug without statistics, in its own unit."""
    trace = days_of_runs([DISHWASHER], DAYS, 1, noise=0, flicker=0)
    await record_states(home, trace, unit, factor)
    assert is_right(await async_learn_from_power(home, PLUG), DISHWASHER)


async def test_runs_in_which_the_plug_was_lost_teach_nothing(
    home: HomeAssistant,
) -> None:
    """What it was silent about is not taken for rest, nor the run for a shorter one."""
    whole = days_of_runs([DISHWASHER], DAYS, 1, noise=0, flicker=0)
    lost = 0
    steps = []
    for step in whole.steps:
        if step.power is not None and step.power > 1 and step.start < DAY:
            step, lost = Step(step.start, None), lost + 1
        steps.append(step)
    assert lost
    await record_states(home, Trace(tuple(steps), whole.end))
    assert is_right(await async_learn_from_power(home, PLUG), DISHWASHER)


@pytest.mark.parametrize("machine", [DISHWASHER, WASHER])
async def test_statistics_say_where_and_states_say_how(
    home: HomeAssistant, machine: Machine
) -> None:
    """Statistics alone are enough; with the states they are as good as those."""
    trace = days_of_runs([machine], DAYS, 3, noise=0, flicker=0)
    home.states.async_set(PLUG, "1", {"unit_of_measurement": "W"})
    await import_statistics(home, mean_rows(trace))
    assert is_right(await async_learn_from_power(home, PLUG), machine)
    await record_states(home, trace)
    both = await async_learn_from_power(home, PLUG)
    assert is_right(both, machine)
    assert both == learn(trace)


async def test_a_meter_is_enough(home: HomeAssistant) -> None:
    """What was counted every five minutes, in watt hours."""
    trace = days_of_runs([WASHER], DAYS, 4)
    await import_statistics(home, sum_rows(trace), meter=True)
    assert is_right(await async_learn_from_energy(home, PLUG), WASHER)


async def test_words_tell_durations(home: HomeAssistant) -> None:
    """And nothing of energy."""
    for day in range(DAYS):
        for minutes, word in ((600, "washing"), (640, "rinsing"), (695, "done")):
            moment = START + day * DAY + minutes * 60
            home.states.async_set("sensor.state", word, {}, timestamp=moment)
    moment = START + 2 * DAY
    home.states.async_set("sensor.state", "unavailable", {}, timestamp=moment)
    home.states.async_set("sensor.state", "off", {}, timestamp=moment + 600)
    await async_wait_recording_done(home)
    (programme,) = await async_learn_durations(home, view_of(home, "sensor.state"))
    assert programme.duration == 95
    assert (programme.energy, programme.phases) == (0, ())


async def test_an_empty_past_teaches_nothing(home: HomeAssistant) -> None:
    """Nor does an entity that is not there, or measures something else."""
    assert await async_learn_from_power(home, PLUG) == ()
    home.states.async_set(PLUG, "20", {"unit_of_measurement": "°C"})
    assert await async_learn_from_power(home, PLUG) == ()
    home.states.async_set(PLUG, "20", {"unit_of_measurement": "W"})
    assert await async_learn_from_power(home, PLUG) == ()
    assert await async_learn_from_energy(home, PLUG) == ()
    assert await async_learn_durations(home, view_of(home, PLUG)) == ()


async def test_without_a_recorder_nothing_is_learned(hass: HomeAssistant) -> None:
    """A home can do without one."""
    hass.states.async_set(PLUG, "20", {"unit_of_measurement": "W"})
    assert await async_learn_from_power(hass, PLUG) == ()
    assert await async_learn_from_energy(hass, PLUG) == ()
    assert await async_learn_durations(hass, view_of(hass, PLUG)) == ()
