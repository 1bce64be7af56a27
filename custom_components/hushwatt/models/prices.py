"""What the cloud's tokens cost, and what a request cost by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
import re
from typing import Final

_MILLION: Final = 1_000_000
# A model's name may end in the date of its snapshot.
_SNAPSHOT: Final = re.compile(r"-[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@dataclass(frozen=True)
class TokenPrices:
    """USD per million tokens: read, read from the provider's cache, written."""

    input: float
    cached: float
    output: float


# From the provider's model pages.
PRICES_AS_OF: Final = date(2026, 8, 21)
PRICES: Final[Mapping[str, TokenPrices]] = {
    "gpt-5.4": TokenPrices(2.50, 0.25, 15.00),
    "gpt-5.4-mini": TokenPrices(0.75, 0.075, 4.50),
    "gpt-5.4-nano": TokenPrices(0.20, 0.02, 1.25),
}


@dataclass(frozen=True, kw_only=True)
class Usage:
    """The tokens that a request used; reasoning counts as written."""

    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0

    def cost(self, prices: TokenPrices) -> float:
        """Return what they cost in USD."""
        fresh = self.input_tokens - self.cached_tokens
        return (
            fresh * prices.input
            + self.cached_tokens * prices.cached
            + self.output_tokens * prices.output
        ) / _MILLION


def prices_of(*names: str) -> TokenPrices:
    """Return the prices of the first name that is in the table.

    A deployment has a name of its own and a new model is in no table: the
    dearest prices of the table stand for them, so that a budget still holds.
    """
    for name in names:
        if known := PRICES.get(base_name(name)):
            return known
    return max(PRICES.values(), key=lambda prices: prices.output)


def base_name(name: str) -> str:
    """Return a model's name without the date of its snapshot."""
    return _SNAPSHOT.sub("", name)
