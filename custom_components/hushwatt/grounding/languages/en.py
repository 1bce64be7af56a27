"""English."""

from datetime import datetime

from ...vocabulary import Degraded
from .. import formats
from ..language import Demand, Language, Text

_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def _name(name: str) -> str:
    """Return an appliance's name inside a sentence, with its article."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    if first.lower().endswith(("'s", "’s", "s'")) or first.lower() in {
        "the",
        "my",
        "our",
    }:
        return name
    if first[1:].islower():
        return f"the {name[0].lower()}{name[1:]}"
    return f"the {name}"


def _moment(moment: datetime, now: datetime) -> str:
    """Return a day and a time, such as "tomorrow at 09:00"."""
    ahead, at = formats.days_ahead(moment, now), formats.clock(moment.time())
    if ahead == 0:
        return f"at {at}"
    if ahead == 1 and formats.is_night(moment):
        return f"tonight at {at}"
    if ahead == 1:
        return f"tomorrow at {at}"
    return f"on {_WEEKDAYS[moment.weekday()]} at {at}"


def _money(value: float, currency: str) -> str:
    """Return an amount, such as €0.28."""
    text = formats.amount(abs(value), formats.minor_digits(currency), ".")
    mark = formats.symbol(currency)
    written = f"{mark}{text}" if len(mark) == 1 else f"{text} {mark}"
    return f"minus {written}" if value < 0 and float(text) else written


def _number(value: float) -> str:
    """Return a number with at most two decimals."""
    return formats.compact(value, ".")


def _listing(parts: list[str]) -> str:
    """Return "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


ENGLISH = Language(
    code="en",
    texts={
        Text.NOW: "Now: start {appliance}; it is done {end} and costs {cost}.",
        Text.NOW_CHEAPEST: "Now: start {appliance}; it is done {end} and costs {cost}. No later time is cheaper.",
        Text.NOW_NEAR_TIE: "Now: start {appliance}; it is done {end} and costs {cost}. Waiting saves next to nothing.",
        Text.NOW_ONLY_TIME: "Now: start {appliance}; it is done {end} and costs {cost}. No later time is allowed.",
        Text.LATER: "Later: start {appliance} {start}; it is done {end} and costs {cost}.",
        Text.LATER_SAVES: "Later: start {appliance} {start}; it is done {end}. That costs {cost} instead of {cost_now} now, so you save {saving}.",
        Text.LATER_COSTS: "Later: start {appliance} {start}; it is done {end}. That costs {cost}, and {cost_now} now, but now does not fit with the rest.",
        Text.LATER_NOT_NOW: "Later: start {appliance} {start}; it is done {end} and costs {cost}. It cannot run now.",
        Text.LATER_NOT_NOW_RULE: "Later: start {appliance} {start}; it is done {end} and costs {cost}. Now is not allowed ({rule}).",
        Text.ALREADY_RUNNING: "No need: {appliance} is already running.",
        Text.ALREADY_RUNNING_UNTIL: "No need: {appliance} is already running and should be done {until}.",
        Text.FINISHED: "No need: {appliance} has finished.",
        Text.DELAY_SET: "No need: a delayed start is already set for {appliance}.",
        Text.DELAY_SET_AT: "No need: {appliance} is already set to start {until}.",
        Text.NOT_READY: "But {appliance} is not ready.",
        Text.DEADLINE_UNREACHABLE: "The next deadline cannot be met any more ({rule}), so this is for the one after it.",
        Text.CONFLICT: "Not possible: no time fits for {appliance}.",
        Text.CONFLICT_RULES: "Not possible: no time fits for {appliance}. These cannot hold together: {rules}.",
        Text.CONFLICT_PRICES: "Not possible yet: the known prices end before {appliance} could be done.",
        Text.NO_PRICES: "I know no electricity prices, so I cannot say. Choose a price source in the settings of Hushwatt.",
        Text.UNKNOWN_FIGURES: "I do not know how long {appliance} runs or how much it uses. Add that to the appliance, or write it as a note.",
        Text.UNKNOWN_APPLIANCE: "I do not know that appliance. I know {appliances}.",
        Text.NOTHING_PENDING: "Nothing is waiting to run.",
        Text.PLAN: "The plan: {items}. Together {cost}.",
        Text.PLAN_ITEM: "{appliance} {start} for {cost}",
        Text.PRICES_END: "Prices are known until {until}.",
        Text.DELAY_HOURS: "Set its timer to {hours} hours.",
        Text.PLUG_IN: "Plug it in first.",
        Text.ENABLE_REMOTE_START: "Allow remote start on it first.",
        Text.CLOSE_DOOR: "Close its door first.",
        Text.LOAD_IT: "Make it ready first.",
        Text.UNAVAILABLE: "Home Assistant cannot reach it at the moment.",
    },
    degraded={
        Degraded.BLOCKED: "Nothing was sent to the cloud, because the privacy check objected.",
        Degraded.BUDGET: "The cloud was not asked: this month's budget is used up.",
        Degraded.CLOUD_UNREACHABLE: "The cloud could not be reached.",
        Degraded.CLOUD_TIMEOUT: "The cloud took too long.",
        Degraded.CLOUD_KEY_REJECTED: "The cloud rejected the key.",
        Degraded.CLOUD_QUOTA: "The cloud account is out of quota.",
        Degraded.CLOUD_ERROR: "The cloud had a fault.",
        Degraded.CLOUD_REFUSED: "The cloud gave no answer.",
        Degraded.CLOUD_INCOMPLETE: "The cloud's answer was cut off.",
        Degraded.CLOUD_INVALID: "The cloud's plan failed the check.",
        Degraded.LEDGER_UNWRITABLE: "The cloud was not asked, because the record of it could not be written.",
        Degraded.LOCAL_NOT_LOCAL: "The local model is not inside the house, so it was not used.",
        Degraded.NOTES_UNREAD: "Some notes are not understood yet.",
        Degraded.TIME_LIMIT: "This plan may not be the very cheapest.",
    },
    demands={
        Demand.FINISH_BY: "finish by {time}",
        Demand.NOT_RUNNING_AFTER: "not running after {time}",
        Demand.NOT_BEFORE: "not before {time}",
        Demand.QUIET_WINDOW: "not between {time} and {until}",
        Demand.QUIET_ALL_DAY: "not at all",
        Demand.ALLOWED_WINDOW: "only between {time} and {until}",
        Demand.WEEKDAY_ONLY: "only on {days}",
        Demand.WEEKDAY_NOT: "not on {days}",
        Demand.AFTER_LOAD: "after {other}",
        Demand.NOT_WITH: "not together with {other}",
        Demand.DURATION: "takes {minutes} minutes",
        Demand.ENERGY: "uses {energy} kWh",
        Demand.ON_DAYS: "{demand} (on {days})",
        Demand.FOR_NOW: "{demand} (until {until})",
        Demand.EVERYTHING: "everything",
        Demand.EVERYTHING_NOISY: "everything noisy",
        Demand.NOTHING: "Nothing to plan by.",
        Demand.NO_TIME: "At what time? Please write it into the note.",
        Demand.AMBIGUOUS_TIME: "Is {time} in the morning or in the evening? Please write it into the note.",
        Demand.UNKNOWN_APPLIANCE: "Which appliance is meant? Please write its name into the note.",
        Demand.CONTRADICTION: "This does not go together with: {other}",
        Demand.FIGURE_DIFFERS: "The note says {note}, the appliance's settings say {form}. Which one holds?",
        Demand.NOT_UNDERSTOOD: "This was not understood. Please say it more simply.",
    },
    weekdays=_WEEKDAYS,
    name=_name,
    clock=formats.clock,
    moment=_moment,
    money=_money,
    number=_number,
    listing=_listing,
)
