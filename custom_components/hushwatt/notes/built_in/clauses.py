"""From the groups of a sentence to its clauses, each with all that it takes over.

"The washing machine must be done by 18:00 and the dryer by 20:00": the second
clause takes its verb from the first. "It must not run after 22:30": the subject
comes from the sentence before. What gives a reason ("because we leave at 7")
and what only tells of people ("the kids go to school at 8") demands nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .grouping import Bound, Days, Group, Relation, Window, said_of_the_day
from .symbols import NEGATIONS, PERIODS, TIMES_OF_DAY, Item, Symbol as S

_JOINTS: Final = frozenset(
    {S.COMMA, S.DASH, S.AND, S.OR, S.BUT, S.BECAUSE, S.SO, S.WHICH, S.THEN, S.IF}
)
_SUBJECTS: Final = frozenset({S.APPLIANCE, S.ALL, S.NOTHING, S.NOISE})
BINDING: Final = frozenset({S.MUST, S.MUST_IF_POSITIVE, S.MUST_NOT, S.MAY, S.REQUEST})
VERBS: Final = frozenset(
    {
        S.RUN,
        S.RUNS,
        S.START,
        S.STARTS,
        S.FINISH,
        S.FINISHES,
        S.FINISHED,
        S.CHARGED,
        S.OFF,
        S.QUIET,
        S.QUIET_TIME,
        S.TAKE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a clause is about: appliances, or every one, or every noisy one."""

    appliances: tuple[str, ...] = ()
    noisy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One demand's worth of a note, in the groups of its words."""

    groups: tuple[Group, ...]
    joints: frozenset[S] = frozenset()
    subject: Subject | None = None
    verbs: frozenset[S] = frozenset()
    binding: frozenset[S] = frozenset()
    negations: int = 0
    only: bool = False
    days_before: Days | None = None
    periods: frozenset[S] = frozenset()
    said: frozenset[S] = frozenset()
    names_subject: bool = False
    is_unclear: bool = False
    takes_over: bool = False

    def items(self, *symbols: S) -> list[Item]:
        """Return the clause's own items that stand for any of some things."""
        return [g for g in self.groups if isinstance(g, Item) and g.symbol in symbols]

    def has(self, *symbols: S) -> bool:
        """Tell whether any of some things is said in the clause itself."""
        return bool(self.items(*symbols))

    def of[G: (Bound, Window, Days, Relation)](self, group: type[G]) -> list[G]:
        """Return the clause's own groups of one type."""
        return [g for g in self.groups if isinstance(g, group)]

    def holds(self, *types: type[Bound | Window | Days | Relation]) -> bool:
        """Tell whether the clause itself has a group of any of some types."""
        return any(isinstance(group, types) for group in self.groups)

    @property
    def has_figure(self) -> bool:
        """Tell whether it gives a duration or an energy."""
        items = self.items(S.AMOUNT, S.ENERGY, S.TIME)
        return any(
            item.minutes is not None or item.energy is not None for item in items
        )

    @property
    def says_when(self) -> bool:
        """Tell whether there is anything in it that a demand needs."""
        timed = any(not isinstance(group, Item) for group in self.groups)
        return timed or self.has(S.AMOUNT, S.ENERGY, S.TIME, S.NUMBER)

    @property
    def is_demanding(self) -> bool:
        """Tell whether it sounds like a demand."""
        return bool(self.binding or self.negations or self.only or self.verbs)


@dataclass(slots=True)
class _Memory:
    """What a clause can take over from those before it."""

    clause: Clause | None = None
    subject: Subject | None = None
    leading_days: Days | None = None


@dataclass(slots=True)
class ClauseReader:
    """Cuts the sentences of one note into clauses; keeps whom they are about.

    `left_aside` tells that reasons were left out.
    """

    left_aside: bool = False
    _subject: Subject | None = field(default=None)

    def clauses(self, groups: Sequence[Group]) -> list[Clause]:
        """Return the clauses of one sentence that may demand something."""
        said = said_of_the_day(groups)
        memory = _Memory(subject=self._subject)
        clauses = []
        segments = _merged(_segments(groups))
        main = _main(segments)
        self.left_aside = self.left_aside or len(main) < len(segments)
        for segment in main:
            clause = self._complete(replace(segment, said=said), memory)
            clauses.append(clause)
            memory.clause = clause
            memory.subject = clause.subject or memory.subject
        self._subject = memory.subject
        return _with_periods(clauses)

    def _complete(self, clause: Clause, memory: _Memory) -> Clause:
        """Return a clause with what it says itself, and what it takes over."""
        clause = _own(clause)
        if clause.days_before is not None:
            memory.leading_days = clause.days_before
        elif not clause.of(Days):
            clause = replace(clause, days_before=memory.leading_days)
        else:
            memory.leading_days = None
        before = memory.clause
        if clause.subject is None and not clause.has(S.KIND_OF_APPLIANCE):
            clause = replace(clause, subject=memory.subject)
        if before is None or not before.is_demanding:
            return clause
        return _with_op(_take_over(clause, before), before)


def weighty(groups: Sequence[Group]) -> list[Group]:
    """Return groups without the small words of which nothing hangs: "on", "at"."""
    return [
        group
        for group in groups
        if not (isinstance(group, Item) and group.symbol in (S.ONWARDS, S.AT, S.ALSO))
    ]


def _segments(groups: Sequence[Group]) -> list[Clause]:
    """Cut a sentence at its joints."""
    segments: list[Clause] = []
    joints: set[S] = set()
    current: list[Group] = []
    for group in groups:
        if isinstance(group, Item) and group.symbol in _JOINTS:
            if current:
                segments.append(Clause(groups=tuple(current), joints=frozenset(joints)))
                joints, current = set(), []
            joints.add(group.symbol)
            if group.symbol is S.IF:
                current.append(group)
        else:
            current.append(group)
    if current:
        segments.append(Clause(groups=tuple(current), joints=frozenset(joints)))
    return segments


def _merged(segments: Sequence[Clause]) -> list[Clause]:
    """Join to their neighbours the segments that only say when: "On Sundays, …"."""
    merged: list[Clause] = []
    waiting: list[Group] = []
    for segment in segments:
        if not merged and _only_says_when(segment, bounds=True):
            waiting += segment.groups
            continue
        if merged and (
            _only_says_when(segment, bounds=False) or _closes(merged[-1], segment)
        ):
            merged[-1] = replace(
                merged[-1], groups=(*merged[-1].groups, *segment.groups)
            )
            continue
        merged.append(replace(segment, groups=(*waiting, *segment.groups)))
        waiting = []
    return [*merged, *([Clause(groups=tuple(waiting))] if waiting else [])]


def _closes(clause: Clause, segment: Clause) -> bool:
    """Tell whether a segment is the other end: "only after 9:00 and before 17:00"."""
    only = any(isinstance(g, Item) and g.symbol is S.ONLY for g in clause.groups)
    alone = len(segment.groups) == 1 and isinstance(segment.groups[0], Bound)
    return only and alone and S.AND in segment.joints


def _only_says_when(segment: Clause, *, bounds: bool) -> bool:
    """Tell whether a segment modifies another: days, "tonight", a relation."""
    if segment.joints & {S.BECAUSE, S.WHICH, S.BUT}:
        return False
    modifiers = (Days, Relation, Bound, Window) if bounds else (Days, Relation)
    return all(
        isinstance(group, modifiers)
        or (
            isinstance(group, Item)
            and group.symbol in PERIODS | TIMES_OF_DAY | {S.FILLER, S.ONWARDS, S.AT}
        )
        for group in segment.groups
    )


def _main(segments: Iterable[Clause]) -> list[Clause]:
    """Leave out reasons: up to the comma when they lead, else up to a new subject."""
    main: list[Clause] = []
    leading = within = False
    for segment in segments:
        if S.BECAUSE in segment.joints and not _demands(segment):
            within, leading = True, not main
            continue
        if within and not leading:
            within = not any(_names_subject(group) for group in segment.groups)
        elif within:
            within = not segment.joints & {S.COMMA, S.SO, S.THEN, S.DASH}
        if not within:
            main.append(segment)
    return main


def _demands(segment: Clause) -> bool:
    """Tell whether a reason is none: "…, da darf der Staubsauger nicht laufen"."""
    if not segment.has(*_SUBJECTS) or not segment.has(*NEGATIONS, S.NOTHING, *BINDING):
        return False
    timed = segment.holds(Bound, Window) and segment.has(*VERBS)
    return timed or not segment.has(S.PERSON)


def _names_subject(group: Group) -> bool:
    """Tell whether a group says whom a clause is about."""
    subjects = _SUBJECTS | {S.IT, S.KIND_OF_APPLIANCE, S.MUST} | NEGATIONS
    return isinstance(group, Item) and group.symbol in subjects


def _own(clause: Clause) -> Clause:
    """Return a clause with what its own groups say."""
    items = [group for group in clause.groups if isinstance(group, Item)]
    symbols = frozenset(item.symbol for item in items)
    first = next(g for g in (*weighty(clause.groups), *clause.groups))
    days = clause.of(Days)
    leads = isinstance(first, Days) and len(days) == 1 and not first.excluded
    return replace(
        clause,
        subject=(subject := _subject(items)),
        names_subject=subject is not None,
        verbs=symbols & VERBS,
        binding=symbols & BINDING,
        negations=sum(item.symbol in NEGATIONS | {S.NOTHING} for item in items),
        only=S.ONLY in symbols,
        periods=symbols & PERIODS,
        days_before=days[0] if leads else None,
    )


def _subject(items: Sequence[Item]) -> Subject | None:
    """Return whom a clause names."""
    named = [item for item in items if item.symbol is S.APPLIANCE]
    if named:
        return Subject(
            appliances=tuple(dict.fromkeys(i for n in named for i in n.appliances))
        )
    symbols = {item.symbol for item in items}
    if symbols & {S.NOISE, S.QUIET_TIME} or (
        S.NOISY in symbols and symbols & {S.ALL, S.NOTHING}
    ):
        return Subject(noisy=True)
    if symbols & {S.ALL, S.NOTHING}:
        return Subject()
    return None


def _take_over(clause: Clause, before: Clause) -> Clause:
    """Return a clause with the verb and the polarity that it leaves to the last one."""
    bare = not (clause.verbs or clause.binding or clause.negations or clause.only)
    if bare and (clause.has(S.PERSON) or not clause.says_when):
        return clause
    if bare and S.BUT not in clause.joints:
        return replace(
            clause,
            verbs=before.verbs,
            binding=before.binding,
            negations=before.negations,
            only=before.only,
            takes_over=True,
        )
    if (
        not clause.verbs
        and clause.says_when
        and (clause.negations or clause.only or bare)
    ):
        return replace(
            clause, verbs=before.verbs, binding=before.binding, takes_over=True
        )
    if clause.verbs and not (clause.binding or clause.negations or clause.only):
        negations = before.negations if S.OR in clause.joints else 0
        # "must not run after ten and be done by six": only a deadline is free of "not".
        free = clause.verbs & {S.FINISH, S.FINISHED, S.CHARGED, S.TAKE}
        unclear = bool(before.negations and not negations and not free)
        return replace(
            clause, binding=before.binding, negations=negations, is_unclear=unclear
        )
    return clause


def _with_op(clause: Clause, before: Clause) -> Clause:
    """Return a clause whose bare time is bounded as the last: "…, on Sunday 9:00"."""
    ops = [bound.op for bound in before.of(Bound)]
    if not ops or not clause.takes_over:
        return clause
    groups = (
        replace(group, op=ops[-1])
        if isinstance(group, Bound) and group.op is S.TIME
        else group
        for group in clause.groups
    )
    return replace(clause, groups=tuple(groups))


def _with_periods(clauses: Sequence[Clause]) -> list[Clause]:
    """Let "tonight" hold for the whole sentence when it stands at its edge."""
    if not clauses:
        return []
    one = len({clause.subject for clause in clauses}) == 1
    first = clauses[0]
    leads = one or _leads(first) or not (first.is_demanding and first.says_when)
    periods = first.periods if leads else frozenset()
    if clauses[-1].periods and one:
        periods |= clauses[-1].periods
    return [
        clause if clause.periods else replace(clause, periods=periods)
        for clause in clauses
    ]


def _leads(clause: Clause) -> bool:
    """Tell whether "tonight" is the first thing that a clause says."""
    first = next(g for g in (*weighty(clause.groups), *clause.groups))
    return isinstance(first, Item) and first.symbol in PERIODS
