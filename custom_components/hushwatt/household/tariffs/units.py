"""Units of price: which currency, and how much of it per kWh one number is."""

from dataclasses import dataclass
import re
from typing import Final

from homeassistant.generated.currencies import ACTIVE_CURRENCIES

_DOLLARS: Final = frozenset(
    {"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS"}
)
_CENTS: Final = _DOLLARS | {"EUR", "ZAR"}
_KRONOR: Final = frozenset({"SEK", "NOK", "DKK", "ISK"})

# What a symbol can stand for: one currency, or those that share it.
_MAJOR: Final[dict[str, frozenset[str]]] = {
    "€": frozenset({"EUR"}),
    "euro": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "$": _DOLLARS,
    "a$": frozenset({"AUD"}),
    "us$": frozenset({"USD"}),
    "nz$": frozenset({"NZD"}),
    "kr": _KRONOR,
    "kr.": _KRONOR,
    "zł": frozenset({"PLN"}),
    "kč": frozenset({"CZK"}),
    "ft": frozenset({"HUF"}),
    "lei": frozenset({"RON", "MDL"}),
    "leu": frozenset({"RON", "MDL"}),
    "лв": frozenset({"BGN"}),
    "fr.": frozenset({"CHF"}),
    "₹": frozenset({"INR"}),
    "₺": frozenset({"TRY"}),
    "₴": frozenset({"UAH"}),
    "¥": frozenset({"JPY", "CNY"}),
}
_HUNDREDTHS: Final[dict[str, frozenset[str]]] = {
    "c": _CENTS,
    "ct": _CENTS,
    "cts": _CENTS,
    "cent": _CENTS,
    "cents": _CENTS,
    "¢": _CENTS,
    "eurocent": frozenset({"EUR"}),
    "€ct": frozenset({"EUR"}),
    "ct€": frozenset({"EUR"}),
    "c€": frozenset({"EUR"}),
    "€c": frozenset({"EUR"}),
    "p": frozenset({"GBP"}),
    "pence": frozenset({"GBP"}),
    "öre": frozenset({"SEK"}),
    "øre": frozenset({"NOK", "DKK"}),
    "ore": frozenset({"SEK", "NOK", "DKK"}),
    "gr": frozenset({"PLN"}),
    "grosz": frozenset({"PLN"}),
    "groszy": frozenset({"PLN"}),
    "rp": frozenset({"CHF"}),
    "rp.": frozenset({"CHF"}),
    "rappen": frozenset({"CHF"}),
    "bani": frozenset({"RON", "MDL"}),
}
_ENERGY: Final = {"kwh": 1.0, "mwh": 1e-3, "wh": 1e3}

_UNIT: Final = re.compile(
    r"^\s*(?P<factor>\d+(?:\.\d+)?(?:e-?\d+)?)?\s*(?P<money>[^\d\s/]+)\s*(?:/|per)\s*"
    r"(?P<energy>kwh|mwh|wh)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PriceUnit:
    """What the number 1 of a source is: `scale` of `currency` (ISO) per kWh."""

    currency: str
    scale: float


def parse_price_unit(unit: str | None, *hints: str | None) -> PriceUnit | None:
    """Return what a unit such as `EUR/kWh`, `Öre/kWh` or `1e-7 EUR/kWh` means.

    `hints` are ISO codes, the most trusted first, that decide between the
    currencies which share a symbol. None when the unit is not known for sure.
    """
    if unit is None or (match := _UNIT.match(unit)) is None:
        return None
    factor = float(match["factor"] or 1) * _ENERGY[match["energy"].lower()]
    token = match["money"].casefold()
    if token.upper() in ACTIVE_CURRENCIES:
        return PriceUnit(token.upper(), factor)
    if (currency := _choose(_MAJOR.get(token), hints)) is not None:
        return PriceUnit(currency, factor)
    if (currency := _choose(_HUNDREDTHS.get(token), hints)) is not None:
        return PriceUnit(currency, factor / 100)
    return None


def price_units(currency: str) -> tuple[str, ...]:
    """Return the units to choose from when a source does not tell its own."""
    return (f"{currency}/kWh", f"0.01 {currency}/kWh", f"{currency}/MWh")


def _choose(
    candidates: frozenset[str] | None, hints: tuple[str | None, ...]
) -> str | None:
    """Return the one currency that is meant, None when it cannot be told."""
    if candidates is None:
        return None
    if len(candidates) == 1:
        return next(iter(candidates))
    return next((h.upper() for h in hints if h and h.upper() in candidates), None)
