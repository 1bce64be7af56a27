"""Green Planet Energy (core): an action that tells the next hours, tax included."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.core import HomeAssistant

from ...vocabulary import Tariff
from .actions import async_ask, get_entry, loaded_entries
from .offers import PriceSourceOffer, action_offer
from .publication import Publication
from .rows import Keys, Row, is_skipped, read_rows, to_windows, without_doubled

DOMAIN: Final = "green_planet_energy"

HOURS: Final = 24
PUBLICATION: Final = Publication(time(18))
SLOT: Final = timedelta(minutes=15)

_KEYS: Final = Keys("start", "price", "end")


async def async_read(
    hass: HomeAssistant, source: Mapping[str, Any], zone: ZoneInfo
) -> Tariff:
    """Return the prices of the next 24 hours in euro; raise TariffError."""
    entry = get_entry(hass, source["config_entry"])
    response = await async_ask(
        hass, entry, "get_prices", {"config_entry_id": entry.entry_id, "hours": HOURS}
    )
    return Tariff(
        windows=to_windows(read_slots(response.get("prices", ()), zone), 1),
        currency="EUR",
        taxes_included=True,
    )


async def async_find(hass: HomeAssistant) -> list[PriceSourceOffer]:
    """Return an offer for each entry."""
    return [action_offer(DOMAIN, entry) for entry in loaded_entries(hass, DOMAIN)]


def read_slots(items: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> tuple[Row, ...]:
    """Return the slots that can be trusted, each a quarter of an hour long.

    The integration keeps prices by the clock on the wall. Of a doubled hour
    only one price survives, and nobody can say for which of the two; the last
    quarter before it is told to last until it is over; the hour that is
    skipped in spring is told as the one after it.
    """
    real = [item for item in items if not is_skipped(item.get("start"), zone)]
    rows = without_doubled(read_rows(real, zone, _KEYS), zone)
    return tuple(row._replace(end=row.start + SLOT) for row in rows)
