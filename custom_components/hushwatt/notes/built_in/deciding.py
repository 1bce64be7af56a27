"""What one clause demands: constraints, a question, or nothing.

A clause whose every word is known, and whose words fit together in one of the
ways of `demands`, is decided. Anything else that sounds like a demand is asked
about; what does not is a remark.
"""

from dataclasses import replace
from typing import Final

from ...vocabulary import NoteQuestion
from ..text import surface
from .clauses import Clause, Subject
from .demands import Demands
from .grouping import Bound, Days, Relation, Window
from .outcomes import (
    NOTHING,
    REMARK,
    UNCLEAR,
    Circumstances,
    NoTime,
    NotUnderstood,
    Outcome,
    which_appliance,
)
from .resolving import AmbiguousTime, ImpossibleTime
from .symbols import TIMES_OF_DAY, Symbol as S
from .verbs import ACTING

_MOST_UNKNOWN: Final = 3


def decide(clause: Clause, under: Circumstances) -> Outcome:
    """Return what a clause demands."""
    if (early := _without_demand(clause)) is not None:
        return early
    if clause.subject is None and clause.has(S.QUIET) and not clause.has(S.PERSON):
        clause = replace(clause, subject=Subject(noisy=True))
    if clause.subject is None:
        return _nobody(clause)
    if (unknown := _unknown(clause, clause.subject)) is not None:
        return unknown
    try:
        return Outcome(constraints=tuple(Demands(clause, under).constraints()))
    except NoTime:
        name = _name(clause.subject, under)
        return Outcome(question=NoteQuestion.NO_TIME, placeholders={"appliance": name})
    except AmbiguousTime as error:
        words = surface(error.moment.tokens)
        return Outcome(
            question=NoteQuestion.AMBIGUOUS_TIME, placeholders={"time": words}
        )
    except NotUnderstood, ImpossibleTime:
        return UNCLEAR


def _without_demand(clause: Clause) -> Outcome | None:
    """Return what a clause comes to that lifts, tells or remembers; None of others."""
    lifted = clause.has(S.MUST_IF_POSITIVE) and clause.negations
    if clause.has(S.NEED_NOT) or lifted:
        return NOTHING
    binding = clause.binding and not clause.takes_over
    if clause.has(S.PAST):
        return UNCLEAR if binding or clause.negations > 1 else Outcome(past=True)
    if binding or clause.has_figure:
        return None
    perfect = clause.has(S.HAVE) and clause.has(S.RUN, S.RUNS, S.CHARGED, S.FINISH)
    perfect = perfect or (clause.has(S.FINISHED) and clause.has(S.HAVE, S.IS))
    due = any(bound.op is S.BY for bound in clause.of(Bound))
    if perfect and not due and not clause.has(S.LATEST):
        return Outcome(past=True)
    return None


def _nobody(clause: Clause) -> Outcome:
    """Return what a clause without an appliance comes to."""
    if kinds := clause.items(S.KIND_OF_APPLIANCE):
        if clause.is_demanding or clause.says_when:
            return which_appliance(surface(kinds[0].tokens))
        return NOTHING
    unknown = clause.items(S.UNKNOWN)
    if clause.has(S.PERSON):
        if clause.has(S.QUIET) or clause.holds(Relation):
            return UNCLEAR
        wishes = clause.binding and clause.says_when and clause.verbs & ACTING
        if not wishes or not unknown:
            return REMARK
    due = any(bound.op is S.BY for bound in clause.of(Bound))
    if not clause.says_when or not (clause.is_demanding or due):
        return Outcome(is_remark=bool(unknown))
    if clause.has(S.IS) and not (clause.binding or clause.negations or clause.only):
        return REMARK
    if len(unknown) > _MOST_UNKNOWN:
        return UNCLEAR
    return which_appliance(" ".join(surface(item.tokens) for item in unknown))


def _unknown(clause: Clause, subject: Subject) -> Outcome | None:
    """Return what a clause comes to that holds unknown words; None when all are known."""
    if kinds := clause.items(S.KIND_OF_APPLIANCE):
        related = clause.has(S.AFTER, S.BEFORE, S.WITH, S.WHEN, S.UNTIL)
        if clause.is_demanding or clause.says_when or related:
            return which_appliance(surface(kinds[0].tokens))
        return NOTHING
    inherits = not clause.names_subject and not clause.takes_over
    if clause.has(S.PERSON) and inherits and not clause.of(Days):
        chore = clause.has(S.UNKNOWN) and not (clause.binding or clause.negations)
        if chore or not clause.has(S.IT):
            return REMARK
    if not clause.has(S.UNKNOWN):
        return None
    sounds = clause.is_demanding or clause.has(S.ENERGY)
    sounds = sounds or clause.has(S.WHEN, S.IF, S.WITH) or clause.holds(Window)
    sounds = sounds or any(b.op is not S.AT for b in clause.of(Bound))
    if clause.says_when:
        return UNCLEAR if sounds or inherits else REMARK
    forbids = clause.binding or clause.negations or clause.only
    if inherits and (forbids or clause.has(S.EXCEPT, S.IF, S.UNCLEAR)):
        return UNCLEAR
    acts = clause.verbs & ACTING or clause.has(*TIMES_OF_DAY)
    conditional = clause.only and clause.has(S.WHEN, S.IF, S.WITH)
    many = len(clause.items(S.APPLIANCE)) > 1
    limits = (clause.negations or clause.only or (many and clause.binding)) and (
        clause.names_subject
    )
    bans = limits and not clause.has(S.IS, S.HAVE)
    if (forbids and acts) or conditional or bans or clause.has(S.RUN, S.START):
        return UNCLEAR
    return REMARK


def _name(subject: Subject, under: Circumstances) -> str:
    """Return the name of a subject, empty when it is more than one."""
    if len(subject.appliances) != 1:
        return ""
    return under.appliances[subject.appliances[0]].name
