"""What a sentence says as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from ...vocabulary import Constraint, ConstraintKind as Kind, NoteQuestion
from ..text import surface
from .clauses import BINDING, VERBS, Clause, weighty
from .deciding import decide
from .grouping import Bound, Days, Group, Window
from .outcomes import UNCLEAR, Circumstances, Outcome, which_appliance
from .symbols import NEGATIONS, TIMES_OF_DAY, Item, Symbol as S

_IN_TURN: Final = (VERBS | BINDING) - {S.MUST_NOT} | {
    S.FIRST,
    S.THEN,
    S.APPLIANCE,
    S.COMMA,
    S.AND,
    S.IS,
}
_TOGETHER: Final = frozenset(
    {
        S.TOGETHER,
        S.APPLIANCE,
        S.NEG,
        S.MUST_NOT,
        S.MAY,
        S.MUST,
        S.RUN,
        S.RUNS,
        S.AND,
        S.COMMA,
    }
    | {S.OR, S.IT, S.IS, S.START, S.CHARGED}
)
# Joints that make one of two: "and", "or".
_TIGHT: Final = frozenset({S.AND, S.OR, S.DASH})


def outcomes_of(
    groups: Sequence[Group], clauses: Sequence[Clause], under: Circumstances
) -> Iterable[Outcome]:
    """Yield what a sentence came to: as a whole where it has to be, else by clause."""
    if (whole := _in_turn(groups) or _never_together(groups, under)) is not None:
        yield whole
        return
    outcomes = [decide(clause, under) for clause in _sharing_days(clauses)]
    depends = _depends(groups) and any(c.names_subject and c.says_when for c in clauses)
    if depends or _corrects(clauses) or _loses(clauses, outcomes):
        yield _asking_about(groups)
        return
    yield from _said_more_exactly(clauses, outcomes)


def _asking_about(groups: Sequence[Group]) -> Outcome:
    """Return the question about a sentence: an appliance that is not there goes first."""
    for group in groups:
        if isinstance(group, Item) and group.symbol is S.KIND_OF_APPLIANCE:
            return which_appliance(surface(group.tokens))
    return UNCLEAR


def _said_more_exactly(
    clauses: Sequence[Clause], outcomes: Sequence[Outcome]
) -> Iterable[Outcome]:
    """Yield outcomes without a "when?" that words beside it answer.

    "At night, 22:00 to 06:00", "by six, before breakfast".
    """
    for index, outcome in enumerate(outcomes):
        beside: list[Outcome] = []
        if _goes_on(clauses[index]):
            beside += outcomes[index - 1 : index]
        if any(map(_goes_on, clauses[index + 1 : index + 2])):
            beside += outcomes[index + 1 : index + 2]
        answered = any(other.constraints for other in beside)
        if outcome.question is not NoteQuestion.NO_TIME or not answered:
            yield outcome


def _goes_on(clause: Clause) -> bool:
    """Tell whether a clause only says more of what the one before is about."""
    return clause.takes_over and not clause.names_subject


def _in_turn(groups: Sequence[Group]) -> Outcome | None:
    """Return "first the washing machine, then the dryer"."""
    items = [group for group in groups if isinstance(group, Item)]
    symbols = [item.symbol for item in items]
    if S.FIRST not in symbols or S.THEN not in symbols:
        return None
    named = [item for item in items if item.symbol is S.APPLIANCE]
    plain = len(items) == len(groups) and set(symbols) <= _IN_TURN
    order = [s for s in symbols if s in (S.FIRST, S.THEN, S.APPLIANCE)]
    fits = order[2:] == [S.THEN, S.APPLIANCE] and set(order[:2]) == {
        S.FIRST,
        S.APPLIANCE,
    }
    if not plain or not fits or any(len(n.appliances) != 1 for n in named):
        return UNCLEAR
    first, then = (item.appliances[0] for item in named)
    if first == then:
        return UNCLEAR
    after = Constraint(kind=Kind.AFTER_LOAD, appliance=then, other=first)
    return Outcome(constraints=(after,))


def _never_together(groups: Sequence[Group], under: Circumstances) -> Outcome | None:
    """Return "never run the dryer and the dishwasher at the same time"."""
    items = [group for group in groups if isinstance(group, Item)]
    symbols = {item.symbol for item in items}
    if S.TOGETHER not in symbols:
        return None
    ids = dict.fromkeys(i for item in items for i in item.appliances)
    plain = len(items) == len(groups) and symbols <= _TOGETHER
    negations = sum(item.symbol in NEGATIONS for item in items)
    negated = negations == 1 or (negations > 1 and under.negates_twice)
    if not plain or not negated or len(ids) < 2:
        return UNCLEAR
    return Outcome(
        constraints=tuple(
            Constraint(kind=Kind.NOT_WITH, appliance=one, other=other)
            for one, other in combinations(ids, 2)
        )
    )


def _depends(groups: Sequence[Group]) -> bool:
    """Tell whether a sentence holds on a condition that cannot be checked."""
    return any(isinstance(g, Item) and g.symbol in (S.IF, S.WHEN) for g in groups)


def _loses(clauses: Sequence[Clause], outcomes: Sequence[Outcome]) -> bool:
    """Tell whether a sentence says something of its demand that was left aside."""
    found = [c for outcome in outcomes for c in outcome.constraints]
    asides = [
        index
        for index, outcome in enumerate(outcomes)
        if not outcome.constraints and outcome.question is None and not outcome.past
    ]
    periods = {p for i, c in enumerate(clauses) if i not in asides for p in c.periods}
    named = {c.appliance for c in found} | {c.other for c in found}
    return bool(found) and any(
        _names_another(clauses[index], named)
        or bool(clauses[index].periods - periods)
        or _limits(clauses[index])
        or _is_part(clauses, index)
        for index in asides
    )


def _names_another(clause: Clause, named: set[str | None]) -> bool:
    """Tell whether a clause is but an appliance of which nothing is demanded.

    "…, the dryer too", "the washer, then the dryer must …".
    """
    alone = len(weighty(clause.groups)) == 1 and clause.has(S.APPLIANCE)
    subject = clause.subject
    return alone and subject is not None and not named.issuperset(subject.appliances)


def _limits(clause: Clause) -> bool:
    """Tell whether a remark limits a demand beside it: "on bank holidays, …".

    Days, "only", and unknown words that are no sentence of their own do.
    """
    if clause.holds(Days) or clause.has(S.ONLY, S.UNCLEAR):
        return True
    if clause.has(S.PERSON) or not clause.has(S.UNKNOWN):
        return False
    is_sentence = clause.is_demanding or clause.has(S.IS, S.HAVE)
    return clause.has(*TIMES_OF_DAY) or not (is_sentence or clause.says_when)


def _is_part(clauses: Sequence[Clause], index: int) -> bool:
    """Tell whether a remark is part of what is demanded beside it.

    "The washer and the gizmo must …", "an hour and a bit", "washer 75 long minutes".
    """
    clause = clauses[index]
    if clause.has(S.PERSON) or not clause.has(S.UNKNOWN, S.KIND_OF_APPLIANCE):
        return False
    joints = [clause.joints, *(c.joints for c in clauses[index + 1 : index + 2])]
    joined = any(one and one <= _TIGHT for one in joints)
    return joined or (clause.names_subject and clause.has_figure)


def _corrects(clauses: Sequence[Clause]) -> bool:
    """Tell whether a person takes back what was said: "by six, no, seven", "… Not!"."""
    return any(len(clause.groups) == 1 and clause.has(*NEGATIONS) for clause in clauses)


def _sharing_days(clauses: Sequence[Clause]) -> Iterable[Clause]:
    """Yield clauses, days at the end shared: "not before 8 or after 22 on Sundays"."""
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        if following is not None and _shares(clause, following):
            days = [
                g for g in following.groups if not isinstance(g, Item | Bound | Window)
            ]
            yield replace(clause, groups=(*clause.groups, *days))
        else:
            yield clause


def _shares(clause: Clause, following: Clause) -> bool:
    """Tell whether the days of a clause hold for the one before, too."""
    ops, more = ({b.op for b in c.of(Bound)} for c in (clause, following))
    bare = following.takes_over and not following.names_subject
    return bool(bare and more and ops and not ops & more) and _has_days(
        following, clause
    )


def _has_days(following: Clause, clause: Clause) -> bool:
    """Tell whether only the second of two clauses names days."""
    return bool(following.of(Days)) and not clause.of(Days) and not clause.days_before


def restrict(groups: Sequence[Group]) -> list[Group]:
    """Return groups with what is "only" in two words or in some sentences made so.

    French says "ne … que"; German "erst" is "only", or "first" before "dann".
    """
    symbols = {group.symbol for group in groups if isinstance(group, Item)}
    denies = symbols & (NEGATIONS | {S.NOTHING})
    restricts = {S.HALF_NEG, S.THAN} <= symbols and not denies
    meanings: dict[S, S | None] = {
        S.THAN: S.ONLY if restricts else None,
        S.HALF_NEG: None if restricts or denies else S.HALF_NEG,
        S.ONLY_OR_FIRST: S.FIRST if S.THEN in symbols else S.ONLY,
    }
    changed: list[Group] = []
    for group in groups:
        if not isinstance(group, Item):
            changed.append(group)
        elif (symbol := meanings.get(group.symbol, group.symbol)) is not None:
            changed.append(replace(group, symbol=symbol))
    return changed
