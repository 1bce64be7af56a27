"""German."""

from datetime import time

from ..clock import ClockWords, Part, Said
from .language import LanguageWords

_ONES = [
    *("null", "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht"),
    *("neun", "zehn", "elf", "zwolf", "dreizehn", "vierzehn", "funfzehn"),
    *("sechzehn", "siebzehn", "achtzehn", "neunzehn"),
]
_TENS = {"zwanzig": 20, "dreissig": 30, "vierzig": 40, "funfzig": 50}
_NUMBERS = {word: value for value, word in enumerate(_ONES)} | {"eins": 1, "zwo": 2}
_NUMBERS |= _TENS | {
    f"{_ONES[one]}und{ten}": tens + one
    for ten, tens in _TENS.items()
    for one in range(1, 10)
}
_WEEKDAYS = [
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag"),
    *("samstag", "sonntag"),
]
_MORNING = ("morgens", "fruh", "in der fruh", "am morgen", "vormittags", "am vormittag")
_AFTERNOON = ("nachmittags", "am nachmittag", "nachmittag", "mittags")
_EVENING = ("abends", "am abend", "abend")
_NIGHT = ("nachts", "in der nacht", "nacht")

GERMAN = LanguageWords(
    code="de",
    elides=False,
    head_first=False,
    morning="morgens",
    evening="abends",
    clock=ClockWords(
        numbers=_NUMBERS,
        said=(
            Said("{m} (?:minuten )?vor halb {h}(?: uhr)?", -30, -1),
            Said("{m} (?:minuten )?nach halb {h}(?: uhr)?", -30, 1),
            Said("halb {h}(?: uhr)?", -30),
            Said("drei ?viertel {h}(?: uhr)?", -15),
            Said("viertel vor {h}(?: uhr)?", -15),
            Said("viertel (?:nach|uber) {h}(?: uhr)?", 15),
            Said("viertel {h}(?: uhr)?", -45),
            Said("{m} (?:minuten )?vor {h}(?: uhr)?", sign=-1),
            Said("{m} (?:minuten )?nach {h}(?: uhr)?", sign=1),
            Said("{h} uhr {m}", sign=1),
            Said("{h} uhr"),
        ),
        named={"mitternacht": time(0), "mittag": time(12)},
        parts={
            **dict.fromkeys(_MORNING, Part.MORNING),
            **dict.fromkeys(_AFTERNOON, Part.AFTERNOON),
            **dict.fromkeys(_EVENING, Part.EVENING),
            **dict.fromkeys(_NIGHT, Part.NIGHT),
        },
        days={"heute": 0, "morgen": 1, "ubermorgen": 2},
        weekdays=(*_WEEKDAYS, *(f"am {day}" for day in _WEEKDAYS)),
        before=("um", "bis", "vor", "nach", "ab", "gegen", "spatestens"),
        lead=("um", "bis", "bis um"),
        delays={
            "{n} stunden?": 60,
            "{n} minuten?(?! (?:vor|nach|uber))": 1,
        },
        whole_delays={
            "eine halbe stunde": 30,
            "einer halben stunde": 30,
            "eine stunde": 60,
            "einer stunde": 60,
            "anderthalb stunden": 90,
            "eineinhalb stunden": 90,
        },
        mornings=("morgen fruh", "zum morgen", "zum fruhstuck", "in der fruh"),
        suffixes=("uhr",),
    ),
)
