"""Why no schedule exists: a smallest set of demands that already clash."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..vocabulary import Constraint
from .placing import Impossible, place_all
from .problem import Infeasible, Load, Problem, Span, Window

# How often a search for any schedule at all may look at a node.
_PATIENCE = 200
_BEYOND = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class _Demand:
    """What can be left out of a problem: a constraint, the limit, or the end of prices."""

    constraint: Constraint | None = None
    limit: bool = False
    prices: bool = False


def explain(
    problem: Problem, loads: Sequence[str], is_over: Callable[[], bool]
) -> Infeasible:
    """Return a smallest set of clashing demands of a prepared problem without a schedule.

    `loads` are known not to fit together. Demands and loads are left out one by
    one for as long as what remains stays impossible. What is not known to be
    left out safely, after enough looks or when it `is_over`, stays in the set.
    """
    problem = _reduced(_priceless(_only(problem, loads)), is_over)
    demands = [_Demand(prices=True)]
    if problem.limit is not None:
        demands.append(_Demand(limit=True))
    demands += [
        _Demand(constraint) for constraint in dict.fromkeys(_constraints(problem))
    ]
    needed: list[_Demand] = []
    for demand in demands:
        without = _without(problem, demand)
        if _impossible(without, is_over):
            problem = without
        else:
            needed.append(demand)
    return Infeasible(
        load=problem.loads[0].id,
        conflicts=tuple(d.constraint for d in needed if d.constraint is not None),
        limit=any(demand.limit for demand in needed),
        prices=any(demand.prices for demand in needed),
    )


def _reduced(problem: Problem, is_over: Callable[[], bool]) -> Problem:
    """Leave out loads for as long as the rest stays impossible."""
    for load in problem.loads:
        rest = [other.id for other in problem.loads if other.id != load.id]
        if rest and _impossible(fewer := _only(problem, rest), is_over):
            problem = fewer
    return problem


def _impossible(problem: Problem, is_over: Callable[[], bool]) -> bool:
    """Return whether it is certain that no schedule exists."""
    if is_over():
        return False
    looked = 0

    def stop(found: bool) -> bool:
        nonlocal looked
        looked += 1
        return found or looked > _PATIENCE or is_over()

    placed = place_all(problem, stop)
    return isinstance(placed, Impossible) and placed.complete


def _constraints(problem: Problem) -> Iterator[Constraint]:
    """Return the constraints of a problem, in its order, with repetitions."""
    demanded = [rule.constraint for load in problem.loads for rule in load.rules]
    demanded += [order.constraint for order in problem.orders]
    demanded += [exclusion.constraint for exclusion in problem.exclusions]
    yield from (constraint for constraint in demanded if constraint is not None)


def _only(problem: Problem, ids: Sequence[str]) -> Problem:
    """Return the problem with only some of its loads."""
    kept = set(ids)
    return replace(
        problem,
        loads=tuple(load for load in problem.loads if load.id in kept),
        orders=tuple(o for o in problem.orders if kept.issuperset((o.first, o.then))),
        exclusions=tuple(
            e for e in problem.exclusions if kept.issuperset((e.one, e.other))
        ),
    )


def _priceless(problem: Problem) -> Problem:
    """Return the problem with nothing to choose by cost: any schedule is a best one."""
    return replace(problem, windows=tuple(Window(w.span, 0.0) for w in problem.windows))


def _without(problem: Problem, demand: _Demand) -> Problem:
    """Return the problem with one demand left out."""
    if demand.limit:
        return replace(problem, limit=None)
    if demand.prices:
        return replace(problem, windows=(Window(Span(0, _far(problem)), 0.0),))
    constraint = demand.constraint
    return replace(
        problem,
        loads=tuple(_without_rules(load, constraint) for load in problem.loads),
        orders=tuple(
            order for order in problem.orders if order.constraint != constraint
        ),
        exclusions=tuple(e for e in problem.exclusions if e.constraint != constraint),
    )


def _without_rules(load: Load, constraint: Constraint | None) -> Load:
    """Return the load without the rules of a constraint."""
    return replace(
        load, rules=tuple(r for r in load.rules if r.constraint != constraint)
    )


def _far(problem: Problem) -> int:
    """Return a minute by which every load could have run, whatever it waits for."""
    known = [window.span.end for window in problem.windows]
    known += [load.span.end for load in problem.fixed]
    for load in problem.loads:
        for rule in load.rules:
            known += [span.end for span in (*rule.quiet, *rule.no_start)]
            known.append(rule.earliest_start or 0)
    return (
        max(known, default=0) + sum(load.duration for load in problem.loads) + _BEYOND
    )
