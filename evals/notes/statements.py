"""The statements and their truth, and the homes that they are about.

A line is `statement => truth`, with `;` between constraints and `|` between
truths that are equally right. A truth is `kind appliance values days once`, a
question as `? name`, `-` for nothing demanded, `!` for anything but a
constraint. Lines with # are headings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from custom_components.hushwatt.notes import ReadingContext
from custom_components.hushwatt.vocabulary import (
    ALL_WEEKDAYS,
    Appliance,
    Constraint,
    ConstraintKind as Kind,
    Note,
    NoteQuestion,
)

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("en", "de", "fr", "nl", "es")
ZONE: Final = ZoneInfo("Europe/Berlin")
WRITTEN_AT: Final = datetime(2026, 3, 10, 18, 30, tzinfo=ZONE)

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT: Final = WRITTEN_AT.replace(hour=0, minute=0) + timedelta(days=1)
_ONCE: Final = {
    "tonight": (WRITTEN_AT, _MIDNIGHT.replace(hour=12)),
    "today": (WRITTEN_AT, _MIDNIGHT),
    "tomorrow": (_MIDNIGHT, _MIDNIGHT + timedelta(days=1)),
}

# What the five appliances are called: dishwasher, washer, dryer, car, vacuum.
_NAMES: Final = {
    "en": (
        ("Dishwasher",),
        ("Washing machine", "washer"),
        ("Tumble dryer", "dryer"),
        ("EV charger", "car", "EV"),
        ("Robot vacuum", "vacuum"),
    ),
    "de": (
        ("Geschirrspüler", "Spülmaschine"),
        ("Waschmaschine",),
        ("Trockner", "Wäschetrockner"),
        ("Wallbox", "Auto", "E-Auto"),
        ("Saugroboter", "Staubsauger"),
    ),
    "fr": (
        ("Lave-vaisselle",),
        ("Lave-linge", "machine à laver"),
        ("Sèche-linge",),
        ("Borne de recharge", "voiture"),
        ("Aspirateur", "robot aspirateur"),
    ),
    "nl": (
        ("Vaatwasser", "afwasmachine"),
        ("Wasmachine",),
        ("Droger", "wasdroger"),
        ("Laadpaal", "auto"),
        ("Robotstofzuiger", "stofzuiger"),
    ),
    "es": (
        ("Lavavajillas",),
        ("Lavadora",),
        ("Secadora",),
        ("Cargador", "coche"),
        ("Aspiradora", "robot"),
    ),
}
_IDS: Final = ("dishwasher", "washer", "dryer", "car", "vacuum")


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What a statement demands: constraints, or one of some questions.

    `harmless` accepts whatever is not a constraint.
    """

    constraints: frozenset[Constraint] = frozenset()
    questions: frozenset[NoteQuestion] = frozenset()
    harmless: bool = False


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A note with what it demands, any of `truths`, the first preferred."""

    text: str
    truths: tuple[Truth, ...]

    @property
    def note(self) -> Note:
        """Return the statement as a note."""
        return Note(uid="note", text=self.text, written_at=WRITTEN_AT)


def home(language: str) -> ReadingContext:
    """Return the home whose appliances are called in a language."""
    appliances = tuple(
        Appliance(
            id=appliance_id,
            name=names[0],
            aliases=names[1:],
            noisy=appliance_id in {"washer", "dryer", "vacuum"},
        )
        for appliance_id, names in zip(_IDS, _NAMES[language], strict=True)
    )
    return ReadingContext(
        appliances=appliances, timezone=ZONE, morning=time(7), language=language
    )


def statements(language: str, part: str) -> Iterator[Statement]:
    """Yield the statements of a language; `part` is tuned or held_out."""
    lines = (FOLDER / f"{language}.{part}.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            text, _, truths = line.rpartition(" => ")
            yield Statement(text=text, truths=tuple(map(_truth, truths.split(" | "))))


def _truth(words: str) -> Truth:
    """Return one truth from its words."""
    words = words.strip()
    if words == "-":
        return Truth()
    if words == "!":
        return Truth(harmless=True)
    if words.startswith("?"):
        return Truth(questions=frozenset(map(NoteQuestion, words[1:].split())))
    return Truth(constraints=frozenset(map(_constraint, words.split(";"))))


def _constraint(words: str) -> Constraint:
    """Return one constraint from its words."""
    kind_name, who, *values = words.split()
    kind = Kind(kind_name)
    since, until = _ONCE.get(values[-1], (None, None)) if values else (None, None)
    if since is not None:
        values = values[:-1]
    weekdays = ALL_WEEKDAYS
    if values and values[-1][:3] in _DAYS:
        weekdays = _weekdays(values.pop())
    times = [time.fromisoformat(t) for v in values if ":" in v for t in v.split("-")]
    value = values[0] if values and not times else None
    related = kind in (Kind.AFTER_LOAD, Kind.NOT_WITH)
    return normal(
        Constraint(
            kind=kind,
            appliance=None if who in ("all", "noisy") else who,
            note_uid="note",
            time=times[0] if times else None,
            until=times[1] if len(times) > 1 else None,
            weekdays=weekdays,
            active_from=since,
            active_until=until,
            other=value if related else None,
            amount=float(value) if value is not None and not related else None,
            noisy_only=who == "noisy",
        )
    )


def _weekdays(words: str) -> frozenset[int]:
    """Return weekdays from "mon-fri" or "sat,sun"."""
    if "-" in words:
        first, last = (_DAYS.index(day) for day in words.split("-"))
        return frozenset(range(first, last + 1))
    return frozenset(_DAYS.index(day) for day in words.split(","))


def normal(constraint: Constraint) -> Constraint:
    """Return a constraint with the two appliances that never run together in order."""
    if constraint.kind is not Kind.NOT_WITH or constraint.appliance is None:
        return constraint
    one, other = sorted((constraint.appliance, constraint.other or ""))
    return Constraint(
        kind=Kind.NOT_WITH,
        appliance=one,
        other=other,
        note_uid=constraint.note_uid,
        weekdays=constraint.weekdays,
        active_from=constraint.active_from,
        active_until=constraint.active_until,
    )
