"""What appliances demand of each other."""

from collections.abc import Sequence
from datetime import UTC, time

import pytest

from custom_components.hushwatt.scheduling.clock import Clock
from custom_components.hushwatt.scheduling.problem import (
    Exclusion,
    FixedLoad,
    Order,
    Rule,
    Span,
)
from custom_components.hushwatt.scheduling.relations import Relations, relations_of
from custom_components.hushwatt.vocabulary import Constraint, ConstraintKind as Kind
from tests.scheduling.homes import BERLIN, REFERENCE_NOW, demand

CLOCK = Clock(REFERENCE_NOW.astimezone(UTC), BERLIN, time(7))
AFTER = demand(Kind.AFTER_LOAD, "dryer", other="washer")
APART = demand(Kind.NOT_WITH, "dryer", other="washer")


def relations(
    demands: dict[str, Sequence[Constraint]],
    loads: Sequence[str] = ("washer", "dryer"),
    fixed: Sequence[FixedLoad] = (),
) -> Relations:
    """Return the relations of a washer and a dryer."""
    return relations_of(CLOCK, demands, loads, fixed)


def test_two_that_wait_are_coupled() -> None:
    """An order has a first and a then, an exclusion two that are equal."""
    ordered = relations({"dryer": [AFTER], "washer": []})
    assert ordered.orders == (Order("washer", "dryer", AFTER),)
    assert ordered.exclusions == ()
    apart = relations({"dryer": [APART], "washer": []})
    assert apart.orders == ()
    assert apart.exclusions == (Exclusion("dryer", "washer", APART),)
    assert apart.rules == {"washer": (), "dryer": ()}


def test_each_pair_is_coupled_once() -> None:
    """Saying it twice, or from both sides, is saying it once."""
    back = demand(Kind.NOT_WITH, "washer", other="dryer")
    twice = relations({"dryer": [APART, AFTER, AFTER], "washer": [back]})
    assert len(twice.orders) == len(twice.exclusions) == 1


def test_order_of_each_other_is_kept_as_it_is() -> None:
    """The solver is to say that it cannot be."""
    back = demand(Kind.AFTER_LOAD, "washer", other="dryer")
    circle = relations({"dryer": [AFTER], "washer": [back]})
    assert circle.orders == (
        Order("washer", "dryer", AFTER),
        Order("dryer", "washer", back),
    )


@pytest.mark.parametrize("kind", [Kind.AFTER_LOAD, Kind.NOT_WITH])
@pytest.mark.parametrize("other", ["washer", "gone", "dryer"])
def test_other_that_does_not_wait_is_ignored(kind: Kind, other: str) -> None:
    """Idle, finished, removed, or the appliance itself."""
    found = relations({"dryer": [demand(kind, "dryer", other=other)]}, ["dryer"])
    assert found == Relations(rules={"dryer": ()}, orders=(), exclusions=())


def test_running_other_is_waited_for() -> None:
    """Until its expected end."""
    running = FixedLoad("washer", Span(0, 40), 2.0)
    found = relations({"dryer": [AFTER, APART]}, ["dryer"], [running])
    assert found.rules["dryer"] == (
        Rule(constraint=AFTER, earliest_start=40),
        Rule(constraint=APART, quiet=(Span(0, 40),)),
    )
    assert not found.orders
    assert not found.exclusions


def test_running_one_keeps_the_other_away() -> None:
    """`not_with` holds both ways round, `after_load` does not."""
    running = FixedLoad("dryer", Span(0, 40), 2.0)
    found = relations({"dryer": [AFTER, APART]}, ["washer"], [running])
    assert found.rules["washer"] == (Rule(constraint=APART, quiet=(Span(0, 40),)),)


def test_set_timer_of_the_second_is_the_deadline_of_the_first() -> None:
    """What the dryer waits for must be done when its timer starts it."""
    timed = FixedLoad("dryer", Span(300, 400), 2.0)
    found = relations({"dryer": [AFTER]}, ["washer"], [timed])
    assert found.rules["washer"] == (Rule(constraint=AFTER, latest_end=300),)


def test_two_that_are_placed_are_left_alone() -> None:
    """Nothing can be done about them."""
    placed = [
        FixedLoad("washer", Span(0, 40), 2.0),
        FixedLoad("dryer", Span(0, 9), 1.0),
    ]
    found = relations({"dryer": [AFTER, APART]}, ["ev"], placed)
    assert found == Relations(rules={"ev": ()}, orders=(), exclusions=())


def test_demand_of_another_day_does_not_hold() -> None:
    """Not with the washer on Saturdays, and it is Wednesday."""
    saturday = demand(Kind.NOT_WITH, "dryer", other="washer", weekdays=frozenset({5}))
    assert relations({"dryer": [saturday]}).exclusions == ()
