"""A recommendation in words: the local model's, where they stand the check, else the templates'."""

from dataclasses import dataclass

from ..models.protocol import LocalModel
from ..vocabulary import Degraded, Household, Recommendation
from .saying import say


@dataclass(frozen=True)
class Grounded:
    """Checked words, and what was missing when they were found."""

    text: str
    degraded: tuple[Degraded, ...] = ()


async def ground(
    recommendation: Recommendation, household: Household, model: LocalModel | None
) -> Grounded:
    """Return the recommendation in words that agree with it."""
    return Grounded(say(recommendation, household))
