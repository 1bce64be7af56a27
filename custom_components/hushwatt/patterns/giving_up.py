"""What would be possible if a part of what clashes were given up; only ever said, never planned."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..scheduling.building import Case, build_case
from ..scheduling.problem import Infeasible
from ..scheduling.procedure import Filter
from ..vocabulary import Alternative, Constraint, ConstraintKind as Kind
from .answer import Answer, Impossible
from .local import answer_exactly

# What each filter of a procedure stands for; the limit of the house is never given up.
_KINDS: Final[Mapping[Filter, frozenset[Kind]]] = {
    Filter.ALLOWED_TIMES: frozenset(
        {
            Kind.NOT_RUNNING_AFTER,
            Kind.NOT_BEFORE,
            Kind.QUIET_WINDOW,
            Kind.ALLOWED_WINDOW,
            Kind.WEEKDAY_ONLY,
            Kind.WEEKDAY_NOT,
        }
    ),
    Filter.DEADLINE: frozenset({Kind.FINISH_BY}),
    Filter.RELATIONS: frozenset({Kind.AFTER_LOAD, Kind.NOT_WITH}),
}


def can_give_up(answer: Answer | Impossible) -> frozenset[Filter]:
    """Return what could be given up of what clashes; nothing when nothing clashes.

    Where there is a plan all the same, its deadline was given up for it already.
    """
    clash = _clash(answer)
    kinds = {one.kind for one in clash.conflicts} if clash else set()
    found = {one for one, stands_for in _KINDS.items() if kinds & stands_for}
    return frozenset(found - {Filter.DEADLINE} if isinstance(answer, Answer) else found)


def give_up(answer: Answer | Impossible, order: Sequence[Filter]) -> Alternative | None:
    """Return the first thing in an order that makes a clash possible when it is given up.

    None when nothing does, or when there is no clash. Blocking, for a worker thread.
    """
    clash, choice = _clash(answer), can_give_up(answer)
    if clash is None:
        return None
    for one in order:
        if one not in choice:
            continue
        without = [c for c in clash.conflicts if c.kind in _KINDS[one]]
        found = answer_exactly(_freed(answer.case, without))
        if isinstance(found, Impossible) or found.clash is not None:
            continue
        if spans := found.schedule.runs.get(clash.load):
            start = found.case.problem.at(spans[0].start)
            zone = found.case.household.timezone
            return Alternative(without=tuple(without), start=start.astimezone(zone))
    return None


def _clash(answer: Answer | Impossible) -> Infeasible | None:
    """Return what clashes in what was asked, None when nothing does."""
    return answer.infeasible if isinstance(answer, Impossible) else answer.clash


def _freed(case: Case, without: Sequence[Constraint]) -> Case:
    """Return what was asked as if some constraints had never been given."""
    home = case.household
    freed = replace(
        home,
        constraints=_less(home.constraints, without),
        appliances=tuple(
            replace(one, constraints=_less(one.constraints, without))
            for one in home.appliances
        ),
    )
    return build_case(freed, case.targets, _less(case.extra, without))


def _less(
    constraints: Sequence[Constraint], without: Sequence[Constraint]
) -> tuple[Constraint, ...]:
    """Return constraints less some of them."""
    return tuple(one for one in constraints if one not in without)
