"""Escalate on hard: the cloud is asked only when an exact check says so.

Acts first: local. Cloud: only when the optimum is not proven, when nothing fits
(what to give up), or when a schedule of the local model's own breaks a rule.
Chosen for: cost and latency.
"""

from .answer import Answer, Impossible
from .steps import Steps


async def escalate_on_hard(steps: Steps) -> Answer | Impossible:
    """Return the local answer, the cloud's where an exact check says that it is not good enough."""
    exact = await steps.solve()
    reason = await steps.check(exact)
    return exact if reason is None else await steps.escalate(exact, reason)
