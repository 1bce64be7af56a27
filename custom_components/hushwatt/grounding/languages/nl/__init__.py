"""Dutch."""

from datetime import datetime, time

from ... import formats
from ...language import Case, Charging, Language
from .cues import CUES
from .names import COMMON, NEUTER
from .texts import DEGRADED, DEMANDS, TEXTS

WEEKDAYS = (
    *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"),
    *("zaterdag", "zondag"),
)
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)


def _name(name: str, case: Case) -> str:
    """Return a name with its article where a noun in it is known by its end."""
    words = name.split()
    if not words or words[0].lower().endswith(("'s", "’s")):
        return name
    if words[0].lower() in {"de", "het", "mijn", "onze", "ons"}:
        return name[0].lower() + name[1:]
    for word in words:
        article = _article(word.lower())
        if article:
            plain = words[0][1:].islower() and _article(words[0].lower())
            first = words[0].lower() if plain else words[0]
            return " ".join((article, first, *words[1:]))
    return name


def _article(word: str) -> str | None:
    """Return the article of a noun, None where it is not known."""
    if word.endswith(NEUTER):
        return "het"
    return "de" if word.endswith(COMMON) else None


def _days(moment: datetime, now: datetime) -> list[str]:
    """Return the ways to say a moment's day, empty where its time alone is clear."""
    ahead, bare = formats.days_ahead(moment, now), formats.is_within_a_day(moment, now)
    if ahead == 0:
        return ["", "vandaag", *(f"van{part}" for part in _part(moment))]
    if formats.is_tonight(moment, now):
        return ["vannacht", *([""] if bare else [])]
    if ahead == 1:
        parts = (f"morgen{part}" for part in _part(moment))
        return ["morgen", *parts, *([""] if bare else [])]
    weekday = WEEKDAYS[moment.weekday()]
    return [weekday, f"op {weekday}"]


def _part(moment: datetime) -> list[str]:
    """Return the name of a moment's part of its day."""
    if moment.hour < formats.MORNING:
        return []
    if moment.hour < formats.AFTERNOON:
        return ["ochtend"]
    return ["middag" if moment.hour < formats.EVENING else "avond"]


def _clocks(at: time) -> list[str]:
    """Return the ways to write a clock time."""
    digital = formats.clock(at)
    written = [f"{digital} uur", digital, f"{digital.replace(':', '.')} uur"]
    if at.minute == 0:
        written.append(f"{at.hour} uur")
    return [*written, *(["middernacht"] if (at.hour, at.minute) == (0, 0) else [])]


def _with_mark(digits: str, currency: str) -> list[str]:
    """Return the ways to write an amount, such as € 0,28."""
    written = [f"{formats.symbol(currency)} {digits}".strip()]
    return [*written, f"{digits} euro"] if currency == "EUR" else written


DUTCH = Language(
    code="nl",
    texts=TEXTS,
    degraded=DEGRADED,
    demands=DEMANDS,
    weekdays=WEEKDAYS,
    months=MONTHS,
    cues=CUES,
    name=_name,
    charging=Charging(
        cars=r"auto|wagen|ev",
        chargers=r"laad|lader|wallbox|station",
        instead={
            "start {appliance}": "laad {appliance}",
            "{appliance} nu start": "{appliance} nu laadt",
            "{appliance} {start} start": "{appliance} {start} laadt",
        },
    ),
    clocks=_clocks,
    days=_days,
    at="om {}".format,
    with_mark=_with_mark,
    minus="min",
    dated="{} {} om {}".format,
    colon=": ",
    decimal=",",
    conjunction="en",
    disjunction="of",
)
