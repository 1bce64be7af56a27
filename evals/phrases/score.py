"""How often a phrase was understood, misunderstood, or left to somebody else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .phrases import Phrase, written
from custom_components.hushwatt.understanding import Ask


@dataclass
class Score:
    """Counts of a set of phrases; `mistakes` are phrases with what they were taken for.

    `right`, `wrong` and `missed` count the phrases that are ours: understood,
    taken for something else, handed on. `swallowed` counts phrases that are not
    ours and were not handed on, `handed_on` those that were.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    swallowed: int = 0
    handed_on: int = 0
    mistakes: list[tuple[Phrase, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the share of right ones among all that was taken as ours."""
        return self.right / max(self.right + self.wrong + self.swallowed, 1)

    @property
    def recall(self) -> float:
        """Return the share of right ones among all that is ours."""
        return self.right / max(self.right + self.wrong + self.missed, 1)

    @property
    def hand_off(self) -> float:
        """Return the share of what is not ours that was handed on."""
        return self.handed_on / max(self.handed_on + self.swallowed, 1)


def score(phrases: Iterable[Phrase], understand: Callable[[str], Ask]) -> Score:
    """Return the score of an understanding on phrases."""
    result = Score()
    for phrase in phrases:
        taken = written(understand(phrase.text))
        if phrase.is_ours:
            result.right += taken == phrase.truth
            result.missed += taken == "not_ours"
            result.wrong += taken not in ("not_ours", phrase.truth)
        else:
            result.handed_on += taken == "not_ours"
            result.swallowed += taken != "not_ours"
        if taken != phrase.truth:
            result.mistakes.append((phrase, taken))
    return result
