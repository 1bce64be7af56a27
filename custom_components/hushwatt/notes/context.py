"""What a note is read against."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from ..vocabulary import Appliance


@dataclass(frozen=True, kw_only=True)
class ReadingContext:
    """The home that a note is about.

    `timezone` and `morning` (wall clock) are the home's, `language` is a tag
    such as "en" or "de-AT". A note in another language that the built-in
    reader speaks is read in that language.
    """

    appliances: tuple[Appliance, ...]
    timezone: ZoneInfo
    morning: time
    language: str

    def appliance(self, appliance_id: str) -> Appliance | None:
        """Return an appliance by its subentry id."""
        return next((a for a in self.appliances if a.id == appliance_id), None)
