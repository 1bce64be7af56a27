"""What a language must bring: its sentences and how it writes amounts and times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
import re

from ..vocabulary import Degraded
from . import formats
from .cues import Cues
from .texts import Demand, Text


class Case(StrEnum):
    """What an appliance's name is in its sentence."""

    SUBJECT = "subject"
    OBJECT = "object"


@dataclass(frozen=True, kw_only=True)
class Charging:
    """How a language says that a car is charged, where it would say that a machine is started.

    `cars` and `chargers` are expressions of words in lower case; `instead` maps
    parts of the sentences to what stands there for a car, which is no charger.
    """

    cars: str
    chargers: str
    instead: Mapping[str, str]

    def of(self, name: str, template: str) -> str:
        """Return a sentence as it is said of an appliance."""
        words = name.lower()
        if not re.search(rf"\b(?:{self.cars})\b", words):
            return template
        if re.search(self.chargers, words):
            return template
        for usual, said in self.instead.items():
            template = template.replace(usual, said)
        return template


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: its sentences and its ways of writing.

    `name` puts an appliance's name into a sentence ("the dishwasher"), `charging`
    makes "start the car" what it is. `clocks`
    gives the ways to write a wall-clock time, `days` those to say the day of a
    moment as seen from now (an empty one where the time alone is clear), `at`
    joins "at" to a clock time, `with_mark` gives the ways to write digits with a
    currency's mark; of each the first is the one that templates use. `listing` and
    `choice` join parts with the language's "and" and "or";
    `dated` joins a day, a month and a clock time, `colon` stands between a name
    and what is said of it. `weekdays` are as a rule names them ("Mondays").
    """

    code: str
    texts: Mapping[Text, str]
    degraded: Mapping[Degraded, str]
    demands: Mapping[Demand, str]
    weekdays: Sequence[str]
    months: Sequence[str]
    cues: Cues
    name: Callable[[str, Case], str]
    charging: Charging
    clocks: Callable[[time], Sequence[str]]
    days: Callable[[datetime, datetime], Sequence[str]]
    at: Callable[[str], str]
    with_mark: Callable[[str, str], Sequence[str]]
    minus: str
    dated: Callable[[int, str, str], str]
    colon: str
    decimal: str
    conjunction: str
    disjunction: str

    @property
    def semicolon(self) -> str:
        """Return what stands between two rules, spaced as the colon is."""
        return self.colon.replace(":", ";")

    def say(self, text: Text, **values: str) -> str:
        """Return a sentence with its placeholders filled, its first letter a capital.

        `{Subject}` is the subject where the language begins a sentence with it.
        """
        if subject := values.get("subject"):
            values["Subject"] = _capital(subject)
        template = self.charging.of(values.get("appliance", ""), self.texts[text])
        return _capital(template.format(**values))

    def clock(self, at: time) -> str:
        """Return a wall-clock time."""
        return self.clocks(at)[0]

    def moments(self, moment: datetime, now: datetime) -> tuple[str, ...]:
        """Return the ways to write a day and a time as seen from now (same timezone)."""
        written: list[str] = []
        for clock in self.clocks(moment.time()):
            at = self.at(clock)
            for day in self.days(moment, now):
                forms = (f"{day} {at}", f"{at} {day}", f"{clock} {day}")
                written += forms if day else (at, clock)
        return tuple(dict.fromkeys(written))

    def moment(self, moment: datetime, now: datetime) -> str:
        """Return a day and a time, such as "tomorrow at 09:00"."""
        return self.moments(moment, now)[0]

    def until(self, moment: datetime) -> str:
        """Return a date and a time, such as "15 October at 12:00"."""
        month = self.months[moment.month - 1]
        return self.dated(moment.day, month, self.clock(moment.time()))

    def amounts(self, value: float, currency: str) -> tuple[str, ...]:
        """Return the ways to write an amount, to its currency's minor unit."""
        written = formats.amount(value, currency, self.decimal)
        sign = f"{self.minus} " if formats.is_negative(value, currency) else ""
        return tuple(sign + one for one in self.with_mark(written, currency))

    def money(self, value: float, currency: str) -> str:
        """Return an amount to its currency's minor unit, rounded half away from zero."""
        return self.amounts(value, currency)[0]

    def price(self, value: float, currency: str) -> str:
        """Return a price with at most one decimal more than its currency's minor unit."""
        written = formats.price(value, currency, self.decimal)
        sign = f"{self.minus} " if value < 0 else ""
        return sign + self.with_mark(written, currency)[0]

    def number(self, value: float) -> str:
        """Return a number with at most two decimals and no idle zeros."""
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", self.decimal)

    def listing(self, parts: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return _joined(parts, self.conjunction)

    def choice(self, parts: Sequence[str]) -> str:
        """Return "a, b or c"."""
        return _joined(parts, self.disjunction)


def _capital(text: str) -> str:
    """Return a text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def _joined(parts: Sequence[str], last: str) -> str:
    """Return parts with commas and a word before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
