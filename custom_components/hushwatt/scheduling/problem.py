"""The exact scheduling problem: loads, price windows and what couples them.

All times are whole minutes after `Problem.origin`, an aware UTC datetime on a
full minute, so that days of 23 and 25 hours need no care here. All intervals
are half-open. Powers are kW, energies kWh, prices currency per kWh.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..vocabulary import Constraint, Phase

type Minute = int


@dataclass(frozen=True, order=True)
class Span:
    """Minutes from `start` up to, not including, `end`."""

    start: Minute
    end: Minute


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One constraint resolved to minutes, with what it came from.

    `latest_end`: the load ends at or before it. `earliest_start`: it starts at
    or after it. `quiet`: it does not run in any of these spans. `no_start`: it
    does not start in any of these (for an interruptible load: its first
    segment). `constraint` is None for what nobody wrote: the horizon, now.
    """

    constraint: Constraint | None = None
    latest_end: Minute | None = None
    earliest_start: Minute | None = None
    quiet: tuple[Span, ...] = ()
    no_start: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Load:
    """The anonymous shadow of an appliance: one run to place.

    The run is `phases` one after the other. An interruptible load has exactly
    one phase and may be cut into segments of at least `segment` minutes.
    """

    id: str
    phases: tuple[Phase, ...]
    rules: tuple[Rule, ...] = ()
    interruptible: bool = False
    segment: int = 30

    @property
    def duration(self) -> Minute:
        """Return the minutes of the whole run."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def energy(self) -> float:
        """Return the kWh of the whole run."""
        return sum(phase.minutes * phase.power for phase in self.phases) / 60


@dataclass(frozen=True)
class FixedLoad:
    """What runs already: kW over a span; occupies the limit and the surplus."""

    id: str
    span: Span
    power: float


@dataclass(frozen=True)
class Window:
    """Prices and surplus power over a span.

    What all loads draw together up to `surplus` kW costs `export_price` (it is
    not fed in), what they draw above it costs `import_price`.
    """

    span: Span
    import_price: float
    export_price: float = 0.0
    surplus: float = 0.0


@dataclass(frozen=True)
class Order:
    """`then` starts at or after the end of `first`."""

    first: str
    then: str
    constraint: Constraint | None = None


@dataclass(frozen=True)
class Exclusion:
    """Two loads never run in the same minute."""

    one: str
    other: str
    constraint: Constraint | None = None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """All loads to place, the windows that are priced, and the couplings.

    `windows` are sorted and do not overlap; a load runs only where a window
    is. `limit` (kW) bounds what loads and fixed loads draw together in every
    minute; the base load is already taken off it.
    """

    origin: datetime
    loads: tuple[Load, ...]
    windows: tuple[Window, ...]
    fixed: tuple[FixedLoad, ...] = ()
    limit: float | None = None
    orders: tuple[Order, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()

    def load(self, load_id: str) -> Load:
        """Return a load by its id; KeyError when there is none."""
        for load in self.loads:
            if load.id == load_id:
                return load
        raise KeyError(load_id)

    def at(self, minute: Minute) -> datetime:
        """Return the aware UTC datetime of a minute."""
        return self.origin + timedelta(minutes=minute)


@dataclass(frozen=True)
class Schedule:
    """Where each load runs: spans in order, one for an unbroken run."""

    runs: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Solution:
    """The solver's answer: a schedule, its cost and what is proven of it.

    `cost` and `bound` are in currency; `bound` is a proven lower bound of the
    optimum. `gap` is 0.0 when optimal, else (cost - bound) / |cost|.
    """

    schedule: Schedule
    cost: float
    bound: float
    gap: float
    seconds: float


@dataclass(frozen=True)
class Infeasible:
    """No schedule exists: a smallest set of demands that already clash.

    Leaving any one of them out makes the rest of the set possible, where there
    was time to find that out. `limit` and `prices` are true when the power limit
    or the end of known prices is one of the set. `load` is a load that cannot be
    placed.
    """

    load: str
    conflicts: tuple[Constraint, ...]
    limit: bool = False
    prices: bool = False


@dataclass(frozen=True)
class Violation:
    """A rule that a schedule breaks, in anonymous words."""

    code: str
    load: str | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What the verifier found: violations and the recomputed cost.

    `cost` is in currency; `load_costs` splits it by load in the order of the
    schedule (surplus shared in proportion to power).
    """

    violations: tuple[Violation, ...]
    cost: float
    load_costs: Mapping[str, float]
