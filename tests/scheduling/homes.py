"""Homes to plan for: the reference home of the design, and small ones."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from custom_components.hushwatt.vocabulary import (
    Appliance,
    ApplianceState,
    ApplianceStatus,
    Constraint,
    ConstraintKind,
    Household,
    PriceWindow,
    Tariff,
)

BERLIN = ZoneInfo("Europe/Berlin")
REFERENCE_NOW = datetime(2026, 10, 14, 18, 30, tzinfo=BERLIN)
"""A Wednesday evening."""

READY = ApplianceState(status=ApplianceStatus.READY)
DISHWASHER = Appliance(id="dishwasher", name="Dishwasher", duration=90, energy=1.2)
EV = Appliance(
    id="ev", name="EV charger", duration=120, energy=14.0, interruptible=True
)
VACUUM = Appliance(id="vacuum", name="Robot vacuum", duration=60, energy=0.05)


def reference_prices(day: datetime) -> tuple[PriceWindow, ...]:
    """Return the tariff of the reference evening, from 17:00 to 17:00."""
    start = day.replace(hour=17, minute=0)
    hours = ((3, 0.45), (4, 0.22), (6, 0.12), (11, 0.25))
    windows = []
    for length, price in hours:
        end = start + timedelta(hours=length)
        windows.append(PriceWindow(start, end, price))
        start = end
    return tuple(windows)


def demand(
    kind: ConstraintKind, appliance: str | None = "dishwasher", **fields: Any
) -> Constraint:
    """Return a constraint on an appliance."""
    return Constraint(kind=kind, appliance=appliance, **fields)


REFERENCE_NOTES = (
    demand(ConstraintKind.FINISH_BY, time=time(6, 30)),
    demand(ConstraintKind.NOT_RUNNING_AFTER, time=time(22, 30)),
    demand(ConstraintKind.FINISH_BY, "ev", time=time(7)),
)


def reference_home(**changes: Any) -> Household:
    """Return the reference home of the design, at 18:30."""
    facts: dict[str, Any] = {
        "now": REFERENCE_NOW,
        "timezone": BERLIN,
        "appliances": (DISHWASHER, EV, VACUUM),
        "states": {
            "dishwasher": READY,
            "ev": READY,
            "vacuum": ApplianceState(status=ApplianceStatus.FINISHED),
        },
        "constraints": REFERENCE_NOTES,
        "tariff": Tariff(windows=reference_prices(REFERENCE_NOW), currency="EUR"),
    }
    return Household(**facts | changes)


def home(
    now: datetime,
    appliances: Sequence[Appliance] = (DISHWASHER,),
    constraints: Sequence[Constraint] = (),
    *,
    price: float = 0.3,
    hours: int = 14 * 24,
    **changes: Any,
) -> Household:
    """Return a home in the timezone of `now` with ready appliances and one price."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    known_from = now.astimezone(UTC) - timedelta(hours=1)
    window = PriceWindow(known_from, known_from + timedelta(hours=hours + 1), price)
    facts: dict[str, Any] = {
        "now": now,
        "timezone": zone,
        "appliances": tuple(appliances),
        "states": {one.id: READY for one in appliances},
        "constraints": tuple(constraints),
        "tariff": Tariff(windows=(window,), currency="EUR"),
    }
    return Household(**facts | changes)
