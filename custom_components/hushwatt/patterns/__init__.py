"""How the local side and the cloud share the work: one file per pattern."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from ..vocabulary import Pattern
from .answer import Answer, Impossible
from .cross_check import cross_check
from .draft_then_refine import draft_then_refine
from .escalate_on_hard import escalate_on_hard
from .plan_then_ground import plan_then_ground
from .sanitize_and_solve import sanitize_and_solve
from .steps import Steps

type PatternFunction = Callable[[Steps], Awaitable[Answer | Impossible]]

PATTERNS: Final[Mapping[Pattern, PatternFunction]] = {
    Pattern.SANITIZE_AND_SOLVE: sanitize_and_solve,
    Pattern.PLAN_THEN_GROUND: plan_then_ground,
    Pattern.ESCALATE_ON_HARD: escalate_on_hard,
    Pattern.DRAFT_THEN_REFINE: draft_then_refine,
    Pattern.CROSS_CHECK: cross_check,
}
