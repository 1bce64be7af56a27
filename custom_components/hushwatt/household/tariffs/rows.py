"""Rows of a price list, whatever their keys and forms, to price windows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isfinite
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from homeassistant.util import dt as dt_util

from ...vocabulary import PriceWindow

START_KEYS: Final = (
    "start",
    "start_time",
    "time",
    "hour",
    "datetime",
    "timestamp",
    "startsAt",
    "starts_at",
    "start_date",
    "from",
    "valid_from",
    "period_start",
)
END_KEYS: Final = (
    "end",
    "end_time",
    "till",
    "ends_at",
    "end_date",
    "valid_to",
    "to",
    "period_end",
)
PRICE_KEYS: Final = (
    "price",
    "value",
    "value_inc_vat",
    "per_kwh",
    "price_per_kwh",
    "total",
    "electricity_price",
    "price_tax_included.amount",
)

# A row that does not say its end is never taken to be longer than this.
_LONGEST: Final = timedelta(hours=1)
# Conflicting prices of one moment differ by more than this.
_SAME: Final = 1e-9


@dataclass(frozen=True)
class Keys:
    """Which keys of a row hold its start, its end (if any) and its price."""

    start: str
    price: str
    end: str | None = None


class Row(NamedTuple):
    """One row as it was given: UTC datetimes, price in the source's own unit."""

    start: datetime
    price: float
    end: datetime | None = None


def find_keys(row: Mapping[str, Any]) -> Keys | None:
    """Return the keys of a row by the alias table, None when it is no price row."""
    start = next((k for k in START_KEYS if _is_instant(row.get(k))), None)
    price = next((k for k in PRICE_KEYS if _number(_dig(row, k)) is not None), None)
    if start is None or price is None:
        return None
    return Keys(
        start, price, next((k for k in END_KEYS if _is_instant(row.get(k))), None)
    )


def read_rows(
    items: Iterable[Any], zone: ZoneInfo, keys: Keys | None = None
) -> tuple[Row, ...]:
    """Return the rows of a list that can be read; the others leave holes.

    `items` are mappings with strings (`T` or space, `Z`, offsets, fractions)
    or datetimes; a time without an offset is wall-clock time of `zone`, the
    second time a doubled hour is met it is the second hour. `keys` fixes where
    to look; without it the alias table decides by the first row that fits.
    """
    clock = _WallClock(zone)
    rows: list[Row] = []
    for item in items:
        if not isinstance(item, Mapping):
            continue
        keys = keys or find_keys(item)
        if keys is None:
            continue
        price = _number(_dig(item, keys.price))
        start = clock.read(_dig(item, keys.start))
        if price is None or start is None:
            continue
        rows.append(Row(start, price, _read_end(item, keys, start, zone)))
    return tuple(rows)


def to_windows(rows: Iterable[Row], scale: float) -> tuple[PriceWindow, ...]:
    """Return sorted price windows that do not overlap, in UTC.

    `scale` turns a row's number into currency per kWh. Starts and ends that
    are seconds off a full minute are set right. A row without an end lasts to
    the next one, but never longer than its neighbours are and never over an
    hour, so that a hole stays a hole. A moment with two different prices has
    none.
    """
    slots = _without_duplicates(rows)
    gaps = [after.start - slot.start for slot, after in pairwise(slots)]
    windows: list[PriceWindow] = []
    for index, slot in enumerate(slots):
        end = slot.end if _can_be_trusted(slots, index) else None
        if end is None and (length := _length(gaps, index)) is not None:
            end = slot.start + length
        if end is None or slot.price is None:
            continue
        if index < len(gaps):
            end = min(end, slots[index + 1].start)
        windows.append(PriceWindow(slot.start, end, round(slot.price * scale, 10)))
    return tuple(windows)


def current_price(windows: Sequence[PriceWindow], now: datetime) -> float | None:
    """Return the price at a moment (aware), None when it is not known."""
    return next((w.price for w in windows if w.start <= now < w.end), None)


def is_doubled(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clock on the wall shows a moment's time twice that day."""
    local = moment.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def without_doubled(rows: Iterable[Row], zone: ZoneInfo) -> tuple[Row, ...]:
    """Return rows without the hour that the clock on the wall shows twice.

    For sources that keep prices by that clock: of the two only one price
    survives, and nobody can say for which.
    """
    return tuple(row for row in rows if not is_doubled(row.start, zone))


def is_skipped(value: Any, zone: ZoneInfo) -> bool:
    """Tell whether a time with an offset is one that the clock on the wall skips."""
    moment = _instant(value)
    if moment is None or moment.tzinfo is None:
        return False
    real = moment.astimezone(UTC).astimezone(zone)
    return moment.utcoffset() != real.utcoffset()


class _Slot(NamedTuple):
    """A row on full minutes; its price is None where sources disagree."""

    start: datetime
    price: float | None
    end: datetime | None


def _without_duplicates(rows: Iterable[Row]) -> list[_Slot]:
    """Return one slot per start, in order."""
    slots: dict[datetime, _Slot] = {}
    for row in rows:
        start = _to_minute(row.start)
        end = None if row.end is None else _to_minute(row.end)
        if end is not None and end <= start:
            end = None
        known = slots.get(start)
        if known is None:
            slots[start] = _Slot(start, row.price, end)
        elif known.price is None or abs(known.price - row.price) > _SAME:
            slots[start] = _Slot(start, None, known.end or end)
    return [slots[start] for start in sorted(slots)]


def _can_be_trusted(slots: Sequence[_Slot], index: int) -> bool:
    """Tell whether a row's own end holds: not when that of the row before it overlaps."""
    if slots[index].end is None:
        return False
    before = slots[index - 1].end if index else None
    return before is None or before <= slots[index].start


def _length(gaps: list[timedelta], index: int) -> timedelta | None:
    """Return how long a row without an end lasts, None when nothing tells.

    `gaps` are the times from each row's start to the next one's.
    """
    beside = gaps[max(index - 1, 0) : index] + gaps[index + 1 : index + 2]
    longest = min(max(beside), _LONGEST) if beside else _LONGEST
    if index < len(gaps):
        return min(gaps[index], longest)
    return longest if beside else None


def _read_end(
    item: Mapping[str, Any], keys: Keys, start: datetime, zone: ZoneInfo
) -> datetime | None:
    """Return the end of a row in UTC, the next such wall-clock time after its start."""
    if keys.end is None or (end := _instant(_dig(item, keys.end))) is None:
        return None
    if end.tzinfo is not None:
        return end.astimezone(UTC)
    first = end.replace(tzinfo=zone).astimezone(UTC)
    return first if first > start else end.replace(tzinfo=zone, fold=1).astimezone(UTC)


class _WallClock:
    """Reads times in the order of a list, so that a doubled hour is told apart."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Keep the zone of times that have no offset."""
        self._zone = zone
        self._seen: set[datetime] = set()

    def read(self, value: Any) -> datetime | None:
        """Return a time in UTC, None when it is not one or is skipped that day."""
        if (moment := _instant(value)) is None:
            return None
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        first = moment.replace(tzinfo=self._zone).astimezone(UTC)
        if first.astimezone(self._zone).replace(tzinfo=None) != moment:
            return None
        if first in self._seen:
            return moment.replace(tzinfo=self._zone, fold=1).astimezone(UTC)
        self._seen.add(first)
        return first


def _to_minute(moment: datetime) -> datetime:
    """Return the nearest full minute."""
    if moment.second == 0 and moment.microsecond == 0:
        return moment
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _dig(item: Mapping[str, Any], key: str) -> Any:
    """Return the value of a key, or of a path such as `price.amount`."""
    if "." not in key:
        return item.get(key)
    value: Any = item
    for part in key.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def _is_instant(value: Any) -> bool:
    """Tell whether a value is a date with a time."""
    return _instant(value) is not None


def _instant(value: Any) -> datetime | None:
    """Return a datetime from one, or from its string."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or ":" not in value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    try:
        return dt_util.parse_datetime(value)
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    """Return a finite number from one, or from its string."""
    if type(value) is float:
        return value if isfinite(value) else None
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(value)
    except TypeError, ValueError:
        return None
    return number if isfinite(number) else None
