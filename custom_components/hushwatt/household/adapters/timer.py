"""A machine's own timer: a delay in steps, to its start or to its end."""

from dataclasses import dataclass
from typing import Final

from .view import EntityView

_SECONDS: Final = {"s": 1, "min": 60, "h": 3600}


@dataclass(frozen=True)
class Timer:
    """A delay from now in steps of so many minutes, `most` at most.

    `to_end` is true when the delay is the time to the end of the run: machines
    that are asked when they are to be done know nothing else.
    """

    step: int
    to_end: bool = False
    most: int | None = None


def timer_of(
    start: EntityView | None, end: EntityView | None, unit: str
) -> Timer | None:
    """Return the timer behind the number of a delayed start, else of a delayed end.

    `unit` is that of a number which has none. None when neither has steps of
    more than a minute: such a timer can be set to the plan itself.
    """
    for number, to_end in ((start, False), (end, True)):
        if number is None:
            continue
        step = _minutes(number, "step", unit)
        if step is not None and step > 1:
            return Timer(step, to_end, _minutes(number, "max", unit))
    return None


def _minutes(number: EntityView, attribute: str, unit: str) -> int | None:
    """Return the whole minutes in an attribute of a number, None when it has none."""
    amount = number.attributes.get(attribute)
    if not isinstance(amount, int | float):
        return None
    return int(amount * _SECONDS.get(number.unit or unit, 0) / 60) or None
