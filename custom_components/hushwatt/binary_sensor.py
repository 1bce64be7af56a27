"""Whether now is a good time to run an appliance."""

from typing import override

from homeassistant.components.binary_sensor import BinarySensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import SUBENTRY_APPLIANCE
from .coordinator import HushwattConfigEntry
from .entity import ApplianceEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up one binary sensor per appliance."""
    for subentry in entry.get_subentries_of_type(SUBENTRY_APPLIANCE):
        async_add_entities(
            [GoodTimeNow(entry, subentry, "good_time_now")],
            config_subentry_id=subentry.subentry_id,
        )


class GoodTimeNow(ApplianceEntity, BinarySensorEntity):
    """On while running now is allowed and waiting would save next to nothing."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether to run now."""
        return self.advice.good_time_now if self.advice else None
