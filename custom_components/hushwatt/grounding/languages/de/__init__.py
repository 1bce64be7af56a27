"""German."""

from datetime import datetime, time

from ... import formats
from ...language import Charging, Language
from .cues import CUES
from .names import with_article
from .texts import DEGRADED, DEMANDS, TEXTS

WEEKDAYS = (
    *("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    *("Samstag", "Sonntag"),
)
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)


def _days(moment: datetime, now: datetime) -> list[str]:
    """Return the ways to say a moment's day, empty where its time alone is clear."""
    ahead, bare = formats.days_ahead(moment, now), formats.is_within_a_day(moment, now)
    if ahead == 0:
        return ["", "heute", *(f"heute {part}" for part in _parts(moment))]
    if formats.is_tonight(moment, now):
        return ["heute Nacht", "in der Nacht", *([""] if bare else [])]
    if ahead == 1:
        parts = (f"morgen {part}" for part in _parts(moment))
        return ["morgen", *parts, *([""] if bare else [])]
    weekday = WEEKDAYS[moment.weekday()]
    return [f"am {weekday}", weekday]


def _parts(moment: datetime) -> list[str]:
    """Return the names of a moment's part of its day."""
    if moment.hour < formats.MORNING:
        return []
    if moment.hour < formats.AFTERNOON:
        return ["früh", "Vormittag"]
    return ["Nachmittag" if moment.hour < formats.EVENING else "Abend"]


def _clocks(at: time) -> list[str]:
    """Return the ways to write a clock time."""
    digital = formats.clock(at)
    written = [f"{digital} Uhr", digital, f"{at.hour} Uhr {at.minute:02d}"]
    if at.minute == 0:
        written[-1] = f"{at.hour} Uhr"
    return [*written, *(["Mitternacht"] if (at.hour, at.minute) == (0, 0) else [])]


def _with_mark(digits: str, currency: str) -> list[str]:
    """Return the ways to write an amount, such as 0,28 €."""
    written = [f"{digits} {formats.symbol(currency)}".strip()]
    return [*written, f"{digits} Euro"] if currency == "EUR" else written


GERMAN = Language(
    code="de",
    texts=TEXTS,
    degraded=DEGRADED,
    demands=DEMANDS,
    weekdays=tuple(f"{day.lower()}s" for day in WEEKDAYS),
    months=MONTHS,
    cues=CUES,
    name=with_article,
    charging=Charging(
        cars=r"(?:e-?|elektro)?auto|wagen|e-?mobil",
        chargers=r"lade|wallbox|säule|station|heizung",
        instead={
            "Starte {appliance}": "Lade {appliance}",
            "Startest du {appliance}": "Lädst du {appliance}",
        },
    ),
    clocks=_clocks,
    days=_days,
    at="um {}".format,
    with_mark=_with_mark,
    minus="minus",
    dated="{}. {} um {}".format,
    colon=": ",
    decimal=",",
    conjunction="und",
    disjunction="oder",
)
