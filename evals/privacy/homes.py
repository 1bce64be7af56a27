"""Generated homes: people, rooms, appliances, notes, tariffs, couplings, nights of a clock change.

A home is made from a random generator alone, so a seed names it for good.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
import random
from zoneinfo import ZoneInfo

from .words import LANGUAGES, Kind, Words
from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus,
    Constraint,
    ConstraintKind,
    Household,
    Note,
    Phase,
    PowerWindow,
    PriceWindow,
    Source,
    Tariff,
)

ZONES = {
    "en": ("Europe/London", "America/New_York", "Australia/Lord_Howe"),
    "de": ("Europe/Berlin", "Europe/Vienna"),
    "nl": ("Europe/Amsterdam",),
    "fr": ("Europe/Paris",),
    "es": ("Europe/Madrid", "Atlantic/Canary"),
}
# Ordinary days, and days around which clocks are changed somewhere.
DAYS = (
    (2026, 11, 20),
    (2026, 7, 3),
    (2026, 10, 24),
    (2026, 10, 31),
    (2027, 3, 13),
    (2027, 3, 27),
    (2027, 4, 3),
)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Home:
    """A home with all that is private about it.

    `household` has the constraints of its notes in it; `targets` are the
    subentry ids that are asked about. `phone` is a telephone number of theirs.
    """

    household: Household
    notes: tuple[Note, ...]
    targets: tuple[str, ...]
    language: str
    people: tuple[str, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    entity_ids: tuple[str, ...]
    phone: str

    @property
    def private_strings(self) -> tuple[str, ...]:
        """Return everything that the guard is to look for."""
        appliances = self.household.appliances
        return (
            *self.people,
            *self.areas,
            *self.places,
            *self.entity_ids,
            *(name for one in appliances for name in (one.id, one.name, *one.aliases)),
            *(note.text for note in self.notes),
            self.household.timezone.key,
            self.phone,
        )


def make_home(rng: random.Random) -> Home:
    """Return an ordinary home; the same generator state gives the same home."""
    language = rng.choice(list(LANGUAGES))
    words = LANGUAGES[language]
    zone = ZoneInfo(rng.choice(ZONES[language]))
    day = datetime(*rng.choice(DAYS), tzinfo=zone)
    now = day.replace(hour=rng.randint(0, 23), minute=rng.choice((0, 0, 7, 30, 43)))
    people = tuple(rng.sample(words.people, rng.randint(1, 3)))
    appliances = _appliances(rng, words, people)
    notes = tuple(
        _note(rng, words, people, appliances, now) for _ in range(rng.randint(0, 6))
    )
    household = Household(
        now=now,
        timezone=zone,
        appliances=appliances,
        states={one.id: _state(rng, now) for one in appliances},
        constraints=tuple(
            constraint
            for note in notes
            for constraint in read_constraints(rng, note, appliances)
        ),
        tariff=_tariff(rng, now),
        limit=rng.choice((None, None, 3.7, 7.4, 11.0, 13.8)),
        base_load=rng.choice((0.0, 0.3, 0.42)),
        solar=_solar(rng, day),
        morning=rng.choice((time(7), time(6, 30), time(8))),
        segment=rng.choice((15, 30, 30, 60)),
    )
    asked = rng.sample([one.id for one in appliances], rng.randint(0, len(appliances)))
    return Home(
        household=household,
        notes=notes,
        targets=tuple(asked[: rng.choice((1, 1, 2, 6))]),
        language=language,
        people=people,
        areas=tuple(rng.sample(words.areas, 3)),
        places=(rng.choice(words.places),),
        entity_ids=tuple(f"sensor.{_slug(one.name)}_state" for one in appliances),
        phone=f"+49{rng.randint(151, 179)}{rng.randint(10**6, 10**7 - 1)}",
    )


def with_constraints(home: Home, constraints: Sequence[Constraint]) -> Home:
    """Return a home whose notes were read as these constraints."""
    return replace(
        home, household=replace(home.household, constraints=tuple(constraints))
    )


def read_constraints(
    rng: random.Random, note: Note, appliances: Sequence[Appliance]
) -> list[Constraint]:
    """Return a plausible reading of a note: a demand or none."""
    return [
        random_constraint(rng, note.uid, [one.id for one in appliances])
        for _ in range(rng.choice((0, 0, 1)))
    ]


def random_constraint(
    rng: random.Random, note_uid: str, ids: Sequence[str]
) -> Constraint:
    """Return a demand of any kind with everyday figures."""
    kind = rng.choice(list(ConstraintKind))
    amounts = {
        ConstraintKind.DURATION: (45, 90, 137),
        ConstraintKind.ENERGY: (0.9, 1.3),
    }
    return Constraint(
        kind=kind,
        appliance=rng.choice([*ids, None]),
        source=Source.NOTE,
        note_uid=note_uid,
        time=_clock(rng),
        until=_clock(rng),
        weekdays=frozenset(rng.sample(range(7), rng.choice((6, 7, 7)))),
        other=rng.choice(ids),
        amount=rng.choice(amounts.get(kind, (None,))),
        noisy_only=rng.random() < 0.1,
    )


def _clock(rng: random.Random) -> time:
    """Return a clock time that people say."""
    return time(rng.randint(0, 23), rng.choice((0, 0, 15, 30, 45)))


def _slug(name: str) -> str:
    """Return a name as part of an entity id."""
    return "".join(c if c.isalnum() else "_" for c in name.lower())


def _appliances(
    rng: random.Random, words: Words, people: Sequence[str]
) -> tuple[Appliance, ...]:
    """Return one to six appliances, some called after somebody."""
    kinds = rng.sample(list(words.appliances), rng.randint(1, 6))
    return tuple(_appliance(rng, words, kind, people) for kind in kinds)


def _appliance(
    rng: random.Random, words: Words, kind: Kind, people: Sequence[str]
) -> Appliance:
    """Return an appliance with the figures of its kind."""
    name = rng.choice(words.appliances[kind])
    if rng.random() < 0.3:
        name = words.of.format(person=rng.choice(people), appliance=name)
    minutes = {
        "dishwasher": rng.choice((90, 95, 137, 180)),
        "washer": rng.choice((60, 75, 130)),
        "dryer": rng.choice((45, 100)),
        "ev": rng.choice((60, 120, 240, 355)),
        "heater": rng.choice((30, 60, 120)),
        "vacuum": 50,
    }[kind]
    power = {"ev": (3.7, 7.0, 11.0), "heater": (2.0, 3.0)}.get(kind, (0.6, 0.8, 2.1))
    energy = round(minutes / 60 * rng.choice(power), 2)
    phases: tuple[Phase, ...] = ()
    if kind in {"washer", "dishwasher"} and rng.random() < 0.4:
        heating = minutes // 4
        phases = (Phase(heating, 2.0), Phase(minutes - heating, 0.15))
        energy = round(sum(p.minutes * p.power for p in phases) / 60, 3)
    return Appliance(
        id=f"{rng.getrandbits(64):016x}",
        name=name,
        aliases=tuple(rng.sample(words.appliances[kind], rng.randint(0, 1))),
        duration=minutes,
        energy=energy,
        phases=phases,
        interruptible=kind in {"ev", "heater"} and rng.random() < 0.5,
        noisy=kind in {"washer", "dryer", "vacuum"},
        assume_ready=rng.random() < 0.3,
        constraints=_form_constraints(rng),
    )


def _form_constraints(rng: random.Random) -> tuple[Constraint, ...]:
    """Return what a form demands: nothing, a deadline or quiet hours."""
    return rng.choice(
        (
            (),
            (),
            (
                Constraint(
                    kind=ConstraintKind.FINISH_BY,
                    appliance=None,
                    source=Source.FORM,
                    time=time(rng.randint(5, 9), 30),
                ),
            ),
            (
                Constraint(
                    kind=ConstraintKind.QUIET_WINDOW,
                    appliance=None,
                    source=Source.FORM,
                    time=time(22),
                    until=time(6),
                ),
            ),
        )
    )


def _note(
    rng: random.Random,
    words: Words,
    people: Sequence[str],
    appliances: Sequence[Appliance],
    now: datetime,
) -> Note:
    """Return a note with somebody's life in it."""
    text = rng.choice(words.notes).format(
        appliance=rng.choice(appliances).name,
        other=rng.choice(appliances).name,
        person=rng.choice(people),
        time=f"{_clock(rng):%H:%M}",
    )
    return Note(
        uid=f"{rng.getrandbits(64):016x}",
        text=text,
        written_at=now - timedelta(days=rng.randint(0, 40)),
    )


def _state(rng: random.Random, now: datetime) -> ApplianceState:
    """Return what an appliance is doing."""
    status = rng.choice(
        (*[ApplianceStatus.READY] * 4, *ApplianceStatus, ApplianceStatus.RUNNING)
    )
    if status is ApplianceStatus.RUNNING:
        return ApplianceState(
            status=status,
            started_at=now - timedelta(minutes=20),
            expected_end=now + timedelta(minutes=rng.randint(5, 90)),
            power=rng.choice((None, 0.8, 2.2)),
        )
    return ApplianceState(status=status)


def _tariff(rng: random.Random, now: datetime) -> Tariff:
    """Return prices of one of the usual kinds, with export prices now and then."""
    start = now.astimezone(UTC).replace(minute=0)
    step, count = rng.choice(((4 * QUARTER, 30), (QUARTER, 130), (24 * QUARTER, 8)))
    kind = rng.choice(("flat", "two", "market", "market", "negative"))
    windows = []
    for number in range(count):
        begin = start + number * step
        hour = begin.hour
        price = {
            "flat": 0.31,
            "two": 0.18 if hour < 6 or hour >= 22 else 0.34,
            "market": round(rng.uniform(0.05, 0.55), 5),
            "negative": round(rng.uniform(-0.12, 0.3), 4),
        }[kind]
        windows.append(PriceWindow(begin, begin + step, price))
    export: tuple[PriceWindow, ...] = ()
    if rng.random() < 0.4:
        export = tuple(replace(window, price=0.08) for window in windows)
    return Tariff(
        windows=tuple(windows),
        currency=rng.choice(("EUR", "GBP", "SEK", "USD")),
        export_windows=export,
        taxes_included=True,
    )


def _solar(rng: random.Random, day: datetime) -> tuple[PowerWindow, ...]:
    """Return a forecast for the next two days, most often none."""
    if rng.random() < 0.6:
        return ()
    peak = rng.uniform(1, 8)
    return tuple(
        PowerWindow(
            begin, begin + timedelta(hours=1), round(peak * (1 - abs(hour - 13) / 6), 2)
        )
        for days in (0, 1)
        for hour in range(8, 19)
        if (begin := (day + timedelta(days=days)).replace(hour=hour))
    )
