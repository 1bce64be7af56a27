"""What turns a reply back into the home's terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..scheduling.problem import Minute
from ..vocabulary import PrivacyLevel
from .document import Document


@dataclass(frozen=True)
class Rate:
    """A window as it is sent: steps, and prices and powers in the request's units."""

    start: int
    end: int
    price: float
    export: float
    surplus: float | None
    limit: float | None

    @property
    def terms(self) -> tuple[float, float, float | None, float | None]:
        """Return all but the times."""
        return self.price, self.export, self.surplus, self.limit


@dataclass(frozen=True)
class SentLoad:
    """A load as it is sent: (steps, power) in order, and its shortest segment.

    `segment` is 0 for a load that is not cut. `weighted` says that its power
    is sent.
    """

    load_id: str
    phases: tuple[tuple[int, float], ...]
    segment: int
    weighted: bool

    @property
    def length(self) -> int:
        """Return the steps of the whole run."""
        return sum(steps for steps, _ in self.phases)


@dataclass(frozen=True, kw_only=True)
class BlindingKey:
    """What turns a reply back into the home's terms; private, never written down.

    `loads` are by the id in the request. A step is `grid` minutes, the first
    one is at minute `first` of the problem; `midnight` is the minute of the
    local midnight before the problem's origin. The optimum of the document
    costs at most `regret` (currency) more than that of the sent loads. A
    power of 1 for one step at a price of 1 counts `worth` in the objective.
    """

    level: PrivacyLevel
    loads: Mapping[str, SentLoad] = field(repr=False)
    rates: tuple[Rate, ...] = field(repr=False)
    worth: float = field(repr=False)
    grid: Minute = field(repr=False)
    first: Minute = field(repr=False)
    midnight: Minute = field(repr=False)
    regret: float


@dataclass(frozen=True)
class Blinded:
    """A problem as it may leave the house, with the private key beside it."""

    document: Document
    key: BlindingKey

    @property
    def level(self) -> PrivacyLevel:
        """Return what the document shows."""
        return self.key.level

    @property
    def sent(self) -> frozenset[str]:
        """Return the ids, in the problem, of the loads that are sent."""
        return frozenset(load.load_id for load in self.key.loads.values())
