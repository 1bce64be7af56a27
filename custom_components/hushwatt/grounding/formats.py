"""Ways of writing amounts and times that several languages share."""

from datetime import datetime, time, timedelta

# Minor digits that differ from two, ISO 4217.
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "HUF": 0, "CLP": 0, "VND": 0}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "AUD": "$", "NZD": "$", "CAD": "$"}
MORNING, AFTERNOON, EVENING = 5, 12, 18
"""The hours at which people stop calling it night, morning and afternoon."""


def symbol(currency: str) -> str:
    """Return a currency's symbol, its ISO 4217 code where it has none of its own."""
    return _SYMBOLS.get(currency, currency)


def amount(value: float, currency: str, decimal: str) -> str:
    """Return an amount without sign, to the minor unit, rounded half away from zero."""
    return _digits(value, _MINOR_DIGITS.get(currency, 2), decimal)


def price(value: float, currency: str, decimal: str) -> str:
    """Return a price without sign, with one digit beyond the minor unit where it counts."""
    exact = _digits(value, _MINOR_DIGITS.get(currency, 2) + 1, decimal)
    return exact.removesuffix("0").removesuffix(decimal)


def _digits(value: float, count: int, decimal: str) -> str:
    """Return a number without sign with so many decimals, rounded half away from zero."""
    return f"{abs(value) + 1e-9:.{count}f}".replace(".", decimal)


def is_negative(value: float, currency: str) -> bool:
    """Return whether an amount is written with a minus."""
    return value < 0 and float(amount(value, currency, ".")) > 0


def clock(moment: time) -> str:
    """Return a wall-clock time on 24 hours, such as 06:30."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def days_ahead(moment: datetime, now: datetime) -> int:
    """Return how many local days lie between now and a moment (same timezone)."""
    return (moment.date() - now.date()).days


def is_tonight(moment: datetime, now: datetime) -> bool:
    """Return whether the small hours of the next day are what people call tonight."""
    ahead = days_ahead(moment, now)
    return ahead == 1 and moment.hour < MORNING <= now.hour


def is_within_a_day(moment: datetime, now: datetime) -> bool:
    """Return whether a clock time alone tells this moment from all others."""
    return now <= moment < now + timedelta(days=1)
