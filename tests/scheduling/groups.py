"""Problems and groups for the tests of the solver's parts."""

from collections.abc import Sequence

from .small import ORIGIN
from custom_components.hushwatt.scheduling.costs import freedom_of
from custom_components.hushwatt.scheduling.group import Group
from custom_components.hushwatt.scheduling.preparing import prepare
from custom_components.hushwatt.scheduling.problem import (
    Load,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.scheduling.slots import Slots
from custom_components.hushwatt.scheduling.timeline import Timeline
from custom_components.hushwatt.scheduling.tolls import NO_TOLLS, Domains
from custom_components.hushwatt.scheduling.tree import Tree
from custom_components.hushwatt.vocabulary import Phase


def unbroken(
    load_id: str, minutes: int, power: float = 1.0, rules: tuple[Rule, ...] = ()
) -> Load:
    """Return a load of one phase."""
    return Load(id=load_id, phases=(Phase(minutes, power),), rules=rules)


def broken(load_id: str, minutes: int, power: float = 1.0, segment: int = 2) -> Load:
    """Return an interruptible load."""
    return Load(
        id=load_id, phases=(Phase(minutes, power),), interruptible=True, segment=segment
    )


def hours(
    *prices: float, length: int = 10, surplus: float = 0.0, feed_in: float = 0.0
) -> tuple[Window, ...]:
    """Return windows of equal length with these prices."""
    return tuple(
        Window(Span(at * length, (at + 1) * length), price, feed_in, surplus)
        for at, price in enumerate(prices)
    )


def problem_of(
    loads: Sequence[Load], windows: Sequence[Window], **more: object
) -> Problem:
    """Return a problem."""
    return Problem(
        **{"origin": ORIGIN, "loads": tuple(loads), "windows": tuple(windows), **more}  # type: ignore[arg-type]
    )


def group_of(problem: Problem) -> Group:
    """Return all loads of a problem as one group."""
    problem = prepare(problem)
    timeline = Timeline(problem)
    return Group(
        problem, timeline, [freedom_of(timeline, load) for load in problem.loads]
    )


def domains_of(group: Group) -> Domains:
    """Return all that the loads of a group may do."""
    return Domains(
        group.ranked, [(group.freedoms[index].minutes, 0) for index in group.broken]
    )


def tree_of(group: Group) -> Tree:
    """Return the tree of a group without tolls."""
    return Tree(Slots(group), NO_TOLLS, domains_of(group), None)
