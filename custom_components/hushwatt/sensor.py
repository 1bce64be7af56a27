"""When an appliance runs best and what that costs, and what the cloud was used for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
)
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import SUBENTRY_APPLIANCE
from .coordinator import ApplianceAdvice, HushwattConfigEntry, LedgerCoordinator
from .counting import DisagreementSensor, EscalationSensor
from .entity import ApplianceEntity, HushwattEntity
from .privacy.ledger import Month

PARALLEL_UPDATES = 0

MONEY_DIGITS = 4
# What a person sees is the minor unit; states keep more.
SHOWN_DIGITS = 2


@dataclass(frozen=True, kw_only=True)
class ApplianceSensorDescription(SensorEntityDescription):
    """A figure of one appliance's advice."""

    value_fn: Callable[[ApplianceAdvice], StateType | datetime]


BEST_START = ApplianceSensorDescription(
    key="best_start",
    device_class=SensorDeviceClass.TIMESTAMP,
    value_fn=lambda advice: advice.best_start,
)
MONEY_SENSORS: tuple[ApplianceSensorDescription, ...] = (
    ApplianceSensorDescription(
        key="cost_now",
        device_class=SensorDeviceClass.MONETARY,
        suggested_display_precision=SHOWN_DIGITS,
        value_fn=lambda advice: _money(advice.cost_now),
    ),
    ApplianceSensorDescription(
        key="cost_best",
        device_class=SensorDeviceClass.MONETARY,
        suggested_display_precision=SHOWN_DIGITS,
        value_fn=lambda advice: _money(advice.run.cost if advice.run else None),
    ),
    ApplianceSensorDescription(
        key="saving",
        device_class=SensorDeviceClass.MONETARY,
        suggested_display_precision=SHOWN_DIGITS,
        value_fn=lambda advice: _money(advice.saving),
    ),
)


@dataclass(frozen=True, kw_only=True)
class CloudSensorDescription(SensorEntityDescription):
    """A figure of what the cloud was used for this month."""

    value_fn: Callable[[Month], StateType]


CLOUD_SENSORS: tuple[CloudSensorDescription, ...] = (
    CloudSensorDescription(key="cloud_calls", value_fn=lambda month: month.calls),
    CloudSensorDescription(
        key="cloud_cost",
        device_class=SensorDeviceClass.MONETARY,
        native_unit_of_measurement="USD",
        suggested_display_precision=SHOWN_DIGITS,
        value_fn=lambda month: _money(month.cost),
    ),
    CloudSensorDescription(key="blocked_sends", value_fn=lambda month: month.blocked),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors."""
    async_add_entities(
        [
            *(CloudSensor(entry, description) for description in CLOUD_SENSORS),
            EscalationSensor(entry, "escalations"),
            DisagreementSensor(entry, "disagreement_rate"),
        ]
    )
    for subentry in entry.get_subentries_of_type(SUBENTRY_APPLIANCE):
        async_add_entities(
            [
                BestStartSensor(entry, subentry, BEST_START),
                *(
                    ApplianceSensor(entry, subentry, description)
                    for description in MONEY_SENSORS
                ),
            ],
            config_subentry_id=subentry.subentry_id,
        )


class ApplianceSensor(ApplianceEntity, SensorEntity):
    """A figure of one appliance's advice; the unit of money is the tariff's currency."""

    entity_description: ApplianceSensorDescription

    def __init__(
        self,
        entry: HushwattConfigEntry,
        subentry: ConfigSubentry,
        description: ApplianceSensorDescription,
    ) -> None:
        """Set up one figure."""
        super().__init__(entry, subentry, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """Return the figure."""
        return self.entity_description.value_fn(self.advice) if self.advice else None

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        """Return the tariff's currency for money, nothing for a time."""
        if self.device_class is not SensorDeviceClass.MONETARY:
            return None
        currency = self.advice.currency if self.advice else None
        return currency or self.coordinator.hass.config.currency


class BestStartSensor(ApplianceSensor, RestoreSensor):
    """When to start; a restart does not move it, so that nothing starts twice."""

    @override
    async def async_added_to_hass(self) -> None:
        """Take up what was shown before."""
        await super().async_added_to_hass()
        known = await self.async_get_last_sensor_data()
        if known is not None and isinstance(known.native_value, datetime):
            self.coordinator.async_restore(self.appliance_id, known.native_value)


class CloudSensor(HushwattEntity, CoordinatorEntity[LedgerCoordinator], SensorEntity):
    """A figure of what left the house, and of what was kept back."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    entity_description: CloudSensorDescription

    def __init__(
        self, entry: HushwattConfigEntry, description: CloudSensorDescription
    ) -> None:
        """Set up one figure."""
        CoordinatorEntity.__init__(self, entry.runtime_data.spending)
        HushwattEntity.__init__(self, entry, description.key)
        self.entity_description = description

    @property
    @override
    def native_value(self) -> StateType:
        """Return the figure."""
        return self.entity_description.value_fn(self.coordinator.data)


def _money(amount: float | None) -> float | None:
    """Return an amount to 4 decimals."""
    return None if amount is None else round(amount, MONEY_DIGITS) + 0.0
