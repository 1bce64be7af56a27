"""English."""

from dataclasses import replace
from datetime import datetime, time

from ... import formats
from ...language import Case, Charging, Language
from .cues import CUES
from .names import PLAIN
from .texts import DEGRADED, DEMANDS, TEXTS

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _name(name: str, case: Case) -> str:
    """Return an appliance's name inside a sentence, with an article if it takes one.

    A name without a plain noun is taken for a proper name, such as Rosie.
    """
    words = name.split()
    plain = [word.lower() in PLAIN for word in words]
    if not any(plain) or words[0].lower().endswith(("'s", "’s", "s'", "s’")):
        return name
    if words[0].lower() in {"the", "my", "our"}:
        return name[0].lower() + name[1:]
    inside = words[0].lower() if plain[0] and words[0][1:].islower() else words[0]
    return " ".join(("the", inside, *words[1:]))


def _days(moment: datetime, now: datetime) -> list[str]:
    """Return the ways to say a moment's day, empty where its time alone is clear."""
    ahead, bare = formats.days_ahead(moment, now), formats.is_within_a_day(moment, now)
    if ahead == 0:
        return ["", "today", *_part(moment, "this {}", "tonight")]
    if formats.is_tonight(moment, now):
        return ["tonight", "during the night", *([""] if bare else [])]
    if ahead == 1:
        parts = _part(moment, "tomorrow {}", "tomorrow night")
        return ["tomorrow", *parts, *([""] if bare else [])]
    weekday = WEEKDAYS[moment.weekday()]
    return [f"on {weekday}", weekday]


def _part(moment: datetime, phrase: str, night: str) -> list[str]:
    """Return the ways to say a moment's part of its day."""
    if moment.hour < formats.MORNING:
        return []
    if moment.hour < formats.AFTERNOON:
        return [phrase.format("morning")]
    if moment.hour < formats.EVENING:
        return [phrase.format("afternoon")]
    return [phrase.format("evening"), night]


def _clocks(at: time) -> list[str]:
    """Return the ways to write a clock time on 24 hours."""
    names = {time(0): ["midnight"], time(12): ["noon"]}
    return [formats.clock(at), *names.get(at.replace(second=0, microsecond=0), [])]


def _clocks_on_twelve(at: time) -> list[str]:
    """Return the ways to write a clock time on 12 hours."""
    hour, half = at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"
    written = [f"{hour}:{at.minute:02d} {half}"]
    if at.minute == 0:
        written.append(f"{hour} {half}")
    return [*written, *_clocks(at)[1:]]


def _at(clock: str) -> str:
    """Return "at" a clock time."""
    return f"at {clock}"


def _with_mark(digits: str, currency: str) -> list[str]:
    """Return the ways to write an amount, such as €0.28."""
    mark = formats.symbol(currency)
    return [f"{mark}{digits}" if len(mark) == 1 else f"{digits} {mark}".strip()]


ENGLISH = Language(
    code="en",
    texts=TEXTS,
    degraded=DEGRADED,
    demands=DEMANDS,
    weekdays=tuple(f"{day}s" for day in WEEKDAYS),
    months=MONTHS,
    cues=CUES,
    name=_name,
    charging=Charging(
        cars=r"car|ev|vehicle",
        chargers=r"charg|wall ?box|station|port|heater|wash",
        instead={
            "start {appliance}": "charge {appliance}",
            "it is done {end}": "it is charged {end}",
        },
    ),
    clocks=_clocks,
    days=_days,
    at=_at,
    with_mark=_with_mark,
    minus="minus",
    dated="{} {} at {}".format,
    colon=": ",
    decimal=".",
    conjunction="and",
    disjunction="or",
)
AMERICAN = replace(ENGLISH, clocks=_clocks_on_twelve)
