"""Answers about the cloud and the price: what was sent, whether it is cheap now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..vocabulary import Household, PriceWindow
from .language import Language
from .languages import language_for
from .texts import Text

AHEAD = timedelta(hours=24)
"""A price is high or low against so much time ahead."""

_KINDS: dict[Text, frozenset[str]] = {
    Text.SENT_LOADS: frozenset({"length", "minutes", "phases", "segment"}),
    Text.SENT_PRICES: frozenset({"prices", "price", "tariff"}),
    Text.SENT_TIMES: frozenset(
        {"spans", "starts", "earliest_start", "finish_by", "not_running", "no_start"}
    ),
    Text.SENT_POWERS: frozenset({"power", "kwh", "limit_kw", "surplus"}),
    Text.SENT_ORDERS: frozenset({"order", "apart"}),
}


class PriceLevel(StrEnum):
    """How a price compares with those of the time ahead."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    FLAT = "flat"


@dataclass(frozen=True, kw_only=True)
class SentSummary:
    """What went to the cloud this month: how often, when last (aware, home's timezone), for how much.

    `cost` is USD, `fields` are the kinds of field in the documents, `blocked`
    counts what the privacy check kept back.
    """

    count: int
    last: datetime | None = None
    cost: float = 0.0
    fields: Collection[str] = ()
    blocked: int = 0


def say_sent(summary: SentSummary | None, language: str) -> str:
    """Return what was sent to the cloud this month; None when no cloud is set up."""
    words = language_for(language)
    if summary is None:
        return words.say(Text.SENT_NO_CLOUD)
    sentences = [_how_often(summary, words)]
    if kinds := _kinds(summary.fields, words):
        sentences.append(words.say(Text.SENT_KINDS, kinds=words.listing(kinds)))
    if summary.blocked:
        sentences.append(words.say(Text.SENT_BLOCKED, count=str(summary.blocked)))
    return " ".join(sentences)


def say_price(household: Household, language: str) -> str:
    """Return whether the price is high or low now, and when it is lowest within a day."""
    words = language_for(language)
    ahead = _ahead(household)
    if household.tariff is None:
        return words.say(Text.NO_PRICES)
    if not ahead or ahead[0].start > household.now:
        return words.say(Text.PRICE_UNKNOWN_NOW)
    currency, level = household.tariff.currency, level_of(ahead)
    price = words.price(ahead[0].price, currency)
    said = words.say(_LEVELS[level], price=price)
    if level is PriceLevel.FLAT:
        return said
    lowest = min(ahead, key=lambda window: window.price)
    if lowest.price >= ahead[0].price:
        return f"{said} {words.say(Text.PRICE_LOWEST_NOW)}"
    zone = household.timezone
    when = words.moment(lowest.start.astimezone(zone), household.now.astimezone(zone))
    at = words.price(lowest.price, currency)
    return f"{said} {words.say(Text.PRICE_LOWEST_AT, when=when, price=at)}"


def level_of(windows: list[PriceWindow]) -> PriceLevel:
    """Return how the first window's price compares with all of them, by their length.

    Low: cheaper for at most a quarter of the time. High: for at least three quarters.
    """
    now = windows[0].price
    if all(window.price == now for window in windows):
        return PriceLevel.FLAT
    length = sum((one.end - one.start for one in windows), timedelta())
    cheaper = sum(
        (one.end - one.start for one in windows if one.price < now), timedelta()
    )
    if cheaper <= length / 4:
        return PriceLevel.LOW
    return PriceLevel.HIGH if cheaper >= length * 3 / 4 else PriceLevel.MIDDLE


_LEVELS = {
    PriceLevel.LOW: Text.PRICE_LOW,
    PriceLevel.MIDDLE: Text.PRICE_MIDDLE,
    PriceLevel.HIGH: Text.PRICE_HIGH,
    PriceLevel.FLAT: Text.PRICE_FLAT,
}


def _ahead(household: Household) -> list[PriceWindow]:
    """Return the known prices from now on, for a day, cut at both ends."""
    if household.tariff is None:
        return []
    now, until = household.now, household.now + AHEAD
    return [
        PriceWindow(max(one.start, now), min(one.end, until), one.price)
        for one in household.tariff.windows
        if one.end > now and one.start < until
    ]


def _how_often(summary: SentSummary, language: Language) -> str:
    """Return how often the cloud was asked, and for how much."""
    if not summary.count or summary.last is None:
        return language.say(Text.SENT_NOTHING)
    text = Text.SENT_ONCE if summary.count == 1 else Text.SENT_MANY
    values = {
        "count": str(summary.count),
        "when": language.until(summary.last),
        "cost": language.price(summary.cost, "USD"),
    }
    return language.say(text, **values)


def _kinds(fields: Collection[str], language: Language) -> list[str]:
    """Return the kinds of field in words."""
    sent = frozenset(fields)
    return [language.texts[text] for text, keys in _KINDS.items() if keys & sent]
