"""French."""

from datetime import time

from ..clock import ClockWords, Part, Said
from .language import LanguageWords

_ONES = [
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
    *("dix sept", "dix huit", "dix neuf"),
]
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_NUMBERS = {word: value for value, word in enumerate(_ONES)} | {"une": 1}
_NUMBERS |= _TENS | {
    f"{ten} {'et ' if one == 1 else ''}{_ONES[one]}": tens + one
    for ten, tens in _TENS.items()
    for one in range(1, 10)
}
_NUMBERS |= {f"{ten} et une": tens + 1 for ten, tens in _TENS.items()}
_WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_FEW = "(?P<n{i}>une|deux|trois|quatre|cinq|[1-5])"

FRENCH = LanguageWords(
    code="fr",
    elides=True,
    head_first=True,
    morning="du matin",
    evening="du soir",
    clock=ClockWords(
        numbers=_NUMBERS,
        said=(
            Said("{h} (?:heures?|h) et demie?", 30),
            Said("{h} (?:heures?|h) moins le quart", -15),
            Said("{h} (?:heures?|h) moins {m}", sign=-1),
            Said("{h} (?:heures?|h) et quart", 15),
            Said("{h} (?:heures?|h) {m}", sign=1),
            Said("{h} (?:heures?|h)"),
        ),
        named={"minuit": time(0), "midi": time(12), "midi et demi": time(12, 30)},
        parts={
            "du matin": Part.MORNING,
            "ce matin": Part.MORNING,
            "matin": Part.MORNING,
            "de l apres midi": Part.AFTERNOON,
            "cet apres midi": Part.AFTERNOON,
            "apres midi": Part.AFTERNOON,
            "du soir": Part.EVENING,
            "ce soir": Part.EVENING,
            "soir": Part.EVENING,
            "cette nuit": Part.NIGHT,
        },
        days={"aujourd hui": 0, "demain": 1, "apres demain": 2},
        weekdays=_WEEKDAYS,
        before=("a", "avant", "apres", "pour", "vers", "des", "jusqu a"),
        lead=("a", "avant"),
        delays={
            "(?<=dans ){n} (?:heures?|h)": 60,
            f"(?<=attends ){_FEW} heures?": 60,
            "{n} minutes?": 1,
        },
        whole_delays={"une demi heure": 30, "une heure et demie d attente": 90},
        mornings=("demain matin", "le matin", "le petit dejeuner"),
        suffixes=("h", "heures"),
    ),
)
