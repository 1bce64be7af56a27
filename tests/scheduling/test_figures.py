"""Which figure wins, and what a cycle looks like then."""

from datetime import UTC, datetime, time
from math import inf
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.hushwatt.scheduling.clock import RANGE, Clock
from custom_components.hushwatt.scheduling.figures import (
    Figures,
    MissingFigures,
    figures_of,
)
from custom_components.hushwatt.vocabulary import (
    Appliance,
    Constraint,
    ConstraintKind as Kind,
    Phase,
    Source,
)
from tests.scheduling.homes import BERLIN, demand

WEDNESDAY = Clock(datetime(2026, 10, 14, 16, 30, tzinfo=UTC), BERLIN, time(7))
PROFILE = (Phase(20, 2.0), Phase(60, 0.1), Phase(40, 2.0))


def cycle(*constraints: Constraint, **fields: Any) -> Figures | MissingFigures:
    """Return the figures of a dishwasher."""
    facts: dict[str, Any] = {"duration": 90, "energy": 1.2}
    appliance = Appliance(id="dishwasher", name="Dishwasher", **facts | fields)
    return figures_of(WEDNESDAY, appliance, constraints)


def duration(minutes: float, **fields: Any) -> Constraint:
    """Return a demanded duration."""
    return demand(Kind.DURATION, amount=minutes, **fields)


def energy(amount: float, **fields: Any) -> Constraint:
    """Return a demanded energy."""
    return demand(Kind.ENERGY, amount=amount, **fields)


def known(figures: Figures | MissingFigures) -> tuple[int, float]:
    """Return duration (minutes) and energy (kWh) of known figures."""
    assert isinstance(figures, Figures)
    return figures.duration, round(figures.power * figures.duration / 60, 9)


def test_even_power_without_a_profile() -> None:
    """1.2 kWh in 90 minutes are 0.8 kW."""
    assert cycle() == Figures("dishwasher", (Phase(90, 1.2 * 60 / 90),))


def test_figures_rank_question_note_form_device_history() -> None:
    """Each is beaten by all before it, whatever the order they come in."""
    for source, weaker in (
        (Source.FORM, Source.DEVICE),
        (Source.DEVICE, Source.HISTORY),
        (Source.NOTE, Source.FORM),
        (Source.QUESTION, Source.NOTE),
    ):
        assert known(cycle(duration(60, source=source), figure_source=weaker))[0] == 60
        assert known(cycle(duration(60, source=weaker), figure_source=source))[0] == 90
        both = (duration(60, source=source), duration(30, source=weaker))
        assert known(cycle(*both, duration=None))[0] == 60
        assert known(cycle(*reversed(both), duration=None))[0] == 60


def test_of_two_notes_the_later_counts() -> None:
    """They are in the order in which they were written."""
    assert known(cycle(duration(60), duration(70))) == (70, 1.2)


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"duration": None}, (True, False)),
        ({"energy": None}, (False, True)),
        ({"duration": None, "energy": None}, (True, True)),
        ({"duration": 0}, (True, False)),
        ({"duration": -5}, (True, False)),
        ({"duration": RANGE + 1}, (True, False)),
        ({"energy": -0.1}, (False, True)),
        ({"energy": inf}, (False, True)),
        ({"energy": 1e300}, (False, True)),
    ],
)
def test_what_nobody_knows_is_named(
    fields: dict[str, Any], lacks: tuple[bool, bool]
) -> None:
    """A figure that makes no sense is as good as none."""
    assert cycle(**fields) == MissingFigures("dishwasher", *lacks)


def test_note_fills_in_what_the_form_lacks() -> None:
    """A note may be all that is known."""
    figures = cycle(duration(45), energy(0.9), duration=None, energy=None)
    assert known(figures) == (45, 0.9)


def test_cycle_without_energy_can_be_planned() -> None:
    """Nothing is a figure too."""
    assert known(cycle(energy=0.0)) == (90, 0.0)


def test_profile_gives_what_is_missing() -> None:
    """Its minutes and its energy are the cycle's, when nothing else is said."""
    figures = cycle(duration=None, energy=None, phases=PROFILE)
    assert figures == Figures("dishwasher", PROFILE)
    assert known(figures) == (120, 2.1)


def test_profile_keeps_its_shape_when_the_energy_is_another() -> None:
    """Half the energy is half the power in every phase."""
    figures = cycle(energy(1.05), duration=120, energy=2.1, phases=PROFILE)
    assert isinstance(figures, Figures)
    assert [phase.minutes for phase in figures.phases] == [20, 60, 40]
    powers = [phase.power for phase in figures.phases]
    assert powers == pytest.approx([1.0, 0.05, 1.0])


@pytest.mark.parametrize(
    "fields",
    [
        {"phases": PROFILE, "duration": 100, "energy": 2.1},
        {"phases": (Phase(0, 1.0), Phase(100, 1.0)), "duration": 100, "energy": 2.1},
        {"phases": (Phase(100, -1.0),), "duration": 100, "energy": 2.1},
        {"phases": (Phase(100, inf),), "duration": 100, "energy": 2.1},
        {"phases": (Phase(100, 0.0),), "duration": 100, "energy": 2.1},
        {
            "phases": (Phase(100, 9.0),),
            "duration": 100,
            "energy": 2.1,
            "interruptible": True,
        },
    ],
)
def test_profile_that_does_not_fit_is_given_up(fields: dict[str, Any]) -> None:
    """Even power then; what may be interrupted has no profile at all."""
    figures = cycle(**fields)
    assert isinstance(figures, Figures)
    assert figures.phases == (Phase(100, 2.1 * 60 / 100),)


@pytest.mark.parametrize(
    ("demands", "expected"),
    [
        ((energy(7.0),), (60, 7.0)),
        ((energy(7.01),), (61, 7.01)),
        ((energy(0.01),), (1, 0.01)),
        ((duration(180),), (180, 14.0)),
        ((energy(7.0), duration(180)), (180, 7.0)),
    ],
)
def test_what_charges_keeps_its_power(
    demands: tuple[Constraint, ...], expected: tuple[int, float]
) -> None:
    """Half the energy of 14 kWh takes half of the two hours."""
    figures = cycle(*demands, duration=120, energy=14.0, interruptible=True)
    assert known(figures) == expected


def test_what_charges_without_known_energy_keeps_its_duration() -> None:
    """There is no power to keep."""
    figures = cycle(energy(7.0), duration=120, energy=None, interruptible=True)
    assert known(figures) == (120, 7.0)


def test_absurd_energy_does_not_make_a_run_without_end() -> None:
    """A charging run stays within what can be planned."""
    figures = cycle(energy(9999.0), duration=120, energy=1e-9, interruptible=True)
    assert known(figures)[0] == RANGE


def test_a_part_of_a_minute_is_a_minute() -> None:
    """What takes 90.2 minutes is over after 91."""
    assert known(cycle(duration(90.2)))[0] == 91
    assert known(cycle(duration(90.0000000001)))[0] == 90
    assert known(cycle(duration(1e-9)))[0] == 1


def test_figure_counts_when_it_holds_today() -> None:
    """A longer programme on Saturdays is not Wednesday's."""
    assert known(cycle(duration(180, weekdays=frozenset({5}))))[0] == 90
    assert known(cycle(duration(180, weekdays=frozenset({2}))))[0] == 180
    expired = duration(180, active_until=datetime(2026, 10, 14, tzinfo=BERLIN))
    assert known(cycle(expired))[0] == 90


@given(
    st.integers(1, RANGE),
    st.floats(0, 1000),
    st.lists(st.builds(Phase, st.integers(1, 90), st.floats(0, 20)), max_size=4),
    st.booleans(),
)
def test_phases_add_up_to_the_figures(
    minutes: int, total: float, profile: list[Phase], interruptible: bool
) -> None:
    """Whatever the profile, the cycle takes its minutes and its energy."""
    figures = cycle(
        duration=minutes,
        energy=total,
        phases=tuple(profile),
        interruptible=interruptible,
    )
    assert isinstance(figures, Figures)
    assert figures.duration == minutes
    used = sum(phase.minutes * phase.power for phase in figures.phases) / 60
    assert used == pytest.approx(total, abs=2e-6)
