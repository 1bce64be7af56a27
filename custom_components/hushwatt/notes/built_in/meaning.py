"""What the words of a clause mean together."""

from datetime import datetime
from itertools import pairwise
from typing import Final

from ...vocabulary import ALL_WEEKDAYS
from .clauses import Clause, Subject
from .grouping import Bound, Days, Relation, Window
from .outcomes import Circumstances, NoTime, NotUnderstood
from .symbols import PERIODS, TIMES_OF_DAY, Item, Symbol as S
from .verbs import (
    ACTING,
    BOUNDS,
    FINISHING,
    RESTING,
    RUNNING,
    STARTING,
    STOPPING,
    TAKING,
    UNSAID,
    Verb,
)

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


class Meaning:
    """The words of a clause taken together: polarity, verb, days, span.

    Made only of a clause that names somebody and has no unknown word. Raises
    NotUnderstood where the words do not fit together.
    """

    def __init__(self, clause: Clause, under: Circumstances) -> None:
        """Take a clause and its circumstances."""
        self.clause = clause
        self.under = under
        self.subject = clause.subject or Subject()
        self.polarity = self._find_polarity()
        self.verb = self._find_verb()
        self.weekdays, self.has_days = self._find_weekdays()
        self.span = self._find_span()

    def check(self) -> None:
        """Raise when a word is left over that has to belong to something."""
        clause = self.clause
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
        if clause.has(S.FOR) and self.has_days:
            raise NotUnderstood
        if clause.has(S.ABOUT) and not clause.has_figure:
            raise NotUnderstood
        self._check_only()

    def _check_only(self) -> None:
        """Raise for "only the dryer", which says something of all others."""
        groups = self.clause.groups
        for group, following in pairwise(groups):
            if is_item(group, S.ONLY) and is_item(
                following, S.APPLIANCE, S.ALL, S.NOISE
            ):
                raise NotUnderstood

    def _find_polarity(self) -> str:
        """Return "+", "-" or "only"; raise NotUnderstood for a mixture."""
        clause = self.clause
        negations = clause.negations
        if self.under.negates_twice:
            negations = min(negations, 1)
        only = clause.only and not self._only_names_period()
        if negations > 1 or (negations and only):
            raise NotUnderstood
        if only:
            return "only"
        return "-" if negations else "+"

    def _find_verb(self) -> Verb:
        """Return the class of verbs that the clause's verbs amount to."""
        verbs = self.clause.verbs
        if S.CHARGED in verbs:
            ops = {bound.op for bound in self.clause.of(Bound)}
            due = self.polarity == "+" and ops <= BOUNDS[FINISHING, "+"].keys()
            verbs = verbs - {S.CHARGED} | {S.FINISH if due and ops else S.RUNS}
        amounts = self.clause.has_figure
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
        days = self.clause.of(Days)
        named = [d for d in days if not d.excluded]
        if not named and self.clause.days_before is not None:
            named = [self.clause.days_before]
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
        periods = self.clause.periods
        if len(periods) > 1 or (periods and self.has_days):
            raise NotUnderstood
        return self.under.spans[next(iter(periods))] if periods else None

    def _only_names_period(self) -> bool:
        """Tell whether "only" belongs to "tonight"."""
        clause = self.clause
        return bool(clause.periods) and isinstance(self.only_names(), Item)

    def only_names(self) -> object:
        """Return the group that "only" belongs to: the next that says when, or the last."""
        times = (Bound, Window, Days, Relation)
        groups = self.clause.groups
        at = next((i for i, g in enumerate(groups) if is_item(g, S.ONLY)), None)
        behind_and_before = () if at is None else (*groups[at:], *reversed(groups[:at]))
        return next(
            (
                group
                for group in behind_and_before
                if isinstance(group, times) or is_item(group, *PERIODS)
            ),
            None,
        )

    def sounds(self) -> bool:
        """Tell whether a clause without a time demands something all the same."""
        clause = self.clause
        forbids = clause.binding or clause.negations or clause.only
        permits = clause.binding == {S.MAY} and self.polarity == "+"
        if permits:
            return clause.has(*TIMES_OF_DAY)
        if clause.verbs & {S.RUN, S.START} and not clause.has(S.IS, S.HAVE):
            return True
        acts = clause.verbs & ACTING or clause.has(*TIMES_OF_DAY)
        named = clause.negations and clause.names_subject
        if named and not acts and not clause.periods:
            raise NotUnderstood
        return bool((forbids and acts) or named)

    def binds(self) -> bool:
        """Tell whether a positive clause is a demand and not a report."""
        clause = self.clause
        if clause.binding:
            return True
        if clause.verbs & {S.RUNS, S.STARTS, S.FINISHES}:
            return False
        if clause.has(S.IS, S.HAVE, S.PERSON):
            return False
        if S.RUN in clause.verbs and self.verb is RUNNING and not self._commands():
            return False
        if S.FINISHED in clause.verbs:
            return all(bound.op is S.BY for bound in clause.of(Bound))
        return True

    def _commands(self) -> bool:
        """Tell whether "run" is a command and no report: "Run the dryer after 20:00"."""
        words = (S.RUN, S.APPLIANCE, S.ALL, S.NOISE, S.IT)
        first = next((g for g in self.clause.groups if is_item(g, *words)), None)
        if self.clause.takes_over or is_item(first, S.RUN):
            return True
        return self.under.commands_in_infinitive and len(self.subject.appliances) == 1


def is_item(group: object, *symbols: S) -> bool:
    """Tell whether a group is an item that stands for any of some things."""
    return isinstance(group, Item) and group.symbol in symbols
