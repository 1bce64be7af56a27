"""What an entity's attributes say, before a unit turns it into prices."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from .publication import ANY_MARKET, Publication
from .rows import Row
from .units import PriceUnit

_SOON: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Rows of a price list, and what its family knows that the entity does not tell.

    `unit` is None when the entity's own unit is the unit of the list.
    `taxes_included` is None when the family does not say. `publication` is None
    for families that tell no day ahead.
    """

    rows: tuple[Row, ...]
    unit: PriceUnit | None = None
    taxes_included: bool | None = None
    publication: Publication | None = ANY_MARKET

    def holds(self, now: datetime) -> bool:
        """Tell whether the list says something of the present (`now` aware), or nearly."""
        return any(
            row.start <= now + _SOON and (row.end or row.start + _SOON) > now
            for row in self.rows
        )

    def extended(self, rows: tuple[Row, ...]) -> Listing:
        """Return the listing with what another list knows of the time after it."""
        last = max((row.end or row.start for row in self.rows), default=None)
        later = tuple(row for row in rows if last is None or row.start >= last)
        return replace(self, rows=self.rows + later)
