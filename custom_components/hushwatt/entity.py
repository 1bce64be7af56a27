"""What all entities of Hushwatt share."""

from typing import override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import CONF_DEVICE, DOMAIN
from .coordinator import ApplianceAdvice, HushwattConfigEntry, HushwattCoordinator


class HushwattEntity(Entity):
    """An entity of the home as a whole, on a service device of ours."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry: HushwattConfigEntry, key: str) -> None:
        """Set the identity; `key` is unique within the entry and names the texts."""
        self.entry = entry
        self._attr_translation_key = key
        self._attr_unique_id = f"{entry.entry_id}_{key}"
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            name=entry.title,
            manufacturer="Hushwatt",
            entry_type=DeviceEntryType.SERVICE,
        )


class ApplianceEntity(CoordinatorEntity[HushwattCoordinator]):
    """An entity of one appliance: on the device that was chosen, else on one of ours."""

    _attr_has_entity_name = True

    def __init__(
        self, entry: HushwattConfigEntry, subentry: ConfigSubentry, key: str
    ) -> None:
        """Set the identity; `key` is unique within the appliance and names the texts."""
        super().__init__(entry.runtime_data.coordinator)
        self.appliance_id = subentry.subentry_id
        self._attr_translation_key = key
        self._attr_unique_id = f"{subentry.subentry_id}_{key}"
        device_id = subentry.data.get(CONF_DEVICE)
        device = dr.async_get(self.coordinator.hass).async_get(device_id or "")
        if device is not None:
            self.device_entry = device
            return
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            manufacturer="Hushwatt",
            entry_type=DeviceEntryType.SERVICE,
        )

    @property
    def advice(self) -> ApplianceAdvice | None:
        """Return what is best for the appliance, None while nothing is known."""
        return self.coordinator.data.get(self.appliance_id)

    @property
    @override
    def available(self) -> bool:
        """Tell whether there is advice for the appliance."""
        return super().available and self.advice is not None
