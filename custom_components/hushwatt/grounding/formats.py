"""Ways of writing amounts and times that several languages share."""

from datetime import datetime, time

# Minor digits that differ from two, ISO 4217.
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "HUF": 0, "CLP": 0, "VND": 0}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "AUD": "$", "NZD": "$", "CAD": "$"}


def minor_digits(currency: str) -> int:
    """Return how many decimals an amount of a currency is written with."""
    return _MINOR_DIGITS.get(currency, 2)


def symbol(currency: str) -> str:
    """Return a currency's symbol, its ISO 4217 code where it has none of its own."""
    return _SYMBOLS.get(currency, currency)


def amount(value: float, digits: int, decimal: str) -> str:
    """Return a number rounded half away from zero, with the language's decimal mark."""
    text = f"{abs(value) + 1e-9:.{digits}f}"
    sign = "-" if value < 0 and float(text) else ""
    return sign + text.replace(".", decimal)


def clock(moment: time) -> str:
    """Return a wall-clock time on 24 hours, such as 06:30."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def days_ahead(moment: datetime, now: datetime) -> int:
    """Return how many local days lie between now and a moment (same timezone)."""
    return (moment.date() - now.date()).days


def is_night(moment: datetime) -> bool:
    """Return whether people call the small hours of this day "tonight" the evening before."""
    return moment.hour < 5


def compact(value: float, decimal: str) -> str:
    """Return a number with at most two decimals and no idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal)
