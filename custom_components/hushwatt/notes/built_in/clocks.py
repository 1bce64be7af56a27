"""Clock times as they are written, and what time of the day they can mean.

An hour from 13 on, 0, with a leading zero, or with am or pm is exact. So is a
digital time ("6:30") in a language whose speakers write 24 hours. An hour in
words ("half past six"), and in English one in digits without a leading zero,
can be of the morning or of the evening. It is decided, in this order, by

1. a time of day beside it ("six in the morning", "abends um zehn"),
2. the other end of its window: beside digits of 24 hours digits are such too
   ("between 8 and 23"), else of the two readings the one that makes the window
   shorter than twelve hours ("from 10 to 6 am"),
3. "tonight", when only one of both lies between the writing of the note and
   the next noon, or, with both, when the hour is 7 to 11,
4. what the sentence says of the day: people who sleep, noise and quiet (then
   "after ten" is 22:00 and "before eight" 08:00), breakfast or getting up (a
   deadline is of the morning), dinner (it is of the evening),
5. digits: a time in the same note that can only be of 24 hours ("22:30", "06:00").

Else nothing decides and the person is asked. A plain "10 Uhr" is 10:00, but
"not running after 10 Uhr" is asked, since few people mean the morning.
"""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum, auto
import re
from typing import Final

_HOUR: Final = re.compile(r"[0-9]{1,2}")


class Notation(StrEnum):
    """How sure the hour of a clock time is as it is written."""

    EXACT = auto()
    PLAIN = auto()
    TWELVE_DIGITS = auto()
    TWELVE_WORDS = auto()


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time of a note: hour 0 to 23, minute 0 to 59, as written.

    `written` is the hour as written, for telling that a note uses 24 hours.
    """

    hour: int
    minute: int
    notation: Notation

    @property
    def is_exact(self) -> bool:
        """Tell whether only one time of the day can be meant."""
        return self.notation is Notation.EXACT

    @property
    def face(self) -> time:
        """Return the time as it is written, read on 24 hours."""
        return time(self.hour, self.minute)

    @property
    def readings(self) -> tuple[time, ...]:
        """Return the times of the day that it can mean, the morning's first."""
        if self.is_exact or self.notation is Notation.PLAIN:
            return (self.face,)
        return self.halves

    @property
    def halves(self) -> tuple[time, time]:
        """Return the time of the morning and that of the evening."""
        hour = self.hour % 12
        return time(hour, self.minute), time(hour + 12, self.minute)


def minutes_of(at: time) -> int:
    """Return the minutes of a time since midnight."""
    return at.hour * 60 + at.minute


def minutes_between(opening: time, closing: time) -> int:
    """Return the minutes from one time to the next occurrence of another, 1 to 1440."""
    return (minutes_of(closing) - minutes_of(opening) - 1) % 1440 + 1


def is_of_24_hours(text: str, clock: Clock) -> bool:
    """Tell whether the digits of a time, such as "22:30" or "06", have 24 hours.

    They do from 13 on and with a leading zero, unless am or pm follows them.
    """
    digits = _HOUR.match(text)
    if digits is None:
        return False
    hour = int(digits[0])
    return (hour > 12 or text.startswith("0")) and hour % 24 == clock.hour
