"""What a language must bring: its sentences and how it writes amounts and times."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Text(StrEnum):
    """The sentences of an answer; each language has every one.

    Placeholders: `appliance`, `start` and `end` (a day and a clock time),
    `cost`, `cost_now`, `saving`, `until`, `rule`, `rules`, `hours`, `other`.
    """

    NOW = "now"
    NOW_CHEAPEST = "now_cheapest"
    NOW_NEAR_TIE = "now_near_tie"
    NOW_ONLY_TIME = "now_only_time"
    LATER = "later"
    LATER_SAVES = "later_saves"
    LATER_COSTS = "later_costs"
    LATER_NOT_NOW = "later_not_now"
    LATER_NOT_NOW_RULE = "later_not_now_rule"
    ALREADY_RUNNING = "already_running"
    ALREADY_RUNNING_UNTIL = "already_running_until"
    FINISHED = "finished"
    DELAY_SET = "delay_set"
    DELAY_SET_AT = "delay_set_at"
    NOT_READY = "not_ready"
    DEADLINE_UNREACHABLE = "deadline_unreachable"
    CONFLICT = "conflict"
    CONFLICT_RULES = "conflict_rules"
    CONFLICT_PRICES = "conflict_prices"
    NO_PRICES = "no_prices"
    UNKNOWN_FIGURES = "unknown_figures"
    UNKNOWN_APPLIANCE = "unknown_appliance"
    NOTHING_PENDING = "nothing_pending"
    PLAN = "plan"
    PLAN_ITEM = "plan_item"
    PRICES_END = "prices_end"
    DELAY_HOURS = "delay_hours"
    PLUG_IN = "plug_in"
    ENABLE_REMOTE_START = "enable_remote_start"
    CLOSE_DOOR = "close_door"
    LOAD_IT = "load_it"
    UNAVAILABLE = "unavailable"


class Demand(StrEnum):
    """What a note was understood to demand, as a person reads it back.

    Placeholders: `time`, `until`, `days`, `other`, `minutes`, `energy`.
    """

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


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language: its sentences and its ways of writing.

    `name` puts an appliance's name into a sentence ("the dishwasher"); `clock`
    writes a wall-clock time; `moment` a day and a time as seen from now;
    `money` an amount with its currency to the minor unit; `listing` joins
    parts with the language's "and".
    """

    code: str
    texts: Mapping[Text, str]
    degraded: Mapping[str, str]
    demands: Mapping[Demand, str]
    weekdays: tuple[str, ...]
    name: Callable[[str], str]
    clock: Callable[[time], str]
    moment: Callable[[datetime, datetime], str]
    money: Callable[[float, str], str]
    number: Callable[[float], str]
    listing: Callable[[list[str]], str]
