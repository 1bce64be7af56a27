"""What a note certainly says, whatever it means: times, figures, days, appliances.

A model's reading is held against this. It is found without a model, in the
language of the note; for a language that is not spoken here, only digits are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from typing import Final

from ..vocabulary import Note
from .built_in.clocks import Notation
from .built_in.grouping import (
    Bound,
    Days,
    Group,
    Grouper,
    Moment,
    Window,
    said_of_the_day,
)
from .built_in.resolving import (
    AmbiguousTime,
    ImpossibleTime,
    Surroundings,
    resolve,
    resolve_window,
)
from .built_in.scan import Scan, scan_note
from .built_in.symbols import PERIODS, Item, Symbol as S
from .context import ReadingContext
from .text import surface

_ONCE: Final = {S.TONIGHT: "tonight", S.TODAY: "today", S.TOMORROW: "tomorrow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTime:
    """A clock time of a note: its words and the times of the day it can mean."""

    words: str
    readings: tuple[time, ...]

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether it can be of the morning or of the evening."""
        return len(self.readings) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a note says: times, minutes and kWh of figures, other numbers, days.

    `once` holds "tonight", "today", "tomorrow". `kinds` are kinds of appliance
    that the home does not have, or has more than one of. `is_spoken` is false
    for a note in a language that the built-in reader does not know.
    """

    times: tuple[SaidTime, ...] = ()
    minutes: frozenset[float] = frozenset()
    energies: frozenset[float] = frozenset()
    numbers: frozenset[float] = frozenset()
    names_days: bool = False
    names_morning: bool = False
    once: frozenset[str] = frozenset()
    appliances: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    is_spoken: bool = True


def said_by(note: Note, context: ReadingContext) -> Said:
    """Return what a note says for certain; a note that is too long says nothing."""
    scan = scan_note(note.text, context)
    if scan is None:
        return Said(is_spoken=False)
    groups = [_groups(scan, sentence.items) for sentence in scan.sentences]
    flat = [group for sentence in groups for group in sentence]
    items = [item for sentence in scan.sentences for item in sentence.items]
    morning = any(_is_morning(group) for group in flat)
    return Said(
        times=tuple(t for g in groups for t in _times(g, scan)),
        minutes=frozenset(i.minutes for i in items if i.minutes is not None),
        energies=frozenset(i.energy for i in items if i.energy is not None),
        numbers=frozenset(i.number for i in items if i.number is not None),
        names_days=any(isinstance(group, Days) for group in flat),
        names_morning=morning,
        once=frozenset(_ONCE[i.symbol] for i in items if i.symbol in PERIODS),
        appliances=frozenset(a for i in items for a in i.appliances),
        kinds=tuple(
            surface(i.tokens) for i in items if i.symbol is S.KIND_OF_APPLIANCE
        ),
        is_spoken=scan.is_spoken,
    )


def _groups(scan: Scan, items: Iterable[Item]) -> list[Group]:
    """Return the groups of a sentence."""
    return Grouper(list(items), scan.language.language).groups()


def _is_morning(group: Group) -> bool:
    """Tell whether a group stands for the home's morning: "by the morning"."""
    return isinstance(group, Bound) and group.is_morning


def _times(groups: list[Group], scan: Scan) -> Iterator[SaidTime]:
    """Yield the clock times of a sentence."""
    around = Surroundings(
        said=said_of_the_day(groups),
        writes_24_hours=scan.writes_24_hours,
    )
    for group in groups:
        if isinstance(group, Bound) and group.moment is not None:
            yield from _bounded(group.moment, group.op, around)
        elif isinstance(group, Window):
            yield from _window(group, around)


def _bounded(moment: Moment, op: S, around: Surroundings) -> Iterator[SaidTime]:
    """Yield a time with what it can mean; none for a number that need be no time."""
    if op is S.FOR and _is_bare(moment):
        return
    try:
        readings: tuple[time, ...] = (resolve(moment, op, around),)
    except AmbiguousTime, ImpossibleTime:
        readings = moment.clock.halves
    yield SaidTime(words=surface(moment.tokens), readings=readings)


def _is_bare(moment: Moment) -> bool:
    """Tell whether a time is but a number: "for 2 …" need not be one."""
    bare = moment.clock.notation in (Notation.TWELVE_DIGITS, Notation.TWELVE_WORDS)
    return bare and len(moment.tokens) == 1


def _window(window: Window, around: Surroundings) -> Iterator[SaidTime]:
    """Yield both ends of a window."""
    moments = window.opening, window.closing
    try:
        ends = resolve_window(window, around)
    except AmbiguousTime, ImpossibleTime:
        for moment, op in zip(moments, (S.FROM, S.UNTIL), strict=True):
            yield from _bounded(moment, op, around)
        return
    for moment, end in zip(moments, ends, strict=True):
        yield SaidTime(words=surface(moment.tokens), readings=(end,))
