"""Making a problem ready to be solved: nonsense refused, fixed couplings settled."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isfinite

from ..vocabulary import Constraint
from .problem import Load, Problem, Rule, Span


def prepare(problem: Problem) -> Problem:
    """Return the problem with its couplings to fixed loads turned into rules.

    Raises ValueError for a problem that means nothing: loads without minutes,
    numbers that are none, windows out of order, unknown or repeated ids.
    """
    for fault in _faults(problem):
        raise ValueError(fault)
    return _settle(problem)


def _faults(problem: Problem) -> Iterator[str]:
    """Return what makes the problem meaningless, in anonymous words."""
    yield from _load_faults(problem)
    numbers = [0.0 if problem.limit is None else problem.limit]
    numbers += [load.power for load in problem.fixed]
    if not all(map(isfinite, numbers)) or any(load.power < 0 for load in problem.fixed):
        yield "a limit or a fixed load is not a power"
    known = {load.id for load in problem.loads} | {load.id for load in problem.fixed}
    pairs = [(order.first, order.then) for order in problem.orders]
    pairs += [(exclusion.one, exclusion.other) for exclusion in problem.exclusions]
    for pair in pairs:
        if not known.issuperset(pair) or pair[0] == pair[1]:
            yield f"a coupling of {pair[0]} and {pair[1]}, which are not two loads"


def _load_faults(problem: Problem) -> Iterator[str]:
    """Return what is meaningless in the loads."""
    ids = [load.id for load in problem.loads] + [load.id for load in problem.fixed]
    if len(set(ids)) != len(ids):
        yield "two loads have the same id"
    for load in problem.loads:
        if not load.phases or any(phase.minutes < 1 for phase in load.phases):
            yield f"load {load.id} has a phase without minutes"
        if not all(isfinite(phase.power) and phase.power >= 0 for phase in load.phases):
            yield f"load {load.id} has a phase without a power"
        if load.interruptible and (len(load.phases) != 1 or load.segment < 1):
            yield f"interruptible load {load.id} needs one phase and a segment"


def _settle(problem: Problem) -> Problem:
    """Turn orders and exclusions with fixed loads into rules of the loads."""
    fixed = {load.id: load.span for load in problem.fixed}
    orders = [o for o in problem.orders if o.first in fixed or o.then in fixed]
    exclusions = [e for e in problem.exclusions if e.one in fixed or e.other in fixed]
    if not orders and not exclusions:
        return problem
    rules: dict[str, list[Rule]] = {load.id: [] for load in problem.loads}
    for order in orders:
        if order.then in rules:
            rule = Rule(
                constraint=order.constraint, earliest_start=fixed[order.first].end
            )
            rules[order.then].append(rule)
        elif order.first in rules:
            rule = Rule(constraint=order.constraint, latest_end=fixed[order.then].start)
            rules[order.first].append(rule)
    for exclusion in exclusions:
        for one, other in (
            (exclusion.one, exclusion.other),
            (exclusion.other, exclusion.one),
        ):
            if one in rules:
                rules[one].append(_quiet(exclusion.constraint, fixed[other]))
    return replace(
        problem,
        loads=tuple(_with_rules(load, rules[load.id]) for load in problem.loads),
        orders=tuple(order for order in problem.orders if order not in orders),
        exclusions=tuple(e for e in problem.exclusions if e not in exclusions),
    )


def _quiet(constraint: Constraint | None, span: Span) -> Rule:
    """Return the rule that a load does not run while a fixed load does."""
    return Rule(constraint=constraint, quiet=(span,))


def _with_rules(load: Load, rules: Iterable[Rule]) -> Load:
    """Return a load with further rules."""
    return replace(load, rules=(*load.rules, *rules))
