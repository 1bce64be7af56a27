"""What a person asks, as a type."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from ..vocabulary import Appliance, ClockTime, Constraint, ConstraintKind


class AskKind(StrEnum):
    """What a person can ask; NOT_OURS is for somebody else to answer."""

    ADVISE = "advise"
    WHEN = "when"
    PLAN = "plan"
    WHY = "why"
    WHY_NOT_NOW = "why_not_now"
    COST = "cost"
    WHAT_IF = "what_if"
    FOLLOW_UP = "follow_up"
    CANCEL = "cancel"
    KNOW = "know"
    REMEMBER = "remember"
    FORGET = "forget"
    SENT = "sent"
    PRICE_NOW = "price_now"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a person's words were understood to ask.

    `appliances` are the subentry ids that fit what was named: none when nothing
    was ("should it run now"), one, or several when the name fits more than one;
    with PLAN they are the appliances to plan, none meaning all. `unknown_name`
    is what was named when no appliance fits. `constraints` hold for this
    question only (source QUESTION); their `appliance` is None when none was
    named, and then means the appliance last spoken of. `text` is the note to
    remember, or what the notes to forget say; `notes` are the uids of those to
    forget that were chosen out of several, or of the one to write anew.
    """

    kind: AskKind
    appliances: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    allow_cloud: bool = True
    text: str = ""
    notes: tuple[str, ...] = ()
    unknown_name: str | None = None

    def about(self, appliance: Appliance) -> Ask:
        """Return the same asked about one appliance, its constraints bound to it."""
        bound = tuple(_bound(one, appliance) for one in self.constraints)
        return replace(self, appliances=(appliance.id,), constraints=bound)


def _bound(constraint: Constraint, appliance: Appliance) -> Constraint:
    """Return a constraint on an appliance.

    A window without length says when the run is to start: it gets the run's.
    """
    bound = replace(constraint, appliance=appliance.id)
    starts = constraint.kind is ConstraintKind.ALLOWED_WINDOW
    if not starts or constraint.time != constraint.until or not appliance.duration:
        return bound
    return replace(bound, until=_later(constraint.time, appliance.duration))


def _later(start: ClockTime | None, minutes: int) -> ClockTime | None:
    """Return the clock time some minutes after another."""
    if start is None:
        return None
    return (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()


NOT_OURS = Ask(kind=AskKind.NOT_OURS)
