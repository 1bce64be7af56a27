"""What is placed already: running appliances and those whose own timer is set."""

from collections.abc import Mapping

from ..vocabulary import ApplianceState, ApplianceStatus as Status, Household
from .clock import RANGE, Clock
from .figures import Figures
from .problem import FixedLoad, Minute, Span

OVERDUE_MINUTES = 15
"""What is left of a run that should have ended already."""


def fixed_loads(
    clock: Clock, household: Household, figures: Mapping[str, Figures]
) -> tuple[FixedLoad, ...]:
    """Return the appliances that run or will by their own timer, by subentry id.

    Power is what is measured of a running one, else the mean of its figures,
    else nothing. An end that nobody knows is the end of the range; an
    appliance whose timer is set for an unknown time is left out.
    """
    loads = (
        _fixed(clock, appliance.id, household.state(appliance.id), figures)
        for appliance in household.appliances
    )
    return tuple(load for load in loads if load is not None)


def _fixed(
    clock: Clock, appliance: str, state: ApplianceState, figures: Mapping[str, Figures]
) -> FixedLoad | None:
    """Return one appliance as a fixed load, None when it is not placed."""
    known = figures.get(appliance)
    duration = known.duration if known else None
    power = known.power if known else 0.0
    if state.status is Status.RUNNING:
        span = Span(0, _running_until(clock, state, duration))
        measured = power if state.power is None else max(0.0, state.power)
        return FixedLoad(appliance, span, measured)
    if state.status is Status.DELAY_SET:
        timed = _timed(clock, state, duration)
        return FixedLoad(appliance, timed, power) if timed else None
    return None


def _running_until(
    clock: Clock, state: ApplianceState, duration: Minute | None
) -> Minute:
    """Return when a running appliance ends: as it says, else by its figures.

    An end in the past is stale; when there is no other, the run is overdue.
    """
    ends = [] if state.expected_end is None else [clock.ceil(state.expected_end)]
    if duration is not None and state.started_at is not None:
        ends.append(clock.ceil(state.started_at) + duration)
    if not ends:
        return RANGE if duration is None else duration
    return min(next((end for end in ends if end > 0), OVERDUE_MINUTES), RANGE)


def _timed(clock: Clock, state: ApplianceState, duration: Minute | None) -> Span | None:
    """Return the span of a run that a timer will start, None when nobody knows."""
    end = None if state.expected_end is None else clock.ceil(state.expected_end)
    if state.delayed_start is not None:
        start = max(0, clock.floor(state.delayed_start))
        if end is None or end <= start:
            end = RANGE if duration is None else start + duration
        return Span(start, min(end, RANGE)) if start < RANGE else None
    if end is None or end <= 0 or duration is None:
        return None
    return Span(max(0, end - duration), end)
