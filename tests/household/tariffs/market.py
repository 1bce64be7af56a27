"""A market of our own: what it costs when, by arithmetic that shares nothing with the product."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import sin
from zoneinfo import ZoneInfo

from custom_components.hushwatt.vocabulary import PriceWindow

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OSLO = ZoneInfo("Europe/Oslo")
MADRID = ZoneInfo("Europe/Madrid")

ORDINARY = date(2026, 6, 10)
SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)


@dataclass(frozen=True)
class Slot:
    """A slot of the market in UTC, at so much of the major currency per kWh."""

    start: datetime
    end: datetime
    price: float


def price_at(moment: datetime) -> float:
    """Return the price of a slot by its start, some of them negative, five decimals."""
    minutes = int(moment.timestamp()) // 60
    return round(0.11 + 0.19 * sin(minutes / 173) + (minutes % 7) / 1000, 5)


def day_of(day: date, zone: ZoneInfo, minutes: int = 15) -> list[Slot]:
    """Return the slots of a local day, whatever its length."""
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    step = timedelta(minutes=minutes)
    count = (end - start) // step
    return [
        Slot(start + n * step, start + (n + 1) * step, price_at(start + n * step))
        for n in range(count)
    ]


def days_of(first: date, count: int, zone: ZoneInfo, minutes: int = 15) -> list[Slot]:
    """Return the slots of some days in a row."""
    return [
        slot
        for n in range(count)
        for slot in day_of(first + timedelta(days=n), zone, minutes)
    ]


def windows_of(slots: Iterable[Slot], factor: float = 1) -> tuple[PriceWindow, ...]:
    """Return what the product has to make of slots."""
    return tuple(
        PriceWindow(s.start, s.end, round(s.price * factor, 10)) for s in slots
    )


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days of a stretch, both ends included."""
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def local_noon(day: date, zone: ZoneInfo, hour: int = 14) -> datetime:
    """Return an hour of a local day, by default one at which tomorrow is published."""
    return datetime.combine(day, time(hour), zone)
