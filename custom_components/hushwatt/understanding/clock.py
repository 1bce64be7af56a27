"""Clock times, days and delays in a person's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
import re

from ..vocabulary import ALL_WEEKDAYS


class Part(StrEnum):
    """The part of the day that an hour on twelve belongs to."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True)
class Said:
    """A way to say a time of an hour `{h}` and minutes `{m}`.

    It means the hour plus `base` minutes, plus `sign` times the minutes.
    """

    pattern: str
    base: int = 0
    sign: int = 0


@dataclass(frozen=True, kw_only=True)
class ClockWords:
    """How one language says clock times; all words folded.

    `before` are words after which a bare number is an hour, `lead` words that
    stand between a day and its hour or belong to the hour itself.
    `delays` maps patterns of a stretch with `{n}` to the minutes of one.
    `mornings` say "the morning" as a time of its own. `suffixes` are words such
    as "Uhr" that may follow an hour in digits.
    """

    numbers: Mapping[str, int]
    said: Sequence[Said]
    named: Mapping[str, time]
    parts: Mapping[str, Part]
    days: Mapping[str, int]
    weekdays: Sequence[str]
    before: Sequence[str]
    lead: Sequence[str]
    delays: Mapping[str, int]
    whole_delays: Mapping[str, int]
    mornings: Sequence[str]
    suffixes: Sequence[str] = ()

    @cached_property
    def time_pattern(self) -> re.Pattern[str]:
        """Return the expression that finds a time with its day and part of day."""
        number = _number(self.numbers)
        day = _any([*self.days, *self.weekdays])
        part, lead = _any(self.parts), _any(self.lead)
        cores = [
            rf"(?P<c{index}>{_filled(said.pattern, index, number)})"
            for index, said in enumerate(self.said)
        ]
        core = "|".join(
            [
                rf"(?P<digital>\d{{1,2}}:\d\d)(?:\s(?:{_any(self.suffixes)})\b)?",
                *cores,
                f"(?P<named>{_any(self.named)})",
                rf"(?P<parted>{number})(?=\s(?:{part})\b)",
                rf"(?(lead)(?P<led>{number})|(?(before)(?P<bare>{number})|(?!)))",
            ]
        )
        return re.compile(
            rf"\b(?:(?P<before>{_any(self.before)})\s)?(?P<time>"
            rf"(?:(?P<day>{day})\s)?(?:(?P<part>{part})\s)?(?:(?P<lead>{lead})\s)?"
            rf"(?:{core})\b"
            rf"(?:\s(?P<part_after>{part})\b)?(?:\s(?P<day_after>{day})\b)?"
            rf"(?:\s(?P<part_last>{part})\b)?)"
        )

    @cached_property
    def morning_pattern(self) -> re.Pattern[str]:
        """Return the expression that finds "by tomorrow morning"."""
        return re.compile(
            rf"\b(?:{_any(self.before)})\s(?P<time>{_any(self.mornings)})\b"
        )

    @cached_property
    def delay_pattern(self) -> re.Pattern[str]:
        """Return the expression that finds "in two hours"."""
        number = _number(self.numbers)
        units = [
            rf"(?P<d{index}>{_filled(pattern, index, number)})"
            for index, pattern in enumerate(self.delays)
        ]
        return re.compile(
            rf"\b(?:(?P<whole>{_any(self.whole_delays)})|{'|'.join(units)})\b"
        )


@dataclass(frozen=True)
class SaidTime:
    """A time in words `start` to `end`: an hour on 24, or on 12 when not `exact`."""

    start: int
    end: int
    hour: int
    minute: int
    exact: bool
    day: int | None = None
    weekday: int | None = None
    delay: int | None = None

    def at(self, now: datetime, lead: timedelta = timedelta()) -> datetime:
        """Return the moment that is meant: the next one after `now` that fits.

        Of two hours on 12, one that is less than `lead` ahead is not meant.
        """
        if self.delay is not None:
            return now.replace(second=0, microsecond=0) + timedelta(minutes=self.delay)
        hours = (self.hour,) if self.exact else (self.hour % 12, self.hour % 12 + 12)
        moments = sorted(
            _next(now, time(hour, self.minute), self.day, self.weekday)
            for hour in hours
        )
        return next((one for one in moments if one >= now + lead), moments[-1])

    def weekdays(self, now: datetime) -> frozenset[int]:
        """Return the days that are meant, every day when none was said."""
        if self.day is None and self.weekday is None and self.delay is None:
            return ALL_WEEKDAYS
        return frozenset({self.at(now).weekday()})


def find_times(words: Sequence[str], language: ClockWords) -> tuple[SaidTime, ...]:
    """Return the clock times in folded words, from left to right."""
    text = " ".join(words)
    starts = _starts(words)
    found = [
        said
        for match in language.time_pattern.finditer(text)
        if (said := _read(match, language, starts)) is not None
    ]
    if not found:
        found = [
            SaidTime(*_span(match, starts), hour=7, minute=0, exact=True)
            for match in language.morning_pattern.finditer(text)
        ]
    return tuple(found)


def find_delays(words: Sequence[str], language: ClockWords) -> tuple[SaidTime, ...]:
    """Return the stretches of time in folded words, such as "two hours"."""
    text = " ".join(words)
    starts = _starts(words)
    found = []
    for match in language.delay_pattern.finditer(text):
        span = starts[match.start()], starts[match.end() + 1]
        found.append(SaidTime(*span, 0, 0, exact=True, delay=_minutes(match, language)))
    return tuple(found)


def _minutes(match: re.Match[str], language: ClockWords) -> int:
    """Return the minutes of a stretch."""
    if whole := match["whole"]:
        return language.whole_delays[whole]
    for index, unit in enumerate(language.delays.values()):
        if match[f"d{index}"]:
            return _value(match[f"n{index}"], language) * unit
    raise ValueError(match.group())


def _read(
    match: re.Match[str], language: ClockWords, starts: Mapping[int, int]
) -> SaidTime | None:
    """Return the time of a match, None when no clock shows it."""
    minutes, exact = _clock(match, language)
    part = next(
        (
            language.parts[word]
            for group in ("part_after", "part_last", "part")
            if (word := match[group])
        ),
        None,
    )
    if part is not None and not exact:
        minutes, exact = _in_part(minutes, part), True
    if not 0 <= minutes < 25 * 60:
        return None
    day = match["day"] or match["day_after"]
    return SaidTime(
        *_span(match, starts),
        hour=minutes // 60 % 24,
        minute=minutes % 60,
        exact=exact,
        day=language.days.get(day or ""),
        weekday=list(language.weekdays).index(day) % 7
        if day in language.weekdays
        else None,
    )


def _clock(match: re.Match[str], language: ClockWords) -> tuple[int, bool]:
    """Return minutes after midnight, and whether they are on 24 hours."""
    if digital := match["digital"]:
        hour, minute = digital.split(":")
        value = int(hour) * 60 + int(minute)
        ambiguous = 1 <= int(hour) <= 12 and len(hour.lstrip("0")) == len(hour)
        return (value if int(minute) < 60 else -1), not ambiguous
    if named := match["named"]:
        at = language.named[named]
        return at.hour * 60 + at.minute, True
    if bare := match["parted"] or match["led"] or match["bare"]:
        hour_value = _value(bare, language)
        return _hours(hour_value, 0), _is_exact(bare, hour_value)
    for index, said in enumerate(language.said):
        if match[f"c{index}"]:
            word = match[f"h{index}"]
            hour_value = _value(word, language)
            minute_word = match.groupdict().get(f"m{index}")
            minute_value = _value(minute_word, language) if minute_word else 0
            past = said.base + said.sign * minute_value
            return _hours(hour_value, past), _is_exact(word, hour_value)
    raise ValueError(match.group())


def _hours(hour: int, minutes: int) -> int:
    """Return minutes after midnight, -1 when there is no such hour."""
    return (hour * 60 + minutes) % (24 * 60) if 0 <= hour <= 24 else -1


def _is_exact(word: str, hour: int) -> bool:
    """Return whether an hour can only be on 24 hours."""
    return not 1 <= hour <= 12 or (word.isdigit() and word.startswith("0"))


def _in_part(minutes: int, part: Part) -> int:
    """Return minutes after midnight of a time on 12 hours in a part of the day."""
    clock = minutes % (12 * 60)
    match part:
        case Part.MORNING:
            return clock
        case Part.AFTERNOON:
            return clock + 12 * 60
        case Part.EVENING:
            return clock + 12 * 60 if clock >= 60 else clock
        case Part.NIGHT:
            return clock + 12 * 60 if clock >= 6 * 60 else clock


def _next(now: datetime, at: time, day: int | None, weekday: int | None) -> datetime:
    """Return the next moment after `now` at a clock time, on a day if one is said."""
    moment = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if day is not None:
        return moment + timedelta(days=day)
    if weekday is not None:
        moment += timedelta(days=(weekday - now.weekday()) % 7)
        return moment if moment > now else moment + timedelta(days=7)
    return moment if moment > now else moment + timedelta(days=1)


def _span(match: re.Match[str], starts: Mapping[int, int]) -> tuple[int, int]:
    """Return the words of a time, first and one past the last."""
    return starts[match.start("time")], starts[match.end("time") + 1]


def _starts(words: Sequence[str]) -> dict[int, int]:
    """Return the number of a word by where it begins in the joined text."""
    starts, position = {}, 0
    for index, word in enumerate(words):
        starts[position] = index
        position += len(word) + 1
    starts[position] = len(words)
    return starts


def _value(word: str, language: ClockWords) -> int:
    """Return the value of a number in digits or words."""
    return int(word) if word.isdigit() else language.numbers[word]


def _number(numbers: Mapping[str, int]) -> str:
    """Return the expression of a number up to two digits."""
    return rf"(?:\d{{1,2}}(?![\d:])|{_any(numbers)})"


def _filled(pattern: str, index: int, number: str) -> str:
    """Return a pattern with its hour and minutes as groups."""
    return (
        pattern.replace("{i}", str(index))
        .replace("{n}", rf"(?P<n{index}>{number})")
        .replace("{h}", rf"(?P<h{index}>{number})")
        .replace("{m}", rf"(?P<m{index}>{number})")
    )


def _any(words: Sequence[str] | Mapping[str, object]) -> str:
    """Return the expression of one of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
