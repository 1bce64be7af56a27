"""What the set-up flow can offer a person as price sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry

KIND_ACTION: Final = "action"


@dataclass(frozen=True, kw_only=True)
class PriceSourceOffer:
    """A price source that was found in the home.

    `source` is what goes into the entry as `price_source`. When `unit_known`
    is False, a `unit` out of `units` must be asked for and added to it. When
    `figures` is not empty, a price per kWh must be asked for each of these
    names and added to it as `prices`, a mapping of name to number. `current` is
    False for a list that says nothing of the present, such as another day's.
    """

    key: str
    label: str
    kind: str
    source: Mapping[str, Any]
    unit_known: bool = True
    units: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    current: bool = True


def action_offer(
    family: str, entry: ConfigEntry, detail: str | None = None, **source: Any
) -> PriceSourceOffer:
    """Return the offer of an integration that tells its prices by an action."""
    key = " ".join(part for part in (family, entry.entry_id, detail) if part)
    shown = detail is not None and detail not in entry.title
    return PriceSourceOffer(
        key=key,
        label=f"{entry.title} ({detail})" if shown else entry.title,
        kind=KIND_ACTION,
        source={
            "kind": KIND_ACTION,
            "family": family,
            "config_entry": entry.entry_id,
            **source,
        },
    )
