"""How often the two sides disagreed, and how often the cloud had to be asked after all."""

from typing import override

from homeassistant.components.sensor import SensorEntity, SensorStateClass
from homeassistant.const import PERCENTAGE, EntityCategory
from homeassistant.core import callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.restore_state import (
    ExtraStoredData,
    RestoredExtraData,
    RestoreEntity,
)

from .coordinator import SIGNAL_ADVICE, HushwattConfigEntry
from .entity import HushwattEntity
from .vocabulary import Escalation, Pattern, Recommendation


class CountingSensor(HushwattEntity, SensorEntity, RestoreEntity):
    """A figure counted from advice as it is given; a restart forgets nothing."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    kinds: tuple[str, ...]

    def __init__(self, entry: HushwattConfigEntry, key: str) -> None:
        """Start with nothing counted."""
        super().__init__(entry, key)
        self.counts = dict.fromkeys(self.kinds, 0)

    @override
    async def async_added_to_hass(self) -> None:
        """Take up what was counted before, and follow what is advised."""
        await super().async_added_to_hass()
        known = await self.async_get_last_extra_data()
        for kind, count in (known.as_dict() if known else {}).items():
            if kind in self.counts and isinstance(count, int):
                self.counts[kind] = count
        self.async_on_remove(
            async_dispatcher_connect(self.hass, SIGNAL_ADVICE, self._advised)
        )

    @property
    @override
    def extra_restore_state_data(self) -> ExtraStoredData:
        """Return what is to be known after a restart."""
        return RestoredExtraData(dict(self.counts))

    @property
    @override
    def extra_state_attributes(self) -> dict[str, int]:
        """Return what was counted."""
        return dict(self.counts)

    def kinds_of(self, advice: Recommendation) -> tuple[str, ...]:
        """Return what an advice is to be counted as."""
        raise NotImplementedError

    @callback
    def _advised(self, advice: Recommendation) -> None:
        """Count an advice; a draft is followed by what is counted."""
        kinds = () if advice.draft else self.kinds_of(advice)
        for kind in kinds:
            self.counts[kind] += 1
        if kinds:
            self.async_write_ha_state()


class EscalationSensor(CountingSensor):
    """How often the cloud had to be asked where it is asked only when it must, and why."""

    _attr_state_class = SensorStateClass.TOTAL_INCREASING
    kinds = ("questions", *(reason.value for reason in Escalation))

    @property
    @override
    def native_value(self) -> int:
        """Return the number of times."""
        return sum(self.counts.values()) - self.counts["questions"]

    @override
    def kinds_of(self, advice: Recommendation) -> tuple[str, ...]:
        """Return that it was asked, and the reason for asking the cloud if it was."""
        if advice.pattern is not Pattern.ESCALATE_ON_HARD:
            return ()
        reason = advice.escalation
        return ("questions",) if reason is None else ("questions", reason.value)


class DisagreementSensor(CountingSensor):
    """In which part of their comparisons home and cloud came to different plans."""

    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_native_unit_of_measurement = PERCENTAGE
    _attr_suggested_display_precision = 0
    kinds = ("compared", "disagreed")

    @property
    @override
    def native_value(self) -> float | None:
        """Return the part in percent, None before the first comparison."""
        compared, disagreed = self.counts["compared"], self.counts["disagreed"]
        return round(100 * disagreed / compared, 1) if compared else None

    @override
    def kinds_of(self, advice: Recommendation) -> tuple[str, ...]:
        """Return that both were compared, and that they disagreed if they did."""
        if advice.agreed is None:
            return ()
        return ("compared",) if advice.agreed else ("compared", "disagreed")
