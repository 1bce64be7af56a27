"""Spanish."""

from datetime import time

from ..clock import ClockWords, Part, Said
from .language import LanguageWords

_ONES = [
    *("cero", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho"),
    *("nueve", "diez", "once", "doce", "trece", "catorce", "quince"),
    *("dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte"),
    *("veintiuna", "veintidos", "veintitres", "veinticuatro", "veinticinco"),
    *("veintiseis", "veintisiete", "veintiocho", "veintinueve"),
]
_TENS = {"treinta": 30, "cuarenta": 40, "cincuenta": 50}
_NUMBERS = {word: value for value, word in enumerate(_ONES)}
_NUMBERS |= {"uno": 1, "veintiuno": 21}
_NUMBERS |= _TENS | {
    f"{ten} y {_ONES[one]}": tens + one
    for ten, tens in _TENS.items()
    for one in range(1, 10)
}
_WEEKDAYS = ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"]

SPANISH = LanguageWords(
    code="es",
    elides=True,
    head_first=True,
    morning="de la mañana",
    evening="de la noche",
    clock=ClockWords(
        numbers=_NUMBERS,
        said=(
            Said("{h} y media", 30),
            Said("{h} menos cuarto", -15),
            Said("{h} menos {m}", sign=-1),
            Said("{h} y cuarto", 15),
            Said("{h} y {m}", sign=1),
            Said("{h} en punto"),
            Said("{h} horas"),
        ),
        named={"medianoche": time(0), "mediodia": time(12)},
        parts={
            "de la manana": Part.MORNING,
            "por la manana": Part.MORNING,
            "de la madrugada": Part.MORNING,
            "de la tarde": Part.AFTERNOON,
            "por la tarde": Part.AFTERNOON,
            "esta tarde": Part.AFTERNOON,
            "de la noche": Part.EVENING,
            "por la noche": Part.EVENING,
            "esta noche": Part.EVENING,
        },
        days={"hoy": 0, "manana": 1, "pasado manana": 2},
        weekdays=(*_WEEKDAYS, *(f"el {day}" for day in _WEEKDAYS)),
        before=("a", "antes de", "despues de", "hasta", "para", "desde", "sobre"),
        lead=("las", "la", "a las", "a la", "antes de las"),
        delays={"(?<!las ){n} horas?": 60, "{n} minutos?": 1},
        whole_delays={"media hora": 30, "una hora": 60, "hora y media": 90},
        mornings=("manana por la manana", "la manana", "el desayuno"),
    ),
)
