"""French."""

from datetime import datetime, time

from ... import formats
from ...language import Case, Charging, Language
from .cues import CUES
from .names import FEMININE, MASCULINE
from .texts import DEGRADED, DEMANDS, TEXTS

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


def _name(name: str, case: Case) -> str:
    """Return a name with its article where its first noun is known."""
    first, *rest = name.split() or [name]
    noun = first.lower()
    if noun in {"le", "la", "les", "mon", "ma", "notre"}:
        return " ".join((noun, *rest))
    if noun not in MASCULINE | FEMININE:
        return name
    plain = noun if first[1:].islower() else first
    if noun[0] in "aeéèêiouyh":
        return " ".join((f"l'{plain}", *rest))
    return " ".join(("le" if noun in MASCULINE else "la", plain, *rest))


def _days(moment: datetime, now: datetime) -> list[str]:
    """Return the ways to say a moment's day, empty where its time alone is clear."""
    ahead, bare = formats.days_ahead(moment, now), formats.is_within_a_day(moment, now)
    if ahead == 0:
        return ["", "aujourd'hui", *_part(moment)]
    if formats.is_tonight(moment, now):
        return ["cette nuit", *([""] if bare else [])]
    if ahead == 1:
        parts = [f"demain {part.split()[-1]}" for part in _part(moment)]
        return ["demain", *parts, *([""] if bare else [])]
    weekday = WEEKDAYS[moment.weekday()]
    return [weekday]


def _part(moment: datetime) -> list[str]:
    """Return how a moment's part of today is called."""
    if moment.hour < formats.MORNING:
        return []
    if moment.hour < formats.AFTERNOON:
        return ["ce matin"]
    return ["cet après-midi" if moment.hour < formats.EVENING else "ce soir"]


def _clocks(at: time) -> list[str]:
    """Return the ways to write a clock time, in full first, as it is spoken."""
    hours = f"{at.hour} heure{'s' if at.hour > 1 else ''}"
    minutes = f"{at.minute:02d}"
    if at.minute:
        short = [f"{at.hour} h {minutes}", f"{at.hour}h{minutes}"]
        return [f"{hours} {minutes}", *short, formats.clock(at)]
    named = {0: ["minuit"], 12: ["midi"]}.get(at.hour, [])
    return [*named, hours, f"{at.hour} h", f"{at.hour}h", formats.clock(at)]


def _dated(day: int, month: str, clock: str) -> str:
    """Return a date and a time."""
    return f"{'1er' if day == 1 else day} {month} à {clock}"


def _with_mark(digits: str, currency: str) -> list[str]:
    """Return the ways to write an amount, such as 0,28 €."""
    written = [f"{digits} {formats.symbol(currency)}".strip()]
    more = [f"{digits} euro", f"{digits} euros"] if currency == "EUR" else []
    return [*written, *more]


FRENCH = Language(
    code="fr",
    texts=TEXTS,
    degraded=DEGRADED,
    demands=DEMANDS,
    weekdays=tuple(f"le {day}" for day in WEEKDAYS),
    months=MONTHS,
    cues=CUES,
    name=_name,
    charging=Charging(
        cars=r"voiture|auto|véhicule",
        chargers=r"borne|recharge|prise|chargeur|wallbox",
        instead={
            "lancez {appliance}": "chargez {appliance}",
        },
    ),
    clocks=_clocks,
    days=_days,
    at="à {}".format,
    with_mark=_with_mark,
    minus="moins",
    dated=_dated,
    colon=" : ",
    decimal=",",
    conjunction="et",
    disjunction="ou",
)
