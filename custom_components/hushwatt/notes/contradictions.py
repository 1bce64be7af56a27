"""Finds notes that cannot both hold, and figures that differ from the form's.

Two notes, or a note and a form, contradict each other when together they leave
no time for a run although each alone does, when they give different figures for
one cycle, when they leave no weekday, or when each of two appliances would have
to wait for the other. Deadlines do not: the earlier one holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import reduce
from itertools import combinations
from typing import Final

from ..vocabulary import (
    Appliance,
    Constraint,
    ConstraintKind as Kind,
    Note,
    NoteQuestion,
    Reading,
    Source,
)
from .context import ReadingContext
from .weeks import Free, free

FIGURE_TOLERANCE: Final = 0.20
_LONGEST_QUOTE: Final = 120
_PLACED: Final = frozenset(
    {
        Kind.NOT_RUNNING_AFTER,
        Kind.NOT_BEFORE,
        Kind.QUIET_WINDOW,
        Kind.ALLOWED_WINDOW,
        Kind.WEEKDAY_ONLY,
        Kind.WEEKDAY_NOT,
    }
)
_FIGURES: Final = frozenset({Kind.DURATION, Kind.ENERGY})
_UNITS: Final = {Kind.DURATION: "min", Kind.ENERGY: "kWh"}


def find_contradictions(
    readings: Mapping[str, Reading],
    context: ReadingContext,
    notes: Sequence[Note] = (),
) -> dict[str, Reading]:
    """Return those of some readings that have to be asked about, as questions.

    `notes` are quoted to the person; without them a note is named by the
    appliance it is about. CONTRADICTION has the placeholders `other` (the note
    or form that it clashes with) and `appliance`, FIGURE_DIFFERS has `note`,
    `form` (both with their unit) and `appliance`. Both notes of a pair are
    asked about.
    """
    finder = _Finder(context=context, texts={note.uid: note.text for note in notes})
    return finder.questions(readings)


@dataclass(frozen=True, kw_only=True)
class _Finder:
    """Compares the constraints of readings, appliance by appliance."""

    context: ReadingContext
    texts: Mapping[str, str]

    def questions(self, readings: Mapping[str, Reading]) -> dict[str, Reading]:
        """Return the readings that became questions."""
        asked = {r.note_uid: r for r in self._figures(readings.values())}
        sure = [r for r in readings.values() if r.question is None]
        for appliance in self.context.appliances:
            constraints = [
                c for r in sure for c in r.constraints if _is_about(c, appliance)
            ]
            for one, other in self._clashes(appliance, constraints):
                self._ask(asked, readings, appliance, one, other)
        for one, other in _waiting([c for r in sure for c in r.constraints]):
            waiting = self.context.appliance(one.appliance or "")
            if waiting is not None:
                self._ask(asked, readings, waiting, one, other)
        return asked

    def _figures(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Yield the notes whose figure is far from the form's."""
        for reading in readings:
            for constraint in reading.constraints:
                form = self._form_figure(constraint)
                amount = constraint.amount
                if (
                    form is None
                    or amount is None
                    or constraint.active_until is not None
                ):
                    continue
                if abs(amount - form) > FIGURE_TOLERANCE * form:
                    yield self._figure_question(reading, constraint, form)
                    break

    def _form_figure(self, constraint: Constraint) -> float | None:
        """Return what the form says where a note gives a figure."""
        appliance = self.context.appliance(constraint.appliance or "")
        if appliance is None or appliance.figure_source is not Source.FORM:
            return None
        if constraint.kind is Kind.DURATION:
            return appliance.duration
        return appliance.energy if constraint.kind is Kind.ENERGY else None

    def _figure_question(
        self, reading: Reading, constraint: Constraint, form: float
    ) -> Reading:
        """Return the question which of two figures holds."""
        unit = _UNITS[constraint.kind]
        appliance = self.context.appliance(constraint.appliance or "")
        return replace(
            reading,
            constraints=(),
            question=NoteQuestion.FIGURE_DIFFERS,
            placeholders={
                "appliance": "" if appliance is None else appliance.name,
                "note": f"{constraint.amount or 0:g} {unit}",
                "form": f"{form:g} {unit}",
            },
        )

    def _clashes(
        self, appliance: Appliance, constraints: Sequence[Constraint]
    ) -> Iterator[tuple[Constraint, Constraint]]:
        """Yield pairs of different notes, or of a note and the form, that clash."""
        form = [replace(c, note_uid=None) for c in appliance.constraints]
        yield from _figure_pairs(constraints)
        placed = [c for c in (*constraints, *form) if c.kind in _PLACED]
        minutes = self._minutes(appliance, constraints)
        groups = _by_origin(placed, self.context.morning)
        together = reduce(Free.within, (g.free for g in groups), Free())
        if together.has_room(minutes):
            return
        for one, other in combinations(groups, 2):
            apart = one.free.has_room(minutes) and other.free.has_room(minutes)
            if apart and one.overlaps(other):
                if not one.free.within(other.free).has_room(minutes):
                    yield one.first, other.first

    def _minutes(self, appliance: Appliance, constraints: Sequence[Constraint]) -> int:
        """Return how long an unbroken run of an appliance is, 1 when nobody knows."""
        if appliance.interruptible:
            return 1
        said = [c.amount for c in constraints if c.kind is Kind.DURATION and c.amount]
        return round(min(said)) if said else appliance.duration or 1

    def _ask(
        self,
        asked: dict[str, Reading],
        readings: Mapping[str, Reading],
        appliance: Appliance,
        one: Constraint,
        other: Constraint,
    ) -> None:
        """Turn both notes of a pair into questions that quote each other."""
        for mine, theirs in ((one, other), (other, one)):
            uid = mine.note_uid
            if uid is None or uid in asked or uid not in readings:
                continue
            asked[uid] = replace(
                readings[uid],
                constraints=(),
                question=NoteQuestion.CONTRADICTION,
                placeholders={
                    "appliance": appliance.name,
                    "other": self._quote(theirs, appliance),
                },
            )

    def _quote(self, constraint: Constraint, appliance: Appliance) -> str:
        """Return the words of a note, or the name of the appliance whose form it is."""
        text = " ".join(self.texts.get(constraint.note_uid or "", "").split())
        if len(text) > _LONGEST_QUOTE:
            text = f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"
        return f"“{text}”" if text else appliance.name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What the constraints of one note on one appliance leave of a week."""

    first: Constraint
    free: Free

    def overlaps(self, other: _Group) -> bool:
        """Tell whether two notes ever hold at the same time."""
        return _hold_together(self.first, other.first)


def _by_origin(constraints: Iterable[Constraint], morning: time) -> list[_Group]:
    """Return constraints by the note and the time in which they hold.

    The allowed windows of one note allow together.
    """
    groups: dict[object, list[Constraint]] = {}
    for constraint in constraints:
        key = constraint.note_uid, constraint.active_from, constraint.active_until
        groups.setdefault(key, []).append(constraint)
    return [
        _Group(first=group[0], free=_leaves(group, morning))
        for group in groups.values()
    ]


def _leaves(constraints: Sequence[Constraint], morning: time) -> Free:
    """Return what the constraints of one note leave of a week."""
    allowed = [free(c, morning) for c in constraints if c.kind is Kind.ALLOWED_WINDOW]
    rest = [free(c, morning) for c in constraints if c.kind is not Kind.ALLOWED_WINDOW]
    if allowed:
        rest.append(Free(run=reduce(int.__or__, (one.run for one in allowed))))
    return reduce(Free.within, rest, Free())


def _figure_pairs(
    constraints: Sequence[Constraint],
) -> Iterator[tuple[Constraint, Constraint]]:
    """Yield standing notes that give different figures for one cycle."""
    figures = [c for c in constraints if c.kind in _FIGURES and c.active_until is None]
    for one, other in combinations(figures, 2):
        if one.kind is other.kind and one.amount != other.amount:
            if one.note_uid != other.note_uid:
                yield one, other


def _waiting(
    constraints: Sequence[Constraint],
) -> Iterator[tuple[Constraint, Constraint]]:
    """Yield the notes by which appliances wait for each other, round in a ring."""
    orders = [c for c in constraints if c.kind is Kind.AFTER_LOAD]
    following: dict[str | None, list[Constraint]] = {}
    for order in orders:
        following.setdefault(order.other, []).append(order)
    for order in orders:
        if (closing := _path(following, order.appliance, order.other)) is not None:
            yield order, closing


def _path(
    following: Mapping[str | None, Sequence[Constraint]],
    start: str | None,
    goal: str | None,
) -> Constraint | None:
    """Return the last order on a way from one appliance to another, if there is one."""
    seen, waiting = {start}, [start]
    while waiting:
        for order in following.get(waiting.pop(), ()):
            if order.appliance == goal:
                return order
            if order.appliance not in seen:
                seen.add(order.appliance)
                waiting.append(order.appliance)
    return None


def _is_about(constraint: Constraint, appliance: Appliance) -> bool:
    """Tell whether a constraint is about an appliance."""
    if constraint.appliance is not None:
        return constraint.appliance == appliance.id
    return appliance.noisy or not constraint.noisy_only


def _hold_together(one: Constraint, other: Constraint) -> bool:
    """Tell whether two constraints ever hold at the same time."""
    starts = [c.active_from for c in (one, other) if c.active_from is not None]
    ends = [c.active_until for c in (one, other) if c.active_until is not None]
    return not starts or not ends or max(starts) < min(ends)
