"""Dutch."""

from datetime import time

from ..clock import ClockWords, Part, Said
from .language import LanguageWords

_ONES = [
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"),
    *("negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien"),
    *("zestien", "zeventien", "achttien", "negentien"),
]
_TENS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50}
_NUMBERS = {word: value for value, word in enumerate(_ONES)}
_NUMBERS |= _TENS | {
    f"{_ONES[one]}en{ten}": tens + one
    for ten, tens in _TENS.items()
    for one in range(1, 10)
}
_WEEKDAYS = [
    *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"),
    *("zaterdag", "zondag"),
]

DUTCH = LanguageWords(
    code="nl",
    elides=True,
    head_first=False,
    morning="'s ochtends",
    evening="'s avonds",
    clock=ClockWords(
        numbers=_NUMBERS,
        said=(
            Said("{m} (?:minuten )?voor half {h}(?: uur)?", -30, -1),
            Said("{m} (?:minuten )?over half {h}(?: uur)?", -30, 1),
            Said("half {h}(?: uur)?", -30),
            Said("kwart voor {h}(?: uur)?", -15),
            Said("kwart over {h}(?: uur)?", 15),
            Said("{m} (?:minuten )?voor {h}(?: uur)?", sign=-1),
            Said("{m} (?:minuten )?over {h}(?: uur)?", sign=1),
            Said("{h} uur {m}", sign=1),
            Said("{h} uur"),
        ),
        named={"middernacht": time(0), "twaalf uur s middags": time(12)},
        parts={
            "s ochtends": Part.MORNING,
            "s morgens": Part.MORNING,
            "vanochtend": Part.MORNING,
            "in de ochtend": Part.MORNING,
            "s middags": Part.AFTERNOON,
            "vanmiddag": Part.AFTERNOON,
            "s avonds": Part.EVENING,
            "vanavond": Part.EVENING,
            "in de avond": Part.EVENING,
            "s nachts": Part.NIGHT,
            "vannacht": Part.NIGHT,
        },
        days={"vandaag": 0, "morgen": 1, "morgenochtend": 1, "overmorgen": 2},
        weekdays=(*_WEEKDAYS, *(f"op {day}" for day in _WEEKDAYS)),
        before=("om", "voor", "tegen", "na", "tot", "vanaf", "rond", "uiterlijk"),
        lead=("om", "voor"),
        delays={
            "(?<=wacht ){n} uur": 60,
            "(?<!tot ){n} uur(?= (?:nog )?wacht)": 60,
            "(?<=wachten ){n} uur": 60,
            "(?<=hem over ){n} uur": 60,
            "(?<=het over ){n} uur": 60,
            "(?<=xapp over ){n} uur": 60,
            "{n} minuten?(?! (?:voor|over))": 1,
        },
        whole_delays={"een half uur": 30, "een uur": 60, "anderhalf uur": 90},
        mornings=("morgenochtend", "de ochtend", "het ontbijt"),
        suffixes=("uur",),
    ),
)
