"""How far ahead loads are planned."""

from custom_components.hushwatt.scheduling.clock import RANGE
from custom_components.hushwatt.scheduling.horizon import latest_end, with_horizons
from custom_components.hushwatt.scheduling.problem import Load, Order, Rule, Span
from custom_components.hushwatt.vocabulary import ConstraintKind, Phase
from tests.scheduling.homes import demand

DAY = 24 * 60


def load(
    *rules: Rule, minutes: int = 90, name: str = "one", interruptible: bool = False
) -> Load:
    """Return a load with rules."""
    return Load(
        id=name,
        phases=(Phase(minutes, 1.0),),
        rules=rules,
        interruptible=interruptible,
    )


def horizon(one: Load) -> int | None:
    """Return the latest end that nobody demanded."""
    (limited,) = with_horizons([one], [])
    assert limited.rules[0].constraint is None
    return limited.rules[0].latest_end


def test_horizon_is_a_day_from_now() -> None:
    """When nothing is forbidden."""
    assert horizon(load()) == DAY


def test_horizon_is_a_day_from_the_earliest_start() -> None:
    """Whatever forbids to start before."""
    assert horizon(load(Rule(earliest_start=300))) == 300 + DAY
    assert horizon(load(Rule(no_start=(Span(0, 200), Span(200, 500))))) == 500 + DAY
    assert horizon(load(Rule(no_start=(Span(10, 200),)))) == DAY
    # A run of 90 minutes does not fit before the quiet time, one of 60 does.
    quiet = Rule(quiet=(Span(80, 400),))
    assert horizon(load(quiet)) == 400 + DAY
    assert horizon(load(quiet, minutes=60)) == DAY
    assert horizon(load(quiet, interruptible=True)) == DAY


def test_run_longer_than_a_day_has_its_own_length() -> None:
    """A day would make it impossible without anybody's demand."""
    assert horizon(load(minutes=30 * 60)) == 30 * 60


def test_load_that_can_never_start_is_looked_at_for_a_day() -> None:
    """It is for the solver to say what clashes."""
    assert horizon(load(Rule(quiet=(Span(0, RANGE),)))) == DAY


def test_load_that_follows_starts_its_day_later() -> None:
    """A chain is settled whatever the order it is given in."""
    loads = [load(name="c"), load(name="b"), load(Rule(earliest_start=60), name="a")]
    orders = [Order("b", "c"), Order("a", "b")]
    ends = {one.id: latest_end(one) for one in with_horizons(loads, orders)}
    assert ends == {"a": 60 + DAY, "b": 150 + DAY, "c": 240 + DAY}


def test_circle_of_orders_comes_to_an_end() -> None:
    """It is for the solver to say that it cannot be."""
    loads = [load(name="a"), load(name="b")]
    limited = with_horizons(loads, [Order("a", "b"), Order("b", "a")])
    assert all(DAY <= latest_end(one) <= RANGE + DAY for one in limited)


def test_rules_lose_what_lies_beyond() -> None:
    """What forbids nothing within the horizon is left out, whoever said it."""
    tonight = Rule(quiet=(Span(300, 400), Span(300 + DAY, 400 + DAY)))
    never = Rule(
        constraint=demand(ConstraintKind.WEEKDAY_NOT), no_start=(Span(DAY, 2 * DAY),)
    )
    deadline = Rule(latest_end=700)
    (limited,) = with_horizons([load(tonight, never, deadline)], [])
    assert limited.rules == (
        Rule(latest_end=DAY),
        Rule(quiet=(Span(300, 400),)),
        deadline,
    )
    assert latest_end(limited) == 700
