"""The constraints that a clause demands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import time
from typing import Final

from ...vocabulary import ALL_WEEKDAYS, Constraint, ConstraintKind as Kind
from ..bounds import is_within_bounds
from .clauses import Clause
from .grouping import Bound, Days, Relation, Window
from .meaning import Meaning, is_item
from .outcomes import Circumstances, NoTime, NotUnderstood
from .resolving import Surroundings, resolve, resolve_window
from .symbols import TIMES_OF_DAY, Symbol as S
from .verbs import (
    FINISHING,
    RESTING,
    RUNNING,
    STARTING,
    STOPPING,
    TAKING,
    UNSAID,
    kind_of,
)

_MIDNIGHT: Final = time()
_NOON: Final = time(12)


class Demands:
    """What a clause demands that names somebody and has no unknown word."""

    def __init__(self, clause: Clause, under: Circumstances) -> None:
        """Take a clause and its circumstances; raise NotUnderstood."""
        self._clause = clause
        self._under = under
        self._meaning = Meaning(clause, under)
        self._verb = self._meaning.verb
        self._polarity = self._meaning.polarity
        self._weekdays = self._meaning.weekdays
        self._subject = self._meaning.subject
        self._span = self._meaning.span

    def constraints(self) -> Iterator[Constraint]:
        """Return what the clause demands; raise NotUnderstood, NoTime, AmbiguousTime."""
        self._meaning.check()
        found = [
            *self._amounts(),
            *self._relations(),
            *self._times(),
            *self._days_alone(),
        ]
        if not found and self._meaning.sounds():
            raise NoTime
        for constraint in found:
            if not is_within_bounds(constraint):
                raise NotUnderstood
            yield from self._for_everyone(constraint)

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
        if not fits or repeated or self._meaning.has_days or S.MAY in clause.binding:
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
        if len(relations) > 1 or self._meaning.has_days or not ids:
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
        if self._polarity == "+" and not says_how and not self._meaning.binds():
            raise NotUnderstood
        if self._polarity == "only" and isinstance(self._meaning.only_names(), Days):
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
        kind = kind_of(self._verb, polarity, bound.op)
        if kind is None or not self._allows(bound.op, polarity, kind):
            raise NotUnderstood
        at = self._time(bound, stops=kind is Kind.NOT_RUNNING_AFTER)
        if polarity == "only" and bound.op is S.BEFORE and at < _NOON:
            raise NotUnderstood
        if kind is Kind.FINISH_BY and not self._occurs(at):
            raise NotUnderstood
        return self._make(kind, at=at, weekdays=weekdays)

    def _time(self, bound: Bound, *, stops: bool) -> time:
        """Return the time that is meant; raise NoTime when the bound names none."""
        if bound.moment is not None:
            return resolve(bound.moment, bound.op, self._around(), stops=stops)
        if bound.is_morning:
            return self._under.morning
        raise NoTime

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
        if kind is Kind.QUIET_WINDOW or not self._meaning.has_days:
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
        first = next(
            group
            for group in self._clause.groups
            if isinstance(group, Days | Window) or is_item(group, S.ONLY)
        )
        return isinstance(first, Days)

    def _rest_of_day(self, opening: time, closing: time) -> Iterator[Constraint]:
        """Yield the quiet windows that leave only one window of some days."""
        if closing <= opening != _MIDNIGHT and closing != _MIDNIGHT:
            windows = [(closing, opening)]
        else:
            windows = [(_MIDNIGHT, opening), (closing, _MIDNIGHT)]
        for start, end in windows:
            if start != end:
                yield self._make(
                    Kind.QUIET_WINDOW,
                    at=start,
                    until=end,
                    weekdays=self._weekdays,
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
        forbids = self._meaning.has_days and self._polarity == "-"
        if timed or clause.has_figure or not (clause.of(Days) or forbids):
            return
        if self._verb is FINISHING:
            raise NoTime
        if not clause.names_subject and not self._adds_days():
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

    def _adds_days(self) -> bool:
        """Tell whether days go on from what was said: "and not on Sundays".

        Behind a comma they can be an exception as well: "…, not on Fridays".
        """
        clause = self._clause
        if clause.takes_over:
            return bool(clause.joints & {S.AND, S.OR})
        return bool(clause.verbs)

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
