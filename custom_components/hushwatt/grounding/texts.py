"""The sentences that every language has, and the placeholders that each must hold."""

from collections.abc import Mapping
from enum import StrEnum


class Text(StrEnum):
    """A sentence of an answer.

    Its placeholders are in `PLACEHOLDERS`: `appliance` is the name as the
    object of a sentence ("the dishwasher", German accusative), `subject` as its
    subject; `start`, `end`, `until` and `when` are a day and a clock time.
    """

    # Now, later, not possible.
    NOW = "now"
    NOW_CHEAPEST = "now_cheapest"
    NOW_CHEAPEST_KNOWN = "now_cheapest_known"
    NOW_NEAR_TIE = "now_near_tie"
    LATER = "later"
    LATER_SAVES = "later_saves"
    LATER_FITS = "later_fits"
    LATER_NOT_NOW = "later_not_now"
    LATER_NOT_NOW_RULE = "later_not_now_rule"
    LATER_NO_PRICE_NOW = "later_no_price_now"
    ALREADY_RUNNING = "already_running"
    ALREADY_RUNNING_UNTIL = "already_running_until"
    FINISHED = "finished"
    DELAY_SET = "delay_set"
    DELAY_SET_AT = "delay_set_at"
    TOO_LATE = "too_late"
    TOO_LATE_RULES = "too_late_rules"
    CONFLICT = "conflict"
    CONFLICT_RULE = "conflict_rule"
    CONFLICT_RULES = "conflict_rules"
    CONFLICT_PRICES = "conflict_prices"
    NO_PRICES = "no_prices"
    PRICES_MISSING = "prices_missing"
    UNKNOWN_FIGURES = "unknown_figures"
    UNKNOWN_FIGURES_SOME = "unknown_figures_some"
    UNKNOWN_APPLIANCE = "unknown_appliance"
    NO_APPLIANCES = "no_appliances"
    NOTHING_PENDING = "nothing_pending"
    NO_PLAN = "no_plan"
    PLAN = "plan"
    PLAN_ONE = "plan_one"
    PLAN_ITEM = "plan_item"
    MORE = "more"

    # Said after it.
    NOT_READY = "not_ready"
    PLUG_IN = "plug_in"
    ENABLE_REMOTE_START = "enable_remote_start"
    CLOSE_DOOR = "close_door"
    LOAD_IT = "load_it"
    UNAVAILABLE = "unavailable"
    DEADLINE_MOVED = "deadline_moved"
    DEADLINE_MOVED_PLAIN = "deadline_moved_plain"
    INSTEAD = "instead"
    PRICES_END = "prices_end"
    PARTS = "parts"
    PARTS_MANY = "parts_many"
    PART = "part"
    DELAY_HOURS = "delay_hours"
    DELAY_HOUR = "delay_hour"
    DELAY_END_HOURS = "delay_end_hours"
    DELAY_END_HOUR = "delay_end_hour"
    DELAY_STARTS = "delay_starts"
    DELAY_COSTS = "delay_costs"

    # Why, why not now, what it costs.
    WHY_CHEAPEST_NOW = "why_cheapest_now"
    WHY_NEAR_TIE = "why_near_tie"
    WHY_CHEAPER = "why_cheaper"
    WHY_FITS = "why_fits"
    WHY_NOT_ALLOWED = "why_not_allowed"
    WHY_RULE = "why_rule"
    WHY_DEADLINE = "why_deadline"
    WHY_NO_PRICE_NOW = "why_no_price_now"
    WHY_NOT_NOW_BUT_NOW = "why_not_now_but_now"
    WHY_NOT_NOW_DEARER = "why_not_now_dearer"
    COST_NOW = "cost_now"
    COST_THEN = "cost_then"
    COST_THEN_ONLY = "cost_then_only"
    NO_ADVICE = "no_advice"

    # What is known, noted, forgotten.
    KNOWN = "known"
    KNOWN_NOTHING = "known_nothing"
    KNOWN_APPLIANCES = "known_appliances"
    KNOWN_NOTES = "known_notes"
    KNOWN_NO_NOTES = "known_no_notes"
    FACT_DURATION = "fact_duration"
    FACT_ENERGY = "fact_energy"
    REMEMBERED = "remembered"
    REMEMBERED_QUESTION = "remembered_question"
    REMEMBERED_WHEN = "remembered_when"
    REMEMBERED_NOTHING = "remembered_nothing"
    FORGOTTEN = "forgotten"
    FORGOTTEN_MANY = "forgotten_many"
    FORGET_WHICH = "forget_which"
    FORGET_NONE = "forget_none"

    # What was sent.
    SENT_NOTHING = "sent_nothing"
    SENT_ONCE = "sent_once"
    SENT_MANY = "sent_many"
    SENT_KINDS = "sent_kinds"
    SENT_LOADS = "sent_loads"
    SENT_PRICES = "sent_prices"
    SENT_TIMES = "sent_times"
    SENT_POWERS = "sent_powers"
    SENT_ORDERS = "sent_orders"
    SENT_BLOCKED = "sent_blocked"
    SENT_NO_CLOUD = "sent_no_cloud"

    # The price now.
    PRICE_LOW = "price_low"
    PRICE_MIDDLE = "price_middle"
    PRICE_HIGH = "price_high"
    PRICE_FLAT = "price_flat"
    PRICE_UNKNOWN_NOW = "price_unknown_now"
    PRICE_LOWEST_NOW = "price_lowest_now"
    PRICE_LOWEST_AT = "price_lowest_at"

    # The talk itself.
    WHICH = "which"
    WHICH_OF = "which_of"
    WHICH_PLAIN = "which_plain"
    CANCELLED = "cancelled"
    INTERIM_PRICES = "interim_prices"
    INTERIM_PLAN = "interim_plan"
    INTERIM_RULES = "interim_rules"
    PROGRESS_MODEL = "progress_model"
    PROGRESS_CLOUD = "progress_cloud"
    PROGRESS_WORDS = "progress_words"
    DRAFT = "draft"
    REFINED = "refined"
    REFINED_SAME = "refined_same"
    DISAGREED = "disagreed"
    DEARER_REPLACED = "dearer_replaced"
    DEARER_SHOWN = "dearer_shown"
    NOT_UNDERSTOOD = "not_understood"
    FAILED = "failed"


_RUN = ("appliance", "start", "end", "cost")

PLACEHOLDERS: Mapping[Text, frozenset[str]] = {
    text: frozenset(names)
    for text, names in {
        Text.NOW: ("appliance", "end", "cost"),
        Text.NOW_CHEAPEST: ("appliance", "end", "cost"),
        Text.NOW_CHEAPEST_KNOWN: ("appliance", "end", "cost"),
        Text.NOW_NEAR_TIE: ("appliance", "end", "cost"),
        Text.LATER: _RUN,
        Text.LATER_SAVES: (*_RUN, "cost_now", "saving"),
        Text.LATER_FITS: _RUN,
        Text.LATER_NOT_NOW: _RUN,
        Text.LATER_NOT_NOW_RULE: (*_RUN, "rule"),
        Text.LATER_NO_PRICE_NOW: _RUN,
        Text.ALREADY_RUNNING: ("subject",),
        Text.ALREADY_RUNNING_UNTIL: ("subject", "until"),
        Text.FINISHED: ("subject",),
        Text.DELAY_SET: ("subject",),
        Text.DELAY_SET_AT: ("subject", "until"),
        Text.TOO_LATE: ("subject",),
        Text.TOO_LATE_RULES: ("subject", "rules"),
        Text.CONFLICT: ("appliance",),
        Text.CONFLICT_RULE: ("appliance", "rules"),
        Text.CONFLICT_RULES: ("appliance", "rules"),
        Text.CONFLICT_PRICES: ("subject",),
        Text.UNKNOWN_FIGURES: ("appliance",),
        Text.UNKNOWN_APPLIANCE: ("appliances",),
        Text.PLAN: ("items", "cost"),
        Text.PLAN_ONE: ("item",),
        Text.PLAN_ITEM: ("subject", "start", "cost"),
        Text.MORE: ("count",),
        Text.NOT_READY: ("subject",),
        Text.DEADLINE_MOVED: ("rule",),
        Text.INSTEAD: ("rules", "start"),
        Text.PRICES_END: ("until",),
        Text.PARTS: ("parts",),
        Text.PARTS_MANY: ("count",),
        Text.PART: ("start", "end"),
        Text.DELAY_HOURS: ("hours",),
        Text.DELAY_END_HOURS: ("hours",),
        Text.DELAY_STARTS: ("start",),
        Text.DELAY_COSTS: ("start", "cost"),
        Text.WHY_CHEAPER: ("cost", "cost_now"),
        Text.WHY_RULE: ("rule",),
        Text.WHY_DEADLINE: ("rule",),
        Text.WHY_NOT_NOW_DEARER: ("cost", "cost_now", "start"),
        Text.COST_NOW: ("appliance", "cost"),
        Text.COST_THEN: ("appliance", "start", "cost", "cost_now"),
        Text.COST_THEN_ONLY: ("appliance", "start", "cost"),
        Text.KNOWN: ("appliance", "facts"),
        Text.KNOWN_NOTHING: ("appliance",),
        Text.KNOWN_APPLIANCES: ("appliances",),
        Text.KNOWN_NOTES: ("rules",),
        Text.FACT_DURATION: ("minutes",),
        Text.FACT_ENERGY: ("energy",),
        Text.REMEMBERED: ("rules",),
        Text.REMEMBERED_QUESTION: ("question",),
        Text.REMEMBERED_WHEN: ("time",),
        Text.FORGOTTEN_MANY: ("count",),
        Text.FORGET_WHICH: ("notes",),
        Text.SENT_ONCE: ("when", "cost"),
        Text.SENT_MANY: ("count", "when", "cost"),
        Text.SENT_KINDS: ("kinds",),
        Text.SENT_BLOCKED: ("count",),
        Text.PRICE_LOW: ("price",),
        Text.PRICE_MIDDLE: ("price",),
        Text.PRICE_HIGH: ("price",),
        Text.PRICE_FLAT: ("price",),
        Text.PRICE_LOWEST_AT: ("when", "price"),
        Text.WHICH: ("appliances",),
        Text.WHICH_OF: ("appliances",),
        Text.DEARER_SHOWN: ("saving",),
    }.items()
}
"""What a sentence must hold in every language; one that is not listed holds none."""


class Demand(StrEnum):
    """What a note was understood to demand, as a person reads it back."""

    FINISH_BY = "finish_by"
    NOT_RUNNING_AFTER = "not_running_after"
    NOT_BEFORE = "not_before"
    QUIET_WINDOW = "quiet_window"
    QUIET_ALL_DAY = "quiet_all_day"
    ALLOWED_WINDOW = "allowed_window"
    WEEKDAY_ONLY = "weekday_only"
    WEEKDAY_NOT = "weekday_not"
    AFTER_LOAD = "after_load"
    NOT_WITH = "not_with"
    DURATION = "duration"
    ENERGY = "energy"
    ON_DAYS = "on_days"
    FOR_NOW = "for_now"
    EVERYTHING = "everything"
    EVERYTHING_NOISY = "everything_noisy"
    NOTHING = "nothing"
    NO_TIME = "no_time"
    AMBIGUOUS_TIME = "ambiguous_time"
    UNKNOWN_APPLIANCE = "unknown_appliance"
    CONTRADICTION = "contradiction"
    FIGURE_DIFFERS = "figure_differs"
    NOT_UNDERSTOOD = "not_understood"


DEMAND_PLACEHOLDERS: Mapping[Demand, frozenset[str]] = {
    demand: frozenset(names)
    for demand, names in {
        Demand.FINISH_BY: ("time",),
        Demand.NOT_RUNNING_AFTER: ("time",),
        Demand.NOT_BEFORE: ("time",),
        Demand.QUIET_WINDOW: ("time", "until"),
        Demand.ALLOWED_WINDOW: ("time", "until"),
        Demand.WEEKDAY_ONLY: ("days",),
        Demand.WEEKDAY_NOT: ("days",),
        Demand.AFTER_LOAD: ("other",),
        Demand.NOT_WITH: ("other",),
        Demand.DURATION: ("minutes",),
        Demand.ENERGY: ("energy",),
        Demand.ON_DAYS: ("demand", "days"),
        Demand.FOR_NOW: ("demand", "until"),
        Demand.AMBIGUOUS_TIME: ("time",),
        Demand.CONTRADICTION: ("other",),
        Demand.FIGURE_DIFFERS: ("note", "form"),
    }.items()
}
"""What a demand must hold in every language; one that is not listed holds none."""
