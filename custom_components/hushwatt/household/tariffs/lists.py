"""Where in a state's attributes, or in an action's response, the price rows are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .rows import Keys, find_keys

# Attributes that go together, the surest first; `raw_` and interval lists carry
# times, which their plain namesakes do not.
CONTAINERS: Final = (
    ("raw_today", "raw_tomorrow"),
    ("prices_today", "prices_tomorrow"),
    ("today_interval_prices", "tomorrow_interval_prices"),
    ("prices",),
    ("data",),
    ("rates",),
    ("forecast",),
    ("forecasts",),
)

type Items = tuple[Any, ...]


def find_items(attributes: Mapping[str, Any]) -> tuple[Items, Keys] | None:
    """Return the rows of the best price list of some attributes, and their keys.

    A known container wins, then the longest list of rows, joined with the
    list that has `tomorrow` where its own name has `today`. None when no
    attribute is a price list.
    """
    for names in CONTAINERS:
        if (found := _join(attributes, names)) is not None:
            return found
    best: tuple[Items, Keys] | None = None
    for name in attributes:
        names = (
            (name, name.replace("today", "tomorrow")) if "today" in name else (name,)
        )
        found = _join(attributes, names)
        if found is not None and (best is None or len(found[0]) > len(best[0])):
            best = found
    return best


def find_items_deep(response: Any) -> tuple[Items, Keys] | None:
    """Return the rows of the first price list anywhere in an action's response."""
    for node in _walk(response):
        if isinstance(node, Mapping) and (found := find_items(node)) is not None:
            return found
    return None


def _join(
    attributes: Mapping[str, Any], names: Sequence[str]
) -> tuple[Items, Keys] | None:
    """Return the rows of some attributes together, None when they hold none."""
    items = tuple(item for name in names for item in as_items(attributes.get(name)))
    for item in items:
        if isinstance(item, Mapping) and (keys := find_keys(item)) is not None:
            return items, keys
    return None


def as_items(value: Any) -> Items:
    """Return rows from a list of them, or from a mapping of time to price."""
    if isinstance(value, Mapping):
        return tuple({"start": start, "price": price} for start, price in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return tuple(value)
    return ()


def _walk(node: Any) -> Iterator[Any]:
    """Yield a node and all below it, level by level."""
    level = [node]
    while level:
        yield from level
        level = [
            child
            for parent in level
            if isinstance(parent, Mapping)
            for child in parent.values()
            if isinstance(child, Mapping)
        ]
