"""How far ahead each load is planned.

A load's horizon is the earliest of the end of known prices, its deadline, and
24 hours from its earliest start (or its own length, when that is longer).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .clock import RANGE, clip
from .problem import Load, Minute, Order, Rule, Span

HORIZON_MINUTES = 24 * 60


def with_horizons(loads: Sequence[Load], orders: Sequence[Order]) -> tuple[Load, ...]:
    """Return loads with a rule that ends them 24 hours from their earliest start.

    Other rules lose what lies beyond it, and are left out when nothing is left.
    """
    starts = _first_starts(loads, orders)
    return tuple(_until(load, starts[load.id]) for load in loads)


def latest_end(load: Load) -> Minute:
    """Return the latest end that the rules of a load with a horizon allow."""
    return min(rule.latest_end for rule in load.rules if rule.latest_end is not None)


def _until(load: Load, first: Minute) -> Load:
    """Return a load with its horizon, its rules cut at it."""
    horizon = first + max(HORIZON_MINUTES, load.duration)
    ahead = Span(0, horizon)
    rules = (
        replace(
            rule, quiet=clip(rule.quiet, ahead), no_start=clip(rule.no_start, ahead)
        )
        for rule in load.rules
    )
    kept = (rule for rule in rules if rule != Rule(constraint=rule.constraint))
    return replace(load, rules=(Rule(latest_end=horizon), *kept))


def _first_starts(
    loads: Sequence[Load], orders: Sequence[Order]
) -> Mapping[str, Minute]:
    """Return the first minute at which each load's rules and orders let it start."""
    starts = {load.id: _first_start(load, 0) for load in loads}
    by_id = {load.id: load for load in loads}
    # A chain of n loads is settled after n rounds; a circle never is.
    for _ in loads:
        for order in orders:
            ended = starts[order.first] + by_id[order.first].duration
            if starts[order.then] < ended <= RANGE:
                starts[order.then] = _first_start(by_id[order.then], ended)
    return starts


def _first_start(load: Load, after: Minute) -> Minute:
    """Return the first start that the rules allow, `after` when there is none."""
    earliest = [rule.earliest_start or 0 for rule in load.rules]
    soonest = max(after, *earliest, 0)
    forbidden = [span for rule in load.rules for span in (*rule.quiet, *rule.no_start)]
    ends = sorted({span.end for span in forbidden if span.end > soonest})
    starts = (minute for minute in (soonest, *ends) if _may_start(load, minute))
    return next(starts, soonest)


def _may_start(load: Load, minute: Minute) -> bool:
    """Return whether the rules let a run, or its first segment, begin at a minute."""
    length = min(load.segment, load.duration) if load.interruptible else load.duration
    run = Span(minute, minute + length)
    started = Span(minute, minute + 1)
    return run.end <= RANGE and not any(
        clip(rule.quiet, run) or clip(rule.no_start, started) for rule in load.rules
    )
