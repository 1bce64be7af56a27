"""What one clause demands: constraints, a question, or nothing.

A clause whose every word is known, and whose words fit together in one of the
ways below, is decided. Anything else that sounds like a demand is asked about.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from itertools import pairwise
from typing import Final

from ...vocabulary import (
    ALL_WEEKDAYS,
    Appliance,
    Constraint,
    ConstraintKind as Kind,
    NoteQuestion,
)
from ..bounds import is_within_bounds
from ..text import surface
from .clauses import Clause, Subject
from .grouping import Bound, Days, Moment, Relation, Window
from .resolving import (
    AmbiguousTime,
    ImpossibleTime,
    Surroundings,
    resolve,
    resolve_window,
)
from .symbols import TIMES_OF_DAY, Item, Symbol as S

_MIDNIGHT: Final = time()
_NOON: Final = time(12)
_MOST_UNKNOWN: Final = 3
# Words that have to belong to something; alone they say that it was not understood.
_RESIDUE: Final = (
    S.BY,
    S.LATEST,
    S.BEFORE,
    S.AFTER,
    S.FROM,
    S.UNTIL,
    S.BETWEEN,
    S.OUTSIDE,
    S.EXCEPT,
    S.DAYS,
    S.WITH,
    S.WHEN,
    S.IF,
    S.TOGETHER,
    S.NUMBER,
    S.HALF_NEG,
    S.UNCLEAR,
    S.FIRST,
    S.LONG_PERIOD,
    S.KIND_OF_APPLIANCE,
)
_ACTING: Final = frozenset(
    {S.RUN, S.RUNS, S.START, S.FINISH, S.FINISHED, S.CHARGED, S.OFF, S.QUIET}
)


class Verb(frozenset[S]):
    """A class of verbs that demand alike."""


RUNNING: Final = Verb({S.RUN, S.RUNS})
STARTING: Final = Verb({S.START, S.STARTS})
FINISHING: Final = Verb({S.FINISH, S.FINISHES, S.FINISHED})
STOPPING: Final = Verb({S.OFF})
RESTING: Final = Verb({S.QUIET, S.QUIET_TIME})
TAKING: Final = Verb({S.TAKE})
UNSAID: Final = Verb()

# By verb and polarity ("+", "-", "only"): what a bounded time demands.
_BOUNDS: Final[Mapping[tuple[Verb, str], Mapping[S, Kind]]] = {
    (RUNNING, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.AFTER: Kind.NOT_BEFORE,
        S.FROM: Kind.NOT_BEFORE,
        S.UNTIL: Kind.NOT_RUNNING_AFTER,
    },
    (RUNNING, "-"): {
        S.AFTER: Kind.NOT_RUNNING_AFTER,
        S.FROM: Kind.NOT_RUNNING_AFTER,
        S.BEFORE: Kind.NOT_BEFORE,
        S.UNTIL: Kind.NOT_BEFORE,
    },
    (RUNNING, "only"): {
        S.AFTER: Kind.NOT_BEFORE,
        S.FROM: Kind.NOT_BEFORE,
        S.UNTIL: Kind.NOT_RUNNING_AFTER,
        S.BEFORE: Kind.NOT_RUNNING_AFTER,
    },
    (UNSAID, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.AFTER: Kind.NOT_BEFORE,
        S.FROM: Kind.NOT_BEFORE,
    },
    (STARTING, "+"): {S.AFTER: Kind.NOT_BEFORE, S.FROM: Kind.NOT_BEFORE},
    (STARTING, "only"): {S.AFTER: Kind.NOT_BEFORE, S.FROM: Kind.NOT_BEFORE},
    (STARTING, "-"): {S.BEFORE: Kind.NOT_BEFORE, S.UNTIL: Kind.NOT_BEFORE},
    (FINISHING, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.AT: Kind.FINISH_BY,
        S.UNTIL: Kind.FINISH_BY,
        S.FOR: Kind.FINISH_BY,
        S.TIME: Kind.FINISH_BY,
    },
    (FINISHING, "-"): {S.AFTER: Kind.FINISH_BY},
    (STOPPING, "+"): {
        S.BY: Kind.NOT_RUNNING_AFTER,
        S.AT: Kind.NOT_RUNNING_AFTER,
        S.AFTER: Kind.NOT_RUNNING_AFTER,
        S.FROM: Kind.NOT_RUNNING_AFTER,
        S.BEFORE: Kind.NOT_RUNNING_AFTER,
    },
    (RESTING, "+"): {
        S.AFTER: Kind.NOT_RUNNING_AFTER,
        S.FROM: Kind.NOT_RUNNING_AFTER,
        S.UNTIL: Kind.NOT_BEFORE,
        S.BEFORE: Kind.NOT_BEFORE,
    },
    (TAKING, "+"): {
        S.BY: Kind.FINISH_BY,
        S.BEFORE: Kind.FINISH_BY,
        S.UNTIL: Kind.FINISH_BY,
    },
}
_ALIKE: Final = {(UNSAID, "-"): (RUNNING, "-"), (UNSAID, "only"): (RUNNING, "only")}


class NotUnderstood(Exception):
    """A clause sounds like a demand but does not fit together."""


class NoTime(Exception):
    """A clause demands something without saying when."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a clause came to; `past` when it tells of what has been.

    `is_remark` is true of a clause that was left aside, with words in it that
    are not known.
    """

    constraints: tuple[Constraint, ...] = ()
    question: NoteQuestion | None = None
    placeholders: Mapping[str, str] = field(default_factory=dict)
    past: bool = False
    is_remark: bool = False


NOTHING: Final = Outcome()
_UNCLEAR: Final = Outcome(question=NoteQuestion.NOT_UNDERSTOOD)


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What a clause is decided under, besides its words.

    `spans` are the times (aware) that "tonight", "today" and "tomorrow" name.
    """

    appliances: Mapping[str, Appliance]
    around: Surroundings
    spans: Mapping[S, tuple[datetime, datetime]]
    negates_twice: bool
    commands_in_infinitive: bool
    not_until_is_not_before: bool


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
        return Outcome(constraints=tuple(_Decision(clause, under).constraints()))
    except NoTime:
        name = _name(clause.subject, under)
        return Outcome(question=NoteQuestion.NO_TIME, placeholders={"appliance": name})
    except AmbiguousTime as error:
        words = surface(error.moment.tokens)
        return Outcome(
            question=NoteQuestion.AMBIGUOUS_TIME, placeholders={"time": words}
        )
    except NotUnderstood, ImpossibleTime:
        return _UNCLEAR


def _without_demand(clause: Clause) -> Outcome | None:
    """Return what a clause comes to that lifts, tells or remembers; None of others."""
    lifted = clause.has(S.MUST_IF_POSITIVE) and clause.negations
    if clause.has(S.NEED_NOT) or lifted:
        return NOTHING
    binding = clause.binding and not clause.takes_over
    if clause.has(S.PAST):
        return _UNCLEAR if binding or clause.negations > 1 else Outcome(past=True)
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
            return _which(surface(kinds[0].tokens))
        return NOTHING
    unknown = clause.items(S.UNKNOWN)
    if clause.has(S.PERSON):
        if clause.has(S.QUIET) or clause.holds(Relation):
            return _UNCLEAR
        wishes = clause.binding and clause.says_when and clause.verbs & _ACTING
        if not wishes or not unknown:
            return Outcome(is_remark=True)
    due = any(bound.op is S.BY for bound in clause.of(Bound))
    if not clause.says_when or not (clause.is_demanding or due):
        return Outcome(is_remark=bool(unknown))
    if clause.has(S.IS) and not (clause.binding or clause.negations or clause.only):
        return Outcome(is_remark=True)
    if len(unknown) > _MOST_UNKNOWN:
        return _UNCLEAR
    return _which(" ".join(surface(item.tokens) for item in unknown))


def _which(words: str) -> Outcome:
    """Return the question which appliance is meant by some words."""
    return Outcome(
        question=NoteQuestion.UNKNOWN_APPLIANCE, placeholders={"appliance": words}
    )


def _unknown(clause: Clause, subject: Subject) -> Outcome | None:
    """Return what a clause comes to that holds unknown words; None when all are known."""
    if kinds := clause.items(S.KIND_OF_APPLIANCE):
        if clause.is_demanding or clause.says_when:
            return _which(surface(kinds[0].tokens))
        return NOTHING
    inherits = not clause.names_subject and not clause.takes_over
    if clause.has(S.PERSON) and inherits and not clause.of(Days):
        chore = clause.has(S.UNKNOWN) and not (clause.binding or clause.negations)
        if chore or not clause.has(S.IT):
            return Outcome(is_remark=True)
    if not clause.has(S.UNKNOWN):
        return None
    sounds = clause.is_demanding or clause.has(S.ENERGY)
    sounds = sounds or clause.has(S.WHEN, S.IF, S.WITH) or clause.holds(Window)
    sounds = sounds or any(b.op is not S.AT for b in clause.of(Bound))
    if clause.says_when:
        return _UNCLEAR if sounds or inherits else Outcome(is_remark=True)
    forbids = clause.binding or clause.negations or clause.only
    acts = clause.verbs & _ACTING or clause.has(*TIMES_OF_DAY)
    conditional = clause.only and clause.has(S.WHEN, S.IF, S.WITH)
    many = len(clause.items(S.APPLIANCE)) > 1
    limits = (clause.negations or clause.only or (many and clause.binding)) and (
        clause.names_subject
    )
    bans = limits and not clause.has(S.IS, S.HAVE)
    if (forbids and acts) or conditional or bans or clause.has(S.RUN, S.START):
        return _UNCLEAR
    return Outcome(is_remark=True)


def _name(subject: Subject, under: Circumstances) -> str:
    """Return the name of a subject, empty when it is more than one."""
    if len(subject.appliances) != 1:
        return ""
    return under.appliances[subject.appliances[0]].name


class _Decision:
    """Decides one clause that names somebody and has no unknown word."""

    def __init__(self, clause: Clause, under: Circumstances) -> None:
        """Take a clause and its circumstances."""
        self._clause = clause
        self._under = under
        self._subject = clause.subject or Subject()
        self._polarity = self._find_polarity()
        self._verb = self._find_verb()
        self._weekdays, self._has_days = self._find_weekdays()
        self._span = self._find_span()

    def constraints(self) -> Iterator[Constraint]:
        """Return what the clause demands; raise NotUnderstood, NoTime, AmbiguousTime."""
        self._check_residue()
        found = [
            *self._amounts(),
            *self._relations(),
            *self._times(),
            *self._days_alone(),
        ]
        if not found and self._sounds():
            raise NoTime
        for constraint in found:
            if not is_within_bounds(constraint):
                raise NotUnderstood
            yield from self._for_everyone(constraint)

    def _find_polarity(self) -> str:
        """Return "+", "-" or "only"; raise NotUnderstood for a mixture."""
        clause = self._clause
        negations = clause.negations
        if self._under.negates_twice:
            negations = min(negations, 1)
        only = clause.only and not self._only_names_period()
        if negations > 1 or (negations and only):
            raise NotUnderstood
        if only:
            return "only"
        return "-" if negations else "+"

    def _find_verb(self) -> Verb:
        """Return the class of verbs that the clause's verbs amount to."""
        verbs = self._clause.verbs
        if S.CHARGED in verbs:
            ops = {bound.op for bound in self._clause.of(Bound)}
            due = self._polarity == "+" and ops <= _BOUNDS[FINISHING, "+"].keys()
            verbs = verbs - {S.CHARGED} | {S.FINISH if due and ops else S.RUNS}
        amounts = self._clause.has_figure
        if verbs & TAKING and (amounts or verbs <= TAKING | RUNNING):
            return TAKING
        found = [
            verb for verb in (STOPPING, STARTING, FINISHING, RESTING) if verbs & verb
        ]
        if len(found) > 1:
            raise NotUnderstood
        if found:
            return found[0]
        return RUNNING if verbs & RUNNING else UNSAID

    def _find_weekdays(self) -> tuple[frozenset[int], bool]:
        """Return the days on which the clause holds, and whether it names any."""
        days = self._clause.of(Days)
        named = [d for d in days if not d.excluded]
        if not named and self._clause.days_before is not None:
            named = [self._clause.days_before]
        excluded = [d for d in days if d.excluded]
        if len(named) > 1 or len(excluded) > 1:
            raise NotUnderstood
        weekdays = named[0].weekdays if named else ALL_WEEKDAYS
        if excluded:
            weekdays -= excluded[0].weekdays
        if not weekdays:
            raise NotUnderstood
        return weekdays, bool(named or excluded)

    def _find_span(self) -> tuple[datetime, datetime] | None:
        """Return the time in which a demand holds that holds once."""
        periods = self._clause.periods
        if len(periods) > 1 or (periods and self._has_days):
            raise NotUnderstood
        return self._under.spans[next(iter(periods))] if periods else None

    def _check_residue(self) -> None:
        """Raise when a word is left over that has to belong to something."""
        clause = self._clause
        if clause.has(S.WITH, S.WHEN, S.IF) and clause.said & TIMES_OF_DAY:
            if not clause.holds(Bound, Window):
                raise NoTime
        named = clause.items(S.APPLIANCE)
        separate = len({item.appliances for item in named}) > 1
        if clause.is_unclear or separate or clause.has(*_RESIDUE):
            raise NotUnderstood
        if named and clause.has(S.ALL, S.NOTHING, S.NOISE):
            raise NotUnderstood
        if clause.has(S.ALSO) and clause.binding == {S.MAY}:
            raise NotUnderstood
        if clause.has(S.FOR) and self._has_days:
            raise NotUnderstood
        if clause.has(S.ABOUT) and not clause.has_figure:
            raise NotUnderstood
        self._check_only()

    def _check_only(self) -> None:
        """Raise for "only the dryer", which says something of all others."""
        groups = self._clause.groups
        for group, following in pairwise(groups):
            if _is(group, S.ONLY) and _is(following, S.APPLIANCE, S.ALL, S.NOISE):
                raise NotUnderstood

    def _only_names_period(self) -> bool:
        """Tell whether "only" belongs to "tonight"."""
        clause = self._clause
        return bool(clause.periods) and isinstance(self._only_names(), Item)

    def _only_names(self) -> object:
        """Return the group that "only" belongs to: the next that says when, or the last."""
        times = (Bound, Window, Days, Relation)
        groups = self._clause.groups
        at = next((i for i, g in enumerate(groups) if _is(g, S.ONLY)), None)
        if at is None:
            return None
        for group in (*groups[at + 1 :], *reversed(groups[:at])):
            if isinstance(group, times) or _is(group, S.TONIGHT, S.TODAY, S.TOMORROW):
                return group
        return None

    def _sounds(self) -> bool:
        """Tell whether a clause without a time demands something all the same."""
        clause = self._clause
        forbids = clause.binding or clause.negations or clause.only
        permits = clause.binding == {S.MAY} and self._polarity == "+"
        if permits:
            return clause.has(*TIMES_OF_DAY)
        if clause.verbs & {S.RUN, S.START} and not clause.has(S.IS, S.HAVE):
            return True
        acts = clause.verbs & _ACTING or clause.has(*TIMES_OF_DAY)
        named = clause.negations and clause.names_subject
        if named and not acts and not clause.periods:
            raise NotUnderstood
        return bool((forbids and acts) or named)

    def _binds(self) -> bool:
        """Tell whether a positive clause is a demand and not a report."""
        clause = self._clause
        if clause.binding:
            return True
        if clause.verbs & {S.RUNS, S.STARTS, S.FINISHES}:
            return False
        if clause.has(S.IS, S.HAVE, S.PERSON):
            return False
        if S.RUN in clause.verbs and self._verb is RUNNING and not self._commands():
            return False
        if S.FINISHED in clause.verbs:
            return all(bound.op is S.BY for bound in clause.of(Bound))
        return True

    def _commands(self) -> bool:
        """Tell whether "run" is a command and no report: "Run the dryer after 20:00"."""
        for group in self._clause.groups:
            if _is(group, S.RUN):
                return True
            if _is(group, S.APPLIANCE, S.ALL, S.NOISE, S.IT):
                single = len(self._subject.appliances) == 1
                return self._under.commands_in_infinitive and single
        return False

    def _amounts(self) -> Iterator[Constraint]:
        """Yield durations and energies."""
        clause = self._clause
        minutes = [
            i.minutes for i in clause.items(S.AMOUNT, S.TIME) if i.minutes is not None
        ]
        energies = [i.energy for i in clause.items(S.ENERGY) if i.energy is not None]
        if not minutes and not energies:
            return
        fits = self._verb in (TAKING, RUNNING, UNSAID) and self._polarity == "+"
        repeated = len(minutes) > 1 or len(energies) > 1
        if not fits or repeated or self._has_days or S.MAY in clause.binding:
            raise NotUnderstood
        if clause.holds(Window, Relation):
            raise NotUnderstood
        for amount in minutes:
            yield self._make(Kind.DURATION, amount=float(round(amount)))
        for amount in energies:
            yield self._make(Kind.ENERGY, amount=round(amount, 2))

    def _relations(self) -> Iterator[Constraint]:
        """Yield what holds between the subject and other appliances."""
        relations = self._clause.of(Relation)
        if not relations:
            return
        ids = self._subject.appliances
        if len(relations) > 1 or self._has_days or not ids:
            raise NotUnderstood
        relation = relations[0]
        op = self._relation_op(relation)
        for one in ids:
            for other in relation.appliances:
                if one == other:
                    raise NotUnderstood
                if op is S.WITH:
                    yield self._make(Kind.NOT_WITH, appliance=one, other=other)
                elif op is S.BEFORE:
                    yield self._make(Kind.AFTER_LOAD, appliance=other, other=one)
                else:
                    yield self._make(Kind.AFTER_LOAD, appliance=one, other=other)

    def _relation_op(self, relation: Relation) -> S:
        """Return AFTER, BEFORE or WITH as the clause as a whole says it."""
        negated = self._polarity == "-"
        if relation.op is S.WITH and negated:
            return S.WITH
        if relation.op is S.UNTIL and negated:
            return S.AFTER
        runs = self._verb in (RUNNING, STARTING, UNSAID)
        if relation.op is S.BEFORE and negated and runs:
            return S.AFTER
        if relation.op is S.AFTER and not negated and runs:
            return S.AFTER
        if relation.op is S.BEFORE and self._polarity == "+":
            if self._verb in (RUNNING, STARTING, UNSAID, FINISHING):
                return S.BEFORE
        raise NotUnderstood

    def _times(self) -> Iterator[Constraint]:
        """Yield what bounded times and windows demand."""
        clause = self._clause
        bounds, windows = clause.of(Bound), clause.of(Window)
        if not bounds and not windows:
            return
        says_how = self._verb in (RESTING, TAKING)
        if self._polarity == "+" and not says_how and not self._binds():
            raise NotUnderstood
        if any(bound.moment is None for bound in bounds):
            raise NoTime
        if self._polarity == "only" and isinstance(self._only_names(), Days):
            yield from self._only_on_days(bounds, windows)
            return
        if (joined := self._as_window(bounds)) is not None:
            bounds, windows = [], [*windows, joined]
        for bound in bounds:
            yield self._bounded(bound, self._polarity, self._weekdays)
        for window in windows:
            yield from self._windowed(window)

    def _only_on_days(
        self, bounds: Sequence[Bound], windows: Sequence[Window]
    ) -> Iterator[Constraint]:
        """Yield "only on weekends between 10 and 18", "only on weekends until 22:00"."""
        if self._verb not in (RUNNING, UNSAID):
            raise NotUnderstood
        if not windows:
            yield self._make(Kind.WEEKDAY_ONLY, weekdays=self._weekdays)
        for window in windows:
            yield self._window(Kind.ALLOWED_WINDOW, window, self._weekdays)
        for bound in bounds:
            yield self._bounded(bound, "only", ALL_WEEKDAYS)

    def _as_window(self, bounds: Sequence[Bound]) -> Window | None:
        """Return "only after 9 and before 17" as the window that it is."""
        free = self._polarity == "only" or self._clause.binding == {S.MAY}
        if len(bounds) != 2 or self._verb not in (RUNNING, UNSAID) or not free:
            return None
        by_op = {bound.op: bound.moment for bound in bounds}
        opening = by_op.get(S.AFTER) or by_op.get(S.FROM)
        closing = by_op.get(S.BEFORE) or by_op.get(S.UNTIL)
        return Window(opening, closing) if opening and closing else None

    def _bounded(
        self, bound: Bound, polarity: str, weekdays: frozenset[int]
    ) -> Constraint:
        """Return what one bounded time demands."""
        key = self._verb, polarity
        kind = _BOUNDS.get(_ALIKE.get(key, key), {}).get(bound.op)
        if kind is None or not self._allows(bound.op, polarity, kind):
            raise NotUnderstood
        stops = kind is Kind.NOT_RUNNING_AFTER
        at = resolve(_moment(bound), bound.op, self._around(), stops=stops)
        if polarity == "only" and bound.op is S.BEFORE and at < _NOON:
            raise NotUnderstood
        if kind is Kind.FINISH_BY and not self._occurs(at):
            raise NotUnderstood
        return self._make(kind, at=at, weekdays=weekdays)

    def _allows(self, op: S, polarity: str, kind: Kind) -> bool:
        """Tell whether what binds the clause fits what it would demand."""
        binding = self._clause.binding
        if polarity == "+" and kind is Kind.FINISH_BY:
            begins = self._verb is RUNNING and S.RUN not in self._clause.verbs
            return binding != {S.MAY} and not begins
        if polarity == "+" and op is S.AFTER:
            return binding != {S.MAY}
        if polarity == "+" and op is S.UNTIL and self._verb is RUNNING:
            return binding == {S.MAY}
        if polarity == "-" and op is S.UNTIL:
            return self._under.not_until_is_not_before
        return True

    def _windowed(self, window: Window) -> Iterator[Constraint]:
        """Yield what one window demands."""
        kind = self._window_kind(window)
        if kind is Kind.QUIET_WINDOW or not self._has_days:
            yield self._window(kind, window, self._weekdays)
            return
        if self._clause.days_before is None and not self._days_come_first():
            raise NotUnderstood
        opening, closing = resolve_window(window, self._around())
        yield from self._rest_of_day(opening, closing)

    def _window_kind(self, window: Window) -> Kind:
        """Return whether a window is quiet or allowed."""
        quiet = self._polarity == "-"
        unbound = self._polarity == "+" and not self._clause.binding
        if self._verb in (RESTING, STOPPING) and self._polarity == "+":
            quiet = True
        elif self._verb not in (RUNNING, UNSAID) or (unbound and self._verb is UNSAID):
            raise NotUnderstood
        if window.outside:
            quiet = not quiet
        return Kind.QUIET_WINDOW if quiet else Kind.ALLOWED_WINDOW

    def _days_come_first(self) -> bool:
        """Tell whether the days are what is talked of: "on weekends only from 9 to 17"."""
        for group in self._clause.groups:
            if isinstance(group, Days):
                return True
            if isinstance(group, Window) or _is(group, S.ONLY):
                return False
        return True

    def _rest_of_day(self, opening: time, closing: time) -> Iterator[Constraint]:
        """Yield the quiet windows that leave only one window of some days."""
        if closing <= opening != _MIDNIGHT and closing != _MIDNIGHT:
            windows = [(closing, opening)]
        else:
            windows = [(_MIDNIGHT, opening), (closing, _MIDNIGHT)]
        for start, end in windows:
            if start != end:
                yield self._make(
                    Kind.QUIET_WINDOW, at=start, until=end, weekdays=self._weekdays
                )

    def _window(
        self, kind: Kind, window: Window, weekdays: frozenset[int]
    ) -> Constraint:
        """Return the constraint of a window."""
        opening, closing = resolve_window(window, self._around())
        return self._make(kind, at=opening, until=closing, weekdays=weekdays)

    def _days_alone(self) -> Iterator[Constraint]:
        """Yield what weekdays without a time demand."""
        clause = self._clause
        timed = clause.holds(Bound, Window, Relation)
        forbids = self._has_days and self._polarity == "-"
        if timed or clause.has_figure or not (clause.of(Days) or forbids):
            return
        if self._verb is FINISHING:
            raise NoTime
        alone = clause.names_subject or clause.takes_over or clause.verbs
        if not alone:
            raise NotUnderstood
        if self._verb not in (RUNNING, STARTING, UNSAID) or clause.has(*TIMES_OF_DAY):
            raise NotUnderstood
        excluded = any(days.excluded for days in clause.of(Days))
        acts = bool(clause.binding and clause.verbs) or S.RUN in clause.verbs
        acts = acts or (excluded and self._verb is UNSAID)
        permits = clause.binding == {S.MAY} and not excluded
        if self._polarity == "+" and (permits or not acts):
            raise NotUnderstood
        if excluded and self._polarity == "+":
            weekdays = ALL_WEEKDAYS - self._weekdays
            yield self._make(Kind.WEEKDAY_NOT, weekdays=weekdays)
        elif excluded and self._polarity == "-":
            weekdays = ALL_WEEKDAYS - self._weekdays
            yield self._make(Kind.WEEKDAY_ONLY, weekdays=weekdays)
        elif excluded:
            raise NotUnderstood
        else:
            only = self._polarity != "-"
            kind = Kind.WEEKDAY_ONLY if only else Kind.WEEKDAY_NOT
            yield self._make(kind, weekdays=self._weekdays)

    def _around(self) -> Surroundings:
        """Return what decides a clock time of this clause."""
        return replace(
            self._under.around,
            said=self._clause.said,
            span=self._span,
            tonight=S.TONIGHT in self._clause.periods,
        )

    def _occurs(self, at: time) -> bool:
        """Tell whether a time still comes in the span of a demand that holds once."""
        if self._span is None:
            return True
        start, end = self._span
        minutes = (at.hour - start.hour) * 60 + at.minute - start.minute
        return 0 < minutes % 1440 <= (end - start).total_seconds() / 60

    def _make(
        self,
        kind: Kind,
        *,
        appliance: str | None = None,
        at: time | None = None,
        until: time | None = None,
        weekdays: frozenset[int] = ALL_WEEKDAYS,
        other: str | None = None,
        amount: float | None = None,
    ) -> Constraint:
        """Return a constraint, still without the subject unless it is given."""
        since, to = self._span or (None, None)
        return Constraint(
            kind=kind,
            appliance=appliance,
            time=at,
            until=until,
            weekdays=weekdays,
            active_from=since,
            active_until=to,
            other=other,
            amount=amount,
        )

    def _for_everyone(self, constraint: Constraint) -> Iterable[Constraint]:
        """Return a constraint for each appliance that it is about."""
        if constraint.other is not None:
            return (constraint,)
        if self._subject.appliances:
            return [replace(constraint, appliance=i) for i in self._subject.appliances]
        if constraint.amount is not None:
            raise NotUnderstood
        return (replace(constraint, noisy_only=self._subject.noisy),)


def _is(group: object, *symbols: S) -> bool:
    """Tell whether a group is an item that stands for any of some things."""
    return isinstance(group, Item) and group.symbol in symbols


def _moment(bound: Bound) -> Moment:
    """Return the time of a bound; raise NoTime when it names none."""
    if bound.moment is None:
        raise NoTime
    return bound.moment
