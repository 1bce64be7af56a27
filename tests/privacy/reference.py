"""The reference case of the design, as a problem."""

from datetime import UTC, datetime

from custom_components.hushwatt.privacy.endpoint import Effort, Endpoint, Provider
from custom_components.hushwatt.scheduling.problem import (
    Load,
    Problem,
    Rule,
    Span,
    Window,
)
from custom_components.hushwatt.vocabulary import Phase

DISHWASHER = "dishwasher"
EV = "ev"

OPENAI = Endpoint(
    provider=Provider.OPENAI,
    model="gpt-5.4",
    api_key="sk-key",
    effort=Effort.MEDIUM,
)


def reference_problem() -> Problem:
    """Return the dishwasher and the EV charger on the reference evening, 18:30 in Berlin."""
    return Problem(
        origin=datetime(2026, 11, 20, 17, 30, tzinfo=UTC),
        loads=(
            Load(
                id=DISHWASHER,
                phases=(Phase(90, 0.8),),
                rules=(Rule(latest_end=720), Rule(quiet=(Span(240, 750),))),
            ),
            Load(id=EV, phases=(Phase(120, 7.0),), rules=(Rule(latest_end=750),)),
        ),
        windows=(
            Window(Span(0, 90), 0.45),
            Window(Span(90, 330), 0.22),
            Window(Span(330, 690), 0.12),
            Window(Span(690, 1350), 0.25),
        ),
    )
