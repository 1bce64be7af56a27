"""When the home is quiet: nothing is said into a room then that nobody asked for just now."""

from datetime import datetime, time, timedelta

from .vocabulary import Constraint, ConstraintKind as Kind, Household


def is_quiet(household: Household, at: datetime) -> bool:
    """Return whether a moment (aware) lies in the quiet hours of the home.

    These are all windows in which an appliance has to be silent, and every night
    that begins when one must not run any more.
    """
    here = at.astimezone(household.timezone)
    forms = (one for own in household.appliances for one in own.constraints)
    return any(
        _holds(one, here, household.morning) for one in (*household.constraints, *forms)
    )


def _holds(constraint: Constraint, here: datetime, morning: time) -> bool:
    """Return whether a constraint asks for quiet at a moment in the home's timezone."""
    night = constraint.kind is Kind.NOT_RUNNING_AFTER
    opens = constraint.time
    closes = morning if night else constraint.until
    if opens is None or closes is None:
        return False
    if not night and constraint.kind is not Kind.QUIET_WINDOW:
        return False
    begun = constraint.active_from is None or constraint.active_from <= here
    ended = constraint.active_until is not None and constraint.active_until <= here
    return (
        begun
        and not ended
        and any(
            _covers(constraint, here, back, opens, closes, night=night)
            for back in (0, 1)
        )
    )


def _covers(
    constraint: Constraint,
    here: datetime,
    back: int,
    opens: time,
    closes: time,
    *,
    night: bool,
) -> bool:
    """Return whether the window that opened so many days back covers a moment.

    A night that begins after midnight belongs to the evening before.
    """
    day = here.date() - timedelta(days=back)
    start = datetime.combine(day, opens, here.tzinfo)
    end = datetime.combine(
        day + timedelta(days=int(closes <= opens)), closes, here.tzinfo
    )
    evening = day - timedelta(days=int(night and opens < closes))
    return evening.weekday() in constraint.weekdays and start <= here < end
