"""Reads a note without a model: right on plain statements, else it asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
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
from ..bounds import LONGEST_NOTE, MOST_DEMANDS
from ..context import ReadingContext
from ..text import Token, TokenKind, normalise, tokenise
from .clauses import VERBS, Clause, ClauseReader, weighty
from .clocks import Notation
from .deciding import NOTHING, Circumstances, Outcome, decide
from .grouping import Bound, Days, Group, Grouper, Window
from .languages import LANGUAGES, lexicon
from .lexicon import Lexicon
from .names import names_of
from .resolving import Surroundings
from .scanner import Scanner
from .symbols import Item, Symbol as S

_NOON: Final = time(12)
_DAY: Final = timedelta(days=1)
# The share of words below which a text is in none of our languages.
_KNOWN_SHARE: Final = 0.35
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


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a note in items; a question when it ends as one."""

    items: tuple[Item, ...]
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A note in items, in the language that it is written in."""

    language: Lexicon
    sentences: tuple[Sentence, ...]
    is_spoken: bool
    writes_24_hours: bool


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
        return Finding(question=_asking(NoteQuestion.NOT_UNDERSTOOD), is_whole=False)
    if not scan.is_spoken:
        return _foreign(scan)
    outcomes = list(_Reader(note, context, scan).outcomes())
    return _finding(outcomes, note, context)


def scan_note(text: str, context: ReadingContext) -> Scan | None:
    """Return a note in items, in the language that most of its words are of.

    None for a text that is longer than any note.
    """
    if len(text) > LONGEST_NOTE:
        return None
    tokens = tokenise(normalise(text))
    language = _language(tokens, context.language)
    names = names_of(context.appliances, language.language.tag)
    items = Scanner(tokens, language, names).items()
    return Scan(
        language=language,
        sentences=tuple(_sentences(items)),
        is_spoken=_known_share(items) >= _KNOWN_SHARE,
        writes_24_hours=any(map(_is_of_24_hours, items)),
    )


def _language(tokens: Sequence[Token], home: str) -> Lexicon:
    """Return the language that knows most words, the home's when equal."""
    tag = home.replace("_", "-").split("-")[0].casefold()
    order = sorted(LANGUAGES, key=lambda other: other != tag)
    counts = {other: sum(map(lexicon(other).knows, tokens)) for other in order}
    return lexicon(max(order, key=lambda other: counts[other]))


def _known_share(items: Sequence[Item]) -> float:
    """Return the share of words that are known, appliances' names left out."""
    counts = {True: 0, False: 0}
    for item in items:
        if item.symbol is not S.APPLIANCE:
            words = sum(token.kind is TokenKind.WORD for token in item.tokens)
            counts[item.symbol is not S.UNKNOWN] += words
    total = sum(counts.values())
    return counts[True] / total if total else 1.0


def _is_of_24_hours(item: Item) -> bool:
    """Tell whether an item is a time in digits that only 24 hours have."""
    if item.clock is None or item.clock.notation is not Notation.EXACT:
        return False
    digits = item.tokens[0].text
    padded = digits.startswith("0") and len(item.tokens) == 1
    late = item.clock.hour > 12 and len(item.tokens) == 1
    return item.symbol is S.TIME and digits[0].isdigit() and (padded or late)


def _sentences(items: Iterable[Item]) -> Iterable[Sentence]:
    """Yield the sentences of a note."""
    current: list[Item] = []
    for item in items:
        if item.symbol not in (S.STOP, S.QUESTION):
            current.append(item)
            continue
        if current:
            asks = item.symbol is S.QUESTION and _asks(current)
            yield Sentence(items=tuple(current), asks=asks)
        current = []
    if current:
        yield Sentence(items=tuple(current))


def _asks(items: Sequence[Item]) -> bool:
    """Tell whether a sentence with a question mark asks: not "can you …", not "…, ok?"."""
    if any(item.symbol is S.REQUEST for item in items):
        return False
    last_comma = max(
        (i for i, x in enumerate(items) if x.symbol is S.COMMA), default=-1
    )
    return not all(item.symbol is S.FILLER for item in items[last_comma + 1 :])


def _foreign(scan: Scan) -> Finding:
    """Return the question about a note in a language that is not spoken."""
    items = [item for sentence in scan.sentences for item in sentence.items]
    symbols = {item.symbol for item in items}
    many = sum(item.symbol is S.UNKNOWN for item in items) >= _MANY
    timed = symbols & {S.TIME, S.AMOUNT, S.ENERGY}
    if timed or (many and symbols & {S.APPLIANCE, S.KIND_OF_APPLIANCE}):
        return Finding(question=_asking(NoteQuestion.NOT_UNDERSTOOD), is_whole=False)
    return Finding(is_whole=False)


def _asking(question: NoteQuestion) -> Outcome:
    """Return a question without placeholders."""
    return Outcome(question=question)


@dataclass(slots=True)
class _Reader:
    """Reads the sentences of one note."""

    note: Note
    context: ReadingContext
    scan: Scan
    _clauses: ClauseReader = field(default_factory=ClauseReader)

    def outcomes(self) -> Iterable[Outcome]:
        """Yield what each clause of the note came to."""
        under = self._circumstances()
        for sentence in self.scan.sentences:
            grouper = Grouper(sentence.items, self.scan.language.language)
            groups = restrict(grouper.groups())
            clauses = self._clauses.clauses(groups)
            if sentence.asks:
                yield Outcome(is_remark=True)
            else:
                yield from _sentence(groups, clauses, under)
        if self._clauses.left_aside:
            yield Outcome(is_remark=True)

    def _circumstances(self) -> Circumstances:
        """Return under what the note is decided."""
        language = self.scan.language.language
        return Circumstances(
            appliances={a.id: a for a in self.context.appliances},
            around=Surroundings(
                morning=self.context.morning,
                writes_24_hours=self.scan.writes_24_hours,
            ),
            spans=spans(self.note.written_at, self.context),
            negates_twice=language.negates_twice,
            commands_in_infinitive=language.commands_in_infinitive,
            not_until_is_not_before=language.not_until_is_not_before,
        )


def restrict(groups: Sequence[Group]) -> list[Group]:
    """Return groups with what is "only" in two words or in some sentences made so.

    French says "ne … que"; German "erst" is "only", or "first" before "dann".
    """
    symbols = {group.symbol for group in groups if isinstance(group, Item)}
    denies = symbols & {S.NEG, S.NOTHING}
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


def spans(
    written_at: datetime, context: ReadingContext
) -> dict[S, tuple[datetime, datetime]]:
    """Return what "tonight", "today" and "tomorrow" name: aware, in the home's zone.

    Tonight is from the writing of the note to the next noon.
    """
    zone = context.timezone
    written = written_at.astimezone(zone)
    noon = datetime.combine(written.date(), _NOON, zone)
    if written >= noon:
        noon = datetime.combine(written.date() + _DAY, _NOON, zone)
    midnight = datetime.combine(written.date() + _DAY, time(), zone)
    after = datetime.combine(written.date() + 2 * _DAY, time(), zone)
    return {
        S.TONIGHT: (written, noon),
        S.TODAY: (written, midnight),
        S.TOMORROW: (midnight, after),
    }


def _sentence(
    groups: Sequence[Group], clauses: Sequence[Clause], under: Circumstances
) -> Iterable[Outcome]:
    """Yield what a sentence came to: as a whole where it has to be, else by clause."""
    if (whole := _in_turn(groups) or _never_together(groups)) is not None:
        yield whole
        return
    outcomes = [decide(clause, under) for clause in _sharing_days(clauses)]
    depends = _depends(groups) and any(c.names_subject and c.says_when for c in clauses)
    if depends or _corrects(clauses) or _loses(clauses, outcomes):
        yield _asking(NoteQuestion.NOT_UNDERSTOOD)
        return
    yield from _said_more_exactly(clauses, outcomes)


def _said_more_exactly(
    clauses: Sequence[Clause], outcomes: Sequence[Outcome]
) -> Iterable[Outcome]:
    """Yield outcomes without a "when?" that the next words answer: "at night, 22-6"."""
    for index, outcome in enumerate(outcomes):
        following = index + 1 < len(outcomes) and clauses[index + 1].takes_over
        answered = following and bool(outcomes[index + 1].constraints)
        if outcome.question is not NoteQuestion.NO_TIME or not answered:
            yield outcome


def _in_turn(groups: Sequence[Group]) -> Outcome | None:
    """Return "first the washing machine, then the dryer"."""
    items = [group for group in groups if isinstance(group, Item)]
    symbols = [item.symbol for item in items]
    if S.FIRST not in symbols or S.THEN not in symbols:
        return None
    named = [item for item in items if item.symbol is S.APPLIANCE]
    known = {S.FIRST, S.THEN, S.APPLIANCE, S.COMMA, S.AND, S.MAY, S.IS} | VERBS
    known |= {S.MUST, S.MUST_IF_POSITIVE}
    plain = len(items) == len(groups) and set(symbols) <= known
    order = [s for s in symbols if s in (S.FIRST, S.THEN, S.APPLIANCE)]
    fits = order[2:] == [S.THEN, S.APPLIANCE] and set(order[:2]) == {
        S.FIRST,
        S.APPLIANCE,
    }
    if not plain or not fits or any(len(n.appliances) != 1 for n in named):
        return _asking(NoteQuestion.NOT_UNDERSTOOD)
    first, then = (item.appliances[0] for item in named)
    if first == then:
        return _asking(NoteQuestion.NOT_UNDERSTOOD)
    after = Constraint(kind=Kind.AFTER_LOAD, appliance=then, other=first)
    return Outcome(constraints=(after,))


def _never_together(groups: Sequence[Group]) -> Outcome | None:
    """Return "never run the dryer and the dishwasher at the same time"."""
    items = [group for group in groups if isinstance(group, Item)]
    symbols = {item.symbol for item in items}
    if S.TOGETHER not in symbols:
        return None
    ids = dict.fromkeys(i for item in items for i in item.appliances)
    known = {S.TOGETHER, S.APPLIANCE, S.NEG, S.MAY, S.MUST, S.RUN, S.RUNS, S.AND}
    known |= {
        S.COMMA,
        S.OR,
        S.IT,
        S.IS,
        S.START,
        S.CHARGED,
        S.HALF_NEG,
        S.MUST_IF_POSITIVE,
    }
    plain = len(items) == len(groups) and symbols <= known
    lifted = S.MUST_IF_POSITIVE in symbols
    if not plain or S.NEG not in symbols or len(ids) < 2 or lifted:
        return _asking(NoteQuestion.NOT_UNDERSTOOD)
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
    """Tell whether a sentence says something of its demand that was left aside.

    Days or "tonight" in a remark ("guests on Friday, so no dryer after ten"), or
    an appliance that is only named behind the demand ("…, the dryer too").
    """
    demanding = False
    for clause, outcome in zip(clauses, outcomes, strict=True):
        alone = len(weighty(clause.groups)) == 1 and clause.has(S.APPLIANCE)
        if demanding and alone and not clause.takes_over:
            return True
        demanding = demanding or bool(outcome.constraints)
    aside = [
        clause
        for clause, outcome in zip(clauses, outcomes, strict=True)
        if not outcome.constraints and outcome.question is None and not outcome.past
    ]
    periods = {period for c in clauses if c not in aside for period in c.periods}
    return demanding and any(c.holds(Days) or c.periods - periods for c in aside)


def _corrects(clauses: Sequence[Clause]) -> bool:
    """Tell whether a person takes back what was said: "by six, no, seven"."""
    return len(clauses) > 1 and any(
        len(clause.groups) == 1 and clause.has(S.NEG) for clause in clauses
    )


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


def _less(constraint: Constraint, others: Sequence[Constraint]) -> Constraint:
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


def _finding(
    outcomes: Sequence[Outcome], note: Note, context: ReadingContext
) -> Finding:
    """Return what the clauses of a note came to together."""
    questions = [outcome for outcome in outcomes if outcome.question is not None]
    questions.sort(key=lambda outcome: _URGENCY.index(outcome.question or _URGENCY[0]))
    found = [c for outcome in outcomes for c in outcome.constraints]
    constraints = list(
        dict.fromkeys(finished(_less(c, found), note, context) for c in found)
    )
    if not questions and _clash(constraints):
        questions = [_asking(NoteQuestion.NOT_UNDERSTOOD)]
    said = [outcome for outcome in outcomes if outcome != NOTHING]
    return Finding(
        constraints=tuple(constraints),
        question=questions[0] if questions else None,
        is_past=bool(said) and all(outcome.past for outcome in said),
        is_whole=not any(outcome.is_remark for outcome in outcomes),
    )


def finished(constraint: Constraint, note: Note, context: ReadingContext) -> Constraint:
    """Return a constraint of a note, bounded by the note's own end date."""
    until = constraint.active_until
    end = note_end(note, context)
    if end is not None and (until is None or end < until):
        until = end
    return replace(constraint, note_uid=note.uid, active_until=until)


def note_end(note: Note, context: ReadingContext) -> datetime | None:
    """Return when a note ceases to hold (aware): the end of its day for a date."""
    if note.until is None:
        return None
    if isinstance(note.until, datetime):
        return note.until.astimezone(context.timezone)
    return datetime.combine(note.until + _DAY, time(), context.timezone)


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
