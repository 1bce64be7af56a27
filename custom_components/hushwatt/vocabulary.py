"""The words that every room of Hushwatt shares, as types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

type ClockTime = time


class Mode(StrEnum):
    """Which models a home has."""

    BUILT_IN = "built_in"
    LOCAL = "local"
    HYBRID = "hybrid"


class Pattern(StrEnum):
    """How the local side and the cloud share the work."""

    SANITIZE_AND_SOLVE = "sanitize_and_solve"
    PLAN_THEN_GROUND = "plan_then_ground"
    ESCALATE_ON_HARD = "escalate_on_hard"
    DRAFT_THEN_REFINE = "draft_then_refine"
    CROSS_CHECK = "cross_check"


class PrivacyLevel(StrEnum):
    """What the cloud may see of a problem."""

    BLINDED = "blinded"
    READABLE = "readable"
    # The kind of a problem only; for the pattern that asks for a procedure.
    GOAL = "goal"


class Verdict(StrEnum):
    """The first word of every recommendation."""

    RUN_NOW = "run_now"
    RUN_LATER = "run_later"
    NOT_POSSIBLE = "not_possible"


class Reason(StrEnum):
    """Why the verdict is what it is."""

    CHEAPEST_NOW = "cheapest_now"
    CHEAPER_LATER = "cheaper_later"
    NEAR_TIE = "near_tie"
    ALREADY_RUNNING = "already_running"
    FINISHED = "finished"
    NOT_READY = "not_ready"
    DEADLINE_UNREACHABLE = "deadline_unreachable"
    CONFLICT = "conflict"
    NO_PRICES = "no_prices"
    OUTSIDE_ALLOWED_TIME = "outside_allowed_time"
    DELAY_SET = "delay_set"
    UNKNOWN_APPLIANCE = "unknown_appliance"
    UNKNOWN_FIGURES = "unknown_figures"
    NOTHING_PENDING = "nothing_pending"


class Degraded(StrEnum):
    """What was missing when an answer was made; the answer is true all the same."""

    NO_CLOUD = "no_cloud"
    NO_LOCAL_MODEL = "no_local_model"
    BLOCKED = "blocked"
    BUDGET = "budget"
    CLOUD_NOT_ALLOWED = "cloud_not_allowed"
    CLOUD_UNREACHABLE = "cloud_unreachable"
    CLOUD_TIMEOUT = "cloud_timeout"
    CLOUD_KEY_REJECTED = "cloud_key_rejected"
    CLOUD_QUOTA = "cloud_quota"
    CLOUD_ERROR = "cloud_error"
    CLOUD_REFUSED = "cloud_refused"
    CLOUD_INCOMPLETE = "cloud_incomplete"
    CLOUD_INVALID = "cloud_invalid"
    CLOUD_DEARER = "cloud_dearer"
    CLOUD_UNFIT = "cloud_unfit"
    LEDGER_UNWRITABLE = "ledger_unwritable"
    LOCAL_UNREACHABLE = "local_unreachable"
    LOCAL_TIMEOUT = "local_timeout"
    LOCAL_KEY_REJECTED = "local_key_rejected"
    LOCAL_ERROR = "local_error"
    LOCAL_MODEL_MISSING = "local_model_missing"
    LOCAL_NOT_LOCAL = "local_not_local"
    LOCAL_INVALID = "local_invalid"
    NOTES_UNREAD = "notes_unread"
    PRICES_END = "prices_end"
    TIME_LIMIT = "time_limit"


class PlanSource(StrEnum):
    """Who made the schedule that was verified."""

    CLOUD = "cloud"
    SOLVER = "solver"


class Escalation(StrEnum):
    """Which exact check the local answer failed, so that the cloud was asked after all."""

    UNPROVEN = "unproven"
    INFEASIBLE = "infeasible"
    MODEL_REJECTED = "model_rejected"


class ConstraintKind(StrEnum):
    """What a note can demand."""

    FINISH_BY = "finish_by"
    NOT_RUNNING_AFTER = "not_running_after"
    NOT_BEFORE = "not_before"
    QUIET_WINDOW = "quiet_window"
    ALLOWED_WINDOW = "allowed_window"
    WEEKDAY_ONLY = "weekday_only"
    WEEKDAY_NOT = "weekday_not"
    AFTER_LOAD = "after_load"
    NOT_WITH = "not_with"
    DURATION = "duration"
    ENERGY = "energy"


class Source(StrEnum):
    """Where a constraint or a figure comes from, the strongest first."""

    QUESTION = "question"
    NOTE = "note"
    FORM = "form"
    DEVICE = "device"
    HISTORY = "history"


ALL_WEEKDAYS: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """One demand on one appliance, in the home's wall-clock time.

    `appliance` is a subentry id; None stands for every appliance, or with
    `noisy_only` for every noisy one. `time` is the clock time of `finish_by`,
    `not_running_after` and `not_before`, and the opening of a window whose
    close is `until` (a close at or before the opening is on the next day).
    `weekdays` are 0 (Monday) to 6. `active_from` and `active_until` (aware)
    bound a demand that holds for a while only, such as "tonight".
    `other` is the subentry id that `after_load` and `not_with` name.
    `amount` is minutes for `duration`, kWh for `energy`.
    """

    kind: ConstraintKind
    appliance: str | None
    source: Source = Source.NOTE
    note_uid: str | None = None
    time: ClockTime | None = None
    until: ClockTime | None = None
    weekdays: frozenset[int] = ALL_WEEKDAYS
    active_from: datetime | None = None
    active_until: datetime | None = None
    other: str | None = None
    amount: float | None = None
    noisy_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a person wrote; private, never leaves the house."""

    uid: str
    text: str
    written_at: datetime
    until: date | datetime | None = None


class NoteQuestion(StrEnum):
    """What must be asked of the person before a note can hold."""

    NO_TIME = "no_time"
    AMBIGUOUS_TIME = "ambiguous_time"
    UNKNOWN_APPLIANCE = "unknown_appliance"
    CONTRADICTION = "contradiction"
    FIGURE_DIFFERS = "figure_differs"
    NOT_UNDERSTOOD = "not_understood"


class NoteReader(StrEnum):
    """Who read a note."""

    BUILT_IN = "built_in"
    MODEL = "model"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one note was understood to demand.

    Either constraints, or a question to the person (with the placeholders its
    sentence needs), or neither: a note that demands nothing.
    """

    note_uid: str
    constraints: tuple[Constraint, ...] = ()
    question: NoteQuestion | None = None
    placeholders: Mapping[str, str] = field(default_factory=dict)
    reader: NoteReader = NoteReader.BUILT_IN


@dataclass(frozen=True)
class Phase:
    """A stretch of a cycle at one power: minutes, kW."""

    minutes: int
    power: float


@dataclass(frozen=True, kw_only=True)
class Appliance:
    """What a person owns, as its subentry and its device describe it.

    `duration` is minutes and `energy` kWh of one cycle, None when nobody
    knows; `phases` is the power profile in order, empty when it is even.
    `delay_step` is the minutes of one step of a timer that only knows a delay,
    to the start of the run or, with `delay_to_end`, to its end; `delay_most` is
    the longest delay it takes, None when nobody says. `constraints`
    are those of its form (ready-by, quiet hours).
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    duration: int | None = None
    energy: float | None = None
    phases: tuple[Phase, ...] = ()
    figure_source: Source = Source.FORM
    interruptible: bool = False
    noisy: bool = False
    assume_ready: bool = False
    delay_step: int | None = None
    delay_to_end: bool = False
    delay_most: int | None = None
    constraints: tuple[Constraint, ...] = ()


class ApplianceStatus(StrEnum):
    """What an appliance is doing; UNKNOWN when no entity tells."""

    UNKNOWN = "unknown"
    READY = "ready"
    RUNNING = "running"
    FINISHED = "finished"
    IDLE = "idle"
    NOT_READY = "not_ready"
    DELAY_SET = "delay_set"


class ReadyHint(StrEnum):
    """What a person can do about an appliance that is not ready."""

    PLUG_IN = "plug_in"
    ENABLE_REMOTE_START = "enable_remote_start"
    CLOSE_DOOR = "close_door"
    LOAD_IT = "load_it"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, kw_only=True)
class ApplianceState:
    """What Home Assistant knows of an appliance now; all datetimes aware.

    `power` is kW while it runs, None when it is not measured.
    """

    status: ApplianceStatus = ApplianceStatus.UNKNOWN
    hint: ReadyHint | None = None
    started_at: datetime | None = None
    expected_end: datetime | None = None
    finished_at: datetime | None = None
    delayed_start: datetime | None = None
    power: float | None = None


@dataclass(frozen=True, order=True)
class PriceWindow:
    """A price per kWh, in the tariff's currency, from `start` to `end` (aware)."""

    start: datetime
    end: datetime
    price: float


@dataclass(frozen=True, order=True)
class PowerWindow:
    """A power in kW from `start` to `end` (aware), such as a solar forecast."""

    start: datetime
    end: datetime
    power: float


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """Known prices: sorted windows that do not overlap; holes mean unknown.

    `currency` is the ISO 4217 code of the major unit; `taxes_included` is None
    when the source does not say. `tomorrow_overdue` is set when the source
    should know the next day by now and does not.
    """

    windows: tuple[PriceWindow, ...]
    currency: str
    export_windows: tuple[PriceWindow, ...] = ()
    taxes_included: bool | None = None
    tomorrow_overdue: bool = False


@dataclass(frozen=True, kw_only=True)
class Household:
    """All that a question needs to know of the home at one moment; private.

    `now` is aware and in `timezone`. `limit` (kW) bounds what all loads draw
    together with `base_load` (kW), None when nothing bounds it. `solar` is the
    forecast of production. `segment` is the shortest run in minutes of an
    interruptible load. `tie` is the saving in currency below which waiting is
    not worth it. `unread_notes` counts notes that no constraint stands for yet,
    because nobody has read them or because they raise a question.
    """

    now: datetime
    timezone: ZoneInfo
    appliances: tuple[Appliance, ...]
    states: Mapping[str, ApplianceState]
    constraints: tuple[Constraint, ...]
    tariff: Tariff | None
    limit: float | None = None
    base_load: float = 0.0
    solar: tuple[PowerWindow, ...] = ()
    morning: time = time(7)
    segment: int = 30
    tie: float = 0.01
    unread_notes: int = 0

    def appliance(self, appliance_id: str) -> Appliance:
        """Return the appliance of a subentry id; KeyError when there is none."""
        for appliance in self.appliances:
            if appliance.id == appliance_id:
                return appliance
        raise KeyError(appliance_id)

    def state(self, appliance_id: str) -> ApplianceState:
        """Return what is known of an appliance now."""
        return self.states.get(appliance_id, ApplianceState())


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: words, or appliances by subentry id (none: all pending).

    `constraints` hold for this question only ("what if it must be done by six").
    """

    words: str | None = None
    appliances: tuple[str, ...] = ()
    pattern: Pattern | None = None
    language: str = "en"
    allow_cloud: bool = True
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True)
class Segment:
    """One unbroken stretch of a run (aware datetimes)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """One appliance's verified run; costs in the tariff's currency.

    `segments` has one element for an unbroken run. `cost_now` and `saving` are
    None when running now is not allowed.
    """

    appliance: str
    name: str
    segments: tuple[Segment, ...]
    cost: float
    cost_now: float | None = None

    @property
    def start(self) -> datetime:
        """Return the start of the first segment."""
        return self.segments[0].start

    @property
    def end(self) -> datetime:
        """Return the end of the last segment."""
        return self.segments[-1].end

    @property
    def saving(self) -> float | None:
        """Return what waiting saves against running now."""
        return None if self.cost_now is None else self.cost_now - self.cost


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A verified schedule in household terms.

    `gap` is the proven distance to the optimum as a fraction of its cost.
    """

    runs: tuple[PlannedRun, ...]
    source: PlanSource = PlanSource.SOLVER
    verified: bool = True
    gap: float = 0.0

    def run(self, appliance_id: str) -> PlannedRun | None:
        """Return the run of an appliance, None when it has none."""
        return next((r for r in self.runs if r.appliance == appliance_id), None)


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """When a run could start (home's timezone) if some constraints were given up."""

    without: tuple[Constraint, ...]
    start: datetime


@dataclass(frozen=True, kw_only=True)
class CloudUse:
    """What a question used of the cloud."""

    called: bool = False
    model: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Delay:
    """What to set on a timer that only knows a delay from now.

    `hours` is to the start of the run, with `to_end` to its end. `start` and
    `end` (aware) are those of the run that this makes, `cost` is what it costs
    in the tariff's currency; they are the plan's where its start falls on a
    step.
    """

    hours: float
    to_end: bool
    start: datetime
    end: datetime
    cost: float


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """The answer to a question; what every door returns.

    `run` is the run of the appliance asked about. `prices_until` is set when
    the end of known prices cut the horizon. `relaxed` is the constraint that a
    plan could not meet (reason `deadline_unreachable`). `delay` is what to set
    on an appliance whose timer only knows a delay from now. `escalation` says
    why the pattern that asks the cloud only when it must has asked it, `agreed`
    whether the home and the cloud came to the same schedule where both were
    asked, None where they were not compared. `instead` is what giving up some of
    the constraints that clash would make possible. A `draft` is verified and may
    be followed by another recommendation with the same `request_id`.
    """

    verdict: Verdict
    reason: Reason
    request_id: str
    pattern: Pattern
    language: str
    currency: str | None = None
    appliance: str | None = None
    appliance_name: str | None = None
    run: PlannedRun | None = None
    plan: Plan | None = None
    conflicts: tuple[Constraint, ...] = ()
    relaxed: Constraint | None = None
    hint: ReadyHint | None = None
    until: datetime | None = None
    prices_until: datetime | None = None
    delay: Delay | None = None
    escalation: Escalation | None = None
    agreed: bool | None = None
    instead: Alternative | None = None
    draft: bool = False
    degraded: tuple[Degraded, ...] = ()
    cloud: CloudUse = CloudUse()
    seconds: Mapping[str, float] = field(default_factory=dict)
    answer: str = ""
    conflict_words: tuple[str, ...] = ()
