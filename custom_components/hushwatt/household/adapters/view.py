"""An appliance's entities as plain data, so that adapters need no Home Assistant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from math import isfinite
from typing import Any

_NOTHING = frozenset({"unavailable", "unknown", ""})


@dataclass(frozen=True, kw_only=True)
class EntityView:
    """One entity: its state, and what tells its kind apart from its name.

    `platform` and `key` are the integration and the translation key of the
    registry, None when the entity is not in it. `changed` is when the state
    became what it is, `updated` when it was last told (both aware).
    """

    entity_id: str
    state: str
    changed: datetime
    updated: datetime
    attributes: Mapping[str, Any] = field(default_factory=dict)
    platform: str | None = None
    key: str | None = None

    @property
    def domain(self) -> str:
        """Return what kind of entity it is, such as `sensor`."""
        return self.entity_id.partition(".")[0]

    @property
    def known(self) -> bool:
        """Tell whether the state says anything."""
        return self.state not in _NOTHING

    @property
    def word(self) -> str:
        """Return the state as a word to compare: lower case, underscores for gaps."""
        return self.state.strip().casefold().replace(" ", "_").replace("-", "_")

    @property
    def device_class(self) -> str | None:
        """Return the device class."""
        value = self.attributes.get("device_class")
        return None if value is None else str(value)

    @property
    def unit(self) -> str | None:
        """Return the unit of measurement."""
        value = self.attributes.get("unit_of_measurement")
        return None if value is None else str(value)

    @cached_property
    def options(self) -> frozenset[str]:
        """Return the states an enum can have."""
        return frozenset(map(str, self.attributes.get("options") or ()))

    @property
    def number(self) -> float | None:
        """Return the state as a finite number."""
        try:
            number = float(self.state)
        except ValueError:
            return None
        return number if isfinite(number) else None

    @property
    def moment(self) -> datetime | None:
        """Return the state as an aware datetime."""
        try:
            moment = datetime.fromisoformat(self.state)
        except ValueError:
            return None
        return moment if moment.tzinfo else None


@dataclass(frozen=True, kw_only=True)
class ApplianceView:
    """What an appliance's form names, and all entities of its device.

    `now` is aware. `running_since` and `ended_at` are what the power sensor's
    past says of the run that is on, or of the last one, and `standby` is the kW
    that it shows when nothing runs.
    """

    now: datetime
    availability: EntityView | None = None
    state: EntityView | None = None
    power: EntityView | None = None
    device: tuple[EntityView, ...] = ()
    running_since: datetime | None = None
    ended_at: datetime | None = None
    standby: float = 0.0

    def entities(self) -> Iterator[EntityView]:
        """Yield the state entity first, then those of the device."""
        if self.state is not None:
            yield self.state
        yield from (e for e in self.device if e is not self.state)

    @cached_property
    def _all(self) -> tuple[EntityView, ...]:
        """Return the entities in their order."""
        return tuple(self.entities())

    @cached_property
    def _by_key(self) -> Mapping[str | None, Sequence[EntityView]]:
        """Return the entities by their key; every family looks for several."""
        found: dict[str | None, list[EntityView]] = {}
        for entity in self._all:
            found.setdefault(entity.key, []).append(entity)
        return found

    def find(
        self,
        domain: str | None = None,
        *,
        key: str | None = None,
        device_class: str | None = None,
        options: frozenset[str] = frozenset(),
        platform: str | None = None,
    ) -> EntityView | None:
        """Return the first entity that is all of this, None when none is."""
        for entity in self._all if key is None else self._by_key.get(key, ()):
            if (
                (domain is None or entity.domain == domain)
                and (device_class is None or entity.device_class == device_class)
                and (not options or options <= entity.options)
                and (platform is None or entity.platform == platform)
            ):
                return entity
        return None


# kW that one of a unit is.
_KILOWATTS: Mapping[str, float] = {"W": 1e-3, "kW": 1.0, "MW": 1e3, "mW": 1e-6}


def kilowatts(entity: EntityView | None) -> float | None:
    """Return a power entity's value in kW, None when it tells none."""
    if entity is None or (number := entity.number) is None:
        return None
    factor = _KILOWATTS.get(entity.unit or "")
    return None if factor is None else number * factor
