"""Makes the views that adapters read, as short as a table."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.hushwatt.household.adapters import read_state
from custom_components.hushwatt.household.adapters.view import (
    ApplianceView,
    EntityView,
)
from custom_components.hushwatt.vocabulary import (
    ApplianceState,
    ApplianceStatus,
    ReadyHint,
)

NOW = datetime(2026, 6, 10, 16, 30, tzinfo=UTC)


def ago(minutes: float) -> datetime:
    """Return a moment so many minutes before now; after it when negative."""
    return NOW - timedelta(minutes=minutes)


def entity(
    entity_id: str,
    state: str,
    *,
    key: str | None = None,
    platform: str | None = None,
    since: float = 60,
    told: float | None = None,
    **attributes: Any,
) -> EntityView:
    """Return an entity whose state began so many minutes ago, and was told since."""
    return EntityView(
        entity_id=entity_id,
        state=state,
        changed=ago(since),
        updated=ago(since if told is None else told),
        attributes=attributes,
        platform=platform,
        key=key,
    )


def watts(power: float | str, since: float = 60, unit: str = "W") -> EntityView:
    """Return a power sensor."""
    return entity(
        "sensor.power",
        str(power),
        since=since,
        unit_of_measurement=unit,
        device_class="power",
    )


def device(*entities: EntityView, **more: Any) -> ApplianceView:
    """Return an appliance with the entities of its device."""
    return ApplianceView(now=NOW, device=entities, **more)


def status(view: ApplianceView) -> ApplianceStatus:
    """Return what an appliance is doing."""
    return read_state(view).status


def told(state: ApplianceState) -> Mapping[str, Any]:
    """Return what is set of a state, without the status."""
    fields = (
        "hint",
        "started_at",
        "expected_end",
        "finished_at",
        "delayed_start",
        "power",
    )
    return {
        name: value for name in fields if (value := getattr(state, name)) is not None
    }


__all__ = [
    "NOW",
    "ApplianceStatus",
    "ReadyHint",
    "ago",
    "device",
    "entity",
    "read_state",
    "status",
    "told",
    "watts",
]
