"""The plan as a calendar: appliance, time and money, and nothing of the notes."""

from datetime import datetime
from typing import override

from homeassistant.components.calendar import CalendarEntity, CalendarEvent
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity
from homeassistant.util import dt as dt_util

from .coordinator import ApplianceAdvice, HushwattConfigEntry, HushwattCoordinator
from .entity import HushwattEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HushwattConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the calendar of the plan."""
    async_add_entities([PlanCalendar(entry)])


class PlanCalendar(
    HushwattEntity, CoordinatorEntity[HushwattCoordinator], CalendarEntity
):
    """When each appliance runs best, as the local solver sees it now."""

    def __init__(self, entry: HushwattConfigEntry) -> None:
        """Set up the calendar."""
        CoordinatorEntity.__init__(self, entry.runtime_data.coordinator)
        HushwattEntity.__init__(self, entry, "plan")

    @property
    @override
    def event(self) -> CalendarEvent | None:
        """Return the run that goes on or comes next."""
        now = dt_util.now()
        return next((event for event in self._events() if event.end > now), None)

    @override
    async def async_get_events(
        self, hass: HomeAssistant, start_date: datetime, end_date: datetime
    ) -> list[CalendarEvent]:
        """Return the runs that touch a span of time."""
        return [
            event
            for event in self._events()
            if event.start < end_date and event.end > start_date
        ]

    def _events(self) -> list[CalendarEvent]:
        """Return each unbroken stretch of the plan, the earliest first."""
        events = [
            event
            for appliance, advice in self.coordinator.data.items()
            for event in _events_of(appliance, advice)
        ]
        return sorted(events, key=lambda event: (event.start, event.summary))


def _events_of(appliance: str, advice: ApplianceAdvice) -> list[CalendarEvent]:
    """Return the stretches of one appliance's run; what does not wait has none."""
    if advice.run is None or not advice.waits:
        return []
    money = f"{advice.run.cost:.2f} {advice.currency}"
    return [
        CalendarEvent(
            start=segment.start,
            end=segment.end,
            summary=advice.name,
            description=money,
            uid=f"{appliance}_{segment.start.isoformat()}",
        )
        for segment in advice.run.segments
    ]
