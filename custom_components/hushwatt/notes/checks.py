"""Holds a model's reading of a note against what the note certainly says.

The model is believed about what words mean, never about what they are: its
times, figures, days and appliances have to stand in the note, nothing that the
note says may be lost, and nothing may contradict what the built-in reader is
sure of. Every fault has a sentence that names it, for the model's next try.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from ..vocabulary import (
    ALL_WEEKDAYS,
    Constraint,
    ConstraintKind as Kind,
    Note,
    NoteQuestion,
)
from .bounds import is_within_bounds
from .built_in.periods import of_note, spans
from .built_in.reader import Finding
from .built_in.symbols import Symbol
from .context import ReadingContext
from .evidence import Said, SaidTime
from .prompts import EVERYTHING, EVERYTHING_NOISY, OTHER
from .replies import DAYS, Answer, Demand
from .text import fold

_SPANS: Final = {
    "tonight": Symbol.TONIGHT,
    "today": Symbol.TODAY,
    "tomorrow": Symbol.TOMORROW,
}
_RELATIONS: Final = frozenset({Kind.AFTER_LOAD, Kind.NOT_WITH})


class Fault(Exception):
    """A reading fails a check; the text says which, to the model."""


class Ask(Exception):
    """Only the person can decide: a question, with the words it is about."""

    def __init__(self, question: NoteQuestion, words: str = "") -> None:
        """Keep the question and its words."""
        super().__init__(question)
        self.question = question
        self.words = words


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that a model's reading of one note is held against."""

    note: Note
    context: ReadingContext
    said: Said
    finding: Finding


def constraints_of(answer: Answer, evidence: Evidence) -> tuple[Constraint, ...]:
    """Return the constraints of an answer that passes every check.

    Raises Fault for one that does not, Ask when the person has to be asked.
    """
    if answer.asked is not None:
        _check_asking(evidence.finding)
        raise Ask(answer.asked)
    demands = [(demand, _constraint(demand, evidence)) for demand in answer.constraints]
    constraints = tuple(dict.fromkeys(c for _, c in demands))
    _check_past(constraints, evidence.finding)
    _check_appliances(constraints, evidence.said)
    _check_times(answer, constraints, evidence)
    _check_figures(constraints, evidence.said)
    _check_days(constraints, evidence.said)
    _check_once([demand for demand, _ in demands], evidence.said)
    _check_findings(constraints, evidence.finding)
    return constraints


def _constraint(demand: Demand, evidence: Evidence) -> Constraint:
    """Return a demand as a constraint; raise Fault when it is not whole."""
    appliance, noisy = _appliance(demand.appliance, evidence)
    related = demand.kind in _RELATIONS
    other = _other(demand, evidence) if related else None
    figure = {Kind.DURATION: demand.minutes, Kind.ENERGY: demand.kwh}.get(demand.kind)
    since, until = None, None
    if demand.once is not None:
        moments = spans(evidence.note.written_at, evidence.context)
        since, until = moments[_SPANS[demand.once]]
    timed = not related and figure is None
    constraint = Constraint(
        kind=demand.kind,
        appliance=appliance,
        time=_clock(demand.time) if timed else None,
        until=_clock(demand.until) if timed and _is_window(demand.kind) else None,
        weekdays=_weekdays(demand.days),
        active_from=since,
        active_until=until,
        other=other,
        amount=None if figure is None else round(figure, 2),
        noisy_only=noisy,
    )
    if not is_within_bounds(constraint) or (appliance is None and not timed):
        raise Fault(
            f'the constraint "{demand.kind}" of "{demand.appliance}" lacks what its'
            " kind needs, or its value cannot be."
        )
    return of_note(constraint, evidence.note, evidence.context)


def _is_window(kind: Kind) -> bool:
    """Tell whether a kind has an end as well as a beginning."""
    return kind in (Kind.QUIET_WINDOW, Kind.ALLOWED_WINDOW)


def _appliance(name: str, evidence: Evidence) -> tuple[str | None, bool]:
    """Return the subentry id of a name, and whether every noisy one is meant."""
    folded = fold(name).strip()
    if folded in (EVERYTHING, EVERYTHING_NOISY):
        return None, folded == EVERYTHING_NOISY
    if folded == OTHER:
        raise Ask(NoteQuestion.UNKNOWN_APPLIANCE, " ".join(evidence.said.kinds[:1]))
    for appliance in evidence.context.appliances:
        if folded in map(fold, (appliance.name, *appliance.aliases)):
            return appliance.id, False
    raise Fault(f'"{name}" is not in the list of appliances; use "{OTHER}" for it.')


def _other(demand: Demand, evidence: Evidence) -> str:
    """Return the appliance that a relation names; raise Fault when there is none."""
    if demand.other is None:
        raise Fault(f'the constraint "{demand.kind}" lacks "other".')
    other, _ = _appliance(demand.other, evidence)
    if other is None:
        raise Fault(f'the "other" of "{demand.kind}" has to be one appliance.')
    return other


def _clock(text: str | None) -> time | None:
    """Return a clock time; 24:00 is midnight; raise Fault beyond it."""
    if text is None:
        return None
    hour, minute = map(int, text.split(":"))
    if hour == 24 and minute:
        raise Fault(f"{text} is no time of the day.")
    return time(hour % 24, minute)


def _weekdays(days: Sequence[str] | None) -> frozenset[int]:
    """Return the weekdays of a demand, all of them when it names none."""
    return frozenset(DAYS.index(day) for day in days) if days else ALL_WEEKDAYS


def _check_asking(finding: Finding) -> None:
    """Raise when the person would be asked about what is plain."""
    if finding.question is None and finding.constraints:
        raise Fault("the note says plainly what it demands; no question is needed.")
    if finding.question is None and (finding.is_past or finding.is_whole):
        raise Fault("the note demands nothing; no question is needed.")


def _check_past(constraints: Sequence[Constraint], finding: Finding) -> None:
    """Raise when what has been is taken for a demand."""
    if constraints and finding.is_past:
        raise Fault(
            "the note only tells what has already happened; it demands nothing."
        )


def _check_appliances(constraints: Sequence[Constraint], said: Said) -> None:
    """Raise when none of the appliances that the note names is meant."""
    if not constraints:
        return
    named = {c.appliance for c in constraints}
    named |= {c.other for c in constraints if c.other is not None}
    if said.kinds and not named & said.appliances:
        raise Ask(NoteQuestion.UNKNOWN_APPLIANCE, said.kinds[0])
    if said.appliances and not named & (said.appliances | {None}):
        raise Fault("the constraints are about other appliances than the note.")


def _check_times(
    answer: Answer, constraints: Sequence[Constraint], evidence: Evidence
) -> None:
    """Raise for a time that was lost, made up, or chosen where it has to be asked."""
    said = evidence.said
    used = {t for c in constraints for t in (c.time, c.until) if t is not None}
    irrelevant = {_clock(text) for text in answer.irrelevant_times}
    for one in said.times:
        if used & set(one.readings):
            if one.is_ambiguous and said.is_spoken:
                raise Ask(NoteQuestion.AMBIGUOUS_TIME, one.words)
        elif not irrelevant & set(one.readings):
            raise Fault(
                f'the note says "{one.words}"; use that time in a constraint, or list'
                " it in irrelevant_times."
            )
    if not said.is_spoken:
        return
    for at in sorted(used - set(_sayable(said, evidence.context))):
        raise Fault(f"the time {at:%H:%M} does not stand in the note.")


def _sayable(said: Said, context: ReadingContext) -> Iterator[time]:
    """Yield the times that a note can mean: those it says, and an hour before them."""
    if said.names_morning:
        yield context.morning
    for one in said.times:
        yield from one.readings
        for minutes in said.minutes:
            yield from _shifted(one, minutes)


def _shifted(one: SaidTime, minutes: float) -> Iterator[time]:
    """Yield what lies some minutes before or after a time."""
    for at in one.readings:
        moment = datetime.combine(datetime.min + timedelta(days=2), at)
        for sign in (-1, 1):
            yield (moment + sign * timedelta(minutes=minutes % 1440)).time()


def _check_figures(constraints: Sequence[Constraint], said: Said) -> None:
    """Raise for a duration or an energy that does not stand in the note."""
    for constraint in constraints:
        amount = constraint.amount
        if amount is None:
            continue
        if constraint.kind is Kind.DURATION:
            known = said.minutes or {n * f for n in said.numbers for f in (1, 60)}
        else:
            known = said.energies or {n * f for n in said.numbers for f in (1, 0.001)}
        if not any(abs(amount - figure) < 0.01 for figure in known):
            raise Fault(f"the figure {amount:g} does not stand in the note.")


def _check_days(constraints: Sequence[Constraint], said: Said) -> None:
    """Raise for days that were lost or made up."""
    if not constraints or not said.is_spoken:
        return
    limited = any(c.weekdays != ALL_WEEKDAYS for c in constraints)
    if said.names_days and not limited:
        raise Fault('the note names days of the week; put them into "days".')
    if limited and not said.names_days:
        raise Fault('the note names no days of the week; leave "days" out.')


def _check_once(demands: Sequence[Demand], said: Said) -> None:
    """Raise for a "tonight" that was lost or made up."""
    if not demands or not said.is_spoken:
        return
    once = {demand.once for demand in demands} - {None}
    if said.once and not once:
        raise Fault(f'the note says "{min(said.once)}"; put it into "once".')
    if once - said.once:
        raise Fault(f'the note does not say "{min(map(str, once - said.once))}".')


def _check_findings(constraints: Sequence[Constraint], finding: Finding) -> None:
    """Raise for what contradicts the built-in reader where it is sure."""
    if finding.question is not None:
        return
    mine = set(map(_plain, constraints))
    for sure in finding.constraints:
        if _plain(sure) not in mine:
            raise Fault(f"the note plainly demands {_in_words(sure)}; that is missing.")
    if finding.is_whole and mine - set(map(_plain, finding.constraints)):
        raise Fault("it has a constraint that the note does not demand.")


def _plain(constraint: Constraint) -> Constraint:
    """Return a constraint that equals those that mean the same."""
    if constraint.kind is not Kind.NOT_WITH:
        return constraint
    one, other = sorted((constraint.appliance or "", constraint.other or ""))
    return replace(constraint, appliance=one, other=other)


def _in_words(constraint: Constraint) -> str:
    """Return a constraint as the model would write it, without private ids."""
    times = [f"{t:%H:%M}" for t in (constraint.time, constraint.until) if t is not None]
    amount = [] if constraint.amount is None else [f"{constraint.amount:g}"]
    return " ".join([f'"{constraint.kind}"', *times, *amount])
