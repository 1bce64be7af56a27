"""Runs are found where a machine ran."""

import pytest

from custom_components.hushwatt.household.cycles.detection import (
    MINUTE,
    Cycle,
    find_cycles,
    standby,
    stretches_per_day,
)
from custom_components.hushwatt.household.cycles.trace import Trace, make_trace


def trace_of(*steps: tuple[float, float | None], minutes: float = 600) -> Trace:
    """Return a trace of minutes and kW, quiet before and after."""
    points = [(0.0, 0.002), *((m * MINUTE, power) for m, power in steps)]
    return make_trace(points, minutes * MINUTE)


def test_a_run_has_its_start_end_and_energy() -> None:
    """From where the power rises to where it falls; what is drawn anyway is not its own."""
    (cycle,) = find_cycles(trace_of((60, 1.0), (120, 0.002)), 600)
    assert cycle == Cycle(60 * MINUTE, 120 * MINUTE, pytest.approx(0.998))
    assert cycle.duration == 60


@pytest.mark.parametrize(("pause", "count"), [(9, 2), (11, 1)])
def test_a_pause_is_part_of_a_run_when_it_is_short_enough(
    pause: float, count: int
) -> None:
    """Ten minutes of soaking are one run or the gap between two."""
    trace = trace_of((60, 1.0), (90, 0.002), (100, 1.0), (130, 0.002))
    assert len(find_cycles(trace, pause * MINUTE)) == count


@pytest.mark.parametrize(
    "trace",
    [
        trace_of((60, 1.0), (69, 0.002)),
        trace_of((60, 0.05), (120, 0.002)),
        trace_of((60, 0.3), (60 + 17 * 60, 0.002), minutes=2000),
        trace_of((0, 1.0), (60, 0.002)),
        trace_of((540, 1.0)),
        trace_of((60, 1.0), (90, None), (100, 1.0), (130, 0.002)),
        trace_of((60, 1.0), (120, None)),
        trace_of((57, None), (60, 1.0), (120, 0.002)),
    ],
)
def test_what_is_too_small_too_long_or_half_measured_is_no_run(trace: Trace) -> None:
    """A kettle, a night light, a heater; what began or ended out of sight."""
    assert find_cycles(trace, 15 * MINUTE) == ()


def test_standby_is_what_is_drawn_most_quietly() -> None:
    """A machine whose display burns stands at more than nothing."""
    trace = trace_of((60, 1.0), (120, 0.002))
    assert standby(trace) == 0.002
    bright = make_trace([(0, 0.03), (6000, 1.0), (9600, 0.03)], 36000)
    assert standby(bright) == 0.03
    assert len(find_cycles(bright, 600)) == 1
    assert standby(make_trace([], 100)) == 0


def test_how_often_something_runs() -> None:
    """Stretches of five minutes count, however short the breaks between them."""
    trace = trace_of((60, 1.0), (120, 0.002), (123, 1.0), (130, 0.002), minutes=2880)
    assert stretches_per_day(trace) == pytest.approx(0.5)
    blinks = trace_of(*((m, 1.0 if m % 20 == 0 else 0.0) for m in range(60, 300, 10)))
    assert stretches_per_day(blinks) > 12
    assert stretches_per_day(make_trace([], 100)) == 0
