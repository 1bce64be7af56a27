"""What the set-up flow can offer a person as price sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class PriceSourceOffer:
    """A price source that was found in the home.

    `source` is what goes into the entry as `price_source`. When `unit_known`
    is False, a `unit` out of `units` must be asked for and added to it.
    """

    key: str
    label: str
    kind: str
    source: Mapping[str, Any]
    unit_known: bool = True
    units: tuple[str, ...] = ()
