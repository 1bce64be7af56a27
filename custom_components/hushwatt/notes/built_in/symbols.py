"""What the words of a note stand for, the same in every language."""

from dataclasses import dataclass
from enum import StrEnum, auto

from ...vocabulary import ALL_WEEKDAYS
from ..text import Token
from .clocks import Clock


class Symbol(StrEnum):
    """What a word or a phrase does in a note."""

    # Who.
    APPLIANCE = auto()
    ALL = auto()
    NOTHING = auto()
    NOISY = auto()
    NOISE = auto()
    KIND_OF_APPLIANCE = auto()
    IT = auto()
    PERSON = auto()

    # How binding.
    MUST = auto()
    MUST_IF_POSITIVE = auto()
    NEED_NOT = auto()
    MAY = auto()
    REQUEST = auto()
    NEG = auto()
    MUST_NOT = auto()
    NOR = auto()
    HALF_NEG = auto()
    THAN = auto()
    THAT = auto()
    ONLY = auto()
    ONLY_OR_FIRST = auto()

    # What it does.
    RUN = auto()
    RUNS = auto()
    START = auto()
    STARTS = auto()
    FINISH = auto()
    FINISHES = auto()
    FINISHED = auto()
    CHARGED = auto()
    OFF = auto()
    QUIET = auto()
    QUIET_TIME = auto()
    TAKE = auto()
    IS = auto()
    HAVE = auto()
    PAST = auto()

    # When.
    TIME = auto()
    NUMBER = auto()
    BY = auto()
    LATEST = auto()
    EARLIEST = auto()
    BEFORE = auto()
    AFTER = auto()
    FROM = auto()
    ONWARDS = auto()
    UNTIL = auto()
    AT = auto()
    BETWEEN = auto()
    TO = auto()
    OUTSIDE = auto()
    DAYS = auto()
    EXCEPT = auto()
    TONIGHT = auto()
    TODAY = auto()
    TOMORROW = auto()
    TOMORROW_MORNING = auto()
    MORNING = auto()
    AFTERNOON = auto()
    EVENING = auto()
    NIGHT = auto()
    ASLEEP = auto()
    RISING = auto()
    DINNER = auto()

    # How much.
    AMOUNT = auto()
    ENERGY = auto()
    ABOUT = auto()
    FOR = auto()
    LONG_PERIOD = auto()

    # Between appliances.
    WITH = auto()
    WHEN = auto()
    TOGETHER = auto()
    FIRST = auto()
    THEN = auto()

    # Joints.
    COMMA = auto()
    DASH = auto()
    AND = auto()
    OR = auto()
    BUT = auto()
    BECAUSE = auto()
    SO = auto()
    WHICH = auto()
    IF = auto()
    STOP = auto()
    QUESTION = auto()

    ALSO = auto()
    UNCLEAR = auto()
    FILLER = auto()
    UNKNOWN = auto()


TIMES_OF_DAY = frozenset(
    {
        Symbol.MORNING,
        Symbol.AFTERNOON,
        Symbol.EVENING,
        Symbol.NIGHT,
        Symbol.ASLEEP,
        Symbol.RISING,
        Symbol.DINNER,
    }
)
NEGATIONS = frozenset({Symbol.NEG, Symbol.MUST_NOT})
PERIODS = frozenset({Symbol.TONIGHT, Symbol.TODAY, Symbol.TOMORROW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A word or phrase with what it stands for.

    A phrase such as "2 heures" has both a `clock` and `minutes`; what stands
    around it decides. `number` is a bare number, `energy` kWh. `appliances`
    are subentry ids, several for a list ("the washer and the dryer").
    """

    symbol: Symbol
    tokens: tuple[Token, ...] = ()
    clock: Clock | None = None
    minutes: float | None = None
    energy: float | None = None
    number: float | None = None
    appliances: tuple[str, ...] = ()
    weekdays: frozenset[int] = ALL_WEEKDAYS
