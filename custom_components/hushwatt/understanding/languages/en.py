"""English."""

from datetime import time

from ..clock import ClockWords, Part, Said
from .language import LanguageWords

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen"
_TEENS = "fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBERS = {word: value for value, word in enumerate(f"{_ONES} {_TEENS}".split())}
_NUMBERS |= _TENS | {
    f"{ten} {one}": tens + ones
    for ten, tens in _TENS.items()
    for one, ones in list(_NUMBERS.items())[1:10]
}
_WEEKDAYS = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]

ENGLISH = LanguageWords(
    code="en",
    elides=False,
    head_first=False,
    morning="in the morning",
    evening="in the evening",
    clock=ClockWords(
        numbers=_NUMBERS,
        said=(
            Said("half past {h}", 30),
            Said("half {h}", 30),
            Said("(?:a )?quarter (?:past|after) {h}", 15),
            Said("(?:a )?quarter (?:to|till|of|before) {h}", -15),
            Said("{m} (?:minutes )?(?:past|after) {h}", sign=1),
            Said("{m} (?:minutes )?(?:to|till|before) {h}", sign=-1),
            Said("{h} (?:oclock|o clock)"),
            Said("{h} (?:oh|o) {m}", sign=1),
            Said("{h} {m}(?= (?:am|pm|a m|p m|in the|this|tonight|tomorrow))", sign=1),
            Said(
                "{h} (?P<m{i}>ten|fifteen|twenty|twenty five|thirty|thirty five|forty"
                "|forty five|fifty|fifty five|15|30|45)",
                sign=1,
            ),
        ),
        named={"midnight": time(0), "noon": time(12), "midday": time(12)},
        parts={
            "am": Part.MORNING,
            "a m": Part.MORNING,
            "pm": Part.AFTERNOON,
            "p m": Part.AFTERNOON,
            "in the morning": Part.MORNING,
            "this morning": Part.MORNING,
            "morning": Part.MORNING,
            "in the afternoon": Part.AFTERNOON,
            "this afternoon": Part.AFTERNOON,
            "afternoon": Part.AFTERNOON,
            "in the evening": Part.EVENING,
            "this evening": Part.EVENING,
            "evening": Part.EVENING,
            "at night": Part.NIGHT,
            "tonight": Part.NIGHT,
        },
        days={"today": 0, "tomorrow": 1, "the day after tomorrow": 2},
        weekdays=(*_WEEKDAYS, *(f"on {day}" for day in _WEEKDAYS)),
        before=(
            "by",
            "before",
            "at",
            "until",
            "till",
            "after",
            "past",
            "around",
            "from",
        ),
        lead=("at", "by"),
        delays={
            "{n} hours?": 60,
            "{n} minutes?": 1,
        },
        whole_delays={
            "half an hour": 30,
            "an hour": 60,
            "an hour and a half": 90,
            "a couple of hours": 120,
        },
        mornings=("tomorrow morning", "the morning", "morning", "breakfast"),
    ),
)
