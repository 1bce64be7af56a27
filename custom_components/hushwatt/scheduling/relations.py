"""What `after_load` and `not_with` demand, given what the other appliance does.

Both are ignored when the other is neither planned nor placed already: it is
idle, it has finished, nobody knows of it. Against one that is placed already
(it runs, or its timer is set) a demand is a rule on this load alone: start
after its expected end, do not run while it does, be done before the timer of
the one that is to come after. Against one that is planned
it couples the two. `not_with` holds both ways round.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..vocabulary import Constraint, ConstraintKind as Kind
from .clock import Clock
from .problem import Exclusion, FixedLoad, Order, Rule
from .rules import holds_today

type Demands = Mapping[str, Sequence[Constraint]]


@dataclass(frozen=True, kw_only=True)
class Relations:
    """Rules by load id against what is placed; orders and exclusions of loads."""

    rules: Mapping[str, tuple[Rule, ...]]
    orders: tuple[Order, ...]
    exclusions: tuple[Exclusion, ...]


def relations_of(
    clock: Clock, demands: Demands, loads: Sequence[str], fixed: Sequence[FixedLoad]
) -> Relations:
    """Return what the usable demands of appliances ask between loads.

    `demands` are by appliance id, of every appliance of the home; `loads` are
    the ids of those to be placed.
    """
    placed = {load.id: load for load in fixed}
    rules: dict[str, tuple[Rule, ...]] = dict.fromkeys(loads, ())
    orders: dict[tuple[str, str], Order] = {}
    exclusions: dict[frozenset[str], Exclusion] = {}
    for one, other, demand in _pairs(clock, demands):
        if one in rules and other in placed:
            rules[one] += (_against(demand, placed[other]),)
        elif one in placed and other in rules and demand.kind is Kind.AFTER_LOAD:
            rules[other] += _before(demand, placed[one])
        elif one in rules and other in rules and demand.kind is Kind.AFTER_LOAD:
            orders.setdefault((other, one), Order(other, one, demand))
        elif one in rules and other in rules:
            pair = frozenset({one, other})
            exclusions.setdefault(pair, Exclusion(one, other, demand))
    return Relations(
        rules=rules,
        orders=tuple(orders.values()),
        exclusions=tuple(exclusions.values()),
    )


def _pairs(clock: Clock, demands: Demands) -> Iterator[tuple[str, str, Constraint]]:
    """Yield who is held by whom, and why; `not_with` in both directions."""
    for appliance, held in demands.items():
        for demand in held:
            match demand:
                case Constraint(
                    kind=Kind.AFTER_LOAD | Kind.NOT_WITH as kind, other=str() as other
                ) if other != appliance and holds_today(clock, demand):
                    yield appliance, other, demand
                    if kind is Kind.NOT_WITH:
                        yield other, appliance, demand


def _against(demand: Constraint, placed: FixedLoad) -> Rule:
    """Return the rule of a demand against what is placed already."""
    if demand.kind is Kind.AFTER_LOAD:
        return Rule(constraint=demand, earliest_start=placed.span.end)
    return Rule(constraint=demand, quiet=(placed.span,))


def _before(demand: Constraint, placed: FixedLoad) -> tuple[Rule, ...]:
    """Return the rule of what comes before a set timer, none when it runs already."""
    if placed.span.start <= 0:
        return ()
    return (Rule(constraint=demand, latest_end=placed.span.start),)
