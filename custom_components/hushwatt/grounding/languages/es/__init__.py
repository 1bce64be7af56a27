"""Spanish."""

from datetime import datetime, time

from ... import formats
from ...language import Case, Charging, Language
from .cues import CUES
from .names import FEMININE, MASCULINE
from .texts import DEGRADED, DEMANDS, TEXTS

WEEKDAYS = (
    *("lunes", "martes", "miércoles", "jueves", "viernes"),
    *("sábado", "domingo"),
)
MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
    *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def _name(name: str, case: Case) -> str:
    """Return a name with its article where its first noun is known."""
    first, *rest = name.split() or [name]
    noun = first.lower()
    if noun in {"el", "la", "los", "las", "mi", "nuestro", "nuestra"}:
        return " ".join((noun, *rest))
    if noun not in MASCULINE | FEMININE:
        return name
    plain = noun if first[1:].islower() else first
    return " ".join(("el" if noun in MASCULINE else "la", plain, *rest))


def _days(moment: datetime, now: datetime) -> list[str]:
    """Return the ways to say a moment's day, empty where its time alone is clear."""
    ahead, bare = formats.days_ahead(moment, now), formats.is_within_a_day(moment, now)
    if ahead == 0:
        return ["", "hoy", *_part(moment)]
    if formats.is_tonight(moment, now):
        night = "esta noche" if moment.hour == 0 else "esta madrugada"
        return [night, *([""] if bare else [])]
    if ahead == 1:
        morning = moment.hour < formats.AFTERNOON
        parts = ["mañana por la mañana" if morning else "mañana por la tarde"]
        return ["mañana", *parts, *([""] if bare else [])]
    weekday = WEEKDAYS[moment.weekday()]
    return [f"el {weekday}", weekday]


def _part(moment: datetime) -> list[str]:
    """Return how a moment's part of today is called."""
    if moment.hour < formats.MORNING:
        return []
    if moment.hour < formats.AFTERNOON:
        return ["esta mañana"]
    return (
        ["esta tarde", "esta noche"]
        if moment.hour > formats.EVENING
        else ["esta tarde"]
    )


def _clocks(at: time) -> list[str]:
    """Return the ways to write a clock time, with its article first."""
    digital = formats.clock(at)
    article = "la" if at.hour == 1 else "las"
    written = [f"{article} {digital}", f"{article} {at.hour}:{at.minute:02d}", digital]
    return [*written, *(["medianoche"] if (at.hour, at.minute) == (0, 0) else [])]


def _with_mark(digits: str, currency: str) -> list[str]:
    """Return the ways to write an amount, such as 0,28 €."""
    written = [f"{digits} {formats.symbol(currency)}".strip()]
    more = [f"{digits} euro", f"{digits} euros"] if currency == "EUR" else []
    return [*written, *more]


SPANISH = Language(
    code="es",
    texts=TEXTS,
    degraded=DEGRADED,
    demands=DEMANDS,
    weekdays=tuple(f"{day}s" if day.endswith("o") else day for day in WEEKDAYS),
    months=MONTHS,
    cues=CUES,
    name=_name,
    charging=Charging(
        cars=r"coche|carro|auto|vehículo",
        chargers=r"cargador|punto|recarga|wallbox|estación",
        instead={
            "pon en marcha {appliance}": "carga {appliance}",
            "pones en marcha {appliance}": "cargas {appliance}",
        },
    ),
    clocks=_clocks,
    days=_days,
    at="a {}".format,
    with_mark=_with_mark,
    minus="menos",
    dated="{} de {} a {}".format,
    colon=": ",
    decimal=",",
    conjunction="y",
    disjunction="o",
)
