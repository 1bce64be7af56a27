"""What a language must bring beside its sentences."""

from dataclasses import dataclass

from ..clock import ClockWords


@dataclass(frozen=True, kw_only=True)
class LanguageWords:
    """One language's ways.

    `elides`: its apostrophe parts two words. `head_first`: its nouns stand
    before what describes them. `morning` and `evening` are said after a clock time,
    as a person writes them.
    """

    code: str
    elides: bool
    head_first: bool
    morning: str
    evening: str
    clock: ClockWords
