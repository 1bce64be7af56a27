"""Making a schedule better by moving a few loads at a time."""

from .groups import domains_of, group_of, hours, problem_of, unbroken
from custom_components.hushwatt.scheduling.group import Group, Runs, weigh
from custom_components.hushwatt.scheduling.looking import Best
from custom_components.hushwatt.scheduling.mending import mend
from custom_components.hushwatt.scheduling.parting import clashes
from custom_components.hushwatt.scheduling.problem import Span
from custom_components.hushwatt.scheduling.slots import Slots

MUCH = weigh(1 << 40)


def crowd(number: int) -> Group:
    """Return so many loads of 10 minutes of which two fit at once, ever dearer later."""
    loads = [unbroken(f"l{one}", 10, 1.0 + one / 10) for one in range(number)]
    prices = (3.0, 1.0, 2.0, 4.0, 1.0, 5.0, 2.0, 6.0)
    return group_of(problem_of(loads, hours(*prices), limit=3.0))


def in_a_row(group: Group) -> Best:
    """Return the loads one after the other, the best that is known so far."""
    runs: Runs = tuple((Span(10 * at, 10 * at + 10),) for at in range(group.unbroken))
    best = Best(group, MUCH)
    best.runs, best.ceiling = runs, group.weight(runs)
    return best


def test_a_poor_schedule_gets_better_and_keeps_the_limit() -> None:
    """Two at once in the cheap hours."""
    group = crowd(7)
    best = in_a_row(group)
    before = best.ceiling
    mend(Slots(group), best, domains_of(group), lambda _: False)
    assert best.ceiling < before
    assert best.runs is not None
    assert group.weight(best.runs) == best.ceiling
    assert not clashes(group, best.runs)


def test_few_loads_are_left_to_the_search() -> None:
    """They would all be free."""
    group = crowd(5)
    best = in_a_row(group)
    before = best.ceiling
    mend(Slots(group), best, domains_of(group), lambda _: False)
    assert best.ceiling == before


def test_it_stops_when_told_to() -> None:
    """Before anything is moved."""
    group = crowd(7)
    best = in_a_row(group)
    before = best.ceiling
    mend(Slots(group), best, domains_of(group), lambda _: True)
    assert best.ceiling == before


def test_without_a_schedule_there_is_nothing_to_mend() -> None:
    """It is for the search to find the first."""
    group = crowd(7)
    best = Best(group, MUCH)
    mend(Slots(group), best, domains_of(group), lambda _: False)
    assert best.runs is None
