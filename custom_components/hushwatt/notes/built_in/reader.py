"""Reads a note without a model: right on plain statements, else it asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from ...vocabulary import (
    ALL_WEEKDAYS,
    Constraint,
    ConstraintKind as Kind,
    Note,
    NoteQuestion,
    Reading,
)
from ..bounds import MOST_DEMANDS
from ..context import ReadingContext
from .clauses import ClauseReader
from .grouping import Grouper
from .outcomes import NOTHING, REMARK, UNCLEAR, Circumstances, Outcome
from .periods import of_note, spans
from .resolving import Surroundings
from .scan import Scan, scan_note
from .sentences import outcomes_of, restrict
from .symbols import Symbol as S

_MANY: Final = 3
_ONE_TIME: Final = frozenset({Kind.FINISH_BY, Kind.NOT_RUNNING_AFTER, Kind.NOT_BEFORE})
_FIGURES: Final = frozenset({Kind.DURATION, Kind.ENERGY})
# The more a person has to do about it, the earlier it is asked.
_URGENCY: Final = (
    NoteQuestion.NOT_UNDERSTOOD,
    NoteQuestion.UNKNOWN_APPLIANCE,
    NoteQuestion.AMBIGUOUS_TIME,
    NoteQuestion.NO_TIME,
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What the built-in reader found in a note.

    `constraints` are sure even when there is a `question` about the rest of
    the note. `is_past` tells that all of it is about what has been, `is_whole`
    that no word of it was left aside.
    """

    constraints: tuple[Constraint, ...] = ()
    question: Outcome | None = None
    is_past: bool = False
    is_whole: bool = True


def read_note(note: Note, context: ReadingContext) -> Reading:
    """Return what a note demands, or a question to the person, or nothing.

    Never raises, whatever the note holds. Times are wall-clock times of the
    home; "tonight", "today", "tomorrow" and the note's own end date become
    aware datetimes in its timezone.
    """
    return reading_of(find(note, context), note)


def reading_of(finding: Finding, note: Note) -> Reading:
    """Return what was found in a note as its reading: a question goes first."""
    if finding.question is not None:
        return Reading(
            note_uid=note.uid,
            question=finding.question.question,
            placeholders=dict(finding.question.placeholders),
        )
    return Reading(note_uid=note.uid, constraints=finding.constraints)


def find(note: Note, context: ReadingContext) -> Finding:
    """Return all that the built-in reader knows of a note."""
    scan = scan_note(note.text, context)
    if scan is None:
        return Finding(question=UNCLEAR, is_whole=False)
    if not scan.is_spoken:
        return _foreign(scan)
    outcomes = list(_Reader(note, context, scan).outcomes())
    return _finding(outcomes, note, context)


def _foreign(scan: Scan) -> Finding:
    """Return the question about a note in a language that is not spoken."""
    items = [item for sentence in scan.sentences for item in sentence.items]
    symbols = {item.symbol for item in items}
    many = sum(item.symbol is S.UNKNOWN for item in items) >= _MANY
    timed = symbols & {S.TIME, S.AMOUNT, S.ENERGY}
    if timed or (many and symbols & {S.APPLIANCE, S.KIND_OF_APPLIANCE}):
        return Finding(question=UNCLEAR, is_whole=False)
    return Finding(is_whole=False)


@dataclass(slots=True)
class _Reader:
    """Reads the sentences of one note."""

    note: Note
    context: ReadingContext
    scan: Scan
    _clauses: ClauseReader = field(default_factory=ClauseReader)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what each clause of the note came to."""
        under = self._circumstances()
        for sentence in self.scan.sentences:
            grouper = Grouper(sentence.items, self.scan.language.language)
            groups = restrict(grouper.groups())
            clauses = self._clauses.clauses(groups)
            if sentence.asks:
                yield REMARK
            else:
                yield from outcomes_of(groups, clauses, under)
        if self._clauses.left_aside:
            yield REMARK

    def _circumstances(self) -> Circumstances:
        """Return under what the note is decided."""
        language = self.scan.language.language
        return Circumstances(
            appliances={a.id: a for a in self.context.appliances},
            morning=self.context.morning,
            around=Surroundings(writes_24_hours=self.scan.writes_24_hours),
            spans=spans(self.note.written_at, self.context),
            negates_twice=language.negates_twice,
            commands_in_infinitive=language.commands_in_infinitive,
            not_until_is_not_before=language.not_until_is_not_before,
        )


def _finding(
    outcomes: Sequence[Outcome], note: Note, context: ReadingContext
) -> Finding:
    """Return what the clauses of a note came to together."""
    questions = [outcome for outcome in outcomes if outcome.question is not None]
    questions.sort(key=lambda outcome: _URGENCY.index(outcome.question or _URGENCY[0]))
    found = [c for outcome in outcomes for c in outcome.constraints]
    constraints = list(
        dict.fromkeys(of_note(_with_exceptions(c, found), note, context) for c in found)
    )
    if not questions and _clash(constraints):
        questions = [UNCLEAR]
    said = [outcome for outcome in outcomes if outcome != NOTHING]
    return Finding(
        constraints=tuple(constraints),
        question=questions[0] if questions else None,
        is_past=bool(said) and all(outcome.past for outcome in said),
        is_whole=not any(outcome.is_remark for outcome in outcomes),
    )


def _with_exceptions(
    constraint: Constraint, others: Sequence[Constraint]
) -> Constraint:
    """Return a rule for all days without those that have another: "at weekends by nine"."""
    if constraint.weekdays != ALL_WEEKDAYS or constraint.kind not in _ONE_TIME:
        return constraint
    taken: set[int] = set()
    for other in others:
        alike = (other.kind, other.appliance, other.noisy_only) == (
            constraint.kind,
            constraint.appliance,
            constraint.noisy_only,
        )
        if alike and other.weekdays != ALL_WEEKDAYS:
            taken |= other.weekdays
    rest = ALL_WEEKDAYS - taken
    return replace(constraint, weekdays=rest) if rest else constraint


def _clash(constraints: Sequence[Constraint]) -> bool:
    """Tell whether one note says two times or figures of the same thing."""
    if len(constraints) > MOST_DEMANDS:
        return True
    single = [c for c in constraints if c.kind in _ONE_TIME | _FIGURES]
    return any(
        one.kind is other.kind
        and (one.appliance, one.noisy_only) == (other.appliance, other.noisy_only)
        and one.weekdays & other.weekdays
        for one, other in combinations(single, 2)
    )
