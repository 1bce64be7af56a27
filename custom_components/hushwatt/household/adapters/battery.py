"""The energy that a battery still takes, and how long that takes."""

from dataclasses import dataclass

from .view import ApplianceView, EntityView

# Keys under which cars and chargers tell their battery and their limit.
_LEVEL_KEYS = (
    "charge_state_battery_level",
    "vehicle_battery",
    "state_of_charge",
)
_LIMIT_KEYS = ("charge_state_charge_limit_soc", "target_percentage")
# Ohme says 0 of a car that it does not see; none comes home with less than this.
_LEAST_TOLD = 0.5


@dataclass(frozen=True, kw_only=True)
class Battery:
    """A battery to be charged: percent now and wanted, kWh whole, kW of the charger."""

    level: float
    target: float
    size: float
    power: float | None = None

    @property
    def energy(self) -> float:
        """Return the kWh that are missing, none when the target is reached."""
        return max(self.target - self.level, 0) / 100 * self.size

    @property
    def duration(self) -> int | None:
        """Return the minutes that takes, None when the power is not known."""
        return self.minutes_at(self.power)

    def minutes_at(self, measured: float | None) -> int | None:
        """Return the minutes that takes at a measured power, else at the charger's."""
        power = measured or self.power
        return round(self.energy / power * 60) if power else None


def level_of(view: ApplianceView, entity: EntityView | None) -> float | None:
    """Return a battery's percentage: the given entity's, else the device's own."""
    if entity is not None:
        return percentage(entity)
    for key in _LEVEL_KEYS:
        level = percentage(view.find("sensor", key=key))
        if level is not None and level >= _LEAST_TOLD:
            return level
    return None


def limit_of(view: ApplianceView) -> float | None:
    """Return the percentage up to which the device itself is set to charge."""
    for key in _LIMIT_KEYS:
        limit = percentage(view.find("number", key=key))
        if limit:
            return limit
    return None


def percentage(entity: EntityView | None) -> float | None:
    """Return a percentage that can be one."""
    if entity is None or (number := entity.number) is None:
        return None
    return number if 0 <= number <= 100 else None
