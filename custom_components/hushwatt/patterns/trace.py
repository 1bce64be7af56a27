"""What happened on the way of one question: seconds per step, what was missing, what the cloud cost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_hex
from time import monotonic

from ..models.protocol import CloudReply
from ..vocabulary import CloudUse, Degraded, Escalation


@dataclass
class Trace:
    """The record of one question; holds no word of the home.

    `escalation` and `agreed` are those of the recommendation. `rounding` is what
    the rounding of the numbers that were sent can cost, in currency. `on_step` is
    told of each step that is begun, by its name.
    """

    request_id: str = field(default_factory=lambda: token_hex(8))
    seconds: dict[str, float] = field(default_factory=dict)
    codes: list[Degraded] = field(default_factory=list)
    cloud: CloudUse = field(default_factory=CloudUse)
    escalation: Escalation | None = None
    agreed: bool | None = None
    rounding: float = 0.0
    on_step: Callable[[str], None] | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add the seconds spent inside to a step's total."""
        if self.on_step is not None:
            self.on_step(name)
        started = monotonic()
        try:
            yield
        finally:
            spent = monotonic() - started
            self.seconds[name] = self.seconds.get(name, 0.0) + spent

    def lacked(self, *codes: Degraded) -> None:
        """Note what was missing, each code once, in the order of events."""
        self.codes.extend(code for code in codes if code not in self.codes)

    def called(self, seconds: float) -> None:
        """Note that a request left for the cloud, whatever came back."""
        self.cloud = CloudUse(
            called=True,
            model=self.cloud.model,
            input_tokens=self.cloud.input_tokens,
            output_tokens=self.cloud.output_tokens,
            cost_usd=self.cloud.cost_usd,
            seconds=self.cloud.seconds + seconds,
        )

    def used(self, reply: CloudReply) -> None:
        """Add what one answer of the cloud used."""
        self.cloud = CloudUse(
            called=True,
            model=reply.model,
            input_tokens=self.cloud.input_tokens + reply.input_tokens,
            output_tokens=self.cloud.output_tokens + reply.output_tokens,
            cost_usd=self.cloud.cost_usd + reply.cost_usd,
            seconds=self.cloud.seconds,
        )
