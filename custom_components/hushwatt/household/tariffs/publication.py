"""When the prices of the next day are there, and when they are late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ...vocabulary import PriceWindow
from ..zone import home_zone

# Markets' days differ from the home's by so much; a part of tomorrow is no tomorrow.
_SLACK: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Publication:
    """The clock time at which the next day is known at the latest, and whose clock it is.

    `zone` is None for the home's own.
    """

    due: time
    zone: ZoneInfo | None = None

    def is_overdue(self, windows: Sequence[PriceWindow], now: datetime) -> bool:
        """Tell whether the next day is missing though its time has come (`now` aware).

        Prices that are all past, or none at all, are another matter.
        """
        zone = self.zone or home_zone()
        local = now.astimezone(zone)
        if local.time() < self.due or not windows or windows[-1].end <= now:
            return False
        midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone)
        return windows[-1].end <= midnight + _SLACK


# Of lists of whoever: by then every market has published.
ANY_MARKET: Final = Publication(time(21))
